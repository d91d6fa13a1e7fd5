"""What the value of information is told in: an estimate with its range, for everything and for something."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its range 5–95."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Perfect:
    """Knowing everything but luck. `best`: index of the option that is best on average.

    value: corrected for the luck that is left, never below 0; plug_in: before that; differs: whether the range
    before clipping lies above 0. changes: chance that another option is best, corrected alike; chances (D,): share
    of the points in which each option is best, not corrected.
    """

    best: int
    value: Estimate
    plug_in: float
    differs: bool
    changes: Estimate
    chances: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """Knowing something. value = raw - bias, never below 0; bias: mean over permutations.

    differs: raw lies above the 95th percentile over permutations of the largest in its family, so that among all of
    a family one in twenty times something that is worth nothing is called different. changes: chance that the
    choice becomes another one, less its bias; validated: gain of choices from predictions for points left out (may
    be negative; too low on average, as value without correction is too high); hits: share of points in
    which such a choice is the best option, beside that of the choice made without.
    """

    name: str
    raw: float
    bias: float
    threshold: float
    value: Estimate
    differs: bool
    changes: Estimate
    validated: float
    hits: float
    hits_without: float
