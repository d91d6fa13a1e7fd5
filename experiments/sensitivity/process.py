"""E[y | x_S] for any set S of inputs, from the draws themselves: a Gaussian process with a weight per input.

The prior is a sum of smooth functions of one input and of products of two (Durrande et al. 2012). Errors for draws
left out one at a time follow from one inverse (Rasmussen and Williams 2006, 5.12).

The time of an inverse grows with the cube of the draws. Beyond MOST_EXACT draws the process is seen through INDUCING of
them (FITC: Snelson and Ghahramani 2006; Quiñonero-Candela and Rasmussen 2005): time and memory then grow with the
draws, and errors left out are those of that process, exactly.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.linalg import cholesky, solve_triangular
from scipy.linalg.lapack import dpotrf, dpotri  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]

#: Length scales of a smooth function of one input, in standard deviations; a straight line is added.
_SCALES = (0.4, 1.2)
#: Strengths of products of two inputs that are tried, beside those of single inputs; and variances of noise.
_PRODUCTS = (0.0, 1.0, 4.0, 16.0)
_NOISES = (0.003, 0.01, 0.03, 0.1, 0.3, 0.6)
#: Rounds in which the weights of inputs are learnt; the weight that an input without any sign of effect keeps.
_ROUNDS, _LEAST_WEIGHT = 6, 1e-3
#: Draws that are solved exactly, and draws through which more are seen: where one takes as long as the other.
MOST_EXACT, INDUCING = 700, 400
#: Added to the variance of the draws that others are seen through, so that equal ones can be told apart.
_JITTER = 1e-6


class Solved(NamedTuple):
    """Inverse covariance x outputs (n, K), the inverse's diagonal (n,), and what a fit gives each draw seen (m, K)."""

    outputs: Any
    diagonal: Any
    given: Any


class Process:
    """A Gaussian process whose variance is divided over inputs, the same for all outputs.

    Weights of inputs are learnt from all outputs together, so that one inverse serves them all.
    """

    def __init__(self, x: Any, y: Any) -> None:
        """x: (n, D); y: (n, K) with mean 0 and variance 1."""
        self.y = y
        # draws come in no order, so the first stand for all
        self.seen = len(y) if len(y) <= MOST_EXACT else INDUCING
        made = [_kernel(column, self.seen) for column in x.T]
        self.kernels, self.variances = [kernel for kernel, _variance in made], [variance for _kernel, variance in made]
        single = np.array([self._single(kernel, variance) for kernel, variance in made])
        # half of the weight is equal, so that inputs which act only together are found
        equal = np.full(len(single), 1.0 / len(single))
        self.weights = (single / single.sum() + equal) / 2 if single.sum() else equal
        self.products, self.noise = 0.0, 0.3
        for _n in range(_ROUNDS):
            self.weights = self._learnt()
        self._tune()
        # an input that only stands in for others has no weight beside them, but has one without them
        self.weights = np.maximum(np.maximum(self.weights, single * (1.0 - self.noise)), _LEAST_WEIGHT)
        self._tune()

    def start(self) -> list[Any]:
        """A coalition of no inputs: sums of kernels and of squares (n, seen), prior variance and its squares, and both
        sums of each draw with itself (n,)."""
        n = len(self.y)
        return [np.zeros((n, self.seen)), np.zeros((n, self.seen)), 0.0, 0.0, np.zeros(n), np.zeros(n)]

    def join(self, joined: list[Any], inputs: Sequence[int]) -> None:
        """Add inputs to a coalition, in place."""
        for i in inputs:
            part = self.weights[i] * self.kernels[i]
            joined[0] += part
            joined[1] += part * part
            joined[2] += self.weights[i]
            joined[3] += self.weights[i] ** 2
            own = self.weights[i] * self.variances[i]
            joined[4] += own
            joined[5] += own * own

    def errors(self, inputs: frozenset[int]) -> Any:
        """(n, K) squared errors of predicting each draw from the others by these inputs."""
        joined = self.start()
        self.join(joined, sorted(inputs))
        return self.errors_of(joined)

    def errors_of(self, joined: list[Any]) -> Any:
        """As `errors`, for a coalition that was built by `join`."""
        solved = self._solved(joined)
        return (solved.outputs / solved.diagonal[:, None]) ** 2

    def _solved(self, joined: list[Any]) -> Solved:
        """The covariance of a coalition, solved; what it leaves out is noise to it."""
        main, squares, weight, square, own, own_squares = joined
        total = float(self.weights.sum())
        left = total - weight
        if self.products:
            everything = (total**2 - float((self.weights**2).sum())) / 2
            left += self.products * (everything - (weight**2 - square) / 2)
            covariance = main + self.products / 2 * (main * main - squares)
            variance = own + self.products / 2 * (own * own - own_squares)
        else:
            covariance, variance = main.copy(), own
        covariance += 1.0  # an unknown mean
        return solved(covariance, variance + 1.0, self.noise + max(left, 0.0), self.y)

    def _tune(self) -> None:
        """Choose noise and strength of products with the least error for draws left out."""
        everything, tried = self.start(), dict[tuple[float, float], float]()
        self.join(everything, range(len(self.kernels)))
        for self.products in _PRODUCTS:
            for self.noise in _NOISES:
                tried[self.products, self.noise] = float(self.errors_of(everything).mean())
        self.products, self.noise = min(tried, key=lambda pair: tried[pair])

    def _learnt(self) -> Any:
        """Weights after one more round: in proportion to the variance that each input takes in the fit."""
        self._tune()
        everything = self.start()
        self.join(everything, range(len(self.kernels)))
        given, seen = self._solved(everything).given, slice(self.seen)
        taken = np.empty(len(self.kernels))
        for i, kernel in enumerate(self.kernels):
            part = self.weights[i] * kernel[seen]
            own = part + self.products * part * (everything[0][seen] - part) if self.products else part
            taken[i] = max(0.0, float(np.mean(np.einsum("nk,nk->k", given, own @ given))))
        updated = np.sqrt(self.weights * np.maximum(taken, 1e-12))
        return np.maximum(updated / updated.sum(), _LEAST_WEIGHT / len(updated)) * (1.0 - self.noise)

    def _single(self, kernel: Any, variance: Any) -> float:
        """Share that one input explains alone, with the noise that suits it, the mean of the outputs."""
        best = np.zeros(self.y.shape[1])
        for share in (0.03, 0.1, 0.3, 0.7):
            found = solved(share * kernel + 1.0, share * variance + 1.0, 1.0 - share, self.y)
            errors = (found.outputs / found.diagonal[:, None]) ** 2
            best = np.maximum(best, 1.0 - errors.mean(axis=0))
        return float(best.mean())


