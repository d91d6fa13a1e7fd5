"""The life of one firm is its part of a comparison, bit for bit."""

from typing import Any

import numpy as np
import pytest

from experiments.life import life_of_firm, row_of_firm
from experiments.one_run import run_one
from experiments.prepare import prepare
from experiments.runner import run_draw, start_run
from experiments.settings import CompareSettings
from simulation.indicators import GROUPS, INDICATORS
from simulation.problems import InputProblem
from simulation.vocabulary import STEPS, Stage, quarter_index

SETTINGS = CompareSettings(
    mixes=("mix-1", "mix-2", "mix-3"), draws=3, firms=150, first_year=2017, last_year=2027, prior=True
)
DRAW = 2
SCALARS = {
    "reached": ("member", "help", "in_force", "asked"),
    "perceived": ("awareness", "perceived"),
    "moved": ("supported", "calculative"),
    "did": ("commitment", "endorses"),
    "cost": ("cost_yearly",),
}


@pytest.fixture(scope="module")
def experiment() -> Any:
    return prepare(SETTINGS)


def test_life_is_that_of_the_comparison(experiment: Any) -> None:
    trunk = start_run(experiment, "reference-2020", DRAW)
    trunk.advance(experiment.policy("reference-2020", DRAW), experiment.branches[DRAW])
    trunk.mark_start()
    run, policy = trunk.branch(), experiment.policy("mix-2", DRAW)
    run.look_back()
    ids = experiment.population.firm_id[[0, 64, 128, 149]]  # both blocks, first and last lanes
    lives = {int(i): life_of_firm(SETTINGS, "mix-2", DRAW, int(i)) for i in ids}
    for year in (2021, 2024, 2027):
        run.advance(policy, quarter_index(year, 4) + 1)
        for identity, life in lives.items():
            row = row_of_firm(experiment, identity)
            told = next(q for q in life.quarters if (q.year, q.quarter) == (year, 4))
            for part, names in SCALARS.items():
                for name in names:
                    assert getattr(told, part)[name] == run.world.column(name, 150)[row]
            for k, step in enumerate(STEPS):
                assert told.did["practice"][step] == run.world.column("practice", 150)[k, row]
            assert told.stage == Stage(int(run.world.column("stage", 150)[row])).name.lower()


def test_pulls_add_up_to_the_supported_commitment() -> None:
    for quarter in life_of_firm(SETTINGS, "mix-2", 0, 53583 if _has(53583) else _first()).quarters:
        total = sum(quarter.pulls.values())
        assert quarter.moved["supported"] == pytest.approx(1 / (1 + np.exp(-total)), abs=1e-9)


def _ids() -> Any:
    from simulation.population import load_population

    return load_population(150).firm_id


def _has(identity: int) -> bool:
    return identity in set(_ids().tolist())


def _first() -> int:
    return int(_ids()[0])


def test_events_tell_what_changed(experiment: Any) -> None:
    for identity in experiment.population.firm_id[::10]:
        life = life_of_firm(SETTINGS, "mix-2", DRAW, int(identity))
        for before, now in zip(life.quarters, life.quarters[1:], strict=False):
            kinds = {event.kind for event in now.events}
            assert (before.stage != now.stage) == ("stage" in kinds)
            assert (before.did["endorses"] != now.did["endorses"]) == bool(kinds & {"endorsed", "withdrew"})
            assert (before.did["statement"] != now.did["statement"]) == bool(kinds & {"published", "fell_silent"})
            assert now.quarter == 2 or not kinds & {"published", "fell_silent"}  # reports appear in spring
            assert (before.did["mended"] < now.did["mended"]) == ("mended" in kinds)
            assert (before.reached["member"] < now.reached["member"]) == ("joined" in kinds)
            assert (now.reached["subsidised"] > 0) == ("subsidised" in kinds)
            assert ("helped" not in kinds) or now.reached["help"] == 1.0


def test_unknown_firm_names_the_nearest_one(experiment: Any) -> None:
    known = int(experiment.population.firm_id[70])
    for found in (known + 1, -5, 10**9):
        with pytest.raises(InputProblem) as problem:
            row_of_firm(experiment, found)
        assert problem.value.fields["nearest"] in experiment.population.firm_id
    with pytest.raises(InputProblem):
        life_of_firm(SETTINGS, "mix-2", -1, known)


def test_one_run_is_that_of_the_comparison() -> None:
    pair = CompareSettings(mixes=("mix-2",), draws=DRAW + 1, firms=150, first_year=2017, last_year=2024, prior=True)
    table = run_draw(prepare(pair), DRAW)[1]
    quarters: list[Any] = []
    for each in (None, quarters.append):
        run = run_one(pair, "mix-2", DRAW, each)
        values = run.indicators[list(INDICATORS)].to_numpy().reshape(-1, len(GROUPS), len(INDICATORS))
        np.testing.assert_array_equal(values, table)
    assert [int(table["year"][0].as_py()) for table in quarters[::4]] == list(range(2017, 2025))
    assert all(table.num_rows == 150 for table in quarters)
