"""Sentences whose numbers are answers to queries, so that a test can ask them again."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from experiments.compare import Comparison
from results.number_format import Unit, chance, decimal, percent, shown
from results.queries import Part, Query, ask, difference_of, last_year, level_of
from results.ranged import Ranged
from results.words import listed_name, short_names


@dataclass(frozen=True)
class Asked:
    """One number of a sentence: the query, and the number as it is written."""

    query: Query
    text: str


@dataclass(frozen=True)
class Sentence:
    """A sentence and the queries behind its numbers, in the order in which they were asked."""

    text: str
    query: tuple[Asked, ...]


def joined(*sentences: Sentence) -> Sentence:
    """Sentences as one, with all their queries."""
    return Sentence(
        " ".join(each.text for each in sentences), tuple(asked for each in sentences for asked in each.query)
    )


@dataclass(frozen=True)
class Subject:
    """What the sentences need: the comparison, the language, and the mixes in their order."""

    comparison: Comparison
    lang: str
    mixes: list[str]

    @property
    def last(self) -> int:
        """The last year of the run."""
        return last_year(self.comparison)

    def name(self, mix: str) -> str:
        """Its short name, as it stands among others."""
        return listed_name(short_names(self.comparison, self.lang)[mix], self.lang)


@dataclass
class Numbers:
    """Collects what one sentence asks."""

    comparison: Comparison
    lang: str
    asked: list[Asked] = field(default_factory=list[Asked])

    def note(self, query: Query, text: str) -> str:
        """Keep the query of a number that is written as `text`."""
        world = self.comparison.world
        self.asked.append(Asked(query if world is None else replace(query, world=world.key), text))
        return text

    def number(self, query: Query) -> str:
        """A plain count."""
        return self.note(query, shown(ask(self.comparison, query), "number", self.lang, 0))

    def share(self, query: Query) -> str:
        """A chance or a share of draws as a percentage: 0% and 100% only when it is exactly that."""
        return self.note(query, chance(ask(self.comparison, query), self.lang))

    def year(self, query: Query) -> str:
        """A year, of a query that asks for one; a dash where there is none."""
        return self.note(query, year_text(ask(self.comparison, query)))

    def constant(self, share: float) -> str:
        """A share that defines what is spoken about, such as the goal."""
        return percent(share, self.lang, 0)

    def whole(self, number: int) -> str:
        """A number that is part of a unit, such as "per 100,000 euro"."""
        return decimal(number, self.lang)

    def sentence(self, text: str, **fields: object) -> Sentence:
        """The text with its fields filled in, and only the queries of numbers that it uses."""
        filled = text.format(**fields)
        used = [str(value) for name, value in fields.items() if "{" + name + "}" in text]
        return Sentence(filled, tuple(a for a in self.asked if any(a.text in value for value in used)))


def year_text(value: float | None) -> str:
    """`2028`, of a year with its quarter as a part; a dash where there is none."""
    return "–" if value is None else str(int(value))


def level(n: Numbers, mix: str, indicator: str, group: str, year: int, unit: Unit = "share") -> str:
    """`31% (12 to 55)`, with its three queries noted."""
    found = level_of(n.comparison, mix, indicator, group, year, unit)
    return _noted(n, found, lambda part: Query("levels", mix, indicator, group, year, part))


def difference(n: Numbers, mix: str, indicator: str, group: str, year: int, unit: Unit = "share") -> str:
    """`+4.2 (−1.0 to +9.3)`, with its three queries noted; unit: that of the level, of which differences are in
    percentage points where it is a share."""
    found = difference_of(n.comparison, mix, indicator, group, year, unit)
    return _noted(n, found, lambda part: Query("differences", mix, indicator, group, year, part))


def _noted(n: Numbers, found: Ranged, query: Callable[[Part], Query]) -> str:
    parts: tuple[Part, ...] = ("p50", "p05", "p95")
    for part, text in zip(parts, found.written(n.lang), strict=True):
        n.note(query(part), text)
    return found.text(n.lang)


def share(n: Numbers, query: Query) -> str:
    """A chance or a share of draws as a percentage, with its query noted."""
    return n.share(query)
