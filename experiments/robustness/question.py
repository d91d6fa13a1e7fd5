"""What `robustness` is asked: settings of the runs, objectives, worlds, and a user's weights."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from experiments.objectives import DEFAULT_YEAR, Objective, load_objectives, objectives_wanted, read_weights
from experiments.robustness.worlds import KINDS_OF_WORLD, PossibleWorld, Shock, load_shocks, worlds_for
from experiments.settings import CompareSettings
from scenarios.library import load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem
from simulation.safe_yaml import read_yaml


@cache
def choices() -> dict[str, Any]:
    """The numbers of `robustness.yaml`."""
    return read_yaml(Path(__file__).parent / "robustness.yaml")


@dataclass(frozen=True)
class RobustnessQuestion:
    """Mixes to hold against each other: on which objectives, in which year and worlds, with which weights."""

    settings: CompareSettings
    objectives: Mapping[str, Objective] = field(default_factory=load_objectives)
    year: int = DEFAULT_YEAR
    kinds: tuple[str, ...] = KINDS_OF_WORLD
    shocks: Mapping[str, Shock] = field(default_factory=load_shocks)
    weights: Mapping[str, float] = field(default_factory=dict[str, float])

    @property
    def work(self) -> int:
        """Points to run: draws times worlds."""
        return self.settings.draws * len(self.worlds())

    @property
    def runs(self) -> int:
        """Runs of one mix, of all mixes together."""
        return self.work * len(self.settings.all_mixes())

    @property
    def until(self) -> int:
        """The last year that is simulated."""
        return max(objectives_wanted(self.objectives, self.year).years)

    def worlds(self) -> list[PossibleWorld]:
        """The worlds, the usual one first. Raises InputProblem for an unknown kind."""
        return worlds_for(self.settings, self.kinds, self.shocks)

    def mixes(self) -> list[Mix]:
        """The mixes, the baseline first. Raises InputProblem for what cannot be run, in any of the worlds."""
        self.settings.check()
        objectives_wanted(self.objectives, self.year).check()
        mixes = [load_mix(name) for name in self.settings.all_mixes()]
        if len(mixes) < 2:
            raise InputProblem("robustness compares mixes: found {found}; allowed: 2 or more", found=len(mixes))
        for world in self.worlds():
            for mix in mixes:
                world.mix(mix)  # a dial that a mix does not take is refused now
        return mixes

    def asked(self) -> dict[str, Any]:
        """Objectives, year, worlds, weights, shocks and the numbers of `robustness.yaml` as plain values."""
        return {
            "objectives": {name: item.model_dump(mode="json") for name, item in self.objectives.items()},
            "year": self.year,
            "worlds": list(self.kinds),
            "weights": dict(self.weights),
            "shocks": {name: item.model_dump(mode="json") for name, item in self.shocks.items()}
            if "shocks" in self.kinds
            else {},
            "choices": choices(),
        }


def robustness_question(
    settings: CompareSettings,
    mixes: tuple[str, ...] = (),
    objectives: Path | None = None,
    year: int | None = None,
    worlds: Iterable[str] | None = None,
    shocks: Path | None = None,
    weights: str | os.PathLike[str] | Mapping[str, float] | None = None,
) -> RobustnessQuestion:
    """The question from what a user gives; None takes the default, no mixes those of the settings.

    Raises InputProblem.
    """
    known = load_objectives(objectives)
    kinds = KINDS_OF_WORLD if worlds is None else tuple(kind for kind in worlds if kind != "none")
    given: Any = os.fspath(weights) if isinstance(weights, os.PathLike) else weights
    return RobustnessQuestion(
        replace(settings, mixes=mixes) if mixes else settings,
        known,
        DEFAULT_YEAR if year is None else year,
        kinds,
        load_shocks(shocks),
        {} if given is None else read_weights(given, known),
    )
