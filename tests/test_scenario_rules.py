"""Rules, the dates of a run, and what a fingerprint covers."""

import numpy as np
import pytest
from scenario_mixes import OWN, compiled, law_dial

from scenarios.checking import check_file
from scenarios.compile import compile_schedule, dial
from scenarios.differences import first_difference
from scenarios.extending import merged
from scenarios.future_format import Future
from scenarios.library import fingerprint, load_future, load_mix, vary_mix
from scenarios.quarters import index_of
from scenarios.run_dates import RunDates, run_dates
from simulation.problems import InputProblem
from simulation.vocabulary import QUARTERS


def test_rule_on_the_eu_state_settles_when_compiling() -> None:
    future, mix = load_future("ex-ante-2020"), load_mix("ser-route-2")
    early = compile_schedule(mix, future, RunDates(36, 44, 54, None))
    assert "broad-dd-law" not in early.laws.identifiers
    none = compile_schedule(mix, future, RunDates())
    assert none.table.shape[0] == 1 and none.rule_evaluations.shape == (0, 1)
    announced = law_dial(none, "broad-dd-law", "announced")
    assert np.flatnonzero(announced)[0] == index_of("2021Q2") + 1
    assert np.flatnonzero(law_dial(none, "broad-dd-law", "in_force"))[0] == index_of("2021Q2") + 12
    late = compile_schedule(mix, future, RunDates(60, None, None, None))  # in force before the proposal
    assert np.flatnonzero(law_dial(late, "broad-dd-law", "in_force"))[0] == index_of("2021Q2") + 12


RULES = (
    OWN
    + """
rules:
  more-advisers:
    name: {en: a, nl: b}
    sources: [x]
    when: {observe: endorsement, below: 0.6, evaluate: [2023Q1, 2025Q1]}
    then:
      instruments:
        office: {kind: support_office, name: {en: a, nl: b}, sources: [x], in_force: +4, advisers: 40}
        ncp: {activity: 1.0}
  law:
    name: {en: a, nl: b}
    sources: [x]
    when: {observe: endorsement, below: 0.9, evaluate: [2025Q1]}
    then:
      remove: [goal-letters]
      instruments:
        law: {kind: law, law: broad-dd-law, name: {en: a, nl: b}, sources: [x], in_force: +8}
"""
)


def test_rules_on_endorsement_are_variants(write) -> None:
    schedule = compiled(load_mix(write(RULES)), "no-eu-law")
    assert schedule.table.shape[0] == 6
    assert schedule.rule_evaluations.tolist() == [[44, 52], [52, -1]]
    assert schedule.rule_stride.tolist() == [1, 3]
    assert schedule.rule_threshold.tolist() == [0.6, 0.9] and schedule.rule_below.tolist() == [1, 1]
    advisers = [dial(schedule, "office_advisers", variant) for variant in range(6)]
    starts = [np.flatnonzero(column)[:1].tolist() for column in advisers]
    assert starts == [[], [48], [56], [], [48], [56]]
    assert dial(schedule, "ncp", 1)[44] == 0.5 and dial(schedule, "ncp", 1)[45] == 1.0
    for variant in range(6):
        in_force = law_dial(schedule, "broad-dd-law", "in_force", variant)
        assert np.flatnonzero(in_force)[:1].tolist() == ([60] if variant >= 3 else [])
        assert dial(schedule, "letters_goal_firms", variant)[-1] == (0 if variant >= 3 else 0.125)
        # Nothing differs up to the look at which the rule fires.
        np.testing.assert_array_equal(schedule.table[variant, :45], schedule.table[0, :45])


def test_first_difference_sees_rules(write) -> None:
    mix = load_mix(write(RULES))
    reference = compiled(load_mix("reference-2020"), "no-eu-law")
    assert first_difference(compiled(mix, "no-eu-law"), reference) == 45


