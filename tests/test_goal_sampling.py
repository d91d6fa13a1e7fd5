"""The goal's firms give the same answer in a sample of 5,000, of 40,000 and among all firms."""

from typing import Any

import numpy as np
import pytest

from experiments.prepare import prepare
from experiments.runner import start_run
from experiments.settings import CompareSettings
from simulation.indicators import GROUPS, INDICATORS, indicator_table
from simulation.state import column
from simulation.vocabulary import SECTORS, Size

SAMPLES = (5000, 40000, "full")
FIRMS = 406_000
UNTIL = 12  # quarters: to the end of 2014
CHECKED = ("endorsement", "practice", "reported", "awareness", "commitment", "stage_leader", "burden_share_turnover")
#: Columns of firms behind the indicators, for the spread within a group.
COLUMNS = {
    "endorsement": "endorses",
    "practice": "practice_mean",
    "reported": "reported_mean",
    "awareness": "awareness",
    "commitment": "commitment",
}


@pytest.fixture(scope="module")
def worlds() -> dict[Any, dict[str, Any]]:
    """Per sample: indicators of 2014, and per firm what they rest on; one sample in memory at a time."""
    found: dict[Any, dict[str, Any]] = {}
    for firms in SAMPLES:
        settings = CompareSettings(
            mixes=(), baseline="mix-0", firms=firms, draws=1, first_year=2014, last_year=2014, prior=True
        )
        experiment = prepare(settings)
        run = start_run(experiment, "mix-0", 0)
        run.advance(experiment.policy("mix-0", 0), UNTIL)
        table = indicator_table(run.record, run.accounts, experiment.initiatives(0)["mix-0"], [2])[0]
        world: dict[str, Any] = {name: run.world.column(c, run.firms) for name, c in COLUMNS.items()}
        for name in ("weight", "goal90", "size", "sector"):
            world[name] = column(run.traits, name, run.firms)
        found[firms] = world | {"table": table, "bytes": run.world.blocks.nbytes + run.traits.nbytes}
        del run, experiment
    return found


def value(world: dict[str, Any], name: str, group: str) -> float:
    return float(world["table"][GROUPS.index(group), INDICATORS.index(name)])


def sampling_error(world: dict[str, Any], name: str, inside: Any) -> float:
    """Standard error of a weighted mean over these agents."""
    weight, values = world["weight"] * inside, world[name]
    mean = (weight * values).sum() / weight.sum()
    spread = np.sqrt((weight * (values - mean) ** 2).sum() / weight.sum())
    return float(spread * np.sqrt((weight**2).sum()) / weight.sum())


@pytest.mark.parametrize("firms", SAMPLES)
def test_margins_hold(worlds: dict[Any, dict[str, Any]], firms: Any) -> None:
    world, full = worlds[firms], worlds["full"]
    assert world["weight"].sum() == FIRMS
    for name, count in (("size", len(Size)), ("sector", len(SECTORS))):
        found, wanted = (np.bincount(w[name], w["weight"], count) for w in (world, full))
        assert np.abs(found / wanted - 1.0).max() < 0.02, name
    goal = world["goal90"] > 0
    assert goal.sum() == (full["goal90"] > 0).sum() and 600 < goal.sum() < 800  # one to one from 1,400 on
    np.testing.assert_allclose(world["weight"][goal].sum(), goal.sum(), rtol=0.02)


@pytest.mark.parametrize("name", CHECKED)
@pytest.mark.parametrize("firms", SAMPLES[:2])
def test_goal_results_agree(worlds: dict[Any, dict[str, Any]], firms: int, name: str) -> None:
    world, full = worlds[firms], worlds["full"]
    a, b = value(world, name, "goal90"), value(full, name, "goal90")
    if name in COLUMNS:
        # the same firms with the same luck: only peers and customers differ, so far less than a sample's error
        assert abs(a - b) < sampling_error(full, name, full["goal90"])
    else:
        assert a == pytest.approx(b, rel=0.1, abs=0.01)


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("firms", SAMPLES[:2])
def test_all_firms_agree_within_sampling_error(worlds: dict[Any, dict[str, Any]], firms: int, name: str) -> None:
    world, full = worlds[firms], worlds["full"]
    gap = abs(value(world, name, "all") - value(full, name, "all"))
    error = np.hypot(sampling_error(world, name, 1.0), sampling_error(full, name, 1.0))
    assert gap < 4 * error


def test_all_firms_fit_in_a_gigabyte(worlds: dict[Any, dict[str, Any]]) -> None:
    assert worlds["full"]["bytes"] < 1e9
