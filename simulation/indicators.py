"""From recorded cells to the indicators and groups of the contract (docs/indicators.md has every formula).

Undefined is NaN here, and null in every file.
"""

from collections.abc import Sequence

import numpy as np

from simulation.columns import Floats, Integers
from simulation.compiled import loop, rule
from simulation.domains import indicator_domain
from simulation.indicator_rows import INDICATORS, REACH, ROWS, SUMS, of_kind
from simulation.problems import InputProblem
from simulation.quarter.record import REACH_FIRMS, REACH_TURNOVER, WIDTH, Record
from simulation.state import EURO_SCALE, GOVERNMENT_ACCOUNTS, SHARE_SCALE
from simulation.vocabulary import FIRST_YEAR, SECTORS

_SECTORS = len(SECTORS)

#: Groups of firms, in the order of the table's second axis.
GROUPS = (
    "all", "goal90", "large", "medium", "small", "micro",
    "started_laggard", "started_peloton", "started_leader", "with_initiative", "without_initiative",
    "in_scope", "out_of_scope", *(f"sector:{name}" for name in SECTORS),
    "goal90_started_laggard", "goal90_started_peloton", "goal90_started_leader",
)  # fmt: skip

_FIRST_SECTOR, _GOAL_STARTED = GROUPS.index(f"sector:{SECTORS[0]}"), GROUPS.index("goal90_started_laggard")
_DOMAINS = tuple(indicator_domain(name, ROWS[name].unit) for name in INDICATORS)
#: Ends of the domain of each indicator.
LOWS, HIGHS = np.array([d.low for d in _DOMAINS]), np.array([d.high for d in _DOMAINS])
#: What rounding to whole numbers of SHARE_SCALE may add to a share.
_ROUNDING = 1e-5


class OutsideDefinition(InputProblem, ArithmeticError):
    """An indicator of a run is what by its definition it cannot be: the run is a failed one."""


@rule
def add(group: Integers, sums: Integers) -> None:
    """Add these sums (WIDTH,) to those of a group."""
    for w in range(len(sums)):
        group[w] += sums[w]


@loop
def group_sums(place: Integers, sums: Integers, has_initiative: Integers, result: Integers) -> None:
    """Fill the groups (GROUPS, WIDTH), nought so far, with the sums of the cells of a year; int64.

    `place` (CELLS,) is one more than the row of a cell in `sums` (rows, WIDTH), 0 for a cell without firms;
    `has_initiative` (14,) is 1 for sectors with a sector initiative at the branch.
    """
    for cell in range(len(place)):
        if place[cell] == 0:
            continue
        scope, rest = cell % 2, cell // 2
        started, rest = rest % 3, rest // 3
        sector, group = rest % _SECTORS, rest // _SECTORS
        size, goal = group // 2, group % 2
        found = sums[place[cell] - 1]
        add(result[5 - size], found)  # micro to large
        add(result[6 + started], found)
        add(result[_FIRST_SECTOR + sector], found)
        if scope:
            add(result[11], found)
        if goal:
            add(result[_GOAL_STARTED + started], found)
    # what is made of other groups is added up from them, which takes half the time
    for group in range(2, 6):
        add(result[0], result[group])
        add(result[12], result[group])
    for w in range(sums.shape[1]):
        result[12, w] -= result[11, w]
    for started in range(3):
        add(result[1], result[_GOAL_STARTED + started])
    for sector in range(_SECTORS):
        add(result[9 if has_initiative[sector] else 10], result[_FIRST_SECTOR + sector])


def indicator_table(
    record: Record, accounts: Integers, has_initiative: Integers, years: Sequence[int], branch: int = 0
) -> Floats:
    """Indicators (years, GROUPS, INDICATORS) float64 of the given years, NaN where undefined.

    `record` and `accounts` (Y, accounts + 1) int64 as recorded by a run; `years` are indices since 2012;
    `has_initiative` (14,) by sector; in years that end before quarter `branch`, when starting stages are fixed, the
    groups by starting stage are undefined. Raises OutsideDefinition, which names
    the indicator, for a number that its definition does not allow.
    """
    sums = np.zeros((len(years), len(GROUPS), WIDTH), np.int64)
    for n, year in enumerate(years):
        group_sums(record.place[year], record.sums, has_initiative, sums[n])
    firms = sums[:, :, 0] / SHARE_SCALE
    weight = np.where(firms > 0, firms, np.nan)
    table = np.full((len(years), len(GROUPS), len(INDICATORS)), np.nan)

    def put(name: str, values: Floats) -> None:
        table[:, :, INDICATORS.index(name)] = values

    def of(name: str) -> Integers:
        return sums[:, :, SUMS.index(name)]

    for name in of_kind("mean"):
        put(name, of(name) / SHARE_SCALE / weight)
    for name in of_kind("total"):
        put(name, np.where(firms > 0, of(name) / EURO_SCALE, np.nan))
    for name in of_kind("ratio"):
        top, bottom = ROWS[name].sums
        below = of(bottom)
        put(name, np.where(below > 0, of(top) / np.where(below > 0, below, 1), np.nan))
    put("firms", firms)
    turnover = np.where(of("turnover_eur") > 0, of("turnover_eur"), np.nan)
    for r, name in enumerate(REACH):
        put(f"reach_{name}_firms", np.where(firms > 0, sums[:, :, REACH_FIRMS + r] / SHARE_SCALE, np.nan))
        put(f"reach_{name}_market_share", sums[:, :, REACH_TURNOVER + r] / turnover)
    spent = accounts[list(years)] / EURO_SCALE
    for a, name in enumerate(GOVERNMENT_ACCOUNTS):
        table[:, 0, INDICATORS.index(f"government_cost_{name}_eur")] = spent[:, a]
    table[:, 0, INDICATORS.index("government_cost_eur")] = spent[:, :-1].sum(axis=1)
    table[:, 0, INDICATORS.index("supervisor_fte")] = accounts[list(years), -1] / SHARE_SCALE
    started = [n for n, group in enumerate(GROUPS) if "started" in group]
    for n, year in enumerate(years):
        if year * 4 + 3 < branch:
            table[n, started] = np.nan
    _refuse_outside(table, years)
    return table


def _refuse_outside(table: Floats, years: Sequence[int]) -> None:
    outside = (table < LOWS - _ROUNDING) | (table > HIGHS + _ROUNDING) | np.isinf(table)
    if outside.any():
        n, g, i = (int(place[0]) for place in np.nonzero(outside))
        where = f"{INDICATORS[i]}, {GROUPS[g]}, {FIRST_YEAR + years[n]}"
        line = _DOMAINS[i].problem(where, float(table[n, g, i]))
        raise OutsideDefinition(line.message, **line.fields)
