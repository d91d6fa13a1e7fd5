"""The front of an optimisation: every pair of objectives, front and others, with ranges."""

from itertools import combinations
from math import nan
from textwrap import fill
from typing import Any

from matplotlib.figure import Figure

from experiments.optimise.result import FoundCandidate, OptimiseResult
from results.figure_style import Picture, PlainTable, headline, write_axis
from results.information.words import unit_of_gain
from results.language import translator
from results.number_format import SCALE
from results.optimise.table import heads, row
from results.optimise.words import base_line, unit_words
from results.origin import origin_of

#: Names beside marks; more of them cover one another.
_NAMED = 12


def optimise_pictures(found: OptimiseResult, lang: str) -> list[Picture]:
    """One figure; none without a front."""
    _ = translator(lang)
    if not found.front:
        return []
    title = _("Mixes that no other mix beats on every objective, among those tried")
    lines = [row(candidate, found, lang) for candidate in found.front]
    listed = "; ".join(f"{line[0]}: {', '.join(line[1:-1])}" for line in lines)
    description = _(
        "A panel per pair of objectives. Filled circles are mixes on the front, with a cross for the range 5–95 of the "
        "difference with the base; "
        "open grey circles are other mixes that were tried, a square is the base. Arrows at the axes show which way is "
        "better. {base} Front: {listed}."
    ).format(base=base_line(found, lang), listed=listed)
    table = PlainTable(_("The front: mean and range 5–95"), heads(found, lang), lines)
    return [Picture("front", title, description, table, origin_of(found, lang), lambda: _draw(found, lang, title))]


def _draw(found: OptimiseResult, lang: str, title: str) -> Figure:
    _ = translator(lang)
    pairs = list(combinations(range(len(found.objectives)), 2))
    columns = min(2, len(pairs))
    lines = -(-len(pairs) // columns)
    figure = Figure(figsize=(9.0, 0.9 + 3.7 * lines), layout="constrained")
    grid: Any = figure.subplots(lines, columns, squeeze=False)
    handles: list[Any] = []
    for axes, pair in zip(grid.ravel(), pairs, strict=False):
        handles = _panel(axes, found, pair, lang)
    for axes in grid.ravel()[len(pairs) :]:
        axes.set_visible(False)
    names = [_("not on the front"), _("on the front, with the range 5–95 of the difference with the base"), _("base")]
    figure.legend(handles, names, loc="outside lower center", ncols=3)
    headline(figure, title)
    return figure


def _panel(axes: Any, found: OptimiseResult, pair: tuple[int, int], lang: str) -> list[Any]:
    names, objectives = list(found.objectives), list(found.objectives.values())
    scales = [SCALE[unit_of_gain(objectives[k])] for k in pair]

    def at(candidate: FoundCandidate, part: str) -> list[float]:
        """One number of both objectives, on the scales of the axes; NaN where undefined."""
        reached = [candidate.objectives[names[k]] for k in pair]
        values = [None if each is None else getattr(each, part) for each in reached]
        return [nan if value is None else scale * value for scale, value in zip(scales, values, strict=True)]

    tried = found.frames()["candidates"]
    others = tried[(tried["points"] > 0) & ~tried["on_front"].astype(bool) & (tried["number"] > 0)]
    (grey,) = axes.plot(
        *(scale * others[f"{names[k]}_mean"] for scale, k in zip(scales, pair, strict=True)),
        "o",
        color="#888888",
        markerfacecolor="white",
        markersize=4.5,
    )
    base = at(found.base_candidate, "mean")
    for number, candidate in enumerate(found.front):
        _cross(axes, candidate, base, at)
        if number < _NAMED:
            place = at(candidate, "mean")
            axes.annotate(str(candidate.number), place, (4, 4), textcoords="offset points", fontsize=7)
    front = [at(candidate, "mean") for candidate in found.front]
    (full,) = axes.plot([p[0] for p in front], [p[1] for p in front], "o", color="#0072B2", markersize=6, zorder=4)
    (square,) = axes.plot([base[0]], [base[1]], "s", color="#000000", markersize=7, markerfacecolor="none", zorder=5)
    for k, axis, name in zip(pair, (axes.xaxis, axes.yaxis), ("x", "y"), strict=True):
        objective = objectives[k]
        arrow = ("→" if name == "x" else "↑") if objective.sign > 0 else ("←" if name == "x" else "↓")
        label = f"{objective.name.of(lang)} ({unit_words(objective, lang)}) {arrow}"
        axis.set_label_text(fill(label, 44), fontsize=8)
        low, high = axes.get_xlim() if name == "x" else axes.get_ylim()
        write_axis(axis, lang, 0 if high - low > 9 else 1 if high - low > 0.9 else 2)
    return [grey, full, square]


def _cross(axes: Any, candidate: FoundCandidate, base: list[float], at: Any) -> None:
    """The range of the difference with the base, around the base's own mean."""
    (x, y), (x0, y0) = at(candidate, "mean"), base
    low, high = at(candidate, "difference_p05"), at(candidate, "difference_p95")
    axes.plot([x0 + low[0], x0 + high[0]], [y, y], color="#0072B2", linewidth=0.7, alpha=0.45)
    axes.plot([x, x], [y0 + low[1], y0 + high[1]], color="#0072B2", linewidth=0.7, alpha=0.45)
