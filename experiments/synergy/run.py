"""Which elements of a mix do the work, and do they reinforce each other: all subsets on the same draws, exactly."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.kept import Kept
from experiments.manifest import analysis_manifest
from experiments.objectives import DEFAULT_YEAR
from experiments.own_rules.model import load_own
from experiments.points import drawn_points
from experiments.settings import CompareSettings
from experiments.synergy.data import OwnGroup, check_indicators, read_groups, synergy_data
from experiments.synergy.effects import Effects, Spread, effects_of, spread_of
from experiments.synergy.elements import Elements, elements_of
from experiments.synergy.frames import costs_frame, interactions_frame, shares_frame, totals_frame
from experiments.synergy.runs import Measure, SubsetValues, run_subsets
from experiments.synergy.subsets import subset_mixes
from scenarios.library import load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True)
class SynergySettings:
    """What is asked.

    compare: the mix (the only one of `mixes`) and existing policy (`baseline`), draws, firms, seed, future and so
    on; indicators: between 0 and 1; year: of the effects; groups: a file with a grouping of the user's own.
    """

    compare: CompareSettings
    indicators: tuple[str, ...]
    year: int = DEFAULT_YEAR
    groups: Path | None = None

    def check(self) -> None:
        """Raise InputProblem for the first setting that cannot be run."""
        if len(self.compare.mixes) != 1:
            raise InputProblem("synergy takes one mix, found {found}", found=len(self.compare.mixes))
        check_indicators(self.indicators)
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise InputProblem(
                "--year: found {found}; allowed: {low} to {high}", found=self.year, low=FIRST_YEAR, high=LAST_YEAR
            )
        self.compare.check()
        if self.compare.model:
            load_own(self.compare.model).refuse_named("synergy")
        if self.compare.draws < 2:
            raise InputProblem(
                "--draws: found {found}; allowed: 2 or more, for without a spread there is no result",
                found=self.compare.draws,
            )
        self.elements()

    def mix(self) -> Mix:
        """The mix that is taken apart."""
        return load_mix(self.compare.mixes[0])

    def baseline(self) -> Mix:
        """Existing policy: what is left when every element is taken out."""
        return load_mix(self.compare.baseline)

    def own_groups(self) -> dict[str, OwnGroup] | None:
        """The user's grouping."""
        return None if self.groups is None else read_groups(self.groups)

    def elements(self) -> Elements:
        """The elements. Raises InputProblem."""
        return elements_of(self.mix(), self.baseline(), self.own_groups())

    def measures(self) -> tuple[Measure, ...]:
        """Every indicator in every group, and the costs after them."""
        data = synergy_data()
        effects = [Measure(name, group, (name,), (self.year,)) for name in self.indicators for group in data.groups]
        paid = tuple(range(min(data.cost_from, self.year), self.year + 1))
        costs = [Measure(name, cost.group, tuple(cost.indicators), paid) for name, cost in data.costs.items()]
        return (*effects, *costs)

    def manifest(self) -> dict[str, Any]:
        """All that decides the result; a user's grouping by its content."""
        own, mix, baseline = self.own_groups(), self.mix(), self.baseline()
        asked = {
            "mix": mix.id,
            "baseline": baseline.id,
            "indicators": list(self.indicators),
            "year": self.year,
            "groups": None if own is None else {key: group.model_dump() for key, group in own.items()},
        }
        return analysis_manifest("synergy", self.compare, [baseline, mix], asked)


@dataclass(frozen=True)
class Synergy:
    """What was found. `effects` has a column per measure; the run folder is there once it is written."""

    settings: SynergySettings
    mix: Mix
    baseline: Mix
    elements: Elements
    measures: tuple[Measure, ...]
    found: SubsetValues
    folder: Path | None = None

    @cached_property
    def effects(self) -> Effects:
        """The games solved."""
        return effects_of(self.elements.ids, self.found.values)

    @cached_property
    def shares(self) -> pd.DataFrame:
        """What each element does (`experiments.synergy.frames.shares_frame`)."""
        return shares_frame(self)

    @cached_property
    def interactions(self) -> pd.DataFrame:
        """What pairs do together (`interactions_frame`)."""
        return interactions_frame(self)

    @cached_property
    def costs(self) -> pd.DataFrame:
        """What each element costs (`costs_frame`)."""
        return costs_frame(self)

    @cached_property
    def totals(self) -> pd.DataFrame:
        """What all elements do together (`totals_frame`)."""
        return totals_frame(self)

    @property
    def draws(self) -> int:
        """Draws that did not fail."""
        return len(self.found.values) - len(self.found.failures)

    def column(self, name: str, group: str) -> int:
        """The column of an indicator or cost."""
        return next(n for n, m in enumerate(self.measures) if (m.name, m.group) == (name, group))

    def spread(self, name: str, group: str, quantity: str, element: str | tuple[str, str] | None = None) -> Spread:
        """Spread of a quantity of `Effects`; `element` is an id, or two (alphabetical) for interactions."""
        values = getattr(self.effects, quantity)
        return spread_of((values if element is None else values[element])[:, self.column(name, group)])

    def eu_law_shares(self) -> tuple[float, float] | None:
        """Share of draws with EU due-diligence law in force in the last year, without and with the elements."""
        without, whole = (spread_of(column) for column in self.found.eu_law.T)
        return None if without.mean is None or whole.mean is None else (without.mean, whole.mean)


def synergy(
    settings: SynergySettings,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> Synergy:
    """Run every subset of the mix's elements on the same draws; those that are in `kept` are not run again.

    `progress` is called with 1 for each draw done; the result does not depend on `workers`. Raises InputProblem
    before simulating for settings that cannot be run, or when fewer than two draws succeed; Stopped when
    interrupted.
    """
    settings.check()
    mix, baseline, elements, measures = settings.mix(), settings.baseline(), settings.elements(), settings.measures()
    mixes = list(subset_mixes(mix, baseline, elements).values())
    points = drawn_points(settings.compare, range(settings.compare.draws))
    found = run_subsets(settings.compare, mixes, points, measures, workers, progress, kept)
    if len(points) - len(found.failures) < 2:
        raise InputProblem(
            "fewer than two draws could be simulated: {reason}", reason=next(iter(found.failures.values()), "-")
        )
    return Synergy(settings, mix, baseline, elements, measures, found)


def with_folder(result: Synergy, folder: Path) -> Synergy:
    """The result with its run folder."""
    return replace(result, folder=folder)
