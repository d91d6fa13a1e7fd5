"""How firms of the master list hang together with the world: sales, suppliers, instruments, rivals.

Each loop fills columns for all firms from the firm's own Philox draws (see `traits`), so nothing here
depends on a sample either.
"""

from typing import NamedTuple

import numpy as np

from simulation.compiled import loop
from simulation.population.tables import POPULATION_SEED, SUPPLIERS_PER_FIRM, Flags, Floats, Integers
from simulation.population.traits import (
    SLOT_CHOICE,
    SLOT_IMPORT,
    SLOT_INSTRUMENTS,
    SLOT_PUBLIC,
    SLOT_RIVALS,
    SLOT_SUPPLIER,
    TRAITS,
    first_above,
    spread_factor,
)
from simulation.randomness import uniforms


class SalesTables(NamedTuple):
    """By sector (14): who sells to consumers and governments; size (4): how visible that makes a firm."""

    sells_to_consumers: Floats
    listed_finance: float
    listed_elsewhere: float
    finance: int
    central: Floats
    central_mean: float
    other: Floats
    other_mean: float
    visibility_size: Floats
    visibility_goal: float
    visibility_listed: float
    visibility_consumers: float
    visibility_noise: float


@loop
def _fill_sales(seed, t, sector, size, goal, public_interest, consumers, listed, central, other, visibility):  # type: ignore[no-untyped-def]
    for i in range(sector.size):
        k = sector[i]
        _, _, c, d = uniforms(seed, 0, i + 1, SLOT_CHOICE, TRAITS)
        consumers[i] = 1 if c < t.sells_to_consumers[k] else 0
        on_exchange = t.listed_finance if k == t.finance else t.listed_elsewhere
        listed[i] = 1 if public_interest[i] == 1 and d < on_exchange else 0
        a, b, c, d = uniforms(seed, 0, i + 1, SLOT_PUBLIC, TRAITS)
        # uniform between zero and twice the mean
        central[i] = 2.0 * t.central_mean * b if a < t.central[k] else 0.0
        other[i] = 2.0 * t.other_mean * d if c < t.other[k] else 0.0
        seen = t.visibility_size[size[i]] + t.visibility_goal * goal[i] + t.visibility_listed * listed[i]
        seen += t.visibility_consumers * consumers[i]
        noise = uniforms(seed, 0, i + 1, SLOT_SUPPLIER, TRAITS)[3]
        visibility[i] = min(1.0, seen + t.visibility_noise * noise)


class SupplyTables(NamedTuple):
    """(14, S) cumulative shares over suppliers, (14,) what a sector buys there, and spreads."""

    supplier: Floats
    import_share: Floats
    direct: Floats
    indirect_factor: float
    export_only_factor: float
    import_spread: float
    import_highest: float


@loop
def _fill_supply(seed, t, sector, size, status, share, supplier, supplier_share):  # type: ignore[no-untyped-def]
    for i in range(sector.size):
        k = sector[i]
        a, b, c, d = uniforms(seed, 0, i + 1, SLOT_IMPORT, TRAITS)
        direct = t.direct[size[i]]
        # those who buy there themselves buy so much more that the sector's mean stays
        factor = (1.0 - t.indirect_factor * (1.0 - direct)) / direct if a < direct else t.indirect_factor
        if status[i] == 1:
            factor *= t.export_only_factor
        total = min(t.import_highest, t.import_share[k] * factor * spread_factor(b, t.import_spread))
        draws = uniforms(seed, 0, i + 1, SLOT_SUPPLIER, TRAITS)
        cumulative = t.supplier[k]
        for j in range(3):
            s = first_above(cumulative, draws[j])
            # a supplier is named once: a repeated draw moves on to the next one that sells to the sector
            again = True
            while again:
                again = False
                for earlier in range(j):
                    if supplier[i, earlier] == s:
                        again = True
                if again:
                    edge = cumulative[s]
                    s = first_above(cumulative, edge) if edge < 1.0 else first_above(cumulative, 0.0)
            supplier[i, j] = s
        # the first supplier has the largest share: a third to two thirds, then half to all of the rest
        first = (1.0 + c) / 3.0
        second = (1.0 - first) * (1.0 + d) / 2.0
        supplier_share[i, 0] = total * first
        supplier_share[i, 1] = total * second
        supplier_share[i, 2] = total * (1.0 - first - second)
        share[i] = total


class MoreTables(NamedTuple):
    """(4 sizes, 2, 5) chance to use each instrument group by size and whether a firm exports; rivals."""

    instruments: Floats
    rivals_nl: Floats
    rivals_eu: Floats
    rivals_status: Floats
    rivals_spread: float


@loop
def _fill_more(seed, t, sector, size, status, use, rivals):  # type: ignore[no-untyped-def]
    for i in range(sector.size):
        k = sector[i]
        exports = 0 if status[i] == 0 else 1
        a, b, c, d = uniforms(seed, 0, i + 1, SLOT_INSTRUMENTS, TRAITS)
        e, f, g, h = uniforms(seed, 0, i + 1, SLOT_RIVALS, TRAITS)
        draws = (a, b, c, d, e)
        bits = 0
        for group in range(5):
            if draws[group] < t.instruments[size[i], exports, group]:
                bits += 1 << group
        use[i] = bits
        low, width = 1.0 - t.rivals_spread, 2.0 * t.rivals_spread
        home = t.rivals_nl[k] * t.rivals_status[status[i]]
        abroad = max(0.0, 1.0 - home)
        nl = home * (low + width * f)
        eu = abroad * t.rivals_eu[k] * (low + width * g)
        world = abroad * (1.0 - t.rivals_eu[k]) * (low + width * h)
        rivals[i, 0] = nl / (nl + eu + world)
        rivals[i, 1] = eu / (nl + eu + world)
        rivals[i, 2] = 1.0 - rivals[i, 0] - rivals[i, 1]


def sales(
    tables: SalesTables, sector: Integers, size: Integers, goal: Flags, public_interest: Flags
) -> dict[str, Flags | Floats]:
    """Columns sells_to_consumers, listed, sales_central, sales_other_government, visibility."""
    flags: dict[str, Flags] = {n: np.zeros(sector.size, np.uint8) for n in ("sells_to_consumers", "listed")}
    names = ("sales_central", "sales_other_government", "visibility")
    shares: dict[str, Floats] = {n: np.zeros(sector.size) for n in names}
    _fill_sales(POPULATION_SEED, tables, sector, size, goal, public_interest, *flags.values(), *shares.values())
    return {**flags, **shares}


def supply(tables: SupplyTables, sector: Integers, size: Integers, status: Integers) -> dict[str, Integers | Floats]:
    """Columns import_share (N,), supplier (N, 3) and supplier_share (N, 3)."""
    share: Floats = np.zeros(sector.size)
    supplier: Integers = np.zeros((sector.size, SUPPLIERS_PER_FIRM), np.int64)
    supplier_share: Floats = np.zeros((sector.size, SUPPLIERS_PER_FIRM))
    _fill_supply(POPULATION_SEED, tables, sector, size, status, share, supplier, supplier_share)
    return {"import_share": share, "supplier": supplier, "supplier_share": supplier_share}


def instruments_and_rivals(
    tables: MoreTables, sector: Integers, size: Integers, status: Integers
) -> dict[str, Flags | Floats]:
    """Columns instrument_use and rivals (N, 3)."""
    use: Flags = np.zeros(sector.size, np.uint8)
    rivals: Floats = np.zeros((sector.size, 3))
    _fill_more(POPULATION_SEED, tables, sector, size, status, use, rivals)
    return {"instrument_use": use, "rivals": rivals}
