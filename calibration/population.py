"""Populations of a sequential run: what was asked and what was accepted."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from calibration.adjustment import WeightedDraws, adjusted_draws, epanechnikov
from calibration.batches import Columns, read_batches, run_batches
from calibration.distance import Distance, check_finite

#: simulate(quantiles (n, D), candidate numbers (n,)) -> statistics (n, K), measurement error included.
Simulate = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class SequentialPlan:
    """What a sequential run is asked to do; all counts are of candidates.

    particles     accepted candidates of a generation
    generations   at most this many after generation 0
    batch         candidates of one batch
    narrowing     the next epsilon is this quantile of the accepted distances (0.5: their median)
    most          simulations at most in one generation; one that needs more ends the run and is dropped
    moves         0: candidates are weighed (calibration.importance); above 0: particles are moved by
                  Metropolis steps until each has moved about this often (calibration.moves)
    seed          of the proposals
    first_number  candidate number of the first proposal; above all numbers of the bank
    """

    particles: int
    generations: int
    batch: int
    narrowing: float
    most: int
    moves: float
    seed: int
    first_number: int

    def batches_at_most(self) -> int:
        """Batches that fit in `most` simulations."""
        return self.most // self.batch

    def numbers(self, generation: int, batch: int) -> Any:
        """Candidate numbers (batch,) of one batch: no two candidates of a run share one."""
        before = generation * self.batches_at_most() + batch
        return self.first_number + before * self.batch + np.arange(self.batch, dtype=np.int64)

    def step_numbers(self, generation: int, step: int) -> Any:
        """Candidate numbers (particles,) of one Metropolis step: no two candidates of a run share one."""
        before = (generation * (self.most // self.particles) + step) * self.particles
        return self.first_number + self.batches_at_most() * self.batch + before + np.arange(self.particles)


@dataclass(frozen=True, slots=True)
class Generation:
    """Accepted candidates.

    quantiles (N, D), statistics (N, K), distances (N,), weights (N,) that sum to one, candidate numbers (N,);
    epsilon: no distance is larger; simulations: how many it took; accepted: how many of these were within epsilon.
    """

    quantiles: Any
    statistics: Any
    distances: Any
    weights: Any
    numbers: Any
    epsilon: float
    simulations: int
    accepted: int

    def acceptance(self) -> float:
        """Share of the simulations within epsilon."""
        return self.accepted / self.simulations


@dataclass(frozen=True, slots=True)
class Sequence:
    """A finished run: generations from 0; `ended` says why: 'generations', or 'simulations' for one dropped.

    dropped_epsilon and dropped_simulations: of the generation that was given up (nan and 0 if none was).
    """

    generations: tuple[Generation, ...]
    distance: Distance
    ended: str
    dropped_epsilon: float
    dropped_simulations: int

    def simulations(self) -> int:
        """Simulations after generation 0, those of a dropped generation included."""
        return sum(generation.simulations for generation in self.generations[1:]) + self.dropped_simulations

    def posterior(self, observed: Any) -> WeightedDraws:
        """The last generation, regression-adjusted; weights are importance times Epanechnikov."""
        last = self.generations[-1]
        weights = last.weights * epanechnikov(last.distances)
        return adjusted_draws(last.quantiles, last.statistics, observed, weights, self.distance)


@dataclass(frozen=True, slots=True)
class Round:
    """One generation to be made: from whom, how near, with what."""

    index: int
    parents: Generation
    epsilon: float
    simulate: Simulate
    observed: Any
    distance: Distance
    plan: SequentialPlan
    place: Path
    workers: int
    progress: Callable[[int], None] | None

    def measure(self, quantiles: Any, numbers: Any) -> tuple[Any, Any]:
        """Statistics (n, K) of candidates (n, D) and their distances (n,); ValueError if not finite."""
        statistics = check_finite(self.simulate(quantiles, numbers))
        return statistics, self.distance.between(statistics, self.observed)

    def done(self, batches: range, work: Callable[[int], Columns], rows: Callable[[int], int]) -> Columns:
        """The columns of these batches, made now or stored before."""
        run_batches(batches, work, self.place, rows, self.workers, self.progress)
        return read_batches(self.place, batches)


def generator_of(plan: SequentialPlan, generation: int, batch: int) -> Any:
    """The random numbers of one batch of proposals: Philox keyed by seed, generation and batch."""
    return np.random.Generator(np.random.Philox(key=[plan.seed % 2**64, (generation << 32) + batch]))
