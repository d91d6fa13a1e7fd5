"""The front of an optimisation: every pair of objectives, front and others, with ranges."""

from itertools import combinations
from textwrap import fill
from typing import Any

from matplotlib.figure import Figure

from experiments.optimise.run import Candidate, Optimised
from results.figure_style import Picture, PlainTable, headline, write_axis
from results.information.words import unit_of
from results.language import translator
from results.optimise.table import heads, row
from results.optimise.words import base_line, unit_words

_SCALE = {"points": 100.0, "per_turnover": 1e5, "million_eur": 1e-6}
#: Names beside marks; more of them cover one another.
_NAMED = 12


def optimise_pictures(optimised: Optimised, lang: str) -> list[Picture]:
    """One figure; none without a front."""
    _ = translator(lang)
    if not optimised.front:
        return []
    title = _("Mixes that no other mix beats on every objective, among those tried")
    lines = [row(candidate, optimised, lang) for candidate in optimised.front]
    listed = "; ".join(f"{line[0]}: {', '.join(line[1:-1])}" for line in lines)
    description = _(
        "A panel per pair of objectives. Filled circles are mixes on the front, with a cross for the range 5–95 of the "
        "difference with the base; "
        "open grey circles are other mixes that were tried, a square is the base. Arrows at the axes show which way is "
        "better. {base} Front: {listed}."
    ).format(base=base_line(optimised, lang), listed=listed)
    table = PlainTable(_("The front: mean and range 5–95"), heads(optimised, lang), lines)
    return [Picture("front", title, description, table, lambda: _draw(optimised, lang, title))]


def _draw(optimised: Optimised, lang: str, title: str) -> Figure:
    _ = translator(lang)
    pairs = list(combinations(range(len(optimised.objectives)), 2))
    columns = min(2, len(pairs))
    lines = -(-len(pairs) // columns)
    figure = Figure(figsize=(9.0, 0.9 + 3.7 * lines), layout="constrained")
    grid: Any = figure.subplots(lines, columns, squeeze=False)
    handles: list[Any] = []
    for axes, pair in zip(grid.ravel(), pairs, strict=False):
        handles = _panel(axes, optimised, pair, lang)
    for axes in grid.ravel()[len(pairs) :]:
        axes.set_visible(False)
    names = [_("not on the front"), _("on the front, with the range 5–95 of the difference with the base"), _("base")]
    figure.legend(handles, names, loc="outside lower center", ncols=3)
    headline(figure, title)
    return figure


def _panel(axes: Any, optimised: Optimised, pair: tuple[int, int], lang: str) -> list[Any]:
    objectives = list(optimised.objectives.values())
    scales = [_SCALE.get(unit_of(objectives[k]), 1.0) for k in pair]

    def at(values: tuple[float, ...]) -> list[float]:
        return [scale * values[k] for scale, k in zip(scales, pair, strict=True)]

    known = [c for c in optimised.candidates if c.defined]
    others = [at(c.means) for c in known if not c.is_front and c.number]
    (grey,) = axes.plot(
        [p[0] for p in others], [p[1] for p in others], "o", color="#888888", markerfacecolor="white", markersize=4.5
    )
    base = at(optimised.candidates[0].means)
    for number, candidate in enumerate(optimised.front):
        _cross(axes, candidate, optimised.candidates[0], at)
        if number < _NAMED:
            axes.annotate(str(candidate.number), at(candidate.means), (4, 4), textcoords="offset points", fontsize=7)
    front = [at(c.means) for c in optimised.front]
    (full,) = axes.plot([p[0] for p in front], [p[1] for p in front], "o", color="#0072B2", markersize=6, zorder=4)
    (square,) = axes.plot([base[0]], [base[1]], "s", color="#000000", markersize=7, markerfacecolor="none", zorder=5)
    for k, axis, name in zip(pair, (axes.xaxis, axes.yaxis), ("x", "y"), strict=True):
        objective = objectives[k]
        arrow = ("→" if name == "x" else "↑") if objective.sign > 0 else ("←" if name == "x" else "↓")
        label = f"{getattr(objective.name, lang)} ({unit_words(objective, lang)}) {arrow}"
        axis.set_label_text(fill(label, 44), fontsize=8)
        low, high = axes.get_xlim() if name == "x" else axes.get_ylim()
        write_axis(axis, lang, 0 if high - low > 9 else 1 if high - low > 0.9 else 2)
    return [grey, full, square]


def _cross(axes: Any, candidate: Candidate, base: Candidate, at: Any) -> None:
    """The range of the difference with the base, around the base's own mean."""
    (x, y), (x0, y0), low, high = at(candidate.means), at(base.means), at(candidate.less), at(candidate.more)
    axes.plot([x0 + low[0], x0 + high[0]], [y, y], color="#0072B2", linewidth=0.7, alpha=0.45)
    axes.plot([x, x], [y0 + low[1], y0 + high[1]], color="#0072B2", linewidth=0.7, alpha=0.45)
