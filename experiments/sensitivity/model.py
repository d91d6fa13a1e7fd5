"""The model as a function from points in the unit cube, and luck, to outputs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experiments.each import Workers
from experiments.kept import Kept
from experiments.points import Answers, Point, Wanted, run_points
from experiments.posterior import Posterior, folder_of, load_posterior, posterior_row
from experiments.robustness.runs import CasesToRun, run_jobs
from experiments.sensitivity.factors import Factor, dials_at, overrides_at
from experiments.settings import CompareSettings
from scenarios.library import load_mix, vary_mix
from scenarios.mix_format import Mix
from simulation.parameters import prior_quantiles, registry, values_at
from simulation.problems import InputProblem

#: Points that are turned into parameters at a time, so that memory does not grow with their number.
_CHUNK = 2000


@dataclass(frozen=True)
class Output:
    """One number of a run: an indicator of a group in a year in a mix, or its difference with the baseline."""

    mix: str
    baseline: str | None
    indicator: str
    group: str
    year: int

    @property
    def label(self) -> str:
        """For messages and files."""
        less = f" - {self.baseline}" if self.baseline else ""
        return f"{self.indicator} ({self.group}, {self.year}, {self.mix}{less})"


@dataclass(frozen=True)
class Model:
    """What is run: settings (mixes are those explained; parameters not varied stay at the middle of their prior).

    baseline: the mix that is subtracted, '' for levels. factors: of the columns of a point.
    """

    settings: CompareSettings
    baseline: str
    factors: tuple[Factor, ...]
    wanted: Wanted

    @property
    def mixes(self) -> list[Mix]:
        """The mixes to run, the baseline first."""
        names = dict.fromkeys(([self.baseline] if self.baseline else []) + list(self.settings.mixes))
        return [load_mix(name) for name in names]

    def outputs(self) -> list[Output]:
        """What each column of the answers is."""
        mixes, w = self.mixes, self.wanted
        subtracted = mixes[0].id if self.baseline else None
        explained = mixes[1:] if self.baseline else mixes
        return [
            Output(mix.id, subtracted, i, g, year)
            for mix in explained
            for i in w.indicators
            for g in w.groups
            for year in w.years
        ]


def drawn_quantiles(settings: CompareSettings, factors: Sequence[Factor], draws: int, free: Any) -> Any:
    """(draws, D) points that exist: quantiles of posterior (or prior) draws, and `free` (draws, D) for the rest."""
    posterior: Posterior | None = None if settings.prior else load_posterior(folder_of(settings.posterior))
    places = {name: n for n, name in enumerate(registry())}
    points = np.array(free, np.float64)
    for draw in range(draws):
        quantiles = prior_quantiles(settings.seed, draw)
        if posterior is not None:
            quantiles[posterior.places] = posterior.quantiles[posterior_row(posterior, settings.seed, draw)]
        for n, factor in enumerate(factors):
            if factor.kind == "parameter":
                points[draw, n] = quantiles[places[factor.name]]
    return points


def evaluate(
    model: Model,
    x: Any,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> Any:
    """(n, K) outputs at points (n, D + 1) whose last column is luck; points in `kept` are not run again.

    Raises InputProblem for a run that fails.
    """
    result = list[Any]()
    has_levers = any(factor.is_lever for factor in model.factors)
    for start in range(0, len(x), _CHUNK):
        chunk = x[start : start + _CHUNK]
        points = [_point(model, row) for row in chunk]
        if not has_levers:
            answers = run_points(model.settings, model.mixes, points, model.wanted, workers, progress, kept)
            _refuse_failures(answers, start, range(len(chunk)))
            result.append(_columns(model, answers))
        else:
            result.append(_with_levers(model, chunk, points, workers, progress, start, kept))
    return np.concatenate(result)


def _with_levers(
    model: Model,
    chunk: Any,
    points: list[Point],
    workers: Workers,
    progress: Callable[[int], None] | None,
    start: int,
    kept: Kept | None,
) -> Any:
    """As `evaluate` where mixes differ between points: those with the same dials run together."""
    rows: dict[str, list[int]] = {}
    dials = [dials_at(model.factors, row[:-1]) for row in chunk]
    for n, values in enumerate(dials):
        rows.setdefault(repr(values), []).append(n)
    jobs = [
        CasesToRun(
            replace(model.settings, draws=len(chosen)),
            [
                mix if model.baseline and n == 0 else vary_mix(mix, dials[chosen[0]])
                for n, mix in enumerate(model.mixes)
            ],
            [points[n] for n in chosen],
        )
        for chosen in rows.values()
    ]
    result = np.empty((len(chunk), len(model.outputs())))
    for chosen, answers in zip(rows.values(), run_jobs(jobs, model.wanted, workers, progress, kept), strict=True):
        _refuse_failures(answers, start, chosen)
        result[chosen] = _columns(model, answers)
    return result


def _point(model: Model, row: Any) -> Point:
    """Parameters not varied stay at the middle of their prior."""
    known = list(registry())
    quantiles = np.full(len(known), 0.5)
    for factor, u in zip(model.factors, row[:-1], strict=True):
        if factor.kind == "parameter":
            quantiles[known.index(factor.name)] = u
    overrides = dict(model.settings.parameters) | dict(overrides_at(model.factors, row[:-1]))
    return Point(values_at(quantiles, overrides), int(row[-1]))


def _columns(model: Model, answers: Answers) -> Any:
    """(points, K) in the order of `outputs`: mixes, indicators, groups, years."""
    values = answers.values.transpose(0, 1, 4, 3, 2)
    if model.baseline:
        values = values[:, 1:] - values[:, :1]
    return values.reshape(len(values), -1)


def _refuse_failures(answers: Answers, start: int, rows: Sequence[int]) -> None:
    for point, reason in sorted(answers.failures.items()):
        raise InputProblem("run {run} failed: {reason}; indices need every run", run=start + rows[point], reason=reason)
