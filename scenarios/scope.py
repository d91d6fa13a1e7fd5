"""Who falls under a law: membership per agent, and counts of firms as ranges."""

import threading
from dataclasses import dataclass, field
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from scenarios.scope_format import FirmTest
from scenarios.shelf import HERE
from scenarios.shipped import load_law
from simulation.population import (
    GroupCount,
    Population,
    Reading,
    count_groups,
    load_groups,
    load_population,
    read_groups,
)
from simulation.safe_yaml import read_yaml
from simulation.schedule import ScopeTest
from simulation.vocabulary import SECTORS, Size

#: Firms in the size class `Size.LARGE` have at least so many working persons (P-D1).
LARGE_FROM = 250


class PopulationColumns(Protocol):
    """The columns of a population that scope tests read, one row per agent."""

    @property
    def sector(self) -> NDArray[np.int64]:
        """Index in `SECTORS`."""
        ...

    @property
    def size(self) -> NDArray[np.int64]:
        """`Size`."""
        ...

    @property
    def employees(self) -> NDArray[np.float64]:
        """Working persons."""
        ...

    @property
    def turnover_eur(self) -> NDArray[np.float64]:
        """Euro a year."""
        ...

    @property
    def assets_eur(self) -> NDArray[np.float64]:
        """Euro."""
        ...

    @property
    def public_interest(self) -> NDArray[np.uint8]:
        """0/1."""
        ...

    @property
    def sells_to_consumers(self) -> NDArray[np.uint8]:
        """0/1."""
        ...

    @property
    def import_share(self) -> NDArray[np.float64]:
        """Share of purchases from producing regions."""
        ...

    @property
    def weight(self) -> NDArray[np.float64]:
        """Firms that the agent stands for."""
        ...


def scope_bits(tests: tuple[ScopeTest, ...], population: PopulationColumns) -> NDArray[np.int64]:
    """(N,) bit i set when the agent passes test i: what the world reads of scopes."""
    bits = np.zeros(population.employees.shape[0], np.int64)
    for place, test in enumerate(tests):
        bits |= test.members(population).astype(np.int64) << place
    return bits


@dataclass(frozen=True)
class FirmCount:
    """A count of firms: lowest, central and highest reading."""

    low: float
    central: float
    high: float


@dataclass(frozen=True)
class ScopeCount:
    """How many firms pass a scope test.

    total, by_size (class name) and by_sector (sector id) count firms that trade abroad; readings: the
    total under each reading of the test (names such as `strictly_more`, S-003). outside: firms that do
    not trade abroad but fall under the test too; None when that cannot be established (P-B7, P-B17).
    groups: for a test of worldwide groups, the Dutch groups that pass; the total also has firms below a foreign
    parent, or without a known group, that pass on their own.
    """

    test: ScopeTest
    total: FirmCount
    by_size: dict[str, FirmCount]
    by_sector: dict[str, FirmCount]
    readings: dict[str, float] = field(default_factory=lambda: {})
    outside: FirmCount | None = None
    groups: GroupCount | None = None


@lru_cache(maxsize=1)
def uncertainty() -> dict[str, float]:
    """The numbers of scope_uncertainty.yaml by name."""
    content = read_yaml(HERE / "scope_uncertainty.yaml")
    return {name: float(part["value"]) for name, part in content.items() if name != "format"}


def count_scope(test: ScopeTest, population: PopulationColumns) -> ScopeCount:
    """Firms under a test, as ranges over its readings (>= or >, AND or OR, S-003), over thresholds in
    euro that are read lower and higher, and over sampling (5-95)."""
    factor = uncertainty()["money_factor"]
    read = [(name, reading, population) for name, reading in test.readings(factor).items()]
    groups = None
    if test.reads_groups and isinstance(population, Population):
        groups = count_groups(lambda employees, turnover: test.members(_as_firms(employees, turnover)))
        read.append(("groups_low", test, read_groups(population, Reading.LOW, 1.0 / factor)))
        read.append(("groups_high", test, read_groups(population, Reading.HIGH, factor)))
    cells = population.sector * len(Size) + population.size
    weight = population.weight
    # An agent of weight w stands for w firms, of which w - 1 were not looked at.
    unseen = None if bool(np.all(weight == 1.0)) else weight * np.maximum(0.0, weight - 1.0)
    counts, variances = dict[str, NDArray[np.float64]](), dict[str, NDArray[np.float64]]()
    for name, reading, firms in read:
        inside = np.flatnonzero(reading.members(firms))
        counts[name] = _by_cell(cells[inside], weight[inside])
        variances[name] = np.zeros_like(counts[name]) if unseen is None else _by_cell(cells[inside], unseen[inside])
    total = _range(counts, variances, ())
    return ScopeCount(
        test,
        total,
        {size.name.lower(): _range(counts, variances, (slice(None), size)) for size in Size},
        {name: _range(counts, variances, (place,)) for place, name in enumerate(SECTORS)},
        {name: float(found.sum()) for name, found in counts.items()},
        _outside(test, total),
        groups,
    )


