"""The content of a report: every number traced to its query or study, both languages, baseline alone, own mixes."""

import re
from collections import Counter

import pytest
from pypdf import PdfReader
from report_reading import CORE, LANGUAGES, SMALL, core, heads, names_of, numbers_in, numbers_of, sentences, written

from experiments.compare import run_comparison
from experiments.settings import CompareSettings
from results.blocks import Document, FigureBlock, Table
from results.number_format import chance, shown
from results.report.choices import report_choices
from results.report.document import document
from results.report.forms import write_report
from results.report.number_cells import verdict
from results.report.pros_and_cons import judged
from results.report.sentences import StudySentence
from simulation.indicator_rows import ROWS

OWN = """
format: 1
id: own-mix
extends: mix-1
name: {en: "Own mix, tried", nl: "Eigen mix, geprobeerd"}
description: {en: "A mix of one's own.", nl: "Een eigen mix."}
sources: [S-131]
support_in_society: {text: {en: "Broad.", nl: "Breed."}, sources: [S-137]}
"""


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    return run_comparison(SMALL, tmp_path_factory.mktemp("report") / "run-of-report", workers=1)


@pytest.fixture(scope="module")
def baseline_only(tmp_path_factory):
    settings = CompareSettings(mixes=(), draws=2, firms=150, first_year=2024, last_year=2024, prior=True)
    return run_comparison(settings, tmp_path_factory.mktemp("report") / "alone", workers=1)


