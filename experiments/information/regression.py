"""The regression behind the value of information: penalised splines, with exact errors for points left out.

Following Strong, Oakley and Brennan (2014, Medical Decision Making 34:311-326): the conditional expectation of a
difference in outcome, given some inputs, is the fitted value of a flexible regression on those inputs; whatever
luck or other inputs add is residual. Here natural cubic splines of each input, with products of the linear terms
in small sets, and one ridge per outcome, chosen by its error for points left out one at a time (Allen 1974).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

#: Knots of the spline of an input, in small sets and in larger ones; k knots give k - 1 terms (Harrell 2015, 2.4.6).
KNOTS_FEW, KNOTS_MANY = 5, 3
#: Largest set of inputs that counts as small: more knots, and products of pairs.
SMALL_SET = 6
#: Strengths of ridge that are tried, per point, for standardised terms.
STRENGTHS = 10.0 ** np.arange(-4.0, 3.5, 0.5)


def spline_terms(x: Any, knots: int) -> Any:
    """(n, at most knots - 1) natural cubic spline of one input (n,): linear outside the outer knots.

    The first term is the input itself. Knots are quantiles; those that fall together count once, and an input
    without variance has no terms.
    """
    x = np.asarray(x, np.float64)
    scale = x.std()
    if not scale > 1e-12 * (1.0 + np.abs(x).max()):
        return np.empty((len(x), 0))
    z = (x - x.mean()) / scale
    places = np.unique(np.quantile(z, np.linspace(0.05, 0.95, knots)))
    if len(places) < 3:
        return z[:, None]
    last = len(places) - 1

    def bend(k: int) -> Any:
        above = np.maximum(z - places[k], 0.0) ** 3 - np.maximum(z - places[last], 0.0) ** 3
        return above / (places[last] - places[k])

    return np.stack([z, *(bend(k) - bend(last - 1) for k in range(last - 1))], axis=1)


def terms_of(inputs: Any) -> Any:
    """(n, q) terms of a set of inputs (n, p): a spline of each, and in a small set the products of pairs."""
    inputs = np.asarray(inputs, np.float64)
    knots = KNOTS_FEW if inputs.shape[1] <= SMALL_SET else KNOTS_MANY
    splines = [part for part in (spline_terms(column, knots) for column in inputs.T) if part.shape[1]]
    if not splines:
        return np.empty((len(inputs), 0))
    lines = [part[:, 0] for part in splines]
    products = [lines[a] * lines[b] for a in range(len(lines)) for b in range(a)] if len(lines) <= SMALL_SET else []
    return np.column_stack([*splines, *products])


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted values and predictions for points left out, both (n, K); the ridge of each outcome (K,), per sample."""

    fitted: Any
    left_out: Any
    strengths: Any


class Smoother:
    """Regression on fixed terms for many outcomes at once."""

    def __init__(self, inputs: Any) -> None:
        """inputs: (n, p); p may be 0."""
        terms = terms_of(inputs)
        centred = terms - terms.mean(axis=0)
        self._terms = centred / np.where(centred.std(axis=0) > 0, centred.std(axis=0), 1.0)
        left, singular, _right = np.linalg.svd(self._terms, full_matrices=False)
        kept = singular > 1e-8 * max(singular.max(initial=0.0), 1e-300)
        self._left, self._singular = left[:, kept], singular[kept]

    def fit(self, outcomes: Any) -> Fit:
        """The best ridge for each outcome; outcomes (n, K)."""
        n = len(outcomes)
        means = outcomes.mean(axis=0)
        targets = outcomes - means
        scores = self._left.T @ targets
        least = np.full(outcomes.shape[1], np.inf)
        fitted, left_out = np.zeros_like(targets), np.zeros_like(targets)
        strengths = np.zeros(outcomes.shape[1])
        for strength in STRENGTHS * n:
            shrink = self._singular**2 / (self._singular**2 + strength)
            found = self._left @ (shrink[:, None] * scores)
            leverage = 1.0 / n + (self._left**2) @ shrink
            missed = (targets - found) / np.maximum(1.0 - leverage, 1e-9)[:, None]
            errors = (missed**2).sum(axis=0)
            better = errors < least
            least[better], strengths[better] = errors[better], strength
            fitted[:, better], left_out[:, better] = found[:, better], (targets - missed)[:, better]
        return Fit(means + fitted, means + left_out, strengths)

    def resampled(self, outcomes: Any, strengths: Any, weights: Any) -> Any:
        """(B, n, K) fitted values when the points count `weights` (B, n) times, adding up to n; ridge as given."""
        n, options = outcomes.shape
        means = weights @ outcomes / n
        basis = self._left * self._singular
        size = basis.shape[1]
        middle = weights @ basis / n
        # all resamples at once, as weighted moments less those of the means
        gram = (weights @ (basis[:, :, None] * basis[:, None, :]).reshape(n, -1)).reshape(-1, size, size)
        gram -= n * middle[:, :, None] * middle[:, None, :]
        cross = (weights @ (basis[:, :, None] * outcomes[:, None, :]).reshape(n, -1)).reshape(-1, size, options)
        cross -= n * middle[:, :, None] * means[:, None, :]
        values, vectors = np.linalg.eigh(gram)
        scores = vectors.transpose(0, 2, 1) @ cross
        slopes = vectors @ (scores / (np.maximum(values, 0.0)[:, :, None] + strengths[None, None, :]))
        return means[:, None, :] + basis[None] @ slopes - middle[:, None, :] @ slopes
