"""Numbers that do not come from draws: counts under a law, measured facts, and how often an order stays."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from calibration.evidence import load_facts
from experiments.compare import Comparison
from results.grade.rows import grade_of
from results.questions.model import GivenStudies
from scenarios.scope import ScopeCount, count_law
from simulation.population import load_population


@dataclass(frozen=True, slots=True)
class InScope:
    """Firms under a shipped law once it is fully phased in (`end` of the range), of those that trade abroad.

    outside: firms under it that do not trade abroad instead; None when that cannot be established.
    """

    law: str
    end: Literal["low", "central", "high"]
    outside: bool = False

    def __str__(self) -> str:
        """As it is printed beside a number."""
        return " / ".join(["scope", self.law, "without foreign trade" if self.outside else "trading abroad", self.end])

    def ask(self, comparison: Comparison, studies: GivenStudies) -> float | None:
        """The answer."""
        del comparison, studies  # who falls under a law does not depend on a run
        count = scope_count(self.law)
        found = count.outside if self.outside else count.total
        return None if found is None else float(getattr(found, self.end))


@lru_cache(maxsize=16)
def scope_count(law: str) -> ScopeCount:
    """The count of the last phase of a law over all firms that trade abroad."""
    return count_law(law, load_population("full"))[-1][1]


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured fact by its id, or the rise a year from one to another that was `years` later."""

    fact: str
    since: str = ""
    years: int = 1

    def __str__(self) -> str:
        """As it is printed beside a number."""
        return " / ".join(word for word in ("fact", self.fact, self.since) if word)

    def ask(self, comparison: Comparison, studies: GivenStudies) -> float | None:
        """The answer."""
        del comparison, studies
        values = {fact.id: fact.value for fact in load_facts()}
        return values[self.fact] if not self.since else (values[self.fact] - values[self.since]) / self.years


@dataclass(frozen=True, slots=True)
class NeededRise:
    """The rise a year that leads from a measured fact to a level, `years` later."""

    fact: str
    level: float
    years: int

    def __str__(self) -> str:
        """As it is printed beside a number."""
        return f"needed / {self.fact} / {self.level:g} / {self.years}"

    def ask(self, comparison: Comparison, studies: GivenStudies) -> float | None:
        """The answer."""
        return (self.level - (Measured(self.fact).ask(comparison, studies) or 0.0)) / self.years


@dataclass(frozen=True, slots=True)
class SameOrder:
    """In how many structures of the model the order of the compared mixes stays, or how many were looked at."""

    indicator: str
    group: str
    count: Literal["same", "looked_at"]

    def __str__(self) -> str:
        """As it is printed beside a number."""
        return f"order / {self.indicator} / {self.group} / {self.count}"

    def ask(self, comparison: Comparison, studies: GivenStudies) -> float | None:
        """The answer; None without an evidence grade for this comparison."""
        del studies
        grade, _lacking = grade_of(comparison, "en")
        order = grade.order(self.indicator, self.group) if grade else None
        return None if order is None else float(order.same(comparison.mixes)[self.count == "looked_at"])
