"""A range: one notation per language, with its unit, the same wherever it is read."""

import re

import pytest

from experiments.compare import run_comparison
from experiments.settings import CompareSettings
from results.compare.index_page import page
from results.compare.rows import compare_rows
from results.compare.text import cell_text
from results.queries import HEADLINE, difference_of, level_of
from results.ranged import Ranged, between, chance_ends, folded, unbroken, with_ends
from results.report.number_cells import both_cell, measure_of
from results.report.pdf import _breakable
from results.traced import Numbers, difference, level

DIGITS = {
    "share": Ranged(0.12, 0.31, 0.55, "share"),
    "change": Ranged(-0.01, 0.042, 0.093, "points", is_change=True),
    "below zero": Ranged(-20e-5, -14e-5, -5e-5, "per_turnover"),
    "mean": Ranged(1e6, 9e6, 3e6, "million_eur", mean=2e6),
    "undefined": Ranged(None, None, None, "share"),
}


@pytest.mark.parametrize(
    ("name", "lang", "text"),
    [
        ("share", "en", "31% (12 to 55)"),
        ("share", "nl", "31% (12 tot 55)"),
        ("change", "en", "+4.2 (−1.0 to +9.3)"),
        ("change", "nl", "+4,2 (−1,0 tot +9,3)"),
        ("below zero", "nl", "−14 (−20 tot −5)"),
        ("mean", "nl", "2,0 (1,0 tot 3,0)"),
        ("undefined", "nl", "n.b."),
    ],
)
def test_a_range_is_written_in_one_way(name, lang, text):
    assert DIGITS[name].text(lang) == text


def test_a_range_alone_has_its_unit_once():
    assert DIGITS["share"].ends("nl") == "12 tot 55%" and DIGITS["change"].ends("en") == "−1.0 to +9.3"
    assert chance_ends("<1%", ">99%", "nl") == "<1 tot >99%"
    assert with_ends("2026Q3", "2025Q1", "never", "en") == "2026Q3 (2025Q1 to never)"


def test_ranges_break_over_no_line_and_keep_their_words():
    text = "van +3,7 (+0,4 tot +9,1) tot 12%; € 1,2 miljoen; €3 billion; 12 to 55% to do; van Mix 1 tot hier"
    bound = unbroken(text)
    assert bound.replace("\u00a0", " ") == text
    assert [part.replace("\u00a0", "_") for part in re.findall(r"\S*\u00a0[^ ]*", bound)] == [
        "(+0,4_tot_+9,1)",
        "€_1,2_miljoen;",
        "€3_billion;",
        "12_to_55%",
    ]
    assert folded("+4,2 (−1,0 tot +9,3)", 19) == "+4,2\n(−1,0 tot +9,3)"
    assert folded("31% (12 tot 55)", 15) == "31% (12 tot 55)"


def test_a_large_number_is_found_in_a_document():
    assert _breakable("450.000.000 euro, 12.345.678") == "450.000.000 euro, 12.345.678"
    assert _breakable("published.reporting.yearly") == "published.\u200breporting.\u200byearly"


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    settings = CompareSettings(
        mixes=("mix-1", "mix-2"), draws=3, firms=200, first_year=2021, last_year=2026, prior=True
    )
    return run_comparison(settings, tmp_path_factory.mktemp("ranged") / "run", workers=1)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_same_range_reads_the_same_everywhere(comparison, lang):
    n, shown = Numbers(comparison, lang), page(comparison, lang, [])
    for row in compare_rows(comparison):
        if not isinstance(row.cells["mix-2"].level, Ranged) or row.cells["mix-2"].difference is None:
            continue
        where = (comparison, "mix-2", row.indicator, row.group, row.year, row.unit)
        texts = cell_text(row.cells["mix-2"], lang)
        assert texts == (level_of(*where).text(lang), difference_of(*where).text(lang))
        assert texts == (level(n, *where[1:]), difference(n, *where[1:]))
        cell = both_cell(comparison, measure_of(row, lang), "mix-2", lang)
        assert texts == (cell.text, cell.second)
        assert all(unbroken(text) in shown for text in texts)


def test_decimals_are_those_of_all_mixes(comparison):
    found = {level_of(comparison, mix, "practice", HEADLINE, 2026, "share").decimals for mix in comparison.mixes}
    assert len(found) == 1
    assert between("1", "2", "nl") == "1 tot 2"
