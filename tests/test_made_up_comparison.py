"""What readers are told of a comparison whose every number is known: the right mix, direction, number and both ends."""

import csv
import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from made_up import BASELINE, CHANGES, FIRST, LAGGARDS, LEADERS, LEVELS, SECOND, made_up
from rich.console import Console

from experiments.comparison import Comparison
from experiments.summary import Summary
from experiments.worlds.summary import SmallSummary
from results.blocks import Chapter, Document
from results.compare.by_objective import objective_rows, objectives_csv
from results.compare.conclusion import conclusion
from results.compare.first_table import comparison_table
from results.compare.index_page import page
from results.compare.matrix import matrix_html
from results.compare.paragraph import paragraph
from results.compare.rows import chance_rows
from results.compare.table import text_sections
from results.compare.text import question
from results.report import first_page
from results.report.forms import write_report
from results.report.pros_and_cons import judged
from results.words import joined
from simulation.problems import InputProblem

#: Worked out by hand from tests/made_up.py: a mix is named where its change is of the size that matters in over half of
#: the draws (2 points of practice, 1 of the gap, 2 euro per 100,000, 5 million euro).
SAID = {
    "en": [
        "Who moves: in 2025 firms of the 90% goal that started as laggards do at least 2 percentage points more than "
        "under existing policy, in over half of the draws: Mix 1 +5.0 (+1.0 to +9.0).",
        "In firms: of the 400 (400 to 400) firms of the 90% goal that started as laggards, so many more than under "
        "existing policy reach the bar of basic due diligence in 2025: Mix 1 +40 (+20 to +80), Mix 2 −8 (−20 to +4).",
        "Those that started as leaders do at least 2 percentage points more: Mix 2 +6.0 (+2.0 to +7.0).",
        "firms of the 90% goal do 40% (30 to 52) of what due diligence asks and report 44% (35 to 57).",
        "so it is no difference of these two: 9% (4 to 13).",
        "in over half of the draws: Mix 1 −3.0 (−5.0 to −2.0), Mix 2 +2.0 (+1.0 to +4.0).",
        "The 90% goal for 2023: under existing policy 42% (31 to 64) of its firms endorse the guidelines in public in "
        "that year. The chance that 90% do, at some time up to 2025, is: Existing policy 0%, Mix 1 0%, Mix 2 29%.",
        "spend 20 (10 to 50) euro a year per 100,000 euro of turnover under existing policy. That changes by 2 euro "
        "per 100,000 euro of turnover or more in over half of the draws: Mix 1 +4.0 (+1.0 to +6.0).",
        "Government spends 14 (10 to 23) million euro in 2025 under existing policy. That changes by 5 million euro or "
        "more in over half of the draws: Mix 1 +8.0 (+6.0 to +11.0), Mix 2 −7.0 (−9.0 to −6.0).",
        "binds firms of the 90% goal in 2025: Existing policy 0%, Mix 1 24%, Mix 2 67%.",
    ],
    "nl": [
        "Wie beweegt: in 2025 doen bedrijven van het 90%-doel die als achterblijver begonnen ten minste 2 procentpunt "
        "meer dan bij bestaand beleid, in meer dan de helft van de doorgerekende gevallen: Mix 1 +5,0 (+1,0 tot +9,0).",
        "Mix 1 +40 (+20 tot +80), Mix 2 −8 (−20 tot +4).",
        "Bedrijven die als koploper begonnen doen ten minste 2 procentpunt meer: Mix 2 +6,0 (+2,0 tot +7,0).",
        "40% (30 tot 52) van wat gepaste zorgvuldigheid vraagt en rapporteren ze 44% (35 tot 57).",
        "Mix 1 −3,0 (−5,0 tot −2,0), Mix 2 +2,0 (+1,0 tot +4,0).",
        "Bestaand beleid 0%, Mix 1 0%, Mix 2 29%.",
        "per 100.000 euro omzet 20 (10 tot 50) euro per jaar uit.",
        "14 (10 tot 23) miljoen euro uit. Dat verandert in meer dan de helft van de gevallen met 5 miljoen euro of "
        "meer: Mix 1 +8,0 (+6,0 tot +11,0), Mix 2 −7,0 (−9,0 tot −6,0).",
        "Bestaand beleid 0%, Mix 1 24%, Mix 2 67%.",
    ],
}
#: Rows of the table: start of the label, and for each mix the level and below it the difference.
ROWS = {
    "started as laggard": [
        "16% (10 to 28)",
        "21% (19 to 29)|+5.0 (+1.0 to +9.0)",
        "17% (13 to 26)|+1.0 (−2.0 to +3.0)",
    ],
    "started as leader": ["71% (60 to 80)", "72% (62 to 79)|+1.0 (−1.0 to +2.0)", "77% (67 to 82)|+6.0 (+2.0 to +7.0)"],
    "practice": ["40% (30 to 52)", "44% (38 to 53)|+4.0 (+1.0 to +8.0)", "49% (45 to 54)|+9.0 (+2.0 to +15.0)"],
    "reported": ["44% (35 to 57)", "44% (35 to 57)|0 (0 to 0)", "44% (35 to 57)|0 (0 to 0)"],
    "paper gap": ["9% (4 to 13)", "6% (2 to 8)|−3.0 (−5.0 to −2.0)", "11% (8 to 14)|+2.0 (+1.0 to +4.0)"],
    "endorsement in 2023": ["42% (31 to 64)", "42% (31 to 64)|0 (0 to 0)", "42% (31 to 64)|0 (0 to 0)"],
    "chance of 90% in 2023": ["0%", "0%", "0%"],
    "chance of 90% in 2025 or before": ["0%", "0%", "29%"],
    "small: euro": ["20 (10 to 50)", "24 (16 to 51)|+4.0 (+1.0 to +6.0)", "21 (12 to 49)|+1.0 (−1.0 to +1.5)"],
    "passed down to small": ["33 (20 to 61)", "33 (20 to 61)|0 (0 to 0)", "33 (20 to 61)|0 (0 to 0)"],
    "cost, million": ["14 (10 to 23)", "22 (21 to 29)|+8.0 (+6.0 to +11.0)", "7 (4 to 14)|−7.0 (−9.0 to −6.0)"],
    "supervisors": ["15 (12 to 19)", "15 (12 to 19)|0.0 (0.0 to 0.0)", "19 (18 to 22)|+4.0 (+3.0 to +6.0)"],
    "rivals in the rest of the EU": ["160 (100 to 310)", "160 (100 to 310)|0 (0 to 0)", "160 (100 to 310)|0 (0 to 0)"],
    "chance that it binds": ["0%", "24%", "67%"],
    "information": ["5.0 (2.0 to 8.0)", "5.0 (2.0 to 8.0)", "5.0 (2.0 to 8.0)"],
}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return made_up(tmp_path_factory.mktemp("made-up") / "run")


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_sentences_name_the_right_mixes_with_their_numbers_and_both_ends(known: Comparison, lang: str) -> None:
    text = " ".join(sentence.text for sentence in conclusion(known, lang))
    at = -1
    for said in SAID[lang]:
        assert said in text, said
        assert text.index(said) > at, said
        at = text.index(said)


