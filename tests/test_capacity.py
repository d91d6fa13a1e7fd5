"""Capacity without order: the chances, waiting and classes; weight 1 and weight w agree in expectation."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from worlds import EVERYONE, Law, SmallWorld, schedule_of, small_world

from scenarios.scope import scope_bits
from simulation.parameters import central_values
from simulation.population import columns_of, load_population, load_suppliers
from simulation.quarter.phase_c_capacity import HELP, MONEY, SEAT, count_demand, ration, serve
from simulation.randomness import Purpose, luck_of
from simulation.run import Run, policy_of
from simulation.start import fixed_traits
from simulation.state import SHARE_SCALE, fill
from simulation.vocabulary import QUARTERS, SECTORS, Regime

TEXTILES = SECTORS.index("textiles")
REPLICATIONS = 300


@lru_cache(maxsize=4)
def traits_of(copies: int, weight: float, kinds: int = 40) -> Any:
    """The first firms of the list, each as `copies` agents of this weight with numbers of their own."""
    firms = load_population(200)
    rows = np.repeat(np.arange(kinds), copies)
    columns = {name: value[rows] for name, value in columns_of(firms)}
    columns["firm_id"] = 1_000_000 + np.arange(len(rows))
    columns["weight"] = np.full(len(rows), weight)
    columns["customers"] = np.full((len(rows), 2), -1, columns["customers"].dtype)
    columns["sector"] = np.full(len(rows), TEXTILES, columns["sector"].dtype)
    population = replace(firms, **columns)
    reference = float(central_values()["size_reference"][0])
    return fixed_traits(population, load_suppliers(), scope_bits((EVERYONE,), population), reference)


def world_of(copies: int, weight: float, replication: int, p: Any) -> SmallWorld:
    policy = policy_of(SCARCE, p)
    run = Run.start(traits_of(copies, weight), 40 * copies, load_suppliers(), p, policy, 1, replication)
    run.look_back()
    return SmallWorld(run, policy)


P = central_values({"help_cases_per_adviser": 1.0, "subsidy_maximum": 1e9})
#: Some 100 of 200 weighted firms ask for each thing; less than that can be served.
SCARCE = schedule_of(
    {
        "office_advisers": 30.0,
        "subsidy_budget": 4e6,
        "subsidy_share": 0.5,
        "initiative_share_textiles": 0.2,
        "initiative_standard": 0.5,
    },
    (Law(inspections=80.0, regime=Regime.RISK_BASED),),
    since=0,
)


def one_round(copies: int, weight: float, replication: int, classes: bool) -> tuple[SmallWorld, Any, int]:
    """A round in which the first half of the kinds asks for everything; what each asked, grants paid before."""
    world = world_of(copies, weight, replication, P)
    world.until(21)  # the law is in force
    run = world.run
    (blocks, works, tallies, _, quarter, shared), traits = run.world, run.traits
    kinds = np.repeat(np.arange(40), copies)
    asked = np.where(kinds < 20, np.where(classes & (kinds % 2 == 0), 2, 1), 0)
    for name in ("request_help", "request_subsidy", "request_seat"):
        fill(blocks, name, asked)
    fill(blocks, "help", np.zeros(len(kinds)))
    fill(blocks, "member", np.zeros(len(kinds)))
    fill(blocks, "full_cost", np.where(kinds % 4 < 2, 1e5, 4e5))
    shared["demand"], shared["inspection_demand"], shared["scope_weight"] = 0, 0, 0
    shared["sector_sums"][:, TEXTILES, 3] = 0
    before = int(shared["government"][0, 2])
    quarter["quarter"] += 1
    count_demand(blocks, works, tallies, traits, quarter, shared, run.parameters, 0, run.firms)
    ration(quarter, shared, run.parameters)
    serve(blocks, tallies, traits, quarter, shared, run.parameters, 0, run.firms)
    return world, asked, before


def allocate(copies: int, weight: float, replication: int, classes: bool) -> dict[str, float]:
    """Weighted numbers served in one round."""
    world, asked, before = one_round(copies, weight, replication, classes)
    weights, shared = world.trait("weight"), world.run.world.shared
    return {
        "help": float((weights * (world.of("help") == 1.0)).sum()),
        "high_help": float((weights * (world.of("help") == 1.0) * (asked == 2)).sum()),
        "seats": float((weights * world.of("member")).sum()),
        "euros": (int(shared["government"][0, 2]) - before) / 256.0,
        "visits": float((weights * world.of("visited")).sum()),
        "chance_help_1": float(shared["chance"][0, HELP, 1]),
        "chance_help_2": float(shared["chance"][0, HELP, 2]),
        "chance_seat": float(shared["chance"][0, SEAT + TEXTILES, 1]),
        "demand_euros": float(shared["demand"][0, MONEY].sum()) / 256.0,
    }


def repeated(copies: int, weight: float, classes: bool) -> dict[str, np.ndarray]:
    rows = [allocate(copies, weight, replication, classes) for replication in range(REPLICATIONS)]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


@pytest.fixture(scope="module")
def light() -> dict[str, np.ndarray]:
    return repeated(5, 1.0, False)


@pytest.fixture(scope="module")
def heavy() -> dict[str, np.ndarray]:
    return repeated(1, 5.0, False)


def mean_and_error(values: np.ndarray) -> tuple[float, float]:
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))


@pytest.mark.parametrize(("what", "capacity"), [("help", 30.0), ("seats", 40.0), ("euros", 4e6)])
def test_what_is_served_is_the_capacity(light, heavy, what: str, capacity: float) -> None:
    for found in (light, heavy):
        mean, error = mean_and_error(found[what])
        assert error > 0.0 and abs(mean - capacity) < 4 * error


@pytest.mark.parametrize("what", ["help", "seats", "euros", "visits"])
def test_weight_one_agrees_with_weight_five(light, heavy, what: str) -> None:
    (one, one_error), (five, five_error) = mean_and_error(light[what]), mean_and_error(heavy[what])
    assert abs(one - five) < 4 * np.hypot(one_error, five_error)
    assert five_error > one_error  # fewer, heavier agents: the same expectation, more luck


def test_inspections_are_as_many_as_announced(light) -> None:
    mean, error = mean_and_error(light["visits"])
    assert abs(mean - 200 * 80.0 / 100 / 4) < 4 * error


def test_chances_are_capacity_over_demand(light, heavy) -> None:
    for found in (light, heavy):
        np.testing.assert_allclose(found["chance_help_1"], 30.0 / 100.0)
        np.testing.assert_allclose(found["chance_seat"], 40.0 / 100.0)
        assert (found["demand_euros"] > 4e6).all()


def test_the_higher_class_comes_first() -> None:
    found = repeated(1, 5.0, True)
    np.testing.assert_allclose(found["chance_help_2"], 30.0 / 50.0)
    np.testing.assert_allclose(found["chance_help_1"], 0.0)
    assert (found["help"] == found["high_help"]).all()


def test_each_firm_is_served_and_visited_by_its_own_luck() -> None:
    """Luck is drawn for lists of firms; each gets the numbers of its own address, one for each thing."""
    world, asked, _ = one_round(5, 1.0, 3, True)
    shared, quarter = world.run.world.shared, int(world.run.world.quarter["quarter"][0])
    ids = [int(number) for number in world.trait("firm_id")]

    def lucks(purpose: int) -> np.ndarray:
        return np.array([luck_of(world.run.seed, 3, number, quarter, purpose) for number in ids])

    allocation, visits = lucks(Purpose.ALLOCATION), lucks(int(world.policy.luck[0]))
    chance = shared["chance"][0]
    assert ((world.of("help") == 1.0) == (allocation[:, 0] < chance[HELP, asked])).all()
    assert ((world.of("subsidised") > 0.0) == (allocation[:, 1] < chance[MONEY, asked])).all()
    assert ((world.of("member") == 1.0) == (allocation[:, 2] < chance[SEAT + TEXTILES, asked])).all()
    turn = world.of("inspection_class")[0]
    assert ((world.of("visited") == 1.0) == (visits[:, 1] < shared["inspection_chance"][0, 0, turn])).all()
    for name in ("help", "subsidised", "member", "visited"):
        assert 0 < np.count_nonzero(world.of(name)) < len(ids)


def test_whole_runs_agree_in_expectation() -> None:
    """Membership, help and sanctions over years: 40 kinds of weight 1 five times, and of weight 5 once."""
    names = ("awareness", "commitment", "practice", "member", "help", "perceived")
    found = {}
    for copies, weight in ((5, 1.0), (1, 5.0)):
        rows = []
        for replication in range(60):
            world = world_of(copies, weight, replication, central_values()).until(40)
            rows.append([world.mean(name) for name in names])
        found[copies] = np.array(rows)
    gap = found[5].mean(axis=0) - found[1].mean(axis=0)
    error = np.sqrt(sum(rows.var(axis=0, ddof=1) / len(rows) for rows in found.values()))
    assert (np.abs(gap) < 4 * error).all(), dict(zip(names, gap / error, strict=True))


def test_the_unserved_wait_and_rise_in_class() -> None:
    nobody = central_values({"help_cases_per_adviser": 1e-9})
    world = small_world(schedule_of({"office_advisers": 1.0}, since=0), 300, nobody)
    patience = int(nobody["wait_priority"][0])
    waiting = np.zeros(300, np.int64)
    for quarter in range(12):
        world.until(quarter + 1)
        now, asks = world.of("waiting_help"), world.of("request_help")
        assert (world.of("help") == 0.0).all()
        assert (now[waiting > 0] == np.minimum(waiting[waiting > 0] + 1, 9)).all()  # nobody gives up
        assert ((asks > 0) == (now > 0)).all()
        assert (asks[now > 0] == np.where(waiting[now > 0] >= patience, 2, 1)).all()
        waiting = now.copy()
    assert (waiting > patience).any()
    # once there is room for the first class to be served, those who waited are all helped
    demand = world.shared["demand"][HELP] / SHARE_SCALE
    room = schedule_of({"office_advisers": float(demand[2] + demand[3]) * 1.05}, since=0)
    served = central_values({"help_cases_per_adviser": 1.0})
    world.policy, world.run.parameters = policy_of(room, served), served
    late = waiting >= patience
    world.until(13)
    assert (world.of("help")[late] == 1.0).all()
    assert (world.of("waiting_help")[late] == 0).all()


def test_small_firms_first() -> None:
    shares = []
    for first in (0.0, 1.0):
        dials = {"office_advisers": 200.0, "office_small_first": first}
        world = small_world(schedule_of(dials, since=0), 300).until(20)
        small = world.trait("small") > 0
        shares.append([world.mean("help", small), world.mean("help", ~small)])
        assert QUARTERS > 20
    assert shares[1][0] >= shares[0][0] and shares[1][1] <= shares[0][1]


def test_a_law_that_no_longer_reaches_a_firm_does_not_visit_it() -> None:
    world = world_of(1, 5.0, 0, P)
    world.until(21)
    run = world.run
    (blocks, works, tallies, _, quarter, shared), traits = run.world, run.traits.copy()
    assert blocks["inspection_class"].any()
    traits["scope_bits"] = 0
    count_demand(blocks, works, tallies, traits, quarter, shared, run.parameters, 0, run.firms)
    assert not blocks["inspection_class"].any()
