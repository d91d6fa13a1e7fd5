"""A generation by moving: the nearer particles are multiplied, then each walks by Metropolis steps.

Drovandi and Pettitt 2011, Del Moral, Doucet and Jasra 2012. Particles within epsilon are resampled to the
full number and moved by Gaussian steps with 1.5 squared over D times their covariance; a step is taken when
it stays in the unit cube and its own simulation is within epsilon (Marjoram and others 2003; the prior is
uniform). A step that leaves the cube costs no simulation. Weights stay equal, so they cannot collapse with
many parameters; what is lost instead is variety, hence the number of moves asked for.
"""

from math import ceil, sqrt
from typing import Any

import numpy as np

from calibration.batches import Columns
from calibration.population import Generation, Round, generator_of

#: Length of a step in standard deviations of the particles, times the square root of D.
_LENGTH = 1.5
#: Share of steps taken that is expected before any was tried; sets the number of steps of the first generation.
_FIRST_SHARE = 0.1


def moved_generation(order: Round, tempo: float | None) -> tuple[Generation | None, int, float]:
    """The next generation, its simulations, and moves per particle and step (`tempo` of the next).

    None when its steps may need more simulations than the plan allows. The first generation, for which it is
    not known how many steps make a move, takes as many as allowed at most.
    """
    plan, parents = order.plan, order.parents
    allowed = plan.most // plan.particles
    steps = ceil(plan.moves / tempo) if tempo else min(ceil(plan.moves / _FIRST_SHARE), allowed)
    if not 0 < steps <= allowed:
        return None, 0, 0.0
    near = np.flatnonzero(parents.distances <= order.epsilon)
    chosen = near[(np.arange(plan.particles) * len(near)) // plan.particles]
    dimensions = parents.quantiles.shape[1]
    covariance = np.cov(parents.quantiles[near].T).reshape(dimensions, dimensions)
    floor = 1e-10 * np.trace(covariance) / dimensions
    step = np.linalg.cholesky(covariance + floor * np.eye(dimensions)) * (_LENGTH / sqrt(dimensions))

    def rows(batch: int) -> int:
        return min(plan.batch, plan.particles - batch * plan.batch)

    def work(batch: int) -> Columns:
        first = batch * plan.batch
        taken = chosen[first : first + rows(batch)]
        state = {
            "quantiles": parents.quantiles[taken],
            "statistics": parents.statistics[taken],
            "distances": parents.distances[taken],
            "numbers": parents.numbers[taken],
        }
        generator = generator_of(plan, order.index, batch)
        simulated, moved = np.zeros((2, len(taken)), np.int64)
        for count in range(steps):
            normal = generator.standard_normal(state["quantiles"].shape)
            there = state["quantiles"] + np.einsum("nj,ij->ni", normal, step)
            inside = np.flatnonzero(((there > 0) & (there < 1)).all(axis=1))
            if not len(inside):
                continue
            numbers = plan.step_numbers(order.index, count)[first + inside]
            statistics, distances = order.measure(there[inside], numbers)
            better = distances <= order.epsilon
            to = inside[better]
            for name, values in (
                ("quantiles", there[to]),
                ("statistics", statistics[better]),
                ("distances", distances[better]),
                ("numbers", numbers[better]),
            ):
                state[name][to] = values
            simulated[inside] += 1
            moved[to] += 1
        return state | {"simulated": simulated, "moved": moved}

    columns: dict[str, Any] = order.done(range(-(-plan.particles // plan.batch)), work, rows)
    simulations, moved = int(columns["simulated"].sum()), int(columns["moved"].sum())
    weights = np.full(plan.particles, 1.0 / plan.particles)
    generation = Generation(
        columns["quantiles"],
        columns["statistics"],
        columns["distances"],
        weights,
        columns["numbers"],
        order.epsilon,
        simulations,
        moved,
    )
    return generation, simulations, max(moved, 1) / (plan.particles * steps)
