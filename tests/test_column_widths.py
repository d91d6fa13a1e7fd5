"""Tables of a report: which stay whole on a page, how wide their columns are, and where their numbers stand."""

import pytest

from results.blocks import Cell, Column, Row, Table
from results.report.column_widths import fits_page, letters, widths_of
from results.report.layout import number_columns

NUMBER = Cell("1,690 (1,616 to 1,760)", value=1690.0)


def made(head: str, rows: int, *cells: Cell) -> Table:
    """A table of equal rows."""
    columns = (Column("duty"), *(Column("firms") for _cell in cells))
    return Table("a", "A table", columns, tuple(Row(head, cells) for _n in range(rows)))


@pytest.mark.parametrize(("head", "is_whole"), [("All duties", True), ("All duties, yearly, with experience", False)])
def test_a_table_stays_whole_where_the_lines_of_its_heads_fit_a_page(head: str, is_whole: bool) -> None:
    assert fits_page(made(head, 50, *[NUMBER] * 5)) is is_whole


def test_a_long_head_keeps_a_line_of_words_beside_many_numbers() -> None:
    widths = widths_of(made("Conditions on government instruments", 8, *[NUMBER] * 7))
    assert widths[0] > 0.1 * sum(widths)


def test_no_number_beside_sentences_is_broken() -> None:
    """On 467 points between the margins, where a cell has 11 points of white; a digit of Calibri is 0.507 wide."""
    cells = tuple(
        Cell(text) for text in ("euro a year", "14,500", "52,200", "463,000", "K-12, K-2, K-1", "a word " * 30)
    )
    table = made("published.due-diligence.yearly.large", 12, *cells, Cell("assumed (unverified)"))
    widths = widths_of(table)
    points = [467 * width / sum(widths) - 11 for width in widths]
    for n, number in enumerate(("14,500", "52,200", "463,000"), start=2):
        wide = sum(0.507 if sign.isdigit() else 0.25 for sign in number)
        assert points[n] >= wide * letters(len(table.columns))


def test_a_column_without_any_number_stands_as_those_with_numbers() -> None:
    assert number_columns(made("Mix 1", 3, NUMBER, Cell("–"), Cell("assumed"))) == {1, 2}
