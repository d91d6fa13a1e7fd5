"""The sequential sampler on a case whose answer is known: a linear model with normal errors."""

from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from toy_problems import EDGE, EDGE_OBSERVED, noise

from calibration.evidence import load_facts
from calibration.likelihood import error_of, log_likelihood
from calibration.measurement import normal_quantile
from calibration.moves import Surprise
from calibration.tempering import TemperingPlan, next_power, temper
from experiments.each import Stopped

DIMENSIONS, FACTS, ERROR = 6, 4, 0.5
PLAN = TemperingPlan(1000, 250, 0.5, 24, 2, 40, 1, 2**20)


def linear(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Slopes (K, D) on standard normal parameters, and what was measured (K,)."""
    luck = np.random.default_rng(seed)
    slopes = luck.normal(size=(FACTS, DIMENSIONS))
    return slopes, slopes @ luck.normal(size=DIMENSIONS) + ERROR * luck.normal(size=FACTS)


def test_means_and_spreads_are_those_of_the_exact_answer(tmp_path: Path) -> None:
    slopes, measured = linear(3)

    def surprise(quantiles: np.ndarray, _numbers: np.ndarray) -> np.ndarray:
        return 0.5 * ((measured - normal_quantile(quantiles) @ slopes.T) / ERROR) ** 2

    check_exact(surprise, slopes, measured, ERROR**2, tmp_path)


def test_luck_larger_than_the_error_of_measuring_widens_the_answer_as_it_should(tmp_path: Path) -> None:
    """Two worlds of two facts, each with luck of its own; its variance adds to that of the error."""
    slopes, measured = linear(3)
    luck = 1.5 * ERROR

    def surprise(quantiles: np.ndarray, numbers: np.ndarray) -> np.ndarray:
        expected = normal_quantile(quantiles) @ slopes.T
        expected[:, :2] += luck * noise(numbers[:, 1], 2, seed=1)
        expected[:, 2:] += luck * noise(numbers[:, 2], 2, seed=2)
        each = 0.5 * ((measured - expected) / ERROR) ** 2
        return np.stack([each[:, :2].sum(axis=1), each[:, 2:].sum(axis=1)], axis=1)

    check_exact(surprise, slopes, measured, ERROR**2 + luck**2, tmp_path)


def test_what_is_not_calibrated_widens_the_answer_too(tmp_path: Path) -> None:
    """Drawn from the candidate's first number, and part of every fact alike."""
    slopes, measured = linear(3)

    def surprise(quantiles: np.ndarray, numbers: np.ndarray) -> np.ndarray:
        expected = normal_quantile(quantiles) @ slopes.T + ERROR * noise(numbers[:, :1].ravel(), 1, seed=1)
        return 0.5 * ((measured - expected) / ERROR) ** 2

    check_exact(surprise, slopes, measured, ERROR**2 * (np.eye(FACTS) + np.ones((FACTS, FACTS))), tmp_path)


def check_exact(surprise: Surprise, slopes: np.ndarray, measured: np.ndarray, variance: Any, folder: Path) -> None:
    """Means and spreads beside those of normal parameters and errors with this variance: a number or (K, K)."""
    bank, numbers = np.random.default_rng(4).random((4000, DIMENSIONS)), np.arange(4000)
    found = temper(surprise, (bank, surprise(bank, np.repeat(numbers[:, None], 5, axis=1))), PLAN, folder, 2)
    assert found.is_finished
    weight = np.linalg.inv(variance * np.eye(FACTS) if np.ndim(variance) == 0 else variance)
    covariance = np.linalg.inv(np.eye(DIMENSIONS) + slopes.T @ weight @ slopes)
    exact, spread = covariance @ slopes.T @ weight @ measured, np.sqrt(np.diag(covariance))
    values = normal_quantile(found.posterior().draws)
    assert np.abs((values.mean(axis=0) - exact) / spread).max() < 0.2
    np.testing.assert_allclose(values.std(axis=0), spread, rtol=0.15)


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), OSError("no room on the disk")], ids=["Ctrl-C", "error"])
def test_one_thread_equals_many_and_a_stopped_run_goes_on(tmp_path: Path, stop: BaseException) -> None:
    slopes, measured = linear(5)

    def surprise(quantiles: np.ndarray, _numbers: np.ndarray) -> np.ndarray:
        return 0.5 * ((measured - normal_quantile(quantiles) @ slopes.T) / ERROR) ** 2

    bank = np.random.default_rng(6).random((2000, DIMENSIONS))
    start = (bank, surprise(bank, np.arange(2000)))
    one = temper(surprise, start, PLAN, tmp_path / "one", 1)
    many = temper(surprise, start, PLAN, tmp_path / "many", 3)
    batches = PLAN.particles // PLAN.batch
    calls = count()

    def stopping(quantiles: np.ndarray, numbers: np.ndarray) -> np.ndarray:
        if next(calls) == PLAN.steps * (batches + 1) + PLAN.steps // 2:  # halfway the second batch of generation 2
            raise stop
        return surprise(quantiles, numbers)

    with pytest.raises(Stopped if isinstance(stop, KeyboardInterrupt) else type(stop)):
        temper(stopping, start, PLAN, tmp_path / "stopped", 1)
    kept = sorted((tmp_path / "stopped" / "tempering" / "2").glob("*.parquet"))
    assert [file.name for file in kept] == ["00000.parquet"]
    resumed = temper(surprise, start, PLAN, tmp_path / "stopped", 2)
    for other in (many, resumed):
        assert len(other.generations) == len(one.generations)
        for mine, theirs in zip(one.generations, other.generations, strict=True):
            assert mine.power == theirs.power
            for part in ("quantiles", "numbers", "surprises", "taken"):
                assert np.array_equal(getattr(mine, part), getattr(theirs, part)), part


