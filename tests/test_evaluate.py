"""The model as a function gives what a sweep and a comparison give, in any thread or process, and refuses nonsense."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import smartmix as sm
from experiments.sweep import block
from simulation.indicators import INDICATORS
from simulation.parameters import registry
from simulation.problems import InputProblem

FEW: dict[str, Any] = {"firms": 100, "years": (2018, 2024), "groups": ("all", "started_laggard")}
SHOWN = ["practice", "endorsement"]
PLAN: dict[str, Any] = {
    "format": 1,
    "mixes": ["mix-1", "mix-2"],
    "levers": {"support-office.advisers": [6, 24]},
    "parameters": {"kind": "prior", "count": 4},
    "firms": 100,
    "years": [2018, 2024],
    "groups": ["all", "started_laggard"],
    "indicators": SHOWN,
}


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return sm.sweep(PLAN, out=tmp_path_factory.mktemp("swept") / "run")


def numbers(frame: pd.DataFrame) -> Any:
    return frame[SHOWN].to_numpy()


def test_rows_of_a_sweep_run_again_give_its_data(swept: Any) -> None:
    again = sm.evaluate(swept.status(), PLAN["mixes"], SHOWN, **FEW)
    assert np.array_equal(numbers(again), numbers(swept.frame()), equal_nan=True)


def test_a_draw_of_a_comparison_is_replayed_with_one_thing_changed(tmp_path: Path) -> None:
    run = sm.compare("mix-1", "mix-2", draws=4, firms=100, last_year=2024, out=tmp_path / "run", figures=False)
    told = run.frame().query(
        "draw == 3 and mix != 'reference-2020' and year in (2018, 2024) and group in @FEW['groups']"
    )
    same = sm.evaluate({"replication": 3}, ["mix-1", "mix-2"], SHOWN, **FEW)
    assert np.array_equal(numbers(same), numbers(told), equal_nan=True)
    changed = sm.evaluate({"replication": 3, "start_practice": 0.3}, ["mix-1", "mix-2"], SHOWN, **FEW)
    other_luck = sm.evaluate({"replication": 2, "draw": 3}, ["mix-1", "mix-2"], SHOWN, **FEW)
    assert not np.array_equal(numbers(changed), numbers(same))
    assert not np.array_equal(numbers(other_luck), numbers(same))


def test_points_may_repeat_and_their_order_is_that_of_the_rows() -> None:
    table = pd.DataFrame({"start_practice": [0.3, 0.05, 0.3], "replication": [1, 0, 1]})
    found = sm.evaluate(table, "mix-1", "practice", firms=100, years=2018, groups="all")
    assert list(found.point) == [0, 1, 2] and list(found.start_practice) == [0.3, 0.05, 0.3]
    assert found.practice[0] == found.practice[2] != found.practice[1]
    assert found.failure.isna().all()


def _ready() -> Any:
    from smartmix.evaluating import model_for

    return model_for("mix-1", SHOWN, firms=100, years=2018)


def test_threads_and_processes_give_the_same_frame() -> None:
    ready, table = _ready(), {"replication": range(6)}
    alone = ready(table, 1)
    pd.testing.assert_frame_equal(ready(table, 3), alone)
    with ThreadPoolExecutor(2) as pool:
        for frame in pool.map(lambda _n: ready(table, 1), range(2)):
            pd.testing.assert_frame_equal(frame, alone)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pd.testing.assert_frame_equal(pool.submit(ready, table, 1).result(), alone)


def test_all_of_pythons_tables_are_taken() -> None:
    column = [0.1, 0.2]
    tables: list[Any] = [
        {"start_practice": column, "replication": 1},
        {"start_practice": np.array(column), "replication": np.int64(1)},
        {"start_practice": ["10%", "20%"], "replication": 1.0},
        [{"start_practice": value, "replication": 1} for value in column],
        pd.DataFrame({"start_practice": column, "replication": 1}, index=["x", "y"]),
    ]
    ready = _ready()
    found = [ready(table) for table in tables]
    for frame in found[1:]:
        assert np.array_equal(numbers(frame), numbers(found[0]))


def test_levers_of_a_float_column_fit_whole_dials_and_futures_are_a_column() -> None:
    table = pd.DataFrame({"support-office.ramp": [0.0, 8.0], "future": ["no-eu-law", "as-happened"], "mix": "mix-1"})
    found = sm.evaluate(table, indicators="practice", firms=100, years=2022, others="middle")
    assert found.practice.nunique() == 2 and list(found.future) == ["no-eu-law", "as-happened"]


@pytest.mark.parametrize(
    ("table", "more", "words"),
    [
        ({"start_practise": 0.1}, {}, ("start_practise", "start_practice")),
        ({"start_practice": "much"}, {}, ("points[0].start_practice", "much")),
        ({"start_practice": float("nan")}, {}, ("points[0].start_practice", "nan")),
        ({"replication": [0, -1]}, {}, ("points[1].replication", "-1")),
        ({"replication": 1.5}, {}, ("points[0].replication", "1.5")),
        ({"start_practice": [0.1, 0.2], "replication": [1, 2, 3]}, {}, ("start_practice 2", "replication 3")),
        ({"broad-law.strength": 0.5}, {}, ("broad-law.strength",)),
        ({"support-office.advisers": -5}, {}, ("advisers", "-5")),
        ({"future": "no-eu-laws"}, {}, ("no-eu-laws", "no-eu-law")),
        ({"response": "none"}, {}, ("none", "response")),
        ({"mix": "mix-2"}, {}, ("mix-2", "mix-1")),
        (np.zeros((2, 2)), {}, ("ndarray",)),
        ({}, {"years": 2050}, ("2050",)),
        ({}, {"indicators": "practise"}, ("practise", "practice")),
        ({}, {"firms": 3}, ("3",)),
        ({}, {"others": "centre"}, ("centre", "middle")),
    ],
)
def test_what_is_wrong_is_named(table: Any, more: dict[str, Any], words: tuple[str, ...]) -> None:
    with pytest.raises(InputProblem) as refused:
        sm.evaluate(table, "mix-1", **({"indicators": "practice", "firms": 100, "years": 2018} | more))
    assert all(word in str(refused.value) for word in words), str(refused.value)


def test_a_run_that_fails_is_a_row_that_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    made = block.indicator_table

    def fails_late(record: Any, *more: Any) -> Any:
        if not fails_late.calls:  # type: ignore[attr-defined]
            fails_late.calls = 1  # type: ignore[attr-defined]
            raise ArithmeticError("no number")
        return made(record, *more)

    fails_late.calls = 0  # type: ignore[attr-defined]
    monkeypatch.setattr(block, "indicator_table", fails_late)
    found = sm.evaluate({"replication": [0, 1]}, "mix-1", "practice", firms=100, years=2018, workers=1)
    assert found.failure.notna().tolist() == [True, False] and "no number" in str(found.failure[0])
    assert found.practice.notna().tolist() == [False, True]


def test_the_catalogue_tells_of_all_that_the_function_takes_and_gives() -> None:
    assert list(sm.parameters().index) == list(registry()) and list(sm.indicators().index) == list(INDICATORS)
    assert (sm.parameters().low <= sm.parameters().high).all()
    levers = sm.levers("mix-1")
    numeric = levers[(levers.kind == "share") & levers.value.notna() & (levers.value != 0.0)].iloc[::4]
    table = [{"replication": 0, row.lever: row.high} for row in numeric.itertuples()]
    found = sm.evaluate(table, "mix-1", "practice", firms=100, years=2013)
    assert found.failure.isna().all()
    assert (levers.query("kind != 'yes_no'").unit.str.len() > 0).mean() > 0.5
