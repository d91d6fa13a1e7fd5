"""A number with its range 5–95, and the one way in which it is written: `31% (12 to 55)`, `+4.2 (−1.0 to +9.3)`.

Between the ends stands a word: a dash beside a minus sign cannot be read, and three dots cannot be typed in a search.
Every range of numbers, counts, dates or chances that somebody reads comes from here (docs/decisions.md says why).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from results.language import translator
from results.number_format import SCALE, Unit, chance, digits_for, shown

#: A blank inside a number phrase: before and after the word between two ends, after €, before million or billion.
_BLANKS = re.compile(
    r"(?<=[\d%])(?<!Q\d) (to|tot) (?=[<>€+−\d])"
    r"|(?<=€) (?=\d)"
    r"|(?<=\d) (?=(?:million|billion|miljoen|miljard)\b)"
)


class Written(NamedTuple):
    """The three numbers of a range as they are written, without a unit."""

    middle: str
    low: str
    high: str


@dataclass(frozen=True)
class Ranged:
    """A number over draws: middle and range 5–95, in the unit in which it is written; None where undefined.

    p05, p50, p95: quantiles over draws. unit: see `number_format.Unit`. mean: said in place of p50 where parts have
    to add up (Shapley shares). is_change: a difference, in which every number carries its sign. digits: decimals,
    for numbers that stand beside others; None: as many as this one carries by itself.
    """

    p05: float | None
    p50: float | None
    p95: float | None
    unit: Unit = "number"
    mean: float | None = None
    is_change: bool = False
    digits: int | None = None

    @property
    def middle(self) -> float | None:
        """What stands before the brackets."""
        return self.p50 if self.mean is None else self.mean

    @property
    def is_known(self) -> bool:
        """Whether it is defined in any draw."""
        return None not in (self.p05, self.middle, self.p95)

    @property
    def scaled(self) -> tuple[float | None, float | None, float | None]:
        """Low, middle and high in the unit in which they are shown, for cells and axes."""
        low, middle, high = (
            None if value is None else SCALE[self.unit] * value for value in (self.p05, self.middle, self.p95)
        )
        return low, middle, high

    @property
    def decimals(self) -> int:
        """The decimals with which it is written."""
        return digits_together([self]) if self.digits is None else self.digits

    def written(self, lang: str) -> Written:
        """Its numbers one by one, for who keeps a query with each."""
        numbers = (self.middle, self.p05, self.p95)
        return Written(*(shown(value, self.unit, lang, self.decimals, self.is_change) for value in numbers))

    def text(self, lang: str) -> str:
        """`31% (12 to 55)`; the word for "not available" where undefined."""
        if not self.is_known:
            return translator(lang)("n/a")
        middle, low, high = self.written(lang)
        return with_ends(middle + ending(self.unit), low, high, lang)

    def ends(self, lang: str) -> str:
        """`12 to 55%`: the range alone."""
        if self.p05 is None or self.p95 is None:
            return translator(lang)("n/a")
        found = self.written(lang)
        return between(found.low, found.high, lang) + ending(self.unit)


def digits_together(ranges: Sequence[Ranged]) -> int:
    """Decimals for ranges of one unit that stand beside each other: of levels fewer where their ends are large; of
    changes at most one, so that a small change beside a large one shows. Raises IndexError where there is none."""
    middles = [each.middle for each in ranges]
    if ranges[0].is_change:
        return min(1, digits_for(middles, ranges[0].unit))
    return digits_for(middles, ranges[0].unit, [end for each in ranges for end in (each.p05, each.p95)])


def difference_unit(unit: Unit) -> Unit:
    """Differences of shares are counted in percentage points, not in per cent."""
    return "points" if unit == "share" else unit


def ending(unit: Unit) -> str:
    """What stands right behind a number of this unit; other units stand in the sentence or the head."""
    return "%" if unit == "share" else ""


def between(low: str, high: str, lang: str) -> str:
    """`12 to 55`, of two ends that are already written."""
    _ = translator(lang)
    return f"{low} {_('to')} {high}"


def with_ends(middle: str, low: str, high: str, lang: str) -> str:
    """`31% (12 to 55)`, of three parts that are already written."""
    return f"{middle} ({between(low, high, lang)})"


def chance_text(value: float | None, low: float | None, high: float | None, lang: str) -> str:
    """`75% (50 to >99)`: a chance with its range; 0 and 100 only where it is exactly that. n/a where undefined."""
    if value is None:
        return translator(lang)("n/a")
    middle, *ends = (chance(each, lang) for each in (value, low, high))
    return with_ends(middle, ends[0].removesuffix("%"), ends[1].removesuffix("%"), lang)


def chance_ends(low: str, high: str, lang: str) -> str:
    """`<1 to 55%`: the range of a chance alone, of two ends as `number_format.chance` writes them."""
    return between(low.removesuffix("%"), high, lang)


def unbroken(text: str) -> str:
    """The same text with no-break spaces inside ranges and amounts, for media that break lines (HTML, Word)."""
    return _BLANKS.sub(lambda found: f"\u00a0{found[1]}\u00a0" if found[1] else "\u00a0", text)


def folded(text: str, width: int) -> str:
    """A range that is wider than its column of a terminal goes on with its ends on a second line."""
    return text if len(text) <= width else text.replace(" (", "\n(", 1)