def test_a_mix_that_lowers_practice_is_not_said_to_raise_it(tmp_path: Path) -> None:
    changes = CHANGES | {SECOND: CHANGES[SECOND] | {("practice", LAGGARDS): (-0.09, -0.06, -0.03)}}
    changes[SECOND] |= {("practice", LEADERS): (-0.07, -0.05, -0.03)}
    said = [sentence.text for sentence in conclusion(made_up(tmp_path / "run", changes=changes), "en")]
    assert said[0] == (
        "Who moves: in 2025 what firms of the 90% goal that started as laggards do differs by at least 2 percentage "
        "points from existing policy, in over half of the draws: Mix 1 +5.0 (+1.0 to +9.0), Mix 2 −6.0 (−9.0 to −3.0)."
    )
    assert said[2] == (
        "What those that started as leaders do differs by at least 2 percentage points: Mix 2 −5.0 (−7.0 to −3.0)."
    )


def test_the_paragraph_for_a_memo_says_the_same(known: Comparison) -> None:
    text = paragraph(known, "en").text
    assert "laggards do at least 2 percentage points more than under existing policy" in text
    assert "Mix 1 +5.0 (+1.0 to +9.0)" in text and "Mix 1 +40 (+20 to +80)" in text


def test_the_table_holds_levels_differences_and_both_ends(known: Comparison) -> None:
    rows = {row.label: row for section in reversed(text_sections(known, "en")) for row in section.rows}
    for start, cells in ROWS.items():
        label = start if start in rows else next(name for name in rows if name.startswith(start))
        found = {mix: "|".join(part for part in cell if part) for mix, cell in rows[label].cells.items()}
        assert list(found.values()) == cells, label
        assert list(found) == [BASELINE, FIRST, SECOND]


