"""A part for each objective: what was found, in words and in a table with ranges; and the figures by year."""

from itertools import batched
from typing import NamedTuple

from experiments.compare import Comparison
from results.blocks import Block, Cell, Chapter, Column, FigureBlock, Heading, Paragraph, Table, plain
from results.blocks import Row as TableRow
from results.compare.figure_differences import differences_picture
from results.compare.rows import CompareRow, Section, chance_query, compare_rows
from results.compare.text import row_label, section_title
from results.compare.worlds import why_divided, world_name
from results.figures import pictures
from results.language import capital, translator
from results.number_format import Unit
from results.queries import HEADLINE, baseline, last_year, others, views
from results.ranged import difference_unit
from results.report.choices import report_choices
from results.report.number_cells import (
    Measure,
    chance_cell,
    difference_cell,
    level_cell,
    measure_of,
    query_that_matters,
)
from results.report.objective_words import what_failed, what_you_see
from results.units import unit_words
from results.words import group_words, indicator_words, short_names

#: Rows of a table of one unit, heads between them too; more would leave half a page empty before it.
_MOST_ROWS = 26


class _Part(NamedTuple):
    """One objective: sections of the table of a comparison, source ids, how many measures get words."""

    key: str
    title: str
    sections: tuple[Section, ...]
    sources: tuple[str, ...]
    spoken: int


def chapter(comparison: Comparison, lang: str) -> Chapter:
    """All objectives, in the order of the first page."""
    _, rows = translator(lang), compare_rows(comparison)
    blocks: list[Block] = [
        Paragraph(
            plain(
                _(
                    "The tables give the middle of the draws with the range 5–95 between brackets. A difference "
                    "is taken draw by "
                    "draw against the baseline, so it can be surer than the levels. The last column gives the "
                    "chance of a difference of at least the size that matters, in the direction of the middle; a dash "
                    "where no size was set."
                ),
                _("A chance of 0% or 100% means: in none or all of the draws, not never or always."),
                why_divided(comparison, lang),
            )
        ),
        *([FigureBlock(differences_picture(comparison, lang), with_numbers=False)] if others(comparison) else []),
    ]
    for part in _parts(lang):
        own = [row for row in rows if row.section in part.sections]
        blocks += _blocks(comparison, lang, part, own)
    return Chapter("objectives", _("By objective"), (*blocks, *_speed(comparison, lang), *_chains(comparison, lang)))


def through_the_years(comparison: Comparison, lang: str) -> Chapter:
    """The figures by year, whose last year stands in the tables of the objectives."""
    _, shown = translator(lang), ("stages", "practice-reported", "endorsement", "burden-practice")
    figures = [FigureBlock(each, with_numbers=False) for each in pictures(comparison, lang) if each.name in shown]
    return Chapter("years", _("Through the years"), tuple(figures))


def _parts(lang: str) -> list[_Part]:
    _ = translator(lang)
    return [
        _Part("who-moves", _("Who moves"), ("who_moves", "all_firms"), ("S-011", "S-012", "S-013"), 3),
        _Part("paper", _("Real beside paper"), ("paper",), ("S-033", "S-086", "S-087"), 3),
        _Part("endorsement", _("Public endorsement"), ("endorsement",), ("S-016", "S-020"), 2),
        _Part("small", _("Small and micro firms"), ("small_firms",), ("S-120", "S-126"), 3),
        _Part("government", _("Government"), ("government",), ("S-126",), 2),
        _Part("field", _("Level playing field"), ("playing_field",), ("S-092", "S-126"), 3),
        _Part("law", _("When a law binds"), ("law",), ("S-109", "S-157"), 0),
    ]


def _blocks(comparison: Comparison, lang: str, part: _Part, rows: list[CompareRow]) -> list[Block]:
    measures = [measure_of(row, lang) for row in rows if chance_query(row, comparison.mixes[0]) is None]
    spoken = measures[: part.spoken]
    blocks: list[Block] = [Heading(part.title)]
    if spoken:
        blocks.append(what_you_see(comparison, spoken, lang))
    blocks += _tables(comparison, lang, part, rows)
    failed = what_failed(comparison, spoken, lang)
    if failed is not None:
        blocks.append(failed)
    return blocks


def _tables(comparison: Comparison, lang: str, part: _Part, rows: list[CompareRow]) -> list[Table]:
    """A table per section and unit; chances have one of their own."""
    tables: list[Table] = []
    for section in part.sections:
        own = [row for row in rows if row.section == section]
        title = section_title(section, lang)
        chances = [row for row in own if chance_query(row, comparison.mixes[0])]
        plain_rows = [row for row in own if row not in chances]
        for unit in dict.fromkeys(row.unit for row in plain_rows):
            measures = [measure_of(row, lang) for row in plain_rows if row.unit == unit]
            for n, some in enumerate(batched(measures, _together(comparison))):
                key = f"{section}-{unit}-{n}" if n else f"{section}-{unit}"
                tables.append(table(comparison, lang, key, title, list(some), part.sources))
        if chances:
            tables.append(_chance_table(comparison, lang, section, title, chances, part.sources))
    return tables


