"""Plans: wrong ones are refused, right ones give the same runs with the same names every time."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import qmc
from sweep_plans import SMALL, plan, written

from experiments.posterior import posterior_draw
from experiments.sweep.order import BlockOrder
from experiments.sweep.plan import Sweep
from experiments.sweep.plan_checks import check_plan, read_plan
from experiments.sweep.plan_format import plan_schema
from scenarios.library import load_mix
from simulation.parameters import central_values, prior_draw, registry
from simulation.problems import InputProblem


def sweep(**changed: Any) -> Sweep:
    return Sweep(check_plan(plan(**changed)))


def orders(of: Sweep) -> list[BlockOrder]:
    return [of.order(number) for number in range(of.blocks)]


def ids(of: Sweep) -> list[str]:
    return [name for order in orders(of) for row in order.ids for name in row]


LATIN = {
    "kind": "latin_hypercube",
    "count": 5,
    "ranges": {"goal_endorsement": {"low": 0.8, "high": 0.9}},
    "others": "prior",
}
WRONG: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"format": 2}, ("plan.yaml", "format 2", "1")),
    ({"mixs": ["mix-1"]}, ("plan.yaml", "mixs", "mixes")),
    ({"mixes": None}, ("plan.yaml", "mixes is missing")),
    ({"mixes": []}, ("plan.yaml", "mixes", "at least one")),
    ({"mixes": ["mix-9"]}, ("plan.yaml", "mixes[1]", "mix-9", "mix-")),
    ({"mixes": ["own.yaml"]}, ("own.yaml",)),
    ({"mixes": ["mix-1", "mix-1"]}, ("plan.yaml", "mixes", "twice")),
    ({"baseline": "reference"}, ("plan.yaml", "baseline", "reference-2020")),
    ({"futures": ["as-hapened"]}, ("plan.yaml", "futures[1]", "as-happened")),
    ({"levers": {"suport-office.advisers": [1]}}, ("plan.yaml", "levers", "suport-office", "support-office")),
    ({"levers": {"support-office.advisors": [1]}}, ("plan.yaml", "advisors", "advisers")),
    ({"levers": {"support-office.advisers": ["many"]}}, ("plan.yaml", "levers.support-office.advisers", "many")),
    ({"levers": {"support-office.advisers": [1, 1]}}, ("plan.yaml", "levers.support-office.advisers", "twice")),
    ({"levers": {"support-office.advisers": []}}, ("plan.yaml", "levers.support-office.advisers")),
    ({"levers": {"support-office.advisers": {"low": 1}}}, ("plan.yaml", "levers.support-office.advisers.high")),
    (
        {"levers": {"support-office.advisers": {"low": 3, "high": 2}}, "parameters": LATIN},
        ("plan.yaml", "levers.support-office.advisers", "low < high"),
    ),
    (
        {"levers": {"support-office.advisers": {"low": 1, "high": 2.5, "whole": True}}, "parameters": LATIN},
        ("plan.yaml", "levers.support-office.advisers.high", "2.5", "whole number"),
    ),
    ({"levers": {"support-office.advisers": {"low": 1, "high": 2}}}, ("plan.yaml", "latin_hypercube")),
    ({"parameters": {"count": 3}}, ("plan.yaml", "parameters.kind is missing")),
    ({"parameters": {"kind": "lhs", "count": 3}}, ("plan.yaml", "parameters.kind", "lhs", "allowed", "sobol")),
    ({"parameters": {"kind": "prior", "count": 0}}, ("plan.yaml", "parameters.count", "0", "1 or more")),
    ({"parameters": {"kind": "prior", "counts": 2}}, ("plan.yaml", "parameters.counts", "count")),
    ({"parameters": {"kind": "sobol", "count": 12, "ranges": LATIN["ranges"]}}, ("parameters.count", "8, 16")),
    ({"parameters": {"kind": "sobol", "count": 8, "others": "middle"}}, ("parameters.ranges is missing",)),
    ({"parameters": {**LATIN, "ranges": {"goal_endorsment": "prior"}}}, ("goal_endorsment", "goal_endorsement")),
    ({"parameters": {**LATIN, "ranges": {"goal_endorsement": "prior"}}}, ("goal_endorsement", "low, high")),
    ({"parameters": {**LATIN, "fixed": {"goal_endorsement": 0.9}}}, ("parameters.fixed", "twice")),
    ({"parameters": {"kind": "grid", "values": {"goal_endorsement": [0.8, 0.8]}}}, ("goal_endorsement", "twice")),
    ({"parameters": {"kind": "grid", "values": {"goal_endorsement": ["x"]}}}, ("goal_endorsement", "number")),
    ({"parameters": {"kind": "list", "points": [{"replication": -1}]}}, ("points[1].replication", "-1")),
    ({"parameters": {"kind": "list", "points": [{"replication": 1}]}, "replications": 2}, ("replications", "not both")),
    ({"parameters": {"kind": "posterior", "count": 2, "posterior": "nowhere"}}, ("nowhere", "--prior")),
    ({"variants": {"edges": ["half"]}}, ("plan.yaml", "variants.edges", "half-effects")),
    ({"variants": {"edge": ["half-effects"]}}, ("plan.yaml", "variants.edge", "edges")),
    ({"firms": 3}, ("plan.yaml", "firms", "3", "100")),
    ({"firms": "all"}, ("plan.yaml", "firms", "full")),
    ({"years": [2050]}, ("plan.yaml", "years", "2050")),
    ({"groups": ["al"]}, ("plan.yaml", "groups", "all")),
    ({"indicators": ["practise"]}, ("plan.yaml", "indicators", "practice")),
    ({"replications": 1.5}, ("plan.yaml", "replications", "whole number")),
    ({"seed": -1}, ("plan.yaml", "seed", "-1")),
    ({"parameters": {"kind": "prior", "count": 10_000_001}}, ("parameters.count", "10000000 or less")),
    (
        {"parameters": {"kind": "prior", "count": 1_000_000}, "replications": 1_000_000},
        ("plan.yaml", "runs", "1000000000"),
    ),
]


@pytest.mark.parametrize(("changed", "words"), WRONG, ids=[str(n) for n in range(len(WRONG))])
def test_wrong_plans_are_refused(tmp_path: Path, changed: dict[str, Any], words: tuple[str, ...]) -> None:
    path = written(tmp_path, plan(**changed))
    with pytest.raises(InputProblem) as refusal:
        Sweep(read_plan(path))
    text = str(refusal.value)
    assert "\n" not in text
    for word in words:
        assert word in text, text


def test_runs_have_names_of_their_own_and_keep_them() -> None:
    first, again = sweep(), sweep()
    assert first.runs == len(ids(first)) == len(set(ids(first))) == 2 * 4 * (1 + 1 + 2)
    assert ids(first) == ids(again)
    assert [order.content for order in orders(first)] == [order.content for order in orders(again)]
    assert all(order.runs <= SMALL["runs_per_block"] for order in orders(first))
    changes: list[dict[str, Any]] = [{"firms": 160}, {"seed": 2}, {"years": [2018, 2025]}, {"baseline": "mix-3"}]
    for changed in changes:
        assert not set(ids(first)) & set(ids(sweep(**changed)))
    # a run is what it is, in whatever block, and whatever other values of levers are asked for
    assert set(ids(first)) == set(ids(sweep(runs_per_block=11)))
    assert set(ids(first)) < set(ids(sweep(levers={"broad-law.strength": [0.5, 0.7, 1.0]})))
    assert set(ids(first)) < set(ids(sweep(parameters={"kind": "prior", "count": 5})))


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 3),
    st.integers(1, 5),
    st.integers(1, 3),
    st.integers(1, 13),
    st.lists(st.floats(0, 1), min_size=1, max_size=4, unique=True),
)
def test_blocks_hold_every_run_once(
    mixes: int, count: int, replications: int, per_block: int, values: list[float]
) -> None:
    found = sweep(
        mixes=["reference-2020", "mix-1", "mix-2"][-mixes:],
        parameters={"kind": "prior", "count": count},
        replications=replications,
        runs_per_block=per_block,
        levers={"broad-law.strength": values},
    )
    names = ids(found)
    assert len(names) == len(set(names)) == found.runs == 2 * count * replications * (mixes - 1 + len(values))


def test_levers_apply_where_their_instrument_is() -> None:
    levers = {"broad-law.strength": [0.5, 1.0], "support-office.advisers": [5, 10, 15]}
    rows = {
        (o.mixes[c.mix].id, tuple(o.levers_of(w, c).items()))
        for o in orders(sweep(levers=levers))
        for w in o.worlds
        for c in o.cases
    }
    assert "support-office" in load_mix("mix-1").instruments
    assert {mix for mix, values in rows if not values} == {"reference-2020"}
    assert sum(mix == "mix-1" for mix, _ in rows) == 3
    assert sum(mix == "mix-2" for mix, _ in rows) == 6


def test_a_mix_that_the_design_does_not_touch_runs_once() -> None:
    design = {"kind": "sobol", "count": 8, "others": "middle"}
    found = sweep(levers={"broad-law.strength": {"low": 0, "high": 1}}, parameters=design, replications=3)
    count = dict.fromkeys(SMALL["mixes"], 0)
    for order in orders(found):
        for case in order.cases:
            count[order.mixes[case.mix].id] += len(order.worlds)
    assert count == {"reference-2020": 2 * 3, "mix-1": 2 * 3, "mix-2": 2 * 3 * 8}
    assert len(set(ids(found))) == found.runs == sum(count.values())


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol"])
def test_designs_are_those_of_scipy(kind: str) -> None:
    ranges = {"goal_endorsement": {"low": 0.8, "high": 0.9}, "eu_effort_shift": "prior"}
    found = sweep(
        parameters={"kind": kind, "count": 16, "ranges": ranges, "others": "middle"},
        mixes=["mix-2"],
        levers={"support-office.advisers": {"low": 4, "high": 12, "whole": True}},
        futures=["no-eu-law"],
        seed=5,
        runs_per_block=3,
    )
    worlds = [world for order in orders(found) for world in order.worlds]
    assert [world.point for world in worlds] == list(range(16))
    luck = np.random.default_rng(5)
    shares = (qmc.Sobol(3, rng=luck) if kind == "sobol" else qmc.LatinHypercube(3, rng=luck)).random(16)
    goal = np.array([float(world.parameters["goal_endorsement"][0]) for world in worlds])
    assert np.allclose(goal, 0.8 + 0.1 * shares[:, 0], rtol=0, atol=1e-15)
    assert sorted(np.floor(shares[:, 1] * 16)) == list(range(16))  # one in each stratum, of either kind
    prior = registry()["eu_effort_shift"]
    shift = np.array([float(world.parameters["eu_effort_shift"][0]) for world in worlds])
    assert prior.kind == "uniform" and np.allclose(shift, prior.low + shares[:, 1] * (prior.high - prior.low))
    advisers = [world.levers["support-office.advisers"] for world in worlds]
    assert all(type(value) is int for value in advisers)
    assert advisers == [4 + int(9 * share) for share in shares[:, 2]]  # of 4 to 12 each has a ninth
    assert found.order(found.blocks - 1).ids == orders(found)[-1].ids  # worked out alone or after the others


def test_a_parameter_held_at_zero_is_zero() -> None:
    """A value of 0 is given, and stands for no value that was left out."""
    name = "start_awareness"
    found = sweep(parameters={"kind": "prior", "count": 2, "fixed": {name: 0}}, mixes=["mix-2"], levers={})
    values = [float(world.parameters[name][0]) for order in orders(found) for world in order.worlds]
    assert values and set(values) == {0.0}


def test_points_are_worlds_as_elsewhere() -> None:
    name = "start_awareness"
    drawn = sweep(
        parameters={"kind": "prior", "count": 3, "fixed": {name: 0.5}},
        replications=2,
        mixes=["mix-2"],
        futures=["no-eu-law"],
        levers={},
    )
    worlds = [world for order in orders(drawn) for world in order.worlds]
    assert [(w.point, w.replication) for w in worlds] == [(0, 0), (0, 3), (1, 1), (1, 4), (2, 2), (2, 5)]
    assert all(w.parameters.tobytes() == prior_draw(1, w.point, {name: 0.5}).tobytes() for w in worlds)
    grid = sweep(
        parameters={"kind": "grid", "values": {name: [0.1, 0.2], "goal_endorsement": [0.8, 0.9, 1]}, "others": "prior"},
        replications=2,
        mixes=["mix-2"],
        futures=["no-eu-law"],
        levers={},
    )
    worlds = [world for order in orders(grid) for world in order.worlds]
    assert [w.replication for w in worlds] == [0, 1] * 6
    expected = prior_draw(1, 1, {name: 0.1, "goal_endorsement": 0.9})
    assert worlds[3].parameters.tobytes() == expected.tobytes()
    listed = sweep(parameters={"kind": "list", "points": [{}, {name: 0.3}], "others": "middle"}, levers={})
    assert [w.parameters.tobytes() for w in listed.order(0).worlds] == [
        central_values().tobytes(),
        central_values({name: 0.3}).tobytes(),
    ]


def test_draws_from_a_posterior(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def draw(seed: int, number: int, overrides: Any, posterior: Any) -> Any:
        asked.append((seed, number))
        assert posterior.endswith("posterior")
        return prior_draw(seed, number, overrides)

    monkeypatch.setattr("experiments.sweep.points.load_posterior", str)
    monkeypatch.setattr("experiments.sweep.points.posterior_draw", draw)
    assert callable(posterior_draw)
    found = sweep(parameters={"kind": "posterior", "count": 2}, seed=4, futures=["no-eu-law"])
    assert {w.replication for o in orders(found) for w in o.worlds} == {0, 1}
    assert set(asked) == {(4, 0), (4, 1)}


def test_schema_says_what_a_plan_may_hold() -> None:
    schema = plan_schema()
    assert {"mixes", "levers", "parameters", "replications"} <= set(schema["properties"])
    assert {"Grid", "Sobol", "FromPosterior", "Range"} <= set(schema["$defs"])
    for part in schema["properties"]["parameters"]["anyOf"]:
        assert part["$ref"].removeprefix("#/$defs/") in schema["$defs"]
