"""Each form of the report is opened after writing: its headings, words and numbers are those of the document."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader
from report_documents import NASTY, nasty, picture, sample

from results.blocks import (
    Bullets,
    Cell,
    Chapter,
    Code,
    Column,
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    Row,
    Table,
    plain,
)
from results.report.forms import FORMS, write_report
from results.report.layout import mark_words
from results.report.pdf import page_images
from simulation.problems import InputProblem

type Write = Callable[[Document, str], Path]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Writes a document in a form; the path."""

    def write(document: Document, form: str) -> Path:
        path = tmp_path_factory.mktemp("report") / f"report.{document.lang}.{form}"
        write_report(document, form, path)
        assert [p.name for p in path.parent.iterdir()] == [path.name], "nothing left beside it"
        return path

    return write


def texts_of(document: Document) -> list[str]:
    """Every text that a reader of any form but Excel must find."""
    found = [document.title, document.run]
    for chapter in document.chapters:
        found.append(chapter.title)
        for block in chapter.blocks:
            match block:
                case Heading():
                    found.append(block.text)
                case Paragraph():
                    found += [sentence.text for sentence in block.sentences]
                case Bullets():
                    found += [sentence.text for point in block.points for sentence in point]
                case Table():
                    found += [block.caption, block.note, *block.sources, *(c.head for c in block.columns)]
                    found += [row.head for row in block.rows]
                    found += [text for row in block.rows for cell in row.cells for text in (cell.text, cell.second)]
                case Code():
                    found += [block.text, block.caption]
                case _:
                    found += [block.picture.title, block.picture.table.caption, *block.picture.table.lines[0]]
    return [text for text in found if text]


def squeezed(text: str) -> str:
    """Without white space, and without the hyphens and the sign for missing letters that typesetting may add."""
    return re.sub(r"[\s\u00ad\u200b\x00-\x1f\ufffd🚀-]", "", text)


def holds_all(text: str, document: Document) -> None:
    inside = squeezed(text)
    missing = [part for part in texts_of(document) if squeezed(part) not in inside]
    assert not missing


