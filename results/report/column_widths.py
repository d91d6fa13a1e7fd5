"""How wide the columns of a table are: numbers stay on one line, columns of sentences share what is left.

And whether it fits on a page with those widths.
"""

import textwrap
from collections.abc import Sequence
from math import ceil

from results.blocks import Table
from results.figure_style import PlainTable
from results.report.layout import LONGEST_NUMBER, head_of, row_groups

#: All in characters, tried on the reports of the shipped mixes. White at the sides of a column.
_PADDING = 2.5
#: A number with its range, as "12.345 (1.234 to 23.456)", is kept on one line, a word of this length unbroken.
_ONE_LINE, _LONGEST_WORD = 24, 16
#: How much longer text widens its column, times the root of what is beyond a line: four times as much, twice as wide.
_STRETCH = 3.5
#: What a column of longer texts keeps of its width, however many numbers stand beside it.
_LEAST_SHARE = 0.6
#: Lines of a table that is kept on one page, with its head and what stands below it.
_LINES_OF_A_PAGE = 52
#: In letters of this size.
_USUAL_SIZE = 9.0
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


def fits_page(table: Table) -> bool:
    """Whether the table is kept on one page: few lines, and no sentences that run on in a narrow column."""
    cells = [cell for row in table.rows for cell in row.cells]
    if any(len(line) > 3 * LONGEST_NUMBER for cell in cells for line in cell.text.split("\n")):
        return False
    widths, size = widths_of(table), letters(len(table.columns))
    room = max(ceil(widths[0] / sum(widths) * _CHARACTERS / size - _PADDING), 1)
    lines = sum(bool(group.head) for group in row_groups(table))
    for row in (row for group in row_groups(table) for row in group.rows):
        lines += max(2 if any(cell.second for cell in row.cells) else 1, len(textwrap.wrap(row.head, room)))
    return lines * size <= _LINES_OF_A_PAGE * _USUAL_SIZE


def widths_of_plain(table: PlainTable) -> list[float]:
    """The same for the numbers of a figure."""
    return _widths(table.heads, [[line[n] for line in table.lines] for n in range(len(table.heads))])


def _widths(heads: Sequence[str], texts: Sequence[list[str]]) -> list[float]:
    wanted = [_width(head, column) for head, column in zip(heads, texts, strict=True)]
    most = _PADDING + _ONE_LINE
    short, long = sum(w for w in wanted if w <= most), sum(w for w in wanted if w > most)
    left = _CHARACTERS / letters(len(heads)) - short
    squeezed = min(1.0, max(left / long, _LEAST_SHARE)) if long else 1.0
    return [width if width <= most else width * squeezed for width in wanted]


def _width(head: str, texts: list[str]) -> float:
    """Characters: short texts fit on one line, of longer ones the root counts, and a head may take two lines."""
    longest = max(map(len, texts), default=0)
    beyond = max(0, longest - _ONE_LINE) ** 0.5
    words = max(len(word) for text in (head, *texts, "-") for word in text.split() or ["-"])
    least = max(min(words + 1, _LONGEST_WORD), min(len(head) / 2, _ONE_LINE))
    return _PADDING + max(min(longest, _ONE_LINE) + _STRETCH * beyond, least)
