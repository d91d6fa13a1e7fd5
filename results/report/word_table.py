"""Tables of the report in Word: real ones, whose head is repeated on each page."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from results.blocks import Cell, Row, Table
from results.figure_style import PlainTable
from results.ranged import unbroken
from results.report.column_widths import fits_page, letters, widths_of, widths_of_plain
from results.report.layout import Frame, clean, head_of, number_columns, row_groups, table_mark
from results.report.word_parts import describe_table, keep_row_whole, keep_together, repeat_row, shade

#: Between the margins of an A4 page.
_WIDTH = Cm(16.5)


def add_table(word: Any, table: Table, words: Frame) -> None:
    """The table, with the caption as its title for screen readers."""
    heads = [head_of(column) for column in table.columns]
    counted = number_columns(table)
    shown = None if table_mark(table) else words  # a mark that all cells share stands beside the caption
    made = _empty(word, heads, table.caption, counted, widths_of(table))
    for group in row_groups(table):
        if group.head:
            cells = made.add_row().cells
            merged = cells[0].merge(cells[-1])
            _write(merged, group.head, len(heads), bold=True).paragraph_format.keep_with_next = True
            shade(merged)
        for row in group.rows:
            _add_row(made, row, shown, counted)
    if fits_page(table):
        keep_together(made)


def add_plain_table(word: Any, table: PlainTable) -> None:
    """The numbers of a figure."""
    counted = set(range(1, len(table.heads)))
    made = _empty(word, table.heads, table.caption, counted, widths_of_plain(table))
    for line in table.lines:
        _add_row(made, Row(line[0], tuple(Cell(text) for text in line[1:])), None, counted)


def _empty(word: Any, heads: list[str], caption: str, counted: set[int], widths: list[float]) -> Any:
    made = word.add_table(rows=1, cols=len(heads), style="Table Grid")
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = int(_WIDTH * width / sum(widths))
    describe_table(made, clean(caption))
    repeat_row(made.rows[0])
    for n, (cell, head) in enumerate(zip(made.rows[0].cells, heads, strict=True)):
        _write(cell, head, len(heads), bold=True, right=n in counted)
        shade(cell)
    return made


def _add_row(made: Any, row: Row, words: Frame | None, counted: set[int]) -> None:
    added = made.add_row()
    keep_row_whole(added)
    places = added.cells
    for place, column in zip(places, made.columns, strict=True):
        place.width = column.width
    _write(places[0], row.head, len(places))
    for n, cell in enumerate(row.cells, start=1):
        _write(places[n], cell.text, len(places), right=n in counted)
        if cell.second:
            _write(places[n], cell.second, len(places), right=n in counted, more=True)
        if cell.mark and words:
            run = places[n].paragraphs[-1].add_run(f" [{words.marks[cell.mark]}]")
            run.italic, run.font.size = True, Pt(letters(len(places)))


def _write(place: Any, text: str, columns: int, bold: bool = False, right: bool = False, more: bool = False) -> Any:
    paragraph = place.add_paragraph() if more else place.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(unbroken(clean(text)))
    run.bold, run.font.size = bold or None, Pt(letters(columns))
    return paragraph
