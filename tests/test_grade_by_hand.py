"""Which runs the evidence grade compares, and how it names what a spread rests on, worked out on made-up runs."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from calibration import grade
from experiments.variance_shares import VarianceShares
from simulation.parameters import central_values, registry
from simulation.vocabulary import GRADES, QUARTERS

DRAWS = 8


def test_the_third_run_of_a_draw_has_the_parameters_and_dates_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def prepared(settings: Any, like: dict[int, int]) -> Any:
        asked["like"] = like
        dates = {draw: f"dates of {draw}" for draw in range(settings.draws)}
        branches = dict(enumerate(range(settings.draws)))
        asked["experiment"] = SimpleNamespace(settings=settings, dates={"a": dates}, branches=branches, mixes={})
        return asked["experiment"]

    class EnoughError(Exception):
        """What follows is of no interest here."""

    def enough(*_given: Any) -> Any:
        raise EnoughError

    monkeypatch.setattr(grade, "prepare", prepared)
    monkeypatch.setattr(grade, "_values", enough)
    with pytest.raises(EnoughError):
        grade.compute_grade(draws=DRAWS, prior=True)
    experiment = asked["experiment"]
    assert asked["like"] == {draw: draw % DRAWS for draw in range(3 * DRAWS)}
    for draw in range(DRAWS):
        assert experiment.dates["a"][2 * DRAWS + draw] == f"dates of {draw}"
        assert experiment.dates["a"][DRAWS + draw] == f"dates of {DRAWS + draw}"  # the second has dates of its own
        assert experiment.branches[2 * DRAWS + draw] == draw and experiment.branches[DRAWS + draw] == DRAWS + draw


def test_each_run_and_cell_comes_where_it_belongs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value tells its run, mix, group and indicator; the baseline is taken off, and shares come back by place."""
    groups, indicators = len(grade.GRADED_GROUPS), len(grade.GRADED_INDICATORS)
    values = np.zeros((3 * DRAWS, 2, groups, indicators))
    values += np.repeat([100.0, 200.0, 300.0], DRAWS)[:, None, None, None]
    values[:, 1] += np.arange(groups * indicators).reshape(groups, indicators)
    values[:, 1, :, 0] = np.nan  # the first indicator is undefined
    given: dict[str, Any] = {}

    def shares(inputs: Any, names: list[str], runs: Any) -> VarianceShares:
        given.update(inputs=inputs, runs=runs)
        count = runs.first.shape[1]
        one = {name: np.full(count, 0.2) for name in set(names)}
        single = np.zeros((count, inputs.shape[1]))
        single[:, :5] = [0.10, 0.30, 0.05, 0.20, 0.02]
        explained = np.arange(count) / 100.0
        return VarianceShares(one, np.full(count, 0.3), np.full(count, 0.1), explained, single)

    monkeypatch.setattr(grade, "variance_shares", shares)
    dates = {
        draw: SimpleNamespace(eu_proposal=None if draw == 0 else draw, wzk_in_force=3) for draw in range(3 * DRAWS)
    }
    parameters = {draw: central_values() for draw in range(DRAWS)}
    mixes = {"base": None, "mix": None}
    experiment: Any = SimpleNamespace(mixes=mixes, parameters=parameters, dates={"base": dates})
    found = grade._results(experiment, values, DRAWS, 1)["mix"]
    assert grade.GRADED_INDICATORS[0] not in {name for name, cells in found.items() if cells}
    for i, indicator in enumerate(grade.GRADED_INDICATORS[1:], start=1):
        for g, group in enumerate(grade.GRADED_GROUPS):
            assert found[indicator][group].explained == pytest.approx((g * indicators + i) / 100.0)
    cell = found[grade.GRADED_INDICATORS[1]]["all"]
    uncertain = [p.name for p in registry().values() if p.is_uncertain]
    assert [chief.name for chief in cell.chief] == [uncertain[1], uncertain[3], uncertain[0]]  # the largest three
    assert cell.percent is not None and sum(cell.percent.values()) == 100
    assert {"dates", "luck", *GRADES} == set(cell.percent)
    assert given["runs"].events[0, 0].tolist() == [QUARTERS, 3] and given["runs"].events[1, 0].tolist() == [DRAWS, 3]
    assert given["runs"].first.shape == (DRAWS, groups * indicators)


def test_a_parameter_lies_where_its_prior_has_it() -> None:
    known = {p.name: p for p in registry().values() if p.is_uncertain}
    flat = next(p for p in known.values() if p.kind == "uniform")
    skew = next(p for p in known.values() if p.kind == "loguniform")
    values = {
        flat.name: np.array([0.75 * flat.low + 0.25 * flat.high]),
        skew.name: np.array([skew.low**0.5 * skew.high**0.5]),
    }
    assert grade._quantiles(values, [flat.name, skew.name]) == pytest.approx([0.25, 0.5])
