"""Inference on arrays: known answers, the same result for any number of workers and after a stop, refusals."""

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_problems import CURVED, LARGE, LOADINGS, PARAMETERS, SMALL, exact_linear

from calibration.adjustment import Bank, WeightedDraws, epanechnikov, expit, logit, nearest
from calibration.batches import batch_path, read_batches, run_batches
from calibration.distance import robust_scale
from calibration.evidence import Fact
from calibration.leave_one_out import leave_one_law_out
from calibration.simulation_based import binomial_interval, leave_one_out, summarise, uniform_p_value
from experiments.each import Stopped

OBSERVED = SMALL.simulate(np.array([[0.3, 0.8]]), [10**9])[0]
LARGE_OBSERVED = LARGE.simulate(np.random.default_rng(12).random((1, PARAMETERS)), [10**8])[0]


@pytest.fixture(scope="module")
def small() -> Bank:
    return Bank(*SMALL.bank(20_000, 2), by="statistics")


@pytest.fixture(scope="module")
def large() -> Bank:
    return Bank(*LARGE.bank(100_000, PARAMETERS), by="fitted")


@pytest.fixture(scope="module")
def large_exact() -> tuple[Any, Any]:
    return exact_linear(LARGE, LOADINGS, LARGE_OBSERVED)


def check_close(posterior: WeightedDraws, exact: tuple[Any, Any], mean: float, spread: float) -> None:
    """Means within `mean` exact standard deviations, standard deviations within a share `spread`."""
    assert (np.abs(posterior.mean() - exact[0]) / exact[1]).max() < mean
    assert np.abs(posterior.spread() / exact[1] - 1).max() < spread


# Draws and weights


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=30), st.integers(1, 200), st.integers(0, 10))
def test_systematic_resampling_is_within_one_of_its_expectation(parts: list[float], n: int, seed: int) -> None:
    weights = np.array(parts) / sum(parts)
    posterior = WeightedDraws(np.arange(len(parts), dtype=float)[:, None], weights)
    drawn = posterior.resample(n, np.random.default_rng(seed))[:, 0].astype(int)
    counts = np.bincount(drawn, minlength=len(parts))
    assert counts.sum() == n
    assert (np.abs(counts - n * weights) < 1 + 1e-9).all()


@given(st.floats(0, 1), st.floats(-800, 800))
def test_quantiles_stay_inside_the_prior(quantile: float, value: float) -> None:
    assert expit(logit(quantile)) == pytest.approx(quantile, abs=1e-7)
    assert 0 < np.float32(expit(np.float64(value))) < 1


def test_posterior_statistics() -> None:
    posterior = WeightedDraws(np.array([[0.4], [0.1], [0.2]]), np.array([0.5, 0.25, 0.25]))
    assert posterior.mean()[0] == pytest.approx(0.275)
    assert [posterior.quantile(p)[0] for p in (0.1, 0.25, 0.3, 0.5, 0.51, 1.0)] == [0.1, 0.1, 0.2, 0.2, 0.4, 0.4]
    assert posterior.rank(np.array([0.2]))[0] == pytest.approx(0.375)
    assert posterior.effective_size() == pytest.approx(1 / 0.375)


def test_draws_without_weight_move_no_quantile() -> None:
    drawn, weights = [0.4, 0.1, 0.2], [0.5, 0.25, 0.25]
    posterior = WeightedDraws(np.array([drawn]).T, np.array(weights))
    beside = WeightedDraws(np.array([[0.01, *drawn, 0.3, 0.99]]).T, np.array([0.0, *weights, 0.0, 0.0]))
    for p in (0.05, 0.25, 0.5, 0.95, 1.0):
        assert beside.quantile(p)[0] == posterior.quantile(p)[0]


def test_nearest_and_weights() -> None:
    distances = np.array([3.0, 1.0, 1.0, 0.0, 1.0])
    assert nearest(distances, 3).tolist() == [1, 2, 3]
    assert epanechnikov(np.array([0.0, 1.0, 2.0])) == pytest.approx(np.array([4, 3, 0]) / 7)
    assert epanechnikov(np.zeros(4)).tolist() == [0.25] * 4
    with pytest.raises(ValueError, match="keep: found 6; allowed: 1 to 5"):
        nearest(distances, 6)


# Statistics


def test_scales_of_constant_and_mostly_equal_statistics() -> None:
    table = np.zeros((100, 3))
    table[:, 0], table[:10, 1] = np.arange(100), 5.0
    scale = robust_scale(table)[1]
    assert scale[0] == 25
    assert scale[1] == pytest.approx(1.5)
    assert scale[2] == 0


