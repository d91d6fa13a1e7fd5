"""All 406,000 firms that trade abroad, made once: counts from the margins, traits from their own draws."""

from functools import lru_cache
from typing import Any

import numpy as np

from simulation.population.data_files import Values
from simulation.population.group_links import group_columns
from simulation.population.links import MoreTables, SalesTables, SupplyTables, instruments_and_rivals, sales, supply
from simulation.population.margins import cells, crosswalk, share_from_500
from simulation.population.suppliers import sector_import_shares
from simulation.population.tables import LETTERS, STATUSES, Flags, Floats, Integers, read_only
from simulation.population.traits import SizeTables, drawn_by_size, make_sizes
from simulation.vocabulary import INSTRUMENT_GROUPS, SECTORS, Size

#: Bounds of the classes of persons; the fourth class of a size is unused.
_BOUNDS = {
    Size.MICRO: (1.0, 2.0, 3.0, 5.0, 10.0),
    Size.SMALL: (10.0, 20.0, 50.0, 50.0, 50.0),
    Size.MEDIUM: (50.0, 100.0, 250.0, 250.0, 250.0),
}


def cumulative(shares: Floats) -> Floats:
    """Running sums along the last axis, scaled to end at exactly one; places that cannot be drawn repeat."""
    sums = np.cumsum(shares, axis=-1)
    sums = sums / sums[..., -1:]
    sums[sums >= sums[..., -1:]] = 1.0
    return sums


def _size_tables(values: Values) -> SizeTables:
    """Distributions of sector, persons, turnover and assets."""
    tail = values.number("largest_persons")
    classes = np.zeros((len(LETTERS), len(Size), 4))
    for size, name, keys in (
        (Size.MICRO, "persons_micro_share", ("1", "2", "3-4", "5-9")),
        (Size.SMALL, "persons_small_share", ("10-19", "20-49")),
        (Size.MEDIUM, "persons_medium_share", ("50-99", "100-249")),
    ):
        shares = values.listed(name, keys)
        classes[:, size, : shares.size] = shares
    classes[:, Size.LARGE, 1] = share_from_500() * values.number("own_group_share")
    classes[:, Size.LARGE, 0] = 1.0 - classes[:, Size.LARGE, 1]
    bounds = np.array([*_BOUNDS.values(), (250.0, values.number("goal_persons"), tail, tail, tail)])
    return SizeTables(
        sector=cumulative(crosswalk()),
        persons=cumulative(classes),
        lower=np.ascontiguousarray(bounds[:, :-1]),
        upper=np.ascontiguousarray(bounds[:, 1:]),
        tail_exponent=values.number("tail_exponent"),
        turnover_per_person=values.by_sector("turnover_per_person_eur"),
        turnover_size_factor=values.by_size("turnover_size_factor"),
        turnover_letter_factor=values.listed("turnover_letter_factor", LETTERS),
        turnover_spread=values.number("turnover_spread"),
        assets_per_turnover=values.by_sector("assets_per_turnover"),
        assets_letter_factor=values.listed("assets_letter_factor", LETTERS),
        assets_spread=values.number("assets_spread"),
    )


def _sales_tables(values: Values) -> SalesTables:
    """Sales to consumers and governments, visibility."""
    listed = values.listed("listed_share_of_public_interest", ("finance", "elsewhere"))
    return SalesTables(
        sells_to_consumers=values.by_sector("sells_to_consumers"),
        listed_finance=float(listed[0]),
        listed_elsewhere=float(listed[1]),
        finance=SECTORS.index("finance"),
        central=values.by_sector("sells_to_central"),
        central_mean=values.number("central_share_mean"),
        other=values.by_sector("sells_to_other_government"),
        other_mean=values.number("other_government_share_mean"),
        visibility_size=values.by_size("visibility_size"),
        visibility_goal=values.number("visibility_goal"),
        visibility_listed=values.number("visibility_listed"),
        visibility_consumers=values.number("visibility_consumers"),
        visibility_noise=values.number("visibility_noise"),
    )


