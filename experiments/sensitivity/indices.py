"""Indices from runs, by SALib where it has the method, each with its range 5-95, and what to doubt."""

import warnings
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from SALib.analyze import morris as _morris
from SALib.analyze import pawn as _pawn
from SALib.analyze import sobol as _sobol
from scipy.special import ndtri

from experiments.sensitivity.delta import deltas
from experiments.sensitivity.design import LEVELS, Design, repeats
from experiments.sensitivity.result import CHANCE, LUCK
from experiments.sensitivity.shapley import shapley_effects

#: Range shown: from the 5th to the 95th percentile.
RANGE = (0.05, 0.95)
#: Slices of PAWN; inputs without effect that show what chance gives; resamples of delta, which is slow.
SLICES, DUMMIES, DELTA_RESAMPLES = 10, 20, 30
#: Standard deviations from the middle to an end of RANGE, of a normal distribution.
_SPREAD = float(ndtri(RANGE[1]))
#: What each measure can be by its definition; estimates from few runs may lie outside.
BOUNDS = dict.fromkeys(("shapley", "S1", "ST", "pawn", "delta", "share", "explained"), (0.0, 1.0)) | {
    "mu_star": (0.0, np.inf),
    "sigma": (0.0, np.inf),
    "mu": (-np.inf, np.inf),
}


class Index(NamedTuple):
    """One number: output (its place), input or group (or luck, or chance), measure, value and range 5-95."""

    output: int
    input: str
    measure: str
    value: float
    low: float
    high: float


_ENDS = ("value", "low", "high")


@dataclass(frozen=True)
class DesignRuns:
    """DesignRuns of a design: x without and luck apart from it, y (n, K), and the repeats (m, K) of rows `first`."""

    x: Any
    y: Any
    again: Any
    first: Any


def split(design: Design, x: Any, y: Any) -> DesignRuns:
    """Take the repeats apart from the runs of the design."""
    extra = repeats(design)
    main = len(x) - extra
    step = main // design.size if design.method == "morris" else 1
    keep_luck = design.method == "sobol"
    inputs = x if keep_luck or not design.has_luck else x[:, :-1]
    return DesignRuns(inputs[:main], y[:main], y[main:], np.arange(extra) * step)


def indices(design: Design, x: Any, y: Any) -> list[Index]:
    """All indices of all outputs; an output without variance has none. x as `design` gave it, y (runs, K) finite."""
    runs, found = split(design, x, y), list[Index]()
    varying = [k for k in range(y.shape[1]) if varies(runs.y[:, k])]
    if design.method == "shapley":
        found += _shapley(design, runs, varying)
    else:
        one = {"sobol": _sobol_of, "morris": _morris_of, "pawn": _pawn_of, "delta": _delta_of}[design.method]
        for k in varying:
            with _quiet():
                found += one(design, runs, k)
    if design.method != "sobol" and len(runs.first):
        found += [_luck_of(design, runs, k) for k in varying]
    if design.method == "shapley":
        return found
    hidden = {name for name, group in zip(design.names, design.groups, strict=True) if group in design.left_out}
    return [index for index in found if index.input not in hidden | set(design.left_out)]


def bounded(found: Sequence[Index]) -> list[Index]:
    """The indices as they are printed: value and range held to what the measure can be."""
    return [
        index._replace(**{end: float(np.clip(getattr(index, end), *BOUNDS[index.measure])) for end in _ENDS})
        for index in found
    ]


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


def _sobol_of(design: Design, runs: DesignRuns, k: int) -> list[Index]:
    found = _sobol.analyze(
        design.problem(),
        runs.y[:, k],
        calc_second_order=False,
        seed=design.key,
        num_resamples=design.resamples,
        conf_level=RANGE[1] - RANGE[0],
    )
    names = [*design.players, *([LUCK] if design.has_luck else [])]
    return [
        Index(k, name, measure, value, value - half, value + half)
        for measure in ("S1", "ST")
        for name, value, half in zip(names, found[measure].tolist(), found[f"{measure}_conf"].tolist(), strict=True)
    ]


