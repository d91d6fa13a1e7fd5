"""What each number of the model may be (`domains.yaml`), and the one line that refuses what it may not.

A domain is wider than a prior: a value beyond the prior but inside the domain is a question that one may ask.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from simulation.problems import InputProblem
from simulation.safe_yaml import read_yaml

FILE = Path(__file__).parent / "domains.yaml"


@dataclass(frozen=True, slots=True)
class Domain:
    """Numbers from `low` to `high`, both included unless `is_open` leaves `low` out; infinite ends are no bound."""

    kind: str
    low: float = -np.inf
    high: float = np.inf
    is_open: bool = False

    @property
    def is_share(self) -> bool:
        """Whether it runs from 0 to 1, so that a percentage may be meant."""
        return not self.is_open and (self.low, self.high) == (0.0, 1.0)

    def holds(self, value: float) -> bool:
        """Whether a number lies inside; one that is not finite does not."""
        return (
            bool(np.isfinite(value))
            and (value > self.low if self.is_open else value >= self.low)
            and (value <= self.high)
        )

    def outside(self, values: Any, slack: float = 0.0) -> Any:
        """Which of an array lie outside by more than `slack`; infinite ones do, NaN does not."""
        below = values <= self.low - slack if self.is_open else values < self.low - slack
        return below | (values > self.high + slack) | np.isinf(values)

    def problem(self, where: str, found: object) -> InputProblem:
        """The line that refuses `found`; `where` names file and key, option or argument."""
        low, high = (_written(end) for end in (self.low, self.high))
        fields = {"where": where, "found": _written(found), "low": low, "high": high}
        if np.isfinite(self.high) and self.is_open:
            return InputProblem("{where}: found {found}; allowed: above {low}, and {high} at most", **fields)
        if np.isfinite(self.high):
            return InputProblem("{where}: found {found}; allowed: {low} to {high}", **fields)
        if np.isfinite(self.low):
            return InputProblem("{where}: found {found}; allowed: {low} or more", **fields)
        return InputProblem("{where}: found {found}; allowed: a finite number", **fields)


def within(domain: Domain, where: str, value: object) -> float:
    """The value as a float. Raises InputProblem when it is no number of the domain."""
    number = _number(value)
    if number is None or not domain.holds(number):
        if number is not None and domain.is_share and 1 < number <= 100:  # a percentage, most likely
            raise InputProblem(
                "{where}: found {found}; allowed: 0 to 1; did you mean {nearest}?",
                where=where,
                found=_written(value),
                nearest=f"{number / 100:.12g}",
            )
        raise domain.problem(where, value)
    return number


def _number(found: object) -> float | None:
    """A number as a float, numpy's included; None for anything else, a truth too."""
    if isinstance(found, bool) or not isinstance(found, int | float | np.integer | np.floating):
        return None
    return float(found)


def _written(found: object) -> str:
    """A number in as few figures as tell it apart; anything else as it is."""
    number = _number(found)
    if number is None:
        return str(found)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.12g}"


@cache
def _content() -> dict[str, Any]:
    return read_yaml(FILE)


@cache
def domain(kind: str) -> Domain:
    """A kind of `domains.yaml`. Raises KeyError for one that it does not have."""
    found: Mapping[str, float] = _content()["kinds"][kind]
    low = found.get("above", found.get("low", -np.inf))
    return Domain(kind, float(low), float(found.get("high", np.inf)), "above" in found)


def parameter_domain(name: str, unit: str) -> Domain:
    """The domain of a registered parameter, by its name or else by its unit.

    Raises InputProblem for a unit that `domains.yaml` does not know: whoever registers a parameter adds it there.
    """
    content = _content()
    if name in content["parameters"]:
        return domain(content["parameters"][name])
    fits = [known for known in content["units"] if (unit + " ").startswith(known + " ")]
    if not fits:
        raise InputProblem(
            "{file}: units: no domain for the unit '{unit}' of parameter {name}", file=FILE, unit=unit, name=name
        )
    return domain(content["units"][max(fits, key=len)])


def indicator_domain(name: str, unit: str) -> Domain:
    """The domain of an indicator: what its definition allows it to be, in its own unit (shares of 1, euro)."""
    of = _content()["indicators"]
    return domain(of["but"].get(name) or of["units"][unit])


def step_domain(unit: str) -> Domain:
    """What a step of an indicator in this unit may be: what a weight speaks about."""
    return domain(_content()["indicators"]["steps"][unit])


@cache
def column_domains(kind: str, names: tuple[str, ...]) -> dict[str, Domain]:
    """The domains of these columns of `firms` or `suppliers`, by name."""
    listed = _content()["columns"][kind]
    return {name: domain(listed.get(name, "share")) for name in names}


def listed_columns(kind: str) -> Iterable[str]:
    """Columns of `firms` or `suppliers` that are no share."""
    return _content()["columns"][kind]
