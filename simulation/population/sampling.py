"""Which firms a sample holds, and what each stands for.

One order of all firms is made once; a sample of N is its first N firms, so a smaller sample is nested in
a larger one. The order starts with firms that together touch every cell that must not stay empty, then
mixes goal firms and others so that all goal firms are in at N = 1,400, then goes on with the others.
Within a stratum the lowest random priority comes first, and strata take turns by the divisor method of
Webster (the k-th firm of a stratum has key (k - 1/2) / size), which never takes a seat back as N grows.
"""

from functools import lru_cache
from typing import Any

import numpy as np

from simulation.population.data_files import Values
from simulation.population.master import master_list
from simulation.population.raking import rake
from simulation.population.tables import GOAL_ONE_TO_ONE_FROM, LETTERS, STATUSES, Floats, Integers, read_only
from simulation.vocabulary import SECTORS, Size

#: Weights lie on this grid, so that their sum is exact in any order.
WEIGHT_GRID = 2.0**-20

#: Factor by size on the key of a stratum's first firm: small strata come in early, so margins can be met;
#: large firms outside the goal first, for their cells are tiny and stand apart from N = 1,400 on.
FIRST_OF_STRATUM = np.array([0.1, 0.1, 0.1, 0.02])

_SIZES, _KINDS = len(Size), len(STATUSES)


@lru_cache(maxsize=1)
def strata() -> tuple[Integers, Integers]:
    """Stratum of each firm, shape (406,000,), and the codes of the strata, shape (strata, 5).

    Columns of codes: section, sector, size, status, goal. Strata are the combinations that occur.
    """
    firm = master_list()
    key = firm["sbi"]
    numbers = {"sector": len(SECTORS), "size": _SIZES, "trade_status": _KINDS, "goal90": 2}
    for column, number in numbers.items():
        key = key * number + firm[column]
    occurring = np.flatnonzero(np.bincount(key))
    place = np.full(int(occurring[-1]) + 1, -1, np.int64)
    place[occurring] = np.arange(occurring.size)
    codes = np.zeros((occurring.size, 5), np.int64)
    rest = occurring
    for column, number in ((4, 2), (3, _KINDS), (2, _SIZES), (1, len(SECTORS)), (0, len(LETTERS))):
        codes[:, column], rest = rest % number, rest // number
    return place[key], codes


def categories(codes: Integers) -> dict[str, Integers]:
    """Margin category of each stratum: section x size, status x group, sector x size."""
    letter, sector, size, status, goal = codes.T
    group = (size == Size.LARGE).astype(np.int64)
    return {
        "section_size": letter * _SIZES + size,
        "status_group": group * _KINDS + status,
        "sector_size": sector * _SIZES + size,
        "goal": goal,
    }


def _first_strata(codes: Integers, count: Integers) -> list[int]:
    """Strata that together touch every cell that no sample may leave empty, chosen greedily.

    Cells: section x size, sector x size, size x status, and the goal. Among strata that touch equally
    many missing cells, the status that is furthest behind its share of firms goes first, so that small
    samples can meet the status margin too; then the larger stratum, then the first.
    """
    part = categories(codes)
    size_status = codes[:, 2] * _KINDS + codes[:, 3]
    families = (part["section_size"], part["sector_size"], size_status, part["goal"])
    touch = np.column_stack([family + 100 * i for i, family in enumerate(families)])
    section_firms = np.bincount(part["section_size"], count)[part["section_size"]]
    behind = np.bincount(part["status_group"], count)
    missing = np.zeros(100 * len(families), np.bool_)
    missing[touch] = True
    chosen: list[int] = []
    while missing.any():
        gain = missing[touch].sum(axis=1)
        best = int(np.lexsort((-count, -behind[part["status_group"]], -gain))[0])
        missing[touch[best]] = False
        behind[part["status_group"][best]] -= section_firms[best]
        chosen.append(best)
    return chosen


def _ranks(stratum: Integers, priority: Floats, number: int) -> Integers:
    """Place of each firm within its stratum by priority, from zero."""
    order = np.lexsort((priority, stratum))
    start = np.concatenate(([0], np.cumsum(np.bincount(stratum, minlength=number))[:-1]))
    ranks = np.zeros(stratum.size, np.int64)
    ranks[order] = np.arange(stratum.size) - start[stratum[order]]
    return ranks


