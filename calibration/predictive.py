"""Facts beside what the model predicts: ranges, tails, and one joint test. Arrays only, no model in it."""

from dataclasses import dataclass
from typing import Any

import numpy as np

#: Percent points of every range that is shown.
PERCENTILES = (5.0, 50.0, 95.0)


@dataclass(frozen=True, slots=True)
class PredictedSpread:
    """A predictive range, in the unit of the fact: 5, 50 and 95 percent points over candidates."""

    p05: float
    p50: float
    p95: float

    @property
    def width(self) -> float:
        """From the 5 to the 95 percent point."""
        return self.p95 - self.p05


@dataclass(frozen=True, slots=True)
class Prediction:
    """One fact against the model.

    prior, posterior: predictive ranges, measurement error included; inside: the observation lies in the
    posterior range (otherwise it is a miss); tail: two-sided tail probability of the observation under the
    posterior predictive; width_ratio: width of the posterior range / width of the prior range, None where
    the prior has no width. 1: the evidence taught nothing about this fact; near 0: much.
    """

    prior: PredictedSpread
    posterior: PredictedSpread
    inside: bool
    tail: float
    width_ratio: float | None


@dataclass(frozen=True, slots=True)
class JointTest:
    """All facts of a role at once.

    p: share of replicated sets of facts that lie at least as far from the prediction as the observed one;
    distance: Mahalanobis distance of the observed one; facts: their number; replicated: number of sets.
    """

    p: float
    distance: float
    facts: int
    replicated: int


@dataclass(frozen=True, slots=True)
class Power:
    """What the joint test can see of one fact: it fails for values below `low` and above `high` (None: for none)."""

    low: float | None
    high: float | None

    def fails(self, value: float) -> bool:
        """Whether the test would have failed had this been measured."""
        return (self.low is not None and value < self.low) or (self.high is not None and value > self.high)


def predictions(observed: Any, prior: Any, posterior: Any) -> tuple[Prediction, ...]:
    """One Prediction per fact. observed (K,), prior (n, K) and posterior (m, K) measured; NaN rows are left out."""
    observed, prior, posterior = np.asarray(observed, float), complete_rows(prior), complete_rows(posterior)
    found: list[Prediction] = []
    for k, value in enumerate(observed):
        before, after = _spread(prior[:, k]), _spread(posterior[:, k])
        inside = after.p05 <= value <= after.p95
        ratio = after.width / before.width if before.width > 0 else None
        found.append(Prediction(before, after, bool(inside), tail_probability(value, posterior[:, k]), ratio))
    return tuple(found)


def spreads(replicated: Any) -> tuple[PredictedSpread, ...]:
    """The range of each fact (K) over candidates (n, K)."""
    return tuple(_spread(column) for column in complete_rows(replicated).T)


def complete_rows(table: Any) -> Any:
    """Rows without an undefined value (candidates that failed are left out)."""
    table = np.asarray(table, float)
    return table[np.isfinite(table).all(axis=1)]


def tail_probability(observed: float, replicated: Any) -> float:
    """Two-sided: twice the smaller share of replicated values at or beyond the observed one, at most 1.

    The observed value counts as one of them, so the answer is never 0.
    """
    n = len(replicated) + 1
    below, above = np.sum(replicated <= observed) + 1, np.sum(replicated >= observed) + 1
    return float(min(1.0, 2.0 * min(below, above) / n))


@dataclass(frozen=True, slots=True)
class Reference:
    """Replicated sets of facts, ready to be held against what was measured.

    centre, scale (K,) of the sets; covariance (K, K) of standardised ones, with correlations shrunk toward zero as far
    as chance blurs them (Schaefer and Strimmer 2005); distances and singles (n,) of each set from the others; unlikely
    (n,) the smaller of the two shares that lie as far away.
    """

    centre: Any
    scale: Any
    covariance: Any
    shrink: float
    distances: Any
    singles: Any
    unlikely: Any

    def away(self, observed: Any) -> tuple[Any, Any]:
        """How far sets of facts (m, K) are from the prediction, as a whole (m,) and in their worst single fact (m,).

        As a whole: the Mahalanobis distance. A single fact: how many standard deviations it lies from what the model
        says given all other facts.
        """
        rows = (np.atleast_2d(np.asarray(observed, float)) - self.centre) / self.scale
        return _away(rows, np.zeros((1, len(self.centre))), self.covariance[None], self.shrink)

    def p(self, observed: Any) -> Any:
        """(m,) share of replicated sets that are at least as unlikely; the set itself counts as one of them.

        A set is as unlikely as the smaller of two shares: of sets that lie as far away as a whole, and in one fact.
        """
        whole, single = self.away(observed)
        mine = np.minimum(_beyond(self.distances, whole), _beyond(self.singles, single))
        return (1 + np.sum(self.unlikely[None, :] <= mine[:, None], axis=1)) / (len(self.distances) + 1)

    def log_score(self, observed: Any) -> float:
        """Logarithm of the density of what was measured under a normal prediction with this mean and covariance."""
        shrunk = (1.0 - self.shrink) * self.covariance
        np.fill_diagonal(shrunk, np.maximum(np.diag(self.covariance), np.finfo(float).tiny ** 0.5))
        determinant = np.linalg.slogdet(shrunk)[1] + 2.0 * np.log(self.scale).sum()
        size = len(self.centre)
        return float(-0.5 * (self.away(observed)[0][0] ** 2 + determinant + size * np.log(2.0 * np.pi)))


