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


def joint_test(observed: Any, replicated: Any) -> JointTest:
    """Are the observed facts together as the model predicts them? observed (K,), replicated (n, K) measured.

    Distance: Mahalanobis, from the predictive mean with the predictive covariance, whose correlations are
    shrunk toward zero as far as chance blurs them (Schaefer and Strimmer 2005). Each replicated set is held
    against the mean and covariance of the others, so that it is judged as the observed one is. The observed
    set counts as one of them: p lies in (0, 1] and is uniform when the model is right.
    """
    observed, replicated = np.asarray(observed, float), complete_rows(replicated)
    n, facts = replicated.shape
    if n < 3:
        raise ValueError("a joint test needs three replicated sets or more")
    centre, scale = replicated.mean(axis=0), replicated.std(axis=0)
    scale = np.where(scale > 0, scale, np.finfo(float).tiny ** 0.25)  # a fact that never varies must be met exactly
    rows, target = (replicated - centre) / scale, (observed - centre) / scale
    shrink = shrinkage(rows)
    covariance = np.cov(rows, rowvar=False).reshape(1, facts, facts)
    mine = _distances(target[None], np.zeros((1, facts)), covariance, shrink)[0]
    # the mean and covariance without row i, from those of all rows
    others_mean = -rows / (n - 1)
    scatter = rows.T @ rows - rows[:, :, None] * rows[:, None, :] * n / (n - 1)
    theirs = _distances(rows, others_mean, scatter / (n - 2), shrink)
    p = (1 + int(np.sum(theirs >= mine))) / (n + 1)
    return JointTest(float(p), float(mine), int(facts), int(n))


def shrinkage(rows: Any) -> float:
    """How far correlations of standardised rows (n, K) are shrunk toward zero, 0 to 1 (Schaefer and Strimmer 2005)."""
    n, facts = rows.shape
    products = rows[:, :, None] * rows[:, None, :]
    means = products.mean(axis=0)
    variances = products.var(axis=0) * n / (n - 1) / n
    off = ~np.eye(facts, dtype=bool)
    below = float(np.sum(means[off] ** 2))
    return float(np.clip(np.sum(variances[off]) / below, 0.0, 1.0)) if below > 0 else 1.0


def _distances(rows: Any, means: Any, covariances: Any, shrink: float) -> Any:
    """Mahalanobis distance of each row (n, K) to its own mean (n, K) with its own shrunk covariance (n, K, K)."""
    diagonal = np.einsum("nkk->nk", covariances)
    # tiny: a fact that never varies keeps a covariance that can be inverted
    variances = np.maximum(diagonal, np.finfo(float).tiny ** 0.5)
    shrunk = (1.0 - shrink) * covariances
    places = np.arange(rows.shape[1])
    shrunk[:, places, places] = variances * (1.0 + 1e-9)
    away = rows - means
    solved = np.linalg.solve(shrunk, away[:, :, None])[:, :, 0]
    return np.sqrt(np.maximum(0.0, np.sum(away * solved, axis=1)))


def _spread(values: Any) -> PredictedSpread:
    return PredictedSpread(*(float(point) for point in np.percentile(values, PERCENTILES)))
