"""Inference on arrays: known answers, the same result for any number of workers and after a stop, refusals."""

import time
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_problems import CURVED, EDGE, EDGE_OBSERVED, LARGE, LOADINGS, PARAMETERS, SMALL, Toy, exact_linear

from calibration.adjustment import Bank, WeightedDraws, epanechnikov, expit, logit, nearest
from calibration.batches import batch_path, read_batches, run_batches
from calibration.distance import robust_scale
from calibration.population import Sequence, SequentialPlan
from calibration.sequential import run_sequential, start_from_bank, start_from_prior
from calibration.simulation_based import binomial_interval, leave_one_out, summarise, uniform_p_value
from experiments.each import Stopped

OBSERVED = SMALL.simulate(np.array([[0.3, 0.8]]), [10**9])[0]
LARGE_OBSERVED = LARGE.simulate(np.random.default_rng(12).random((1, PARAMETERS)), [10**8])[0]
WEIGHED = SequentialPlan(
    particles=800, generations=2, batch=200, narrowing=0.5, most=60_000, moves=0, seed=4, first_number=10**6
)
MOVED = replace(WEIGHED, moves=3.0)
WAYS = pytest.mark.parametrize("plan", [WEIGHED, MOVED], ids=["weighed", "moved"])


@pytest.fixture(scope="module")
def small() -> Bank:
    return Bank(*SMALL.bank(20_000, 2), by="statistics")


@pytest.fixture(scope="module")
def large() -> Bank:
    return Bank(*LARGE.bank(100_000, PARAMETERS), by="fitted")


@pytest.fixture(scope="module")
def large_exact() -> tuple[Any, Any]:
    return exact_linear(LARGE, LOADINGS, LARGE_OBSERVED)


def sequence(toy: Toy, bank: Bank, observed: Any, plan: SequentialPlan, folder: Path, workers: int = 1) -> Sequence:
    start = start_from_bank(bank, observed, plan.particles)
    return run_sequential(toy.simulate, observed, start, plan, folder, workers)


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
    start = start_from_bank(small, OBSERVED, 800)
    with pytest.raises(ValueError, match="statistics: column 0"):
        run_sequential(lambda q, n: np.full((len(q), 3), np.nan), OBSERVED, start, WEIGHED, tmp_path, 1)


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


# Sequential


@WAYS
def test_sequential_gives_the_exact_answer(plan: SequentialPlan, small: Bank, tmp_path: Path) -> None:
    # Over 12 seeds means scatter by 0.10 standard deviations and spreads by 6% (weighed), 0.05 and 3% (moved).
    found = sequence(SMALL, small, OBSERVED, plan, tmp_path)
    assert found.ended == "generations"
    epsilons = [generation.epsilon for generation in found.generations]
    assert epsilons == sorted(epsilons, reverse=True)
    assert all((g.distances <= g.epsilon).all() and len(g.weights) == 800 for g in found.generations)
    check_close(found.posterior(OBSERVED), SMALL.exact(OBSERVED), mean=0.3, spread=0.2)
    check_close(found.posterior(OBSERVED), answer_of(small.posterior(OBSERVED, 1_000)), mean=0.3, spread=0.2)


def answer_of(posterior: WeightedDraws) -> tuple[Any, Any]:
    return posterior.mean(), posterior.spread()


@WAYS
def test_a_posterior_at_the_edge_of_the_prior(plan: SequentialPlan, tmp_path: Path) -> None:
    """Proposals often leave the prior here; accepting or weighing them wrongly would move the first parameter."""
    bank = Bank(*EDGE.bank(20_000, 2), by="statistics")
    found = sequence(EDGE, bank, EDGE_OBSERVED, plan, tmp_path)
    mean, spread = EDGE.exact(EDGE_OBSERVED)
    assert mean[0] < 0.06
    check_close(found.posterior(EDGE_OBSERVED), (mean, spread), mean=0.3, spread=0.2)


@WAYS
def test_an_uninformed_parameter_keeps_its_prior(plan: SequentialPlan, tmp_path: Path) -> None:
    """Without a prior on the edges the particles would drain away from 0 and 1."""
    toy = Toy(lambda u: u[:, :1], np.array([0.1]))
    found = sequence(toy, Bank(*toy.bank(10_000, 2), by="statistics"), np.array([0.5]), plan, tmp_path)
    last = found.generations[-1]
    low, high = (last.weights @ (side[:, 1]) for side in (last.quantiles < 0.1, last.quantiles > 0.9))
    assert low == pytest.approx(0.1, abs=0.05)
    assert high == pytest.approx(0.1, abs=0.05)


