"""Dates, differences and what a world can see of two mixes, worked out by hand."""

from types import SimpleNamespace
from typing import Any

import pytest
from scenario_mixes import OWN, compiled

from scenarios.differences import Difference, diff_mixes, first_difference, same_until
from scenarios.future_format import Arrival
from scenarios.library import laws_checked, laws_of, load_future, load_mix, vary_mix
from scenarios.quarters import index_of
from scenarios.rules import Firing, mix_after
from simulation.problems import InputProblem


@pytest.mark.parametrize(
    ("u", "quarter"),
    [
        (0.0, "2024Q1"),
        (0.2, "2024Q1"),
        (0.25, "2024Q2"),  # an eighth of the eight quarters between
        (0.299, "2024Q2"),  # just before the second: rounded down
        (0.4, "2025Q1"),
        (0.6, "2026Q1"),
        (0.79, "2026Q1"),  # behind the last point its date holds
        (0.8, None),
        (1.0, None),
    ],
)
def test_a_date_is_the_inverse_of_its_chance(u: float, quarter: str | None) -> None:
    points = [{"u": 0.2, "quarter": "2024Q1"}, {"u": 0.6, "quarter": "2026Q1"}]
    arrival = Arrival.model_validate({"quantiles": points, "never_above": 0.8})
    assert arrival.quarter(u) == (None if quarter is None else index_of(quarter))
    always = Arrival.model_validate({"quantiles": points})
    assert always.quarter(1.0) == index_of("2026Q1")


OFFICE = """
instruments:
  office: {kind: support_office, name: {en: A, nl: B}, sources: [x], in_force: 2022Q1, advisers: 20}
"""


def test_a_difference_says_what_each_mix_has(write: Any) -> None:
    first = load_mix(write(OWN + OFFICE, "first.yaml"))
    other = OFFICE.replace("20}", "30, ends: 2030Q1}").replace("en: A", "en: Other")
    second = load_mix(write(OWN + other, "second.yaml"))
    rows = diff_mixes(first, second)
    assert rows == [
        Difference("office", "advisers", 20.0, 30.0),
        Difference("office", "ends", None, "2030Q1"),
    ] or rows == [Difference("office", "ends", None, "2030Q1"), Difference("office", "advisers", 20.0, 30.0)]
    assert Difference("office", "name.en", "A", "Other") in diff_mixes(first, second, words=True)
    whole = diff_mixes(load_mix("reference-2020"), first)
    assert Difference("office", "advisers", None, 20.0) in whole and {row.instrument for row in whole} == {"office"}


LAW = """
instruments:
  law: {kind: law, law: broad-dd-law, name: {en: a, nl: b}, sources: [x], announced: 2021Q1, in_force: 2022Q1,
        freezes: false, scope: [{employees: 500}]}
"""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("fine_share_of_turnover", 0.07),
        ("fine_eur", 123_456.0),
        ("regime", "dynamic"),
        ("civil_liability", "eu_wide"),
        ("publication", False),
        ("scope", [{"employees": 499}]),
        ("inspections_per_100_firms", 31.0),
    ],
)
def test_what_a_law_says_is_seen_from_its_announcement_on(write: Any, field: str, value: Any) -> None:
    """A comparison branches where mixes begin to differ: too late and firms act on a law that they do not have."""
    mix = load_mix(write(OWN + LAW))
    one, other = compiled(mix, "no-eu-law"), compiled(vary_mix(mix, {f"law.{field}": value}), "no-eu-law")
    # inspections are a dial of the quarters in which they take place
    seen = index_of("2022Q1" if field == "inspections_per_100_firms" else "2021Q1")
    assert first_difference(one, other) == seen
    assert same_until(one, other, seen) and not same_until(one, other, seen + 1)


def test_a_dial_is_seen_in_its_own_quarter(write: Any) -> None:
    mix = load_mix(write(OWN + OFFICE))
    one, other = compiled(mix), compiled(vary_mix(mix, {"office.advisers": 21.0}))
    assert first_difference(one, other) == index_of("2022Q1")
    assert same_until(one, other, index_of("2022Q1")) and not same_until(one, other, index_of("2022Q2"))


LATE = """
rules:
  late:
    name: {en: a, nl: b}
    sources: [x]
    when: {observe: endorsement, below: 0.6, evaluate: [2034Q1]}
    then: {instruments: {new: {kind: KIND, name: {en: a, nl: b}, sources: [x], in_force: +FIRST, ends: +LAST, DIAL}}}
"""


@pytest.mark.parametrize(
    ("kind", "first", "last", "found"),
    [
        ("support_office", 2, 7, ("2034Q3", "2035Q4")),
        ("support_office", 2, 8, ("2034Q3", None)),  # ends after the years simulated: it does not end
        ("support_office", 7, 9, ("2035Q4", None)),
        ("support_office", 8, 9, None),  # would begin after them: it is not there
        ("law", 7, 9, ("2035Q4", None)),
        ("law", 8, 9, ("never", None)),  # announced all the same
    ],
)
def test_dates_after_a_firing_that_lie_beyond_the_last_year(
    write: Any, kind: str, first: int, last: int, found: tuple[str, str | None] | None
) -> None:
    text = LATE.replace("KIND", kind).replace("+FIRST", f"+{first}").replace("+LAST", f"+{last}")
    text = text.replace("DIAL", "advisers: 5" if kind == "support_office" else "law: broad-dd-law")
    mix = mix_after(load_mix(write(OWN + text)), (Firing(index_of("2034Q1"), "late"),))
    new: Any = mix.instruments.get("new")
    assert (None if new is None else (new.in_force, new.ends)) == found
    if new is not None:
        assert new.announced == "2034Q2"  # the quarter after the look


def test_laws_were_checked_on_the_day_of_the_one_that_was_checked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    future = load_future("as-happened")
    first, second, *others = sorted(laws_of(future))
    days = {first: "2026-11-02", second: "2026-03-18"}  # of the others nobody wrote down a day

    def read(law: str) -> SimpleNamespace:
        return SimpleNamespace(checked=days.get(law))

    monkeypatch.setattr("scenarios.library.load_law", read)
    assert others and laws_checked(future) == "2026-03-18"
    days.clear()
    assert laws_checked(future) is None


@pytest.mark.parametrize(
    ("dates", "is_right"),
    [
        ("announced: 2022Q1, in_force: 2022Q1", True),
        ("announced: 2022Q2, in_force: 2022Q1", False),
        ("in_force: 2022Q1, ends: 2022Q2", True),
        ("in_force: 2022Q1, ends: 2022Q1", False),
    ],
)
def test_a_policy_may_start_when_it_is_announced_and_ends_after_its_start(
    write: Any, dates: str, is_right: bool
) -> None:
    text = OWN + OFFICE.replace("in_force: 2022Q1", dates)
    if is_right:
        assert load_mix(write(text)).instruments["office"]
    else:
        with pytest.raises(InputProblem, match="office"):
            load_mix(write(text))


@pytest.mark.parametrize(
    ("day", "is_right"),
    [("2022-07-01", True), ("2022-09-30", True), ("2022-06-30", True), ("2022-03-31", False), ("2022-10-01", False)],
)
def test_the_day_of_a_law_lies_in_its_quarter_or_the_one_before(write: Any, day: str, is_right: bool) -> None:
    text = OWN + LAW.replace("in_force: 2022Q1", f"in_force: 2022Q3, in_force_date: {day}")
    if is_right:
        assert load_mix(write(text)).instruments["law"]
    else:
        with pytest.raises(InputProblem, match="in_force_date"):
            load_mix(write(text))
