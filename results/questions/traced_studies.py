"""Numbers of other verbs: what a delay costs (pathways), and what holds in other worlds (robustness)."""

from dataclasses import dataclass
from typing import Any, Literal

from experiments.compare import Comparison
from experiments.pathways.result import PathwaysResult
from experiments.robustness.result import RobustnessResult
from results.queries import Part
from results.questions.model import GivenStudies


@dataclass(frozen=True, slots=True)
class InPathways:
    """What a delay of a mix's own laws loses or saves; with `key`, a number of the pathways result itself."""

    mix: str = ""
    measure: str = ""
    group: str = ""
    part: Part = "p50"
    key: str = ""

    def __str__(self) -> str:
        """As it is printed beside a number."""
        words = ["pathways", self.key] if self.key else ["pathways", self.mix, "delay", self.measure, self.group]
        return " / ".join([*words, *([] if self.key else [self.part])])

    def ask(self, comparison: Comparison, studies: GivenStudies) -> float | None:
        """The answer; None where nothing was delayed."""
        del comparison
        result = pathways_result(studies)
        if self.key:
            return float(getattr(result, self.key))
        delay = result.strategies[self.mix].delay
        return None if delay is None else getattr(delay.lost[self.measure][self.group], self.part)


def pathways_result(studies: GivenStudies) -> PathwaysResult:
    """The pathways analysis that was given. Raises AttributeError where there is none: ask first."""
    found: Any = studies.pathways
    return found


@dataclass(frozen=True, slots=True)
class InRobustness:
    """A cell of a table of a robustness analysis: the row of `mix` against `other`, or with `count` a size."""

    mix: str = ""
    other: str = ""
    objective: str = ""
    column: str = ""
    count: Literal["", "cases", "worlds", "draws"] = ""

    def __str__(self) -> str:
        """As it is printed beside a number."""
        words = ("robustness", self.mix, self.other, self.objective, self.column, self.count)
        return " / ".join(word for word in words if word)

    def ask(self, comparison: Comparison, studies: GivenStudies) -> float | None:
        """The answer; None for mixes or objectives that were not looked at."""
        del comparison
        found = robustness_result(studies)
        if self.count:
            sizes = {"cases": found.cases, "worlds": len(found.world_settings), "draws": found.draws}
            return float(sizes[self.count])
        asked = (self.mix, self.other, self.objective)
        row = next((row for row in found.pairs if (row.mix, row.other, row.objective) == asked), None)
        return None if row is None else getattr(row, self.column)


def robustness_result(studies: GivenStudies) -> RobustnessResult:
    """The robustness analysis that was given. Raises AttributeError where there is none: ask first."""
    found: Any = studies.robustness
    return found