def _supply_tables(values: Values) -> SupplyTables:
    """Purchases from producing regions."""
    shares = sector_import_shares()
    return SupplyTables(
        supplier=cumulative(shares),
        import_share=shares.sum(axis=1),
        direct=values.by_size("direct_imports"),
        indirect_factor=values.number("indirect_import_factor"),
        export_only_factor=values.number("export_only_factor"),
        import_spread=values.number("import_spread"),
        import_highest=values.number("import_share_highest"),
    )


def _instrument_chances(values: Values, size: Integers, exports: Integers) -> Floats:
    """Chance to use each instrument group, shape (4 sizes, 2, 5), so that the firms reached add up."""
    factor = values.by_size("instrument_size_factor")
    only_import = values.listed("export_instruments_need_export", INSTRUMENT_GROUPS)
    reached = values.listed("instrument_firms", INSTRUMENT_GROUPS)
    relative = np.ones((len(Size), 2, len(INSTRUMENT_GROUPS))) * factor[:, None, None]
    relative[:, 0, :] *= only_import
    firms = np.bincount(size * 2 + exports, minlength=8).reshape(len(Size), 2).astype(np.float64)
    expected = (firms[:, :, None] * relative).reshape(-1, len(INSTRUMENT_GROUPS))
    total = np.cumsum(expected, axis=0)[-1]
    return np.minimum(1.0, relative * (reached / total))


def _more_tables(values: Values, size: Integers, status: Integers) -> MoreTables:
    """Use of instruments and rivals."""
    return MoreTables(
        instruments=_instrument_chances(values, size, (status > 0).astype(np.int64)),
        rivals_nl=values.by_sector("rivals_nl"),
        rivals_eu=values.by_sector("rivals_eu_of_foreign"),
        rivals_status=values.listed("rivals_export_factor", STATUSES),
        rivals_spread=values.number("rivals_spread"),
    )


def _public_interest(values: Values, goal: Flags, size: Integers, employees: Floats) -> Flags:
    """1 for public-interest entities: a fixed number within the goal and outside it."""
    flags: Flags = np.zeros(goal.size, np.uint8)
    inside = np.flatnonzero(goal == 1)
    outside = np.flatnonzero((goal == 0) & (size >= Size.MEDIUM))
    for firms, name in ((inside, "public_interest_goal_firms"), (outside, "public_interest_other_firms")):
        flags[drawn_by_size(firms, employees, int(values.number(name)))] = 1
    return flags


@lru_cache(maxsize=1)
def master_list() -> dict[str, Any]:
    """Columns of all firms by name, read-only, row i = firm i + 1; also `priority` for sampling."""
    values = Values("traits.yaml")
    whole, real = make_sizes(cells(), _size_tables(values))
    sector, size, status = whole["sector"], whole["size"], whole["status"]
    goal = (
        (real["employees"] >= values.number("goal_persons"))
        & (
            (real["turnover"] > values.number("goal_turnover_eur"))
            | (real["assets"] > values.number("goal_assets_eur"))
        )
    ).astype(np.uint8)
    public_interest = _public_interest(values, goal, size, real["employees"])
    columns: dict[str, Any] = {
        "firm_id": np.arange(1, sector.size + 1, dtype=np.int64),
        "sector": sector,
        "sbi": whole["sbi"],
        "size": size,
        "employees": real["employees"],
        "turnover_eur": real["turnover"],
        "assets_eur": real["assets"],
        "public_interest": public_interest,
        "goal90": goal,
        "trade_status": status,
        "priority": real["priority"],
        **sales(_sales_tables(values), sector, size, goal, public_interest),
        **supply(_supply_tables(values), sector, size, status),
        **instruments_and_rivals(_more_tables(values, size, status), sector, size, status),
    }
    columns |= group_columns(columns)
    for column in columns.values():
        read_only(column)
    return columns
