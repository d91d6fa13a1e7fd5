"""Compiling: dials, and laws that are announced, freeze, lapse, replace and phase in."""

from typing import Any

import numpy as np
import pytest
from scenario_mixes import OWN, compiled, law_dial

from scenarios.compile import compile_schedule, dial, inspections, scope_steps
from scenarios.differences import first_difference
from scenarios.law_content import liability, version_of
from scenarios.law_format import Law
from scenarios.laws import Entry
from scenarios.library import list_futures, list_mixes, load_future, load_law, load_mix, vary_mix
from scenarios.quarters import index_of
from scenarios.refusals import checked
from scenarios.run_dates import RunDates
from simulation.schedule import ScopeTest
from simulation.vocabulary import QUARTERS, Regime


def test_dials_in_quarters(write) -> None:
    mix = load_mix(
        write(
            OWN
            + """
instruments:
  letters-2: {kind: letters, name: {en: a, nl: b}, sources: [x], in_force: 2025Q1, ramp: 4, order: 5,
              contacts_per_firm_per_year: 2.0}
  goal-letters: {order: 1}
"""
        )
    )
    letters = dial(compiled(mix), "letters_goal_firms")
    start = index_of("2025Q1")
    assert letters[start - 1] == 0.5 / 4
    # The higher order takes over as far as it is at strength.
    assert letters[start] == pytest.approx(0.75 * 0.125 + 0.25 * 0.5)
    assert letters[start + 3] == letters[-1] == 0.5


def test_condition_needs_room_in_the_law_on_subsidies(write) -> None:
    text = (
        OWN
        + """
instruments:
  more: {kind: instrument_conditions, name: {en: a, nl: b}, sources: [x], in_force: 2025Q1, order: 9,
         rows: {ezk_pilot: {tasks: [informing, assessing], endorsement_required: true,
                            condition_allowed: %s}}}
"""
    )
    for allowed in ("true", "false"):
        schedule = compiled(load_mix(write(text % allowed)))
        assert dial(schedule, "condition_ezk_pilot_informing")[-1] == 1
        assert dial(schedule, "condition_ezk_pilot_assessing")[-1] == (allowed == "true")
        assert dial(schedule, "condition_ezk_pilot_endorsement")[-1] == (allowed == "true")


def test_subsidies_add_up() -> None:
    schedule = compiled(load_mix("reference-2020"))
    assert dial(schedule, "subsidy_budget")[-1] == pytest.approx((0.5e6 + 5e6 + 4.8e6) / 4)
    assert dial(schedule, "subsidy_share")[-1] == pytest.approx(0.5)


@pytest.mark.parametrize("name", list_mixes())
def test_no_strength_is_no_mix(name: str) -> None:
    mix = vary_mix(load_mix(name), {"*.strength": 0.0}).model_copy(update={"rules": {}})
    empty = mix.model_copy(update={"instruments": {}})
    assert empty != mix
    for future in list_futures():
        a, b = compiled(mix, future), compiled(empty, future)
        np.testing.assert_array_equal(a.table, b.table)
        assert first_difference(a, b) is None


def test_announced_from_announcement_on_and_phases() -> None:
    law = load_law("csddd-2024")
    mix = vary_mix(
        load_mix("mix-2-eu"),
        {"broad-law.law": "csddd-2024", "broad-law.announced": "2022Q1", "broad-law.in_force": "2027Q3"},
    )
    schedule = compiled(mix, "no-eu-law")
    scope = law_dial(schedule, "csddd-2024", "scope").astype(int)
    announced = law_dial(schedule, "csddd-2024", "announced")
    assert (announced == (np.arange(QUARTERS) >= index_of("2022Q1"))).all()
    tests = [phase.test() for phase in law.scope]
    assert scope[index_of("2021Q4")] == -1
    # While it is only announced, all who will fall under it expect it.
    assert schedule.scopes[scope[index_of("2022Q1")]] == tests[2]
    assert schedule.scopes[scope[index_of("2027Q3")]] == tests[0]
    assert schedule.scopes[scope[index_of("2028Q3")]] == tests[1]
    assert schedule.scopes[scope[index_of("2029Q3")]] == tests[2]
    assert len(schedule.scopes) == len(set(schedule.scopes))
    assert schedule.laws.civil_liability[schedule.laws.identifiers.index("csddd-2024")] == 1


