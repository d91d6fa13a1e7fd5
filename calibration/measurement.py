"""Measurement error: one uniform each through inverse distribution functions, so more luck never measures less."""

from collections.abc import Callable
from typing import Any

import numpy as np

# Coefficients of Wichura's algorithm AS 241 (PPND16) for the normal quantile: mathematics, 16 digits.
_CENTRE = (
    (
        3.3871328727963666080e0,
        1.3314166789178437745e2,
        1.9715909503065514427e3,
        1.3731693765509461125e4,
        4.5921953931549871457e4,
        6.7265770927008700853e4,
        3.3430575583588128105e4,
        2.5090809287301226727e3,
    ),
    (
        1.0,
        4.2313330701600911252e1,
        6.8718700749205790830e2,
        5.3941960214247511077e3,
        2.1213794301586595867e4,
        3.9307895800092710610e4,
        2.8729085735721942674e4,
        5.2264952788528545610e3,
    ),
)
_MIDDLE = (
    (
        1.42343711074968357734e0,
        4.63033784615654529590e0,
        5.76949722146069140550e0,
        3.64784832476320460504e0,
        1.27045825245236838258e0,
        2.41780725177450611770e-1,
        2.27238449892691845833e-2,
        7.74545014278341407640e-4,
    ),
    (
        1.0,
        2.05319162663775882187e0,
        1.67638483018380384940e0,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ),
)
_TAIL = (
    (
        6.65790464350110377720e0,
        5.46378491116411436990e0,
        1.78482653991729133580e0,
        2.96560571828504891230e-1,
        2.65321895265761230930e-2,
        1.24266094738807843860e-3,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ),
    (
        1.0,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ),
)


def _ratio(coefficients: tuple[tuple[float, ...], ...], x: Any) -> Any:
    above, below = coefficients
    return np.polynomial.polynomial.polyval(x, above) / np.polynomial.polynomial.polyval(x, below)


def normal_quantile(uniform: Any) -> Any:
    """Standard normal at cumulative probabilities strictly between 0 and 1 (Wichura 1988); same shape."""
    q = np.asarray(uniform, float) - 0.5
    nearest_end = np.where(q < 0, uniform, 1.0 - np.asarray(uniform, float))
    r = np.sqrt(-np.log(nearest_end))
    outer = np.where(r <= 5.0, _ratio(_MIDDLE, r - 1.6), _ratio(_TAIL, r - 5.0))
    return np.where(np.abs(q) <= 0.425, q * _ratio(_CENTRE, 0.180625 - q * q), np.copysign(outer, q))


def _counted(log_chance: Callable[[int], Any], uniform: Any, largest: int) -> Any:
    """Smallest count with cumulative chance >= uniform, at most `largest`; log_chance(k) has uniform's shape."""
    below, count = np.zeros(uniform.shape), np.zeros(uniform.shape)
    for k in range(largest):
        below += np.exp(log_chance(k))
        more = below < uniform
        if not more.any():
            break
        count += more
    return count


def _log_factorials(largest: int) -> Any:
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1.0, largest + 1)))])


def poisson_quantile(uniform: Any, mean: Any, largest: int) -> Any:
    """Count at a cumulative probability of the Poisson distribution, cut off at `largest`; same shape."""
    uniform, mean = np.broadcast_arrays(np.asarray(uniform, float), np.asarray(mean, float))
    log_factorial = _log_factorials(largest)
    with np.errstate(divide="ignore"):
        log_mean = np.log(mean)
    return _counted(lambda k: (k * log_mean if k else 0.0) - mean - log_factorial[k], uniform, largest)


def binomial_quantile(uniform: Any, chance: Any, size: int) -> Any:
    """Count at a cumulative probability of the binomial distribution of `size` tries; same shape."""
    uniform, chance = np.broadcast_arrays(np.asarray(uniform, float), np.asarray(chance, float))
    log_factorial = _log_factorials(size)
    with np.errstate(divide="ignore"):
        log_yes, log_no = np.log(chance), np.log1p(-chance)

    def log_chance(k: int) -> Any:
        ways = log_factorial[size] - log_factorial[k] - log_factorial[size - k]
        return ways + (k * log_yes if k else 0.0) + (size - k) * log_no

    return _counted(log_chance, uniform, size)
