"""A memo is one A4 page and a slide one slide: opened after writing, in both languages."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import numpy as np
import openpyxl
import pptx
import pytest
from cli_calls import Call, caller, refused
from docx.oxml.ns import qn
from docx.shared import Cm
from pypdf import PdfReader

import smartmix as sm
from experiments.compare import Comparison
from results.blocks import Bullets, FigureBlock, Table
from results.compare.by_objective import shown_objectives
from results.memo.answer import answer_memo
from results.memo.comparison import comparison_memo
from results.memo.powerpoint import write_slide
from results.memo.slide import comparison_slide
from results.questions import answer, questions
from results.report.forms import write_report
from results.report.sources import named_sources

LANGUAGES = ("en", "nl")
HEADS = {
    "en": ["Question", "Finding", "Three things to keep in mind", "Sources", "How this was made"],
    "nl": ["Vraag", "Bevinding", "Drie dingen om te onthouden", "Bronnen", "Hoe dit is gemaakt"],
}


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """As many mixes as a memo takes."""
    out = tmp_path_factory.mktemp("memo") / "run"
    return sm.compare("mix-0", "mix-1", "mix-2", "mix-3", draws=8, firms=150, worlds="eu_law", out=out, figures=False)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("SMARTMIX_LANG", "en")
    return caller(capsys)


def texts(word: Any) -> Iterator[str]:
    """Every paragraph of a Word document, of its tables too, with plain blanks."""
    for paragraph in word.element.body.iter(qn("w:p")):
        yield (
            "".join(part.text or "" for part in paragraph.iter(qn("w:t"))).replace("\u00a0", " ").replace("\u2060", "")
        )


def pages(path: Path) -> list[str]:
    """The pages of a PDF as a search reads them."""
    return [page.extract_text() for page in PdfReader(path).pages]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_memo_in_word_has_its_parts_in_order_on_a4_in_its_language(
    compared: Comparison, lang: str, tmp_path: Path
) -> None:
    memo = comparison_memo(compared, lang)
    write_report(memo, "docx", tmp_path / "memo.docx")
    word = docx.Document(str(tmp_path / "memo.docx"))
    heads = [p.text for p in word.paragraphs if (p.style and p.style.name) == "Heading 1"]
    assert heads == HEADS[lang]
    section = word.sections[0]
    assert (round(section.page_width or 0, -4), round(section.page_height or 0, -4)) == (
        round(Cm(21), -4),
        round(Cm(29.7), -4),
    )
    assert not any(p.paragraph_format.page_break_before for p in word.paragraphs)
    found = word.styles.element.find(".//" + qn("w:lang"))
    assert found is not None and found.get(qn("w:val")) == {"nl": "nl-NL", "en": "en-GB"}[lang]
    assert word.core_properties.language == {"nl": "nl-NL", "en": "en-GB"}[lang]
    foot = "".join(p.text for p in section.footer.paragraphs)
    assert compared.folder.name in foot and {"nl": "Verkenning", "en": "Exploration"}[lang] in foot
    (shown,) = word.element.body.iter(qn("wp:docPr"))
    assert shown.get("descr") and shown.get("title")
    assert len(word.tables) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_memo_of_four_mixes_is_one_page_that_says_how_it_was_made(
    compared: Comparison, lang: str, tmp_path: Path
) -> None:
    write_report(comparison_memo(compared, lang), "pdf", tmp_path / "memo.pdf")
    (page,) = pages(tmp_path / "memo.pdf")
    settings = compared.manifest["settings"]
    for said in (compared.folder.name, "SmartMix 0.1.0", str(settings["seed"]), "2026", "2020"):
        assert said in page
    assert {"nl": "Beleidsnota Van voorlichten tot verplichten", "en": "Policy note Van voorlichten"}[lang] in " ".join(
        page.split()
    )


def test_a_memo_tells_the_finding_the_figure_and_the_table_by_world(compared: Comparison) -> None:
    memo = comparison_memo(compared, "en")
    blocks = [block for chapter in memo.chapters for block in chapter.blocks]
    (figure,) = (block for block in blocks if isinstance(block, FigureBlock))
    assert figure.picture.name.startswith("differences-practice-laggards")
    (table,) = (block for block in blocks if isinstance(block, Table))
    worlds = [row.head for row in table.rows if not row.cells]
    assert len(worlds) == len(compared.worlds) == 2 and all("%" in head for head in worlds)
    assert [row.head for row in table.rows if row.cells] == 2 * ["Mix 0", "Mix 1", "Mix 2", "Mix 3"]
    caveats = next(chapter for chapter in memo.chapters if chapter.key == "caveats").blocks[0]
    assert isinstance(caveats, Bullets) and len(caveats.points) == 3


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(key, marks=[pytest.mark.long] if place > 1 else [])
        for place, (key, _question) in enumerate(questions("en"))
    ],
)
def test_every_answer_to_parliament_is_a_memo_of_one_page(compared: Comparison, key: str, tmp_path: Path) -> None:
    given = answer(key, compared, "nl")
    write_report(answer_memo(given, compared, "nl"), "pdf", tmp_path / "memo.pdf")
    (page,) = pages(tmp_path / "memo.pdf")
    flat = re.sub(r"[\s\u00ad\u200b-]", "", page)
    for said in (given.question, given.sentences[0].text, *given.cannot):
        assert re.sub(r"[\s\u00ad\u200b-]", "", said) in flat


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slide_has_a_chart_to_edit_with_the_numbers_of_the_comparison(
    compared: Comparison, lang: str, tmp_path: Path
) -> None:
    write_slide(comparison_slide(compared, lang), tmp_path / "slide.pptx")
    show: Any = pptx.Presentation(str(tmp_path / "slide.pptx"))
    assert show.slide_width / show.slide_height == pytest.approx(16 / 9, rel=1e-3)
    (page,) = show.slides
    (frame,) = (shape for shape in page.shapes if shape.has_chart)
    objective = shown_objectives(compared)["practice_laggards"][0]
    changes = [
        view.changes(mix, objective.indicator, objective.group)
        for view in compared.worlds.values()
        for mix in compared.mixes[1:]
    ]
    low, middle, high = 100 * np.quantile(changes, (0.05, 0.5, 0.95), axis=1)
    first = next(iter(frame.chart.plots[0].series))
    assert np.allclose(first.values, middle)
    cached = [float(value.text) for value in first._element.iterfind(".//{*}errBars//{*}v")]
    assert np.allclose(cached, [*(high - middle), *(middle - low)])
    behind = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob)).active
    rows = [row[1:6] for row in behind.iter_rows(min_row=2, values_only=True)]
    assert [row[0] for row in rows] == 2 * ["Mix 0", "Mix 1", "Mix 2", "Mix 3"]
    assert np.allclose([(row[1], row[3], row[4]) for row in rows], np.transpose([middle, low, high]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slide_says_what_is_found_in_its_language_for_who_cannot_see_it_too(
    compared: Comparison, lang: str, tmp_path: Path
) -> None:
    write_slide(comparison_slide(compared, lang), tmp_path / "slide.pptx")
    show: Any = pptx.Presentation(str(tmp_path / "slide.pptx"))
    (page,) = show.slides
    assert [each.text_frame.text for each in page.placeholders] == [page.shapes.title.text_frame.text]
    assert {"en": "than under existing policy", "nl": "dan bij bestaand beleid"}[lang] in page.shapes.title.text
    (about,) = (shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in page.shapes if shape.has_chart)
    assert about.count("Mix 2") == 2 and about.count("%") == 2
    told = " ".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)
    assert {"en": "exploration, not a forecast", "nl": "verkenning, geen voorspelling"}[lang] in told
    notes = page.notes_slide.notes_text_frame.text
    assert compared.folder.name in notes and "S-105" not in notes and "Mix 2" in notes
    region = {"nl": "nl-NL", "en": "en-GB"}[lang]
    chart = next(shape.chart for shape in page.shapes if shape.has_chart)
    for part in (page._element, page.notes_slide._element, chart._chartSpace):
        texts = [each for each in part.iter() if each.tag.endswith("}r")]
        assert texts and {each.find("{*}rPr").get("lang") for each in texts} == {region}
    assert show.core_properties.language == region


def test_the_verb_slide_writes_beside_the_run(call: Call, compared: Comparison, tmp_path: Path) -> None:
    outcome = call("slide", compared.folder, "--quiet")
    assert outcome.out.split() == [str(compared.folder / "reports" / "slide.en.pptx")]
    assert call("verify", compared.folder).status == 0
    refused(call("slide", compared.folder, "mix-1"), "smartmix: slide: name one run folder")
    refused(call("slide", compared.folder, "--out", "it.pptx"), "--out", "it.pptx", "a folder")
    refused(call("slide", "mix-0", "mix-1", "mix-2", "mix-3", "mix-2-eu"), "1 to 4", "5")


def test_the_verb_writes_beside_the_run_or_where_it_is_told(call: Call, compared: Comparison, tmp_path: Path) -> None:
    outcome = call("memo", compared.folder, "--format", "docx", "--quiet")
    assert outcome.out.split() == [str(compared.folder / "reports" / "memo.en.docx")]
    assert call("verify", compared.folder).status == 0
    outcome = call(
        "memo", compared.folder, "--question", "goal-missed", "--format", "docx", "--out", tmp_path, "--quiet"
    )
    assert outcome.out.split() == [str(tmp_path / "memo-goal-missed.en.docx")]
    said = " ".join(texts(docx.Document(outcome.out.split()[0])))
    assert "Why was the 90% goal missed?" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["mix-0", "mix-1", "mix-2", "mix-3", "mix-2-eu"], ["1 to 4", "5"]),
        (["reference-2020"], ["1 to 4", "0"]),
        (["{run}", "mix-1"], ["one run folder"]),
        (["{run}", "--format", "html"], ["html", "docx"]),
        (["{run}", "--question", "goal-mised", "--format", "docx"], ["goal-missed"]),
        (["nowhere-2"], ["nowhere-2"]),
        (["{run}", "--out", "note.pdf"], ["--out", "note.pdf", "a folder"]),
    ],
)
def test_what_a_memo_cannot_be_made_of_is_refused(
    call: Call, compared: Comparison, words: list[str], told: list[str]
) -> None:
    refused(call("memo", *(word.format(run=compared.folder) for word in words)), *told)


@pytest.mark.parametrize("verb", ["memo", "slide"])
def test_a_run_of_another_kind_is_refused_without_an_option_that_there_is_not(
    call: Call, tmp_path: Path, verb: str
) -> None:
    plan = {"format": 1, "mixes": ["mix-1"], "firms": 100, "years": [2013], "parameters": {"kind": "prior", "count": 1}}
    sm.sweep(plan, out=tmp_path / "swept")
    outcome = call(verb, tmp_path / "swept")
    refused(outcome, "a run of 'sweep'", "a memo or slide needs a comparison, made by 'smartmix compare'")
    assert "--with" not in outcome.err


def test_an_unknown_question_is_refused_before_mixes_are_compared(call: Call, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused(call("memo", "mix-1", "--question", "goal-mised", "--draws", "1", "--firms", "100"), "goal-missed")
    assert list(tmp_path.iterdir()) == []


def test_sources_are_named_with_their_date_and_their_ids() -> None:
    named = named_sources(["S-020", "S-033", "K-1"], "en")
    assert len(named) == 2
    assert "October 2020" in named[0] and "(S-020, S-033)" in named[0]
    assert "K-1: duurzaam-ondernemen.nl" in named[1]
