"""Table B of a comparison: what simulated firms spend, by group and mix, every number with its query."""

from experiments.compare import Comparison
from results.blocks import Cell, Column, Row, Table
from results.burden.words import GROUPS
from results.language import capital, translator
from results.number_format import Unit
from results.queries import Query, ask, last_year
from results.report.number_cells import Measure, both_cell
from results.units import unit_words
from results.words import group_words, indicator_words, short_names

_UNITS: dict[str, Unit] = {
    "burden_yearly_eur": "million_eur",
    "burden_share_turnover": "per_turnover",
    "burden_one_off_eur": "million_eur",
    "indirect_burden_eur": "million_eur",
}


def practice_table(comparison: Comparison, lang: str) -> Table:
    """Levels with range 5–95 in the last year; on the second line the paired difference with the baseline."""
    _, words, short, rows = translator(lang), indicator_words(lang), short_names(comparison, lang), list[Row]()
    last = last_year(comparison)
    for group in GROUPS:
        rows.append(Row(capital(group_words(lang)[group].name)))
        for mix in comparison.mixes:
            cells = [
                both_cell(comparison, Measure(words[name].name, name, group, unit, last), mix, lang)
                for name, unit in _UNITS.items()
            ]
            rows.append(Row(short[mix], (*cells, _dearest(comparison, group, mix, lang))))
    columns = [Column(_("mix")), *(Column(words[name].name, unit_words(unit, lang)) for name, unit in _UNITS.items())]
    columns.append(Column(_("one-off burden in its dearest year"), unit_words("million_eur", lang)))
    caption = _("Table B: what simulated firms spend in {year}").format(year=last)
    note = _(
        "Middle of the draws with the range 5–95; on the second line the difference with the baseline, taken draw "
        "by draw; in the last column the year."
    )
    return Table("burden-practice", caption, tuple(columns), tuple(rows), ("K-1", "K-2", "K-3", "K-4", "S-126"), note)


def _dearest(comparison: Comparison, group: str, mix: str, lang: str) -> Cell:
    """One-off burden in the year in which its middle is highest, and that year."""
    name = "burden_one_off_eur"
    values = {
        year: value
        for year in comparison.summary.years
        if (value := ask(comparison, Query("levels", mix, name, group, year))) is not None
    }
    if not values:
        return Cell(translator(lang)("n/a"))
    year = max(values, key=lambda key: values[key])
    cell = both_cell(comparison, Measure("", name, group, "million_eur", year), mix, lang)
    levels = tuple(asked for asked in cell.asked if asked.query.kind == "levels")
    return Cell(cell.text, cell.value, cell.low, cell.high, levels, "model", str(year))
