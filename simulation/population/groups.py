"""Groups of firms under one ultimate parent, worldwide: a sourced list of the largest, and a model of the rest.

Laws that count worldwide groups hold parents by employees and turnover that firms in the Netherlands do not show.
`data/largest_groups.csv` names the largest (N-G1 … N-G87) and is the floor. What the 500 largest groups with head
office here have together (N-G86), less what the list has, is spread over the groups that the list does not name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.compiled import loop
from simulation.elementary import exp, log
from simulation.population.data_files import Values, rows
from simulation.population.tables import Floats, Integers, fingerprint_of, read_only
from simulation.population.traits import spread_factor
from simulation.vocabulary import SECTORS

LIST, ASSUMPTIONS = "largest_groups.csv", "group_assumptions.yaml"
type Booleans = NDArray[np.bool_]

#: Steps of a bisection: more would not change a float64.
_STEPS = 80
#: Places of the unlisted groups in the spread of turnover per person: multiples of the golden ratio fill it evenly.
_GOLDEN = 0.6180339887498949


class Reading(IntEnum):
    """How figures of groups are read: what must be so, the best guess, what may be so."""

    LOW, CENTRAL, HIGH = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Groups:
    """G groups; the row is the group's id. Arrays of shape (G, 3) have a column per `Reading`; all are read-only.

    LOW holds only groups of the list whose control is not in doubt, with recalled figures read lower. HIGH also
    counts those with a Dutch seat below a parent abroad, as if they were on their own.
    """

    #: id in the list; unlisted-1 ... for groups that the model adds, largest first
    name: tuple[str, ...]
    #: (G,) whether the group is in the list, and whether both its figures were read in a source and control is sure
    in_list: Booleans
    is_read: Booleans
    #: (G,) index in `vocabulary.SECTORS`; -1 for groups that the model adds
    sector: Integers
    #: (G,) legal form of the parent as the list has it: nv, bv, se, cooperative, mutual, ltd, foreign; "" if unknown
    legal_form: tuple[str, ...]
    #: (G,) shares of the parent are on an exchange; its main establishment is outside the Netherlands
    listed: Booleans
    managed_abroad: Booleans
    #: (G,) employees in the Netherlands, -1 where not known
    employees_in_netherlands: Integers
    #: (G, 3) worldwide: employees (heads or full-time posts, as published), net turnover in euro a year
    employees: Integers
    turnover_eur: Floats
    #: (G, 3) whether its ultimate parent is Dutch: Dutch law holds it as a group
    dutch: Booleans
    #: sha256 over all columns
    fingerprint: str

    def __len__(self) -> int:
        """The number of groups."""
        return len(self.name)


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many Dutch groups pass a test of size.

    in_sources: both figures read in a source and control sure; in_list: the list alone, recalled figures as they
    are; low, central, high: the range. in_sources is never above low, in_list never above central.
    """

    in_sources: int
    in_list: int
    low: int
    central: int
    high: int


@loop
def _fill_unlisted(largest: float, sum_turnover: float, sum_employees: float, spread: float, found: Any) -> None:
    """Fill rows of found, shape (n, 2): turnover falls with rank by a power, both columns have the sums asked."""
    low, high, total = 0.0, 4.0, 0.0
    for _ in range(_STEPS):
        power, total = 0.5 * (low + high), 0.0
        for rank in range(len(found)):
            found[rank, 0] = largest * exp(-power * log(rank + 1.0))
            total += found[rank, 0]
        if total > sum_turnover:
            low = power
        else:
            high = power
    total = 0.0
    for rank in range(len(found)):
        place = (rank + 1) * _GOLDEN
        found[rank, 1] = found[rank, 0] / spread_factor(place - np.floor(place), spread)
        total += found[rank, 1]
    for rank in range(len(found)):
        found[rank, 0] = np.floor(found[rank, 0])
        found[rank, 1] = np.floor(found[rank, 1] * sum_employees / total)