def test_national_bill_freezes_and_lapses() -> None:
    future = load_future("ex-ante-2020")
    mix = load_mix("mix-2")
    eu = "eu-broad-dd-law"
    # Proposal before the bill is in force, then adopted: the bill is dropped at the proposal.
    frozen = compile_schedule(mix, future, RunDates(40, 48, 56, None))
    assert law_dial(frozen, "broad-dd-law", "in_force").max() == 0
    assert law_dial(frozen, "broad-dd-law", "announced")[39] == 1
    assert law_dial(frozen, "broad-dd-law", "announced")[40] == 0
    # Nothing adopted for three years: national work goes on where it stood.
    late = compile_schedule(mix, future, RunDates(40, 70, 80, None))
    start = index_of("2024Q1") + 12
    assert np.flatnonzero(law_dial(late, "broad-dd-law", "in_force")).tolist() == list(range(start, 80))
    assert law_dial(late, eu, "adapt").tolist() == [float(q == 80) for q in range(QUARTERS)]
    # No proposal: the law starts on its date; a bill that does not freeze starts on it anyway.
    free = compile_schedule(mix, future, RunDates())
    assert np.flatnonzero(law_dial(free, "broad-dd-law", "in_force"))[0] == index_of("2024Q1")
    route = compile_schedule(load_mix("ser-route-3"), future, RunDates(40, 48, 56, None))
    assert np.flatnonzero(law_dial(route, "broad-dd-law", "in_force")).tolist() == list(range(48, 56))
    assert law_dial(route, eu, "adapt")[56] == 1


def test_what_if_in_the_whole_eu() -> None:
    for u in (0.01, 0.5, 0.99):
        schedule = compiled(load_mix("mix-2-eu"), u=u)
        assert "eu-broad-dd-law" not in schedule.laws.identifiers
        slot = schedule.laws.identifiers.index("broad-dd-law")
        assert schedule.laws.eu_wide[slot] == 1
        assert np.flatnonzero(dial(schedule, f"law_{slot}_in_force"))[0] == index_of("2024Q1")
    assert law_dial(schedule, "rnfi-revision", "adapt")[index_of("2024Q1")] == 1
    assert law_dial(schedule, "rnfi-2017", "in_force")[index_of("2024Q1")] == 0


def test_child_labour_act_lapses_when_eu_law_applies() -> None:
    schedule = compile_schedule(load_mix("mix-1"), load_future("ex-ante-2020"), RunDates(40, 48, 60, 44))
    assert np.flatnonzero(law_dial(schedule, "wzk", "in_force")).tolist() == list(range(44, 60))


def test_as_happened() -> None:
    schedule = compiled(load_mix("actual-policy"), "as-happened")
    ids = schedule.laws.identifiers
    assert "initiative-bill-35761" in ids
    assert law_dial(schedule, "csddd-2024", "in_force").max() == 0
    start = np.flatnonzero(law_dial(schedule, "csddd-omnibus", "in_force"))[0]
    assert start == index_of("2029Q3")
    assert schedule.laws.fine_share[ids.index("csddd-omnibus")] == 0.03
    # never put into Dutch law, its coming was felt until the first quarter of 2026 (N-A20)
    assert law_dial(schedule, "csrd-2022", "in_force").max() == 0


def test_eu_law_on_products_stays_when_broad_eu_law_comes() -> None:
    schedule = compiled(load_mix("actual-policy"), "as-happened")
    assert law_dial(schedule, "csddd-omnibus", "in_force")[index_of("2029Q3")] == 1
    for law in ("conflict-minerals-regulation", "eudr", "batteries-regulation", "forced-labour-regulation"):
        assert law_dial(schedule, law, "in_force")[-1] == 1, law


@pytest.mark.parametrize("name", [name for name in list_mixes() if name.startswith("csddd-")])
def test_a_choice_of_today_changes_nothing_of_the_past(name: str) -> None:
    now = index_of("2026Q4")
    chosen, happened = (compiled(load_mix(mix), "as-happened") for mix in (name, "actual-policy"))
    for law in happened.laws.identifiers:
        for dial_name in ("announced", "in_force"):
            ours, theirs = (law_dial(schedule, law, dial_name)[:now] for schedule in (chosen, happened))
            assert np.array_equal(ours, theirs), law
    if "wivo" in chosen.laws.identifiers:
        assert law_dial(chosen, "wivo", "announced")[:now].max() == 0


def test_national_law_for_eu_law_and_its_switch(write) -> None:
    text = (
        OWN
        + """
instruments:
  wivo: {kind: law, law: wivo, name: {en: a, nl: b}, sources: [x]%s}
"""
    )
    plain = compiled(load_mix(write(text % "")), "as-happened")
    assert "csddd-omnibus" not in plain.laws.identifiers
    assert law_dial(plain, "csddd-2024", "announced")[index_of("2024Q4")] == 0
    wide = compiled(load_mix(write(text % ", option: national-extra")), "as-happened")
    scope = int(law_dial(wide, "wivo", "scope")[-1])
    assert wide.scopes[scope].minimum_employees == 250
    assert plain.scopes[int(law_dial(plain, "wivo", "scope")[-1])].minimum_employees == 5000


def test_law_overrides(write) -> None:
    schedule = compiled(
        load_mix(
            write(
                OWN
                + """
instruments:
  law: {kind: law, law: broad-dd-law, name: {en: a, nl: b}, sources: [x], announced: 2021Q1, in_force: 2022Q1,
        freezes: false, regime: dynamic, fine_share_of_turnover: 0.07,
        inspections_per_100_firms: 30, strength: 0.5,
        scope: [{employees: 500}, {after_quarters: 8, employees: 100, sectors: [textiles]}]}
"""
            )
        ),
        "no-eu-law",
    )
    slot = schedule.laws.identifiers.index("broad-dd-law")
    assert schedule.laws.regime[slot] == Regime.DYNAMIC and schedule.laws.fine_share[slot] == 0.07
    assert dial(schedule, f"law_{slot}_inspections")[-1] == 15 and dial(schedule, f"law_{slot}_in_force")[-1] == 0.5
    assert schedule.scopes[int(dial(schedule, f"law_{slot}_scope")[-1])] == ScopeTest(100, sectors=("textiles",))


