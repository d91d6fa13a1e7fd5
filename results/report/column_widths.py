"""How wide the columns of a table are: numbers stay on one line, columns of sentences share what is left."""

from collections.abc import Sequence

from results.blocks import Table
from results.figure_style import PlainTable
from results.report.layout import head_of, row_groups

#: All in characters, tried on the reports of the shipped mixes. White at the sides of a column.
_PADDING = 2.5
#: A number with its range, as "12.345 (1.234 to 23.456)", is kept on one line, a word of this length unbroken.
_ONE_LINE, _LONGEST_WORD = 24, 16
#: How much longer text widens its column, times the root of what is beyond a line: four times as much, twice as wide.
_STRETCH = 3.5
#: On a line of letters of one point across an upright A4 page: some 117 of nine points.
_CHARACTERS = 1050


def letters(columns: int) -> float:
    """Size of the letters in points: the more columns the smaller, so that tables stay upright on the page."""
    return 9.0 if columns <= 4 else 8.0 if columns <= 6 else 7.0 if columns <= 8 else 6.5


def widths_of(table: Table) -> list[float]:
    """Shares of the width of the page for each column of a table."""
    rows = [row for group in row_groups(table) for row in group.rows]
    texts = [[row.head for row in rows]]
    for n in range(len(table.columns) - 1):
        cells = [row.cells[n] for row in rows if n < len(row.cells)]
        texts.append([line for cell in cells for line in (*cell.text.split("\n"), cell.second)])
    return _widths([head_of(column) for column in table.columns], texts)


def widths_of_plain(table: PlainTable) -> list[float]:
    """The same for the numbers of a figure."""
    return _widths(table.heads, [[line[n] for line in table.lines] for n in range(len(table.heads))])


def _widths(heads: Sequence[str], texts: Sequence[list[str]]) -> list[float]:
    wanted = [_width(head, column) for head, column in zip(heads, texts, strict=True)]
    most = _PADDING + _ONE_LINE
    short, long = sum(w for w in wanted if w <= most), sum(w for w in wanted if w > most)
    left = _CHARACTERS / letters(len(heads)) - short
    squeezed = min(1.0, max(left / long, 0.4)) if long else 1.0
    return [width if width <= most else width * squeezed for width in wanted]


def _width(head: str, texts: list[str]) -> float:
    """Characters: short texts fit on one line, of longer ones the root counts, and a head may take two lines."""
    longest = max(map(len, texts), default=0)
    beyond = max(0, longest - _ONE_LINE) ** 0.5
    words = max(len(word) for text in (head, *texts, "-") for word in text.split() or ["-"])
    least = max(min(words + 1, _LONGEST_WORD), min(len(head) / 2, _ONE_LINE))
    return _PADDING + max(min(longest, _ONE_LINE) + _STRETCH * beyond, least)
