"""What a comparison shows, on one small real comparison."""

import io
import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from importlib.metadata import version
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from PIL import Image
from rich.console import Console

from experiments.compare import run_comparison
from experiments.run_folder import run_hash
from experiments.settings import CompareSettings
from results.compare.conclusion import caveats, conclusion
from results.compare.first_table import comparison_table
from results.compare.folder import write_results
from results.compare.form import SCHEMA, CompareForm, comparison_json, schema_text
from results.compare.rows import chance_rows, compare_rows
from results.compare.table import text_sections, whole_table
from results.compare.text import cell_text, head_lines
from results.figure_style import spread
from results.figures import pictures
from results.number_format import chance, day_words, shown
from results.queries import ask
from results.ranged import Ranged
from results.shipped_names import shipped_short_names
from results.words import Words, group_words, indicator_words, short_name, short_names
from scenarios.library import list_mixes, load_mix
from simulation.indicators import GROUPS, INDICATORS

LANGUAGES = ("en", "nl")
SVG, DUBLIN = "{http://www.w3.org/2000/svg}", "{http://purl.org/dc/elements/1.1/}"
SMALL = CompareSettings(draws=3, firms=150, first_year=2022, last_year=2025, prior=True)


@pytest.fixture(scope="session")
def comparison(tmp_path_factory):
    return run_comparison(SMALL, tmp_path_factory.mktemp("comparison") / "run", workers=1)


@pytest.fixture(scope="session")
def alone(tmp_path_factory):
    """The baseline compared with nothing."""
    settings = CompareSettings(mixes=(), draws=2, firms=150, first_year=2024, last_year=2024, prior=True)
    return run_comparison(settings, tmp_path_factory.mktemp("alone") / "run", workers=1)


def finished_copy(comparison, lang, folder, **options):
    """The comparison in a folder of its own, with everything written: a folder is closed once."""
    copy = replace(comparison, folder=shutil.copytree(comparison.folder, folder / "run"))
    write_results(copy, lang, **options)
    return copy.folder


@pytest.fixture(scope="session", params=LANGUAGES)
def written(request, comparison, tmp_path_factory):
    """(language, page, folder) after everything has been written in that language."""
    folder = finished_copy(comparison, request.param, tmp_path_factory.mktemp("written"))
    return request.param, (folder / "index.html").read_text(encoding="utf-8"), folder


class Outline(HTMLParser):
    """Tags, ids, and tables of a page."""

    VOID = ("meta", "br", "link", "img", "hr", "input", "col")

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.wrong = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


def outline(text):
    parser = Outline()
    parser.feed(text)
    return parser


