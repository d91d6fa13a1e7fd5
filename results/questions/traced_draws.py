"""Numbers of firms and euros a firm, worked out draw by draw from the blocks of a run."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from experiments.compare import Comparison
from results.queries import Part
from results.questions.model import GivenStudies
from simulation.indicators import GROUPS

_QUANTILE = {"p05": 0.05, "p50": 0.5, "p95": 0.95}
#: How a sum of indicators is read: as it is, times the number of firms in the group, or divided by it.
type How = Literal["sum", "times_firms", "per_firm"]


@dataclass(frozen=True, slots=True)
class PerDraw:
    """A sum of indicators of one group, worked out draw by draw; `part` of its range over the draws.

    over: the mix whose value is taken off, in the same draw; "" for a level.
    """

    mix: str
    indicators: tuple[str, ...]
    group: str
    year: int
    how: How
    part: Part = "p50"
    over: str = ""

    def __str__(self) -> str:
        """As it is printed beside a number."""
        words = ["draws", self.mix, self.over, "+".join(self.indicators), self.how, self.group, str(self.year)]
        return " / ".join(word for word in (*words, self.part) if word)

    def ask(self, comparison: Comparison, studies: GivenStudies) -> float | None:
        """The answer; None where undefined in every draw."""
        del studies  # what another run found is no part of this
        values = draws_of(comparison, self.mix, self.indicators, self.group, self.year, self.how)
        if values is not None and self.over:
            other = draws_of(comparison, self.over, self.indicators, self.group, self.year, self.how)
            values = None if other is None else values - other
        return quantile_of(values, self.part)


def draws_of(comparison: Comparison, mix: str, indicators: tuple[str, ...], group: str, year: int, how: How) -> Any:
    """(draws,) of a sum of indicators, NaN where undefined; None when the run does not report the year."""
    years = comparison.summary.years
    if year not in years:
        return None

    def column(name: str) -> Any:
        return comparison.draws(mix, name)[:, years.index(year), GROUPS.index(group)]

    total, firms = np.sum([column(name) for name in indicators], axis=0), column("firms")
    with np.errstate(all="ignore"):
        return {"sum": total, "times_firms": total * firms, "per_firm": total / firms}[how]


def quantile_of(values: Any, part: Part) -> float | None:
    """Part of the range over the draws in which a value is known."""
    known = None if values is None else values[np.isfinite(values)]
    if known is None or not known.size:
        return None
    return float(known.mean() if part == "mean" else np.quantile(known, _QUANTILE[part]))