def solved(covariance: Any, variance: Any, noise: float, y: Any) -> Solved:
    """The covariance of draws with those that are seen, which come first, (n, m); exact where all are.

    variance (n,): of each draw; noise: of its own, added to that.
    """
    if covariance.shape[0] == covariance.shape[1]:
        covariance[np.diag_indices(len(covariance))] += noise
        inverse = _inverse(covariance)
        outputs = inverse @ y
        return Solved(outputs, np.diag(inverse), outputs)
    among = covariance[: covariance.shape[1]].copy()
    among[np.diag_indices(len(among))] += _JITTER * float(variance.mean())
    root = cholesky(among, lower=True, overwrite_a=True, check_finite=False)
    part = solve_triangular(root, covariance.T, lower=True, check_finite=False)  # (m, n): covariance is part' part
    own = np.maximum(variance - (part * part).sum(axis=0), 0.0) + noise  # what is not seen is noise of each draw's own
    scaled = part / own
    inner = scaled @ part.T
    inner[np.diag_indices(len(inner))] += 1.0
    inner_root = cholesky(inner, lower=True, overwrite_a=True, check_finite=False)
    half = solve_triangular(inner_root, scaled, lower=True, check_finite=False)
    fit = solve_triangular(inner_root, half @ y, lower=True, trans=1, check_finite=False)
    outputs = y / own[:, None] - scaled.T @ fit
    given = solve_triangular(root, fit, lower=True, trans=1, check_finite=False)
    return Solved(outputs, 1.0 / own - (half * half).sum(axis=0), given)


def _kernel(column: Any, seen: int) -> tuple[Any, Any]:
    """Covariance (n, seen) and variance (n,) of a smooth function of one input.

    It has mean 0 over the draws that are seen, and variance 1 over all.
    """
    spread = column.std()
    z = (column - column.mean()) / (spread if spread > 1e-12 * (1.0 + np.abs(column).max()) else 1.0)
    apart = (z[:, None] - z[None, :seen]) ** 2
    kernel = np.outer(z, z[:seen]) + sum(np.exp(-apart / (2.0 * scale**2)) for scale in _SCALES)
    means = kernel.mean(axis=1)
    variance = z * z + len(_SCALES) - 2.0 * means + means[:seen].mean()
    kernel -= kernel[:seen].mean(axis=0)[None, :]
    kernel -= kernel.mean(axis=1)[:, None]
    size = float(variance.mean() if seen < len(z) else np.trace(kernel) / len(kernel))
    return (kernel / size, variance / size) if size > 1e-9 else (kernel * 0.0, variance * 0.0)


def _inverse(covariance: Any) -> Any:
    factor, failed = dpotrf(covariance, lower=1)
    inverse, singular = dpotri(factor, lower=1)
    if failed or singular:
        raise ValueError("the covariance of the draws is singular")
    return np.tril(inverse) + np.tril(inverse, -1).T
