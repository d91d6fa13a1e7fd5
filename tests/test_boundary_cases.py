"""Boundary cases per law: firms just below, at and above each threshold, groups, years and places, as a clerk answers.

The cases come from the legal texts named in each (docs/sources.md), not from the program. `confirmed: false`: a word, a
threshold or a day of it was not seen; such a case is kept, and not tested; not_tested says why another is not. what_if:
it is no law in force; the case says whom its text would bind.
"""

from pathlib import Path
from typing import Any

import pytest

from scenarios.firm_facts import firm_facts
from scenarios.firm_scope import ask_law
from scenarios.scope_format import OwnMoney
from scenarios.shipped import list_laws, load_law
from simulation.safe_yaml import read_yaml

CASES: list[dict[str, Any]] = read_yaml(Path(__file__).parent / "boundary_cases.yaml")["cases"]
TESTED = [
    case for case in CASES if case["law"] in list_laws() and case.get("confirmed", True) and "not_tested" not in case
]


@pytest.mark.parametrize("case", TESTED, ids=[case["id"] for case in TESTED])
def test_a_law_answers_as_its_text(case: dict[str, Any]) -> None:
    answer = ask_law(load_law(case["law"]), firm_facts(case["firm"]), case["day"], case.get("version"))
    begun = answer.since is None or answer.since <= case["day"]
    bound = answer.verdict == "binds" or (case.get("what_if", False) and answer.verdict == "would_bind" and begun)
    found = "binds" if bound else answer.verdict if answer.verdict in ("lighter", "unclear") else "not_bound"
    assert found == case["expected"], answer
    if case["since"] is not None and found == "binds":
        assert answer.since == case["since"]


def test_every_case_says_where_it_comes_from() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert all(case["sources"] and case["article"] and case["test"] for case in CASES)


def test_sources_of_the_cases_can_be_looked_up() -> None:
    page = (Path(__file__).parent.parent / "docs" / "sources.md").read_text(encoding="utf-8")
    assert [name for case in CASES for name in case["sources"] if f"| {name} |" not in page] == []


#: Thresholds of a test, with the facts that tell them.
FACTS = {
    "employees": ("employees", "group_employees", "country_group_employees"),
    "turnover_eur": ("turnover", "group_turnover", "country_group_turnover"),
    "assets_eur": ("assets", "group_assets"),
    "turnover_eu_eur": ("turnover_eu",),
    "royalties_eu_eur": ("royalties_eu",),
    "eu_subsidiary_turnover_eur": ("eu_subsidiary_turnover",),
}


@pytest.mark.parametrize("name", list_laws())
def test_each_threshold_has_a_firm_just_below_at_and_just_above(name: str) -> None:
    firms = [case["firm"] for case in CASES if case["law"] == name]
    law = load_law(name)
    for test in (part for phase in law.scope for part in (phase, *phase.tests)):
        for key, facts in FACTS.items():
            limit = getattr(test, key)
            if limit is None:
                continue
            size = limit.amount if isinstance(limit, OwnMoney) else limit
            told = {firm[fact] - size for firm in firms for fact in facts if fact in firm}
            assert {-1, 0, 1} <= told, (key, size)


@pytest.mark.parametrize("name", list_laws())
def test_a_law_on_groups_or_two_years_has_cases_of_both_kinds(name: str) -> None:
    firms = [case["firm"] for case in CASES if case["law"] == name]
    for test in (part for phase in load_law(name).scope for part in (phase, *phase.tests)):
        if test.years == "two_consecutive":
            assert {firm.get("years", 2) for firm in firms} >= {1, 2}
        if test.counts != "firm" and name != "californian-supply-chains-act":  # receipts of the seller alone
            assert "subsidiary" in {firm.get("group") for firm in firms}
            assert test.binds == "every_firm" or "ultimate_parent" in {firm.get("group") for firm in firms}
