"""A posterior from simulations of the prior: the nearest ones, adjusted by local regression.

Approximate Bayesian computation with regression adjustment (Beaumont, Zhang and Balding 2002): keep the
simulations nearest to what was measured, weigh them by distance (Epanechnikov), regress the parameters on
the statistics among them, and move each kept one along the fitted plane to the measured statistics. The
regression is on logits of the quantiles, so adjusted values stay in (0, 1) (Hamilton and others 2005).

Chosen by measurement: 25 parameters, 20 statistics, a bank of 100,000, two toys like those of
tests/toy_problems.py (linear / curved); coverage of 50% and 90% intervals over 300 pseudo-observations:
- widening residuals by what the fit cost: 0.49 / 0.52 and 0.90 / 0.90 with 2,000 kept, without it 0.48 / 0.51
  and 0.89 / 0.90; with 500 kept 0.48 / 0.50 and 0.90 / 0.90, without it 0.46 / 0.47 and 0.88 / 0.88;
- more kept is narrower at the same coverage: interval score 0.989, 0.974, 0.967 for 500, 1,000, 2,000 (linear);
- stretching residuals by fitted spread (Blum and François 2010) made the interval score worse in 16 of 16 cases,
  so it was left out;
- distance by fitted parameters scores as distance by scaled statistics does, and 1% better where half of the
  statistics inform of nothing.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from calibration.distance import Distance, check_finite, fitted_parameters, lengths, scaled_statistics

#: Quantiles closer to 0 or 1 than this are taken there: the largest number below 1 in 32 bits is 1 - 2^-24.
EDGE = 2.0**-24
#: Penalty of the local regression, relative to the sum of weights, on statistics of unit spread.
RIDGE = 1e-3


@dataclass(frozen=True, slots=True)
class WeightedDraws:
    """Weighted draws: quantiles (n, D) of the priors, in (0, 1), and weights (n,) that sum to one."""

    draws: Any
    weights: Any

    def mean(self) -> Any:
        """Weighted mean of each parameter's quantile (D,)."""
        return _total(self.weights, self.draws)

    def spread(self) -> Any:
        """Weighted standard deviation of each parameter's quantile (D,)."""
        return np.sqrt(_total(self.weights, (self.draws - self.mean()) ** 2))

    def quantile(self, p: float) -> Any:
        """The smallest draw of each parameter (D,) with at least `p` of the weight at or below it."""
        order = np.argsort(self.draws, axis=0, kind="stable")
        below = np.cumsum(self.weights[order], axis=0)
        first = np.minimum((below < p * (1 - 1e-12)).sum(axis=0), len(self.weights) - 1)
        return np.take_along_axis(self.draws, np.take_along_axis(order, first[None], axis=0), axis=0)[0]

    def rank(self, truth: Any) -> Any:
        """Weight of the draws below `truth` (D,), half of that of draws equal to it, for each parameter (D,)."""
        return _total(self.weights, 0.5 * (self.draws < truth) + 0.5 * (self.draws <= truth))

    def effective_size(self) -> float:
        """Number of equally weighted draws that would be as precise (Kish)."""
        return float(1.0 / (self.weights**2).sum())

    def resample(self, n: int, generator: Any) -> Any:
        """`n` equally weighted draws (n, D) by systematic resampling, in random order."""
        points = (np.arange(n) + generator.random()) / n
        picked = np.searchsorted(np.cumsum(self.weights), points)
        return self.draws[generator.permutation(np.minimum(picked, len(self.weights) - 1))]


# Sums by einsum: on two threads, matrix products of this size cost 20 times as much, because the threads of the
# linear algebra library wait for each other; and einsum adds in one order.
def _total(weights: Any, table: Any) -> Any:
    """Weighted sum (D,) of rows (n, D)."""
    return np.einsum("n,nd->d", weights, table)


def _products(left: Any, right: Any) -> Any:
    """Sums of products (K, D) of columns (n, K) and (n, D)."""
    return np.einsum("kn,dn->kd", np.ascontiguousarray(left.T), np.ascontiguousarray(right.T))


def logit(quantiles: Any) -> Any:
    """log(u / (1 - u)), with u kept `EDGE` away from 0 and 1."""
    inside = np.clip(np.asarray(quantiles, np.float64), EDGE, 1 - EDGE)
    return np.log(inside / (1 - inside))


def expit(values: Any) -> Any:
    """The inverse of logit, kept `EDGE` away from 0 and 1."""
    return np.clip(0.5 * (1 + np.tanh(0.5 * values)), EDGE, 1 - EDGE)