class Page(HTMLParser):
    """What a page holds, as a browser reads it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [given for tag, given in self.tags if tag in names]


def page_text(path: Path) -> str:
    return Page(path.read_text("utf-8")).text


def word_text(path: Path) -> str:
    word: Any = docx.Document(str(path))
    body = "\n".join(
        "".join(t.text or "" for t in p.iter(qn("w:t"), qn("w:br"))) for p in word.element.body.iter(qn("w:p"))
    )
    return body + "\n" + word.sections[0].footer.paragraphs[0].text


def pdf_text(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.parametrize("make", [sample, nasty], ids=["sample", "nasty"])
@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_every_text_comes_out_as_text(written: Write, form: str, make: Callable[[], Document]) -> None:
    path = written(make(), form)
    read = {"html": page_text, "docx": word_text, "pdf": pdf_text}[form]
    holds_all(read(path), make())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_an_empty_report_can_be_written(written: Write, form: str, lang: str) -> None:
    assert written(Document("Empty", lang, "run", (Chapter("one", "One", ()),)), form).stat().st_size


def test_an_unknown_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match=r"odt.*html, docx, xlsx, pdf"):
        write_report(sample(), "odt", tmp_path / "report.en.odt")
    assert not list(tmp_path.iterdir())


# --- HTML ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_is_accessible_as_far_as_its_markup_tells(written: Write, lang: str) -> None:
    page = Page(written(sample(lang), "html").read_text("utf-8"))
    assert page.all("html")[0]["lang"] == lang
    levels = [int(tag[1]) for tag, _given in page.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(page.all(name) for name in ("header", "main", "nav", "footer"))
    ids = [given["id"] for _tag, given in page.tags if "id" in given]
    assert len(ids) == len(set(ids))
    pointed = [given["href"].removeprefix("#") for given in page.all("a") if given["href"]]
    pointed += [
        name
        for _t, given in page.tags
        for key in ("aria-labelledby", "aria-describedby")
        for name in (given.get(key) or "").split()
    ]
    assert set(pointed) <= set(ids)
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(given.get("scope") in ("col", "row", "rowgroup") for given in page.all("th"))
    assert all(given.get("role") == "img" and given.get("aria-label") for given in page.all("svg"))
    assert all(words in page.text for words in mark_words(lang).values())


@pytest.mark.parametrize("make", [sample, nasty], ids=["sample", "nasty"])
def test_page_refers_to_nothing_outside_itself(written: Write, make: Callable[[], Document]) -> None:
    text = written(make(), "html").read_text("utf-8")
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!#)", text)
    page = Page(text)
    assert not page.all("script", "link", "iframe", "img", "object")
    assert all(str(given.get("href", "#")).startswith("#") for _tag, given in page.tags)


def test_numbers_can_be_traced_in_the_page(written: Write) -> None:
    page = Page(written(sample(), "html").read_text("utf-8"))
    traced = [given["data-query"] for _tag, given in page.tags if "data-query" in given]
    assert traced == ["31 = levels / mix-1 / practice / goal90 / 2030 / p50"] * 3


# --- Word ------------------------------------------------------------------------------------------------------


def test_word_has_headings_tables_and_descriptions(written: Write) -> None:
    document = sample("nl")
    word: Any = docx.Document(str(written(document, "docx")))
    found = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert found == [
        ("Title", document.title),
        ("Heading 1", "The first page"),
        ("Heading 1", "Per objective"),
        ("Heading 2", "Practice"),
        ("Heading 3", "Deeper"),
        ("Heading 1", "Method"),
    ]
    assert [table.style.name for table in word.tables] == ["Table Grid"] * 3
    first = word.tables[0]
    assert [cell.text for cell in first.rows[0].cells] == ["mix", "practice (%)", "speed (year)", "what is said"]
    assert first.rows[2].cells[1].text == "31% (12\u00a0to\u00a055)\n+4 (−1\u00a0to\u00a0+9)"
    assert first.rows[3].cells[3].text.strip() == f"[{mark_words('nl')['policy']}]"
    assert all(t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for t in word.tables)
    assert all(t._tbl.tblPr.find(qn("w:tblCaption")) is not None for t in word.tables)
    pictures = list(word.element.body.iter(qn("wp:docPr")))
    assert [p.get("descr") for p in pictures] == ["Two bars: Bars."]
    properties = word.core_properties
    assert (properties.title, properties.language) == (document.title, "nl-NL")
    assert word.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "nl-NL"
    foot = word.sections[0].footer._element
    assert document.run in "".join(t.text for t in foot.iter(qn("w:t")))
    assert [t.text.strip() for t in foot.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_every_figure_in_word_has_its_caption_but_that_of_a_memo(written: Write) -> None:
    shown = (FigureBlock(picture()), FigureBlock(picture("more", "More bars"), with_numbers=False))
    for is_memo, captions in ((False, ["Figure 1. Bars", "Figure 2. More bars"]), (True, [])):
        document = Document("Figures", "en", "run-1", (Chapter("one", "One", shown),), is_memo=is_memo)
        word: Any = docx.Document(str(written(document, "docx")))
        found = [p.text for p in word.paragraphs if p.style.name == "Caption"]
        assert found == captions
        assert [p.get("title") for p in word.element.body.iter(qn("wp:docPr"))] == ["Bars", "More bars"]


# --- Excel -----------------------------------------------------------------------------------------------------


def test_workbook_holds_the_numbers(written: Write) -> None:
    document = sample()
    book = openpyxl.load_workbook(written(document, "xlsx"))
    assert book.sheetnames == ["Contents", "matrix", "bars", "questions", "Queries"]
    sheet: Any = book["matrix"]
    lines = [dict(zip((c.value for c in sheet[3]), (c.value for c in row), strict=True)) for row in sheet.iter_rows(4)]
    table = document.tables()[0]
    cells = [
        (row.head, column.head, row.cells[n])
        for n, column in enumerate(table.columns[1:])
        for row in table.rows
        if row.cells
    ]
    assert [(line["mix"], line["column"]) for line in lines] == [(head, column) for head, column, _cell in cells]
    for line, (_head, _column, cell) in zip(lines, cells, strict=True):
        assert (line["middle"], line["low"], line["high"]) == (cell.value, cell.low, cell.high)
        assert line["as written in the report"] == (cell.text or None)
        assert line["Sources"] == "S-020, P-B3"
    assert [line["unit"] for line in lines][:3] == ["%", "%", "%"]
    assert {str(line["section"]) for line in lines} == {"New policy", "Nothing new"}
    assert sheet.freeze_panes == "B4"
    assert len(sheet._charts) == 2
    assert sheet._charts[0].series[0].val.numRef.f == "matrix!$D$4:$D$6"
    assert book["questions"]["B4"].value == f"the minister\n[{mark_words('en')['source']}]"
    front = [str(cell.value) for row in book["Contents"].iter_rows() for cell in row if cell.value]
    assert {"A made-up report", "Which mix moves firms?", "matrix", "Mixes beside objectives"} <= set(front)
    assert any("Exploration, not a forecast" in text and document.run in text for text in front)


def test_workbook_holds_the_query_of_every_number(written: Write) -> None:
    document = sample()
    sheet = openpyxl.load_workbook(written(document, "xlsx"))["Queries"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(4)]
    assert len(rows) == len(document.asked()) == 3
    assert rows[0][:7] == ["31", "levels", "mix-1", "practice", "goal90", 2030, "p50"]


def charts_of(written: Write, table: Table) -> list[Any]:
    """The charts beside a table, each as a list of (name of the series, its cells)."""
    document = Document("Charts", "en", "run", (Chapter("one", "One", (table,)),))
    sheet: Any = openpyxl.load_workbook(written(document, "xlsx"))[table.key]
    return [[(series.tx.v, series.val.numRef.f) for series in chart.series] for chart in sheet._charts]


def test_charts_compare_sections_that_have_the_same_rows(written: Write) -> None:
    rows = [Row(mix, (Cell("1", 1.0, 0.5, 2.0), Cell("n/a"))) for mix in ("a", "b")]
    table = Table(
        "alike",
        "Alike",
        (Column("mix"), Column("level", "%"), Column("chance", "%")),
        (Row("First"), *rows, Row("Second"), *rows),
    )
    assert charts_of(written, table) == [[("First", "alike!$D$4:$D$5"), ("Second", "alike!$D$6:$D$7")]]


def test_a_chart_says_of_which_section_it_is_and_its_bars_begin_at_zero(written: Write) -> None:
    def row(head: str, *numbers: float) -> Row:
        return Row(head, tuple(Cell(str(n), n, n - 0.1, n + 0.1) for n in numbers), "%")

    above, below = row("cost", 27.0, 30.0), row("gap", 5.0, -5.0)
    table = Table(
        "by-world",
        "Costs",
        (Column("what"), Column("Mix 1"), Column("Mix 2")),
        (Row("Law"), above, Row("No law"), below, above),
    )
    document = Document("Charts", "en", "run", (Chapter("one", "One", (table,)),))
    sheet: Any = openpyxl.load_workbook(written(document, "xlsx"))["by-world"]
    titles = ["".join(run.t for part in chart.title.tx.rich.p for run in part.r or []) for chart in sheet._charts]
    assert titles == ["Costs: No law", "Costs: Law"]  # that of most rows first
    assert [chart.y_axis.scaling.min for chart in sheet._charts] == [None, 0.0]


def test_charts_take_rows_with_the_same_unit_together(written: Write) -> None:
    cells = (Cell("1", 1.0), Cell("2", 2.0))
    table = Table(
        "units",
        "Units",
        (Column("what"), Column("mix-1"), Column("mix-2")),
        (Row("a", cells, "%"), Row("b", cells, "%"), Row("c", cells, "euro"), Row("d", cells)),
    )
    assert charts_of(written, table) == [
        [("mix-1", "units!$D$4:$D$5"), ("mix-2", "units!$D$8:$D$9")],
        [("mix-1", "units!$D$6"), ("mix-2", "units!$D$10")],
    ]


def test_workbook_takes_nasty_text_as_text(written: Write) -> None:
    book = openpyxl.load_workbook(written(nasty(), "xlsx"))
    assert len({name.lower() for name in book.sheetnames}) == len(book.sheetnames)
    assert all(len(name) <= 31 for name in book.sheetnames)
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert NASTY in values
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


# --- PDF -------------------------------------------------------------------------------------------------------


def structure(reader: PdfReader) -> list[Any]:
    """All elements of the tree that screen readers use."""
    found: list[Any] = []
    waiting: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]  # type: ignore[index]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            found.append(node)
            waiting += [node["/K"]] if "/K" in node else []
    return found


def test_pdf_is_tagged_and_has_an_outline(written: Write) -> None:
    document = sample("nl")
    reader = PdfReader(written(document, "pdf"))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "nl-NL"
    assert reader.metadata is not None and reader.metadata.title == document.title
    assert reader.xmp_metadata is not None and b"pdfuaid" in root["/Metadata"].get_object().get_data()
    outline: list[Any] = []
    for entry in reader.outline:
        outline += entry if isinstance(entry, list) else [entry]
    titles = [item.title for item in outline if not isinstance(item, list)]
    assert [chapter.title for chapter in document.chapters] == [
        t for t in titles if t not in ("Practice", "Inhoud", "Contents")
    ]
    nodes = structure(reader)
    assert "Two bars: Bars." in {str(node["/Alt"]) for node in nodes if "/Alt" in node}
    kinds = {str(node.get("/S")) for node in nodes}
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/Figure", "/Caption"} <= kinds
    for number, page in enumerate(reader.pages, start=1):
        text = squeezed(page.extract_text())
        assert squeezed(document.run) in text and text.endswith(f"{number}/{len(reader.pages)}")


def test_a_number_and_a_range_are_found_in_a_pdf_on_one_line(written: Write) -> None:
    """However the words before them push them to the end of a line, in a paragraph and in a narrow cell."""
    said = ("450.000.000", "12 tot 55", "€ 1,2 miljoen", "−14 tot +5")
    lines = tuple(f"{'woord ' * n}{' en '.join(said)}." for n in range(6, 20))
    table = Table("t", "t", tuple(Column("x") for _ in range(5)), (Row("450.000.000", tuple(Cell(s) for s in said)),))
    document = Document("Getallen", "nl", "run", (Chapter("c", "C", (*(Paragraph(plain(s)) for s in lines), table)),))
    found = pdf_text(written(document, "pdf"))
    for text in said:
        assert found.count(text) >= len(lines) + 1, text


def test_pdf_uses_only_fonts_that_come_with_the_program(written: Write) -> None:
    reader = PdfReader(written(nasty(), "pdf"))
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert all(name.startswith(("Libertinus", "DejaVu")) for name in fonts), fonts


def test_pages_can_be_looked_at() -> None:
    assert all(page.startswith(b"\x89PNG") for page in page_images(sample(), 20))
