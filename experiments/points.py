"""Mixes on points: each point has parameters and a replication of its own, the same for every mix.

What sweeps, sensitivity and the other experiments share: they choose points and mixes, this runs them.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from experiments.each import Workers
from experiments.kept import Kept, KeptBlock, key_of
from experiments.posterior import folder_of, load_posterior
from experiments.prepare import assemble, drawn
from experiments.runner import BLOCK_OF_DRAWS, blocks_of, run_blocks
from experiments.settings import CompareSettings
from scenarios.library import fingerprint
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
                        found=name,
                        nearest=nearest(name, list(known)),
                    )
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


def whole_at(low: float, high: float, u: float) -> int:
    """The whole number at share u in [0, 1] of a range, each of `low` to `high` with the same share.

    Rounding what lies evenly between the ends would give both ends half of what the others have.
    """
    first, last = math.ceil(low), math.floor(high)
    return min(first + int(u * (last - first + 1)), last)


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
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> Answers:
    """Run every mix (the baseline, or whatever others branch from, first) on every point.

    Of the settings `future`, `firms`, `seed`, `variants` and the last year count; mixes with the same past
    share it (branching). The result does not depend on `workers`. A point that fails is NaN, with its reason
    in `failures`. Blocks of points that are in `kept` are not run again, and those that are run are kept there.
    Raises Stopped on KeyboardInterrupt, InputProblem for a setting that cannot be run or a full disk.
    """
    wanted.check()
    first, last = min(settings.first_year, *wanted.years), max(wanted.years)
    asked = replace(settings, first_year=first, last_year=last)
    shape = (len(mixes), len(wanted.years), len(wanted.groups), len(wanted.indicators))
    values, failures = np.full((len(points), *shape), np.nan), dict[int, str]()
    for start in range(0, len(points), _CHUNK):
        chunk = points[start : start + _CHUNK]

        def take(block: range, found: KeptBlock, start: int = start) -> None:
            values[start + block.start : start + block.stop] = found.values["values"]
            failures.update({start + block.start + n: reason for n, reason in found.failures.items()})

        _run_chunk(replace(asked, draws=len(chunk)), mixes, chunk, wanted, workers, progress, kept, take)
    return Answers(tuple(mix.id for mix in mixes), wanted, values, dict(sorted(failures.items())))


def _run_chunk(
    settings: CompareSettings,
    mixes: Sequence[Mix],
    points: Sequence[Point],
    wanted: Wanted,
    workers: Workers,
    progress: Callable[[int], None] | None,
    kept: Kept | None,
    take: Callable[[range, KeptBlock], None],
) -> None:
    """Give `take` each block of points, from what is kept or else as it has been run."""
    shape = (len(mixes), len(wanted.years), len(wanted.groups), len(wanted.indicators))
    places = np.ix_(
        range(len(mixes)),
        [year - settings.first_year for year in wanted.years],
        [GROUPS.index(g) for g in wanted.groups],
        [INDICATORS.index(i) for i in wanted.indicators],
    )
    blocks, keys, missing = blocks_of(len(points)), dict[int, str](), list[int]()
    prints = [] if kept is None else [fingerprint(mix) for mix in mixes]
    for number, block in enumerate(blocks):
        found = None
        if kept is not None:
            inside = [points[n] for n in block]
            keys[number] = key_of(
                settings, prints, [p.parameters for p in inside], [p.replication for p in inside], asdict(wanted)
            )
            found = kept.find(keys[number], len(block), {"values": (len(block), *shape)})
        if found is None:
            missing.append(number)
        else:
            take(block, found)
            if progress:
                progress(len(block))
    if not missing:
        return
    experiment = assemble(
        settings,
        {mix.id: mix for mix in mixes},
        {n: p.parameters for n, p in enumerate(points)},
        {n: p.replication for n, p in enumerate(points)},
    )

    def finish(number: int, tables: dict[int, Any], failed: dict[int, str]) -> None:
        block = blocks[number]
        values = np.full((len(block), *shape), np.nan)
        for draw, table in tables.items():
            values[draw - block.start] = table
        done = KeptBlock({"values": values}, {draw - block.start: reason for draw, reason in failed.items()})
        if kept is not None:
            kept.keep(keys[number], len(block), done)
        take(block, done)

    run_blocks(experiment, missing, finish, workers, progress, places)
