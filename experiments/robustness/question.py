"""What `robustness` is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from experiments.objectives import DEFAULT_YEAR, Objective, load_objectives
from experiments.robustness.worlds import KINDS_OF_WORLD, Shock, load_shocks
from simulation.safe_yaml import read_yaml

FORMAT = 1


@cache
def choices() -> dict[str, Any]:
    """The numbers of `robustness.yaml`."""
    return read_yaml(Path(__file__).parent / "robustness.yaml")


@dataclass(frozen=True)
class Question:
    """What is asked beyond the settings: on which objectives, in which year and worlds, with which weights."""

    objectives: Mapping[str, Objective] = field(default_factory=load_objectives)
    year: int = DEFAULT_YEAR
    kinds: tuple[str, ...] = KINDS_OF_WORLD
    shocks: Mapping[str, Shock] = field(default_factory=load_shocks)
    weights: Mapping[str, float] = field(default_factory=dict[str, float])

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for the manifest."""
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