def test_the_matrix_puts_each_number_under_its_mix(known: Comparison) -> None:
    html = matrix_html(known, "en").replace("\u00a0", " ")
    heads = re.findall(r'<th scope="col" title="([^"]*)">([^<]*)</th>', html)
    assert [(unescape(title).split(":")[0], name) for title, name in heads] == [
        (BASELINE, "Existing policy"),
        (FIRST, "Mix 1"),
        (SECOND, "Mix 2"),
    ]
    for start in ("started as laggard", "paper gap", "cost, million", "chance that it binds"):
        line = next(line for line in re.findall(r"<tr><th scope=\"row\">.*?</tr>", html) if f">{start}" in line)
        cells = re.findall(r"<td>(.*?)</td>", line)
        found = [re.sub(r"<[^>]*>", "", cell.replace('<br><span class="second">', "|")) for cell in cells]
        assert found == ROWS[start]


def test_chances_count_draws_in_the_direction_of_the_pair(known: Comparison) -> None:
    """Of 21 draws; practice of the goal's firms: 16 of mix 1 and 20 of mix 2 by two points; the gap, and so on."""
    found = {(mix, other): values for mix, other, values in chance_rows(known)}
    n = 21
    assert found[FIRST, BASELINE] == pytest.approx([17 / n, 16 / n, 0, 0, 0, 16 / n, 1, 0])
    assert found[SECOND, BASELINE] == pytest.approx([6 / n, 20 / n, 0, 20 / n, 0, 0, 0, 0])
    assert found[SECOND, FIRST] == pytest.approx([0, 17 / n, 0, 1, 0, 0, 0, 0])


def test_rows_by_objective_carry_chance_and_direction(known: Comparison) -> None:
    rows = {row.key: row for row in objective_rows(known)}
    assert rows["government_cost"].changes[SECOND].chance == 1.0  # that it falls by 5 million or more
    assert rows["practice_laggards"].changes[FIRST].chance == pytest.approx(17 / 21)
    written = list(csv.DictReader(io.StringIO(objectives_csv(known))))
    line = next(row for row in written if (row["mix"], row["objective"]) == (SECOND, "paper_gap"))
    assert [float(line[part]) for part in ("p05", "p50", "p95")] == pytest.approx([0.01, 0.02, 0.04])
    assert float(line["chance_of_size"]) == pytest.approx(20 / 21)


def test_each_world_has_its_own_numbers(tmp_path: Path) -> None:
    """The EU law comes in the first 9 of the 21 draws, in which a change is high, because it falls over the draws."""
    comparison = made_up(tmp_path / "run", came=9)
    assert {key: int(view.kept.sum()) for key, view in comparison.worlds.items()} == {"eu_law": 9, "no_eu_law": 12}
    text = conclusion(comparison, "en")[0].text
    # with the law the 5th of the 9: 0.05 + 0.04 x (10 - 4) / 9 = 0.0767; without it 0.05 - 0.04 x 4.5 / 9 = 0.03
    assert re.search(r"with an EU law by 2025 \(43% of the draws\): Mix 1 \+7\.7 \(", text), text
    assert re.search(r"without an EU law by 2025 \(57% of the draws\): Mix 1 \+3\.0 \(", text), text


def test_levels_are_what_was_made_up(known: Comparison) -> None:
    """The ends of the summary itself, of a level and of a paired difference."""
    for (indicator, group), (low, middle, high) in LEVELS.items():
        value = known.summary.value(BASELINE, indicator, group, 2025)
        if indicator != "endorsement":
            assert [value["p05"], value["p50"], value["p95"]] == pytest.approx([low, middle, high]), (indicator, group)
    for mix, changes in CHANGES.items():
        for (indicator, group), (low, middle, high) in changes.items():
            value = known.summary.value(mix, indicator, group, 2025, "differences")
            assert [value["p05"], value["p50"], value["p95"]] == pytest.approx([low, middle, high]), (indicator, group)


