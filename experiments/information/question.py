"""What `information` is asked: settings of the runs, objectives, measurements, and how luck is averaged out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from experiments.information.measurements import Measurement, also_wanted, load_measurements, mixes_measured
from experiments.information.net_benefit import price_of, with_net_benefit
from experiments.information.value import FEWEST_POINTS, PERMUTATIONS
from experiments.objectives import DEFAULT_YEAR, Objective, load_objectives, objectives_wanted, read_weights
from experiments.points import Wanted
from experiments.settings import CompareSettings
from scenarios.library import load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem


@dataclass(frozen=True)
class InformationQuestion:
    """A choice between mixes, the baseline included.

    replications: per point, 2 or more; year: of the objectives; weights: by objective, {} for none; groups: names
    of parameters by group, {} for the themes and grades of the registry; price: euros a year for a firm with basic
    practice, for a choice by net benefit; None for none.
    """

    settings: CompareSettings
    objectives: Mapping[str, Objective]
    measurements: Mapping[str, Measurement]
    replications: int = 4
    year: int = DEFAULT_YEAR
    weights: Mapping[str, float] = field(default_factory=dict[str, float])
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    permutations: int = PERMUTATIONS
    price: float | None = None

    @property
    def work(self) -> int:
        """Points that will be run at most, each replication one."""
        return self.settings.draws * self.replications

    @property
    def runs(self) -> int:
        """Runs of one mix: of each that is chosen from, and of each under which is measured."""
        return self.work * (len(self.settings.all_mixes()) + len(self.measured_under()))

    @property
    def wanted(self) -> Wanted:
        """What to keep of each run. Raises InputProblem for a year that is not simulated."""
        wanted = also_wanted(objectives_wanted(self.objectives, self.year), self.measurements.values())
        return wanted if self.price is None else with_net_benefit(wanted, self.year)

    def mixes(self) -> list[Mix]:
        """The mixes to choose from. Raises InputProblem for what cannot be worked out."""
        for option, found, low in (
            ("--replications", self.replications, 2),
            ("--draws", self.settings.draws, FEWEST_POINTS),
            ("--permutations", self.permutations, 20),
        ):
            if found < low:
                raise InputProblem(
                    "{option}: found {found}; allowed: {low} or more", option=option, found=found, low=low
                )
        if len(self.settings.all_mixes()) < 2:
            raise InputProblem("a choice needs two mixes or more, the baseline included")
        self.settings.check()
        return [load_mix(name) for name in self.settings.all_mixes()]

    def measured_under(self) -> list[Mix]:
        """The mixes under which is measured and that are not among those to choose from."""
        chosen = {load_mix(name).id for name in self.settings.all_mixes()}
        return [mix for name, mix in mixes_measured(self.measurements.values()).items() if name not in chosen]

    def asked(self) -> dict[str, Any]:
        """All that is asked beyond the settings, as plain values."""
        return {
            "objectives": {name: each.model_dump() for name, each in self.objectives.items()},
            "measurements": {name: each.model_dump() for name, each in self.measurements.items()},
            "replications": self.replications,
            "year": self.year,
            "weights": dict(self.weights),
            "groups": {name: list(each) for name, each in self.groups.items()},
            "permutations": self.permutations,
        } | ({} if self.price is None else {"price": self.price})


def information_question(
    settings: CompareSettings,
    mixes: tuple[str, ...] = (),
    replications: int = 4,
    year: int = DEFAULT_YEAR,
    weights: str | Path | Mapping[str, float] | None = None,
    objectives: Path | None = None,
    measurements: Path | None = None,
    groups: Mapping[str, tuple[str, ...]] | None = None,
    price: float | None = None,
) -> InformationQuestion:
    """The question, with objectives and measurements in files, or those that ship. Raises InputProblem."""
    known = load_objectives(objectives)
    return InformationQuestion(
        replace(settings, mixes=mixes) if mixes else settings,
        known,
        load_measurements(measurements),
        replications,
        year,
        {} if weights is None else read_weights(weights, known),
        groups or {},
        price=None if price is None else price_of(price),
    )
