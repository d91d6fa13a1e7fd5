"""What the page gives to take along: spreadsheets that hold numbers, Word that knows its language."""

import io

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

import smartmix as sm
from results.figure_style import PlainTable
from results.ranged import Ranged
from results.report.excel_figure import figure_excel
from results.written_numbers import numbers_in
from smartmix.page.parts.document_files import paragraph_bytes


@pytest.mark.parametrize(
    ("text", "lang", "read"),
    [
        ("31% (12 to 55)", "en", (0.31, 0.12, 0.55, True)),
        ("+3,1 (−1,5 tot +1.006,3)", "nl", (3.1, -1.5, 1006.3, False)),
        ("1,234.5", "en", (1234.5, None, None, False)),
        ("450.000.000", "nl", (450e6, None, None, False)),
        ("<1%", "en", None),
        ("Mix 1", "nl", None),
        ("n/a", "en", None),
        ("2027-01-01", "nl", None),
    ],
)
def test_numbers_are_read_as_they_are_written(text: str, lang: str, read: object) -> None:
    assert numbers_in(text, lang) == read


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("unit", ["points", "share", "million_eur"])
def test_a_range_that_is_written_is_read_back(lang: str, unit: str) -> None:
    found = Ranged(-0.5e6, 0.25e6, 1.25e9, unit, is_change=True)  # pyright: ignore[reportArgumentType]
    read = numbers_in(found.text(lang), lang)
    assert read is not None and read.low is not None and read.high is not None
    assert read.low < 0 < read.middle < read.high


def test_a_figure_in_excel_holds_numbers_in_columns_of_their_own() -> None:
    table = PlainTable(
        "Praktijk", ["mix", "2030", "jaar"], [["Mix 1", "31% (12 tot 55)", "2.030"], ["Mix 2", "n.b.", "–"]]
    )
    sheet = openpyxl.load_workbook(io.BytesIO(figure_excel(table, "nl"))).active
    assert sheet is not None
    rows = [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert rows[0] == ["mix", "2030", "2030: laag", "2030: hoog", "jaar"]
    assert rows[1] == ["Mix 1", 0.31, 0.12, 0.55, 2030]
    assert rows[2] == ["Mix 2", "n.b.", None, None, "–"]
    assert sheet["B4"].number_format == "0.0%" and not sheet._charts


def test_a_figure_in_excel_has_a_chart_of_excel_with_its_ranges() -> None:
    table = PlainTable(
        "Praktijk",
        ["mix", "2025", "2030"],
        [["Mix 1", "3,0 (1,0 tot 8,5)", "4"], ["Mix 2", "n.b.", "5"]],
        "procentpunt",
    )
    book = openpyxl.load_workbook(
        io.BytesIO(figure_excel(table, "nl", "Staven per mix.", "Bron: SmartMix, verkenning"))
    )
    sheet = book.active
    assert sheet is not None and "Bron: SmartMix, verkenning" in [cell.value for cell in sheet["A"]]
    (chart,) = sheet._charts
    first, second = chart.series
    assert chart.y_axis.title.tx.rich.p[0].r[0].t == "procentpunt"
    for series, column, values in ((first, "B", [3, "n.b."]), (second, "E", [4, 5])):
        assert series.val.numRef.f == f"Getallen!${column}$4:${column}$5"
        assert [cell.value for (cell,) in sheet[f"{column}4:{column}5"]] == values
    assert [float(point.v) for point in first.errBars.plus.numLit.pt] == [5.5, 0]
    assert [float(point.v) for point in first.errBars.minus.numLit.pt] == [2, 0]


def test_the_paragraph_in_word_carries_its_language(tmp_path: object) -> None:
    compared = sm.compare("mix-1", draws=2, firms=120, last_year=2024, figures=False, out=f"{tmp_path}/run")
    word = docx.Document(io.BytesIO(paragraph_bytes(compared, "nl")))
    language = word.styles.element.find(".//" + qn("w:lang"))
    assert language is not None and language.get(qn("w:val")) == "nl-NL"
    assert word.core_properties.language == "nl-NL"
    assert len(word.inline_shapes) == 1 and "SmartMix" in " ".join(p.text for p in word.paragraphs)
