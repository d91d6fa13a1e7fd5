"""Indices from runs, by SALib where it has the method, each with its range 5-95, and what to doubt."""

import warnings
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from SALib.analyze import delta as _delta
from SALib.analyze import morris as _morris
from SALib.analyze import pawn as _pawn
from SALib.analyze import sobol as _sobol

from experiments.sensitivity.design import LEVELS, LUCK, Question, repeats
from experiments.sensitivity.shapley import shapley_effects

#: Range shown: from the 5th to the 95th percentile.
RANGE = (0.05, 0.95)
CHANCE = "chance"
#: Slices of PAWN; inputs without effect that show what chance gives; resamples of delta, which is slow.
SLICES, DUMMIES, DELTA_RESAMPLES = 10, 20, 30
#: The measure that orders inputs, by method.
MAIN = {"morris": "mu_star", "sobol": "ST", "pawn": "pawn", "delta": "delta", "shapley": "shapley"}


class Index(NamedTuple):
    """One number: output (its place), input or group (or luck, or chance), measure, value and range 5-95."""

    output: int
    input: str
    measure: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Runs:
    """Runs of a design: x without and luck apart from it, y (n, K), and the repeats (m, K) of rows `first`."""

    x: Any
    y: Any
    again: Any
    first: Any


def split(question: Question, x: Any, y: Any) -> Runs:
    """Take the repeats apart from the runs of the design."""
    extra = repeats(question)
    main = len(x) - extra
    step = main // question.size if question.method == "morris" else 1
    keep_luck = question.method == "sobol"
    inputs = x if keep_luck or not question.has_luck else x[:, :-1]
    return Runs(inputs[:main], y[:main], y[main:], np.arange(extra) * step)


def indices(question: Question, x: Any, y: Any) -> list[Index]:
    """All indices of all outputs; an output without variance has none. x as `design` gave it, y (runs, K) finite."""
    runs, found = split(question, x, y), list[Index]()
    varying = [k for k in range(y.shape[1]) if varies(runs.y[:, k])]
    if question.method == "shapley":
        found += _shapley(question, runs, varying)
    else:
        one = {"sobol": _sobol_of, "morris": _morris_of, "pawn": _pawn_of, "delta": _delta_of}[question.method]
        for k in varying:
            with _quiet():
                found += one(question, runs, k)
    if question.method != "sobol" and len(runs.first):
        found += [_luck_of(question, runs, k) for k in varying]
    if question.method == "shapley":
        return found
    hidden = {name for name, group in zip(question.names, question.groups, strict=True) if group in question.left_out}
    return [index for index in found if index.input not in hidden | set(question.left_out)]


def varies(y: Any) -> bool:
    """Whether an output has variance beyond what floating point resolves."""
    return bool(np.std(y) > 1e-12 * (1.0 + np.abs(y).max()))


@contextmanager
def _quiet() -> Generator[None]:
    """SALib sets the random state and the warnings of the whole process: put both back."""
    state, form = np.random.get_state(), warnings.formatwarning
    try:
        with warnings.catch_warnings(record=True):  # SALib undoes filters
            yield
    finally:
        np.random.set_state(state)
        warnings.formatwarning = form


def _sobol_of(question: Question, runs: Runs, k: int) -> list[Index]:
    found = _sobol.analyze(
        question.problem(),
        runs.y[:, k],
        calc_second_order=False,
        seed=question.key,
        num_resamples=question.resamples,
        conf_level=RANGE[1] - RANGE[0],
    )
    names = [*question.players, *([LUCK] if question.has_luck else [])]
    return [
        Index(k, name, measure, value, value - half, value + half)
        for measure in ("S1", "ST")
        for name, value, half in zip(names, found[measure].tolist(), found[f"{measure}_conf"].tolist(), strict=True)
    ]


def _morris_of(question: Question, runs: Runs, k: int) -> list[Index]:
    length = len(runs.x) // question.size
    x, y = runs.x.reshape(question.size, length, -1), runs.y[:, k].reshape(question.size, length)
    generator, problem = np.random.default_rng(question.key), question.problem()
    measures = ("mu_star", "mu", "sigma") if "groups" not in problem else ("mu_star",)

    def of(chosen: Any) -> Any:
        found = _morris.analyze(
            problem,
            x[chosen].reshape(-1, x.shape[2]),
            y[chosen].reshape(-1),
            num_resamples=2,
            num_levels=LEVELS,
            seed=question.key,
        )
        return np.array([np.asarray(found[measure], np.float64) for measure in measures])

    value = of(np.arange(question.size))
    times = min(question.resamples, 100)  # each is a call of SALib
    again = np.array([of(generator.integers(question.size, size=question.size)) for _n in range(times)])
    return _rows(k, question.players, measures, value, np.quantile(again, RANGE, axis=0))


