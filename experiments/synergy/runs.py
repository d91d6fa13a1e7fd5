"""Running every subset of a mix on common points, and keeping only the numbers that are asked for.

As `experiments.points.run_points`, but point by point instead of in blocks of 25: 256 subsets with all years
take 40 MB a point, which a block would hold 25 times per thread. Points are kept one by one, too.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from experiments.each import Check, Workers, taking
from experiments.kept import Kept, KeptBlock, key_of
from experiments.points import Point, drawn_points
from experiments.prepare import assemble
from experiments.runner import run_draw
from experiments.settings import CompareSettings
from experiments.synergy.effects import Effects, effects_of
from experiments.synergy.elements import Elements
from experiments.synergy.question import SubsetMeasure, SynergyQuestion
from experiments.synergy.subsets import subset_mixes
from scenarios.library import fingerprint
from scenarios.mix_format import Mix
from simulation.indicators import GROUPS, INDICATORS
from simulation.problems import InputProblem
from simulation.vocabulary import quarter_index


@dataclass(frozen=True)
class SubsetValues:
    """What the runs gave.

    values (points, subsets, measures) float64, NaN where undefined or failed; eu_law (points, 2): whether EU
    due-diligence law is in force at the end of the last year without and with all elements, NaN where failed;
    failures: reason by point.
    """

    values: Any
    eu_law: Any
    failures: dict[int, str]


@dataclass(frozen=True)
class SynergyRuns:
    """All runs, before they are summed up. `effects` has a column per measure."""

    question: SynergyQuestion
    baseline: Mix
    mix: Mix
    elements: Elements
    measures: tuple[SubsetMeasure, ...]
    found: SubsetValues

    @cached_property
    def effects(self) -> Effects:
        """The games solved."""
        return effects_of(self.elements.ids, self.found.values)

    @property
    def draws(self) -> int:
        """Draws that did not fail."""
        return len(self.found.values) - len(self.found.failures)

    def column(self, name: str, group: str) -> int:
        """The column of an indicator or cost."""
        return next(n for n, m in enumerate(self.measures) if (m.name, m.group) == (name, group))


def find_synergy(
    question: SynergyQuestion,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> SynergyRuns:
    """Run every subset of the mix's elements on the same draws; those that are in `kept` are not run again.

    `progress` is called with 1 for each draw done; the result does not depend on `workers`. Raises InputProblem
    before simulating for a question that cannot be run, or when fewer than two draws succeed; Stopped when
    interrupted.
    """
    baseline, mix = question.mixes()
    settings, elements, measures = question.settings, question.elements(), question.measures()
    subsets = list(subset_mixes(mix, baseline, elements).values())
    points = drawn_points(settings, range(settings.draws))
    found = run_subsets(settings, subsets, points, measures, workers, progress, kept)
    if len(points) - len(found.failures) < 2:
        raise InputProblem(
            "fewer than two draws could be simulated: {reason}", reason=next(iter(found.failures.values()), "-")
        )
    return SynergyRuns(question, baseline, mix, elements, measures, found)


def run_subsets(
    settings: CompareSettings,
    mixes: Sequence[Mix],
    points: Sequence[Point],
    measures: Sequence[SubsetMeasure],
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> SubsetValues:
    """Run every mix (existing policy first, the whole mix last) on every point; all share one past per point.

    `progress` is called with 1 for each point done. The result does not depend on `workers`. Points that are in
    `kept` are not run again. Raises Stopped on KeyboardInterrupt, InputProblem for a mix that cannot be compiled or
    a full disk.
    """
    years = sorted({year for measure in measures for year in measure.years})
    asked = replace(settings, draws=1, first_year=years[0], last_year=years[-1])
    places = [_place(measure, years[0]) for measure in measures]
    prints = [] if kept is None else [fingerprint(mix) for mix in mixes]
    by_id, numbers = {mix.id: mix for mix in mixes}, [asdict(measure) for measure in measures]

    def run(item: tuple[int, Point], check: Check) -> tuple[int, KeptBlock]:
        n, point = item
        experiment = assemble(asked, by_id, {0: point.parameters}, {0: point.replication})
        found, law = np.full((len(mixes), len(measures)), np.nan), np.full(2, np.nan)
        try:
            table = run_draw(experiment, 0, check)
            for column, place in enumerate(places):
                found[:, column] = table[place].sum(axis=-1).mean(axis=-1)
            starts = [experiment.dates[mix.id][0].eu_in_force for mix in (mixes[0], mixes[-1])]
            law[:] = [start is not None and start <= quarter_index(years[-1], 4) for start in starts]
        except (ArithmeticError, ValueError, IndexError, MemoryError) as error:
            return n, KeptBlock({"values": found, "eu_law": law}, {0: f"{type(error).__name__}: {error}"})
        return n, KeptBlock({"values": found, "eu_law": law}, {})

    values = np.full((len(points), len(mixes), len(measures)), np.nan)
    eu_law, failures = np.full((len(points), 2), np.nan), dict[int, str]()

    def take(n: int, block: KeptBlock) -> None:
        values[n], eu_law[n] = block.values["values"], block.values["eu_law"]
        if block.failures:
            failures[n] = block.failures[0]
        if progress:
            progress(1)

    def key(point: Point) -> str:
        return key_of(asked, prints, [point.parameters], [point.replication], {"measures": numbers})

    def missing() -> Iterator[tuple[int, Point]]:
        for n, point in enumerate(points):
            block = kept and kept.find(key(point), 1, {"values": values.shape[1:], "eu_law": (2,)})
            if block is None:
                yield n, point
            else:
                take(n, block)

    # Python runs one rule at a time anyway, and what a user's module remembers is not mixed up
    with taking(run, missing(), 1 if settings.model else workers) as done:
        for _position, (n, block) in done:
            if kept is not None:
                kept.keep(key(points[n]), 1, block)
            take(n, block)
    return SubsetValues(values, eu_law, dict(sorted(failures.items())))


def _place(measure: SubsetMeasure, first: int) -> Any:
    """Index of (mixes, years, indicators) of one group in a table (mixes, years, groups, indicators)."""
    rows = np.array([year - first for year in measure.years])[:, None]
    columns = np.array([INDICATORS.index(name) for name in measure.indicators])[None, :]
    return slice(None), rows, GROUPS.index(measure.group), columns
