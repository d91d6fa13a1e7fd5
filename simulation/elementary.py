"""exp, log and logistic from IEEE basics alone: the same bits on every processor.

The C library's versions differ between processors in their last bit and are slow inside every rule.
These use + - * / and sqrt-free polynomials, no branches, so a compiler can neither fuse nor reorder
them (no fast-math anywhere). Error: below 8e-16 relative for `exp`, 3e-16 absolute-or-relative for
`log`; `tests/test_elementary.py` holds the bounds.
"""

from decimal import Decimal

import numpy as np

from simulation.compiled import rule

_SMALLEST, _LARGEST = -700.0, 700.0
_POWERS_OF_TWO = np.array([2.0**n for n in range(-1022, 1024)])
#: 2^(n/8) for n = -8100 ... 8100: eight roots, rounded correctly by decimal arithmetic and so the same on
#: every machine, times exact powers of two.
_ROOTS = [float(Decimal(2) ** (Decimal(j) / 8)) for j in range(8)]
_EIGHTHS = np.array([_ROOTS[n % 8] * 2.0 ** (n // 8) for n in range(-8100, 8101)])
_EIGHTHS_PER_UNIT = 11.541560327111707259  # 8 / ln 2
_EIGHTH_HIGH = 0.08664339756069239
_EIGHTH_LOW = float(Decimal(2).ln() / 8 - Decimal(_EIGHTH_HIGH))
_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10


@rule
def exp(x: float) -> float:
    """e to the power x; x is held between -700 and 700.

    Reduced to |r| <= ln(2)/16, where a polynomial of degree 7 leaves less than 1e-15; its terms are
    paired so that the processor can work on several at once.
    """
    x = min(max(x, _SMALLEST), _LARGEST)
    n = np.floor(x * _EIGHTHS_PER_UNIT + 0.5)
    r = (x - n * _EIGHTH_HIGH) - n * _EIGHTH_LOW
    q = r * r
    low = (1.0 + r) + q * (1 / 2 + r * (1 / 6))
    high = (1 / 24 + r * (1 / 120)) + q * (1 / 720 + r * (1 / 5040))
    return (low + (q * q) * high) * _EIGHTHS[np.uint64(np.int64(n) + 8100)]


@rule
def logistic(x: float) -> float:
    """1 / (1 + e^-x)."""
    return 1.0 / (1.0 + exp(-x))


@rule
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
    series = 1.0 + q * (
        1 / 3
        + q
        * (
            1 / 5
            + q
            * (
                1 / 7
                + q * (1 / 9 + q * (1 / 11 + q * (1 / 13 + q * (1 / 15 + q * (1 / 17 + q * (1 / 19 + q * (1 / 21)))))))
            )
        )
    )
    return n * _LN2_HIGH + (2.0 * s * series + n * _LN2_LOW)
