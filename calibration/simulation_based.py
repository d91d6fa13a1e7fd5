"""Simulation-based calibration: are posteriors as wide as they should be? (Talts and others 2018.)

Simulations of the bank are taken as if they had been measured, one at a time. Each gets its posterior from
the other simulations; the true quantiles are known. If posteriors are right, the rank of the truth in its
posterior is uniform, and a 90% interval holds the truth in 90% of cases.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path
from typing import Any

import numpy as np

from calibration.adjustment import Bank
from calibration.batches import Columns, read_batches, run_batches
from calibration.distance import check_finite
from experiments.each import Workers, threads

#: Standard deviation of a quantile under its prior.
_PRIOR_SPREAD = 1 / sqrt(12)


@dataclass(frozen=True, slots=True)
class Ranks:
    """One row for each pseudo-observation, one column for each parameter.

    ranks (m, D)           weight of the posterior below the truth, in [0, 1]
    spread_removed (m, D)  1 - posterior / prior standard deviation of the quantile; negative where it grew
    """

    ranks: Any
    spread_removed: Any

    def covered(self, share: float) -> Any:
        """Whether the central interval with this share of the posterior holds the truth (m, D)."""
        return np.abs(self.ranks - 0.5) <= 0.5 * share


@dataclass(frozen=True, slots=True)
class Coverage:
    """What simulation-based calibration says of one parameter.

    covered50, covered90    share of central intervals that hold the truth, each with a 95% Wilson interval
    p_value                 of uniform ranks (Kolmogorov-Smirnov)
    spread_removed          mean over pseudo-observations
    """

    covered50: float
    interval50: tuple[float, float]
    covered90: float
    interval90: tuple[float, float]
    p_value: float
    spread_removed: float

    def too_narrow(self) -> bool:
        """Whether intervals hold the truth less often than they say, beyond chance."""
        return self.interval50[1] < 0.5 or self.interval90[1] < 0.9


def leave_one_out(
    bank: Bank,
    chosen: Any,
    keep: int,
    batch: int,
    folder: Path,
    workers: Workers,
    progress: Callable[[int], None] | None = None,
) -> Ranks:
    """Ranks of the truth for each chosen simulation (m,) of the bank, from the nearest `keep` of the others.

    Stored in batches of `batch` pseudo-observations in `folder` and resumed. The distance was fitted on the
    whole bank, the one left out included: one simulation in all of them. Raises as run_batches.
    """
    chosen = np.asarray(chosen, np.int64)

    def rows(number: int) -> int:
        return min(batch, len(chosen) - number * batch)

    def work(number: int) -> Columns:
        taken = chosen[number * batch : (number + 1) * batch]
        ranks, removed = np.empty((2, len(taken), bank.quantiles.shape[1]))
        for row, position in enumerate(taken.tolist()):
            posterior = bank.posterior(bank.statistics[position], keep, without=position)
            ranks[row] = posterior.rank(bank.quantiles[position])
            removed[row] = 1 - posterior.spread() / _PRIOR_SPREAD
        return {"chosen": taken, "ranks": ranks, "spread_removed": removed}

    numbers = range(-(-len(chosen) // batch))
    run_batches(numbers, work, folder, rows, threads(workers), progress)  # statistics of the whole bank
    stored = read_batches(folder, numbers)
    return Ranks(stored["ranks"], stored["spread_removed"])


def summarise(ranks: Ranks) -> list[Coverage]:
    """Coverage, with intervals, and uniformity of ranks, for each parameter."""
    check_finite(ranks.ranks, "ranks")
    covered50, covered90 = ranks.covered(0.5), ranks.covered(0.9)
    return [
        Coverage(
            float(covered50[:, n].mean()),
            binomial_interval(int(covered50[:, n].sum()), len(covered50)),
            float(covered90[:, n].mean()),
            binomial_interval(int(covered90[:, n].sum()), len(covered90)),
            uniform_p_value(ranks.ranks[:, n]),
            float(ranks.spread_removed[:, n].mean()),
        )
        for n in range(ranks.ranks.shape[1])
    ]


def binomial_interval(successes: int, trials: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's interval of a share; `z` standard errors (1.96: 95%)."""
    share, weight = successes / trials, z * z / trials
    middle = (share + weight / 2) / (1 + weight)
    half = z * sqrt(share * (1 - share) / trials + weight / (4 * trials)) / (1 + weight)
    return max(0.0, middle - half), min(1.0, middle + half)


def uniform_p_value(ranks: Any) -> float:
    """Kolmogorov-Smirnov p-value that ranks (m,) are uniform on [0, 1] (limit law, Stephens' small-sample form)."""
    ordered, m = np.sort(ranks), len(ranks)
    steps = np.arange(m + 1) / m
    largest = float(max((steps[1:] - ordered).max(), (ordered - steps[:-1]).max()))
    scaled = largest * (sqrt(m) + 0.12 + 0.11 / sqrt(m))
    if scaled < 0.3:
        return 1.0
    terms = (2 * (-1) ** (k - 1) * exp(-2 * (k * scaled) ** 2) for k in range(1, 101))
    return min(1.0, max(0.0, sum(terms)))
