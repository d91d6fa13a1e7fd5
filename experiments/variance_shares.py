"""How much of an output's variance groups of inputs account for, from draws that exist already ("given data").

The draws may come from a posterior, so inputs may be correlated and cannot be redrawn one by one. The variance
that a set S of inputs explains, v(S) = Var(E[y | x_S]) / Var(y), is the R-squared of a regression of y on x_S:
ridge on standardised inputs, with the squares and products of the BEST inputs of S by linear effect, and the
R-squared of predictions for draws left out one at a time (Allen's PRESS), so that inputs without effect add
nothing but noise. Shapley values divide v(all) among groups (Owen 2014; Song, Nelson and Staum 2016).

What such a regression misses, sharp thresholds and interactions of many inputs above all, is divided among the
groups in the proportion of what it finds; `explained` says how much it found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.ridge import ridge
from experiments.shapley import shapley_values

#: Inputs of a set whose squares and products are terms of the regression.
BEST = 5
#: Fewer draws cannot carry a regression.
FEWEST = 8
#: Ridge that only keeps steps apart which fall together.
_LEAST = (1e-9,)


@dataclass(frozen=True, slots=True)
class VarianceShares:
    """Shares of the variance of K outputs; NaN where there is no variance or nothing of it is explained.

    groups: (K,) by name, which with events (K,) and luck (K,) add up to 1; explained (K,): part of the variance
    that is neither events nor luck which the regression on all inputs reproduces; single (K, P): share of each
    input by squared standardised coefficients of the linear terms, adding up to 1 - events - luck.
    """

    groups: dict[str, Any]
    events: Any
    luck: Any
    explained: Any
    single: Any


@dataclass(frozen=True, slots=True)
class Runs:
    """Three runs of each of n draws, with K outputs each.

    first, other: (n, K) with different events and different luck; again: (n, K) with the events of `first` and
    luck of its own; events: (2, n, E) numbers that say what the events of first and other were.
    """

    first: Any
    other: Any
    again: Any
    events: Any


def variance_shares(inputs: Any, groups: Sequence[str], runs: Runs) -> VarianceShares:
    """Divide the variance of outputs among groups of inputs, events of a whole run, and luck.

    inputs: (n, P), one row per parameter draw; groups: the name of each input's group. Luck is the mean
    variance between runs with the same inputs and events; events what other events add to it; both with their
    interactions with inputs. A draw in which an output is not finite is left out for that output. Raises
    ValueError for shapes that do not fit or fewer than FEWEST draws.
    """
    inputs, runs_of = np.asarray(inputs, np.float64), np.stack([runs.first, runs.other, runs.again])
    if runs_of.shape[1] != len(inputs) or inputs.shape[1] != len(groups):
        raise ValueError(f"shapes do not fit: inputs {inputs.shape}, groups {len(groups)}, outputs {runs_of.shape}")
    if len(inputs) < FEWEST:
        raise ValueError(f"{FEWEST} draws or more are needed, found {len(inputs)}")
    names, count = list(dict.fromkeys(groups)), runs_of.shape[2]
    shares = {name: np.full(count, np.nan) for name in names}
    events, luck, explained = (np.full(count, np.nan) for _ in range(3))
    single = np.full((count, inputs.shape[1]), np.nan)
    columns = {name: [n for n, group in enumerate(groups) if group == name] for name in names}
    for k in range(count):
        known = np.isfinite(runs_of[:, :, k]).all(axis=0)
        x, (first, other, again) = inputs[known], runs_of[:, known, k]
        # far below what floating point resolves is no variance
        if known.sum() < FEWEST or (total := np.var([first, other])) <= (1e-12 * np.abs(first).max()) ** 2:
            continue
        both = min(1.0, ((first - other) ** 2).mean() / 2 / total)
        luck[k] = min(both, ((first - again) ** 2).mean() / 2 / total)
        events[k], rest = both - luck[k], 1.0 - both
        y = _without_events(np.stack([(first + again) / 2, other]), runs.events[:, known]).mean(axis=0)
        found = _never_less(x, y, columns)
        everything = found[frozenset(names)]
        if everything <= 0.0 or rest <= 0.0:
            continue
        explained[k] = min(1.0, everything * y.var() / (total * rest))
        for name, value in shapley_values(names, found.__getitem__).items():
            shares[name][k] = rest * float(value) / everything
        single[k] = rest * _squared_coefficients(x, y)
    return VarianceShares(shares, events, luck, explained, single)


def _without_events(outputs: Any, events: Any) -> Any:
    """(2, n) outputs less what steps at the deciles of the events explain.

    Events do not depend on the inputs, so what inputs explain stays, and is found with less noise.
    """
    y, given = outputs.reshape(-1), events.reshape(outputs.size, -1)
    steps: list[Any] = []
    for column in given.T:
        ends = np.unique(np.quantile(column, np.arange(1, 10) / 10, method="lower"))
        steps += [(column > end).astype(np.float64) for end in ends]
    x = _standardised(np.stack(steps, axis=1))
    if x.shape[1]:
        _error, slopes = ridge(x, y - y.mean(), _LEAST)
        y = y - x @ slopes
    return y.reshape(outputs.shape)


def explained_variance(inputs: Any, output: Any) -> float:
    """R-squared of predictions for draws that the regression has not seen, 0 at least.

    inputs: (n, p), p may be 0; output: (n,), not constant.
    """
    x, y = _standardised(np.asarray(inputs, np.float64)), np.asarray(output, np.float64)
    if not x.shape[1]:
        return 0.0
    y = y - y.mean()
    best = np.argsort(-np.abs(x.T @ y), kind="stable")[:BEST]
    # chosen by linear effect, so that the choice does not favour a second-order term which fits by chance
    second = [x[:, a] * x[:, b] for n, a in enumerate(best) for b in best[n:]]
    error, _slopes = ridge(np.hstack([x, _standardised(np.stack(second, axis=1))]), y)
    left_out = y * len(y) / (len(y) - 1)  # what the mean of the others leaves
    return max(0.0, 1.0 - error / float(left_out @ left_out))


def in_tenths(shares: Sequence[float]) -> list[int]:
    """Percentages in steps of 10 that add up to 100: the largest remainders are rounded up, earlier ones first."""
    scaled = np.asarray(shares, np.float64) / np.sum(shares) * 10.0
    whole = np.floor(scaled + 1e-9)
    missing = 10 - int(whole.sum())
    for n in np.argsort(-(scaled - whole), kind="stable")[:missing]:
        whole[n] += 1
    return [int(tenth) * 10 for tenth in whole]


def _never_less(x: Any, y: Any, columns: dict[str, list[int]]) -> dict[frozenset[str], float]:
    """v(S) of every set of groups; a larger set explains no less, so what noise takes from it is given back."""
    found: dict[frozenset[str], float] = {frozenset(): 0.0}
    for name in columns:
        for smaller in list(found):
            chosen = smaller | {name}
            found[chosen] = explained_variance(x[:, sorted(c for g in chosen for c in columns[g])], y)
    for chosen in sorted(found, key=len):
        found[chosen] = max(value for other, value in found.items() if other <= chosen)
    return found


def _varies(x: Any) -> Any:
    """Which columns have variance, beyond rounding."""
    return x.std(axis=0) > 1e-12 * (1.0 + np.abs(x).max(axis=0, initial=0.0))


def _standardised(x: Any) -> Any:
    """Columns with mean 0 and variance 1; those without variance are left out."""
    x = x[:, _varies(x)]
    return (x - x.mean(axis=0)) / x.std(axis=0)


def _squared_coefficients(x: Any, y: Any) -> Any:
    """(P,) squared standardised coefficients of the linear terms, adding up to 1; 0 for inputs that do not vary."""
    _error, slopes = ridge(_standardised(x), y - y.mean())
    result = np.zeros(x.shape[1])
    result[_varies(x)] = slopes**2 / max(float(slopes @ slopes), 1e-300)
    return result
