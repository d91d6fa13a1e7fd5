"""Ridge regression with its errors for draws left out one at a time.

Compiled here instead of left to a linear-algebra library: hundreds of small problems are solved on threads of
our own, and a library's threads would wait for one another (40 times slower on a busy machine, measured).
"""

from typing import Any

import numpy as np

from simulation.compiled import loop

#: Strengths of ridge that are tried, per draw, for standardised terms.
STRENGTHS = 10.0 ** np.arange(-3.0, 1.5, 0.5)


def ridge(x: Any, y: Any, strengths: Any = STRENGTHS) -> tuple[float, Any]:
    """Sum of squared errors for draws left out one at a time, and slopes, at the best of the strengths.

    x: (n, p) and y: (n,), columns with mean 0. The errors are exact (Allen 1974), the mean refitted too.
    """
    slopes = np.zeros(x.shape[1])
    terms = np.ascontiguousarray(np.asarray(x, np.float64).T)
    return float(_best(terms, np.asarray(y, np.float64), np.asarray(strengths) * len(y), slopes)), slopes


@loop
def _moments(terms: Any, y: Any, gram: Any, target: Any) -> None:
    for a in range(len(terms)):
        for b in range(a + 1):
            for i in range(len(y)):
                gram[a, b] += terms[a, i] * terms[b, i]
        for i in range(len(y)):
            target[a] += terms[a, i] * y[i]


@loop
def _cholesky(gram: Any, strength: float, factor: Any) -> None:
    """gram + strength on its diagonal = factor x its transpose; lower halves only."""
    for a in range(len(gram)):
        for b in range(a + 1):
            rest = gram[a, b] + (strength if a == b else 0.0)
            for c in range(b):
                rest -= factor[a, c] * factor[b, c]
            factor[a, b] = np.sqrt(rest) if a == b else rest / factor[b, b]


@loop
def _best(terms: Any, y: Any, strengths: Any, slopes: Any) -> float:
    """`ridge` for terms (p, n) and strengths of the whole sample; the slopes are written."""
    p, n = terms.shape
    gram, target = np.zeros((p, p)), np.zeros(p)
    _moments(terms, y, gram, target)
    factor, solved, fitted = np.zeros((p, p)), np.empty((p, n)), np.empty(n)
    leverage, slope, least = np.empty(n), np.empty(p), np.inf
    for strength in strengths:
        _cholesky(gram, strength, factor)
        leverage[:] = 1.0 / n
        for a in range(p):
            slope[a] = target[a]
            solved[a] = terms[a]
            for b in range(a):
                slope[a] -= factor[a, b] * slope[b]
                for i in range(n):
                    solved[a, i] -= factor[a, b] * solved[b, i]
            slope[a] /= factor[a, a]
            for i in range(n):
                solved[a, i] /= factor[a, a]
                leverage[i] += solved[a, i] * solved[a, i]
        fitted[:] = 0.0
        for a in range(p - 1, -1, -1):
            for b in range(a + 1, p):
                slope[a] -= factor[b, a] * slope[b]
            slope[a] /= factor[a, a]
            for i in range(n):
                fitted[i] += slope[a] * terms[a, i]
        error = 0.0
        for i in range(n):
            error += ((y[i] - fitted[i]) / max(1.0 - leverage[i], 1e-9)) ** 2
        if error < least:
            least = error
            slopes[:] = slope
    return least
