"""The policy chapters of the report: numbers that can be asked again, nothing empty, no choice made."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from experiments.compare import Comparison, mixes_of, run_comparison
from experiments.posterior import load_posterior
from experiments.settings import CompareSettings
from results.blocks import Bullets, Chapter, Document, FigureBlock, Paragraph, Table
from results.language import LANGUAGES
from results.number_format import chance
from results.queries import ask
from results.report import evaluation, iak, leaflet, method, policy_compass, theory_of_change
from results.report.policy_text import load_texts
from results.report.shipped import shipped_number, validation
from results.report.sources import known_sources, sources_of, unknown_sources
from results.report.theory_of_change_figure import flow_picture, flows
from results.traced import Asked
from results.words import short_names
from scenarios.instrument_format import KINDS, LawInstrument
from simulation.indicators import INDICATORS

ROOT = Path(__file__).resolve().parent.parent
MODULES = (theory_of_change, evaluation, policy_compass, iak, leaflet, method)

OWN = """
format: 1
id: own-mix
extends: mix-0
name: {en: "My mix, with letters", nl: "Mijn mix, met brieven"}
description: {en: A mix of my own., nl: Een eigen mix.}
sources: [S-130]
instruments:
  my-office:
    kind: support_office
    name: {en: My own office, nl: Mijn eigen steunpunt}
    sources: [S-190]
    in_force: 2021Q1
    advisers: 5
    evidence: {advisers: {grade: assumed, note: {en: A guess., nl: Een gok.}}}
