"""From the value of every subset to what each element does: alone, within the whole, on average, and in pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from experiments.result_parts import SpreadOfDefined
from experiments.shapley import coalitions, shapley_interactions, shapley_values

type Word = Literal["reinforce", "neutral", "substitute"]
#: Sums of some 256 numbers of size 1 differ from 0 by rounding alone by less than this.
ROUNDING = 1e-12


@dataclass(frozen=True)
class Effects:
    """Arrays (draws, measures), NaN where a subset's value is undefined in that draw.

    without, total: level of existing policy, and what all elements together change; shapley: mean of what an
    element adds over all orders of joining, which adds up to total; first_in: what it adds to existing policy
    alone; last_out: what the whole loses without it; interactions: pairwise Shapley interaction (Grabisch and
    Roubens 1999); surplus: total less the sum of first_in.
    """

    without: Any
    total: Any
    shapley: dict[str, Any]
    first_in: dict[str, Any]
    last_out: dict[str, Any]
    interactions: dict[tuple[str, str], Any]
    surplus: Any


def effects_of(players: Sequence[str], values: Any) -> Effects:
    """Solve the games. values (draws, subsets, measures), subsets as `coalitions(sorted(players))` orders them.

    Players are taken in alphabetical order, so that the order in which they are given changes not one bit.
    Raises ValueError for a wrong number of subsets.
    """
    names = sorted(players)
    order = coalitions(names)
    if values.shape[1] != len(order):
        raise ValueError(f"{len(order)} subsets are needed, found {values.shape[1]}")
    known = np.isfinite(values).all(axis=1)
    filled = np.where(known[:, None, :], values, 0.0)
    place = {chosen: n for n, chosen in enumerate(order)}

    def value(chosen: frozenset[str]) -> Any:
        return filled[:, place[chosen]]

    def where_known(array: Any) -> Any:
        return np.where(known, array, np.nan)

    everyone, nobody = frozenset(names), frozenset[str]()
    first = {name: where_known(value(frozenset([name])) - value(nobody)) for name in names}
    last = {name: where_known(value(everyone) - value(everyone - {name})) for name in names}
    total = where_known(value(everyone) - value(nobody))
    return Effects(
        where_known(value(nobody)),
        total,
        {name: where_known(share) for name, share in shapley_values(names, value).items()},
        first,
        last,
        {pair: where_known(share) for pair, share in shapley_interactions(names, value).items()},
        total - np.sum([first[name] for name in names], axis=0),
    )


def spread_of(values: Any) -> SpreadOfDefined:
    """Mean and range 5-95 of (draws,) values, NaN where undefined; None where it is defined in fewer than two."""
    found = np.asarray(values)[np.isfinite(values)]
    defined = len(found) / len(values) if len(values) else 0.0
    if len(found) < 2:
        return SpreadOfDefined(p05=None, p50=None, p95=None, mean=None, defined=defined)
    low, middle, high = (float(q) for q in np.quantile(found, (0.05, 0.5, 0.95)))
    return SpreadOfDefined(p05=low, p50=middle, p95=high, mean=float(found.mean()), defined=defined)


def word_of(spread: SpreadOfDefined, direction: float) -> Word | None:
    """Whether a pair reinforces, by the range 5-95 of its interaction; None where that is undefined.

    direction: -1 where less of the indicator is better, so that `reinforce` always says that together the two
    do more good (or less harm) than apart.
    """
    if spread.p05 is None or spread.p95 is None:
        return None
    low, high = sorted((direction * spread.p05, direction * spread.p95))
    if low > ROUNDING:
        return "reinforce"
    return "substitute" if high < -ROUNDING else "neutral"
