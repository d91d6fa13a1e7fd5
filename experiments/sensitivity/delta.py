"""Borgonovo's delta from given data, also of an output of which many runs share one value.

delta = half the mean distance between the distribution of the output and that when the input is known (Borgonovo
2007), estimated by classes of the input of equal size, as Plischke et al. (2013, eq. 26 and 30) do. A value that many
runs share is a point mass: it is a class of its own, of which chances are compared; only what is left has a density. A
kernel over everything would spread a point mass over its neighbours, and give distances far beyond 1.
"""

from typing import Any, NamedTuple

import numpy as np
from scipy.stats import gaussian_kde

#: A value that this part of the runs share, and this many at least, is a point mass: numbers that are not cut off
#: anywhere do not repeat at all, two that do may be chance, and of less than a fiftieth a class would hold few runs.
TIED_SHARE, TIED_RUNS = 0.02, 3
#: Points at which densities are compared.
_GRID = 200


class DeltaFound(NamedTuple):
    """Each (D,): the index, and half the width of its range at `spread` standard deviations of the resamples."""

    value: Any
    half: Any


def tied_values(y: Any) -> Any:
    """The values of an output (n,) that are point masses, in order."""
    values, counts = np.unique(y, return_counts=True)
    return values[counts >= max(TIED_RUNS, TIED_SHARE * len(y))]


def largest_tie(y: Any) -> float:
    """The part of the runs that share the most frequent value; 0 when it is no point mass."""
    tied = tied_values(y)
    return max((float(np.mean(y == value)) for value in tied), default=0.0)


def deltas(x: Any, y: Any, resamples: int, spread: float, generator: np.random.Generator) -> DeltaFound:
    """Delta of each input (n, D) for an output (n,), less its bias by resampling, and held to 0 to 1."""
    n, tied = len(y), tied_values(y)
    masses = np.searchsorted(tied, y)
    # place of the point mass of each run; -1 for runs without one
    at = np.where(np.isin(y, tied), np.minimum(masses, max(len(tied) - 1, 0)), -1)
    value, half = np.empty(x.shape[1]), np.empty(x.shape[1])
    for i, column in enumerate(x.T):
        first = _delta(column, y, at, len(tied))
        rows = (generator.integers(n, size=n) for _n in range(resamples))
        again = np.array([2.0 * first - _delta(column[r], y[r], at[r], len(tied)) for r in rows])
        value[i], half[i] = again.mean(), spread * again.std(ddof=1)
    return DeltaFound(np.clip(value, 0.0, 1.0), half)


def classes(n: int) -> int:
    """Classes of the input for n runs, as Plischke et al. and SALib choose them."""
    power = 2.0 / (7.0 + np.tanh((1500.0 - n) / 500.0))
    return int(np.round(min(int(np.ceil(n**power)), 48)))


def _delta(x: Any, y: Any, at: Any, masses: int) -> float:
    n = len(y)
    parts = np.array_split(np.argsort(x, kind="stable"), classes(n))
    smooth = y[at < 0]
    grid = _grid(smooth)
    whole = _distribution(y, at, masses, grid, _width(smooth))
    apart = 0.0
    for part in parts:
        known = _distribution(y[part], at[part], masses, grid, _width(smooth))
        apart += len(part) / (2.0 * n) * float(np.abs(known - whole).sum())
    return apart


def _width(smooth: Any) -> float:
    """The least spread that a class is given: narrower ones are steps of the grid."""
    return float(np.ptp(smooth)) / _GRID if len(smooth) else 0.0


def _grid(smooth: Any) -> Any:
    if len(smooth) < 2 or np.ptp(smooth) == 0.0:
        return np.empty(0)
    beyond = 0.1 * np.ptp(smooth)
    return np.linspace(smooth.min() - beyond, smooth.max() + beyond, _GRID)


def _distribution(y: Any, at: Any, masses: int, grid: Any, width: float) -> Any:
    """Chance of each point mass, then of each step of the grid; together 1."""
    chances = np.bincount(at[at >= 0], minlength=masses) / len(y)
    smooth = y[at < 0]
    if not len(smooth):
        return np.concatenate([chances, np.zeros(max(len(grid), 1))])
    if not len(grid):  # the rest is one value that few runs share
        return np.concatenate([chances, [len(smooth) / len(y)]])
    if len(smooth) > 1 and smooth.std() > width:
        density = gaussian_kde(smooth, bw_method="silverman")(grid)
    else:
        density = np.exp(-0.5 * ((grid[:, None] - smooth[None, :]) / width) ** 2).sum(axis=1)
    return np.concatenate([chances, density / density.sum() * (len(smooth) / len(y))])
