"""Boxes by PRIM: limits on few conditions within which cases fail far more often than elsewhere.

The peeling is that of ema-workbench (Friedman and Fisher 1999; Bryant and Lempert 2010); counting, choosing,
dropping and testing of limits are done here, on plain arrays.
"""

import logging
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import binom


@dataclass(frozen=True)
class Limit:
    """One limit: `name` at or above (`side` "low") or at or below ("high") a value, or among categories ("in")."""

    name: str
    side: str
    value: float = 0.0
    among: tuple[str, ...] = ()

    def holds(self, x: pd.DataFrame) -> Any:
        """(cases,) whether the limit is kept."""
        column = x[self.name]
        if self.side == "in":
            return column.astype(str).isin(self.among).to_numpy()
        return (column >= self.value).to_numpy() if self.side == "low" else (column <= self.value).to_numpy()


@dataclass(frozen=True)
class Box:
    """Limits that hold together, with what lies inside: `cases` of which `failing`, of `total` and `all_failing`."""

    limits: tuple[Limit, ...]
    cases: int
    failing: int
    total: int
    all_failing: int

    @property
    def coverage(self) -> float:
        """Share of all failures that lies in the box."""
        return self.failing / self.all_failing if self.all_failing else float("nan")

    @property
    def density(self) -> float:
        """Share of the cases in the box that fail."""
        return self.failing / self.cases if self.cases else float("nan")

    @property
    def elsewhere(self) -> float:
        """Share of the cases outside the box that fail."""
        rest = self.total - self.cases
        return (self.all_failing - self.failing) / rest if rest else float("nan")


def inside(limits: Sequence[Limit], x: pd.DataFrame) -> Any:
    """(cases,) whether all limits hold."""
    result = np.ones(len(x), bool)
    for limit in limits:
        result &= limit.holds(x)
    return result


def box_of(limits: Sequence[Limit], x: pd.DataFrame, fails: Any) -> Box:
    """The box of some limits, counted on these cases."""
    within = inside(limits, x)
    return Box(tuple(limits), int(within.sum()), int(fails[within].sum()), len(x), int(fails.sum()))


def peel(x: pd.DataFrame, fails: Any, choices: Mapping[str, Any]) -> list[Box]:
    """All boxes on the way from everything to the smallest, in order, duplicates left out.

    x: a column per condition, numbers (float64) or categories; fails: (cases,) bool; choices: `discover.yaml`.
    """
    with warnings.catch_warnings():  # it tells what it would like to have installed besides
        warnings.simplefilter("ignore")
        from ema_workbench.analysis import prim  # noqa: PLC0415 - it takes 5 to 10 seconds

        logging.getLogger("EMA").setLevel(logging.ERROR)
        found: Any = prim.Prim(
            x,
            np.asarray(fails, bool),
            peel_alpha=choices["peel_alpha"],
            paste_alpha=choices["paste_alpha"],
            mass_min=choices["mass_min"],
        ).find_box()
    if found is None:
        return []
    start, boxes = found.box_lims[0], dict[tuple[Limit, ...], Box]()
    for limits in found.box_lims:
        chosen = _limits(limits, start, list(x.columns))
        boxes.setdefault(chosen, box_of(chosen, x, fails))
    return list(boxes.values())


def _limits(box: Any, start: Any, names: Sequence[str]) -> tuple[Limit, ...]:
    result: list[Limit] = []
    for name in names:
        if name not in box.columns:  # a category that never varies is left out there
            continue
        low, high = box[name].iloc[0], box[name].iloc[1]
        first, last = start[name].iloc[0], start[name].iloc[1]
        if isinstance(low, set | frozenset):
            if set(low) != set(first):
                result.append(Limit(name, "in", among=tuple(sorted(map(str, low)))))  # pyright: ignore[reportUnknownArgumentType]
            continue
        result += [Limit(name, "low", float(low))] if low > first else []
        result += [Limit(name, "high", float(high))] if high < last else []
    return tuple(result)


def peeled(x: pd.DataFrame, fails: Any, choices: Mapping[str, Any]) -> list[Box]:
    """The boxes of `peel` without the limits that chance explains, each once; the first has no limits.

    Dropped before a box is chosen, so that the coverage and density one chooses by are those one gets.
    """
    boxes: dict[tuple[Limit, ...], Box] = {}
    for box in [box_of((), x, fails), *peel(x, fails, choices)]:
        kept = pruned(box, x, fails, choices["quasi_p"])
        boxes.setdefault(kept.limits, kept)
    return list(boxes.values())


def choose(boxes: Sequence[Box], density: float) -> tuple[Box, bool]:
    """The box with most coverage among those with at least this density, and True.

    Where no box with limits is that dense: the one with the largest harmonic mean of coverage and density (the box
    without limits where there is no other), and False.
    """
    limited = [box for box in boxes if box.limits]
    dense = [box for box in limited if box.density >= density]
    if dense:
        return max(dense, key=lambda box: (box.coverage, box.density, -len(box.limits))), True
    return max(limited or boxes, key=_balance), False


def _balance(box: Box) -> float:
    both = box.coverage + box.density
    return 2 * box.coverage * box.density / both if both > 0 else 0.0


def quasi_p(limits: Sequence[Limit], x: pd.DataFrame, fails: Any) -> dict[Limit, float]:
    """By limit the chance of so many failures in the box had the limit no meaning (Bryant and Lempert 2010).

    One-sided binomial test: the share of failures with this limit lifted is taken as the chance of each case in the
    box. "Quasi", because the limits were sought on the same cases.
    """
    own, result = box_of(limits, x, fails), dict[Limit, float]()
    for limit in limits:
        lifted = box_of([other for other in limits if other != limit], x, fails)
        result[limit] = float(binom.sf(own.failing - 1, own.cases, lifted.density)) if own.cases else 1.0
    return result


def pruned(box: Box, x: pd.DataFrame, fails: Any, largest: float) -> Box:
    """The box without the limits that chance explains: the weakest is dropped until each quasi-p is below `largest`."""
    limits = list(box.limits)
    while limits:
        chances = quasi_p(limits, x, fails)
        weakest = max(limits, key=lambda limit: chances[limit])
        if chances[weakest] <= largest:
            break
        limits.remove(weakest)
    return box_of(limits, x, fails)


@dataclass(frozen=True)
class Half:
    """What the search found on one random half: its box there, and the same limits on the cases left out."""

    found: Box
    left_out: Box


def halves(x: pd.DataFrame, fails: Any, choices: Mapping[str, Any], density: float, seed: int) -> list[Half]:
    """The search repeated on random halves of the cases; halves in which all or no case fails are left out."""
    generator, result = np.random.default_rng([seed, choices["halves"]]), list[Half]()
    size = int(len(x) * choices["half"])
    for _ in range(choices["halves"]):
        order = generator.permutation(len(x))
        mine, rest = np.sort(order[:size]), np.sort(order[size:])
        own, own_fails = x.iloc[mine].reset_index(drop=True), fails[mine]
        if 0 < own_fails.sum() < len(own_fails):
            box = choose(peeled(own, own_fails, choices), density)[0]
            result.append(Half(box, box_of(box.limits, x.iloc[rest], fails[rest])))
    return result
