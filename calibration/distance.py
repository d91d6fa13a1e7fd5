"""How far a simulation is from what was measured: statistics scaled robustly, or replaced by fitted parameters.

Two projections; distance is Euclidean after either. Both are fitted once, on the bank, and then fixed.
- `scaled_statistics`: each statistic divided by its median absolute deviation over the bank.
- `fitted_parameters`: semi-automatic statistics (Fearnhead and Prangle 2012). The statistics are replaced
  by each parameter's expected quantile given the statistics, from one global regression on the statistics
  and their squares. Quantiles share one scale, so a parameter counts by how far the statistics move it
  (the variance of its fitted value is R² times that of the prior) and noise that informs nothing drops out.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

#: Statistics further than this many scales from the median count as this far in the squares of the global fit.
_FAR = 5.0
#: Penalty of the global fit, relative to the number of simulations: only keeps collinear statistics solvable.
_RIDGE = 1e-6


def check_finite(statistics: Any, what: str = "statistics", names: tuple[str, ...] = ()) -> Any:
    """The array as float64; raises ValueError naming the first column with a value that is not finite."""
    table = np.ascontiguousarray(statistics, dtype=np.float64)
    if np.isfinite(table).all():
        return table
    rows = table.reshape(-1, table.shape[-1])
    column = int(np.argmin(np.isfinite(rows).all(axis=0)))
    count = int((~np.isfinite(rows[:, column])).sum())
    name = f" ({names[column]})" if names else ""
    raise ValueError(f"{what}: column {column}{name} has {count} values that are not finite")


def robust_scale(statistics: Any) -> tuple[Any, Any]:
    """Median (K,) and scale (K,) of each statistic over simulations (n, K).

    The scale is the median absolute deviation; where more than half of the simulations agree it is zero and
    the standard deviation takes its place; a statistic that never varies gets 0 and does not count.
    """
    centre = np.median(statistics, axis=0)
    scale = np.median(np.abs(statistics - centre), axis=0)
    spread = statistics.std(axis=0)
    constant = spread <= 1e-12 * np.maximum(np.abs(centre), 1e-300)
    return centre, np.where(constant, 0.0, np.where(scale > 0, scale, spread))


@dataclass(frozen=True, slots=True)
class Distance:
    """A fixed projection of statistics (K,) to a space in which Euclidean distance is meant.

    centre, scale   (K,) median and scale of each statistic; scale 0 leaves a statistic out
    coefficients    (2K, L) of scaled statistics and their squares to the projection, or None for the first K
    informed        (D,) R² of the global regression of each parameter (empty without one)
    """

    centre: Any
    scale: Any
    coefficients: Any
    informed: Any

    def standard(self, statistics: Any) -> Any:
        """Statistics (n, K) or (K,) in scales from the median; 0 for those that never vary."""
        divisor = np.where(self.scale > 0, self.scale, 1.0)
        return (statistics - self.centre) * np.where(self.scale > 0, 1.0 / divisor, 0.0)

    def project(self, statistics: Any) -> Any:
        """The projection (n, L) or (L,)."""
        standard = self.standard(statistics)
        if self.coefficients is None:
            return standard
        # einsum: on several threads a matrix product of this size waits for its own library's threads.
        return np.einsum("...k,kl->...l", _with_squares(standard), self.coefficients)

    def between(self, statistics: Any, observed: Any) -> Any:
        """Distances (n,) of simulations (n, K) from what was measured (K,)."""
        return lengths(self.project(statistics) - self.project(observed))


def lengths(vectors: Any) -> Any:
    """Euclidean lengths (n,) of rows (n, L)."""
    return np.sqrt(np.einsum("ij,ij->i", vectors, vectors))


def _with_squares(standard: Any) -> Any:
    near = np.clip(standard, -_FAR, _FAR)
    return np.concatenate([standard, near * near], axis=-1)


def scaled_statistics(statistics: Any) -> Distance:
    """The distance of statistics scaled by their median absolute deviation over the bank (n, K)."""
    centre, scale = robust_scale(check_finite(statistics))
    return Distance(centre, scale, None, np.empty(0))


def fitted_parameters(quantiles: Any, statistics: Any) -> Distance:
    """The distance of fitted parameters: quantiles (n, D) regressed on statistics (n, K) and their squares."""
    centre, scale = robust_scale(check_finite(statistics))
    plain = Distance(centre, scale, None, np.empty(0))
    features = _with_squares(plain.standard(np.asarray(statistics, np.float64)))
    features -= features.mean(axis=0)
    target = np.asarray(quantiles, np.float64) - np.mean(quantiles, axis=0)
    size = features.std(axis=0)
    size[size == 0] = 1.0
    features /= size
    gram = features.T @ features + _RIDGE * len(features) * np.eye(features.shape[1])
    slopes = np.linalg.solve(gram, features.T @ target)
    informed = 1.0 - ((target - features @ slopes) ** 2).sum(axis=0) / (target**2).sum(axis=0)
    return Distance(centre, scale, slopes / size[:, None], informed)