def test_dates_move_one_way() -> None:
    future = load_future("ex-ante-2020")
    last = RunDates(0, 0, 0, 0)
    for u in np.linspace(0.001, 0.999, 300):
        dates = run_dates(future, load_mix("reference-2020"), float(u), float(u), 0.2)
        for name in ("eu_proposal", "eu_adoption", "eu_in_force", "wzk_in_force"):
            assert _number(getattr(dates, name)) >= _number(getattr(last, name))
        assert _number(dates.eu_proposal) <= _number(dates.eu_adoption) <= _number(dates.eu_in_force)
        last = dates


def _number(date: int | None) -> int:
    return QUARTERS if date is None else date


def test_more_effort_is_never_later_and_not_before_it_begins() -> None:
    future, mix = load_future("ex-ante-2020"), load_mix("mix-1")
    begins = index_of("2021Q3")
    for u in np.linspace(0.01, 0.99, 60):
        before: list[int] | None = None
        plain: list[int] = []
        for effort in (0.0, 0.3, 0.45, 0.6, 1.0):
            own = vary_mix(mix, {"more-eu-effort.effort": effort})
            dates = run_dates(future, own, float(u), 0.5, 0.3)
            found = [_number(getattr(dates, name)) for name in ("eu_proposal", "eu_adoption", "eu_in_force")]
            assert found == sorted(found)
            if before is None:
                plain = found
            else:
                assert all(new <= old for new, old in zip(found, before, strict=True))
            assert all(new == old or new >= begins for new, old in zip(found, plain, strict=True))
            before = found
        assert run_dates(future, mix, float(u), 0.5, 0.0) == run_dates(
            future, load_mix("reference-2020"), float(u), 0.5, 0.0
        )


def test_never_is_possible() -> None:
    dates = run_dates(load_future("ex-ante-2020"), load_mix("reference-2020"), 0.99, 0.99, 0.1)
    assert dates == RunDates(None, None, None, None)


def test_own_file_extends_a_file_beside_it(write) -> None:
    write(OWN, "base.yaml")
    child = write(
        OWN.replace("reference-2020", "base.yaml").replace("id: own", "id: child") + "remove: [ncp]\n", "child.yaml"
    )
    mix = load_mix(child)
    assert mix.lineage == ["base", "reference-2020"]
    assert "ncp" not in mix.instruments and "covenants" in mix.instruments


def test_a_child_takes_out_all_that_it_names() -> None:
    base = {"instruments": {"office": {"kind": "a"}, "grant": {"kind": "b"}}, "rules": {"turn": {}}, "description": {}}
    changed = merged(base, {"remove": ["office", "turn"], "description": None}, "child.yaml", "base.yaml")
    assert changed == {"instruments": {"grant": {"kind": "b"}}, "rules": {}}


def test_check_file_knows_laws_and_futures() -> None:
    from scenarios.shelf import HERE

    assert check_file(HERE / "laws" / "wzk.yaml").kind == "law"
    assert check_file(HERE / "futures" / "ex-ante-2020.yaml").kind == "future"
    assert isinstance(check_file(HERE / "futures" / "as-happened.yaml").content, Future)


def test_fingerprint(write) -> None:
    path = write(OWN)
    first = fingerprint(load_mix(path))
    assert fingerprint(load_mix(path)) == first and len(first) == 64
    assert fingerprint(load_mix(write(OWN + "instruments: {ncp: {activity: 0.6}}"))) != first
    assert vary_mix(load_mix("mix-1"), {"ncp.activity": 0.6}) != load_mix("mix-1")
    with pytest.raises(InputProblem, match="support-office"):
        vary_mix(load_mix("mix-1"), {"support-ofice.advisers": 1})
    # Layout and comments are no content.
    assert fingerprint(load_mix(write(OWN.replace("sources: [own]", "sources:\n  - own  # mine")))) == first
    assert fingerprint(load_future("ex-ante-2020")) != fingerprint(load_future("no-eu-law"))