def _listed(values: Values) -> dict[str, Any]:
    """Columns of the groups in the list, as `Groups` has them."""
    table, margin = rows(LIST), values.number("recalled_margin")

    def flags(passes: Callable[[dict[str, str]], bool]) -> Booleans:
        return np.array([passes(row) for row in table], np.bool_)

    def figures(name: str, figure: str) -> Floats:
        central = np.array([float(row[figure]) for row in table])
        recalled = flags(lambda row: row[f"{name}_grade"] != "measured")
        more = recalled | flags(lambda row: row[f"{name}_bound"] == "at_least")
        return np.column_stack([np.where(recalled, central / margin, central), central,
                                np.where(more, central * margin, central)])  # fmt: skip

    sure = flags(lambda row: row["control_sure"] == "1")
    counted = flags(lambda row: row["counted"] == "1")
    dutch = counted & flags(lambda row: row["ultimate_parent"] == "NL")
    seated_here = counted & flags(lambda row: row["registered_office"] == "NL")
    measured = flags(lambda row: row["employees_grade"] == row["turnover_grade"] == "measured")
    return {
        "name": tuple(row["id"] for row in table),
        "in_list": np.ones(len(table), np.bool_),
        "is_read": measured & sure,
        "sector": np.array([SECTORS.index(row["sector"]) for row in table]),
        "legal_form": tuple(row["legal_form"] for row in table),
        "listed": flags(lambda row: row["listed"] == "1"),
        "managed_abroad": flags(lambda row: row["main_establishment"] != "NL"),
        "employees_in_netherlands": np.array([int(row["employees_in_netherlands"] or -1) for row in table]),
        "employees": np.floor(figures("employees", "employees")).astype(np.int64),
        "turnover_eur": np.floor(figures("turnover", "turnover_eur_million") * 1e6),
        "dutch": np.column_stack([dutch & sure, dutch, dutch | seated_here]),
    }


def _unlisted(values: Values, listed: dict[str, Any]) -> dict[str, Any]:
    """Columns of the groups that the frame has and the list does not name."""
    # the frame: seated in the Netherlands and led from here, whoever the owner is
    inside = listed["dutch"][:, Reading.HIGH] & ~listed["managed_abroad"]
    number = int(values.number("frame_groups")) - int(inside.sum())
    left_turnover = values.number("frame_turnover_eur") - float(listed["turnover_eur"][inside, Reading.CENTRAL].sum())
    left_employees = values.number("frame_employees") - float(listed["employees"][inside, Reading.CENTRAL].sum())
    spread = Values("traits.yaml").number("turnover_spread")
    largest, more = (
        values.listed(name, ("central", "high")) for name in ("largest_unlisted_turnover_eur", "unlisted_more")
    )
    employees, turnover = np.zeros((number, 3), np.int64), np.zeros((number, 3))
    for place, reading in enumerate((Reading.CENTRAL, Reading.HIGH)):
        found = np.zeros((number, 2))
        _fill_unlisted(largest[place], more[place] * left_turnover, more[place] * left_employees, spread, found)
        turnover[:, reading], employees[:, reading] = found[:, 0], found[:, 1].astype(np.int64)
    never, always = np.zeros(number, np.bool_), np.ones(number, np.bool_)
    return {
        "name": tuple(f"unlisted-{rank + 1}" for rank in range(number)),
        "in_list": never,
        "is_read": never,
        "sector": np.full(number, -1),
        "legal_form": ("",) * number,
        "listed": never,
        "managed_abroad": never,
        "employees_in_netherlands": np.full(number, -1),
        "employees": employees,
        "turnover_eur": turnover,
        "dutch": np.column_stack([never, always, always]),
    }


@lru_cache(maxsize=1)
def load_groups() -> Groups:
    """The list, then the groups that the model adds. The same on every machine."""
    values = Values(ASSUMPTIONS)
    listed = _listed(values)
    unlisted = _unlisted(values, listed)
    columns: dict[str, Any] = {}
    for name, had in listed.items():
        more = unlisted[name]
        columns[name] = had + more if isinstance(had, tuple) else np.concatenate([had, more])
    arrays = {name: column for name, column in columns.items() if not isinstance(column, tuple)}
    for column in arrays.values():
        read_only(column)
    words = repr((columns["name"], columns["legal_form"])) + fingerprint_of(arrays)
    return Groups(**columns, fingerprint=sha256(words.encode()).hexdigest())


def count_groups(passes: Callable[[Integers, Floats], Booleans]) -> GroupCount:
    """Dutch groups that pass a test of size, as a range.

    passes: from worldwide employees and net turnover in euro, both (G,), to whether each group passes, (G,). It must
    pass a group that is larger than one that it passes, as thresholds of size do; else the range has no order.
    """
    groups = load_groups()
    inside = np.column_stack(
        [passes(groups.employees[:, r], groups.turnover_eur[:, r]) & groups.dutch[:, r] for r in Reading]
    )
    low, central, high = (int(inside[:, reading].sum()) for reading in Reading)
    certain = inside[:, Reading.CENTRAL]
    return GroupCount(int((certain & groups.is_read).sum()), int((certain & groups.in_list).sum()), low, central, high)