def reference_of(replicated: Any) -> Reference:
    """The reference of replicated sets (n, K). Each set is held against the mean and covariance of the others.

    Raises ValueError for fewer than three sets.
    """
    replicated = complete_rows(replicated)
    n, facts = replicated.shape
    if n < 3:
        raise ValueError("a joint test needs three replicated sets or more")
    centre, scale = replicated.mean(axis=0), replicated.std(axis=0)
    scale = np.where(scale > 0, scale, np.finfo(float).tiny ** 0.25)  # a fact that never varies must be met exactly
    rows = (replicated - centre) / scale
    shrink = shrinkage(rows)
    covariance = np.cov(rows, rowvar=False).reshape(facts, facts)
    # the mean and covariance without row i, from those of all rows
    others_mean = -rows / (n - 1)
    scatter = rows.T @ rows - rows[:, :, None] * rows[:, None, :] * n / (n - 1)
    whole, single = _away(rows, others_mean, scatter / (n - 2), shrink)
    unlikely = np.minimum(_beyond(whole, whole), _beyond(single, single))
    return Reference(centre, scale, covariance, shrink, whole, single, unlikely)


def joint_test(observed: Any, replicated: Any) -> JointTest:
    """Are the observed facts together as the model predicts them? observed (K,), replicated (n, K) measured.

    p lies in (0, 1] and is uniform when the model is right.
    """
    reference = reference_of(replicated)
    found = float(reference.p(observed)[0]), float(reference.away(observed)[0][0])
    return JointTest(*found, len(reference.centre), len(reference.distances))


def passing_values(observed: Any, replicated: Any, fact: int, low: float, high: float, level: float) -> Power:
    """Which measured values of one fact would have failed the joint test, all others as they were measured.

    low, high: what is possible. Looked for on a grid of 401 values; ends are None where nothing on that side fails.
    """
    reference, grid = reference_of(replicated), np.linspace(low, high, 401)
    sets = np.tile(np.asarray(observed, float), (len(grid), 1))
    sets[:, fact] = grid
    passes = np.flatnonzero(reference.p(sets) > level)
    if not len(passes):
        return Power(float(observed[fact]), float(observed[fact]))
    below = float(grid[passes[0]]) if passes[0] > 0 else None
    above = float(grid[passes[-1]]) if passes[-1] < len(grid) - 1 else None
    return Power(below, above)


def chance_of_one_source(one: Any, other: Any) -> float:
    """Chance that two samples (n,) and (m,) of one source lie at least so far apart (Kolmogorov-Smirnov)."""
    from scipy.stats import ks_2samp  # noqa: PLC0415 - a second that only this needs

    return float(ks_2samp(one, other).pvalue)  # pyright: ignore[reportAttributeAccessIssue]


def shrinkage(rows: Any) -> float:
    """How far correlations of standardised rows (n, K) are shrunk toward zero, 0 to 1 (Schaefer and Strimmer 2005)."""
    n, facts = rows.shape
    products = rows[:, :, None] * rows[:, None, :]
    means = products.mean(axis=0)
    variances = products.var(axis=0) * n / (n - 1) / n
    off = ~np.eye(facts, dtype=bool)
    below = float(np.sum(means[off] ** 2))
    return float(np.clip(np.sum(variances[off]) / below, 0.0, 1.0)) if below > 0 else 1.0


def _beyond(replicated: Any, values: Any) -> Any:
    """(m,) share of replicated ones (n,) at or beyond each value (m,), which counts as one of them."""
    below = np.searchsorted(np.sort(replicated), values, side="left")
    return (1 + len(replicated) - below) / (len(replicated) + 1)


def _away(rows: Any, means: Any, covariances: Any, shrink: float) -> tuple[Any, Any]:
    """How far each row (n, K) is from its own mean (n, K) with its own shrunk covariance (n, K, K): whole, single."""
    diagonal = np.einsum("nkk->nk", covariances)
    # tiny: a fact that never varies keeps a covariance that can be inverted
    variances = np.maximum(diagonal, np.finfo(float).tiny ** 0.5)
    shrunk = (1.0 - shrink) * covariances
    places = np.arange(rows.shape[1])
    shrunk[:, places, places] = variances * (1.0 + 1e-9)
    precision, away = np.linalg.inv(shrunk), rows - means
    solved = (precision @ away[:, :, None])[:, :, 0]
    # a fact given all others: its precision is the diagonal, its residual the solved row over it
    singles = np.abs(solved) / np.sqrt(np.einsum("nkk->nk", precision))
    return np.sqrt(np.maximum(0.0, np.sum(away * solved, axis=1))), singles.max(axis=1)


def _spread(values: Any) -> PredictedSpread:
    return PredictedSpread(*(float(point) for point in np.percentile(values, PERCENTILES)))
