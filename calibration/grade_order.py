"""Whether the order of the mixes survives another structure of the model."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from calibration.grade_file import Order
from simulation.structure import STRUCTURAL_TABLES, tables


def structural_variants() -> list[dict[str, str]]:
    """Every variant of one table with the others at their default; the default structure itself is left out."""
    return [
        {table: name}
        for table in STRUCTURAL_TABLES
        for name in tables(table)["variants"]
        if name != tables(table)["default"]
    ]


def order_of(mixes: Sequence[str], usual: Any, others: Sequence[Any]) -> Order:
    """The order of the mixes, from low to high by median, and the pairs that each other structure reverses.

    usual, others: (draws, mixes) values, NaN where undefined. A pair is reversed when one mix is above the
    other in clearly more than half of the draws, and clearly the other way round in the other structure.
    Clearly: further from half than a fair coin would come in 95 of 100 cases, so that ties are no reversals.
    """
    middle = np.nanmedian(usual, axis=0)
    by_median = sorted(range(len(mixes)), key=lambda n: (float(middle[n]), n))
    pairs = list(combinations(range(len(mixes)), 2))
    changed = [
        [(mixes[a], mixes[b]) for a, b in pairs if _above(usual, a, b) * _above(other, a, b) < 0] for other in others
    ]
    return Order([mixes[n] for n in by_median], changed)


def _above(values: Any, a: int, b: int) -> int:
    """1 when a is clearly above b, -1 when it is clearly below, 0 when that cannot be said."""
    signs = np.sign(values[:, a] - values[:, b])
    signs = signs[np.isfinite(signs)]
    # a fair coin's heads less tails, in n throws, have a standard deviation of the root of n
    return 0 if abs(signs.sum()) <= 1.96 * np.sqrt(len(signs)) else int(np.sign(signs.sum()))
