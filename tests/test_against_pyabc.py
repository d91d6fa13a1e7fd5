"""Our answers beside those of pyABC, an independent implementation, on a problem with a known answer.

pyABC is in a dependency group of its own (`uv run --group reference`); SMARTMIX_REQUIRE_PYABC=1 turns a
missing pyABC into a failure.
"""

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from toy_problems import SMALL

from calibration.adjustment import Bank
from calibration.tempering import TemperingPlan, temper

OBSERVED = SMALL.simulate(np.array([[0.45, 0.6]]), [10**9])[0]
NAMES = ("u0", "u1")


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """Means and standard deviations of pyABC's sequential run: 400 particles, four generations."""
    if os.environ.get("SMARTMIX_REQUIRE_PYABC") == "1":
        import pyabc
    else:
        pyabc = pytest.importorskip("pyabc", reason="pyABC is not installed: uv run --group reference pytest")
    generator = np.random.default_rng(5)
    np.random.seed(5)  # pyABC draws from numpy's global generator

    def model(parameters: Any) -> dict[str, float]:
        mean = SMALL.mean(np.array([[parameters[name] for name in NAMES]]))[0]
        return dict(enumerate_named(mean + SMALL.spread * generator.standard_normal(3)))

    prior = pyabc.Distribution(**{name: pyabc.RV("uniform", 0, 1) for name in NAMES})
    run = pyabc.ABCSMC(
        model,
        prior,
        pyabc.PNormDistance(p=2),
        population_size=400,
        eps=pyabc.MedianEpsilon(),
        sampler=pyabc.SingleCoreSampler(),
    )
    run.new(pyabc.create_sqlite_db_id(dir_=str(tmp_path_factory.mktemp("pyabc"))), dict(enumerate_named(OBSERVED)))
    frame, weights = run.run(max_nr_populations=5, max_total_nr_simulations=20_000).get_distribution(m=0)
    draws = frame[list(NAMES)].to_numpy()
    mean = weights @ draws
    return mean, np.sqrt(weights @ (draws - mean) ** 2)


def enumerate_named(values: Any) -> list[tuple[str, float]]:
    return [(f"s{n}", float(value)) for n, value in enumerate(values)]


def check(mean: Any, spread: Any, reference: tuple[Any, Any]) -> None:
    """Means within 0.25 standard deviations (four times pyABC's own Monte Carlo error), spreads within 20%."""
    assert (np.abs(mean - reference[0]) / reference[1]).max() < 0.25
    assert np.abs(spread / reference[1] - 1).max() < 0.2


@pytest.fixture(scope="module")
def bank() -> Bank:
    return Bank(*SMALL.bank(20_000, 2), by="statistics")


def test_pyabc_gives_the_exact_answer(reference: tuple[Any, Any]) -> None:
    check(*SMALL.exact(OBSERVED), reference)


def test_bank_and_pyabc_agree(bank: Bank, reference: tuple[Any, Any]) -> None:
    ours = bank.posterior(OBSERVED, 1_000)
    check(ours.mean(), ours.spread(), reference)


def test_tempering_and_pyabc_agree(bank: Bank, reference: tuple[Any, Any], tmp_path: Path) -> None:
    def surprise(quantiles: Any, _numbers: Any) -> Any:
        return 0.5 * ((OBSERVED - SMALL.mean(quantiles)) / SMALL.spread) ** 2

    plan = TemperingPlan(1_000, 250, 0.5, 16, 2, 40, seed=4, first_number=10**6)
    ours = temper(surprise, (bank.quantiles, surprise(bank.quantiles, None)), plan, tmp_path, 1).posterior()
    check(ours.mean(), ours.spread(), reference)
