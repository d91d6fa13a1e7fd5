"""Figures of a scenario discovery: the box over its two strongest conditions; coverage against density."""

from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from experiments.discover.result import DiscoverResult
from results.discover.words import category_name, condition_name, goal_text, limit_text
from results.figure_style import Picture, PlainTable, headline, write_axis
from results.language import translator
from results.number_format import chance, shown
from results.origin import origin_of
from results.words import study_mix


def discover_pictures(found: DiscoverResult, lang: str) -> list[Picture]:
    """The trade-off, and the box where there is one; an older analysis has no cases to draw it over."""
    has_box = bool(found.box.limits) and "cases" in found.frames()
    return [*([box_picture(found, lang)] if has_box else []), trade_off_picture(found, lang)]


def strongest(found: DiscoverResult) -> list[str]:
    """The conditions of the box, those with the smallest quasi-p first, each once."""
    order = sorted(found.box.limits, key=lambda limit: limit.quasi_p or 0.0)
    return list(dict.fromkeys(limit.condition for limit in order))


def box_picture(found: DiscoverResult, lang: str) -> Picture:
    """Cases over the two strongest conditions (one: over that and the number itself), with the box drawn."""
    _ = translator(lang)
    title = _("Where {mix} fails").format(mix=study_mix(found, found.mix, lang))
    names = strongest(found)[:2]
    box = found.box
    description = _(
        "{goal}. A mark per case, over {names}: crosses fail, open circles do not; the rectangle is the box. In the "
        "whole box {density} fail, elsewhere {elsewhere}. Limits: {limits}."
    ).format(
        goal=goal_text(found, lang),
        names=" / ".join(condition_name(name, found, lang) for name in names),
        density=chance(box.density, lang),
        elsewhere=chance(box.elsewhere, lang),
        limits="; ".join(limit_text(limit, found, lang) for limit in box.limits),
    )
    lines = [
        [limit_text(limit, found, lang), shown(limit.quasi_p, "number", lang, 3), chance(limit.returns, lang)]
        for limit in box.limits
    ]
    table = PlainTable(title, [_("limit"), _("quasi-p"), _("returns in halves")], lines)
    return Picture(
        "discover-box", title, description, table, origin_of(found, lang), lambda: _draw_box(found, names, lang, title)
    )


def _places(found: DiscoverResult, name: str) -> tuple[Any, list[str]]:
    """(cases,) where each case stands along an axis, categories moved apart at random (but always alike)."""
    column = found.frames()["cases"][name]
    if column.dtype.kind == "f":
        return column.to_numpy(), []
    known = sorted(set(column.astype(str)))
    luck = np.random.default_rng([found.seed, len(name)]).uniform(-0.3, 0.3, len(column))
    return column.astype(str).map(known.index).to_numpy().astype(float) + luck, known


def _edges(found: DiscoverResult, name: str, places: Any, known: list[str]) -> list[tuple[float, float]]:
    """Where the box lies along an axis: one stretch, or one per category."""
    low, high = float(np.min(places)), float(np.max(places))
    for limit in found.box.limits:
        if limit.condition == name and limit.among is not None:
            return [(known.index(value) - 0.4, known.index(value) + 0.4) for value in limit.among if value in known]
        if limit.condition == name and limit.value is not None:
            low, high = (limit.value, high) if limit.side == "low" else (low, limit.value)
    return [(low, high)]


def _draw_box(found: DiscoverResult, names: list[str], lang: str, title: str) -> Figure:
    _ = translator(lang)
    figure = Figure(figsize=(9.0, 5.2), layout="constrained")
    axes: Any = figure.add_subplot()
    cases = found.frames()["cases"]
    x, known_x = _places(found, names[0])
    y, known_y = _places(found, names[1]) if len(names) > 1 else (cases["value"].to_numpy(), list[str]())
    fails = cases["fails"].to_numpy()
    axes.plot(
        x[~fails],
        y[~fails],
        linestyle="none",
        marker="o",
        markersize=4,
        markerfacecolor="none",
        color="#0072B2",
        alpha=0.6,
        label=_("does not fail"),
    )
    axes.plot(x[fails], y[fails], linestyle="none", marker="x", markersize=5, color="#A34700", label=_("fails"))
    across = _edges(found, names[0], x, known_x)
    up = _edges(found, names[1], y, known_y) if len(names) > 1 else [(float(np.min(y)), float(np.max(y)))]
    for left, right in across:
        for bottom, top in up:
            axes.add_patch(
                Rectangle((left, bottom), right - left, top - bottom, fill=False, edgecolor="black", linewidth=2)
            )
    for axis, known, name in ((axes.xaxis, known_x, names[0]), (axes.yaxis, known_y, names[-1])):
        if known:
            axis.set_ticks(range(len(known)), [fill(category_name(name, value, found, lang), 24) for value in known])
        elif axis is axes.xaxis or len(names) > 1:
            spread = float(np.ptp(cases[name]))
            write_axis(axis, lang, 0 if spread >= 10 else 2 if spread >= 0.1 else 4)
    axes.set_xlabel(fill(condition_name(names[0], found, lang), 100))
    axes.set_ylabel(fill(condition_name(names[1], found, lang), 60) if len(names) > 1 else _("the number that decides"))
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2)
    headline(figure, title)
    return figure


def trade_off_picture(found: DiscoverResult, lang: str) -> Picture:
    """Coverage against density of every box on the way, the one shown marked."""
    _ = translator(lang)
    title = _("Fewer conditions or surer ones: coverage and density")
    lines = [
        [chance(box.coverage, lang), chance(box.density, lang), str(box.cases), str(len(box.limits))]
        for box in found.boxes
    ]
    description = _(
        "A point per box that the search passed: to the right it holds more of all failures (coverage), upward a "
        "larger share of its cases fails (density); the figure beside a point is its number of limits. The black "
        "square is the box shown: coverage {coverage}, density {density}."
    ).format(coverage=chance(found.box.coverage, lang), density=chance(found.box.density, lang))
    table = PlainTable(title, [_("coverage"), _("density"), _("cases"), _("limits")], lines)
    return Picture(
        "discover-trade-off",
        title,
        description,
        table,
        origin_of(found, lang),
        lambda: _draw_trade_off(found, lang, title),
    )


def _percent(share: float | None) -> float:
    return float("nan") if share is None else 100 * share


def _draw_trade_off(found: DiscoverResult, lang: str, title: str) -> Figure:
    _ = translator(lang)
    figure = Figure(figsize=(9.0, 4.6), layout="constrained")
    axes: Any = figure.add_subplot()
    points = [(_percent(box.coverage), _percent(box.density), len(box.limits)) for box in found.boxes]
    axes.plot([p[0] for p in points], [p[1] for p in points], linestyle="none", marker="o", color="#0072B2")
    for x, y, count in points:
        axes.annotate(str(count), (x, y), (4, 4), textcoords="offset points", fontsize=8)
    axes.plot(
        [_percent(found.box.coverage)],
        [_percent(found.box.density)],
        marker="s",
        markersize=11,
        color="black",
        markerfacecolor="none",
        markeredgewidth=2,
        linestyle="none",
    )
    axes.axhline(100 * found.density_asked, color="#444444", linewidth=1, linestyle=(0, (6, 3)))
    axes.set_xlim(0, 103)
    axes.set_ylim(0, 103)
    write_axis(axes.xaxis, lang, ending="%")
    write_axis(axes.yaxis, lang, ending="%")
    axes.set_xlabel(_("coverage: share of all failures inside the box"))
    axes.set_ylabel(_("density: share of the box that fails"))
    headline(figure, title)
    return figure
