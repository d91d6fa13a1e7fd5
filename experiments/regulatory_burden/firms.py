"""How many firms a law holds by size class, and the turnover of those firms."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from experiments.regulatory_burden.actions_format import SIZES, SizeName
from scenarios.law_content import LawContent
from scenarios.scope import FirmCount, count_scope, holds_only_large
from simulation.population import load_population
from simulation.vocabulary import Size

#: All firms that trade abroad (P-D7), or a sample of so many.
type FirmsAsked = int | Literal["full"]


@dataclass(frozen=True)
class FirmsHeld:
    """Firms of one size class under a law: their count as a range, and a row per agent that stands for them."""

    count: FirmCount
    turnover_eur: NDArray[np.float64]
    weight: NDArray[np.float64]

    def mean_cost(self, share_of_turnover: float, at_most_eur: float) -> float:
        """Euro a firm, on average, when each pays a share of its turnover up to a ceiling; 0 without firms."""
        total = float(self.weight.sum())
        cost = np.minimum(share_of_turnover * self.turnover_eur, at_most_eur)
        return float(np.sum(self.weight * cost)) / total if total > 0 else 0.0


@dataclass(frozen=True)
class Held:
    """Firms under the widest phase of a law, by size class.

    without_trade: whether firms that do not trade abroad are counted in; else they cannot be established, and
    only firms that trade abroad are counted (P-B7, P-B17).
    """

    by_size: dict[SizeName, FirmsHeld]
    without_trade: bool


def firms_held(content: LawContent, firms: FirmsAsked = "full") -> Held:
    """Firms under a law in its widest phase. Raises InputProblem for a size of population that cannot be made."""
    population = load_population(firms)
    test = max(content.scope, key=lambda phase: phase.after_quarters).test()
    counted, inside = count_scope(test, population), test.members(population)
    by_size: dict[SizeName, FirmsHeld] = {}
    for size in SIZES:
        members = inside & (population.size == Size[size.upper()])
        by_size[size] = FirmsHeld(counted.by_size[size], population.turnover_eur[members], population.weight[members])
    outside = counted.outside
    if outside is not None and outside.high > 0:  # known only for tests that large firms alone can pass
        assert holds_only_large(test)
        large = by_size["large"]
        by_size["large"] = replace(large, count=_sum(large.count, outside))
    return Held(by_size, outside is not None)


def _sum(first: FirmCount, second: FirmCount) -> FirmCount:
    return FirmCount(first.low + second.low, first.central + second.central, first.high + second.high)