def _morris_of(design: Design, runs: DesignRuns, k: int) -> list[Index]:
    length = len(runs.x) // design.size
    x, y = runs.x.reshape(design.size, length, -1), runs.y[:, k].reshape(design.size, length)
    generator, problem = np.random.default_rng(design.key), design.problem()
    measures = ("mu_star", "mu", "sigma") if "groups" not in problem else ("mu_star",)

    def of(chosen: Any) -> Any:
        found = _morris.analyze(
            problem,
            x[chosen].reshape(-1, x.shape[2]),
            y[chosen].reshape(-1),
            num_resamples=2,
            num_levels=LEVELS,
            seed=design.key,
        )
        return np.array([np.asarray(found[measure], np.float64) for measure in measures])

    value = of(np.arange(design.size))
    times = min(design.resamples, 100)  # each is a call of SALib
    again = np.array([of(generator.integers(design.size, size=design.size)) for _n in range(times)])
    return _rows(k, design.players, measures, value, np.quantile(again, RANGE, axis=0))


def _pawn_of(design: Design, runs: DesignRuns, k: int) -> list[Index]:
    problem, y = _alone(design), runs.y[:, k]
    value = _pawn.analyze(problem, runs.x, y, S=SLICES, seed=design.key)["median"]
    generator, n = np.random.default_rng(design.key), len(y)
    rows = [generator.integers(n, size=n) for _n in range(design.resamples)]
    again = np.array([[pawn_median(column[r], y[r]) for column in runs.x.T] for r in rows])
    chance = [pawn_median(generator.random(n), y) for _n in range(10 * DUMMIES)]
    # draws that come twice roughen distributions and lift every distance: the spread counts, not the level
    ends = np.maximum(value + np.quantile(again, RANGE, axis=0) - again.mean(axis=0), 0.0)
    return [*_rows(k, design.names, ("pawn",), value[None], ends[:, None]), _chance(k, "pawn", chance)]


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


def _delta_of(design: Design, runs: DesignRuns, k: int) -> list[Index]:
    generator, count = np.random.default_rng(design.key), len(design.names)
    x = np.column_stack([runs.x, generator.random((len(runs.x), DUMMIES))])
    value, half = deltas(x, runs.y[:, k], DELTA_RESAMPLES, _SPREAD, generator)
    ends = np.stack([value - half, value + half])[:, None, :count]
    return [*_rows(k, design.names, ("delta",), value[None, :count], ends), _chance(k, "delta", value[count:].tolist())]


def _shapley(design: Design, runs: DesignRuns, varying: list[int]) -> list[Index]:
    if not varying:
        return []
    players = [[i for i, group in enumerate(design.groups) if group == name] for name in design.players]
    found = shapley_effects(runs.x, runs.y[:, varying], players, design.orders, design.key)
    again = found.resampled(design.resamples, design.key)
    everything = np.concatenate([again, again.sum(axis=2, keepdims=True)], axis=2)
    ends = np.quantile(everything, RANGE, axis=0)
    result: list[Index] = []
    for n, k in enumerate(varying):
        result += _rows(k, design.players, ("shapley",), found.shares[n][None], ends[:, None, n, :-1])
        result.append(Index(k, "all", "explained", float(found.explained[n]), *map(float, ends[:, n, -1])))
    return result


def _luck_of(design: Design, runs: DesignRuns, k: int) -> Index:
    """Share of luck: half the mean squared difference between runs that differ in luck only."""
    base, again = runs.y[runs.first, k], runs.y[:, k]
    half = (base - runs.again[:, k]) ** 2 / 2
    sample = np.concatenate([base, runs.again[:, k]]) if design.method == "morris" else again
    generator, total = np.random.default_rng(design.key), np.var(sample) or np.nan
    means = half[generator.integers(len(half), size=(design.resamples, len(half)))].mean(axis=1)
    low, high = np.quantile(means, RANGE) / total
    return Index(k, LUCK, "share", float(half.mean() / total), float(low), float(high))


def _alone(design: Design) -> dict[str, Any]:
    return {key: value for key, value in design.problem().items() if key != "groups"}


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