def test_a_name_with_a_comma_is_quoted_among_others(known: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    """`Mix 1 and Mix 2, from 2027` reads as three; the questions on top name mixes shortly, which have none."""

    def own(_comparison: Comparison, _lang: str) -> dict[str, str]:
        return {BASELINE: "Existing policy", FIRST: "Mix 1", SECOND: "Mix 2, from 2027"}

    asked = "Which firms move under Mix 1 and {}, how far, "
    assert question(known, "en").startswith(asked.format("Mix 2"))
    assert asked.format("Mix 2") in unescape(page(known, "en", [])).replace("\xa0", " ")
    for place in ("results.traced", "results.compare.text", "results.questions.case"):
        monkeypatch.setattr(f"{place}.short_names", own)
    assert question(known, "en").startswith(asked.format("“Mix 2, from 2027”"))
    assert "2025: Mix 1 +40 (+20 to +80), “Mix 2, from 2027” −8" in " ".join(s.text for s in conclusion(known, "en"))
    assert joined(["Mix 1", "Mix 2, vanaf 2027"], "nl") == "Mix 1 en ‘Mix 2, vanaf 2027’"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("mix-9", "practice", "goal90", 2025), "mix: there is no mix-9; there are reference-2020, mix-1, mix-2"),
        ((FIRST, "practise", "goal90", 2025), "indicator: unknown value 'practise'; did you mean 'practice'?"),
        ((FIRST, "practice", "goal9", 2025), "group: unknown value 'goal9'; did you mean 'goal90'?"),
        ((FIRST, "practice", "goal90", 2031), "year: there is no 2031; there are 2022, 2023, 2024, 2025"),
        ((FIRST, "practice", "goal90", 2025, "level"), "kind: unknown value 'level'; did you mean 'levels'?"),
    ],
)
def test_what_a_summary_does_not_hold_is_refused_and_not_undefined(known: Comparison, asked: Any, said: str) -> None:
    assert isinstance(known.summary, Summary)
    for summary in (known.summary, SmallSummary(known.folder, known.mixes, known.summary, 21)):
        with pytest.raises(InputProblem, match=f"^{re.escape(said)}$"):
            summary.value(*asked)
    with pytest.raises(InputProblem, match="did you mean 'goal90'"):
        known.summary.chance_higher(FIRST, "practice", SECOND, "goal9")


def test_an_earlier_year_that_a_comparison_lacks_is_refused(known: Comparison) -> None:
    assert known.until(2023).year == 2023
    with pytest.raises(InputProblem, match=r"^year: there is no 2031; there are 2022, 2023, 2024, 2025$"):
        known.until(2031)


def test_a_frame_of_a_comparison_holds_what_is_asked_for(known: Comparison) -> None:
    found = known.frame(indicators="practice", years=range(2024, 2026), groups=["goal90"])
    assert list(found.columns) == ["mix", "draw", "replication", "year", "group", "practice"]
    assert found.shape[0] == 3 * 21 * 2 and set(found["year"]) == {2024, 2025} and set(found["group"]) == {"goal90"}
    whole = known.frame()
    rows = whole[(whole["year"] >= 2024) & (whole["group"] == "goal90")]
    assert found["practice"].tolist() == rows["practice"].tolist()


CELL = {"mix": FIRST, "indicator": "practice", "group": "goal90", "year": 2025}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("frame", {"groups": ["goal9"]}), "groups: unknown value 'goal9'; did you mean 'goal90'?"),
        (("frame", {"years": 2031}), "years: there is no 2031; there are 2022, 2023, 2024, 2025"),
        (("frame", {"indicators": "practise"}), "indicators: unknown value 'practise'; did you mean 'practice'?"),
        (("frame", {"groups": []}), "groups: found []; allowed: one or more"),
        (
            ("draws", {"mix": "mix-9", "indicator": "practice"}),
            "mix: there is no mix-9; there are reference-2020, mix-1",
        ),
        (("cell", CELL | {"group": "goal9"}), "group: unknown value 'goal9'; did you mean 'goal90'?"),
        (("changes", CELL | {"year": 2031}), "year: there is no 2031; there are 2022, 2023, 2024, 2025"),
        (("changes", CELL | {"other": "mix-9"}), "mix: there is no mix-9; there are reference-2020, mix-1, mix-2"),
    ],
)
def test_what_a_comparison_does_not_hold_is_refused(
    known: Comparison, asked: tuple[str, dict[str, Any]], said: str
) -> None:
    method, arguments = asked
    with pytest.raises(InputProblem, match=f"^{re.escape(said)}"):
        getattr(known, method)(**arguments)


