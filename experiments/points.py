"""Mixes on points: each point has parameters and a replication of its own, the same for every mix.

What sweeps, sensitivity and the other experiments share: they choose points and mixes, this runs them.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from experiments.posterior import folder_of, load_posterior
from experiments.prepare import assemble, drawn
from experiments.runner import BLOCK_OF_DRAWS, run_blocks
from experiments.settings import CompareSettings
from scenarios.mix_format import Mix
from simulation.indicators import GROUPS, INDICATORS
from simulation.problems import InputProblem, nearest
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR

#: Points that are prepared at a time, so that memory does not grow with their number.
_CHUNK = 16 * BLOCK_OF_DRAWS


@dataclass(frozen=True)
class Point:
    """One case of the world: parameters (1,) PARAMETERS, and the replication that gives its luck and its dates."""

    parameters: Any
    replication: int


@dataclass(frozen=True)
class Wanted:
    """Which numbers to keep of each run."""

    years: tuple[int, ...]
    groups: tuple[str, ...]
    indicators: tuple[str, ...]

    def check(self) -> None:
        """Raise InputProblem for an unknown group or indicator, or a year that is not simulated."""
        for found, known in ((self.groups, GROUPS), (self.indicators, INDICATORS)):
            for name in found:
                if name not in known:
                    raise InputProblem(
                        "unknown indicator or group '{found}'; did you mean '{nearest}'?",
                        found=name, nearest=nearest(name, list(known)),
                    )  # fmt: skip
        for year in self.years:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise InputProblem(
                    "--year: found {found}; allowed: {low} to {high}", found=year, low=FIRST_YEAR, high=LAST_YEAR
                )


@dataclass(frozen=True)
class Answers:
    """`values` (points, mixes, years, groups, indicators) float64, NaN where undefined; `failures` by point."""

    mixes: tuple[str, ...]
    wanted: Wanted
    values: Any
    failures: dict[int, str] = field(default_factory=dict[int, str])

    def of(self, mix: str, indicator: str, group: str, year: int) -> Any:
        """(points,) one number of each run."""
        w = self.wanted
        return self.values[
            :, self.mixes.index(mix), w.years.index(year), w.groups.index(group), w.indicators.index(indicator)
        ]


def drawn_points(
    settings: CompareSettings, draws: Iterable[int], replications: Iterable[int] | None = None
) -> list[Point]:
    """Points from the posterior (or prior) of the settings; draw d has replication d unless given otherwise."""
    posterior = None if settings.prior else load_posterior(folder_of(settings.posterior))
    chosen = list(draws)
    luck = chosen if replications is None else list(replications)
    return [Point(drawn(settings, draw, posterior), r) for draw, r in zip(chosen, luck, strict=True)]


def run_points(
    settings: CompareSettings,
    mixes: Sequence[Mix],
    points: Sequence[Point],
    wanted: Wanted,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Answers:
    """Run every mix (the baseline, or whatever others branch from, first) on every point.

    Of the settings `future`, `firms`, `seed`, `variants` and the last year count; mixes with the same past
    share it (branching). The result does not depend on `workers`. A point that fails is NaN, with its reason
    in `failures`. Raises Stopped on KeyboardInterrupt, InputProblem for a setting that cannot be run.
    """
    wanted.check()
    first, last = min(settings.first_year, *wanted.years), max(wanted.years)
    shape = (len(points), len(mixes), len(wanted.years), len(wanted.groups), len(wanted.indicators))
    values, failures = np.full(shape, np.nan), dict[int, str]()
    places = np.ix_(
        range(len(mixes)), [year - first for year in wanted.years], [GROUPS.index(g) for g in wanted.groups],
        [INDICATORS.index(i) for i in wanted.indicators],
    )  # fmt: skip
    by_id = {mix.id: mix for mix in mixes}
    for start in range(0, len(points), _CHUNK):
        chunk = points[start : start + _CHUNK]
        asked = replace(settings, draws=len(chunk), first_year=first, last_year=last)
        experiment = assemble(
            asked, by_id, {n: p.parameters for n, p in enumerate(chunk)},
            {n: p.replication for n, p in enumerate(chunk)},
        )  # fmt: skip

        def keep(_block: int, tables: dict[int, Any], failed: dict[int, str], start: int = start) -> None:
            for draw, table in tables.items():
                values[start + draw] = table[places]
            failures.update({start + draw: reason for draw, reason in failed.items()})

        blocks = range(-(-len(chunk) // BLOCK_OF_DRAWS))
        run_blocks(experiment, blocks, keep, workers or os.cpu_count() or 1, progress)
    return Answers(tuple(by_id), wanted, values, failures)
