"""Numbers of answers: each with its query and how it is written, so that it can be asked and written again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol, cast, runtime_checkable

from experiments.compare import Comparison
from results.number_format import Unit, chance, percent, shown
from results.queries import Part, Query, ask, difference_of, level_of
from results.questions.model import GivenStudies
from results.ranged import Ranged
from results.traced import Asked, Numbers, Sentence, year_text

#: The middle first: it is what is said first.
PARTS: tuple[Part, ...] = ("p50", "p05", "p95")
type Style = Literal["plain", "percent", "chance", "year"]


@runtime_checkable
class Traced(Protocol):
    """A query that asks more than a comparison's summary: draws, another run, a law, a measured fact."""

    def ask(self, comparison: Comparison, studies: GivenStudies) -> float | None:
        """The answer; None where undefined."""
        ...


@dataclass(frozen=True)
class Said(Asked):
    """One number of a sentence, with how it is written; world: in which it was asked, '' for all draws together."""

    unit: Unit = "number"
    digits: int = 0
    signed: bool = False
    style: Style = "plain"
    world: str = ""


def value_of(query: Query | Traced, comparison: Comparison, studies: GivenStudies) -> float | None:
    """The answer to a query of either kind."""
    return ask(comparison, query) if isinstance(query, Query) else query.ask(comparison, studies)


def said_again(asked: Asked, comparison: Comparison, studies: GivenStudies, lang: str) -> str:
    """The number asked once more and written as it was: equal to `asked.text` as long as nothing changed."""
    said = cast("Said", asked)
    comparison = comparison.worlds[said.world] if said.world else comparison
    return _written(value_of(said.query, comparison, studies), lang, said.unit, said.digits, said.signed, said.style)


def _written(value: float | None, lang: str, unit: Unit, digits: int, signed: bool, style: Style) -> str:
    if style == "year":
        return year_text(value)
    if style == "chance":
        return chance(value, lang)
    if style == "percent":
        return percent(value, lang, digits)
    return shown(value, unit, lang, digits, signed)


@dataclass
class Voice(Numbers):
    """Collects the numbers of one sentence, from the comparison and from what else answers rest on."""

    studies: GivenStudies = field(default_factory=GivenStudies)

    def value(self, query: Query | Traced) -> float | None:
        """The answer to a query of either kind, not yet said."""
        return value_of(query, self.comparison, self.studies)

    def say(
        self,
        query: Query | Traced,
        unit: Unit = "number",
        digits: int = 0,
        signed: bool = False,
        style: Style = "plain",
    ) -> str:
        """One number, with its query noted."""
        text = _written(self.value(query), self.lang, unit, digits, signed, style)
        world = self.comparison.world.key if self.comparison.world else ""
        asked = replace(query, world=world) if isinstance(query, Query) else query
        # a Said holds a query of either kind; who asks again uses `said_again`
        self.asked.append(Said(cast("Query", asked), text, unit, digits, signed, style, world))
        return text

    def chance(self, query: Query | Traced) -> str:
        """A share of draws or cases: 0% and 100% only when it is exactly that."""
        return self.say(query, style="chance")

    def share(self, query: Query) -> str:
        """As `chance`; by this name the sentences of a comparison ask it."""
        return self.chance(query)

    def year(self, query: Query) -> str:
        """A year, of a query that asks for one."""
        return self.say(query, style="year")

    def percent(self, query: Query | Traced) -> str:
        """A share that is no range over draws, such as a measured fact."""
        return self.say(query, unit="share", style="percent")

    def ranged(self, make: Callable[[Part], Query | Traced], unit: Unit, signed: bool = False) -> str:
        """`31% (12 to 55)`: middle and range 5–95, each end with its query noted; `+4 (−1 to +9)` when signed.

        Numbers of firms, posts and euros are whole.
        """
        middle, low, high = (self.value(make(part)) for part in PARTS)
        return self._noted(Ranged(low, middle, high, unit, None, signed, 0 if unit == "number" else None), make)

    def level(self, mix: str, indicator: str, group: str, year: int, unit: Unit = "share") -> str:
        """The level of an indicator with its range."""
        found = level_of(self.comparison, mix, indicator, group, year, unit)
        return self._noted(found, lambda part: Query("levels", mix, indicator, group, year, part))

    def difference(self, mix: str, indicator: str, group: str, year: int, unit: Unit = "share") -> str:
        """The paired difference with the baseline, with its range; unit: that of the level."""
        found = difference_of(self.comparison, mix, indicator, group, year, unit)
        return self._noted(found, lambda part: Query("differences", mix, indicator, group, year, part))

    def _noted(self, found: Ranged, make: Callable[[Part], Query | Traced]) -> str:
        for part in PARTS if found.is_known else PARTS[:1]:
            self.say(make(part), found.unit, found.decimals, found.is_change)
        return found.text(self.lang)

    def write(self, text: str, fields: Mapping[str, Any]) -> Sentence:
        """The text filled in, with the queries of the numbers that it uses."""
        return self.sentence(text, **fields)
