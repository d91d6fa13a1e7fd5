"""E[y | x_S] for any set S of inputs, from the draws themselves: a Gaussian process with a weight per input.

The prior is a sum of smooth functions of one input and of products of two (Durrande et al. 2012). Errors for draws
left out one at a time follow from one inverse (Rasmussen and Williams 2006, 5.12).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.linalg.lapack import dpotrf, dpotri  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]

#: Length scales of a smooth function of one input, in standard deviations; a straight line is added.
_SCALES = (0.4, 1.2)
#: Strengths of products of two inputs that are tried, beside those of single inputs; and variances of noise.
_PRODUCTS = (0.0, 1.0, 4.0, 16.0)
_NOISES = (0.003, 0.01, 0.03, 0.1, 0.3, 0.6)
#: Rounds in which the weights of inputs are learnt; the weight that an input without any sign of effect keeps.
_ROUNDS, _LEAST_WEIGHT = 6, 1e-3


class Process:
    """A Gaussian process whose variance is divided over inputs, the same for all outputs.

    Weights of inputs are learnt from all outputs together, so that one inverse serves them all.
    """

    def __init__(self, x: Any, y: Any) -> None:
        """x: (n, D); y: (n, K) with mean 0 and variance 1."""
        self.y = y
        self.kernels = [_kernel(column) for column in x.T]
        single = np.array([self._single(kernel) for kernel in self.kernels])
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
        """A coalition of no inputs: sum of kernels, sum of their squares, prior variance."""
        n = len(self.y)
        return [np.zeros((n, n)), np.zeros((n, n)), 0.0, 0.0]

    def join(self, joined: list[Any], inputs: Sequence[int]) -> None:
        """Add inputs to a coalition, in place."""
        for i in inputs:
            part = self.weights[i] * self.kernels[i]
            joined[0] += part
            joined[1] += part * part
            joined[2] += self.weights[i]
            joined[3] += self.weights[i] ** 2

    def errors(self, inputs: frozenset[int]) -> Any:
        """(n, K) squared errors of predicting each draw from the others by these inputs."""
        joined = self.start()
        self.join(joined, sorted(inputs))
        return self.errors_of(joined)

    def errors_of(self, joined: list[Any]) -> Any:
        """As `errors`, for a coalition that was built by `join`."""
        solved, inverse = self._solved(joined)
        return (solved / np.diag(inverse)[:, None]) ** 2

    def _solved(self, joined: list[Any]) -> tuple[Any, Any]:
        """Inverse x outputs, and inverse, of the covariance of a coalition; what it leaves out is noise to it."""
        main, squares, weight, square = joined
        total = float(self.weights.sum())
        left = total - weight
        if self.products:
            everything = (total**2 - float((self.weights**2).sum())) / 2
            left += self.products * (everything - (weight**2 - square) / 2)
            covariance = main + self.products / 2 * (main * main - squares)
        else:
            covariance = main.copy()
        covariance += 1.0  # an unknown mean
        covariance[np.diag_indices(len(covariance))] += self.noise + max(left, 0.0)
        inverse = _inverse(covariance)
        return inverse @ self.y, inverse

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
        solved, _inverse_of = self._solved(everything)
        taken = np.empty(len(self.kernels))
        for i, kernel in enumerate(self.kernels):
            part = self.weights[i] * kernel
            own = part + self.products * part * (everything[0] - part) if self.products else part
            taken[i] = max(0.0, float(np.mean(np.einsum("nk,nk->k", solved, own @ solved))))
        updated = np.sqrt(self.weights * np.maximum(taken, 1e-12))
        return np.maximum(updated / updated.sum(), _LEAST_WEIGHT / len(updated)) * (1.0 - self.noise)

    def _single(self, kernel: Any) -> float:
        """Share that one input explains alone, with the noise that suits it, the mean of the outputs."""
        best = np.zeros(self.y.shape[1])
        for share in (0.03, 0.1, 0.3, 0.7):
            covariance = share * kernel + 1.0
            covariance[np.diag_indices(len(covariance))] += 1.0 - share
            inverse = _inverse(covariance)
            errors = (inverse @ self.y / np.diag(inverse)[:, None]) ** 2
            best = np.maximum(best, 1.0 - errors.mean(axis=0))
        return float(best.mean())


def _kernel(column: Any) -> Any:
    """(n, n) covariance of a smooth function of one input with mean 0 over the draws and variance 1."""
    spread = column.std()
    z = (column - column.mean()) / (spread if spread > 1e-12 * (1.0 + np.abs(column).max()) else 1.0)
    apart = (z[:, None] - z[None, :]) ** 2
    kernel = np.outer(z, z) + sum(np.exp(-apart / (2.0 * scale**2)) for scale in _SCALES)
    kernel -= kernel.mean(axis=0)[None, :]
    kernel -= kernel.mean(axis=1)[:, None]
    size = float(np.trace(kernel)) / len(kernel)
    return kernel / size if size > 1e-9 else kernel * 0.0


def _inverse(covariance: Any) -> Any:
    factor, failed = dpotrf(covariance, lower=1)
    inverse, singular = dpotri(factor, lower=1)
    if failed or singular:
        raise ValueError("the covariance of the draws is singular")
    return np.tril(inverse) + np.tril(inverse, -1).T