@lru_cache(maxsize=1)
def sampling_order() -> Integers:
    """Rows of the master list in the order in which samples take them, shape (406,000,)."""
    firm = master_list()
    stratum, codes = strata()
    count = np.bincount(stratum)
    ranks = _ranks(stratum, firm["priority"], count.size)
    first_strata = np.array(_first_strata(codes, count))
    # the firm with the lowest priority of each chosen stratum
    leading = np.flatnonzero(ranks == 0)
    place = np.full(count.size, -1, np.int64)
    place[stratum[leading]] = leading
    first = place[first_strata]

    boost = Values("traits.yaml").by_size("sampling_boost")
    key = (ranks + 0.5) / (count * boost[codes[:, 2]])[stratum]
    key *= np.where(ranks == 0, FIRST_OF_STRATUM[firm["size"]], 1.0)
    key[first] = -1.0
    order = np.argsort(key, kind="stable")[first.size :]
    goal = order[firm["goal90"][order] == 1]
    others = order[firm["goal90"][order] == 0]
    early = max(0, GOAL_ONE_TO_ONE_FROM - first.size - goal.size)
    moment_goal = (np.arange(goal.size) + 0.5) / goal.size
    moment_early = (np.arange(early) + 0.5) / early
    moment = np.concatenate([moment_goal, moment_early, 2.0 + np.arange(others.size - early)])
    rest = np.concatenate([goal, others])[np.argsort(moment, kind="stable")]
    result = np.concatenate([first, rest])
    read_only(result)
    return result


def _stratum_weights(present: Integers, one_to_one: bool) -> Floats:
    """Weight of an agent per stratum (zero where none is present), shape (strata,).

    present: agents per stratum. Strata without agents hand their firms to the margins that they belong
    to: raking first also to sector x size, at last to the contract's margins alone, which then hold.
    """
    stratum, codes = strata()
    firms = np.bincount(stratum).astype(np.float64)
    agents = present.astype(np.float64)
    part = categories(codes)
    goal = part.pop("goal")
    free = (present > 0) & ~(one_to_one & (goal == 1))
    targets = np.where(one_to_one & (goal == 1), 0.0, firms)
    weights = np.zeros(firms.size)
    weights[free] = firms[free] / agents[free]
    margins: dict[str, Any] = {
        name: (category[free], np.bincount(category, targets)) for name, category in part.items()
    }
    if not one_to_one:
        margins = {"goal": (goal[free], np.bincount(goal, targets)), **margins}
    fitted = rake(weights[free], [margins.pop("sector_size"), *margins.values()], agents[free], sweeps=30)
    weights[free] = rake(fitted, list(margins.values()), agents[free], sweeps=500)
    weights[one_to_one & (goal == 1)] = 1.0
    return weights


def sample_rows(number: int) -> Integers:
    """Rows of the master list in a sample of `number` firms, sorted."""
    return np.sort(sampling_order()[:number])


def sample_weights(chosen: Integers) -> Floats:
    """Weight of each chosen firm, shape (N,); multiples of `WEIGHT_GRID` that sum to 406,000 exactly."""
    stratum, _ = strata()
    one_to_one = chosen.size >= GOAL_ONE_TO_ONE_FROM
    present = np.bincount(stratum[chosen], minlength=int(stratum.max()) + 1)
    weights = _stratum_weights(present, one_to_one)[stratum[chosen]]
    steps = np.floor(weights / WEIGHT_GRID + 0.5).astype(np.int64)
    wanted = round(stratum.size / WEIGHT_GRID)
    # what rounding left over goes, one step each, to the heaviest agents
    left = wanted - int(steps.sum())
    each, more = divmod(abs(left), chosen.size)
    share = np.full(chosen.size, each, np.int64)
    share[np.argsort(-steps, kind="stable")[:more]] += 1
    steps += share if left > 0 else -share
    return steps.astype(np.float64) * WEIGHT_GRID
