"""Who falls under a law: membership per agent, and counts of firms as ranges."""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scenarios.shipped import HERE, load_law
from simulation.safe_yaml import read_yaml
from simulation.schedule import ScopeTest
from simulation.vocabulary import SECTORS, Size

#: Firms in the size class `Size.LARGE` have at least so many working persons (P-D1).
LARGE_FROM = 250


class Firms(Protocol):
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


def scope_members(test: ScopeTest, population: Firms) -> NDArray[np.bool_]:
    """(N,) whether each agent passes the test (`ScopeTest` says how its parts combine)."""
    inside = np.ones(population.employees.shape[0], np.bool_)
    sizes = _size_tests(test, population)
    if sizes:
        passed = np.sum(sizes, axis=0)
        inside &= passed >= (len(sizes) if test.needed is None else test.needed)
    if test.public_interest:
        inside &= population.public_interest > 0
    if test.sells_to_consumers:
        inside &= population.sells_to_consumers > 0
    if test.imports:
        inside &= population.import_share > 0
    if test.sectors:
        inside &= np.isin(population.sector, [SECTORS.index(name) for name in test.sectors])
    return inside


def _size_tests(test: ScopeTest, population: Firms) -> list[NDArray[np.bool_]]:
    def passes(values: NDArray[np.float64], threshold: float) -> NDArray[np.bool_]:
        return values > threshold if test.strictly_more else values >= threshold

    employees, turnover, assets = test.minimum_employees, test.minimum_turnover_eur, test.minimum_assets_eur
    found = [] if employees is None else [passes(population.employees, employees)]
    money = [] if turnover is None else [passes(population.turnover_eur, turnover)]
    money += [] if assets is None else [passes(population.assets_eur, assets)]
    if test.turnover_or_assets and len(money) == 2:
        money = [money[0] | money[1]]
    return found + money


def scope_bits(tests: tuple[ScopeTest, ...], population: Firms) -> NDArray[np.int64]:
    """(N,) bit i set when the agent passes test i: what the world reads of scopes."""
    bits = np.zeros(population.employees.shape[0], np.int64)
    for place, test in enumerate(tests):
        bits |= scope_members(test, population).astype(np.int64) << place
    return bits


@dataclass(frozen=True)
class Range:
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
    """

    test: ScopeTest
    total: Range
    by_size: dict[str, Range]
    by_sector: dict[str, Range]
    readings: dict[str, float] = field(default_factory=lambda: {})
    outside: Range | None = None


@lru_cache(maxsize=1)
def uncertainty() -> dict[str, float]:
    """The numbers of scope_uncertainty.yaml by name."""
    content = read_yaml(HERE / "scope_uncertainty.yaml")
    return {name: float(part["value"]) for name, part in content.items() if name != "format"}


def count_scope(test: ScopeTest, population: Firms) -> ScopeCount:
    """Firms under a test, as ranges over its readings (>= or >, AND or OR, S-003), over thresholds in
    euro that are read lower and higher, and over sampling (5-95)."""
    readings = _readings(test)
    members = {name: scope_members(reading, population) for name, reading in readings.items()}
    weight = population.weight
    everyone = np.ones(weight.shape[0], np.bool_)
    total = _range(members, weight, everyone)
    return ScopeCount(
        test,
        total,
        {size.name.lower(): _range(members, weight, population.size == size) for size in Size},
        {name: _range(members, weight, population.sector == place) for place, name in enumerate(SECTORS)},
        {name: float(weight[inside].sum()) for name, inside in members.items()},
        _outside(test, total),
    )


def count_law(law_id: str, population: Firms) -> list[tuple[int, ScopeCount]]:
    """(quarters after coming into force, count) for each phase of a shipped law. Raises InputProblem."""
    return [(phase.after_quarters, count_scope(phase.test(), population)) for phase in load_law(law_id).scope]


def _readings(test: ScopeTest) -> dict[str, ScopeTest]:
    """The test as given and in the other ways in which its sources can be read."""
    found = {"as_given": test}
    money = (test.minimum_turnover_eur, test.minimum_assets_eur)
    if any(value is not None for value in (test.minimum_employees, *money)):
        other = "at_least" if test.strictly_more else "strictly_more"
        found[other] = replace(test, strictly_more=not test.strictly_more)
    if None not in money and test.needed is None:
        other = "turnover_and_assets" if test.turnover_or_assets else "turnover_or_assets"
        found[other] = replace(test, turnover_or_assets=not test.turnover_or_assets)
    if money != (None, None):
        factor = uncertainty()["money_factor"]
        for name, times in (("euro_lower", 1 / factor), ("euro_higher", factor)):
            turnover, assets = (None if value is None else value * times for value in money)
            found[name] = replace(test, minimum_turnover_eur=turnover, minimum_assets_eur=assets)
    return found


def _range(members: dict[str, NDArray[np.bool_]], weight: NDArray[np.float64], group: NDArray[np.bool_]) -> Range:
    ends: list[float] = []
    deviations = uncertainty()["sampling_deviations"]
    for inside in members.values():
        part = weight[inside & group]
        # An agent of weight w stands for w firms, of which w - 1 were not looked at.
        spread = deviations * float(np.sqrt(np.sum(part * np.maximum(0.0, part - 1.0))))
        ends += [max(0.0, float(part.sum()) - spread), float(part.sum()) + spread]
    return Range(min(ends), float(weight[members["as_given"] & group].sum()), max(ends))


def _outside(test: ScopeTest, total: Range) -> Range | None:
    """Firms without foreign trade under the test: known for importers (none) and large firms (P-D6)."""
    if test.imports:
        return Range(0.0, 0.0, 0.0)
    only_large = (test.minimum_employees or 0.0) >= LARGE_FROM and test.needed is None
    if not only_large:
        return None
    share = uncertainty()["large_without_trade"]
    return Range(0.0, total.central * share / (1.0 - share), total.high * share / (1.0 - share))
