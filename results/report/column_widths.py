"""How wide the columns of a table are: numbers stay on one line, columns of sentences share what is left.

And whether it fits on a page with those widths.
"""

import re
import textwrap
from collections.abc import Sequence
from math import ceil

from results.blocks import Table
from results.figure_style import PlainTable
from results.ranged import unbroken
from results.report.layout import LONGEST_NUMBER, head_of, row_groups

#: All in characters, tried on the reports of the shipped mixes. White at the sides of a column.
_PADDING = 2.5
#: A number with its range, as "12.345 (1.234 to 23.456)", is kept on one line, a word of this length unbroken.
_ONE_LINE, _LONGEST_WORD = 24, 16
#: Where a line may be broken; not at the blanks inside a range, which `unbroken` writes.
_BREAKS = re.compile("[ \n-]")
#: How much longer text widens its column, times the root of what is beyond a line: four times as much, twice as wide.
_STRETCH = 3.5
#: White beside the letters of a cell in points; beside its size the width of a letter of running text, and beside that
#: of a letter or digit that stands in no word with narrow ones, and of a blank, bracket or point.
_SIDES, _LETTER, _WIDE, _NARROW = 12.0, 0.445, 1.15, 0.6
#: How much wider heads are, which are bold.
_BOLD = 1.1
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
    return _with_whole_words(
        [width if width <= most else width * squeezed for width in wanted],
        [max(_BOLD * _longest_word([head]), _longest_word(column)) for head, column in zip(heads, texts, strict=True)],
        letters(len(heads)),
    )


def _with_whole_words(widths: list[float], words: list[float], size: float) -> list[float]:
    """The widths where all columns have room for their longest word; what that takes, the widest leave."""
    room = _CHARACTERS / size
    scaled = [width * min(1.0, room / sum(widths)) for width in widths]
    needed = [word + _SIDES / (_LETTER * size) for word in words]
    missing = sum(max(0.0, need - width) for need, width in zip(needed, scaled, strict=True))
    spare = sum(max(0.0, width - need) for need, width in zip(needed, scaled, strict=True))
    if not missing:
        return scaled
    left = max(0.0, 1.0 - missing / spare) if spare else 0.0
    return [max(need, need + left * (width - need)) for need, width in zip(needed, scaled, strict=True)]


def _longest_word(texts: Sequence[str]) -> float:
    """The width of what is not broken, such as a range in brackets; a long word without digits is hyphenated."""
    words = {word for text in texts for word in _BREAKS.split(unbroken(text))}
    kept = (word if any(map(str.isdigit, word)) else word[:_LONGEST_WORD] for word in words)
    return max((sum(_WIDE if sign.isalnum() else _NARROW for sign in word) for word in kept), default=0.0)


def _width(head: str, texts: list[str]) -> float:
    """Characters: short texts fit on one line, of longer ones the root counts, and a head may take two lines."""
    longest = max(map(len, texts), default=0)
    beyond = max(0, longest - _ONE_LINE) ** 0.5
    words = max(len(word) for text in (head, *texts, "-") for word in text.split() or ["-"])
    least = max(min(words + 1, _LONGEST_WORD), min(len(head) / 2, _ONE_LINE))
    return _PADDING + max(min(longest, _ONE_LINE) + _STRETCH * beyond, least)
