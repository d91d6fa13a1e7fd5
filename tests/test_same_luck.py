"""Bit for bit: policy that is not there, mixes before they differ, branches, calls, blocks, samples, processors."""

import os
import subprocess
import sys
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from worlds import EVERYONE, Law, schedule_of, small_world, state_bytes

from experiments.prepare import Experiment, prepare
from experiments.runner import run_draw, start_run
from experiments.settings import CompareSettings
from scenarios.compile import compile_schedule
from scenarios.differences import first_difference
from scenarios.library import list_futures, list_mixes, load_future, load_mix, vary_mix
from scenarios.run_dates import RunDates, run_dates
from simulation.dials import DIALS, LAW
from simulation.driver import close_accounts
from simulation.indicators import GROUPS, indicator_table
from simulation.parameters import prior_draw
from simulation.quarter.phase_a_freeze import freeze_firms, open_quarter
from simulation.quarter.phase_b_firms import decide
from simulation.quarter.phase_c_capacity import count_demand, ration, serve
from simulation.quarter.phase_d_chain import buy, buy_later, supply
from simulation.quarter.phase_e_government import count_reach, govern
from simulation.quarter.record import record_chain, record_firms
from simulation.schedule import ScopeTest
from simulation.vocabulary import QUARTERS, Regime

FEW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
DATES = RunDates(40, 46, 54, 44)


def finished(schedule: Any, until: int = QUARTERS, **others: Any) -> bytes:
    return small_world(schedule, **{"firms": 120, "parameters": prior_draw(9, 1)} | others).until(until).everything


@pytest.mark.parametrize("future", list_futures())
def test_a_mix_of_zero_strength_is_no_mix(future: str) -> None:
    content = load_future(future)
    nothing = load_mix("reference-2020").model_copy(update={"instruments": {}, "rules": {}})
    expected = finished(compile_schedule(nothing, content, run_dates(content, nothing, 0.4, 0.3, 0.1)))
    for name in list_mixes():
        zero = vary_mix(load_mix(name), {"*.strength": 0.0}).model_copy(update={"rules": {}})
        schedule = compile_schedule(zero, content, run_dates(content, zero, 0.4, 0.3, 0.1))
        assert finished(schedule) == expected, name


def world_of(run: Any, year: int | slice = slice(None)) -> bytes:
    """What firms, suppliers and allocators are; not which rules of government have fired, which acts later."""
    shared = run.world.shared.copy()
    shared["fired"], shared["variant"] = 0, 0
    parts = (run.world.blocks, run.world.suppliers, shared, run.record.dense()[year], run.accounts[year])
    return b"".join(part.tobytes() for part in parts)


