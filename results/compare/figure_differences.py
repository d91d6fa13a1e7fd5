"""The first figure of a comparison: what each mix changes through the years, the baseline a grey line, by world."""

from textwrap import fill
from typing import Any

from matplotlib.figure import Figure

from experiments.compare import Comparison
from results.compare.by_objective import shown_objectives, size_words
from results.compare.mix_lines import MixLine, draw_lines, name_lines
from results.compare.worlds import world_title
from results.figure_style import Look, Picture, PlainTable, headline, looks, range_note, write_axis
from results.language import capital, translator
from results.number_format import SCALE
from results.origin import origin_of
from results.queries import difference_of, others, views
from results.ranged import difference_unit
from results.units import unit_of, unit_words
from results.words import baseline_words, short_names

#: The objective that is drawn first.
LEAD = "practice_laggards"
#: How the baseline is drawn, and the colour of the size that matters.
_BASELINE, _SIZE = Look("#767676", "#555555", "-", ""), "#444444"


def differences_picture(
    comparison: Comparison, lang: str, key: str = LEAD, *, narrow: bool = False, height: float = 4.4
) -> Picture:
    """An objective by year as difference with the baseline: a panel per world, a line per mix with its name beside it.

    narrow: panels below each other, for a telephone; height: in inches, of panels beside each other.
    """
    _ = translator(lang)
    objective, year, _size = shown_objectives(comparison)[key]
    where = objective.indicator, objective.group, year, unit_of(objective.indicator)
    name, short = getattr(objective.name, lang), short_names(comparison, lang)
    title = _("{objective}: difference with {baseline}").format(
        objective=capital(name), baseline=baseline_words(comparison, lang)
    )
    lines = [
        [short[mix], *(difference_of(view, mix, *where).text(lang) for view in views(comparison))]
        for mix in others(comparison)
    ]
    heads = [world_title(view, lang) for view in views(comparison)]
    listed = "; ".join(
        f"{head}: " + ", ".join(f"{line[0]} {line[1 + n]}" for line in lines) for n, head in enumerate(heads)
    )
    description = _(
        "A panel per world and a line per mix: the paired difference with {baseline} from {first} to {last}, in "
        "{unit}. A grey level line is {baseline}; dotted lines mark a difference of {size}, the size that matters. "
        "In {last}: {listed}."
    ).format(
        baseline=baseline_words(comparison, lang),
        first=_years(comparison, key)[0],
        last=year,
        unit=unit_words(difference_unit(where[3]), lang),
        size=size_words(comparison, key, lang),
        listed=listed,
    )
    caption = _("{title}, {year}, {unit}: middle and range 5–95").format(
        title=title, year=year, unit=unit_words(difference_unit(where[3]), lang)
    )
    table = PlainTable(caption, [_("mix"), *heads], lines, unit_words(difference_unit(where[3]), lang))
    file_name = f"differences-{key}".replace("_", "-") + ("-narrow" if narrow else "")
    return Picture(
        file_name,
        title,
        description,
        table,
        origin_of(comparison, lang),
        lambda: _draw(comparison, lang, key, title, narrow, height),
    )


def _years(comparison: Comparison, key: str) -> list[int]:
    """From the last year in which no mix differs, or the first that is shown."""
    objective, year, _size = shown_objectives(comparison)[key]
    years = [y for y in comparison.summary.years if y <= year]
    where = objective.indicator, objective.group
    differs = [
        any(
            comparison.summary.value(mix, *where, y, "differences")["p95"] not in (0.0, None)
            for mix in others(comparison)
        )
        for y in years
    ]
    first = differs.index(True) if True in differs else 0
    return years[max(0, min(first - 1, len(years) - 2)) :]


def _draw(comparison: Comparison, lang: str, key: str, title: str, narrow: bool, height: float) -> Figure:
    _, shown = translator(lang), views(comparison)
    across = 1 if narrow else len(shown)
    down = len(shown) if narrow else 1
    size = (4.6, 0.9 + 3.1 * down) if narrow else (9.0, height)
    figure = Figure(figsize=size, layout="constrained")
    grid: Any = figure.subplots(down, across, sharex=True, sharey=True, squeeze=False)
    years = _years(comparison, key)
    step = max(0.25, (years[-1] - years[0]) / 34)
    drawn = [_lines(axes, view, lang, key, step) for axes, view in zip(grid.ravel(), shown, strict=True)]
    low, high = grid.ravel()[0].get_ylim()
    gap = (high - low) * (0.062 if narrow else 0.2112 / height)
    for axes, view, lines in zip(grid.ravel(), shown, drawn, strict=True):
        name_lines(axes, _years(view, key), lines, step, gap, level=(baseline_words(view, lang), _BASELINE))
        world = world_title(view, lang)
        axes.set_title(capital(world), fontsize=9.5, fontweight="bold")
        axes.locator_params(axis="y", nbins=8, steps=[1, 2, 5, 10])  # ticks that are written as they are
        write_axis(axes.yaxis, lang, 0 if high - low > 7.0 else 1)
    objective = shown_objectives(comparison)[key][0]
    grid[0][0].set_ylabel(unit_words(difference_unit(unit_of(objective.indicator)), lang))
    notes = range_note(len(others(comparison)), years[-1], lang), _("dotted: the size that matters")
    note = "\n".join(fill(each, 58) for each in notes) if narrow else "; ".join(notes)
    figure.supxlabel(note, fontsize=8.5, color="#333333")
    headline(figure, title, 46 if narrow else 92)
    return figure


def _lines(axes: Any, view: Comparison, lang: str, key: str, step: float) -> list[MixLine]:
    """Draws the lines of one world, bars at the right `step` years apart, and gives them back."""
    objective, year, size = shown_objectives(view)[key]
    scale, years, style, mixes = SCALE[unit_of(objective.indicator)], _years(view, key), looks(view), others(view)
    short = short_names(view, lang)
    across = [years[0], years[-1] + step * (len(mixes) + 0.6)]
    axes.plot(across, [0.0, 0.0], color=_BASELINE.colour, linewidth=2.2, zorder=1)
    for line in (-scale * size, scale * size):
        axes.plot(across, [line, line], color=_SIZE, linewidth=0.9, linestyle=":", zorder=1)
    lines: list[MixLine] = []
    for mix in mixes:
        found = [view.summary.value(mix, objective.indicator, objective.group, y, "differences") for y in years]
        low, middle, high = (
            [float("nan") if v[part] is None else scale * float(v[part] or 0.0) for v in found]
            for part in ("p05", "p50", "p95")
        )
        lines.append(MixLine(short[mix], style[mix], low, middle, high))
    draw_lines(axes, years, lines, step)
    axes.set_xlim(years[0], across[1] + step * 0.4 + (years[-1] - years[0]) * 0.42 + 0.8)
    few = years[:: max(1, -(-len(years) // 5))]
    axes.set_xticks([*(y for y in few if year - y > 0.7 * (few[1] - few[0] if len(few) > 1 else 0)), year])
    return lines
