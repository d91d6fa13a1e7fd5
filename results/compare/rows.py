"""What the table of a comparison shows: rows of numbers with their ranges, still without a language."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from experiments.compare import Comparison
from results.number_format import Unit
from results.queries import GOAL_SHARE, GOAL_YEAR, HEADLINE, Query, ask, baseline, difference_of, last_year, level_of
from results.ranged import Ranged
from simulation.indicator_rows import REACH

type Section = Literal[
    "who_moves", "all_firms", "paper", "endorsement", "small_firms", "government", "playing_field", "law", "reach"
]

#: Groups of firms by the stage in which they were when the mixes began to differ.
STARTED = ("started_laggard", "started_peloton", "started_leader")


@dataclass(frozen=True)
class MixCell:
    """One mix in one row: the level, and the paired difference to the baseline (None for the baseline)."""

    level: Ranged | float | None
    difference: Ranged | None = None


@dataclass
class CompareRow:
    """One line of the table: an indicator of a group in a year, for every mix.

    `key` names what is said of it; a row of chances has single numbers instead of ranges.
    """

    section: Section
    key: str
    indicator: str
    group: str
    year: int
    unit: Unit
    cells: dict[str, MixCell] = field(default_factory=dict[str, MixCell])


def compare_rows(comparison: Comparison) -> list[CompareRow]:
    """The rows of the table, in reading order; figures of the last year unless the row has another."""
    last = last_year(comparison)
    rows: list[CompareRow] = []
    for group in STARTED:
        rows.append(CompareRow("who_moves", group, "practice", f"{HEADLINE}_{group}", last, "share"))
    for group in STARTED:
        rows.append(CompareRow("all_firms", group, "practice", group, last, "share"))
    for indicator in ("practice", "five_elements", "reported", "paper_gap"):
        rows.append(CompareRow("paper", indicator, indicator, HEADLINE, last, "share"))
    for year in endorsement_years(comparison):
        rows.append(CompareRow("endorsement", "endorsement", "endorsement", HEADLINE, year, "share"))
        if year == GOAL_YEAR:
            rows.append(CompareRow("endorsement", "goal_in_year", "endorsement", HEADLINE, year, "share"))
    rows.append(CompareRow("endorsement", "goal_by_year", "endorsement", HEADLINE, last, "share"))
    for group in ("small", "micro"):
        rows.append(CompareRow("small_firms", f"share_{group}", "burden_share_turnover", group, last, "per_turnover"))
    for group in ("small", "micro"):
        rows.append(CompareRow("small_firms", f"passed_{group}", "indirect_burden_eur", group, last, "million_eur"))
    rows.append(CompareRow("government", "government_cost_eur", "government_cost_eur", "all", last, "million_eur"))
    rows.append(CompareRow("government", "supervisor_fte", "supervisor_fte", "all", last, "number"))
    for rivals in ("nl", "eu", "world"):
        name = f"playing_field_{rivals}"
        rows.append(CompareRow("playing_field", name, name, HEADLINE, last, "per_turnover"))
    rows.append(CompareRow("law", "law_binds", "reach_due_diligence_law_firms", HEADLINE, last, "share"))
    for name in REACH:
        rows.append(CompareRow("reach", f"reach_{name}", f"reach_{name}_firms", "all", last, "thousand"))
    for row in rows:
        row.cells = {mix: _cell(comparison, row, mix) for mix in comparison.mixes}
    return rows


def endorsement_years(comparison: Comparison) -> list[int]:
    """The year of the goal, where the run has it, and the last year."""
    years = comparison.summary.years
    return sorted({GOAL_YEAR, years[-1]}) if GOAL_YEAR in years else [years[-1]]


def chance_query(row: CompareRow, mix: str) -> Query | None:
    """The query behind a row of chances; None for other rows."""
    if row.key == "goal_in_year":
        return Query("draws", mix, "endorsement", HEADLINE, row.year, threshold=GOAL_SHARE)
    if row.key == "goal_by_year":
        return Query("reached", mix)
    if row.key == "law_binds":
        return Query("draws", mix, row.indicator, HEADLINE, row.year)
    return None


def _cell(comparison: Comparison, row: CompareRow, mix: str) -> MixCell:
    query = chance_query(row, mix)
    if query is not None:
        return MixCell(ask(comparison, query))
    where = (mix, row.indicator, row.group, row.year, row.unit)
    level = level_of(comparison, *where)
    if row.section == "reach" or mix == baseline(comparison):
        return MixCell(level)
    return MixCell(level, difference_of(comparison, *where))


class Chance(NamedTuple):
    """A column of the table of chances: what is compared, in which group, and whose size that matters it takes."""

    key: str
    indicator: str
    group: str
    sized: str


OBJECTIVES = (
    Chance("practice_laggards", "practice", f"{HEADLINE}_started_laggard", "practice_laggards"),
    Chance("practice_goal", "practice", HEADLINE, "practice"),
    Chance("five_elements", "five_elements", HEADLINE, "practice"),
    Chance("gap", "paper_gap", HEADLINE, "paper_gap"),
    Chance("endorsement", "endorsement", HEADLINE, "endorsement_2023"),
    Chance("small", "burden_share_turnover", "small", "burden_small"),
    Chance("government", "government_cost_eur", "all", "government_cost"),
    Chance("world", "playing_field_world", HEADLINE, "playing_field"),
)


def chance_rows(comparison: Comparison) -> list[tuple[str, str, list[float | None]]]:
    """(mix, other, chance that mix comes out above other by the size that matters, for each of OBJECTIVES).

    Every pair once, the later one in the order of the comparison first.
    """
    mixes = comparison.mixes
    pairs = [(mix, other) for n, mix in enumerate(mixes) for other in mixes[:n]]
    sizes, year = comparison.sizes, last_year(comparison)

    def query(mix: str, other: str, o: Chance) -> Query:
        return Query("exceeds", mix, o.indicator, o.group, year, other=other, threshold=sizes[o.sized])

    return [(mix, other, [ask(comparison, query(mix, other, o)) for o in OBJECTIVES]) for mix, other in pairs]