@pytest.fixture(scope="module")
def with_own_mix(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    (folder / "own-mix.yaml").write_text(OWN, encoding="utf-8")
    settings = CompareSettings(
        mixes=(str(folder / "own-mix.yaml"),), draws=2, firms=150, first_year=2024, last_year=2025, prior=True
    )
    return run_comparison(settings, folder / "run-own", workers=1)


@pytest.fixture(scope="module", params=LANGUAGES)
def report(request, compared):
    return document(compared, request.param)


def test_every_number_asked_again_is_the_number_written(compared, report):
    asked = report.asked()
    assert len(asked) > 500
    wrong = [
        f"{a.query}: {a.text}"
        for a in asked
        if a.text.removesuffix("%") not in {text.removesuffix("%") for text in written(compared, a, report.lang)}
    ]
    assert not wrong, wrong


def test_no_number_is_typed_into_a_sentence(compared, report):
    names = names_of(compared, report.lang)
    for chapter in core(report):
        for sentence in sentences(chapter):
            known = {asked.text.strip("+−%<>") for asked in sentence.query}
            if isinstance(sentence, StudySentence):
                known |= numbers_of(sentence.source, report.lang)
            for number in numbers_in(sentence.text, names):
                assert number in known, f"{number} in {chapter.key}: {sentence.text}"


def test_heads_and_captions_hold_no_result(compared, report):
    names = names_of(compared, report.lang) | {"90%"}
    for chapter in core(report):
        for text in heads(chapter):
            assert not [n for n in numbers_in(text, names) if n not in ("0", "2")], text


def test_numbers_of_cells_are_traced_or_are_the_cells_own(compared, report):
    names = names_of(compared, report.lang)
    for chapter in core(report):
        for table in (block for block in chapter.blocks if isinstance(block, Table)):
            for cell in (cell for row in table.rows for cell in row.cells if cell.mark != "source"):
                known = {asked.text.strip("+−%<>") for asked in cell.asked}
                for value in (cell.value, cell.low, cell.high):
                    if value is not None and not cell.asked:
                        known |= {shown(abs(value), "number", report.lang, digits) for digits in (0, 1, 2)}
                        known |= {chance(value / 100.0, report.lang).strip("<>%")}
                for number in numbers_in(f"{cell.text} {cell.second}", names):
                    assert number in known, f"{number} in {table.key}: {cell.text} {cell.second}"


def test_the_detector_finds_a_typed_number(compared):
    names = names_of(compared, "en")
    assert numbers_in("Practice of Mix 1 rises by 37% (S-105) in 2030.", names) == ["37"]
    assert numbers_in("31.5 million", names) == ["31.5"]


def test_a_report_has_its_chapters_in_order_and_unique_keys(report):
    own = ["first-page", "objectives", "pros-cons", "certainty"]
    assert [chapter.key for chapter in report.chapters[:4]] == own
    annex = {"en": "Annex", "nl": "Bijlage"}[report.lang]
    titles = [chapter.title for chapter in report.chapters[4:]]
    assert all(title.startswith(f"{annex} {letter}: ") for title, letter in zip(titles, "ABCDEFGHIJ", strict=False))
    assert {"elements", "other-worlds"} <= {chapter.key for chapter in report.chapters[4:]}  # on draws of their own
    assert report.chapters[-1].key == "method"
    keys = [table.key for table in report.tables()]
    assert len(keys) == len(set(keys))
    pictures = [b.picture.name for c in report.chapters for b in c.blocks if isinstance(b, FigureBlock)]
    assert len(pictures) == len(set(pictures))


def test_the_first_page_says_what_it_is_and_ranks_nothing(compared, report):
    page = report.chapters[0]
    text = " ".join(sentence.text for sentence in sentences(page))
    assert {"en": "Exploration, not a forecast", "nl": "Verkenning, geen voorspelling"}[report.lang] in text
    assert compared.folder.name in text and "5–95" in text
    assert "2020" in text  # whose knowledge the future rests on
    for chapter in (c for c in report.chapters if c.key in CORE[:4]):
        told = " ".join(sentence.text for sentence in sentences(chapter)).lower()
        told = told.replace("that is no ranking", "").replace("dat is geen rangorde", "")
        assert not re.search(r"rank|winner|best mix|recommend|rangorde|winnaar|beste mix|aanbev", told)
    chains = " ".join([*heads(page), text]).lower()
    assert "chain risk" not in chains and "ketenrisico" not in chains


def test_the_matrix_has_a_column_for_each_mix_and_every_difference_its_range_and_chance(compared, report):
    matrix = next(table for table in report.tables() if table.key == "matrix")
    rows = [row for row in matrix.rows if row.cells]
    assert len(rows) >= 9 and all(len(row.cells) == len(compared.mixes) - 1 for row in rows)
    for row in rows[:8]:
        assert all(cell.low <= cell.value <= cell.high for cell in row.cells)
        assert all("%" in cell.second for cell in row.cells)


def test_pros_and_cons_follow_the_printed_rule(compared):
    rule = report_choices().pros_and_cons
    for mix in compared.mixes[1:]:
        for one, criterion in zip(judged(compared, mix), rule.criteria, strict=True):
            if one.sign:
                assert one.sign == (1 if one.is_higher == (ROWS[criterion.indicator].better == "more") else -1)
                value = compared.summary.value(mix, criterion.indicator, criterion.group, 2030, "differences")["p50"]
                assert abs(value) >= rule.smallest.value[one.measure.unit]
                assert verdict(compared, one.measure, mix) != "nothing"


def test_a_baseline_alone_and_a_mix_of_ones_own_make_a_report(baseline_only, with_own_mix):
    alone = document(baseline_only, "nl")
    assert all(chapter.blocks for chapter in core(alone))
    own = document(with_own_mix, "en")
    qualities = next(table for table in own.tables() if table.key == "qualities-own-mix")
    assert qualities.rows[0].cells[0].mark == "source" and "S-137" in qualities.rows[0].cells[0].text
    assert qualities.rows[1].cells[0].mark == "policy"
    assert not [t.key for t in own.tables() if t.key.startswith(("elements-", "robustness-"))]


def test_chapters_say_each_number_of_the_run_once(report):
    """The first page apart, which sums up."""
    own = [chapter for chapter in report.chapters if chapter.key in ("objectives", "pros-cons", "certainty")]
    asked = [a.query for a in Document("", report.lang, "", tuple(own)).asked()]
    numbers = [query for query in asked if query.kind in ("levels", "differences", "firms")]
    assert len(numbers) > 100
    assert not [query for query, times in Counter(numbers).items() if times > 1]


def test_chapters_before_the_annexes_rest_on_the_draws_of_this_run(report):
    for chapter in report.chapters[:4]:
        named = {said.source for said in sentences(chapter) if isinstance(said, StudySentence)}
        assert not [source for source in named if ":" in source], chapter.key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_of_four_mixes_has_at_most_fifteen_pages_before_its_annexes(compared, lang, tmp_path):
    write_report(document(compared, lang), "pdf", tmp_path / "report.pdf")
    read = PdfReader(tmp_path / "report.pdf")
    first = next(
        read.get_destination_page_number(entry)
        for entry in read.outline
        if not isinstance(entry, list) and ": " in str(entry.title) and str(entry.title).split()[1] == "A:"
    )
    assert 5 < first <= 15  # pages before it, counted from 0
    heads = [words.split("\n")[0] for words in (page.extract_text() for page in read.pages[:first])]
    columns = {table.columns[0].head for table in report_tables(compared, lang)}
    assert not [head for head in heads[1:] if any(head.startswith(f"{column} ") for column in columns)]


def report_tables(compared, lang):
    return [t for chapter in document(compared, lang).chapters[:4] for t in chapter.blocks if isinstance(t, Table)]