def a_law(**more: Any) -> Law:
    content = {
        "format": 2,
        "id": "a-law",
        "kind": "due_diligence",
        "level": "EU",
        "name": {"en": "A", "nl": "A"},
        "description": {"en": "A", "nl": "A"},
        "sources": ["own"],
        "announced": "2025Q1",
        "in_force": "2027Q1",
        "scope": [{"employees": 1000}, {"after_quarters": 4, "employees": 500}],
    }
    return checked(Law, content | more, "a-law")


def test_what_firms_expect_follows_the_text_that_is_known() -> None:
    text = {"name": {"en": "B", "nl": "B"}, "sources": ["own"]}
    proposal = text | {"id": "b", "status": "proposal", "known_from": "2025Q1", "known_until": "2025Q3"}
    agreed = text | {"id": "c", "status": "agreed", "known_from": "2025Q3", "known_until": "2026Q1"}
    law = a_law(
        versions=[
            proposal | {"changes": {"in_force": "2026Q3", "scope": [{"employees": 50}]}},
            agreed | {"changes": {"scope": [{"employees": 250}]}},
        ]
    )
    assert version_of(law, "b").in_force == "2026Q3"
    # A text with another start does not keep the days of this one.
    dated = a_law(
        in_force_date="2027-01-01",
        scope=[{"date": "2027-01-01", "employees": 50}],
        versions=[proposal | {"changes": {"in_force": "2026Q3"}}],
    )
    assert version_of(dated, "b").scope[0].date is None and version_of(dated, "b").in_force_date is None
    steps = scope_steps(Entry(law, law, index_of("2025Q1"), index_of("2027Q1")))
    known = {quarter: test.minimum_employees for quarter, test in steps}
    expected = {"2025Q1": 50, "2025Q3": 250, "2026Q1": 500, "2027Q1": 1000, "2028Q1": 500}
    assert known == {index_of(name): persons for name, persons in expected.items()}
    # Who learns of the law late, or has a scope of his own, never expected the earlier text.
    assert scope_steps(Entry(law, law, index_of("2026Q1"), index_of("2027Q1")))[0][1].minimum_employees == 500
    own = law.model_copy(update={"scope": law.scope[:1]})
    assert {test.minimum_employees for _, test in scope_steps(Entry(law, own, index_of("2025Q1"), None))} == {1000}


def test_checks_a_year_by_phase_and_grace() -> None:
    start = index_of("2023Q1")
    phases = [{"after_quarters": 4, "per_100_firms": 10}, {"after_quarters": 11, "per_100_firms": 2}]
    law = a_law(inspections_per_100_firms=80, inspection_phases=phases)
    rate = inspections(law, start)
    assert [rate[start + quarter] for quarter in (0, 3, 4, 10, 11)] == [80, 80, 10, 10, 2]
    late = inspections(a_law(inspections_per_100_firms=80, grace={"quarters": 6, "until": "2024-06-30"}), start)
    assert [late[start + quarter] for quarter in (0, 5, 6)] == [0, 0, 80]
    reports = a_law(inspections_per_100_firms=80, grace={"quarters": 6, "of": "reporting"})
    assert inspections(reports, start)[start] == 80


def test_liability_of_older_and_newer_files() -> None:
    assert [a_law(civil_liability=value).civil_liability for value in (True, False)] == ["eu_wide", "no_liability"]
    assert 0 < liability("national_law") < liability("eu_wide") == 1


@pytest.mark.parametrize(
    ("law", "depth", "spared_below", "exclusion"),
    [
        ("broad-dd-law", 1.0, 0.0, 0.0),  # it says nothing of depth: the chain
        ("csddd-omnibus", 1.0, 5000.0, 0.0),
        ("german-lksg", 0.5, 0.0, 1.0),
        ("csrd-omnibus", 1.0, 1001.0, 0.0),  # spares firms of exactly 1,000 too
    ],
)
def test_what_a_law_passes_down_the_chain_and_whom_it_shuts_out(
    law: str, depth: float, spared_below: float, exclusion: float
) -> None:
    schedule = compiled(vary_mix(load_mix("mix-2"), {"broad-law.law": law}))
    slot = schedule.laws.identifiers.index(law)
    assert schedule.laws.depth[slot] == depth
    assert schedule.laws.spared_below[slot] == spared_below
    assert schedule.laws.exclusion[slot] == exclusion


def test_a_limit_on_asking_partners_makes_mixes_differ() -> None:
    mix = load_mix("mix-2")
    limited = vary_mix(mix, {"broad-law.partner_limit": {"employees": 5000, "rule": "may_refuse"}})
    at = first_difference(compiled(mix), compiled(limited))
    assert at == index_of("2020Q4")
