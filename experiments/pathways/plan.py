"""What `pathways` is asked: strategies, goals and the delay, from `pathways.yaml` or a file like it."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from experiments.points import Wanted
from scenarios.format_base import FORMAT, Identifier, Sources, Strict, Text
from scenarios.quarters import Quarter, index_of
from scenarios.refusals import checked
from simulation.indicator_rows import SHARES
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR, GradeName

SHIPPED = Path(__file__).parent / "pathways.yaml"

_Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]

#: Quarters by which laws may be delayed; 0 would set a strategy against itself.
DELAYS = range(1, 41)


class PathwayGoal(Strict):
    """A share to be reached in `year`; the needed path begins in `begins`, at what the share then was."""

    name: Text
    indicator: str
    group: str
    direction: Literal["more", "less"]
    level: Annotated[float, Field(ge=0, le=1)]
    begins: _Year
    year: _Year
    grade: GradeName
    sources: Sources
    note: Text

    @property
    def sign(self) -> float:
        """+1 where more is better, -1 where less is better."""
        return 1.0 if self.direction == "more" else -1.0

    @property
    def years(self) -> list[int]:
        """From the beginning of the path to the goal's year."""
        return list(range(self.begins, self.year + 1))


class PathwaysPlan(Strict):
    """Strategies to compare, goals to hold them against, and by how many quarters laws are delayed."""

    format: Annotated[int, Field(ge=1, le=FORMAT)]
    decided: Quarter
    delay: Annotated[int, Field(ge=DELAYS[0], le=DELAYS[-1])]
    strategies: Annotated[list[str], Field(min_length=1)]
    goals: dict[Identifier, PathwayGoal]

    @property
    def decided_at(self) -> int:
        """Index of the quarter in which the choice is made."""
        return index_of(self.decided)


def load_plan(path: Path | None = None) -> PathwaysPlan:
    """The plan in a file, or the one that ships. Raises InputProblem naming file and key."""
    file = path or SHIPPED
    plan = checked(PathwaysPlan, read_yaml(file), file.name)
    for name, goal in plan.goals.items():
        if goal.indicator not in SHARES:
            raise InputProblem(
                "{file}: {key}: unknown value {found}; the nearest known one is {nearest} (allowed: {allowed})",
                file=file.name,
                key=f"goals.{name}.indicator",
                found=goal.indicator,
                nearest=nearest(goal.indicator, list(SHARES)),
                allowed=", ".join(SHARES),
            )
        Wanted((), (goal.group,), ()).check()
        if goal.begins >= goal.year:
            raise InputProblem(
                "{file}: {key}: found {found}; allowed: a year before {year}",
                file=file.name,
                key=f"goals.{name}.begins",
                found=goal.begins,
                year=goal.year,
            )
    return plan