#: Rows of the matrix of a report: difference and chance of the size that matters, for mix 1 and mix 2; and its unit.
MATRIX = {
    "Practice of firms that started as laggards": (
        ("+5.0 (+1.0 to +9.0)", "matters: 81%", "+1.0 (−2.0 to +3.0)", "matters: 29%"),
        ((5.0, 1.0, 9.0), (1.0, -2.0, 3.0)),
    ),
    "Paper gap": (
        ("−3.0 (−5.0 to −2.0)", "matters: 100%", "+2.0 (+1.0 to +4.0)", "matters: 95%"),
        ((-3.0, -5.0, -2.0), (2.0, 1.0, 4.0)),
    ),
    "Government cost a year": (
        ("+8.0 (+6.0 to +11.0)", "matters: 100%", "−7.0 (−9.0 to −6.0)", "matters: 100%"),
        ((8.0, 6.0, 11.0), (-7.0, -9.0, -6.0)),
    ),
}


@pytest.fixture(scope="module")
def report(known: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The matrix of the first page in each form, in one folder."""
    document = Document("Made up", "en", "run", (Chapter("one", "One", (first_page.matrix(known, "en"),)),))
    folder = tmp_path_factory.mktemp("report")
    for form in ("docx", "xlsx", "html"):
        write_report(document, form, folder / f"report.{form}")
    return folder


def test_word_and_html_hold_the_matrix(report: Path) -> None:
    word: Any = docx.Document(str(report / "report.docx"))
    table = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert table[0] == ["objective", "Mix 1", "Mix 2"]
    html = unescape((report / "report.html").read_text(encoding="utf-8")).replace("\u00a0", " ")
    for name, (texts, _values) in MATRIX.items():
        row = next(line for line in table if line[0].startswith(name))
        assert [part for cell in row[1:] for part in cell.replace("\u00a0", " ").split("\n")] == list(texts)
        line = next(part for part in re.findall(r"<tr>.*?</tr>", html, re.S) if name in part)
        at = 0
        for text in texts:  # each behind the one before
            at = line.index(text, at) + len(text)


def test_the_workbook_holds_the_matrix_as_numbers(report: Path) -> None:
    sheet: Any = openpyxl.load_workbook(report / "report.xlsx")["matrix"]
    heads = [cell.value for cell in sheet[3]]
    lines = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(4)]
    for name, (texts, values) in MATRIX.items():
        for n, mix in enumerate(("Mix 1", "Mix 2")):
            line = next(one for one in lines if str(one["objective"]).startswith(name) and one["column"] == mix)
            assert [line["middle"], line["low"], line["high"]] == pytest.approx(values[n])
            assert [line["as written in the report"], line["second line"]] == list(texts[2 * n : 2 * n + 2])


def test_pros_and_cons_point_the_right_way(known: Comparison) -> None:
    """A rise of practice and a fall of cost are pros; a rise of the gap on paper and of burden are cons."""
    found = {mix: {(one.measure.indicator, one.measure.group): one for one in judged(known, mix)} for mix in CHANGES}
    signs = {
        (FIRST, "practice", LAGGARDS): 0,  # 81% of the draws is less than the rule asks
        (SECOND, "practice", LEADERS): 1,
        (FIRST, "paper_gap", "goal90"): 1,
        (SECOND, "paper_gap", "goal90"): -1,
        (FIRST, "government_cost_eur", "all"): -1,
        (SECOND, "government_cost_eur", "all"): 1,
    }
    for (mix, indicator, group), sign in signs.items():
        one = found[mix][indicator, group]
        assert one.sign == sign, (mix, indicator)
        middle = CHANGES[mix][indicator, group][1]
        assert one.is_higher == (middle > 0.0)


@pytest.mark.parametrize(
    ("lang", "explained"),
    [
        ("en", "pts: percentage points; €/100,000: euro per 100,000 euro of turnover; mln €: million euro."),
        ("nl", "pp: procentpunt; €/100.000: euro per 100.000 euro omzet; mln €: miljoen euro."),
    ],
)
def test_the_first_table_explains_the_units_that_it_shortens(tmp_path, lang: str, explained: str) -> None:
    console = Console(width=160, record=True, file=io.StringIO())
    console.print(comparison_table(made_up(tmp_path / "run"), lang))
    said = console.export_text()
    assert explained in said
    for short in re.findall(r"([^ ;]+(?: €)?): ", explained):
        assert said.count(short) > 1, short
