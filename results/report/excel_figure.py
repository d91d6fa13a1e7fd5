"""The numbers of one figure as a sheet of Excel, with a chart of Excel's own where all have one unit."""

import io
from typing import Any, NamedTuple

import xlsxwriter

from results.figure_style import PlainTable
from results.language import translator
from results.report.excel_charts import from_zero, look_of_bars, reach
from results.report.excel_sheets import for_print
from results.report.layout import clean
from results.written_numbers import WrittenNumbers, numbers_in

#: The row of the heads, counted from 0; the caption stands above it.
_HEADS = 2


class _Column(NamedTuple):
    """A column of the table: the first of its columns in the sheet, and the numbers in its cells."""

    place: int
    numbers: list[WrittenNumbers | None]


def figure_excel(table: PlainTable, lang: str, about: str = "", source: str = "") -> bytes:
    """Numbers are numbers, and a range takes three columns (middle, low, high).

    about: the chart for who cannot see it; source: where the figure comes from, below the numbers.
    """
    _, stream = translator(lang), io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet: Any = book.add_worksheet(_("Numbers"))
        for_print(sheet)
        columns = _write(sheet, table, lang, book.add_format({"num_format": "0.0%"}))
        sheet.freeze_panes(_HEADS + 1, 1)
        sheet.autofit()
        sheet.write_string(0, 0, clean(table.caption))  # not before: the column would become as wide as this
        below = _HEADS + len(table.lines) + 2
        if source:
            sheet.write_string(below, 0, clean(source))
        if table.unit and (chart := _chart(book, sheet.get_name(), table, columns)):
            sheet.insert_chart(below + 2, 0, chart, {"description": clean(about)[:500]})
    return stream.getvalue()


def _write(sheet: Any, table: PlainTable, lang: str, percent: Any) -> list[_Column]:
    """Heads and cells; where each column stands."""
    place, columns = 0, list[_Column]()
    for n, head in enumerate(table.heads):
        cells = [line[n] for line in table.lines]
        read = [numbers_in(cell, lang) if n else None for cell in cells]
        columns.append(_Column(place, read))
        heads = _heads(head, lang, any(numbers is not None and numbers.low is not None for numbers in read))
        for more, each in enumerate(heads):
            sheet.write_string(_HEADS, place + more, clean(each))
        for row, (cell, numbers) in enumerate(zip(cells, read, strict=True), start=_HEADS + 1):
            if numbers is None:
                sheet.write_string(row, place, clean(cell))
                continue
            for more, value in enumerate((numbers.middle, numbers.low, numbers.high)):
                if value is not None:
                    sheet.write_number(row, place + more, value, percent if numbers.is_percent else None)
        place += len(heads)
    return columns


def _heads(head: str, lang: str, is_range: bool) -> list[str]:
    _ = translator(lang)
    return [head, *(f"{head}: {end}" for end in (_("low"), _("high")))] if is_range else [head]


def _chart(book: Any, name: str, table: PlainTable, columns: list[_Column]) -> Any:
    """Bars by row, a colour for each column, with whiskers for the ranges; None where nothing is a number."""
    first, last = _HEADS + 1, _HEADS + len(table.lines)
    shown = [(head, column) for head, column in zip(table.heads, columns, strict=True) if any(column.numbers)]
    if not shown:
        return None
    chart = book.add_chart({"type": "column"})
    for n, (head, column) in enumerate(shown):
        where = {"categories": [name, first, 0, last, 0], "values": [name, first, column.place, last, column.place]}
        chart.add_series({"name": clean(head)[:255]} | where | look_of_bars(n) | _whiskers(column.numbers))
    chart.set_title({"name": clean(table.caption), "name_font": {"size": 11}, "overlay": False})
    chart.set_x_axis({"label_position": "low"})
    known = [number for _head, column in shown for number in column.numbers if number is not None]
    chart.set_y_axis(
        {"name": clean(table.unit), "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}}
        | from_zero(end for number in known for end in (number.low, number.middle, number.high))
    )
    chart.set_legend({"position": "bottom"} if len(shown) > 1 else {"none": True})
    chart.set_size({"width": 760, "height": 400})
    return chart


def _whiskers(numbers: list[WrittenNumbers | None]) -> dict[str, Any]:
    return {
        "y_error_bars": {
            "type": "custom",
            "plus_values": [0.0 if n is None else reach(n.middle, n.high) for n in numbers],
            "minus_values": [0.0 if n is None else reach(n.low, n.middle) for n in numbers],
            "line": {"color": "#333333"},
        }
    }
