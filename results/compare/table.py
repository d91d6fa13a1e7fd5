"""The table of a comparison that a policy officer reads: on a terminal, and as plain rows for the page."""

from dataclasses import dataclass, field

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from experiments.compare import Comparison
from results.by_width import ByWidth
from results.compare.by_objective import objective_name, rows_by_world, size_words
from results.compare.rows import OBJECTIVES, Section, chance_rows, compare_rows
from results.compare.text import CellText, cell_text, how_to_read, objective_label, row_label, section_title
from results.compare.worlds import world_name, world_title
from results.language import translator
from results.number_format import chance
from results.queries import baseline, last_year, others, views
from results.ranged import folded
from results.words import in_running_text, short_names

#: Least widths in characters: with four mixes beside the baseline 24 + 16 + 4 x 20 = 120.
_LABEL, _BASELINE, _MIX = 24, 16, 20
#: Of a chance below the name of a mix, of which the longest word ("grootbedrijf", "aangescherpt") has 12 letters.
_CHANCE = 13
#: Where there is room: no range of a difference is longer.
_WIDEST = 24


@dataclass
class TextRow:
    """One line: what it shows, and for every mix the texts of its cell."""

    label: str
    cells: dict[str, CellText]


@dataclass
class TextSection:
    """A heading with its lines."""

    title: str
    rows: list[TextRow] = field(default_factory=list[TextRow])


def text_sections(comparison: Comparison, lang: str) -> list[TextSection]:
    """The whole table as texts, section by section, in reading order."""
    sections: dict[Section, TextSection] = {}
    for row in compare_rows(comparison):
        title = section_title(row.section, lang)
        texts = {mix: cell_text(cell, lang) for mix, cell in row.cells.items()}
        sections.setdefault(row.section, TextSection(title)).rows.append(TextRow(row_label(row, lang), texts))
    return list(sections.values())


def text_chances(comparison: Comparison, lang: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Heads and lines of the table of chances."""
    _ = translator(lang)
    short = short_names(comparison, lang)
    heads = [objective_label(objective.key, lang) for objective in OBJECTIVES]
    lines = [
        (
            _("{mix} above {other}").format(mix=short[mix], other=in_running_text(other, short, lang)),
            [chance(value, lang) for value in values],
        )
        for mix, other, values in chance_rows(comparison)
    ]
    return heads, lines


def chance_title(comparison: Comparison, lang: str) -> str:
    """What the table of chances says, and of which world."""
    _ = translator(lang)
    return _(
        "Chance that one mix comes out above another by the size that matters in {year}, {world} (higher is not better "
        "for gap, burden and cost)"
    ).format(year=last_year(comparison), world=world_name(comparison, lang))


def has_gaps(sections: list[TextSection], lang: str) -> bool:
    """Whether a cell is not available, so that the notes must say what that means."""
    missing = translator(lang)("n/a")
    return any(missing in text for s in sections for row in s.rows for cell in row.cells.values() for text in cell)


def whole_table(comparison: Comparison, lang: str) -> RenderableType:
    """All rows for a terminal of any width, by world; more mixes than fit stand below, beside the baseline again."""
    return ByWidth(lambda width: _whole(comparison, lang, width))


def _whole(comparison: Comparison, lang: str, width: int) -> RenderableType:
    first, rest = baseline(comparison), others(comparison)
    fit = max(1, (width - _LABEL - _BASELINE) // _MIX)
    shown = views(comparison)
    shown += [comparison] if len(shown) > 1 else []
    gaps, parts = False, list[RenderableType]()
    for view in shown:
        sections = text_sections(view, lang)
        gaps |= has_gaps(sections, lang)
        if len(shown) > 1:
            parts += [Text(""), Text(world_title(view, lang), style="bold reverse")]
        for start in range(0, max(1, len(rest)), fit):
            parts.append(_main_table(view, lang, sections, [first, *rest[start : start + fit]], width))
    parts += [Text(""), *(Text(line) for line in how_to_read(lang, gaps))]
    if rest:
        parts += [Text(""), _matter_table(comparison, lang, width)]
    for view in shown if rest else []:
        parts += [Text(""), Text(chance_title(view, lang), style="bold"), _chance_table(view, lang, width)]
    return Group(*parts)


def _matter_table(comparison: Comparison, lang: str, width: int) -> RenderableType:
    """By objective and world the chance of a difference of at least the size that matters, and what that size is."""
    _ = translator(lang)
    short, mixes, found = short_names(comparison, lang), others(comparison), rows_by_world(comparison)
    label = max(40, width - 16 - _CHANCE * len(mixes) * len(found))
    parts: list[RenderableType] = [
        Text(_("Chance of a difference with the baseline of at least the size that matters"), style="bold")
    ]
    for view, rows in found:
        table = _plain([label, *[_CHANCE] * len(mixes)])
        table.add_row(Text(world_title(view, lang), style="italic"), *(Text(short[m], style="bold") for m in mixes))
        for row in rows:
            name = f"{objective_name(row, lang)} ({size_words(comparison, row.key, lang)})"
            table.add_row(name, *(chance(row.changes[mix].chance, lang) for mix in mixes))
        parts.append(table)
    return Group(*parts)


def _plain(widths: list[int]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    for n, width in enumerate(widths):
        table.add_column(width=width - 1, justify="left" if n == 0 else "right", overflow="fold")
    return table


def _widths(mixes: int, width: int) -> list[int]:
    """The label, the baseline, and the mixes that stand beside it."""
    each = max(_MIX, min(_WIDEST, (width - _LABEL - _BASELINE) // max(1, mixes)))
    first = max(_BASELINE, min(_WIDEST, width - _LABEL - each * mixes))
    return [_LABEL, first, *[each] * mixes]


def _main_table(
    comparison: Comparison, lang: str, sections: list[TextSection], mixes: list[str], width: int
) -> RenderableType:
    _ = translator(lang)
    short, first = short_names(comparison, lang), baseline(comparison)
    widths = _widths(len(mixes) - 1, width)
    room = dict(zip(mixes, (each - 1 for each in widths[1:]), strict=True))
    head = _plain(widths)
    head.add_row("", *(Text(short[mix], style="bold") for mix in mixes))
    head.add_row("", *(Text(_("baseline") if mix == first else mix, style="dim") for mix in mixes))
    parts: list[RenderableType] = [Text(""), head]
    for section in sections:
        parts += [Text(""), Text(section.title, style="bold")]
        table = _plain(widths)
        for row in section.rows:
            table.add_row(row.label, *(folded(row.cells[mix].level, room[mix]) for mix in mixes))
            differences = [folded(row.cells[mix].difference, room[mix]) for mix in mixes]
            if any(differences):
                table.add_row(
                    Padding(Text(_("difference"), style="dim"), (0, 0, 0, 2)),
                    *(Text(text, style="dim") for text in differences),
                )
        parts.append(table)
    return Group(*parts)


def _chance_table(comparison: Comparison, lang: str, width: int) -> RenderableType:
    heads, lines = text_chances(comparison, lang)
    label = max(len(line[0]) for line in lines) + 2
    column = max(7, min(13, (width - label) // len(heads)))
    table = _plain([label, *[column] * len(heads)])
    table.add_row("", *(Text(_broken(head, column - 1), style="bold") for head in heads))
    for name, chances in lines:
        table.add_row(name, *chances)
    return table


def _broken(head: str, width: int) -> str:
    """Words that are too long are broken at their soft hyphen; other soft hyphens go."""
    words = head.split(" ")
    return " ".join(word.replace("\u00ad", "- " if len(word.replace("\u00ad", "")) > width else "") for word in words)