def test_folder_is_finished(written):
    _lang, _page, folder = written
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    figures = [f"figures/{p}" for p in ("endorsement", "stages", "practice-reported", "burden-practice")]
    expected = {"summary.csv", "index.html", "manifest.json", *(f + e for f in figures for e in (".svg", ".png"))}
    assert expected <= names
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert expected - {"manifest.json"} <= set(listed)
    for name in figures:
        assert (folder / f"{name}.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
        assert "<text" in (folder / f"{name}.svg").read_text(encoding="utf-8")


def test_figures_say_where_they_come_from(written):
    """In the picture and in the file: version, run, mixes, draws, future, and that it explores."""
    lang, _page, folder = written
    run = run_hash(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
    future = {"en": "As seen in October 2020", "nl": "Zoals gezien in oktober 2020"}[lang]
    says = [version("smartmix"), run, "Mix 1", "Mix 3", "3 ", future, {"en": "exploration", "nl": "verkenning"}[lang]]
    figures = sorted((folder / "figures").glob("*.svg"))
    assert len(figures) >= 6
    for file in figures:
        with Image.open(file.with_suffix(".png")) as png:
            words = dict(png.text)  # type: ignore[attr-defined]
        assert words["Title"] and words["Description"] and words["Disclaimer"] in words["Source"]
        svg = ElementTree.fromstring(file.read_text(encoding="utf-8"))
        drawn = " ".join("".join(text.itertext()) for text in svg.iter(f"{SVG}text"))
        assert svg.findtext(f"{SVG}title") == words["Title"] and words["Source"] in svg.findtext(f"{SVG}desc")
        assert words["Identifier"] == svg.findtext(f".//{DUBLIN}identifier") == f"smartmix:{run}"
        for text in (words["Source"], svg.findtext(f".//{DUBLIN}source"), drawn):
            assert all(part in text for part in says), (file.name, text)


def test_page_is_sound_html_that_needs_nothing_else(written):
    lang, text, _folder = written
    found = outline(text)
    assert not found.wrong and not found.open
    assert found.all("html")[0]["lang"] == lang
    assert "http:" not in text and "https:" not in text and "@import" not in text
    assert not [tag for tag, attrs in found.tags if tag in ("script", "link", "img", "iframe") or "src" in attrs]
    ids = [attrs["id"] for _tag, attrs in found.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert all(a["href"][1:] in ids for a in found.all("a"))


def test_page_can_be_read_without_seeing_it(written):
    found = outline(written[1])
    assert len(found.all("h1")) == 1
    levels = [int(tag[1]) for tag, _attrs in found.tags if re.fullmatch(r"h\d", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(found.all("caption")) == len(found.all("table"))
    assert all("scope" in attrs for attrs in found.all("th"))
    drawings = [attrs for attrs in found.all("svg") if attrs.get("role") == "img"]
    assert len(drawings) == 6 and all(attrs["aria-label"] and attrs["aria-describedby"] for attrs in drawings)
    assert found.tags[[tag for tag, _ in found.tags].index("body") + 1][1]["class"] == "skip"


def test_page_starts_with_the_answer_and_keeps_the_chains_for_later(written):
    text = written[1]
    first_screen = text[text.index("<h1") : text.index('id="table"')]
    assert 'class="conclusion"' in first_screen
    assert "S-105" not in first_screen and "S-105" in text[text.index('id="method"') :]


def test_numbers_in_the_table_are_those_of_the_summary(comparison):
    for row in compare_rows(comparison):
        for mix, cell in row.cells.items():
            if not isinstance(cell.level, Ranged):
                continue
            for found, kind in ((cell.level, "levels"), (cell.difference, "differences")):
                if found is not None:
                    value = comparison.summary.value(mix, row.indicator, row.group, row.year, kind)
                    assert [found.p05, found.p50, found.p95] == [value[part] for part in ("p05", "p50", "p95")]
            text = cell_text(cell, "en")
            assert text.level.startswith(shown(cell.level.p50, row.unit, "en", cell.level.decimals))


def test_table_has_what_a_policy_officer_asks(comparison):
    rows = compare_rows(comparison)
    groups = ["started_laggard", "started_peloton", "started_leader"]
    assert [row.group for row in rows if row.section == "who_moves"] == [f"goal90_{group}" for group in groups]
    assert [row.group for row in rows if row.section == "all_firms"] == groups
    assert [row.year for row in rows if row.key == "endorsement"] == [2023, 2025]
    shown_indicators = {row.indicator for row in rows}
    assert {"practice", "reported", "paper_gap", "government_cost_eur", "supervisor_fte"} <= shown_indicators
    assert "chain_risk_index" not in shown_indicators
    pairs = chance_rows(comparison)
    assert len(pairs) == 10 and all(
        0 <= value <= 1 for *_names, values in pairs for value in values if value is not None
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [80, 120])
def test_table_fits_the_terminal(comparison, lang, width):
    console = Console(width=width, record=True, file=io.StringIO())
    console.print(comparison_table(comparison, lang))
    console.print(whole_table(comparison, lang))
    text = console.export_text()
    assert max(map(len, text.splitlines())) <= width
    assert "90% interval" not in text
    assert not re.search(r"[)●][+−\d]", text), "columns stand apart"
    for section in text_sections(comparison, lang):
        for row in section.rows:
            for cell in row.cells.values():
                for part in re.split(r" (?=\()", cell.level):  # a level, and its range, break over no line
                    assert part in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_of_the_conclusion_answers_its_query(comparison, lang):
    sentences = conclusion(comparison, lang)
    assert 5 <= len(sentences) <= 9
    names = sorted(short_names(comparison, lang).values(), key=len, reverse=True)
    for sentence in sentences:
        rest = sentence.text
        for name in names:
            rest = rest.replace(name, "")
        allowed = {asked.text.strip("+%<>") for asked in sentence.query}
        for asked in sentence.query:
            value = ask(comparison, asked.query)
            by_year = asked.query.kind == "arrives" and asked.query.year
            if asked.query.kind in ("draws", "reached", "world") or by_year:
                assert asked.text == chance(value, lang)
            elif asked.query.kind == "arrives":
                assert asked.text == ("–" if value is None else str(int(value)))
            elif asked.query.kind == "size":
                units = ("share", "per_turnover", "million_eur")
                assert asked.text in {shown(value, unit, lang, digits) for unit in units for digits in (0, 2)}
            elif asked.query.kind == "firms":
                assert asked.text == shown(value, "number", lang, 0, signed=True)
            else:
                digits = len(re.split(r"[.,]", asked.text)[1]) if re.search(r"[.,]\d$", asked.text) else 0
                unit = {
                    "burden_share_turnover": "per_turnover",
                    "government_cost_eur": "million_eur",
                    "firms": "number",
                    "": "number",
                    "draws": "number",
                }.get(asked.query.indicator, "points" if asked.query.kind == "differences" else "share")
                assert asked.text == shown(value, unit, lang, digits, signed=asked.query.kind == "differences")
        # years, the goal, sizes of small firms and sizes that matter, the unit and "range 5-95" are no results
        known = {"1", "2", "5", "2035", "2022", "2023", "2024", "2025", "90", "10", "49", "95", "100,000", "100.000"}
        for number in re.findall(r"(?<![\w.])−?\d[\d.,]*(?<![.,])", rest):
            assert number in allowed | known, f"{number} in: {sentence.text}"


def test_what_happened_says_of_which_day_its_laws_are(tmp_path) -> None:
    settings = CompareSettings(
        mixes=(), draws=2, firms=100, first_year=2024, last_year=2024, prior=True, future="as-happened"
    )
    found = run_comparison(settings, tmp_path / "run", workers=1)
    day = day_words(found.manifest["laws_checked"], "en")
    assert f"laws as of {day}" in " ".join(head_lines(found, "en"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_baseline_alone_is_described(alone, lang, tmp_path):
    assert len(conclusion(alone, lang)) >= 5
    folder = finished_copy(alone, lang, tmp_path, figures=False)
    found = outline((folder / "index.html").read_text(encoding="utf-8"))
    assert not found.wrong and not found.all("svg") and not (folder / "figures").exists()


def test_json_has_the_published_form(comparison):
    content = comparison_json(comparison)
    text = json.dumps(content, allow_nan=False)
    CompareForm.model_validate_json(text)
    assert list(content) == [
        "format",
        "baseline",
        "future",
        "draws",
        "seed",
        "parameters",
        "mixes",
        "differences",
        "probabilities",
        "evidence_grade",
        "evidence_lacking",
        "evidence_of_draws",
        "by_world",
        "timing",
        "objectives",
        "firms",
    ]
    assert set(content["mixes"]) == set(comparison.mixes)
    assert set(content["differences"]) == set(comparison.mixes[1:])
    indicators = content["mixes"]["mix-2"]["indicators"]
    cell = indicators["practice"]["groups"]["goal90"]["2025"]
    value = comparison.summary.value("mix-2", "practice", "goal90", 2025)
    assert cell == {part: value[part] for part in ("p05", "p50", "p95")}
    assert "share_that_reaches" in indicators["year_90_percent"]["groups"]["goal90"]["2025"]
    baseline = content["mixes"]["reference-2020"]["indicators"]["government_cost_per_extra_firm_eur"]
    assert baseline["groups"]["all"]["2025"] == {"p05": None, "p50": None, "p95": None}
    assert 0 <= content["probabilities"]["mix-2"]["practice"]["mix-1"] <= 1


def test_published_schema_is_current():
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_come_with_words_and_numbers(comparison, lang):
    for picture in pictures(comparison, lang):
        assert picture.title and len(picture.description) > 100
        if picture.name in ("endorsement", "stages", "practice-reported", "burden-practice"):
            assert len(picture.table.lines) == len(comparison.mixes)
        assert picture.table.lines
        assert all(len(line) == len(picture.table.heads) for line in picture.table.lines)


def test_figures_are_the_same_bytes_each_time(comparison):
    first, second = (pictures(comparison, "en")[0] for _ in range(2))
    assert first.svg == second.svg and first.png == second.png


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_has_words(lang):
    assert set(indicator_words(lang)) >= set(INDICATORS)
    assert set(group_words(lang)) == set(GROUPS)
    assert all(words.name and words.meaning for words in [*indicator_words(lang).values(), *group_words(lang).values()])
    assert any("S-105" in line for line in caveats(lang))


def test_labels_are_moved_apart_in_order():
    placed = spread([50.0, 50.5, 10.0, 51.0], 5.0)
    assert placed[2] == 10.0 and placed[1] - placed[0] >= 5.0 - 1e-6 and placed[3] - placed[1] >= 5.0 - 1e-6


def test_a_variant_that_begins_with_the_name_of_a_mix_keeps_its_own(monkeypatch):
    names = {"mix-2": Words("Mix 2, brede wet (nationaal)", ""), "mine": Words("Mix 2, vanaf 2027", "")}
    monkeypatch.setattr("results.words.mix_names", lambda _comparison, _lang: names)
    assert short_names(None, "nl") == {"mix-2": "Mix 2", "mine": "Mix 2, vanaf 2027"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_shipped_mix_has_a_name_of_its_own_that_fits_a_column(lang):
    names = {mix: short_name(mix, load_mix(mix).name, lang) for mix in list_mixes()}
    assert len(set(names.values())) == len(names) and not set(names.values()) & set(names)
    assert max(map(len, names.values())) <= 18 and not any("," in name for name in names.values())
    assert shipped_short_names(lang).keys() <= names.keys()
    assert {names[mix] for mix in ("mix-1", "reference-2020")} == {
        "Mix 1",
        "Bestaand beleid" if lang == "nl" else "Existing policy",
    }
