"""Any indicator of any group through the years: a line with its range for every mix, as a figure with its table."""

from typing import Any

from matplotlib.figure import Figure

from experiments.compare import Comparison
from results.figure_style import Picture, PlainTable, headline, looks, middle_line, write_axis, year_axis
from results.language import translator
from results.number_format import SCALE
from results.queries import last_year, level_of
from results.units import unit_of, unit_words
from results.words import group_words, indicator_words, short_names


def ranges(comparison: Comparison, mix: str, indicator: str, group: str) -> list[tuple[float | None, ...]]:
    """(p05, p50, p95) by year, in the unit of the axis; None where undefined."""
    scale = SCALE[unit_of(indicator)]
    found = [comparison.summary.value(mix, indicator, group, year) for year in comparison.summary.years]
    return [tuple(None if v[p] is None else scale * float(v[p] or 0.0) for p in ("p05", "p50", "p95")) for v in found]


def lines_picture(comparison: Comparison, indicator: str, group: str, lang: str) -> Picture:
    """An indicator of a group of firms by year, a line and a band 5–95 for each mix."""
    _ = translator(lang)
    name, people = indicator_words(lang)[indicator], group_words(lang)[group].name
    title = _("{indicator}: {group}").format(indicator=name.name[:1].upper() + name.name[1:], group=people)
    last, short, unit = last_year(comparison), short_names(comparison, lang), unit_of(indicator)
    years = [y for y in comparison.summary.years if y in (2020, 2023, 2025) or y in (comparison.summary.years[0], last)]
    cells = {
        (mix, year): level_of(comparison, mix, indicator, group, year, unit).text(lang)
        for mix in comparison.mixes
        for year in years
    }
    listed = "; ".join(f"{short[mix]} {cells[mix, last]}" for mix in comparison.mixes)
    description = _(
        "A line per mix from {first} to {last}, with the range 5–95 as a band. {meaning}. In {last}: {listed}."
    ).format(first=comparison.summary.years[0], last=last, meaning=name.meaning, listed=listed)
    caption = _("{title}, {unit}: middle of the draws and range 5–95").format(title=title, unit=unit_words(unit, lang))
    lines = [[short[mix], *(cells[mix, year] for year in years)] for mix in comparison.mixes]
    table = PlainTable(caption, [_("mix"), *map(str, years)], lines)
    file_name = f"{indicator}-{group}".replace(":", "-").replace("_", "-")
    return Picture(file_name, title, description, table, lambda: _draw(comparison, indicator, group, lang, title))


def _draw(comparison: Comparison, indicator: str, group: str, lang: str, title: str) -> Figure:
    _ = translator(lang)
    figure = Figure(figsize=(9.0, 4.8), layout="constrained")
    axes: Any = figure.add_subplot()
    years, style, short = comparison.summary.years, looks(comparison), short_names(comparison, lang)
    for n, mix in enumerate(comparison.mixes):
        look = style[mix]
        low, middle, high = (
            [float("nan") if value is None else value for value in part]
            for part in zip(*ranges(comparison, mix, indicator, group), strict=True)
        )
        axes.fill_between(years, low, high, color=look.colour, alpha=0.08, linewidth=0)
        middle_line(axes, years, middle, look, n, short[mix])
    year_axis(axes, comparison)
    write_axis(axes.yaxis, lang, 0 if _is_coarse(axes) else 1)
    axes.set_ylabel(unit_words(unit_of(indicator), lang))
    axes.set_xlabel(_("lines: middle of the draws; bands: range 5–95"))
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    headline(figure, title)
    return figure


def _is_coarse(axes: Any) -> bool:
    low, high = axes.get_ylim()
    return high - low > 5.0
