"""How many firms trade abroad, by SBI section, size class and trade status.

Counts of all firms come from CBS (P-D1, 2024; small classes split as in P-D2, 2020), the share that
trades from P-D6 (large) and P-D5 (shape below 250 persons), the level from P-D7: 406,000 firms.
data/README.md says how the vintages are reconciled.
"""

from functools import lru_cache

import numpy as np

from simulation.population.data_files import Values, rows
from simulation.population.raking import largest_remainder, rake
from simulation.population.tables import LETTERS, STATUSES, Floats, Integers
from simulation.vocabulary import SECTORS, Size

#: Rows of P-D2 that give the split of small classes for a section; services are what is left of B-N.
_INDUSTRY, _AGRICULTURE, _BUSINESS, _SERVICES = "B-E", "A", "B-N excl K incl 95", "services"


def _small_share() -> dict[str, float]:
    """Share of firms with 10-49 persons among those with 2-49, per group of sections (P-D2)."""
    source = rows("cbs_81589ned_2020Q3.csv")
    table = {r["sbi"]: {k: float(v) for k, v in r.items() if k != "sbi"} for r in source}
    table[_SERVICES] = {k: table[_BUSINESS][k] - table[_INDUSTRY][k] for k in table[_BUSINESS]}
    share: dict[str, float] = {}
    for group, count in table.items():
        small = count["p10_20"] + count["p20_50"]
        share[group] = small / (count["p2"] + count["p3_5"] + count["p5_10"] + small)
    return share


def all_firms() -> Floats:
    """Dutch firms by section and size class, shape (14, 4), trading or not (P-D1, P-D2)."""
    share = _small_share()
    table = {r["sbi"]: r for r in rows("cbs_81588NED_2024Q2.csv")}
    counts = np.zeros((len(LETTERS), len(Size)))
    for row, letter in enumerate(LETTERS):
        below_50, below_250, total, alone = (
            float(table[letter][k]) for k in ("persons_0_50", "persons_0_250", "total", "persons_1")
        )
        group = _AGRICULTURE if letter == "A" else _INDUSTRY if letter in "BCDE" else _SERVICES
        small = (below_50 - alone) * share[group]
        counts[row] = below_50 - small, small, below_250 - below_50, total - below_250
    return counts


def share_from_500() -> Floats:
    """Share of firms with 500 and more persons among those with 250 and more, per section (P-D1)."""
    table = {r["sbi"]: r for r in rows("cbs_81588NED_2024Q2.csv")}
    shares = np.zeros(len(LETTERS))
    for row, letter in enumerate(LETTERS):
        large = float(table[letter]["total"]) - float(table[letter]["persons_0_250"])
        shares[row] = (large - float(table[letter]["persons_250_500"])) / large
    return shares


def goods_traders() -> Floats:
    """Traders in goods by size class and status in 2009, shape (4, 3) (P-D5)."""
    table = {r["size_class"]: r for r in rows("cbs_81226ned_2009_trade_by_size.csv")}
    return np.array(
        [
            [float(table[size][k]) for k in ("import_only", "export_only", "two_way")]
            for size in ("0-10", "10-50", "50-250", "250+")
        ]
    )


def _solve_odds(counts: Floats, odds: Floats, target: float) -> Floats:
    """counts * p with p = m odds / (1 + m odds), m such that the sum is `target` (bisection on m)."""
    low, high = 0.0, 1e6
    trading = np.zeros_like(counts)
    for _ in range(200):
        middle = 0.5 * (low + high)
        trading = counts * (middle * odds / (1.0 + middle * odds))
        if float(np.bincount(np.zeros(trading.size, np.int64), trading.ravel())[0]) < target:
            low = middle
        else:
            high = middle
    return trading


def trading_firms() -> Floats:
    """Expected firms that trade abroad by section and size class, shape (14, 4); sums to P-D7's level.

    Large firms trade as P-D6 says. Below 250 persons the odds per size class have the shape of P-D5
    and one factor that meets the level. Within a class sections differ by assumed odds.
    """
    values = Values("trade_participation.yaml")
    counts = all_firms()
    by_letter = values.listed("odds_by_letter", LETTERS)
    large_percent = sum(values.value("status_share_percent")["large"].values())
    by_size = counts.sum(axis=0)
    large = by_size[Size.LARGE] * large_percent / 100.0
    goods = goods_traders().sum(axis=1)[: Size.LARGE]
    share = goods / by_size[: Size.LARGE]
    level = values.number("firms_trading_abroad")
    targets = _solve_odds(by_size[: Size.LARGE], share / (1.0 - share), level - large)
    trading = np.zeros_like(counts)
    for size, target in enumerate([*targets.tolist(), large]):
        trading[:, size] = _solve_odds(counts[:, size], by_letter, target)
    return trading


def status_by_group() -> Floats:
    """Trading firms by size group (SME, large) and status, shape (2, 3): P-D6 at the level of P-D7."""
    percent = Values("trade_participation.yaml").value("status_share_percent")
    shares = np.array([[float(percent[group][s]) for s in STATUSES] for group in ("sme", "large")])
    trading = trading_firms().sum(axis=0)
    totals = np.array([trading[: Size.LARGE].sum(), trading[Size.LARGE]])
    return shares / shares.sum(axis=1, keepdims=True) * totals[:, None]


@lru_cache(maxsize=1)
def cells() -> Integers:
    """Whole firms by section, size class and status, shape (14, 4, 3): the master list's counts.

    Raked to section x size and to status x size group, then rounded so that each status x size group
    keeps its total.
    """
    section_size, status_group = trading_firms(), status_by_group()
    seed = section_size[:, :, None] * (goods_traders() / goods_traders().sum(axis=1, keepdims=True))[None]
    letter, size, status = (axis.ravel() for axis in np.indices(seed.shape))
    group = (size == Size.LARGE).astype(np.int64)
    fitted = rake(
        seed.ravel(),
        [(letter * len(Size) + size, section_size.ravel()), (group * len(STATUSES) + status, status_group.ravel())],
    )
    level = Values("trade_participation.yaml").number("firms_trading_abroad")
    totals = largest_remainder(status_group, round(level))
    whole = np.zeros(fitted.size, np.int64)
    for g in range(totals.shape[0]):
        for s in range(totals.shape[1]):
            chosen = (group == g) & (status == s)
            whole[chosen] = largest_remainder(fitted[chosen], int(totals[g, s]))
    whole = whole.reshape(seed.shape)
    whole.flags.writeable = False
    return whole


def crosswalk() -> Floats:
    """Share of each sector in a section's firms, shape (14 sections, 2 size groups, 14 sectors)."""
    shares = np.zeros((len(LETTERS), 2, len(SECTORS)))
    for row in rows("crosswalk_sbi_sectors.csv"):
        group = ("sme", "large").index(row["size_group"])
        shares[LETTERS.index(row["sbi"]), group, SECTORS.index(row["sector"])] += float(row["share"])
    return shares