@pytest.mark.parametrize("by", ["statistics", "fitted"])
def test_a_constant_statistic_changes_nothing(by: str) -> None:
    quantiles, statistics = SMALL.bank(5_000, 2)
    constant = np.column_stack([statistics, np.full(5_000, 0.3)])
    plain = Bank(quantiles, statistics, by).posterior(OBSERVED, 500)
    beside = Bank(quantiles, constant, by).posterior(np.append(OBSERVED, 0.9), 500)
    assert beside.draws == pytest.approx(plain.draws, abs=1e-6)


def test_values_that_are_not_finite_are_refused(small: Bank, tmp_path: Path) -> None:
    statistics = small.statistics.copy()
    statistics[[7, 9], 2] = np.nan, np.inf
    with pytest.raises(ValueError, match="statistics: column 2 has 2 values that are not finite"):
        Bank(small.quantiles, statistics, "statistics")
    with pytest.raises(ValueError, match=r"column 2 \(third\)"):
        Bank(small.quantiles, statistics, "fitted", names=("first", "second", "third"))
    with pytest.raises(ValueError, match="by: found 'mean'; allowed: 'statistics', 'fitted'"):
        Bank(small.quantiles, small.statistics, "mean")
    with pytest.raises(ValueError, match="observed: column 1 has 1 values"):
        small.posterior(np.array([0.1, np.nan, 0.2]), 100)


# Regression adjustment


@pytest.mark.parametrize("by", ["statistics", "fitted"])
def test_adjusted_bank_gives_the_exact_answer(by: str) -> None:
    bank = Bank(*SMALL.bank(20_000, 2), by)
    check_close(bank.posterior(OBSERVED, 1_000), SMALL.exact(OBSERVED), mean=0.15, spread=0.12)


def test_adjusted_bank_with_many_parameters(large: Bank, large_exact: tuple[Any, Any]) -> None:
    mean, spread = large_exact
    started = time.perf_counter()
    posterior = large.posterior(LARGE_OBSERVED, 2_000)
    assert time.perf_counter() - started < 0.5  # 0.02 s on a quiet machine
    assert np.sqrt((((posterior.mean() - mean) / spread) ** 2).mean()) < 0.45
    assert 0.95 < (posterior.spread() / spread).mean() < 1.2


# Batches


def squares(number: int) -> dict[str, Any]:
    values = number + np.arange(10.0)
    return {"n": np.arange(10), "pair": np.stack([values, values**2], axis=1)}


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*.parquet"))}


def test_batches_do_not_depend_on_workers_and_resume(tmp_path: Path) -> None:
    seen: list[int] = []

    def interrupted(number: int) -> dict[str, Any]:
        if number == 4:
            raise KeyboardInterrupt
        return squares(number)

    with pytest.raises(Stopped):
        run_batches(range(8), interrupted, tmp_path / "two", lambda _: 10, 1)
    assert len(files_of(tmp_path / "two")) == 4
    assert run_batches(range(8), squares, tmp_path / "two", lambda _: 10, 2, progress=seen.append) == 4
    assert seen == [10] * 4
    run_batches(range(8), squares, tmp_path / "one", lambda _: 10, 1)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    read = read_batches(tmp_path / "one", [6, 2])
    assert (read["pair"][:10] == squares(6)["pair"]).all()
    assert (read["pair"][10:] == squares(2)["pair"]).all()
    assert read["n"].dtype == np.int64
    assert not list(tmp_path.rglob(".writing-*"))


def test_damaged_batches_are_done_again(tmp_path: Path) -> None:
    run_batches(range(4), squares, tmp_path, lambda _: 10, 1)
    before = files_of(tmp_path)
    flipped = bytearray(before["00001.parquet"])
    flipped[40] ^= 1
    batch_path(tmp_path, 1).write_bytes(flipped)
    batch_path(tmp_path, 2).write_bytes(before["00002.parquet"][:100])
    short = {name: values[:9] for name, values in squares(3).items()}
    run_batches([3], lambda _: short, tmp_path / "short", lambda _: 9, 1)
    batch_path(tmp_path / "short", 3).replace(batch_path(tmp_path, 3))
    assert run_batches(range(4), squares, tmp_path, lambda _: 10, 2) == 3
    assert {name: before[name] for name in before} == {p.name: p.read_bytes() for p in tmp_path.glob("*.parquet")}


def test_batches_with_wrong_rows_or_errors(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="batch 0: expected 11 rows"):
        run_batches([0], squares, tmp_path, lambda _: 11, 1)

    def failing(number: int) -> dict[str, Any]:
        raise ArithmeticError(number)

    with pytest.raises(ArithmeticError):
        run_batches(range(3), failing, tmp_path, lambda _: 10, 2)
    assert not files_of(tmp_path)