def nearest(distances: Any, keep: int) -> Any:
    """Positions (keep,) of the smallest distances (n,), in ascending order of position; ties to the first."""
    if not 0 < keep <= len(distances):
        raise ValueError(f"keep: found {keep}; allowed: 1 to {len(distances)}, the number of simulations")
    largest = np.partition(distances, keep - 1)[keep - 1]
    chosen = np.flatnonzero(distances < largest)
    return np.sort(np.concatenate([chosen, np.flatnonzero(distances == largest)[: keep - len(chosen)]]))


def epanechnikov(distances: Any) -> Any:
    """Weights 1 - (d / largest)² of kept distances; equal if all are zero. They sum to one."""
    largest = float(distances.max())
    weights = 1.0 - (distances / largest) ** 2 if largest > 0 else np.ones(len(distances))
    return weights / weights.sum() if weights.sum() > 0 else np.full(len(distances), 1.0 / len(distances))


def adjusted(quantiles: Any, standard: Any, observed: Any, weights: Any) -> Any:
    """Kept draws (n, D) moved to what was measured by weighted local-linear regression on logits.

    quantiles (n, D); standard (n, K) and observed (K,): statistics in comparable units; weights (n,).
    Residuals are widened by what the fit itself cost: coefficients fitted, and uncertainty of the plane at
    the observed point, both per effective draw; it matters for few draws and for an observation at their edge.
    """
    share = weights / weights.sum()
    centre = _total(share, standard)
    size = np.sqrt(_total(share, (standard - centre) ** 2))
    used = size > 1e-12
    columns = (standard[:, used] - centre[used]) / size[used]
    target = (observed[used] - centre[used]) / size[used]
    weighted = columns * share[:, None]
    gram = _products(weighted, columns) + RIDGE * np.eye(columns.shape[1])
    values = logit(quantiles)
    middle = _total(share, values)
    slopes = np.linalg.solve(gram, _products(weighted, values - middle))
    residuals = values - middle - np.einsum("nk,kd->nd", columns, slopes)
    effective = 1.0 / (share**2).sum()
    fitted = min(0.5, (1 + columns.shape[1]) / effective)
    at_target = (1.0 + target @ np.linalg.solve(gram, target)) / effective
    residuals *= np.sqrt((1.0 + at_target) / (1.0 - fitted))
    return expit(middle + target @ slopes + residuals)


class Bank:
    """Simulations of the prior, checked and projected once, asked many times.

    quantiles (n, D) in [0, 1]; statistics (n, K), measurement error included; `by` names the distance:
    'statistics' or 'fitted' (see calibration.distance); `names` of statistics, for messages. Raises ValueError
    for values that are not finite, naming the column.
    """

    def __init__(self, quantiles: Any, statistics: Any, by: str, names: tuple[str, ...] = ()) -> None:
        """Fit the distance and project the bank."""
        if by not in ("statistics", "fitted"):
            raise ValueError(f"by: found {by!r}; allowed: 'statistics', 'fitted'")
        self.names = names
        self.quantiles = check_finite(quantiles, "quantiles")
        self.statistics = check_finite(statistics, names=names)
        self.distance: Distance = (
            fitted_parameters(self.quantiles, self.statistics) if by == "fitted" else scaled_statistics(self.statistics)
        )
        self.projected = self.distance.project(self.statistics)

    def distances(self, observed: Any) -> Any:
        """Distance (n,) of every simulation from what was measured (K,)."""
        return lengths(self.projected - self.distance.project(check_finite(observed, "observed", self.names)))

    def posterior(self, observed: Any, keep: int, without: int | None = None) -> WeightedDraws:
        """The regression-adjusted posterior given `observed` (K,); `without`: leave this simulation out."""
        distances = self.distances(observed)
        if without is not None:
            distances[without] = np.inf
        chosen = nearest(distances, keep)
        return adjusted_draws(
            self.quantiles[chosen], self.statistics[chosen], observed, epanechnikov(distances[chosen]), self.distance
        )


def adjusted_draws(quantiles: Any, statistics: Any, observed: Any, weights: Any, distance: Distance) -> WeightedDraws:
    """Adjust draws that were kept elsewhere: weights (n,) are used as they are, scaled to sum to one."""
    standard, target = distance.standard(statistics), distance.standard(np.asarray(observed, np.float64))
    share = weights / weights.sum()
    return WeightedDraws(adjusted(quantiles, standard, target, share), share)
