"""Bounds, days and first looks in scenarios, beside values worked out by hand."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from test_firm_scope import ask
from test_scenario_compile import a_law

from scenarios import compile as compiling
from scenarios import rules, run_dates, scope
from scenarios.quarters import quarter_of
from scenarios.run_dates import RunDates
from scenarios.scope import LARGE_FROM, FirmCount, ScopeTest, holds_only_large
from simulation.dials import DIALS, LAW, LawDial
from simulation.vocabulary import QUARTERS


def test_only_large_firms_pass_from_the_bound_of_their_size_on() -> None:
    large, any_size = ScopeTest(minimum_employees=LARGE_FROM), ScopeTest(minimum_employees=LARGE_FROM - 1)
    assert holds_only_large(large) and not holds_only_large(any_size)
    some = ScopeTest(minimum_employees=500, minimum_turnover_eur=4e7, minimum_assets_eur=2e7, needed=2)
    assert not holds_only_large(some)  # turnover and assets without the people will do
    assert holds_only_large(ScopeTest(parts=(large, any_size)))  # both are asked
    assert not holds_only_large(ScopeTest(parts=(large, any_size), parts_needed=1))


def test_large_firms_without_trade_are_added_by_their_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """A share of 0.2 of all: 90 firms that trade stand beside 22.5 that do not."""
    monkeypatch.setattr(scope, "uncertainty", lambda: {"large_without_trade": 0.2})
    found = scope._outside(ScopeTest(minimum_employees=500), FirmCount(80.0, 90.0, 100.0))
    assert found is not None
    assert (found.low, found.central, found.high) == (0.0, pytest.approx(22.5), pytest.approx(25.0))


def test_each_month_lies_in_its_quarter() -> None:
    assert [quarter_of(f"2013-{month:02}-28") for month in range(1, 13)] == [4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7]


def test_a_state_of_the_eu_begins_in_the_quarter_of_its_date() -> None:
    dates = RunDates(eu_proposal=10, eu_adoption=12, eu_in_force=20)
    assert [dates.eu_state(quarter) for quarter in (9, 10, 11, 12, 19, 20)] == [0, 1, 1, 2, 2, 3]
    assert (run_dates._within(QUARTERS - 1), run_dates._within(QUARTERS)) == (QUARTERS - 1, None)


def test_a_rule_on_the_eu_fires_once_at_the_first_look_on_its_side() -> None:
    looks = ["2021Q4", "2022Q1", "2022Q2"]

    def firings(below: str | None) -> list[int]:
        when = SimpleNamespace(observe="eu_state", threshold="proposed", below=below, quarters=looks)
        mix: Any = SimpleNamespace(rules={"r": SimpleNamespace(when=when)})
        return [each.quarter for each in compiling._settled_firings(mix, RunDates(eu_proposal=40))]

    assert firings("proposed") == [39]  # 2021Q4; proposed itself is not below proposed
    assert firings(None) == [40]


def test_what_a_rule_adds_is_announced_in_the_quarter_after() -> None:
    assert (rules._start(known=False), rules._start(known=True)) == ({"announced": "+1"}, {})


def test_a_frozen_bill_is_not_known_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "scope_steps", lambda _entry: [])
    table = np.zeros((QUARTERS, len(DIALS)))
    entry: Any = SimpleNamespace(announced=3, ends=8, frozen=[5, QUARTERS], strength=0.5, in_force=None, adapt=None)
    compiling._law_dials(table, entry, 0, {})
    assert list(table[:10, LAW + LawDial.ANNOUNCED]) == [0, 0, 0, 0.5, 0.5, 0, 0.5, 0.5, 0, 0]


def test_a_law_inside_the_mix_replaces_only_a_later_one_of_the_future(monkeypatch: pytest.MonkeyPatch) -> None:
    future: Any = SimpleNamespace(eu_law=None, wzk=SimpleNamespace(quarter=lambda _u: None))
    mix: Any = SimpleNamespace()
    monkeypatch.setattr(run_dates, "_what_if", lambda _mix: (30, 34))

    def found(proposal: int | None) -> tuple[int | None, ...]:
        monkeypatch.setattr(run_dates, "_eu_dates", lambda *_: (proposal, proposal, proposal))
        dates = run_dates.run_dates(future, mix, 0.5, 0.5, 0.0)
        return dates.eu_proposal, dates.eu_adoption, dates.eu_in_force

    assert found(None) == found(31) == found(30) == (30, 30, 34)
    assert found(29) == (29, 29, 29)


def test_a_law_has_ended_on_the_day_it_ends_and_a_later_phase_begins_later() -> None:
    ended = a_law(in_force="2027Q1", in_force_date="2027-02-01", ends="2029Q1", ends_date="2029-01-01")
    firm = "employees=100000,turnover=1e10"
    assert [ask(ended, firm, on=day).verdict for day in ("2028-12-31", "2029-01-01")] == ["binds", "would_bind"]
    phased = a_law(in_force="2027Q1", in_force_date="2027-02-01")
    assert [ask(phased, f"employees={people}").since for people in (1000, 999)] == ["2027-02-01", "2028Q1"]


def test_a_phase_that_cannot_be_judged_comes_before_one_that_surely_holds() -> None:
    turnover, people = {"turnover_eur": 1e9}, {"employees": 10}
    unsure = a_law(scope=[turnover, people | {"after_quarters": 4}])
    assert ask(unsure, "employees=50").verdict == "unclear"  # the first may bind it earlier
    sure = a_law(scope=[people, turnover | {"after_quarters": 4}])
    assert ask(sure, "employees=50").verdict == "binds"
