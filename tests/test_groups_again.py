"""Groups and indicators counted again from single firms, in plain NumPy: sizes, sectors, scopes and memberships."""

from typing import Any

import numpy as np
import pytest

from experiments.prepare import prepare
from experiments.runner import start_run
from experiments.settings import CompareSettings
from simulation.indicators import GROUPS, INDICATORS, indicator_table
from simulation.state import column
from simulation.vocabulary import FIRST_YEAR, SECTORS, Size

YEAR = 2026
SETTINGS = CompareSettings(
    mixes=("mix-2",), draws=1, firms=700, prior=True, future="no-eu-law", first_year=YEAR, last_year=YEAR, seed=3
)


@pytest.fixture(scope="module")
def counted() -> tuple[Any, Any, Any]:
    """The world of mix-2 at the end of the year, the population, and the model's own table (groups, indicators)."""
    experiment = prepare(SETTINGS)
    run = start_run(experiment, "mix-2", 0)
    branch = experiment.branches[0]
    run.advance(experiment.policy("mix-2", 0), branch)
    run.mark_start()
    run.advance(experiment.policy("mix-2", 0), 4 * (YEAR + 1 - FIRST_YEAR))
    initiatives = experiment.initiatives(0)
    table = indicator_table(run.record, run.accounts, initiatives, [YEAR - FIRST_YEAR], branch)[0]
    return run, (experiment.population, initiatives), table


def groups_by_hand(run: Any, population: Any, initiatives: Any) -> dict[str, Any]:
    """(N,) bool of every group of the contract."""
    goal, everyone = np.asarray(population.goal90) > 0, np.ones(len(population.firm_id), bool)
    started = column(run.world.blocks, "started", len(everyone))
    scope = column(run.world.blocks, "in_force", len(everyone)) > 0
    scope |= column(run.world.blocks, "report_duty", len(everyone)) > 0
    with_initiative = np.asarray(initiatives)[population.sector] > 0
    found = {"all": everyone, "goal90": goal, "in_scope": scope, "out_of_scope": ~scope}
    found |= {size.name.lower(): np.asarray(population.size) == size for size in Size}
    found |= {f"sector:{name}": population.sector == place for place, name in enumerate(SECTORS)}
    found |= {"with_initiative": with_initiative, "without_initiative": ~with_initiative}
    for place, name in enumerate(("laggard", "peloton", "leader")):
        found[f"started_{name}"] = started == place
        found[f"goal90_started_{name}"] = goal & (started == place)
    return found


def test_every_group_holds_the_firms_that_its_name_says(counted: tuple[Any, Any, Any]) -> None:
    run, (population, initiatives), table = counted
    groups, weight = groups_by_hand(run, population, initiatives), np.asarray(population.weight)
    assert set(groups) == set(GROUPS)
    place = INDICATORS.index("firms")
    for name, mine in groups.items():
        assert table[GROUPS.index(name), place] == pytest.approx(weight[mine].sum(), abs=1e-3), name
    micro, large = (groups[name] for name in ("micro", "large"))
    assert population.employees[micro].max() < 10 and population.employees[large].min() >= 250


@pytest.mark.parametrize(
    ("indicator", "of"),
    [
        ("practice", "practice_mean"),
        ("reported", "reported_mean"),
        ("awareness", "awareness"),
        ("commitment", "commitment"),
        ("endorsement", "endorses"),
    ],
)
def test_means_are_weighted_means_of_the_groups_own_firms(
    counted: tuple[Any, Any, Any], indicator: str, of: str
) -> None:
    run, (population, initiatives), table = counted
    weight, values = np.asarray(population.weight), column(run.world.blocks, of, len(population.firm_id))
    for name, mine in groups_by_hand(run, population, initiatives).items():
        found = table[GROUPS.index(name), INDICATORS.index(indicator)]
        if not mine.any():
            assert np.isnan(found)
            continue
        assert found == pytest.approx(np.average(values[mine], weights=weight[mine]), abs=2e-6), name


def test_paper_gap_stages_and_all_steps_are_counted_firm_by_firm(counted: tuple[Any, Any, Any]) -> None:
    run, (population, initiatives), table = counted
    firms, weight = len(population.firm_id), np.asarray(population.weight)
    practice, reported = (column(run.world.blocks, name, firms) for name in ("practice", "reported"))
    stage = column(run.world.blocks, "stage", firms)
    level = float(run.parameters["all_steps_level"][0])
    by_hand = {
        "paper_gap": np.maximum(0.0, reported - practice).mean(axis=0),
        "stage_laggard": stage == 0,
        "stage_peloton": stage == 1,
        "stage_leader": stage == 2,
        "all_six_steps": practice.min(axis=0) >= level,
        "basic_practice": practice[[0, 1, 2, 4]].min(axis=0) >= float(run.parameters["basic_level"][0]),
    }
    for name, mine in groups_by_hand(run, population, initiatives).items():
        for indicator, values in by_hand.items():
            if mine.any():
                found = table[GROUPS.index(name), INDICATORS.index(indicator)]
                expected = np.average(np.asarray(values, float)[mine], weights=weight[mine])
                assert found == pytest.approx(expected, abs=2e-6), (name, indicator)
