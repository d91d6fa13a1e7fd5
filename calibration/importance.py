"""A generation by weighing: parents moved by a Gaussian kernel, candidates weighed by how likely they were proposed.

Toni and others 2009, Beaumont and others 2009: the kernel has the weighted covariance of the parents times
Silverman's factor squared; a candidate outside the unit cube is redrawn wholly, parent included, so that its
weight is 1 / sum_j w_j K(candidate - parent_j), the prior being uniform. Good for few parameters. With 25
parameters the weights collapse: 1,000 particles were worth 8 to 35 after one generation, 1 after four.
"""

from typing import Any

import numpy as np

from calibration.batches import Columns
from calibration.population import Generation, Round, SequentialPlan, generator_of

#: Proposals drawn at a time per candidate wanted; with 25 parameters some 3% fall inside the cube.
_PER_CANDIDATE = 16
_MOST_ROUNDS = 10_000


def weighed_generation(order: Round) -> tuple[Generation | None, int]:
    """The next generation and the simulations it took; None when it needs more than the plan allows.

    Candidates come in fixed batches and are accepted in the order of their number. How many batches are
    asked for at a time depends on results alone.
    """
    plan, parents = order.plan, order.parents
    step = step_matrix(parents)

    def work(batch: int) -> Columns:
        quantiles = propose(parents, step, plan.batch, generator_of(plan, order.index, batch))
        numbers = plan.numbers(order.index, batch)
        statistics, distances = order.measure(quantiles, numbers)
        return {"quantiles": quantiles, "statistics": statistics, "distances": distances, "numbers": numbers}

    done, accepted, found = 0, 0, list[Columns]()
    while accepted < plan.particles:
        wave = _wave(plan, done, accepted)
        if wave == 0:
            return None, done * plan.batch
        columns = order.done(range(done, done + wave), work, lambda _: plan.batch)
        near = columns["distances"] <= order.epsilon
        found.append({name: values[near] for name, values in columns.items()})
        done, accepted = done + wave, accepted + int(near.sum())
    taken = {name: np.concatenate([part[name] for part in found])[: plan.particles] for name in found[0]}
    weights = importance(taken["quantiles"], parents, step)
    return Generation(
        taken["quantiles"],
        taken["statistics"],
        taken["distances"],
        weights,
        taken["numbers"],
        order.epsilon,
        done * plan.batch,
        accepted,
    ), done * plan.batch


def propose(parents: Generation, step: Any, size: int, generator: Any) -> Any:
    """`size` candidates (size, D) inside the unit cube: parents by weight, moved by step @ normal, else redrawn."""
    cumulative = np.cumsum(parents.weights)
    kept: list[Any] = []
    count = 0
    for _ in range(_MOST_ROUNDS):
        rows = size * _PER_CANDIDATE
        parent = np.searchsorted(cumulative, generator.random(rows) * cumulative[-1], side="right")
        normal = generator.standard_normal((rows, step.shape[0]))
        # einsum: sums in one order, whatever the threads of a linear algebra library do.
        moved = parents.quantiles[np.minimum(parent, len(cumulative) - 1)] + np.einsum("nj,ij->ni", normal, step)
        kept.append(moved[((moved > 0) & (moved < 1)).all(axis=1)])
        count += len(kept[-1])
        if count >= size:
            return np.concatenate(kept)[:size]
    raise ValueError(f"sequential: {count} of {size} candidates inside the prior after {_MOST_ROUNDS} rounds")


def importance(quantiles: Any, parents: Generation, step: Any) -> Any:
    """Weights (N,) of candidates (N, D): 1 / sum_j w_j K(candidate - parent_j), scaled to sum to one."""
    moved = np.linalg.solve(step, quantiles.T).T
    centres = np.linalg.solve(step, parents.quantiles.T).T
    half = 0.5 * (centres**2).sum(axis=1)
    density = np.empty(len(moved))
    for row, point in enumerate(moved):
        density[row] = parents.weights @ np.exp(centres @ point - half - 0.5 * (point @ point))
    weights = 1.0 / density
    return weights / weights.sum()


def step_matrix(parents: Generation) -> Any:
    """Cholesky factor (D, D) of the weighted covariance times Silverman's factor squared."""
    dimensions = parents.quantiles.shape[1]
    effective = 1.0 / (parents.weights**2).sum()
    factor = (4.0 / (effective * (dimensions + 2.0))) ** (1.0 / (dimensions + 4.0))
    covariance = np.cov(parents.quantiles.T, aweights=parents.weights).reshape(dimensions, dimensions)
    floor = 1e-10 * np.trace(covariance) / dimensions
    return np.linalg.cholesky(factor**2 * covariance + floor * np.eye(dimensions))


def _wave(plan: SequentialPlan, done: int, accepted: int) -> int:
    """How many batches to do next, from results alone; 0 when the rest will not fit in `most` simulations."""
    left = plan.batches_at_most() - done
    if not done:
        return min(left, -(-plan.particles // plan.batch))
    simulated = done * plan.batch
    # Three standard errors above what was seen, and never none: a share that still may be true.
    highest = accepted / simulated + 3.0 * np.sqrt(max(accepted, 3)) / simulated
    if highest * plan.most < plan.particles:
        return 0
    wanted = (plan.particles - accepted) * simulated / max(accepted, 1) / plan.batch
    return min(left, max(1, int(np.ceil(wanted))), 4 * done)