@WAYS
def test_start_from_prior(plan: SequentialPlan, tmp_path: Path) -> None:
    start = start_from_prior(SMALL.simulate, 2, OBSERVED, plan, tmp_path, 2)
    longer = replace(plan, generations=5)
    found = run_sequential(SMALL.simulate, OBSERVED, start, longer, tmp_path, 2)
    assert found.generations[0].acceptance() == 1
    check_close(found.posterior(OBSERVED), SMALL.exact(OBSERVED), mean=0.3, spread=0.2)


@WAYS
def test_sequential_is_the_same_for_any_workers_and_after_a_stop(
    plan: SequentialPlan, small: Bank, tmp_path: Path
) -> None:
    numbers: list[int] = []
    calls = 0

    def recorded(quantiles: Any, own: Any) -> Any:
        numbers.extend(own.tolist())
        return SMALL.simulate(quantiles, own)

    def interrupted(quantiles: Any, own: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 9:
            raise KeyboardInterrupt
        return SMALL.simulate(quantiles, own)

    start = start_from_bank(small, OBSERVED, plan.particles)
    one = run_sequential(recorded, OBSERVED, start, plan, tmp_path / "one", 1)
    two = run_sequential(SMALL.simulate, OBSERVED, start, plan, tmp_path / "two", 2)
    with pytest.raises(Stopped):
        run_sequential(interrupted, OBSERVED, start, plan, tmp_path / "stopped", 2)
    resumed = run_sequential(SMALL.simulate, OBSERVED, start, plan, tmp_path / "stopped", 2)
    assert len(numbers) == len(set(numbers)) == one.simulations()
    assert min(numbers) >= plan.first_number
    for other in (two, resumed):
        for mine, theirs in zip(one.generations, other.generations, strict=True):
            assert all(np.array_equal(a, b) for a, b in zip(astuple(mine), astuple(theirs), strict=True))
    files = files_of(tmp_path / "one")
    assert files == files_of(tmp_path / "two") == files_of(tmp_path / "stopped")
    # A stored batch that was damaged is made again, the same.
    victim = sorted(files)[-1]
    (tmp_path / "two" / victim).write_bytes(files[victim][:50])
    run_sequential(SMALL.simulate, OBSERVED, start, plan, tmp_path / "two", 1)
    assert files == files_of(tmp_path / "two")


@WAYS
def test_a_generation_that_takes_too_much_is_dropped(plan: SequentialPlan, small: Bank, tmp_path: Path) -> None:
    impatient = replace(plan, generations=50, most=20_000)
    found = sequence(SMALL, small, OBSERVED, impatient, tmp_path)
    assert found.ended == "simulations"
    assert 1 < len(found.generations) < 51
    assert found.dropped_epsilon <= found.generations[-1].epsilon
    assert found.dropped_simulations <= 20_000
    assert all(g.simulations <= 20_000 for g in found.generations[1:])
    check_close(found.posterior(OBSERVED), SMALL.exact(OBSERVED), mean=0.3, spread=0.2)


def test_moving_holds_with_many_parameters(large: Bank, large_exact: tuple[Any, Any], tmp_path: Path) -> None:
    mean, spread = large_exact
    plan = replace(MOVED, particles=2_000, generations=5, batch=500, most=60_000, moves=2.0)
    found = sequence(LARGE, large, LARGE_OBSERVED, plan, tmp_path, 2)
    assert found.ended == "generations"
    posterior = found.posterior(LARGE_OBSERVED)
    assert np.sqrt((((posterior.mean() - mean) / spread) ** 2).mean()) < 0.45
    assert 0.92 < (posterior.spread() / spread).mean() < 1.15
    alone = sequence(LARGE, large, LARGE_OBSERVED, replace(plan, generations=1), tmp_path / "one worker", 1)
    pairs = zip(astuple(alone.generations[1]), astuple(found.generations[1]), strict=True)
    assert all(np.array_equal(mine, theirs) for mine, theirs in pairs)


def test_too_few_particles_are_refused(large: Bank, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="particles: found 20; allowed: more than 25"):
        sequence(LARGE, large, LARGE_OBSERVED, replace(WEIGHED, particles=20), tmp_path)


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
