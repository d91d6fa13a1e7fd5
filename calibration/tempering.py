"""Sequential Monte Carlo from the prior to the posterior, through powers of the likelihood between 0 and 1.

Del Moral, Doucet and Jasra (2006), with the known errors of measurement as the likelihood (Wilkinson 2013): the
simulated firms' luck is a part of the candidate, so that the answer is exact in the limit and nothing has to lie within
a tolerance. Generation 1 comes from the bank of simulations of the prior, weighed by the largest power that leaves as
many effective candidates as there are particles. Each generation then raises the power until the effective share falls
to what was asked, multiplies the likely particles, and moves each by many steps (`calibration.moves`). After the
whole likelihood is reached, some generations more are kept together: they are the answer. Measured on cases with a
known answer, one of them with luck larger than the error: tests/test_tempering.py.

Work comes in fixed batches, each from a generator keyed by (seed, generation, batch): results do not depend on workers
or on being stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from calibration.adjustment import WeightedDraws
from calibration.batches import Columns, interruptible, read_batches, run_batches
from calibration.distance import check_finite
from calibration.moves import TURNS, Moves, Particles, Sizes, StepKind, Surprise
from experiments.each import Workers


@dataclass(frozen=True, slots=True)
class TemperingPlan:
    """What is asked; all counts are of candidates.

    particles; batch: particles of one file; effective: the power rises until this share of them is left in effect;
    steps: of each particle in a generation; pooled: generations that make up the answer, all after the one that reached
    the whole likelihood;
    generations at most; seed; first_number of the first proposal, above all numbers of the bank.
    """

    particles: int
    batch: int
    effective: float
    steps: int
    pooled: int
    generations: int
    seed: int
    first_number: int

    def numbers(self, generation: int, step: int) -> Any:
        """Candidate numbers (particles,) of one step: no two candidates of a run share one."""
        before = (generation * self.steps + step) * self.particles
        return self.first_number + before + np.arange(self.particles)


@dataclass(frozen=True, slots=True)
class Generation:
    """Particles of equal weight at a power of the likelihood.

    quantiles (N, D), numbers (N, 1 + W), surprises (N, W); simulations: what it took; taken (3,): share of the steps
    of each kind that were taken.
    """

    quantiles: Any
    numbers: Any
    surprises: Any
    power: float
    simulations: int
    taken: Any

    def acceptance(self) -> float:
        """Share of the moves of parameters that were taken, long and short ones alike."""
        return float(self.taken[StepKind.WALK] + self.taken[StepKind.LEAP]) / 2.0

    def distinct(self) -> int:
        """Number of different particles."""
        return len(np.unique(self.quantiles, axis=0))


@dataclass(frozen=True, slots=True)
class Tempering:
    """A run: generations with rising powers, of which the last `pooled` are the answer."""

    generations: tuple[Generation, ...]
    pooled: int

    @property
    def is_finished(self) -> bool:
        """Whether the whole likelihood (power 1) was reached, and `pooled` generations have moved at it since.

        False where the plan's generations ran out before: the particles then answer to a part of the evidence only, or
        are still alike from being multiplied, and are no posterior.
        """
        return len(self.generations) > self.pooled and self.generations[-1 - self.pooled].power >= 1.0

    def simulations(self) -> int:
        """Simulations after the bank."""
        return sum(generation.simulations for generation in self.generations)

    def posterior(self) -> WeightedDraws:
        """The last generations together, each particle with the same weight."""
        draws = np.concatenate([generation.quantiles for generation in self.generations[-self.pooled :]])
        return WeightedDraws(draws, np.full(len(draws), 1.0 / len(draws)))


@interruptible()
def temper(
    surprise: Surprise,
    bank: tuple[Any, Any],
    plan: TemperingPlan,
    folder: Path,
    workers: Workers,
    progress: Callable[[int], None] | None = None,
    report: Callable[[int, Generation], None] | None = None,
) -> Tempering:
    """Raise the power generation after generation; batches are stored in `<folder>/tempering/<generation>`.

    bank: quantiles (n, D) of the prior and their surprises (n, W); candidate i of it has the number i throughout.
    `surprise` runs on any thread. Raises Stopped (batches kept) on KeyboardInterrupt, ValueError for values that are
    not finite or fewer particles than parameters.
    """
    quantiles, surprises = check_finite(bank[0], "quantiles"), check_finite(bank[1], "surprises")
    if plan.particles <= quantiles.shape[1]:
        raise ValueError(f"particles: found {plan.particles}; allowed: more than {quantiles.shape[1]}")
    numbers = np.repeat(np.arange(len(quantiles))[:, None], 1 + surprises.shape[1], axis=1)
    parents = Generation(quantiles, numbers, surprises, 0.0, 0, np.zeros(len(StepKind)))
    done: list[Generation] = []
    wanted, sizes = float(plan.particles), Sizes()
    # the generation that reaches the whole likelihood has particles that are alike: those after it count
    while len(done) < plan.generations and not (len(done) > plan.pooled and done[-1 - plan.pooled].power >= 1.0):
        power = next_power(parents.surprises.sum(axis=1), parents.power, wanted)
        generation = _moved(surprise, parents, power, sizes, plan, len(done) + 1, folder, workers, progress)
        done.append(generation)
        if report:
            report(len(done), generation)
        sizes = sizes.led(generation.taken)
        parents, wanted = generation, plan.effective * plan.particles
    return Tempering(tuple(done), plan.pooled)


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
    sizes: Sizes,
    plan: TemperingPlan,
    index: int,
    folder: Path,
    workers: Workers,
    progress: Callable[[int], None] | None,
) -> Generation:
    """Particles multiplied by their weights at the new power, each moved by all its steps."""
    weights = weights_of(parents.surprises.sum(axis=1), power - parents.power)
    chosen = multiplied(weights, plan.particles)
    moves = Moves.fitted(parents.quantiles, weights, sizes)

    def rows(batch: int) -> int:
        return min(plan.batch, plan.particles - batch * plan.batch)

    def work(batch: int) -> Columns:
        first = batch * plan.batch
        taken = chosen[first : first + rows(batch)]
        generator = np.random.Generator(np.random.Philox(key=[plan.seed % 2**64, (index << 32) + batch]))
        none = np.zeros((len(taken), len(StepKind)))
        particles = Particles(parents.quantiles[taken], parents.numbers[taken], parents.surprises[taken], none)
        for count in range(plan.steps):
            fresh = plan.numbers(index, count)[first : first + len(taken)]
            particles.step(TURNS[count % len(TURNS)], moves, surprise, power, fresh, generator)
        return {
            "quantiles": particles.quantiles,
            "numbers": particles.numbers,
            "surprises": particles.surprises,
            "taken": particles.taken,
        }

    place, batches = folder / "tempering" / str(index), range(-(-plan.particles // plan.batch))
    run_batches(batches, work, place, rows, workers, progress)
    found = read_batches(place, batches)
    turns = [TURNS[count % len(TURNS)] for count in range(plan.steps)]
    asked = np.maximum(1, [turns.count(kind) for kind in StepKind]) * plan.particles
    return Generation(
        found["quantiles"],
        found["numbers"],
        found["surprises"],
        power,
        plan.steps * plan.particles,
        found["taken"].sum(axis=0) / asked,
    )
