"""Numbers of a comparison as cells and as parts of sentences: text, range, value for Excel, and their queries."""

from typing import Literal, NamedTuple

from experiments.compare import Comparison
from results.blocks import Cell
from results.compare.rows import Range, Row, range_of
from results.compare.text import range_text, row_label
from results.number_format import Unit, chance, digits_for, shown
from results.queries import Part, Query, ask, others
from results.traced import Numbers

#: From the unit of a number to what a cell shows.
SCALE: dict[Unit, float] = {
    "share": 100.0,
    "points": 100.0,
    "per_turnover": 1e5,
    "million_eur": 1e-6,
    "thousand": 1e-3,
    "number": 1.0,
}

#: What the paired difference with the baseline says: above or below it in (nearly) every draw; nothing, because all
#: of the range rounds to zero; unclear, because the range holds zero; unknown, because it is undefined.
type Verdict = Literal["higher", "lower", "nothing", "unclear", "unknown"]


class Measure(NamedTuple):
    """What is looked at: words for it, an indicator of a group in a year, and how it is shown."""

    label: str
    indicator: str
    group: str
    unit: Unit
    year: int

    @property
    def difference_unit(self) -> Unit:
        """Differences of shares are counted in percentage points."""
        return "points" if self.unit == "share" else self.unit


def measure_of(row: Row, lang: str) -> Measure:
    """A row of the table of a comparison as a measure."""
    return Measure(row_label(row, lang), row.indicator, row.group, row.unit, row.year)


def level_range(comparison: Comparison, m: Measure, mix: str) -> Range:
    """5-50-95 of the level."""
    return range_of(comparison, mix, m.indicator, m.group, m.year)


def difference_range(comparison: Comparison, m: Measure, mix: str) -> Range:
    """5-50-95 of the paired difference to the baseline."""
    return range_of(comparison, mix, m.indicator, m.group, m.year, differences=True)


def _level_digits(comparison: Comparison, m: Measure) -> int:
    """The same for all mixes, so that they can be compared."""
    ranges = [level_range(comparison, m, mix) for mix in comparison.mixes]
    return digits_for([r.p50 for r in ranges], m.unit, [end for r in ranges for end in (r.p05, r.p95)])


def _difference_digits(comparison: Comparison, m: Measure) -> int:
    """At most one, so that a small difference beside a large one shows."""
    ranges = [difference_range(comparison, m, mix) for mix in others(comparison)]
    return min(1, digits_for([r.p50 for r in ranges], m.difference_unit))


def level_text(n: Numbers, m: Measure, mix: str) -> str:
    """`31% (12–55)`, with its queries noted."""
    digits = _level_digits(n.comparison, m)
    _note(n, "levels", m, mix, digits)
    return range_text(level_range(n.comparison, m, mix), m.unit, n.lang, digits)


def difference_text(n: Numbers, m: Measure, mix: str) -> str:
    """`+4.2 (-1.0…+9.3)`, with its queries noted."""
    digits = _difference_digits(n.comparison, m)
    _note(n, "differences", m, mix, digits)
    return range_text(difference_range(n.comparison, m, mix), m.difference_unit, n.lang, digits, True)


def _note(n: Numbers, kind: Literal["levels", "differences"], m: Measure, mix: str, digits: int) -> None:
    unit, signed = (m.unit, False) if kind == "levels" else (m.difference_unit, True)
    parts: tuple[Part, ...] = ("p50", "p05", "p95")
    for part in parts:
        query = Query(kind, mix, m.indicator, m.group, m.year, part)
        value = ask(n.comparison, query)
        if value is not None:
            n.note(query, shown(value, unit, n.lang, digits, signed))


def level_cell(comparison: Comparison, m: Measure, mix: str, lang: str) -> Cell:
    """The level of a mix."""
    n = Numbers(comparison, lang)
    text = level_text(n, m, mix)
    return _cell(text, level_range(comparison, m, mix), m.unit, n)


def difference_cell(comparison: Comparison, m: Measure, mix: str, lang: str) -> Cell:
    """The paired difference of a mix to the baseline."""
    n = Numbers(comparison, lang)
    text = difference_text(n, m, mix)
    return _cell(text, difference_range(comparison, m, mix), m.difference_unit, n)


def both_cell(comparison: Comparison, m: Measure, mix: str, lang: str) -> Cell:
    """The level of a mix; on the second line its difference to the baseline, where there is one."""
    n = Numbers(comparison, lang)
    text = level_text(n, m, mix)
    second = difference_text(n, m, mix) if mix in others(comparison) else ""
    return _cell(text, level_range(comparison, m, mix), m.unit, n, second)


def chance_cell(comparison: Comparison, query: Query, lang: str) -> Cell:
    """A chance or a share of draws, in %."""
    n, value = Numbers(comparison, lang), ask(comparison, query)
    text = n.note(query, chance(value, lang))
    return Cell(text, None if value is None else 100.0 * value, asked=tuple(n.asked), mark="model")


def _cell(text: str, found: Range, unit: Unit, n: Numbers, second: str = "") -> Cell:
    low, middle, high = (None if value is None else SCALE[unit] * value for value in found)
    return Cell(text, middle, low, high, tuple(n.asked), "model", second)


def verdict(comparison: Comparison, m: Measure, mix: str) -> Verdict:
    """What the difference of a mix to the baseline says, at the digits in which it is shown."""
    found = difference_range(comparison, m, mix)
    if found.p05 is None or found.p95 is None:
        return "unknown"
    digits = _difference_digits(comparison, m)
    if all(round(SCALE[m.difference_unit] * end, digits) == 0.0 for end in (found.p05, found.p95)):
        return "nothing"
    return "higher" if found.p05 > 0.0 else "lower" if found.p95 < 0.0 else "unclear"
