"""The claims of a sign: sums of indicators of mixes that are held against zero, and costs per unit compared."""

from collections.abc import Callable
from typing import Annotated, Any, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.format_base import Strict

#: Value of (mix, indicator, group, year) in one draw; NaN where undefined.
type Lookup = Callable[[str, str, str, int], float]


class Term(Strict):
    """`times` the indicator of a group in `year`, less the same of the mix `over`.

    until: the last year of a sum over years that begins in `year`.
    """

    mix: str
    over: str | None = None
    indicator: str
    group: str
    year: int
    until: int | None = None
    times: float = 1.0

    def mixes(self) -> list[str]:
        """Names of the mixes that are looked at."""
        return [self.mix] if self.over is None else [self.mix, self.over]

    def value(self, look: Lookup) -> float:
        """The term in one draw; NaN where a value is undefined."""
        total = 0.0
        for year in range(self.year, (self.year if self.until is None else self.until) + 1):
            total += look(self.mix, self.indicator, self.group, year)
            if self.over is not None:
                total -= look(self.over, self.indicator, self.group, year)
        return self.times * total


type Terms = Annotated[list[Term], Field(min_length=1)]


class CostPerUnit(Strict):
    """A sum of costs divided by a sum of gains; undefined where the gain is not above zero."""

    cost: Terms
    gain: Terms

    def value(self, look: Lookup) -> float:
        """The quotient in one draw, NaN where undefined."""
        gain = _sum(self.gain, look)
        return _sum(self.cost, look) / gain if gain > 0 else np.nan


class Claim(Strict):
    """Something that must be above zero: `constant` plus `terms`, or `dearer` less `cheaper`."""

    constant: float = 0.0
    terms: Terms | None = None
    dearer: CostPerUnit | None = None
    cheaper: CostPerUnit | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        quotients = [part for part in (self.dearer, self.cheaper) if part is not None]
        if len(quotients) == 1 or (self.terms is None) == (not quotients) or (quotients and self.constant != 0.0):
            raise PydanticCustomError("one_of", "one kind", {"first": "terms", "second": "dearer with cheaper"})
        return self

    def all_terms(self) -> list[Term]:
        """Every term, wherever it stands."""
        found = list(self.terms or [])
        for part in (self.dearer, self.cheaper):
            found += [] if part is None else [*part.cost, *part.gain]
        return found

    def value(self, look: Lookup) -> float:
        """What is held against zero in one draw; NaN where undefined."""
        if self.dearer is not None and self.cheaper is not None:
            return self.dearer.value(look) - self.cheaper.value(look)
        return self.constant + _sum(self.terms or [], look)


def _sum(terms: list[Term], look: Lookup) -> Any:
    return sum(term.value(look) for term in terms)
