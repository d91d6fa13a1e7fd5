"""Any indicator of any group through the years: a line with its range for every mix, as a figure with its table."""

from typing import Any

from matplotlib.figure import Figure

from experiments.compare import Comparison
from results.compare.mix_lines import MixLine, draw_lines, name_lines
from results.figure_style import Picture, PlainTable, headline, looks, range_note, write_axis, year_axis
from results.language import capital, translator
from results.number_format import SCALE
from results.origin import origin_of
from results.queries import last_year, level_of
from results.units import unit_of, unit_words
from results.words import group_words, indicator_words, short_names


def ranges(comparison: Comparison, mix: str, indicator: str, group: str) -> list[tuple[float | None, ...]]:
    """(p05, p50, p95) by year, in the unit of the axis; None where undefined."""
    scale = SCALE[unit_of(indicator)]
    found = [comparison.summary.value(mix, indicator, group, year) for year in comparison.summary.years]
    return [tuple(None if v[p] is None else scale * float(v[p] or 0.0) for p in ("p05", "p50", "p95")) for v in found]


def lines_picture(comparison: Comparison, indicator: str, group: str, lang: str) -> Picture:
    """An indicator of a group of firms by year, a line for each mix with its range 5–95."""
    _ = translator(lang)
    name, people = indicator_words(lang)[indicator], group_words(lang)[group].name
    title = _("{indicator}: {group}").format(indicator=capital(name.name), group=people)
    last, short, unit = last_year(comparison), short_names(comparison, lang), unit_of(indicator)
    years = [y for y in comparison.summary.years if y in (2020, 2023, 2025) or y in (comparison.summary.years[0], last)]
    cells = {
        (mix, year): level_of(comparison, mix, indicator, group, year, unit).text(lang)
        for mix in comparison.mixes
        for year in years
    }
    listed = "; ".join(f"{short[mix]} {cells[mix, last]}" for mix in comparison.mixes)
    description = _(
        "A line per mix from {first} to {last}. {meaning}. In {last}, with the range 5–95: {listed}."
    ).format(first=comparison.summary.years[0], last=last, meaning=capital(name.meaning), listed=listed)
    caption = _("{title}, {unit}: middle of the draws and range 5–95").format(title=title, unit=unit_words(unit, lang))
    lines = [[short[mix], *(cells[mix, year] for year in years)] for mix in comparison.mixes]
    table = PlainTable(caption, [_("mix"), *map(str, years)], lines, unit_words(unit, lang))
    file_name = f"{indicator}-{group}".replace(":", "-").replace("_", "-")
    return Picture(
        file_name,
        title,
        description,
        table,
        origin_of(comparison, lang),
        lambda: _draw(comparison, indicator, group, lang, title),
    )


def _draw(comparison: Comparison, indicator: str, group: str, lang: str, title: str) -> Figure:
    inches = 4.8 + 0.25 * max(0, len(comparison.mixes) - 7)
    figure = Figure(figsize=(9.0, inches), layout="constrained")
    axes: Any = figure.add_subplot()
    years, style, short = comparison.summary.years, looks(comparison), short_names(comparison, lang)
    step = max(0.35, (years[-1] - years[0]) / 45)
    lines = [
        MixLine(
            short[mix],
            style[mix],
            *(
                [float("nan") if value is None else value for value in part]
                for part in zip(*ranges(comparison, mix, indicator, group), strict=True)
            ),
        )
        for mix in comparison.mixes
    ]
    draw_lines(axes, years, lines, step)
    low, high = axes.get_ylim()
    name_lines(axes, years, lines, step, (high - low) * 0.26 / inches)
    axes.set_xlim(years[0] - 0.3, years[-1] + step * (len(lines) + 1.2))
    year_axis(axes, comparison)
    write_axis(axes.yaxis, lang, 0 if _is_coarse(axes) else 1)
    axes.set_ylabel(unit_words(unit_of(indicator), lang))
    axes.set_xlabel(range_note(len(lines), years[-1], lang))
    headline(figure, title)
    return figure


def _is_coarse(axes: Any) -> bool:
    low, high = axes.get_ylim()
    return high - low > 5.0