def test_a_run_that_ends_before_the_whole_likelihood_is_not_finished(tmp_path: Path) -> None:
    slopes, measured = linear(5)

    def surprise(quantiles: np.ndarray, _numbers: np.ndarray) -> np.ndarray:
        return 0.5 * ((measured - normal_quantile(quantiles) @ slopes.T) / ERROR) ** 2

    bank = np.random.default_rng(6).random((2000, DIMENSIONS))
    start = (bank, surprise(bank, np.arange(2000)))
    whole = temper(surprise, start, PLAN, tmp_path, 1)
    reached = next(n for n, each in enumerate(whole.generations, start=1) if each.power >= 1.0)
    assert len(whole.generations) == reached + PLAN.pooled and whole.is_finished
    for cut in (reached, reached + PLAN.pooled - 1):
        assert not temper(surprise, start, replace(PLAN, generations=cut), tmp_path, 1).is_finished


def test_a_posterior_at_the_edge_of_the_prior(tmp_path: Path) -> None:
    def surprise(quantiles: np.ndarray, _numbers: np.ndarray) -> np.ndarray:
        return 0.5 * ((EDGE_OBSERVED - EDGE.mean(quantiles)) / EDGE.spread) ** 2

    bank = EDGE.bank(5_000, 2)[0]
    answer = temper(surprise, (bank, surprise(bank, np.arange(5_000))), PLAN, tmp_path, 1).posterior()
    mean, spread = EDGE.exact(EDGE_OBSERVED)
    assert mean[0] < 0.06
    assert (np.abs(answer.mean() - mean) / spread).max() < 0.3
    np.testing.assert_allclose(answer.spread(), spread, rtol=0.2)


def test_a_parameter_of_which_nothing_is_said_keeps_its_prior(tmp_path: Path) -> None:
    """Steps on normal scores without the prior's density would drain particles away from 0 and 1."""

    def surprise(quantiles: np.ndarray, _numbers: np.ndarray) -> np.ndarray:
        return 0.5 * ((0.5 - quantiles[:, :1]) / 0.1) ** 2

    bank = np.random.default_rng(7).random((4000, 2))
    draws = temper(surprise, (bank, surprise(bank, np.arange(4000))), PLAN, tmp_path, 1).posterior().draws[:, 1]
    assert np.mean(draws < 0.1) == pytest.approx(0.1, abs=0.04)
    assert np.mean(draws > 0.9) == pytest.approx(0.1, abs=0.04)


def test_too_few_particles_are_refused(tmp_path: Path) -> None:
    bank = np.random.default_rng(8).random((100, 6)), np.zeros((100, 1))
    with pytest.raises(ValueError, match="particles: found 6; allowed: more than 6"):
        temper(lambda q, _n: np.zeros((len(q), 1)), bank, replace(PLAN, particles=6), tmp_path, 1)


def test_the_power_rises_as_far_as_asked() -> None:
    surprises = np.linspace(0.0, 50.0, 1000)
    power = next_power(surprises, 0.0, 300.0)
    weights = np.exp(-power * surprises)
    assert (weights.sum() ** 2 / (weights**2).sum()) == pytest.approx(300.0, rel=1e-3)
    assert next_power(np.zeros(10), 0.4, 5.0) == 1.0


@pytest.mark.parametrize("fact", [f for f in load_facts() if f.role in ("fit", "held_out")], ids=lambda f: f.id)
def test_the_density_of_a_fact_sums_to_one(fact: object) -> None:
    """Over all that may be measured, its ends included; expected is what was measured."""
    mean = np.array([float(fact.value)])  # type: ignore[attr-defined]
    if fact.error == "poisson":  # type: ignore[attr-defined]
        grid = np.arange(0.0, 200.0)
        mass = sum(np.exp(log_likelihood([fact], mean[:, None], [value])[0]) for value in grid)  # type: ignore[list-item]
    else:
        low, high, spread = fact.low, fact.high, float(error_of(fact, mean)[0])  # type: ignore[attr-defined, arg-type]
        grid = np.linspace(max(low, mean[0] - 9 * spread) + 1e-9, min(high, mean[0] + 9 * spread) - 1e-9, 20001)
        inner = [np.exp(log_likelihood([fact], mean[:, None], [value])[0]) for value in grid]  # type: ignore[list-item]
        ends = sum(np.exp(log_likelihood([fact], mean[:, None], [end])[0]) for end in (low, high))  # type: ignore[list-item]
        mass = np.trapezoid(inner, grid) + ends
    assert mass == pytest.approx(1.0, abs=1e-3)
