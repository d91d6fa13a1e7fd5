"""Sequential Monte Carlo from the prior to the posterior, through powers of the likelihood between 0 and 1.

Del Moral, Doucet and Jasra (2006), with the known errors of measurement as the likelihood (Wilkinson 2013): the
simulated firms' luck is a part of the candidate, so that the answer is exact in the limit and nothing has to lie within
a tolerance. Generation 1 comes from the bank of simulations of the prior, weighed by the largest power that leaves as
many effective candidates as there are particles. Each generation then raises the power until the effective share falls
to what was asked, multiplies the likely particles, and moves each by Metropolis steps on logits of the quantiles, where
the prior has no edges. Measured on a linear toy with a known answer: tests/test_tempering.py.

Work comes in fixed batches, each from a generator keyed by (seed, generation, batch): results do not depend on workers
or on being stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, sqrt
from pathlib import Path
from typing import Any

import numpy as np

from calibration.adjustment import WeightedDraws, expit, logit
from calibration.batches import Columns, interruptible, read_batches, run_batches
from calibration.distance import check_finite

#: surprise(quantiles (n, D), candidate numbers (n,)) -> minus the log likelihood of each (n,).
Surprise = Callable[[Any, Any], Any]

#: Length of a first step in standard deviations of the particles, times the square root of D; share taken expected.
_LENGTH, _FIRST_SHARE = 1.0, 0.15
#: Share of steps taken at which a walk covers most ground (Roberts, Gelman and Gilks 1997); lengths are led there.
_BEST_SHARE, _SLOWEST, _FASTEST = 0.234, 0.6, 1.5


@dataclass(frozen=True, slots=True)
class TemperingPlan:
    """What is asked; all counts are of candidates.

    particles; batch: particles of one file; effective: the power rises until this share of them is left in effect;
    moves: how often each particle moves in a generation, on average; most: steps of one generation at most;
    generations at most; seed; first_number of the first proposal, above all numbers of the bank.
    """

    particles: int
    batch: int
    effective: float
    moves: float
    most: int
    generations: int
    seed: int
    first_number: int

    def numbers(self, generation: int, step: int) -> Any:
        """Candidate numbers (particles,) of one step: no two candidates of a run share one."""
        before = (generation * self.most + step) * self.particles
        return self.first_number + before + np.arange(self.particles)


@dataclass(frozen=True, slots=True)
class Generation:
    """Particles of equal weight at a power of the likelihood.

    quantiles (N, D), surprises (N,), candidate numbers (N,); simulations: what it took; moved: steps taken.
    """

    quantiles: Any
    surprises: Any
    numbers: Any
    power: float
    simulations: int
    moved: int

    def acceptance(self) -> float:
        """Share of the steps that were taken."""
        return self.moved / self.simulations if self.simulations else 0.0


@dataclass(frozen=True, slots=True)
class Tempering:
    """A finished run: generations with rising powers, the last with power 1 unless it ended too early."""

    generations: tuple[Generation, ...]

    @property
    def is_finished(self) -> bool:
        """Whether the whole likelihood was reached."""
        return self.generations[-1].power >= 1.0

    def simulations(self) -> int:
        """Simulations after the bank."""
        return sum(generation.simulations for generation in self.generations)

    def posterior(self) -> WeightedDraws:
        """The last generation, each particle with the same weight."""
        last = self.generations[-1]
        return WeightedDraws(last.quantiles, np.full(len(last.quantiles), 1.0 / len(last.quantiles)))


@interruptible()
def temper(
    surprise: Surprise,
    bank: tuple[Any, Any],
    plan: TemperingPlan,
    folder: Path,
    workers: int,
    progress: Callable[[int], None] | None = None,
    report: Callable[[int, Generation], None] | None = None,
) -> Tempering:
    """Raise the power generation after generation; batches are stored in `<folder>/tempering/<generation>`.

    bank: quantiles (n, D) of the prior and their surprises (n,). `surprise` runs on any thread. Raises Stopped (batches
    kept) on KeyboardInterrupt, ValueError for values that are not finite or fewer particles than parameters.
    """
    quantiles, surprises = check_finite(bank[0], "quantiles"), check_finite(bank[1], "surprises")
    if plan.particles <= quantiles.shape[1]:
        raise ValueError(f"particles: found {plan.particles}; allowed: more than {quantiles.shape[1]}")
    parents = Generation(quantiles, surprises, np.arange(len(quantiles)), 0.0, 0, 0)
    done: list[Generation] = []
    wanted, length, share = float(plan.particles), _LENGTH, _FIRST_SHARE
    while len(done) < plan.generations and not (len(done) > 1 and done[-2].power >= 1.0):
        # one generation more at the whole likelihood: the last rise leaves particles that are alike
        power = next_power(parents.surprises, parents.power, wanted)
        generation = _moved(surprise, parents, power, length, share, plan, len(done) + 1, folder, workers, progress)
        done.append(generation)
        if report:
            report(len(done), generation)
        share = max(generation.acceptance(), 1.0 / plan.most)
        length *= float(np.clip(share / _BEST_SHARE, _SLOWEST, _FASTEST))
        parents, wanted = generation, plan.effective * plan.particles
    return Tempering(tuple(done))


def weights_of(surprises: Any, rise: float) -> Any:
    """Weights (n,) that sum to one when the power of the likelihood rises by so much."""
    logs = -rise * (surprises - surprises.min())
    weights = np.exp(logs)
    return weights / weights.sum()


def next_power(surprises: Any, power: float, wanted: float) -> float:
    """The highest power, at most 1, that leaves `wanted` candidates in effect (Kish); found by halving."""
    low, high = 0.0, 1.0 - power
    if 1.0 / (weights_of(surprises, high) ** 2).sum() >= wanted:
        return 1.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        if 1.0 / (weights_of(surprises, middle) ** 2).sum() >= wanted:
            low = middle
        else:
            high = middle
    return power + low


def multiplied(weights: Any, count: int) -> Any:
    """Which (count,) are taken, each about as often as its weight says (systematic resampling from the middle)."""
    steps = (np.arange(count) + 0.5) / count
    return np.minimum(np.searchsorted(np.cumsum(weights), steps), len(weights) - 1)


def _moved(
    surprise: Surprise,
    parents: Generation,
    power: float,
    length: float,
    share: float,
    plan: TemperingPlan,
    index: int,
    folder: Path,
    workers: int,
    progress: Callable[[int], None] | None,
) -> Generation:
    """Particles multiplied by their weights at the new power, each moved by Metropolis steps."""
    weights = weights_of(parents.surprises, power - parents.power)
    chosen = multiplied(weights, plan.particles)
    steps = min(plan.most, ceil(plan.moves / share))
    dimensions = parents.quantiles.shape[1]
    covariance = np.cov(logit(parents.quantiles).T, aweights=weights).reshape(dimensions, dimensions)
    floor = 1e-10 * np.trace(covariance) / dimensions
    step = np.linalg.cholesky(covariance + floor * np.eye(dimensions)) * (length / sqrt(dimensions))

    def rows(batch: int) -> int:
        return min(plan.batch, plan.particles - batch * plan.batch)

    def work(batch: int) -> Columns:
        first = batch * plan.batch
        taken = chosen[first : first + rows(batch)]
        here, surprises, numbers = parents.quantiles[taken], parents.surprises[taken], parents.numbers[taken]
        generator = np.random.Generator(np.random.Philox(key=[plan.seed % 2**64, (index << 32) + batch]))
        moved = np.zeros(len(taken), np.int64)
        for count in range(steps):
            normal, luck = generator.standard_normal(here.shape), generator.random(len(taken))
            # einsum: sums in one order, whatever the threads of a linear algebra library do
            there = expit(logit(here) + np.einsum("nj,ij->ni", normal, step))
            tried = plan.numbers(index, count)[first : first + len(taken)]
            new = check_finite(surprise(there, tried), "surprises")
            # the uniform prior of a quantile has density q (1 - q) on its logit
            prior = np.log(there * (1.0 - there)).sum(axis=1) - np.log(here * (1.0 - here)).sum(axis=1)
            takes = np.log(luck) < prior - power * (new - surprises)
            here = np.where(takes[:, None], there, here)
            surprises, numbers = np.where(takes, new, surprises), np.where(takes, tried, numbers)
            moved += takes
        return {"quantiles": here, "surprises": surprises, "numbers": numbers, "moved": moved}

    place, batches = folder / "tempering" / str(index), range(-(-plan.particles // plan.batch))
    run_batches(batches, work, place, rows, workers, progress)
    found = read_batches(place, batches)
    taken_steps = int(found["moved"].sum())
    return Generation(
        found["quantiles"], found["surprises"], found["numbers"], power, steps * plan.particles, taken_steps
    )