def _pawn_of(question: Question, runs: Runs, k: int) -> list[Index]:
    problem, y = _alone(question), runs.y[:, k]
    value = _pawn.analyze(problem, runs.x, y, S=SLICES, seed=question.key)["median"]
    generator, n = np.random.default_rng(question.key), len(y)
    rows = [generator.integers(n, size=n) for _n in range(question.resamples)]
    again = np.array([[pawn_median(column[r], y[r]) for column in runs.x.T] for r in rows])
    chance = [pawn_median(generator.random(n), y) for _n in range(10 * DUMMIES)]
    # draws that come twice roughen distributions and lift every distance: the spread counts, not the level
    ends = np.maximum(value + np.quantile(again, RANGE, axis=0) - again.mean(axis=0), 0.0)
    return [*_rows(k, question.names, ("pawn",), value[None], ends[:, None]), _chance(k, "pawn", chance)]


def pawn_median(x: Any, y: Any) -> float:
    """SALib's PAWN index (median of Kolmogorov-Smirnov distances), without its p-values: for resampling."""
    ends = np.quantile(x, np.linspace(0.0, 1.0, SLICES + 1))
    order = np.argsort(y, kind="stable")
    slice_of = np.searchsorted(ends, x[order], side="right") - 1  # the greatest is in no slice, as in SALib
    member = (slice_of[:, None] == np.arange(SLICES)[None, :]).cumsum(axis=0)
    last = np.append(np.diff(y[order]) > 0, True)  # ties step together
    share = np.arange(1, len(y) + 1)[last] / len(y)
    counts = member[-1]
    apart = np.abs(member[last] / np.maximum(counts, 1) - share[:, None]).max(axis=0)
    return float(np.median(apart[counts > 0]))


def _delta_of(question: Question, runs: Runs, k: int) -> list[Index]:
    generator, count = np.random.default_rng(question.key), len(question.names)
    x = np.column_stack([runs.x, generator.random((len(runs.x), DUMMIES))])
    names = [f"x{n}" for n in range(x.shape[1])]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    found = _delta.analyze(
        problem,
        x,
        runs.y[:, k],
        num_resamples=DELTA_RESAMPLES,
        method="delta",
        seed=question.key,
        conf_level=RANGE[1] - RANGE[0],
    )
    value, half = np.asarray(found["delta_raw"]), np.asarray(found["delta_raw_conf"])
    ends = np.stack([value - half, value + half])[:, None, :count]
    return [
        *_rows(k, question.names, ("delta",), value[None, :count], ends),
        _chance(k, "delta", value[count:].tolist()),
    ]


def _shapley(question: Question, runs: Runs, varying: list[int]) -> list[Index]:
    if not varying:
        return []
    players = [[i for i, group in enumerate(question.groups) if group == name] for name in question.players]
    found = shapley_effects(runs.x, runs.y[:, varying], players, question.orders, question.key)
    again = found.resampled(question.resamples, question.key)
    everything = np.concatenate([again, again.sum(axis=2, keepdims=True)], axis=2)
    ends = np.quantile(everything, RANGE, axis=0)
    result: list[Index] = []
    for n, k in enumerate(varying):
        result += _rows(k, question.players, ("shapley",), found.shares[n][None], ends[:, None, n, :-1])
        result.append(Index(k, "all", "explained", float(found.explained[n]), *map(float, ends[:, n, -1])))
    return result


def _luck_of(question: Question, runs: Runs, k: int) -> Index:
    """Share of luck: half the mean squared difference between runs that differ in luck only."""
    base, again = runs.y[runs.first, k], runs.y[:, k]
    half = (base - runs.again[:, k]) ** 2 / 2
    sample = np.concatenate([base, runs.again[:, k]]) if question.method == "morris" else again
    generator, total = np.random.default_rng(question.key), np.var(sample) or np.nan
    means = half[generator.integers(len(half), size=(question.resamples, len(half)))].mean(axis=1)
    low, high = np.quantile(means, RANGE) / total
    return Index(k, LUCK, "share", float(half.mean() / total), float(low), float(high))


def _alone(question: Question) -> dict[str, Any]:
    return {key: value for key, value in question.problem().items() if key != "groups"}


def _chance(k: int, measure: str, values: Sequence[float]) -> Index:
    low, middle, high = np.nanquantile(values, (RANGE[0], 0.5, RANGE[1]))
    return Index(k, CHANCE, measure, float(middle), float(low), float(high))


def _rows(k: int, names: Sequence[str], measures: Sequence[str], value: Any, ends: Any) -> list[Index]:
    """value (measures, inputs), ends (2, measures, inputs)."""
    return [
        Index(k, name, measure, float(value[m, i]), float(ends[0, m, i]), float(ends[1, m, i]))
        for m, measure in enumerate(measures)
        for i, name in enumerate(names)
    ]