def _together(comparison: Comparison) -> int:
    """How many measures a table holds that leaves room for others on its page."""
    return max(1, _MOST_ROWS // ((1 + len(comparison.mixes)) * len(views(comparison))))


def table(
    comparison: Comparison, lang: str, key: str, caption: str, measures: list[Measure], sources: tuple[str, ...]
) -> Table:
    """Measures of one unit: a subheading for each, below it a row per mix with level, difference and chance."""
    _, short = translator(lang), short_names(comparison, lang)
    unit, rows = measures[0].unit, list[TableRow]()
    for m in measures:
        for view in views(comparison):
            head = capital(m.label) if view.world is None else f"{capital(m.label)}, {world_name(view, lang)}"
            rows.append(TableRow(head))
            rows += [TableRow(short[mix], _cells(view, lang, m, mix)) for mix in comparison.mixes]
    columns = [Column(_("mix")), Column(_("level"), _words(unit, lang))]
    if others(comparison):
        columns.append(Column(_("difference to the baseline"), _words(difference_unit(measures[0].unit), lang)))
        columns.append(Column(_("chance of a difference that matters"), "%"))
    return Table(key, caption, tuple(columns), tuple(rows), sources)


def _words(unit: Unit, lang: str) -> str:
    return unit_words(unit, lang) or translator(lang)("number")


def _cells(comparison: Comparison, lang: str, m: Measure, mix: str) -> tuple[Cell, ...]:
    """Level, difference and chance; the baseline and years without a chance have a dash."""
    level, first = level_cell(comparison, m, mix, lang), baseline(comparison)
    if not others(comparison):
        return (level,)
    if mix == first:
        return level, Cell("–"), Cell("–")
    query = query_that_matters(comparison, m, mix)
    above = Cell("–") if query is None else chance_cell(comparison, query, lang)
    return level, difference_cell(comparison, m, mix, lang), above


def _chance_table(
    comparison: Comparison, lang: str, section: str, title: str, rows: list[CompareRow], sources: tuple[str, ...]
) -> Table:
    """Chances have no range of their own: shares of the draws."""
    _, short = translator(lang), short_names(comparison, lang)
    lines = [
        TableRow(
            capital(row_label(row, lang)) + ("" if view.world is None else f", {world_name(view, lang)}"),
            tuple(chance_cell(view, query, lang) for mix in comparison.mixes if (query := chance_query(row, mix))),
        )
        for row in rows
        for view in views(comparison)
    ]
    columns = (Column(_("chance")), *(Column(short[mix], "%") for mix in comparison.mixes))
    return Table(f"{section}-chances", title, columns, tuple(lines), sources, _("Share of the draws."))


def _speed(comparison: Comparison, lang: str) -> list[Block]:
    """What has been reached half-way; the last year stands with the objectives."""
    _, half = translator(lang), report_choices().speed_year.value
    if half not in comparison.summary.years or half == last_year(comparison):
        return []
    measures = [Measure(_("practice in {year}").format(year=half), "practice", HEADLINE, "share", half)]
    caption = _("What has been reached by {years}: practice of {group} (0 to 100%)").format(
        years=half, group=group_words(lang)[HEADLINE].name
    )
    return [
        Heading(_("Speed")),
        what_you_see(comparison, measures, lang),
        table(comparison, lang, "speed", caption, measures, ("S-020",)),
    ]


def _chains(comparison: Comparison, lang: str) -> list[Block]:
    """Last and apart: an exploratory index, whose effect on the ground cannot be attributed."""
    _, last, words = translator(lang), last_year(comparison), indicator_words(lang)
    names = ("chain_risk_index", "remedy_access", "disengagement")
    measures = [Measure(words[name].name, name, HEADLINE, "share", last) for name in names]
    return [
        Heading(_("In the chains (exploratory)")),
        Paragraph(
            plain(
                _(
                    "Effect on the ground in the chains cannot be attributed to a mix (S-105): the chain risk "
                    "index is an"
                    " exploratory index, no number of victims or euros."
                )
            )
        ),
        table(
            comparison,
            lang,
            "chains",
            _("Exploratory indices of {group}").format(group=group_words(lang)[HEADLINE].name),
            measures,
            ("S-105", "P-C22"),
        ),
    ]