# Simulation-based calibration


def test_calibrated_posteriors_are_told_from_narrow_ones(tmp_path: Path) -> None:
    class Narrow(Bank):
        def posterior(self, observed: Any, keep: int, without: int | None = None) -> WeightedDraws:
            right = super().posterior(observed, keep, without)
            return WeightedDraws(right.mean() + 0.6 * (right.draws - right.mean()), right.weights)

    table = CURVED.bank(30_000, PARAMETERS)
    chosen = np.random.default_rng(6).integers(0, 30_000, 190)
    bank = Bank(*table, by="fitted")
    ranks = leave_one_out(bank, chosen, 1_000, 25, tmp_path / "right", 1)
    right = summarise(ranks)
    # Pooled over 25 parameters, which are not independent: bounds of 190 alone, 2.6 standard errors.
    for share, covered in ((0.5, ranks.covered(0.5)), (0.9, ranks.covered(0.9))):
        low, high = binomial_interval(round(share * 190), 190, z=2.6)
        assert low < covered.mean() < high
    assert sum(row.too_narrow() for row in right) <= 4
    assert np.median([row.p_value for row in right]) > 0.1
    assert max(row.spread_removed for row in right) > 0.5
    assert min(row.spread_removed for row in right) < 0.05
    wrong = summarise(leave_one_out(Narrow(*table, by="fitted"), chosen, 1_000, 25, tmp_path / "wrong", 2))
    assert sum(row.too_narrow() for row in wrong) >= 22


def test_leaving_one_out_is_the_same_for_any_workers_and_resumes(small: Bank, tmp_path: Path) -> None:
    chosen = np.arange(60)
    one = leave_one_out(small, chosen, 300, 25, tmp_path / "one", 1)
    leave_one_out(small, chosen, 300, 25, tmp_path / "two", 2)
    assert one.ranks.shape == (60, 2)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    batch_path(tmp_path / "two", 2).unlink()
    again = leave_one_out(small, chosen, 300, 25, tmp_path / "two", 2)
    assert np.array_equal(one.ranks, again.ranks)


def test_p_values_and_intervals() -> None:
    generator = np.random.default_rng(3)
    p_values = [uniform_p_value(generator.random(200)) for _ in range(300)]
    assert np.mean(np.array(p_values) < 0.1) == pytest.approx(0.1, abs=0.06)
    assert uniform_p_value(generator.beta(2, 2, 1000)) < 0.001
    assert binomial_interval(90, 100) == pytest.approx((0.8256, 0.9448), abs=1e-3)
    assert binomial_interval(0, 50)[0] == 0


# Leaving one law out


def test_a_law_is_predicted_from_all_others_as_the_linear_model_says() -> None:
    """Facts are loadings on two unknowns plus noise: mean and spread of a fact given those of other laws are known."""
    rng = np.random.default_rng(21)
    loadings, noise = np.array([[0.9, 0.2], [0.3, 0.8], [0.6, 0.6], [0.6, -0.4]]), 0.3
    measured = rng.normal(size=(60_000, 2)) @ loadings.T + noise * rng.normal(size=(60_000, 4))
    values = (0.8, -0.5, 1.5, 0.2)
    roles = ("fit", "fit", "fit", "held_out")
    laws = ("", "one", "two", "one")
    facts = [
        Fact(name, "T7", role, law, "", value, noise, "normal", 0, -9.0, 9.0, ("S-1",), "assumed", {}, {})
        for name, role, law, value in zip("abcd", roles, laws, values, strict=True)
    ]
    found = {one.fact: one for one in leave_one_law_out(facts, measured, 3_000)}
    assert [(name, one.law, one.measured) for name, one in found.items()] == [
        ("b", "one", -0.5),
        ("d", "one", 0.2),
        ("c", "two", 1.5),
    ]
    covariance = loadings @ loadings.T + noise**2 * np.eye(4)
    for name, others in (("b", [0, 2]), ("d", [0, 2]), ("c", [0, 1])):  # neither its own law nor what is held out
        k, one = "abcd".index(name), found[name]
        slope = np.linalg.solve(covariance[np.ix_(others, others)], covariance[others, k])
        mean = slope @ np.array(values)[others]
        spread = np.sqrt(covariance[k, k] - slope @ covariance[others, k])
        assert one.p50 == pytest.approx(mean, abs=0.15 * spread)
        assert one.width == pytest.approx(2 * 1.645 * spread, rel=0.1)
        assert one.is_inside == (abs(one.measured - mean) < 1.645 * spread), name
