"""Who falls under a threshold, counted over every firm at once: quick enough to answer while a dial turns."""

import threading
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.scope import Range, ScopeCount, count_scope, uncertainty
from scenarios.shipped import load_law
from simulation.population import load_population
from simulation.schedule import ScopeTest
from simulation.vocabulary import SECTORS, Size
from smartmix.page.serving.address import Address

#: Ways in which thresholds combine: all, two of them, or persons and one of the two in euro.
HOW = ("all", "two", "either")
ONLY = ("public_interest", "sells_to_consumers", "imports")
_MILLION = 1e6


@dataclass(frozen=True)
class Everyone:
    """What scope tests read of all firms that trade abroad, and nothing else, so that it can stay in memory."""

    sector: NDArray[np.int64]
    size: NDArray[np.int64]
    employees: NDArray[np.float64]
    turnover_eur: NDArray[np.float64]
    assets_eur: NDArray[np.float64]
    public_interest: NDArray[np.uint8]
    sells_to_consumers: NDArray[np.uint8]
    import_share: NDArray[np.float64]
    weight: NDArray[np.float64]

    def part(self, rows: NDArray[np.bool_]) -> "Everyone":
        """Some of the firms."""
        return Everyone(*(getattr(self, each.name)[rows] for each in fields(self)))


_LOCK = threading.Lock()
_KEPT: list[Everyone] = []


def everyone() -> Everyone:
    """All firms that trade abroad; takes some seconds the first time, and nothing afterwards."""
    with _LOCK:
        if not _KEPT:
            found: Any = load_population("full")
            _KEPT.append(Everyone(*(np.ascontiguousarray(getattr(found, each.name)) for each in fields(Everyone))))
        return _KEPT[0]


def is_ready() -> bool:
    """Whether the firms are in memory, so that counting takes no time."""
    return bool(_KEPT)


def count(test: ScopeTest) -> ScopeCount:
    """As `scenarios.scope.count_scope` over all firms, and many times as fast.

    A firm that passes under every reading of the test adds one to both ends of every range; only the firms between
    the readings are looked at one by one.
    """
    people = everyone()
    reached, sure = _reached(test, people)
    found = count_scope(test, people.part(reached & ~sure))
    sizes = np.bincount(people.size[sure], minlength=len(Size))
    sectors = np.bincount(people.sector[sure], minlength=len(SECTORS))
    more = float(sure.sum())
    total = _plus(found.total, more)
    return ScopeCount(
        test,
        total,
        {size.name.lower(): _plus(found.by_size[size.name.lower()], sizes[size]) for size in Size},
        {name: _plus(found.by_sector[name], sectors[place]) for place, name in enumerate(SECTORS)},
        {name: value + more for name, value in found.readings.items()},
        _outside(found, total),
    )


def _plus(part: Range, more: float) -> Range:
    return Range(part.low + float(more), part.central + float(more), part.high + float(more))


def _outside(found: ScopeCount, total: Range) -> Range | None:
    """Firms without foreign trade, in proportion to those with it, where that can be established (P-D6)."""
    if found.outside is None or found.test.imports:
        return found.outside
    share = uncertainty()["large_without_trade"]
    return Range(0.0, total.central * share / (1.0 - share), total.high * share / (1.0 - share))


def _reached(test: ScopeTest, people: Everyone) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Firms that some reading of the test may hold, and those that every reading holds."""
    factor = uncertainty()["money_factor"]
    employees, turnover, assets = test.minimum_employees, test.minimum_turnover_eur, test.minimum_assets_eur
    pairs = [] if employees is None else [(people.employees >= employees, people.employees > employees)]
    pairs += [
        (values >= least / factor, values > least * factor)
        for values, least in ((people.turnover_eur, turnover), (people.assets_eur, assets))
        if least is not None
    ]
    reached = np.ones(people.employees.shape[0], np.bool_)
    for asked, column in (
        (test.public_interest, people.public_interest),
        (test.sells_to_consumers, people.sells_to_consumers),
        (test.imports, people.import_share),
    ):
        if asked:
            reached &= column > 0
    if test.sectors:
        reached &= np.isin(people.sector, [SECTORS.index(name) for name in test.sectors])
    sure = reached.copy()
    for _loose, tight in pairs:
        sure &= tight
    if pairs:
        needs_persons = employees is not None and test.needed is None
        reached &= pairs[0][0] if needs_persons else np.logical_or.reduce([loose for loose, _tight in pairs])
    return reached, sure


def test_of(address: Address) -> ScopeTest:
    """The thresholds that an address names: persons, turnover and balance total in million euro."""
    employees, turnover, assets = (amount(address, key) for key in ("employees", "turnover", "assets"))
    money = [None if value is None else value * _MILLION for value in (turnover, assets)]
    given = sum(value is not None for value in (employees, *money))
    how = address.among("how", HOW, "all")
    only = address.items("only")
    return ScopeTest(
        employees,
        money[0],
        money[1],
        2 if how == "two" and given >= 2 else None,
        address.get("more") == "1",
        how == "either",
        "public_interest" in only,
        "sells_to_consumers" in only,
        "imports" in only,
        tuple(sector for sector in SECTORS if sector in address.items("sectors")),
    )


def amount(address: Address, key: str) -> float | None:
    """A number that is not negative; None for anything else."""
    try:
        value = float(address.get(key))
    except ValueError:
        return None
    return value if 0.0 <= value <= 1e9 else None


def address_of(test: ScopeTest) -> dict[str, str | None]:
    """The values by which an address names a test."""

    def number(value: float | None, scale: float = 1.0) -> str | None:
        return None if value is None else f"{value / scale:.10g}"

    only = [key for key in ONLY if getattr(test, key)]
    return {
        "employees": number(test.minimum_employees),
        "turnover": number(test.minimum_turnover_eur, _MILLION),
        "assets": number(test.minimum_assets_eur, _MILLION),
        "how": "two" if test.needed == 2 else "either" if test.turnover_or_assets else None,
        "more": "1" if test.strictly_more else None,
        "only": ",".join(only) or None,
        "sectors": ",".join(test.sectors) or None,
    }


def counted(law_id: str) -> list[tuple[int, ScopeCount]]:
    """(quarters after the start, count) for each phase of a shipped law."""
    return [(phase.after_quarters, count(phase.test())) for phase in load_law(law_id).scope]