"""


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    folder = tmp_path_factory.mktemp("policy")
    (folder / "own-mix.yaml").write_text(OWN, encoding="utf-8")
    settings = CompareSettings(
        mixes=("mix-2", str(folder / "own-mix.yaml")), firms=120, draws=3, first_year=2021, last_year=2024
    )
    return run_comparison(settings, folder / "run", workers=1)


@pytest.fixture(scope="module")
def chapters(comparison: Comparison) -> dict[str, list[Chapter]]:
    return {lang: [module.chapter(comparison, lang) for module in MODULES] for lang in LANGUAGES}


def answer(comparison: Comparison, asked: Asked) -> float | None:
    query = asked.query
    return shipped_number(query.indicator) if query.kind == "shipped" else ask(comparison, query)


def written(text: str, lang: str) -> tuple[float, float]:
    """The number as it stands there, and half of its last digit."""
    bare = text.strip("+%")
    thousands, point = (".", ",") if lang == "nl" else (",", ".")
    bare = bare.replace(thousands, "").replace(point, ".")
    digits = len(bare.partition(".")[2])
    return float(bare), 0.5000001 * 10.0**-digits


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_asked_again_equal_the_text(comparison: Comparison, chapters, lang: str) -> None:
    asked = Document("", lang, "", tuple(chapters[lang])).asked()
    kinds = {one.query.kind for one in asked}
    assert len(asked) > 100 and {"levels", "shipped", "reached", "settings", "parameters"} <= kinds
    for one in asked:
        value = answer(comparison, one)
        if value is None:
            assert one.text in ("n/a", "n.b.")
        elif one.text.startswith(("<", ">")):
            assert one.text == chance(value, lang)
        else:
            number, half = written(one.text, lang)
            scales = (1.0, 100.0, 1e5, 1e-6, 1e-3)  # counts and shares, per turnover, million euro, thousand firms
            assert any(abs(value * scale - number) <= half for scale in scales), f"{one.text} for {one.query}: {value}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_chapter_and_no_cell_is_empty(chapters, lang: str) -> None:
    for chapter in chapters[lang]:
        assert chapter.title and chapter.blocks
        for block in chapter.blocks:
            match block:
                case Table():
                    assert block.rows and block.caption
                    for row in block.rows:
                        assert len(row.cells) == len(block.columns) - 1
                        assert all(cell.text or cell.mark == "policy" for cell in row.cells), row
                case Paragraph():
                    assert all(sentence.text for sentence in block.sentences)
                case Bullets():
                    assert block.points
                case FigureBlock():
                    assert block.picture.description and block.picture.table.lines
                case _:
                    assert block.text


def test_the_languages_say_the_same_with_other_words(chapters) -> None:
    for english, dutch in zip(chapters["en"], chapters["nl"], strict=True):
        assert english.key == dutch.key and len(english.blocks) == len(dutch.blocks)
    for name in ("policy_compass", "iak", "leaflet", "method"):
        for section in load_texts(name).values():
            for line in section.lines:
                assert line.text is None or (
                    line.text.en != line.text.nl
                    and set(re.findall(r"{\w+}", line.text.en)) == set(re.findall(r"{\w+}", line.text.nl))
                )


def tables(chapter: Chapter) -> dict[str, Table]:
    return {block.key: block for block in chapter.blocks if isinstance(block, Table)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_preferred_option_is_never_filled_in(chapters, lang: str) -> None:
    compass = tables(chapters[lang][2])
    assert list(compass) == [f"compass-{key}" for key in ("problem", "goal", "options", "consequences", "preference")]
    (row,) = compass["compass-preference"].rows
    assert [(cell.text, cell.mark) for cell in row.cells] == [("", "policy")]
    marks = {cell.mark for table in compass.values() for row in table.rows for cell in row.cells}
    assert marks == {"model", "source", "policy"}
    annex = tables(chapters[lang][3])["iak"]
    assert len(annex.rows) == 7
    instrument = annex.rows[5].cells[-1]
    assert (instrument.text, instrument.mark) == ("", "policy")
    empty = [row.head for row in annex.rows for cell in row.cells if not cell.text]
    assert empty == [annex.rows[5].head]


def test_the_questions_are_worded_as_the_government_words_them() -> None:
    asked = [section.title.nl for section in load_texts("policy_compass").values()]
    assert asked == [
        "1. Wat is het probleem?",
        "2. Wat is het beoogde doel?",
        "3. Wat zijn opties om het doel te realiseren?",
        "4. Wat zijn de gevolgen van deze opties?",
        "5. Wat is de voorkeursoptie?",
    ]
    assert [section.title.nl for section in load_texts("iak").values()] == [
        "1. Wat is de aanleiding?",
        "2. Wie zijn betrokken?",
        "3. Wat is het probleem?",
        "4. Wat is het doel?",
        "5. Wat rechtvaardigt overheidsinterventie?",
        "6. Wat is het beste instrument?",
        "7. Wat zijn de gevolgen?",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_instrument_of_the_mixes_has_an_evaluation_row(comparison: Comparison, chapters, lang: str) -> None:
    table = tables(chapters[lang][1])["evaluation"]
    held = " ".join(row.cells[0].text for row in table.rows)
    for mix in mixes_of(comparison).values():
        for key, item in mix.instruments.items():
            never = isinstance(item, LawInstrument) and item.in_force == "never"
            name = getattr(item.name, lang) if item.name else key
            assert never or name in held, f"{mix.id}: {key}"
    own = short_names(comparison, lang)["own-mix"]  # its name, or its id where that is too long
    assert {"en": f"My own office ({own})", "nl": f"Mijn eigen steunpunt ({own})"}[lang] in held


def test_evaluation_knows_every_kind_and_only_indicators_that_exist() -> None:
    entries = evaluation.load_evaluations()
    assert set(entries) == {*KINDS, "due_diligence_law", "transparency_law"} - {"law"}
    assert {name for entry in entries.values() for name in entry.indicators} <= set(INDICATORS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_figure_names_each_instrument_with_its_reach(comparison: Comparison, lang: str) -> None:
    picture = flow_picture(comparison, lang)
    assert "<svg" in picture.svg and picture.png.startswith(b"\x89PNG")
    table = tables(theory_of_change.chapter(comparison, lang))["theory-of-change"]
    assert len(picture.table.lines) == 4
    for flow, row in zip(flows(comparison, lang), table.rows, strict=True):
        assert flow.name == row.head and flow.name in picture.description
        assert all(cell.text in picture.description for cell in row.cells[3:])


def test_edges_are_those_of_the_run(comparison: Comparison) -> None:
    weights = {flow.edge: flow.weights for flow in flows(comparison, "en")}
    assert weights["inform"] == {"awareness": 1.0, "commitment": 0.0, "embedding": 0.0}  # S-219
    assert weights["law"] == {"awareness": 0.0, "commitment": 0.0, "embedding": 1.0}
    settings = comparison.manifest["settings"] | {"variants": {"edges": "half-effects"}}
    other = replace(comparison, manifest=comparison.manifest | {"settings": settings})
    table = tables(theory_of_change.chapter(other, "en"))["theory-of-change"]
    assert "0.5" in {cell.text for row in table.rows for cell in row.cells[:3]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_source_can_be_looked_up(chapters, lang: str) -> None:
    assert not unknown_sources(chapters[lang])
    assert len(sources_of(chapters[lang])) > 40


def test_sources_agree_with_their_page() -> None:
    page = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| ([SPKN]-\w+) \| (.*?) \|", page, flags=re.MULTILINE))
    assert list(known_sources()) == list(listed)
    for name, source in known_sources().items():
        if name.startswith("S"):
            assert listed[name] == "idem" or listed[name] in source.place
        else:
            assert all(place in listed[name] for place in source.place.split(", ")), name


def test_method_lists_what_other_chapters_name(comparison: Comparison, chapters) -> None:
    made = method.chapter(comparison, "en", chapters["en"][:5])
    rows = [row.head for row in tables(made)["sources"].rows]
    assert set(sources_of(chapters["en"][:5])) <= set(rows) and "S-214" in rows
    assert "smartmix compare" in str(made.blocks) and json.dumps(comparison.manifest["seed"]) in str(made.blocks)


def test_the_validation_is_that_of_the_posterior_that_ships() -> None:
    assert validation()["posterior"] == load_posterior().fingerprint


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_leaflet_says_what_failed(comparison: Comparison, chapters, lang: str) -> None:
    row = next(row for row in tables(chapters[lang][4])["leaflet"].rows if row.head.startswith("Valid"))
    text = row.cells[0].text
    failed = [*validation()["failed"].values()]
    assert failed and all(sign["statement"][lang] in text for sign in failed)
    assert all(fact["name"][lang] in text for fact in validation()["missed"].values())
    assert comparison.folder.name in str(chapters[lang][4].blocks)


def test_texts_hold_no_figures_of_their_own() -> None:
    """Years, numbers of footnotes and mixes, and names are no figures."""
    for name in ("policy_compass", "iak", "leaflet", "method", "evaluation"):
        texts = yaml.safe_load((ROOT / "results" / "report" / f"{name}.yaml").read_text(encoding="utf-8"))
        for text in re.findall(r"'(?:en|nl)': ['\"](.*?)['\"][,}]", str(texts)):
            rest = re.sub(r"\b(19|20)\d\d\b|EUPL-1\.2|5–95|^\d\. ", "", text)
            assert not re.search(r"\d", rest), text
