"""How likely what was measured is, given what a candidate of the model expects: the errors of calibration/evidence.py.

A normal or binomial fact has a normal error whose standard deviation is that of chance in its count plus that of
judgement (the two move together), held to the ends of the fact: a measurement at an end stands for all beyond it. A
count without an error of judgement is Poisson.
"""

from collections.abc import Sequence
from math import lgamma, log, pi
from typing import Any

import numpy as np
from scipy.special import log_ndtr

from calibration.evidence import Fact

#: No count is expected to be smaller than this: a candidate without one firm is unlikely, and not impossible.
_LEAST_COUNT = 1e-3


def log_likelihood(facts: Sequence[Fact], expected: Any, observed: Any) -> Any:
    """Logarithm of the density of `observed` (K,) for candidates that expect (n, K), up to nothing; (n,)."""
    expected, total = np.asarray(expected, float), np.zeros(len(expected))
    for k, fact in enumerate(facts):
        mean, seen = np.clip(expected[:, k], fact.low, fact.high), float(observed[k])
        if fact.error == "poisson" and fact.spread == 0:
            rate = np.maximum(mean, _LEAST_COUNT)
            total += seen * np.log(rate) - rate - lgamma(seen + 1.0)
            continue
        spread = error_of(fact, mean)
        z = (seen - mean) / spread
        if seen <= fact.low:
            total += log_ndtr(z)
        elif seen >= fact.high:
            total += log_ndtr(-z)
        else:
            total += -0.5 * z**2 - np.log(spread) - 0.5 * log(2.0 * pi)
    return total


def error_of(fact: Fact, mean: Any) -> Any:
    """Standard deviation of the whole error of measuring where the truth is `mean` (n,): chance and judgement."""
    chance: Any = 0.0
    if fact.error == "poisson":
        chance = np.sqrt(np.maximum(mean, 0.5))
    elif fact.error == "binomial":
        share = np.clip(mean, 0.5 / fact.size, 1.0 - 0.5 / fact.size)  # half a unit: a share of none may be luck
        chance = np.sqrt(share * (1.0 - share) / fact.size)
    return chance + fact.spread + np.zeros(np.shape(mean))
