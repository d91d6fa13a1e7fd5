"""Regret, goals met, chances and Pareto fronts over cases: plain arrays in, plain arrays out.

`values` is (cases, mixes, objectives) in the units of the indicators; `signs` (objectives,) is +1 where more is
better and -1 where less is. What is undefined (NaN) in one mix leaves that case out for that objective.
"""

from collections.abc import Callable
from typing import Any

import numpy as np


def regrets(values: Any, signs: Any) -> Any:
    """(cases, mixes, objectives) how much worse than the best mix of the same case; 0 for the best (Savage 1951).

    NaN for every mix of a case in which one of them is undefined: the best is not known there.
    """
    good = values * signs
    return good.max(axis=-2, keepdims=True) - good


def quantile(values: Any, q: float) -> Any:
    """Quantile over the first axis, NaN left out; NaN where nothing is defined. Linear between cases."""
    flat = values.reshape(len(values), -1)
    result = np.full(flat.shape[1], np.nan)
    for column in range(flat.shape[1]):
        defined = flat[~np.isnan(flat[:, column]), column]
        if len(defined):
            result[column] = np.quantile(defined, q)
    return result.reshape(values.shape[1:])


def share(holds: Any, defined: Any) -> Any:
    """Share over the first axis of the defined cases in which `holds`; NaN where none is defined."""
    count = defined.sum(axis=0)
    return np.where(count > 0, (holds & defined).sum(axis=0) / np.maximum(count, 1), np.nan)


def goals_met(values: Any, signs: Any, levels: Any) -> Any:
    """(mixes, objectives) share of cases at or beyond the goal; NaN where `levels` (objectives,) has none."""
    return share((values - levels) * signs >= 0, ~np.isnan(values - levels))


def chances(values: Any, signs: Any) -> tuple[Any, Any]:
    """(mixes, mixes, objectives) twice: chance that the first mix is better than the second; that they are equal."""
    good = values * signs
    first, second = good[:, :, None, :], good[:, None, :, :]
    defined = ~np.isnan(first - second)
    return share(first > second, defined), share(first == second, defined)


def undominated(values: Any, signs: Any) -> Any:
    """(cases, mixes) whether no other mix is at least as good on every objective and better on one (Pareto).

    False for every mix of a case in which something is undefined; `complete` tells which cases those are.
    """
    good = values * signs
    other, own = good[:, :, None, :], good[:, None, :, :]  # (cases, other, own, objectives)
    beaten = (other >= own).all(axis=-1) & (other > own).any(axis=-1)
    return ~beaten.any(axis=1) & complete(values)[:, None]


def complete(values: Any) -> Any:
    """(cases,) whether every mix and objective is defined."""
    return ~np.isnan(values).any(axis=(1, 2))


def front_share(values: Any, signs: Any) -> Any:
    """(mixes,) share of the complete cases in which a mix is on the Pareto front."""
    whole = complete(values)
    return share(undominated(values, signs), np.broadcast_to(whole[:, None], values.shape[:2]))


def interval(values: Any, statistic: Callable[[Any], Any], resamples: int, width: float, seed: int) -> tuple[Any, Any]:
    """Lower and upper end of the bootstrap interval of a statistic of cases.

    `values` (draws, worlds, mixes, objectives): draws are resampled with all their worlds, because the cases of
    one draw share parameters and luck. The same seed gives the same interval.
    """
    generator = np.random.default_rng([seed, resamples])
    draws = len(values)
    found = [
        statistic(values[generator.integers(0, draws, draws)].reshape(-1, *values.shape[2:])) for _ in range(resamples)
    ]
    stacked = np.stack(found)
    return quantile(stacked, (1 - width) / 2), quantile(stacked, (1 + width) / 2)
