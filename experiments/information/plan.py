"""What an analysis of the value of information is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from experiments.information.measurements import Measurement
from experiments.information.value import FEWEST_POINTS, PERMUTATIONS
from experiments.objectives import DEFAULT_YEAR, Objective
from experiments.settings import CompareSettings
from simulation.problems import InputProblem


@dataclass(frozen=True)
class InformationPlan:
    """What is asked, beyond the settings.

    replications: per point, 2 or more; year: of the objectives; weights: by objective, {} for none; groups: names
    of parameters by group, {} for the themes and grades of the registry.
    """

    objectives: Mapping[str, Objective]
    measurements: Mapping[str, Measurement]
    replications: int = 4
    year: int = DEFAULT_YEAR
    weights: Mapping[str, float] = field(default_factory=dict[str, float])
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    permutations: int = PERMUTATIONS

    def check(self, settings: CompareSettings) -> None:
        """Raise InputProblem for what cannot be worked out."""
        for option, found, low in (
            ("--replications", self.replications, 2),
            ("--draws", settings.draws, FEWEST_POINTS),
            ("--permutations", self.permutations, 20),
        ):
            if found < low:
                raise InputProblem(
                    "{option}: found {found}; allowed: {low} or more", option=option, found=found, low=low
                )
        if len(settings.all_mixes()) < 2:
            raise InputProblem("a choice needs two mixes or more, the baseline included")

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for the manifest."""
        return {
            "objectives": {name: each.model_dump() for name, each in self.objectives.items()},
            "measurements": {name: each.model_dump() for name, each in self.measurements.items()},
            "replications": self.replications,
            "year": self.year,
            "weights": dict(self.weights),
            "groups": {name: list(each) for name, each in self.groups.items()},
            "permutations": self.permutations,
        }
