"""Figures of a robustness analysis: practice beside who pays, and regret by objective."""

from textwrap import fill
from typing import Any, cast

from matplotlib.figure import Figure

from experiments.robustness.question import choices
from experiments.robustness.run import Robustness
from results.figure_style import Look, Picture, PlainTable, headline, looks, spread, write_axis
from results.language import translator
from results.number_format import Unit, decimal, digits_for, percent
from results.robustness.table import number_range, objective_lines, regret_heads
from results.robustness.words import name_of, title_of, unit_of, unit_words, with_range

_SCALES: dict[Unit, float] = {"share": 100.0, "points": 100.0, "per_turnover": 1e5, "million_eur": 1e-6, "number": 1.0}


def robustness_pictures(result: Robustness, lang: str) -> list[Picture]:
    """All figures; the Pareto figure only where its objectives were asked."""
    wanted = [name for name in choices()["pareto"] if name in result.objectives]
    return [*([pareto_picture(result, wanted, lang)] if len(wanted) > 1 else []), regret_picture(result, lang)]


def _looks(result: Robustness) -> dict[str, Look]:
    """How each mix is drawn; the first one is the baseline."""
    return looks(cast("Any", result))  # it looks at `mixes` only


def pareto_picture(result: Robustness, names: list[str], lang: str) -> Picture:
    """The first objective (practice) against each of the others: middle and range 5-95 of every mix."""
    _ = translator(lang)
    shares = {row["mix"]: row for row in result.frames["pareto"].to_dict("records")}
    levels = result.frames["levels"].set_index(["mix", "objective"])
    heads = [_("mix"), *(name_of(result.question.objectives[name], lang) for name in names), _("not beaten")]
    lines = [
        [
            mix,
            *(_level(levels.loc[(mix, name)], name, result, lang) for name in names),
            with_range(shares[mix]["share"], shares[mix]["low"], shares[mix]["high"], lang),
        ]
        for mix in result.mixes
    ]
    title = _("What is gained, and who pays: {cases} cases in {worlds} worlds").format(
        cases=decimal(result.cases, lang), worlds=len(result.worlds)
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
    return Picture("robustness-pareto", title, description, table, lambda: _draw_pareto(result, names, lang, title))


def _level(row: Any, name: str, result: Robustness, lang: str) -> str:
    unit = unit_of(result.question.objectives[name].indicator)
    digits = digits_for([float(row["p50"])], unit) if row["p50"] == row["p50"] else 0
    return number_range(row["p05"], row["p50"], row["p95"], unit, lang, digits) + ("%" if unit == "share" else "")


def _draw_pareto(result: Robustness, names: list[str], lang: str, title: str) -> Figure:
    _ = translator(lang)
    figure = Figure(figsize=(9.0, 4.6), layout="constrained")
    grid: Any = figure.subplots(1, len(names) - 1, squeeze=False, sharey=True)[0]
    for axes, name in zip(grid, names[1:], strict=True):
        _draw_pair(axes, result, names[0], name, lang)
    first = result.question.objectives[names[0]]
    grid[0].set_ylabel(f"{name_of(first, lang)} ({unit_words(unit_of(first.indicator), lang)})")
    headline(figure, title)
    return figure


def _draw_pair(axes: Any, result: Robustness, up: str, right: str, lang: str) -> None:
    levels, style = result.frames["levels"].set_index(["mix", "objective"]), _looks(result)
    ends: list[tuple[str, float, float]] = []
    edge, heights = 0.0, list[float]()
    for mix in result.mixes:
        x, y = (
            [
                float(levels.loc[(mix, name), part]) * _SCALES[unit_of(result.question.objectives[name].indicator)]  # type: ignore[arg-type]
                for part in ("p05", "p50", "p95")
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
            mix,
            (x, y),
            (edge * 1.05, height),
            va="center",
            color=style[mix].ink,
            fontweight="bold",
            arrowprops={"arrowstyle": "-", "color": style[mix].colour, "linewidth": 0.5},
        )
    objective = result.question.objectives[right]
    unit = unit_of(objective.indicator)
    axes.set_xlabel(f"{name_of(objective, lang)}\n({unit_words(unit, lang)})")
    write_axis(axes.xaxis, lang, 1 if edge < 5 else 0)
    write_axis(axes.yaxis, lang)


def regret_picture(result: Robustness, lang: str) -> Picture:
    """Regret of every mix, a panel per objective: bar to the upper quantile, mark at the largest."""
    _ = translator(lang)
    title = _("Regret: how much worse than the best mix of the same case")
    heads, lines = [_("objective"), _("mix"), *regret_heads(lang)[1:]], list[list[str]]()
    for name in result.objectives:
        _heads, rows = objective_lines(result, name, lang)
        lines += [[title_of(name, result, lang).text, row[0], row[2], row[3]] for row in rows]
    listed = "; ".join(f"{line[0]}, {line[1]}: {line[2]}, {line[3]}" for line in lines)
    description = _(
        "A panel per objective, a bar per mix: the regret that is not exceeded in {share} of the cases, with its "
        "range 5–95 as a thin line; the cross is the largest regret of all cases. Shorter is better. {listed}."
    ).format(listed=listed, share=percent(choices()["regret_quantile"], lang, 0))
    return Picture(
        "robustness-regret",
        title,
        description,
        PlainTable(title, heads, lines),
        lambda: _draw_regret(result, lang, title),
    )


def _draw_regret(result: Robustness, lang: str, title: str) -> Figure:
    names, style = result.objectives, _looks(result)
    columns = min(3, len(names))
    rows = -(-len(names) // columns)
    figure = Figure(figsize=(9.0, 0.8 + rows * (0.9 + 0.28 * len(result.mixes))), layout="constrained")
    grid: Any = figure.subplots(rows, columns, squeeze=False)
    frame = result.frames["regret"].set_index(["mix", "objective"])
    places = list(range(len(result.mixes)))
    for n, axes in enumerate(grid.flat):
        if n >= len(names):
            axes.set_visible(False)
            continue
        objective = result.question.objectives[names[n]]
        unit = unit_of(objective.indicator)
        for place, mix in zip(places, result.mixes, strict=True):
            row: Any = frame.loc[(mix, names[n])]
            upper, low, high, most = (
                float(row[key]) * _SCALES[unit] for key in ("upper", "upper_low", "upper_high", "max")
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
        axes.set_yticks(places, result.mixes if n % columns == 0 else [""] * len(places))
        axes.set_ylim(len(places) - 0.5, -0.5)
        axes.set_xlim(left=0)
        points: Unit = "points" if unit == "share" else unit
        axes.set_title(fill(name_of(objective, lang), 40), fontsize=8)
        axes.set_xlabel(unit_words(points, lang), fontsize=8)
        biggest = axes.get_xlim()[1]
        write_axis(axes.xaxis, lang, 0 if biggest >= 10 else 1 if biggest >= 1 else 2)
    headline(figure, title)
    return figure


_HATCHES = ("", "///", "...", "\\\\\\", "xxx", "++", "ooo", "---")
