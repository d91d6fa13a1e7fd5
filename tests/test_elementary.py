"""exp, log and logistic of our own: close to the truth, increasing, exact where it matters."""

from decimal import Decimal, localcontext

import numpy as np
import pytest

from simulation.compiled import loop
from simulation.elementary import exp, log, logistic


@loop
def exp_of(values, result):
    for i in range(len(values)):
        result[i] = exp(values[i])


@loop
def log_of(values, result):
    for i in range(len(values)):
        result[i] = log(values[i])


@loop
def logistic_of(values, result):
    for i in range(len(values)):
        result[i] = logistic(values[i])


def over(function, values) -> np.ndarray:
    values = np.ascontiguousarray(values, np.float64)
    result = np.empty(len(values))
    function(values, result)
    return result


def relative_errors(found: np.ndarray, truth: list[Decimal]) -> np.ndarray:
    with localcontext() as context:
        context.prec = 40
        return np.array([float(abs(Decimal(float(f)) - t) / abs(t)) for f, t in zip(found, truth, strict=True)])


def points(low: float, high: float, count: int = 3000) -> np.ndarray:
    return np.random.default_rng(5).uniform(low, high, count)


@pytest.mark.parametrize("reach", [0.05, 1.0, 30.0, 699.0])
def test_exp_within_its_bound(reach: float) -> None:
    values = points(-reach, reach)
    with localcontext() as context:
        context.prec = 40
        truth = [Decimal(float(x)).exp() for x in values]
    assert relative_errors(over(exp_of, values), truth).max() < 8e-16


@pytest.mark.parametrize("reach", [0.3, 5.0, 600.0])
def test_log_within_its_bound(reach: float) -> None:
    values = np.exp(points(-reach, reach))
    found = over(log_of, values)
    with localcontext() as context:
        context.prec = 40
        errors = [
            float(abs(Decimal(float(f)) - (t := Decimal(float(x)).ln())) / max(Decimal(1), abs(t)))
            for f, x in zip(found, values, strict=True)
        ]
    assert max(errors) < 5e-16


def test_logistic_within_its_bound() -> None:
    values = points(-30.0, 30.0)
    with localcontext() as context:
        context.prec = 40
        truth = [1 / (1 + (-Decimal(float(x))).exp()) for x in values]
    found = over(logistic_of, values)
    assert relative_errors(found, truth).max() < 8e-16
    assert np.abs(found + over(logistic_of, -values) - 1.0).max() < 5e-16


def test_exact_where_it_matters() -> None:
    assert (exp(0.0), exp(-0.0), log(1.0), logistic(0.0)) == (1.0, 1.0, 0.0, 0.5)
    # held between -700 and 700, so nothing overflows or becomes zero
    assert exp(1e9) == exp(700.0) < np.inf
    assert exp(-1e9) == exp(-700.0) > 0.0
    assert logistic(-1e9) >= 0.0 and logistic(1e9) == 1.0


@pytest.mark.parametrize("function", [exp_of, logistic_of])
def test_increasing_on_a_grid(function) -> None:
    assert (np.diff(over(function, np.linspace(-30.0, 30.0, 600_001))) >= 0.0).all()


def test_exp_increases_across_the_seams_of_its_reduction() -> None:
    seams = (np.arange(-400, 400) + 0.5) * np.log(2.0) / 8.0
    below, above = over(exp_of, seams * (1 - 1e-14)), over(exp_of, seams * (1 + 1e-14))
    assert (np.sign(above - below) == np.sign(seams)).all()


def test_log_increases_and_undoes_exp() -> None:
    values = np.exp(np.linspace(-30.0, 30.0, 600_001))
    assert (np.diff(over(log_of, values)) > 0.0).all()
    some = points(-300.0, 300.0)
    assert np.abs(over(log_of, over(exp_of, some)) - some).max() < 2e-13
