"""Sheets of the workbook: a tidy one for a table with numbers, a plain one for words, one with the queries."""

from typing import Any

from results.blocks import Cell, Document, Table
from results.figure_style import PlainTable
from results.language import translator
from results.report.layout import Frame, below_table, clean, head_of, row_groups

#: Excel's number of this size of paper.
_A4 = 9
#: Row of a sheet (counted from 0) that holds the heads; caption and notes stand above it.
_HEAD_ROW = 2
_WIDEST = 60


class Formats:
    """How cells look; made once per workbook."""

    def __init__(self, book: Any) -> None:
        """Add the formats to the workbook."""
        self._book = book
        self._numbers: dict[str, Any] = {}
        self.plain = book.add_format({"valign": "top"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self.head = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#EEF3F8"}
        )
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.link = book.add_format({"font_color": "#0B5394", "underline": 1, "valign": "top"})

    def number(self, value: float) -> Any:
        """No more decimals shown than a number of this size carries; the cell keeps them all."""
        size = abs(value)
        code = "#,##0" if size >= 100 or float(value).is_integer() else "#,##0.0" if size >= 1 else "0.000"
        if code not in self._numbers:
            self._numbers[code] = self._book.add_format({"num_format": code, "valign": "top"})
        return self._numbers[code]


def tidy_sheet(sheet: Any, table: Table, words: Frame, formats: Formats, lang: str) -> list[int]:
    """One row per cell of the table, column by column; the first row of each column, counted from 0."""
    _ = translator(lang)
    heads = [
        table.columns[0].head or _("row"),
        _("section"),
        _("column"),
        _("middle"),
        _("low"),
        _("high"),
        _("unit"),
        _("as written in the report"),
        _("second line"),
        _("where it comes from"),
        words.sources,
    ]
    _top(sheet, table.caption, below_table(table, words), heads, formats)
    at, firsts = _HEAD_ROW + 1, list[int]()
    sources = ", ".join(table.sources)
    for n, column in enumerate(table.columns[1:]):
        firsts.append(at)
        for group in row_groups(table):
            for row in group.rows:
                if n >= len(row.cells):
                    continue
                cell = row.cells[n]
                _texts(sheet, at, {0: row.head, 1: group.head, 2: column.head}, formats)
                _numbers(sheet, at, cell, formats)
                unit = (row.unit or column.unit) if cell.value is not None else ""
                came = words.marks[cell.mark] if cell.mark else ""
                _texts(sheet, at, {6: unit, 7: cell.text, 8: cell.second, 9: came, 10: sources}, formats)
                at += 1
    sheet.autofilter(_HEAD_ROW, 0, max(at - 1, _HEAD_ROW + 1), len(heads) - 1)
    for column, width in enumerate((34, 26, 24, 12, 12, 12, 20, 26, 26, 18, 24)):
        sheet.set_column(column, column, width)
    return firsts


def text_sheet(sheet: Any, table: Table | PlainTable, words: Frame, formats: Formats) -> None:
    """A table of words as it stands in the report; a subheading becomes the first column of its rows."""
    if isinstance(table, PlainTable):
        heads, lines, below = list(table.heads), [list(line) for line in table.lines], ""
    else:
        heads, below = [head_of(column) for column in table.columns], below_table(table, words)
        groups = row_groups(table)
        has_heads = any(group.head for group in groups)
        heads = ["", *heads] if has_heads else heads
        lines = [
            [*([group.head] if has_heads else []), row.head, *(_written(cell, words) for cell in row.cells)]
            for group in groups
            for row in group.rows
        ]
    _top(sheet, table.caption, below, heads, formats)
    for at, line in enumerate(lines, start=_HEAD_ROW + 1):
        _texts(sheet, at, dict(enumerate(line)), formats)
    if lines:
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(lines), len(heads) - 1)
    for column, head in enumerate(heads):
        longest = max((len(line[column]) for line in lines if column < len(line)), default=0)
        sheet.set_column(column, column, min(_WIDEST, max(12, len(head) + 4, longest + 2)))


def trace_sheet(sheet: Any, document: Document, formats: Formats) -> None:
    """Every number of the text, with the query that gives it from the run."""
    _ = translator(document.lang)
    heads = [
        _("as written in the report"),
        _("query"),
        _("mix"),
        _("indicator"),
        _("group"),
        _("year"),
        _("part"),
        _("other"),
        _("threshold"),
    ]
    _top(sheet, _("Every number of the text with the query that gives it"), "", heads, formats)
    at = _HEAD_ROW + 1
    for asked in document.asked():
        query = asked.query
        texts = {0: asked.text, 1: query.kind, 2: query.mix, 3: query.indicator, 4: query.group, 7: query.other}
        _texts(sheet, at, texts, formats)
        if query.year:
            sheet.write_number(at, 5, query.year)
        if query.kind in ("levels", "differences"):
            sheet.write_string(at, 6, query.part)
        if query.kind == "draws":
            sheet.write_number(at, 8, query.threshold)
        at += 1
    sheet.autofilter(_HEAD_ROW, 0, max(at - 1, _HEAD_ROW + 1), len(heads) - 1)
    for column, width in enumerate((22, 14, 20, 30, 26, 8, 8, 20, 12)):
        sheet.set_column(column, column, width)


def _top(sheet: Any, caption: str, below: str, heads: list[str], formats: Formats) -> None:
    """Caption, notes, and the heads, which stay in sight."""
    sheet.write_string(0, 0, clean(caption), formats.bold)
    sheet.write_string(1, 0, below, formats.plain)
    for column, head in enumerate(heads):
        sheet.write_string(_HEAD_ROW, column, clean(head), formats.head)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)


def _written(cell: Cell, words: Frame) -> str:
    mark = f"[{words.marks[cell.mark]}]" if cell.mark else ""
    return "\n".join(part for part in (cell.text, cell.second, mark) if part)


def _texts(sheet: Any, row: int, texts: dict[int, str], formats: Formats) -> None:
    """Written as text always: what begins with `=` is no formula."""
    for column, text in texts.items():
        if text:
            sheet.write_string(row, column, clean(text), formats.wrapped if len(text) > _WIDEST else formats.plain)


def _numbers(sheet: Any, row: int, cell: Cell, formats: Formats) -> None:
    for column, value in ((3, cell.value), (4, cell.low), (5, cell.high)):
        if value is not None:
            sheet.write_number(row, column, value, formats.number(value))


def for_print(sheet: Any) -> None:
    """On paper a sheet is as wide as one page, lying."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