@pytest.mark.parametrize("draw", [0, 1])
def test_mixes_are_equal_before_they_can_differ(every_mix: Experiment, draw: int) -> None:
    future = every_mix.future
    schedules = {n: compile_schedule(m, future, every_mix.dates[n][draw]) for n, m in every_mix.mixes.items()}
    moments: dict[str, list[int]] = {}
    for mix in every_mix.mixes:
        run, policy = start_run(every_mix, mix, draw), every_mix.policy(mix, draw)
        moments[mix] = []
        for quarter in range(QUARTERS):
            run.advance(policy, quarter + 1)
            moments[mix].append(hash(world_of(run, quarter // 4)))
    for a, b in combinations(every_mix.mixes, 2):
        first = first_difference(schedules[a], schedules[b])
        upto = QUARTERS if first is None else first
        assert moments[a][:upto] == moments[b][:upto], (a, b, first)
    ever = sum(moments[a][-1] != moments[b][-1] for a, b in combinations(every_mix.mixes, 2))
    assert ever > 100  # the test would say nothing if runs never differed


laws = some.builds(
    Law,
    announced=some.integers(0, 40),
    in_force=some.integers(41, 60),
    name=some.sampled_from(["law-a", "law-b"]),
    scope=some.sampled_from([EVERYONE, ScopeTest(minimum_employees=250.0), ScopeTest(imports=True)]),
    steps=some.tuples(*[some.integers(0, 1)] * 6),
    themes=some.tuples(*[some.integers(0, 1)] * 4),
    inspections=some.floats(0, 100),
    reporting=some.booleans(),
    regime=some.sampled_from(list(Regime)),
    terms=some.dictionaries(some.sampled_from(["fine_share", "publication", "civil_liability"]), some.just(1.0)),
)
dials = some.dictionaries(some.sampled_from(DIALS[:LAW]), some.floats(0, 1) | some.floats(1, 1e6), max_size=6)


@FEW
@given(
    dials, dials, some.lists(laws, max_size=2, unique_by=lambda law: law.name), some.integers(0, 90), some.booleans()
)
def test_fuzzed_schedules_are_equal_before_they_can_differ(ours, theirs, both, since, drop) -> None:
    a = schedule_of(ours, tuple(both), since)
    b = schedule_of(ours | theirs, tuple(both[:1] if drop else both), since)
    first = first_difference(a, b)
    upto = QUARTERS if first is None else first
    one, other = (small_world(s, 120).until(upto) for s in (a, b))
    assert world_of(one.run) == world_of(other.run)
    # a branch at that moment is the other's own run
    other.until(QUARTERS)
    if a.scopes == b.scopes:  # else the two number their scope tests differently
        branched = one.run.branch()
        branched.advance(other.policy, QUARTERS)
        assert world_of(branched) == world_of(other.run)


strengths = some.dictionaries(some.integers(0, 30), some.sampled_from([0.0, 0.3, 1.0]), max_size=4)


@FEW
@given(some.sampled_from(list_mixes()), strengths, strengths, some.sampled_from(list_futures()))
def test_fuzzed_mixes_are_equal_before_they_can_differ(base, ours, theirs, future_id) -> None:
    mix, future = load_mix(base), load_future(future_id)
    names = list(mix.instruments)
    a, b = (
        compile_schedule(
            vary_mix(mix, {f"{names[n % len(names)]}.strength": s for n, s in chosen.items()}), future, DATES
        )
        for chosen in (ours, theirs)
    )
    first = first_difference(a, b)
    upto = QUARTERS if first is None else first
    one, other = (small_world(s, 120).until(upto) for s in (a, b))
    assert world_of(one.run) == world_of(other.run)


def apart(experiment: Experiment, mix: str, draw: int) -> Any:
    """One mix on its own from 2012 on, its groups fixed at the moment of the branch."""
    policy, run = experiment.policy(mix, draw), start_run(experiment, mix, draw)
    run.advance(policy, min(experiment.branches[draw], experiment.until))
    run.mark_start()
    run.advance(policy, experiment.until)
    years = list(range(experiment.settings.first_year - 2012, experiment.settings.last_year - 2011))
    has_initiative = experiment.initiatives(draw)[mix]
    return indicator_table(run.record, run.accounts, has_initiative, years, experiment.branches[draw])


def same(a: Any, b: Any) -> bool:
    return np.ascontiguousarray(a).tobytes() == np.ascontiguousarray(b).tobytes()


@pytest.mark.parametrize("draw", [0, 1])
def test_branched_is_unbranched(every_mix: Experiment, draw: int) -> None:
    for mix, table in zip(every_mix.mixes, run_draw(every_mix, draw), strict=True):
        assert same(table, apart(every_mix, mix, draw)), mix


def test_branched_is_unbranched_for_every_shipped_pair() -> None:
    for a, b in combinations(list_mixes(), 2):
        pair = prepare(CompareSettings(mixes=(b,), baseline=a, draws=1, firms=100, last_year=2035, prior=True))
        found = run_draw(pair, 0)
        assert same(found[1], apart(pair, b, 0)), (a, b, pair.branches)
        assert same(found[0], apart(pair, a, 0)), (a, b, pair.branches)


def test_a_branch_leaves_its_origin_alone(every_mix: Experiment) -> None:
    run = start_run(every_mix, "mix-1", 0)
    run.advance(every_mix.policy("mix-1", 0), 30)
    before = state_bytes(run)
    branch = run.branch()
    assert state_bytes(branch) == before and branch.quarter == run.quarter
    branch.mark_start()
    branch.advance(every_mix.policy("mix-2", 0), QUARTERS)
    assert state_bytes(run) == before and run.quarter == 30


def test_other_mixes_beside_it_change_nothing(every_mix: Experiment) -> None:
    alone = prepare(replace(every_mix.settings, mixes=("mix-2",)))
    together = run_draw(every_mix, 1)[list(every_mix.mixes).index("mix-2")]
    # who started as what, and which sectors have an initiative, is fixed at the branch, which others may advance
    kept = [n for n, group in enumerate(GROUPS) if not group.startswith(("started", "with"))]
    assert same(together[:, kept], run_draw(alone, 1)[1][:, kept])


RICH = schedule_of(
    {
        "personal_contacts": 0.2,
        "office_advisers": 50.0,
        "office_small_first": 1.0,
        "subsidy_budget": 5e6,
        "subsidy_share": 0.5,
        "initiative_share_textiles": 0.5,
        "initiative_standard": 0.8,
        "ncp": 1.0,
        "condition_ezk_pilot_assessing": 1.0,
        "procurement_share": 0.5,
        "procurement_follow_up": 0.5,
    },
    (Law(inspections=50.0, terms={"fine_share": 0.1, "depth": 1.0, "spared_below": 50.0, "exclusion": 1.0}),),
)


def test_one_call_is_a_call_per_quarter() -> None:
    once, often = small_world(RICH, 300), small_world(RICH, 300)
    for quarter in range(QUARTERS):
        often.until(quarter + 1)
    assert once.until(QUARTERS).everything == often.everything


@FEW
@given(some.lists(some.integers(1, 299), max_size=5), some.integers(0, 20))
def test_the_division_in_blocks_does_not_matter(cuts: list[int], first: int) -> None:
    whole, parts = small_world(RICH, 300).until(first), small_world(RICH, 300).until(first)
    edges = sorted({0, *cuts, 300})
    for index in range(first, first + 4):
        in_pieces(parts, index, list(pairwise(edges)))
    whole.until(first + 4)
    assert whole.everything == parts.everything


def in_pieces(world: Any, index: int, pieces: list[tuple[int, int]]) -> None:
    """One quarter as the driver does it, each stage over these pieces in reverse order."""
    run, policy = world.run, world.policy
    (blocks, works, tally, suppliers, quarter, shared), traits, p = run.world, run.traits, run.parameters
    pieces = pieces[::-1]
    shared["sector_sums"] = 0
    for start, end in pieces:
        freeze_firms(blocks, tally, traits, shared, p, start, end)
    open_quarter(quarter, shared, policy, p, run.seed, run.replication, index)
    for start, end in pieces:
        decide(blocks, works, traits, quarter, p, start, end)
    for start, end in pieces:
        count_demand(blocks, works, tally, traits, quarter, shared, p, start, end)
    for start, end in pieces:
        buy(blocks, works, traits, suppliers, quarter, p, start, end)
    for start, end in pieces:
        count_reach(blocks, works, traits, quarter, shared, p, start, end)
    if index % 4 == 3:
        for start, end in pieces:
            record_firms(blocks, works, tally, traits, quarter, p, run.record, start, end)
    ration(quarter, shared, p)
    for start, end in pieces:
        serve(blocks, tally, traits, quarter, shared, p, start, end)
    for start, end in pieces:
        buy_later(blocks, traits, suppliers, quarter, p, start, end)
    supply(suppliers, quarter, p, 0, len(suppliers))
    if index % 4 == 3:
        for start, end in pieces:
            record_chain(blocks, traits, suppliers, quarter, p, run.record, start, end)
    govern(quarter, shared, policy, p)
    if index % 4 == 3:
        close_accounts(shared, run.accounts[index // 4])
    run.quarter = index + 1


def test_a_firm_is_the_same_in_every_sample() -> None:
    small, large = small_world(RICH, 200), small_world(RICH, 1500)
    ids = small.trait("firm_id")
    place = np.searchsorted(large.trait("firm_id"), ids)
    assert (large.trait("firm_id")[place] == ids).all()
    traits = (
        "sector",
        "size",
        "turnover",
        "visibility",
        "sales_central",
        "sales_other",
        "rivals",
        "supplier",
        "supplier_share",
        "theme_risk",
        "exposure",
        "goal90",
        "small",
        "size_score",
        "employees",
        "scope_bits",
        "uses",
    )
    for name in traits:
        assert same(small.trait(name), large.trait(name)[..., place]), name
    begun = (
        "norm",
        "capability",
        "full_cost",
        "awareness",
        "commitment",
        "practice",
        "statement",
        "reported",
        "coverage",
        "endorses",
        "abiding",
        "candour",
        "publishing",
        "stage",
    )
    for name in begun:
        assert same(small.of(name), large.of(name)[..., place]), name
    small.until(1), large.until(1)
    assert same(small.of("luck"), large.of("luck")[..., place])


SUBSET = """
import hashlib
from experiments.prepare import prepare
from experiments.runner import run_draw
from experiments.settings import CompareSettings
settings = CompareSettings(mixes=("mix-1", "mix-2", "mix-2-eu"), draws=2, firms=150, seed=4, prior=True)
experiment = prepare(settings)
tables = b"".join(run_draw(experiment, draw).tobytes() for draw in range(2))
print(hashlib.sha256(tables + experiment.traits.tobytes()).hexdigest())
"""


@pytest.mark.slow
def test_any_processor_gives_the_same_bits() -> None:
    """The same runs compiled for the plainest processor of this kind (it compiles anew, some 25 seconds)."""
    root = Path(__file__).parents[1]
    plain = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    found = subprocess.run(
        [sys.executable, "-c", SUBSET],
        cwd=root,
        env=plain | {"NUMBA_CPU_NAME": "generic"},
        check=True,
        capture_output=True,
        text=True,
    )
    printed: list[str] = []
    exec(SUBSET, {"print": printed.append})
    assert found.stdout.strip() == printed[0]
