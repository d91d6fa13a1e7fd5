"""Fitting tables to margins: iterative proportional fitting and rounding by largest remainder.

Sums go through `np.bincount`, which adds in order, so results have the same bits on every processor.
"""

from collections.abc import Sequence

import numpy as np

from simulation.population.tables import Floats, Integers


def largest_remainder(amounts: Floats, total: int) -> Integers:
    """Whole numbers that sum to `total` and lie within one of `amounts` scaled to it, shape as given.

    Ties go to the lower index.
    """
    flat = amounts.ravel()
    whole_sum = float(np.bincount(np.zeros(flat.size, np.int64), flat)[0])
    scaled = flat * (total / whole_sum)
    whole = np.floor(scaled).astype(np.int64)
    missing = total - int(whole.sum())
    whole[np.argsort(-(scaled - whole), kind="stable")[:missing]] += 1
    return whole.reshape(amounts.shape)


def rake(
    start: Floats,
    margins: Sequence[tuple[Integers, Floats]],
    count: Floats | None = None,
    sweeps: int = 200,
    tolerance: float = 1e-10,
) -> Floats:
    """Factor `start`, shape (cells,), until its sums per margin meet the targets.

    margins: pairs (category of each cell, target per category). A cell in a category with target
    zero becomes zero; a category without cells cannot be met and is left alone.
    count: how many agents each cell stands for (one when None); sums are of start * count.
    Stops when no target is missed by more than `tolerance` (relative) or after `sweeps`; when margins
    contradict one another, the last of them holds exactly. Returns shape (cells,).
    """
    weights = start.copy()
    agents = np.ones_like(start) if count is None else count
    for _ in range(sweeps):
        worst = 0.0
        for category, target in margins:
            found = np.bincount(category, weights * agents, minlength=target.size)
            reachable = found > 0.0
            factor = np.ones_like(target)
            factor[reachable] = target[reachable] / found[reachable]
            missed = reachable & (target > 0.0)
            if missed.any():
                worst = max(worst, float(np.abs(factor[missed] - 1.0).max()))
            weights *= factor[category]
        if worst <= tolerance:
            break
    return weights
