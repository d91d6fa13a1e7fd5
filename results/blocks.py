"""What a report consists of, without a form: chapters of blocks, whose numbers carry their queries.

Chapters make blocks from a comparison; forms (HTML, Word, Excel, PDF) write blocks. Neither knows the other.
"""

from dataclasses import dataclass, field
from typing import Literal

from results.figure_style import Picture
from results.traced import Asked, Sentence

#: Where the content of a cell or a paragraph comes from: computed, said by a source, or left to policy.
type Mark = Literal["model", "source", "policy"]


@dataclass(frozen=True)
class Heading:
    """A heading inside a chapter; level 2 below the chapter's own, or 3."""

    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True)
class Paragraph:
    """Sentences that run on; each knows the queries of its numbers (none for a sentence without a number)."""

    sentences: tuple[Sentence, ...]
    mark: Mark | None = None
    style: Literal["body", "lead", "small"] = "body"


@dataclass(frozen=True)
class Bullets:
    """Points, one sentence or more each."""

    points: tuple[tuple[Sentence, ...], ...]
    mark: Mark | None = None
    numbered: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its text, the number behind it (for Excel), and where it comes from.

    value, low, high: middle and ends of the range in the column's unit, None where there is no number; asked: the
    queries of all numbers in the text; second: a second line, such as the difference to the baseline.
    """

    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    asked: tuple[Asked, ...] = ()
    mark: Mark | None = None
    second: str = ""


@dataclass(frozen=True)
class Column:
    """The head of a column, with its unit in words where it holds numbers ("" for words)."""

    head: str
    unit: str = ""


@dataclass(frozen=True)
class Row:
    """A row: its head cell and the other cells; a row with no cells is a subheading that spans the table.

    unit: of the numbers of this row, where rows have units of their own and columns have none; the head says it too.
    """

    head: str
    cells: tuple[Cell, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a caption; `columns` includes the first, that of the row heads. `key` names its Excel sheet.

    sources: source ids (S-, P-, K-, N-); note: below the table.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    sources: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class FigureBlock:
    """A figure, with its text description and its numbers as a table (in `picture`).

    with_numbers: whether the table stands below it; a memo has room for the figure only.
    """

    picture: Picture
    with_numbers: bool = True


@dataclass(frozen=True)
class Code:
    """Lines as typed: a command, Python, or a part of the manifest."""

    text: str
    caption: str = ""


type Block = Heading | Paragraph | Bullets | Table | FigureBlock | Code


@dataclass(frozen=True)
class Chapter:
    """A chapter: a key for links, its title, its blocks, and whether it begins on a page of its own."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False


@dataclass(frozen=True)
class Document:
    """A whole report or memo in one language; `run` is the run id that stands on every page.

    is_memo: one A4 page, set close, without a table of contents.
    """

    title: str
    lang: str
    run: str
    chapters: tuple[Chapter, ...]
    keywords: tuple[str, ...] = field(default=())
    is_memo: bool = False

    def tables(self) -> list[Table]:
        """All tables in reading order."""
        return [block for chapter in self.chapters for block in chapter.blocks if isinstance(block, Table)]

    def asked(self) -> list[Asked]:
        """Every number of the text with its query, in reading order: what a test asks again."""
        found: list[Asked] = []
        for chapter in self.chapters:
            for block in chapter.blocks:
                found += _asked_in(block)
        return found


def plain(*texts: str) -> tuple[Sentence, ...]:
    """Sentences without a number of the run."""
    return tuple(Sentence(text, ()) for text in texts)


def _asked_in(block: Block) -> list[Asked]:
    match block:
        case Paragraph():
            return [asked for sentence in block.sentences for asked in sentence.query]
        case Bullets():
            return [asked for point in block.points for sentence in point for asked in sentence.query]
        case Table():
            return [asked for row in block.rows for cell in row.cells for asked in cell.asked]
        case _:
            return []