def _as_firms(employees: NDArray[np.int64], turnover_eur: NDArray[np.float64]) -> Any:
    """Groups as `ScopeTest.members` reads firms; they may be anything that size does not decide."""
    anything = np.ones(employees.size)
    columns = dict.fromkeys(("public_interest", "sells_to_consumers", "import_share"), anything)
    groups = load_groups()
    return SimpleNamespace(
        employees=employees,
        turnover_eur=turnover_eur,
        assets_eur=np.zeros(employees.size),
        sector=groups.sector,
        listed=groups.listed,
        **columns,
    )


def _by_cell(cells: NDArray[np.int64], amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """(sectors, sizes) sums of amounts."""
    shape = len(SECTORS), len(Size)
    return np.bincount(cells, weights=amounts, minlength=shape[0] * shape[1]).reshape(shape)


_LOCK = threading.Lock()
_EVERYONE: list[Population] = []


def everyone() -> Population:
    """All firms that trade abroad; takes some seconds the first time, and nothing afterwards."""
    with _LOCK:
        if not _EVERYONE:
            _EVERYONE.append(load_population("full"))
        return _EVERYONE[0]


def is_loaded() -> bool:
    """Whether `everyone` is in memory, so that counting takes a moment."""
    return bool(_EVERYONE)


def count_law(law_id: str, population: PopulationColumns) -> list[tuple[int, ScopeCount]]:
    """(quarters after coming into force, count) for each phase of a shipped law. Raises InputProblem."""
    return [(phase.after_quarters, count_scope(phase.test(), population)) for phase in load_law(law_id).scope]


def counts_of_groups(law_id: str) -> list[FirmCount]:
    """Firms that pass a test on whole groups of a shipped law to which its file holds nobody of the world.

    Only where a firm with its seat in the Netherlands can pass; equal tests of several phases once.
    """
    tests = [test for phase in load_law(law_id).scope for test in (phase, *phase.tests)]
    found = [
        FirmTest.model_validate(test.model_dump(include=set(FirmTest.model_fields), exclude={"in_model"})).test()
        for test in tests
        if test.counts == "group_worldwide" and test.in_model is not None and test.in_model.nobody
        if not test.established or {"NL", "EU"} & {*test.established}
    ]
    return [count_scope(test, everyone()).total for test in dict.fromkeys(found)]


def _range(
    counts: dict[str, NDArray[np.float64]], variances: dict[str, NDArray[np.float64]], part: tuple[Any, ...]
) -> FirmCount:
    ends: list[float] = []
    deviations = uncertainty()["sampling_deviations"]
    for name, count in counts.items():
        found, spread = float(count[part].sum()), deviations * float(np.sqrt(variances[name][part].sum()))
        ends += [max(0.0, found - spread), found + spread]
    return FirmCount(min(ends), float(counts["as_given"][part].sum()), max(ends))


def _outside(test: ScopeTest, total: FirmCount) -> FirmCount | None:
    """Firms without foreign trade under the test: known for importers (none) and large firms (P-D6)."""
    if test.imports or test.nobody:
        return FirmCount(0.0, 0.0, 0.0)
    if not holds_only_large(test):
        return None
    share = uncertainty()["large_without_trade"]
    return FirmCount(0.0, total.central * share / (1.0 - share), total.high * share / (1.0 - share))


def holds_only_large(test: ScopeTest) -> bool:
    """Whether only firms of the large size class can pass."""
    if (test.minimum_employees or 0.0) >= LARGE_FROM and test.needed is None and not test.group:
        return True
    if not test.parts:
        return False
    large = [holds_only_large(part) for part in test.parts]
    return any(large) if test.parts_needed is None else all(large)
