"""Figures of a robustness analysis: practice beside who pays, and regret by objective."""

from textwrap import fill
from typing import Any, cast

from matplotlib.figure import Figure

from experiments.robustness.result import LevelReached, RobustnessResult
from results.figure_style import Look, Picture, PlainTable, headline, looks, spread, write_axis
from results.language import translator
from results.number_format import SCALE, Unit, decimal, digits_for, percent
from results.origin import origin_of
from results.ranged import Ranged, chance_text
from results.robustness.table import objective_lines, regret_heads
from results.robustness.words import title_of
from results.units import unit_of, unit_words
from results.words import study_names


def robustness_pictures(found: RobustnessResult, lang: str) -> list[Picture]:
    """All figures; the Pareto figure only where its objectives were asked."""
    return [*([pareto_picture(found, lang)] if len(found.front) > 1 else []), regret_picture(found, lang)]


def _looks(found: RobustnessResult) -> dict[str, Look]:
    """How each mix is drawn; the first one is the baseline."""
    return looks(cast("Any", found))  # it looks at `mixes` only


def pareto_picture(found: RobustnessResult, lang: str) -> Picture:
    """The first objective (practice) against each of the others: middle and range 5-95 of every mix."""
    _ = translator(lang)
    names, levels, short = found.front, _levels(found), study_names(found, lang)
    shares = {row.mix: chance_text(row.share, row.low, row.high, lang) for row in found.pareto}
    heads = [_("mix"), *(found.objectives[name].name.of(lang) for name in names), _("not beaten")]
    lines = [
        [
            short[mix],
            *(_level(levels[mix, name], unit_of(found.objectives[name].indicator), lang) for name in names),
            shares[mix],
        ]
        for mix in found.mixes
    ]
    title = _("What is gained, and who pays: {cases} cases in {worlds} worlds").format(
        cases=decimal(found.cases, lang), worlds=len(found.world_settings)
    )
    listed = "; ".join(
        f"{line[0]}: " + ", ".join(f"{h} {c}" for h, c in zip(heads[1:], line[1:], strict=True)) for line in lines
    )
    description = _(
        "A panel for each cost. A point per mix: to the right is a larger cost, upward is more practice; bars are "
        "ranges 5–95 over cases. Not beaten: share of cases in which no other mix is at least as good on all three and "
        "better on one. {listed}."
    ).format(listed=listed)
    table = PlainTable(title, heads, lines)
    return Picture(
        "robustness-pareto", title, description, table, origin_of(found, lang), lambda: _draw_pareto(found, lang, title)
    )


def _levels(found: RobustnessResult) -> dict[tuple[str, str], LevelReached]:
    return {(row.mix, row.objective): row for row in found.levels}


def _level(row: LevelReached, unit: Unit, lang: str) -> str:
    return Ranged(row.p05, row.p50, row.p95, unit, digits=digits_for([row.p50], unit)).text(lang)


def _drawn(value: float | None, unit: Unit) -> float:
    """A number in the unit of an axis; NaN where undefined."""
    return float("nan") if value is None else value * SCALE[unit]


def _draw_pareto(found: RobustnessResult, lang: str, title: str) -> Figure:
    _ = translator(lang)
    names = found.front
    figure = Figure(figsize=(9.0, 4.6), layout="constrained")
    grid: Any = figure.subplots(1, len(names) - 1, squeeze=False, sharey=True)[0]
    for axes, name in zip(grid, names[1:], strict=True):
        _draw_pair(axes, found, names[0], name, lang)
    first = found.objectives[names[0]]
    grid[0].set_ylabel(f"{first.name.of(lang)} ({unit_words(unit_of(first.indicator), lang)})")
    headline(figure, title)
    return figure


