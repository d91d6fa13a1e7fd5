"""Numbers of a comparison as cells and as parts of sentences: text, range, value for Excel, and their queries."""

from typing import Literal, NamedTuple

from experiments.compare import Comparison
from results.blocks import Cell
from results.compare.by_objective import size_of
from results.compare.rows import CompareRow
from results.compare.text import row_label
from results.number_format import SCALE, Unit, chance
from results.queries import Query, ask, difference_of, level_of, others
from results.ranged import Ranged
from results.traced import Numbers, difference, level

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


def measure_of(row: CompareRow, lang: str) -> Measure:
    """A row of the table of a comparison as a measure."""
    return Measure(row_label(row, lang), row.indicator, row.group, row.unit, row.year)


def level_range(comparison: Comparison, m: Measure, mix: str) -> Ranged:
    """The level with its range."""
    return level_of(comparison, mix, m.indicator, m.group, m.year, m.unit)


def difference_range(comparison: Comparison, m: Measure, mix: str) -> Ranged:
    """The paired difference to the baseline with its range."""
    return difference_of(comparison, mix, m.indicator, m.group, m.year, m.unit)


def level_text(n: Numbers, m: Measure, mix: str) -> str:
    """`31% (12 to 55)`, with its queries noted."""
    return level(n, mix, m.indicator, m.group, m.year, m.unit)


def difference_text(n: Numbers, m: Measure, mix: str) -> str:
    """`+4.2 (−1.0 to +9.3)`, with its queries noted."""
    return difference(n, mix, m.indicator, m.group, m.year, m.unit)


def level_cell(comparison: Comparison, m: Measure, mix: str, lang: str) -> Cell:
    """The level of a mix."""
    n = Numbers(comparison, lang)
    text = level_text(n, m, mix)
    return _cell(text, level_range(comparison, m, mix), n)


def difference_cell(comparison: Comparison, m: Measure, mix: str, lang: str) -> Cell:
    """The paired difference of a mix to the baseline."""
    n = Numbers(comparison, lang)
    text = difference_text(n, m, mix)
    return _cell(text, difference_range(comparison, m, mix), n)


def both_cell(comparison: Comparison, m: Measure, mix: str, lang: str) -> Cell:
    """The level of a mix; on the second line its difference to the baseline, where there is one."""
    n = Numbers(comparison, lang)
    text = level_text(n, m, mix)
    second = difference_text(n, m, mix) if mix in others(comparison) else ""
    return _cell(text, level_range(comparison, m, mix), n, second)


def query_that_matters(comparison: Comparison, m: Measure, mix: str) -> Query | None:
    """The chance of a difference of at least the size that matters, the way of its middle; None without a size."""
    size = size_of(comparison, m.indicator)
    if size is None:
        return None
    is_lower = (difference_range(comparison, m, mix).p50 or 0.0) < 0.0
    return Query("exceeds", mix, m.indicator, m.group, m.year, threshold=-size if is_lower else size)


def chance_cell(comparison: Comparison, query: Query, lang: str) -> Cell:
    """A chance or a share of draws, in %."""
    n, value = Numbers(comparison, lang), ask(comparison, query)
    text = n.note(query, chance(value, lang))
    return Cell(text, None if value is None else 100.0 * value, asked=tuple(n.asked), mark="model")


def _cell(text: str, found: Ranged, n: Numbers, second: str = "") -> Cell:
    low, middle, high = found.scaled
    return Cell(text, middle, low, high, tuple(n.asked), "model", second)


def verdict(comparison: Comparison, m: Measure, mix: str) -> Verdict:
    """What the difference of a mix to the baseline says, at the digits in which it is shown."""
    found = difference_range(comparison, m, mix)
    if found.p05 is None or found.p95 is None:
        return "unknown"
    if all(round(SCALE[found.unit] * end, found.decimals) == 0.0 for end in (found.p05, found.p95)):
        return "nothing"
    return "higher" if found.p05 > 0.0 else "lower" if found.p95 < 0.0 else "unclear"
