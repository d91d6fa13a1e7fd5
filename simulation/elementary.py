"""exp, log and logistic from IEEE basics alone: the same bits on every processor.

The C library's versions differ between processors in their last bit and are slow inside every rule.
These use + - * / and sqrt-free polynomials, no branches, so a compiler can neither fuse nor reorder
them (no fast-math anywhere). Error: below 4e-16 relative for `exp`, 5e-16 absolute-or-relative for
`log`; `tests/test_elementary.py` holds the bounds.
"""

import numpy as np
from numba import njit

COMPILE = {"error_model": "numpy", "nogil": True, "cache": True}

_SMALLEST, _LARGEST = -700.0, 700.0
_POWERS_OF_TWO = np.array([2.0**n for n in range(-1022, 1024)])
_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
_LOG2_E = 1.44269504088896338700


@njit(inline="always", **{k: v for k, v in COMPILE.items() if k != "cache"})
def exp(x: float) -> float:
    """e to the power x; x is held between -700 and 700."""
    x = min(max(x, _SMALLEST), _LARGEST)
    n = np.floor(x * _LOG2_E + 0.5)
    r = (x - n * _LN2_HIGH) - n * _LN2_LOW
    # Taylor polynomial of degree 13 on |r| <= ln(2)/2: remainder below 5e-18
    p = 1.0 + r * (1.0 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * (
        1 / 5040 + r * (1 / 40320 + r * (1 / 362880 + r * (1 / 3628800 + r * (1 / 39916800 + r * (
            1 / 479001600 + r * (1 / 6227020800)))))))))))))  # fmt: skip
    return p * _POWERS_OF_TWO[int(n) + 1022]


@njit(inline="always", **{k: v for k, v in COMPILE.items() if k != "cache"})
def logistic(x: float) -> float:
    """1 / (1 + e^-x)."""
    return 1.0 / (1.0 + exp(-x))


@njit(**{k: v for k, v in COMPILE.items() if k != "cache"})
def log(x: float) -> float:
    """Natural logarithm of a normal x > 0, by reduction to [sqrt(1/2), sqrt(2)) and an artanh series."""
    low, high = 0, 2045
    while low < high:  # the power of two at or below x, by bisection over the exact table
        middle = (low + high + 1) // 2
        if _POWERS_OF_TWO[middle] <= x:
            low = middle
        else:
            high = middle - 1
    m = x / _POWERS_OF_TWO[low]
    n = float(low - 1022)
    if m > 1.4142135623730951:
        m *= 0.5
        n += 1.0
    s = (m - 1.0) / (m + 1.0)
    q = s * s
    series = 1.0 + q * (1 / 3 + q * (1 / 5 + q * (1 / 7 + q * (1 / 9 + q * (1 / 11 + q * (1 / 13 + q * (
        1 / 15 + q * (1 / 17 + q * (1 / 19 + q * (1 / 21)))))))))) # fmt: skip
    return n * _LN2_HIGH + (2.0 * s * series + n * _LN2_LOW)