def _draw_pair(axes: Any, found: RobustnessResult, up: str, right: str, lang: str) -> None:
    levels, style, short = _levels(found), _looks(found), study_names(found, lang)
    ends: list[tuple[str, float, float]] = []
    edge, heights = 0.0, list[float]()
    for mix in found.mixes:
        x, y = (
            [
                _drawn(value, unit_of(found.objectives[name].indicator))
                for value in (levels[mix, name].p05, levels[mix, name].p50, levels[mix, name].p95)
            ]
            for name in (right, up)
        )
        if x[1] != x[1] or y[1] != y[1]:
            continue
        look = style[mix]
        axes.plot([x[0], x[2]], [y[1], y[1]], color=look.colour, linewidth=1.1, linestyle=look.line)
        axes.plot([x[1], x[1]], [y[0], y[2]], color=look.colour, linewidth=1.1, linestyle=look.line)
        axes.plot([x[1]], [y[1]], color=look.colour, marker=look.marker, markersize=8, markeredgecolor="white")
        ends.append((mix, x[1], y[1]))
        edge, heights = max(edge, x[2]), [*heights, y[0], y[2]]
    room = max(heights, default=1.0) - min(heights, default=0.0)
    for (mix, x, y), height in zip(ends, spread([end[2] for end in ends], room * 0.08), strict=True):
        axes.annotate(
            short[mix],
            (x, y),
            (edge * 1.05, height),
            va="center",
            color=style[mix].ink,
            fontweight="bold",
            arrowprops={"arrowstyle": "-", "color": style[mix].colour, "linewidth": 0.5},
        )
    objective = found.objectives[right]
    unit = unit_of(objective.indicator)
    axes.set_xlabel(f"{objective.name.of(lang)}\n({unit_words(unit, lang)})")
    write_axis(axes.xaxis, lang, 1 if edge < 5 else 0)
    write_axis(axes.yaxis, lang)


def regret_picture(found: RobustnessResult, lang: str) -> Picture:
    """Regret of every mix, a panel per objective: bar to the upper quantile, mark at the largest."""
    _ = translator(lang)
    title = _("Regret: how much worse than the best mix of the same case")
    heads, lines = [_("objective"), _("mix"), *regret_heads(found, lang)[1:]], list[list[str]]()
    for name in found.objectives:
        _heads, rows = objective_lines(found, name, lang)
        lines += [[title_of(name, found, lang).text, row[0], row[2], row[3]] for row in rows]
    listed = "; ".join(f"{line[0]}, {line[1]}: {line[2]}, {line[3]}" for line in lines)
    description = _(
        "A panel per objective, a bar per mix: the regret that is not exceeded in {share} of the cases, with its "
        "range 5–95 as a thin line; the cross is the largest regret of all cases. Shorter is better. {listed}."
    ).format(listed=listed, share=percent(found.regret_quantile, lang, 0))
    return Picture(
        "robustness-regret",
        title,
        description,
        PlainTable(title, heads, lines),
        origin_of(found, lang),
        lambda: _draw_regret(found, lang, title),
    )


def _draw_regret(found: RobustnessResult, lang: str, title: str) -> Figure:
    names, style = list(found.objectives), _looks(found)
    short = [study_names(found, lang)[mix] for mix in found.mixes]
    columns = min(3, len(names))
    rows = -(-len(names) // columns)
    figure = Figure(figsize=(9.0, 0.8 + rows * (0.9 + 0.28 * len(found.mixes))), layout="constrained")
    grid: Any = figure.subplots(rows, columns, squeeze=False)
    regrets = {(row.mix, row.objective): row for row in found.regret}
    places = list(range(len(found.mixes)))
    for n, axes in enumerate(grid.flat):
        if n >= len(names):
            axes.set_visible(False)
            continue
        objective = found.objectives[names[n]]
        unit = unit_of(objective.indicator)
        for place, mix in zip(places, found.mixes, strict=True):
            row = regrets[mix, names[n]]
            upper, low, high, most = (
                _drawn(value, unit) for value in (row.upper, row.upper_low, row.upper_high, row.max)
            )
            axes.barh(
                place,
                upper,
                color="white",
                edgecolor=style[mix].colour,
                hatch=_HATCHES[place % len(_HATCHES)],
                height=0.6,
            )
            axes.plot([low, high], [place, place], color=style[mix].ink, linewidth=2)
            axes.plot([most], [place], color=style[mix].ink, marker="x", markersize=6, linestyle="none")
        axes.set_yticks(places, short if n % columns == 0 else [""] * len(places))
        axes.set_ylim(len(places) - 0.5, -0.5)
        axes.set_xlim(left=0)
        points: Unit = "points" if unit == "share" else unit
        axes.set_title(fill(objective.name.of(lang), 40), fontsize=8)
        axes.set_xlabel(unit_words(points, lang), fontsize=8)
        biggest = axes.get_xlim()[1]
        write_axis(axes.xaxis, lang, 0 if biggest >= 10 else 1 if biggest >= 1 else 2)
    headline(figure, title)
    return figure


_HATCHES = ("", "///", "...", "\\\\\\", "xxx", "++", "ooo", "---")
