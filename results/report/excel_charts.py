"""Charts of Excel's own beside a table with numbers: bars for the middle, whiskers for the range."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from results.blocks import Cell, Table
from results.report.layout import clean, row_groups

#: The colours of the figures (results/figure_style.py), and fillings that tell them apart in grey.
_COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_PATTERNS = (
    "",
    "wide_upward_diagonal",
    "dotted_grid",
    "horizontal_brick",
    "wide_downward_diagonal",
    "trellis",
    "weave",
)
#: More bars than this say nothing; more charts than this nobody scrolls through.
_MOST_BARS, _MOST_CHARTS = 48, 4
_FIRST_COLUMN, _HEIGHT = 12, 20


class _Series(NamedTuple):
    """Bars of one colour: name, the first of their rows in the sheet (counted from 0), and the cells behind them."""

    name: str
    first: int
    cells: list[Cell]


class _Chart(NamedTuple):
    """What one chart shows."""

    title: str
    unit: str
    series: list[_Series]


def add_charts(book: Any, sheet: Any, table: Table, name: str, firsts: list[int]) -> None:
    """Charts to the right of a tidy sheet; `firsts`: the first row of each column of the table in the sheet."""
    charts = [chart for chart in _charts(table, firsts) if _can_be_drawn(chart)]
    charts.sort(key=lambda chart: -len(chart.series[0].cells))  # those that show most
    for n, wanted in enumerate(charts[:_MOST_CHARTS]):
        chart = book.add_chart({"type": "column"})
        for m, series in enumerate(wanted.series):
            chart.add_series(_bars(name, series, m))
        chart.set_title({"name": clean(wanted.title), "name_font": {"size": 11}, "overlay": False})
        chart.set_y_axis(
            {"name": clean(wanted.unit), "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}}
            | from_zero(
                number for part in wanted.series for cell in part.cells for number in (cell.low, cell.value, cell.high)
            )
        )
        chart.set_x_axis({"label_position": "low"})
        chart.set_legend({"position": "bottom"} if len(wanted.series) > 1 else {"none": True})
        chart.set_size({"width": 760, "height": 380})
        shown = ", ".join(series.name for series in wanted.series)
        about = clean(f"{wanted.title}. {wanted.unit}: {shown}.")[:500]
        sheet.insert_chart(2 + n * _HEIGHT, _FIRST_COLUMN, chart, {"description": about})


def _charts(table: Table, firsts: list[int]) -> list[_Chart]:
    """A chart per column where every section has the same rows, else one for rows and columns of one unit.

    Where heads of rows come back in another section, each section has charts of its own.
    """
    groups = row_groups(table)
    rows = [row for group in groups for row in group.rows]
    columns = list(zip(table.columns[1:], firsts, strict=True))
    if not rows or any(len(row.cells) != len(columns) for row in rows):
        return []
    alike = len(groups) > 1 and len({tuple(row.head for row in group.rows) for group in groups}) == 1
    if alike and not any(row.unit for row in rows):
        size = len(groups[0].rows)
        return [
            _Chart(
                f"{table.caption}: {column.head}",
                column.unit,
                [
                    _Series(group.head, first + k * size, [row.cells[n] for row in group.rows])
                    for k, group in enumerate(groups)
                ],
            )
            for n, (column, first) in enumerate(columns)
        ]
    charts: list[_Chart] = []
    start = 0
    repeated = len({row.head for row in rows}) < len(rows)  # the heads alone do not tell rows apart
    sections = [(group.head, group.rows) for group in groups] if repeated else [("", rows)]
    blocks = [(head, list(run)) for head, some in sections for _unit, run in groupby(some, lambda row: row.unit)]
    for head, block in blocks:
        for unit, same in groupby(enumerate(columns), key=lambda numbered: block[0].unit or numbered[1][0].unit):
            series = [
                _Series(column.head, first + start, [row.cells[n] for row in block]) for n, (column, first) in same
            ]
            parts = [table.caption, head, series[0].name if len(series) == 1 else ""]
            title = ": ".join(part for part in parts if part)
            charts.append(_Chart(title, unit, series))
        start += len(block)
    return charts


def _can_be_drawn(chart: _Chart) -> bool:
    """Whether it has a unit, numbers that differ or have a range, and no more bars than one can read."""
    cells = [cell for series in chart.series for cell in series.cells]
    numbers = {cell.value for cell in cells if cell.value is not None}
    says_something = len(numbers) > 1 or (bool(numbers) and any(cell.low is not None for cell in cells))
    return bool(chart.unit) and len(cells) <= _MOST_BARS and says_something


def from_zero(numbers: Iterable[float | None]) -> dict[str, float]:
    """The end of an axis at zero, since programs cut bars off that are much alike; none where they go both ways."""
    found = [number for number in numbers if number is not None]
    return {"min": 0.0} if all(number >= 0.0 for number in found) else {"max": 0.0} if max(found) <= 0.0 else {}


def _bars(name: str, series: _Series, n: int) -> dict[str, Any]:
    last = series.first + len(series.cells) - 1
    made: dict[str, Any] = {
        "name": clean(series.name)[:255],
        "categories": [name, series.first, 0, last, 0],
        "values": [name, series.first, 3, last, 3],
        "y_error_bars": {
            "type": "custom",
            "plus_values": [reach(cell.value, cell.high) for cell in series.cells],
            "minus_values": [reach(cell.low, cell.value) for cell in series.cells],
            "line": {"color": "#333333"},
        },
    }
    return made | look_of_bars(n)


def look_of_bars(n: int) -> dict[str, Any]:
    """Colour and filling of the bars of a series, counted from 0."""
    colour, pattern = _COLOURS[n % len(_COLOURS)], _PATTERNS[n % len(_PATTERNS)]
    border = {"border": {"color": colour}}
    if pattern:
        return border | {"pattern": {"pattern": pattern, "fg_color": colour, "bg_color": "#FFFFFF"}}
    return border | {"fill": {"color": colour}}


def reach(low: float | None, high: float | None) -> float:
    """How far the range goes to one side of the middle; nothing where one of both is missing."""
    return 0.0 if low is None or high is None else max(0.0, high - low)
