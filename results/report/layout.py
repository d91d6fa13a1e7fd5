"""What all forms of a report share: words around the content, numbering, grouping of rows, and clean text."""

import re
from typing import NamedTuple

from results.blocks import Column, Document, FigureBlock, Mark, Row, Table
from results.language import translator
from results.traced import Sentence

#: Characters that XML (so Word, Excel and SVG) cannot hold.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What stands in the place of a number that is not there.
ABSENT = "–"
#: Characters of a cell that is still a number with its range, not a sentence.
LONGEST_NUMBER = 32
#: `nl` and `en` as word processors and PDF want them.
REGIONS = {"nl": "nl-NL", "en": "en-GB"}


class RowGroup(NamedTuple):
    """Rows below one subheading ("" where there is none)."""

    head: str
    rows: list[Row]


class Frame(NamedTuple):
    """The words that a form puts around the content, in the report's language."""

    contents: str
    exploration: str
    run: str
    marks: dict[Mark, str]
    table: str
    figure: str
    sources: str
    page: str


def frame(document: Document) -> Frame:
    """The words for this document."""
    _ = translator(document.lang)
    return Frame(
        contents=_("Contents"),
        exploration=_("Exploration, not a forecast"),
        run=_("Run {run}").format(run=document.run),
        marks=mark_words(document.lang),
        table=_("Table"),
        figure=_("Figure"),
        sources=_("Sources"),
        page=_("Page"),
    )


def mark_words(lang: str) -> dict[Mark, str]:
    """Where content comes from, as words that stand beside it."""
    _ = translator(lang)
    return {"model": _("from the model"), "source": _("from the source"), "policy": _("for policy to fill in")}


def clean(text: str) -> str:
    """The text without the control characters that no form can hold."""
    return _NOT_IN_XML.sub("", text)


def running(sentences: tuple[Sentence, ...]) -> str:
    """Sentences as one text."""
    return clean(" ".join(sentence.text for sentence in sentences))


def head_of(column: Column) -> str:
    """The head of a column with its unit."""
    return f"{column.head} ({column.unit})" if column.unit else column.head


def row_groups(table: Table) -> list[RowGroup]:
    """The rows below each subheading, in order."""
    groups: list[RowGroup] = []
    for row in table.rows:
        if not row.cells:
            groups.append(RowGroup(row.head, []))
        elif groups:
            groups[-1].rows.append(row)
        else:
            groups.append(RowGroup("", [row]))
    return groups


def number_columns(table: Table) -> set[int]:
    """Positions of the columns (the row heads are 0) to be set to the right: those with numbers, but not sentences.

    A column in which every number is absent too, so that it stands where it stands in the tables around it.
    """
    found: set[int] = set()
    for n in range(1, len(table.columns)):
        cells = [row.cells[n - 1] for row in table.rows if n <= len(row.cells)]
        has_numbers = any(cell.value is not None for cell in cells) or {cell.text for cell in cells} == {ABSENT}
        if has_numbers and max(len(cell.text) for cell in cells) <= LONGEST_NUMBER:
            found.add(n)
    return found


def table_mark(table: Table) -> Mark | None:
    """Where the whole table comes from, said once beside its caption; None where its cells differ.

    What policy is to fill in is said in the cell itself, always.
    """
    marks: set[Mark] = {cell.mark for row in table.rows for cell in row.cells if cell.mark}
    return marks.pop() if len(marks) == 1 and "policy" not in marks else None


def below_table(table: Table, words: Frame) -> str:
    """The note and the sources, which stand below a table; empty where there are none."""
    sources = f"{words.sources}: {', '.join(table.sources)}." if table.sources else ""
    return clean(" ".join(text for text in (table.note, sources) if text))


def numbering(document: Document) -> dict[tuple[int, int], int]:
    """Number of each table and each figure, by place of its chapter and of the block in it; each kind from one."""
    tables, figures = 0, 0
    numbers: dict[tuple[int, int], int] = {}
    for n, chapter in enumerate(document.chapters):
        for m, block in enumerate(chapter.blocks):
            if isinstance(block, Table):
                tables += 1
                numbers[n, m] = tables
            elif isinstance(block, FigureBlock):
                figures += 1
                numbers[n, m] = figures
    return numbers
