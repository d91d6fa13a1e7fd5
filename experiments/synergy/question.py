"""What `synergy` is asked: a mix to take apart, existing policy, indicators, a year, and elements to take as one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from experiments.objectives import DEFAULT_YEAR
from experiments.own_rules.model import load_own
from experiments.settings import CompareSettings
from experiments.synergy.data import OwnGroup, check_indicators, read_groups, synergy_data
from experiments.synergy.elements import Elements, elements_of
from scenarios.library import load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True)
class SubsetMeasure:
    """A number of a run: the sum of indicators of a group, as the mean of some years."""

    name: str
    group: str
    indicators: tuple[str, ...]
    years: tuple[int, ...]


@dataclass(frozen=True)
class SynergyQuestion:
    """The mix (the only one of `settings.mixes`) and existing policy (`settings.baseline`), and what is asked of them.

    indicators: between 0 and 1; year: of the effects; groups: elements that a user takes as one, by id.
    """

    settings: CompareSettings
    indicators: tuple[str, ...]
    year: int = DEFAULT_YEAR
    groups: dict[str, OwnGroup] | None = None

    @property
    def work(self) -> int:
        """Draws."""
        return self.settings.draws

    @property
    def runs(self) -> int:
        """Runs in all: every subset of the elements on every draw. Raises InputProblem."""
        return self.settings.draws * 2 ** len(self.elements().ids)

    def mixes(self) -> list[Mix]:
        """Existing policy and the mix. Raises InputProblem for the first setting that cannot be run."""
        if len(self.settings.mixes) != 1:
            raise InputProblem("synergy takes one mix, found {found}", found=len(self.settings.mixes))
        check_indicators(self.indicators)
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise InputProblem(
                "--year: found {found}; allowed: {low} to {high}", found=self.year, low=FIRST_YEAR, high=LAST_YEAR
            )
        self.settings.check()
        if self.settings.model:
            load_own(self.settings.model).refuse_named("synergy")
        if self.settings.draws < 2:
            raise InputProblem(
                "--draws: found {found}; allowed: 2 or more, for without a spread there is no result",
                found=self.settings.draws,
            )
        self.elements()
        return self._both()

    def asked(self) -> dict[str, Any]:
        """Mix, existing policy, indicators, year and a user's grouping as plain values."""
        baseline, mix = self._both()
        own = self.groups
        return {
            "mix": mix.id,
            "baseline": baseline.id,
            "indicators": list(self.indicators),
            "year": self.year,
            "groups": None if own is None else {key: group.model_dump() for key, group in own.items()},
        }

    def elements(self) -> Elements:
        """The elements. Raises InputProblem."""
        baseline, mix = self._both()
        return elements_of(mix, baseline, self.groups)

    def measures(self) -> tuple[SubsetMeasure, ...]:
        """Every indicator in every group, and the costs after them."""
        data = synergy_data()
        effects = [
            SubsetMeasure(name, group, (name,), (self.year,)) for name in self.indicators for group in data.groups
        ]
        paid = tuple(range(min(data.cost_from, self.year), self.year + 1))
        costs = [SubsetMeasure(name, cost.group, tuple(cost.indicators), paid) for name, cost in data.costs.items()]
        return (*effects, *costs)

    def _both(self) -> list[Mix]:
        return [load_mix(self.settings.baseline), load_mix(self.settings.mixes[0])]


def synergy_question(
    mix: str,
    settings: CompareSettings,
    indicators: Sequence[str] | None = None,
    year: int = DEFAULT_YEAR,
    groups: Path | None = None,
) -> SynergyQuestion:
    """The question, with the shipped indicators where none are given. Raises InputProblem for a file of groups."""
    names = synergy_data().default_indicators if indicators is None else indicators
    own = None if groups is None else read_groups(groups)
    return SynergyQuestion(replace(settings, mixes=(mix,)), tuple(dict.fromkeys(names)), year, own)
