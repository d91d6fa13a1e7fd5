"""Dials of a mix on the page, worked out by hand: what they stand at, how a sum is divided, and values in words."""

import re
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from results.mixes.dial_words import field_name, shown_value
from results.mixes.differences import differing_fields
from scenarios.library import list_mixes, load_mix
from smartmix.page.dials.mix_address import against, with_change
from smartmix.page.dials.mix_changes import built, over, read_changes, read_value, write_value
from smartmix.page.dials.policy_dials import BROAD_LAW, budget, main_law, members, set_budget, set_members, set_start
from smartmix.page.law.mixes import with_law
from smartmix.page.serving.address import Address

MIX, REFERENCE = load_mix("mix-1"), load_mix("reference-2020")


def test_of_two_instruments_the_one_with_the_highest_order_counts() -> None:
    """2, 7.5 and 7.5 million of mix 1, not the 10.3 million of existing policy that it stands above."""
    assert (budget(MIX), budget(REFERENCE)) == (17e6, 10.3e6)


def test_a_budget_is_divided_as_it_was() -> None:
    """Twice 17 million is twice each scheme; where there is none the schemes of mix 1 come along."""
    found = dict(set_budget(MIX, 34e6))
    assert {key.split(".")[2]: value for key, value in found.items()} == {
        "vouchers": "4000000",
        "fbk": "15000000",
        "fvo": "15000000",
    }
    none = REFERENCE.model_copy(update={"instruments": {}})
    first, vouchers, *_others = set_budget(none, 17e6)
    assert first == ("more-subsidies", "mix-1")
    assert vouchers == ("more-subsidies.schemes.vouchers.budget_eur_per_year", "2000000")


@pytest.mark.parametrize(
    ("shares", "mean", "found"),
    [
        ({"a": 0.2, "b": 0.4}, 0.6, {"a": 0.4, "b": 0.8}),
        ({"a": 0.2, "b": 0.8, "c": 0.2}, 0.6, {"a": 0.4, "b": 1.0, "c": 0.4}),  # b would have 1.2
        ({"a": 0.0, "b": 0.0}, 0.25, {"a": 0.25, "b": 0.25}),
    ],
)
def test_members_keep_their_proportions_as_far_as_all_of_a_sector(shares: Any, mean: float, found: Any) -> None:
    item = SimpleNamespace(kind="sector_initiatives", share_of_firms=shares, order=1, in_force="2021Q1")
    mix: Any = SimpleNamespace(instruments={"initiatives": item})
    assert members(mix) == pytest.approx(sum(shares.values()) / len(shares))
    turned = {key.split(".")[2]: float(value or 0) for key, value in set_members(mix, mean)}
    assert turned == pytest.approx(found, abs=1e-6)


def test_an_end_before_the_start_is_taken_out() -> None:
    mix: Any = SimpleNamespace(instruments={"law": SimpleNamespace(ends="2027Q1")})
    assert set_start(mix, "law", "2026Q4") == [("law.in_force", "2026Q4")]
    assert set_start(mix, "law", "2027Q1") == [("law.in_force", "2027Q1"), ("law.ends", "none")]
    assert set_start(mix, "law", "never") == [("law.in_force", "never")]


def test_dials_are_about_the_broad_law_where_there_are_more() -> None:
    mix = built(MIX, {BROAD_LAW[0]: BROAD_LAW[1]})
    assert main_law(mix) == BROAD_LAW[0]


def test_values_are_shown_in_the_unit_of_their_control() -> None:
    shown: list[tuple[str, Any, str]] = [
        ("schemes.fbk.budget_eur_per_year", 7.5e6, "7.5 million euro"),
        ("strength", 0.5, "50%"),
        ("share_of_firms.food", 0.125, "12.5%"),
        ("advisers", 12.0, "12"),
        ("advisers", 0.00004, "0.0000"),
        ("civil_liability", True, "yes"),
        ("steps", [], "–"),
    ]
    for path, value, text in shown:
        assert shown_value(path, value, "en") == text, path
    assert field_name("scope.0.employees", "en").endswith("(phase 1)")
    assert field_name("scope.1.tests.0.employees", "en").endswith("(phase 2, test 1)")


def test_values_go_to_an_address_and_back() -> None:
    for value, text in ((None, "none"), (True, "true"), (["a", "b"], "~a~b"), (0.1, "0.1"), (12, "12")):
        assert write_value(value) == text and read_value(text) == value
    assert read_changes("a.x:1,b:off,a.x:2,c") == {"b": "off", "a.x": "2"}
    assert list(read_changes("a.x:1,b:off,a.x:2")) == ["b", "a.x"]


def test_an_instrument_that_goes_takes_its_dials_along_and_others_stay() -> None:
    changes = {"support-office.advisers": "30", "wzk.level": "EU"}
    assert with_change(MIX, changes, "support-office", "off") == {"wzk.level": "EU", "support-office": "off"}
    assert with_change(MIX, changes, "support-office", None) == {"wzk.level": "EU"}
    assert with_change(MIX, changes, "support-office.advisers", None) == {"wzk.level": "EU"}
    assert (against(Address("/"), MIX), against(Address("/", {"with": "mix-3"}), MIX)) == ("mix-1", "mix-3")


def test_one_threshold_keeps_what_else_the_widest_phase_asks() -> None:
    phases: list[dict[str, object]] = [
        {"employees": 1000, "sectors": ["food"]},
        {"employees": 250, "turnover_eur": 40e6, "needed": 2, "imports": True},
    ]
    assert over(phases, 500.0) == [{"imports": True, "employees": 500.0, "strictly_more": True}]


def test_what_was_judged_of_a_mix_is_not_said_of_what_is_made_of_it(write) -> None:
    text = "format: 1\nid: own\nname: {en: Own, nl: Eigen}\nextends: mix-1\n"
    for judged in ("support_in_society", "legal_soundness", "feasibility"):
        text += f"{judged}: {{text: {{en: Broad., nl: Breed.}}, sources: [S-137]}}\n"
    start = load_mix(write(text))
    assert start.support_in_society is not None
    for made in (built(start, {"support-office.advisers": "3"}), with_law(start, "wzk", {})):
        assert (made.support_in_society, made.legal_soundness, made.feasibility) == (None, None, None)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_differs_between_shipped_mixes_is_said_in_words(lang: str) -> None:
    """No id, no name of a field and no code of a value reaches a reader, of rules either."""
    mixes = [load_mix(name) for name in list_mixes()]
    pairs = [(REFERENCE, mix) for mix in mixes] + list(pairwise(mixes))
    rows = [row for pair in pairs for row in differing_fields(*pair, lang)]
    assert rows and all(row.title and row.field for row in rows)
    said = {words for row in rows for words in (row.title, row.field, row.before, row.after)}
    codes = re.compile(r"[a-z]_[a-z]|rule:|^(drawn|law|kind|when|then)\b|^[a-z]+-[a-z0-9-]+$")
    assert [words for words in sorted(said) if codes.search(words)] == []
    assert all(row.before != row.after for row in rows)


def test_a_law_that_is_drawn_and_one_that_never_comes_differ_in_words() -> None:
    rows = differing_fields(load_mix("mix-1"), load_mix("mix-2"), "nl")
    assert rows[0] == (
        "wzk",
        "Wet zorgplicht kinderarbeid",
        "Van kracht vanaf",
        "datum onzeker (zie toekomstbeeld)",
        "nooit",
    )
    assert ("Wet", "–", "Brede gepastezorgvuldigheidswet") in [row[2:] for row in rows]
