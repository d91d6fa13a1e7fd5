"""What a mix is judged on: the objectives of `objectives.yaml`, their values in runs, and a user's weights."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import numpy as np
from pydantic import Field, model_validator

from experiments import defaults
from experiments.points import Answers, Wanted
from experiments.result_parts import JudgedOn, Named
from scenarios.format_base import FORMAT, Sources, Strict, Text
from scenarios.refusals import checked
from simulation.domains import domain, indicator_domain, step_domain, within
from simulation.indicator_rows import ROWS
from simulation.number_text import UnclearNumber, read_number
from simulation.parameters import central_values, registry
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR, GradeName

#: The objectives that ship.
SHIPPED = Path(__file__).parent / "objectives.yaml"
DEFAULT_YEAR = defaults.OBJECTIVES_YEAR

_Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


class Goal(Strict):
    """A level that somebody set: a number, or the name of a registered parameter."""

    level: float | str
    sources: Sources
    grade: GradeName


class Matters(Strict):
    """The size of a difference that matters, in the unit of the indicator, and on what it rests."""

    size: Annotated[float, Field(gt=0)]
    sources: Sources
    grade: GradeName
    note: Text


class Objective(Strict):
    """One objective; `objectives.yaml` explains each field."""

    name: Text
    indicator: str
    group: str
    year: _Year | None = None
    mean_from: _Year | None = None
    direction: Literal["more", "less"]
    step: Annotated[float, Field(gt=0)]
    step_words: Text
    sources: Sources
    goal: Goal | None = None
    matters: Matters | None = None
    checks: list[str] = Field(default_factory=list[str])

    @model_validator(mode="before")
    @classmethod
    def _as_its_indicator(cls, given: Any) -> Any:
        """Which way is better, where the file leaves it to the indicator's row."""
        row = ROWS.get(str(cast("dict[str, Any]", given).get("indicator"))) if isinstance(given, dict) else None
        return given if row is None or row.better == "none" else {"direction": row.better, **given}

    @property
    def sign(self) -> float:
        """+1 where more is better, -1 where less is better."""
        return 1.0 if self.direction == "more" else -1.0

    @property
    def goal_level(self) -> float | None:
        """The goal in the unit of the indicator; None where nobody set one."""
        if self.goal is None:
            return None
        return float(central_values()[self.goal.level][0]) if isinstance(self.goal.level, str) else self.goal.level

    def years(self, asked: int) -> tuple[int, ...]:
        """The years whose mean is the value, when the user asks for year `asked`."""
        last = asked if self.year is None else self.year
        first = last if self.mean_from is None else min(self.mean_from, last)
        return tuple(range(first, last + 1))


class _ObjectivesFile(Strict):
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    objectives: Annotated[dict[str, Objective], Field(min_length=1)]


class _WeightsFile(Strict):
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    weights: Annotated[dict[str, float], Field(min_length=1)]

    @property
    def by_objective(self) -> dict[str, float]:
        """The numbers."""
        return self.weights


class _SizesFile(Strict):
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    matters: Annotated[dict[str, float], Field(min_length=1)]

    @property
    def by_objective(self) -> dict[str, float]:
        """The numbers."""
        return self.matters


def load_objectives(path: Path | None = None) -> dict[str, Objective]:
    """Objectives by name, from `path` or those that ship. Raises InputProblem naming file and key."""
    file = path or SHIPPED
    found = checked(_ObjectivesFile, read_yaml(file), file.name).objectives
    for name, objective in found.items():
        Wanted((), (objective.group,), (objective.indicator,)).check()
        level = None if objective.goal is None else objective.goal.level
        if isinstance(level, str) and level not in registry():
            raise InputProblem(
                "{file}: {key}: unknown value {found}; the nearest known one is {nearest} (allowed: {allowed})",
                file=file.name,
                key=f"objectives.{name}.goal.level",
                found=level,
                nearest=nearest(level, list(registry())),
                allowed="a number or a registered parameter",
            )
        unit = ROWS[objective.indicator].unit
        within(step_domain(unit), f"{file.name}: objectives.{name}.step", objective.step)
        if objective.matters is not None:
            within(step_domain(unit), f"{file.name}: objectives.{name}.matters.size", objective.matters.size)
        if objective.goal is not None:
            key = f"{file.name}: objectives.{name}.goal.level"
            within(indicator_domain(objective.indicator, unit), key, objective.goal_level)
    return found


@cache
def shipped_objectives() -> dict[str, Objective]:
    """The objectives that ship."""
    return load_objectives()


def objectives_wanted(objectives: Mapping[str, Objective], year: int = DEFAULT_YEAR) -> Wanted:
    """What to keep of each run so that `objective_values` can be worked out. Raises InputProblem for a wrong year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputProblem(
            "--year: found {found}; allowed: {low} to {high}", found=year, low=FIRST_YEAR, high=LAST_YEAR
        )
    each = objectives.values()
    return Wanted(
        tuple(sorted({y for objective in each for y in objective.years(year)})),
        tuple(dict.fromkeys(objective.group for objective in each)),
        tuple(dict.fromkeys(objective.indicator for objective in each)),
    )


def judged_on(objectives: Mapping[str, Objective], year: int) -> dict[str, JudgedOn]:
    """The objectives as they stand in a result that was asked for `year`."""
    return {
        name: JudgedOn(
            name=Named(en=each.name.en, nl=each.name.nl),
            indicator=each.indicator,
            group=each.group,
            years=list(each.years(year)),
            direction=each.direction,
        )
        for name, each in objectives.items()
    }


def judged_on_before(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """As `judged_on`, as plain values, for a result of an older format, which left its objectives to the manifest."""
    asked = manifest["settings"]["asked"]
    objectives = {name: Objective.model_validate(each) for name, each in asked["objectives"].items()}
    return {name: each.model_dump(mode="json") for name, each in judged_on(objectives, asked["year"]).items()}


def objective_values(answers: Answers, objectives: Mapping[str, Objective], year: int = DEFAULT_YEAR) -> Any:
    """(points, mixes, objectives) float64 in the units of the indicators, NaN where undefined or failed."""
    w, columns = answers.wanted, list[Any]()
    for objective in objectives.values():
        years = [w.years.index(y) for y in objective.years(year)]
        values = answers.values[:, :, years, w.groups.index(objective.group), w.indicators.index(objective.indicator)]
        columns.append(values.mean(axis=-1))
    return np.stack(columns, axis=-1)


def read_weights(given: str | Path | Mapping[str, float], objectives: Mapping[str, Objective]) -> dict[str, float]:
    """Weights by objective, from `practice=2,government_cost=1`, a file (`format: 1`, `weights:`) or a mapping.

    A weight of w says: one step of this objective is worth w. Objectives left out count for nothing.
    Raises InputProblem for an unknown objective, a weight that is negative or no number, or nothing above zero.
    """
    pairs = _by_objective(given, objectives, "--weights", _WeightsFile)
    for name, weight in pairs.items():
        within(domain("weight"), f"--weights: {name}", weight)
    if not any(pairs.values()):
        raise InputProblem("--weights: found {found}; allowed: at least one weight above 0", found=given)
    return {name: float(pairs[name]) for name in objectives if pairs.get(name)}


def sizes_from(given: str | Path | Mapping[str, float], objectives: Mapping[str, Objective]) -> dict[str, float]:
    """Sizes that matter by objective: `practice=0.03,government_cost=1e7`, a file (`format: 1`, `matters:`), a mapping.

    Raises InputProblem for an unknown objective, or a size that is no number above zero.
    """
    pairs = _by_objective(given, objectives, "--matters", _SizesFile)
    for name, size in pairs.items():
        within(step_domain(ROWS[objectives[name].indicator].unit), f"--matters: {name}", size)
    return {name: float(pairs[name]) for name in objectives if name in pairs}


def _by_objective(
    given: str | Path | Mapping[str, float],
    objectives: Mapping[str, Objective],
    option: str,
    form: "type[_WeightsFile | _SizesFile]",
) -> dict[str, float]:
    """Numbers by objective from words, a file or a mapping. Raises InputProblem for an objective that nobody knows."""
    if isinstance(given, Mapping):
        pairs: dict[str, float] = {str(name): value for name, value in given.items()}
    elif isinstance(given, Path) or ("=" not in given):
        pairs = checked(form, read_yaml(Path(given)), Path(given).name).by_objective
    else:
        pairs = _pairs(given, option)
    for name in pairs:
        if name not in objectives:
            raise InputProblem(
                "{option}: unknown objective '{found}'; did you mean '{nearest}'? (allowed: {allowed})",
                option=option,
                found=name,
                nearest=nearest(name, list(objectives)),
                allowed=", ".join(objectives),
            )
    return pairs


def weighted(values: Any, objectives: Mapping[str, Objective], weights: Mapping[str, float]) -> Any:
    """(points, mixes) sum of weight x steps in the good direction, from values (points, mixes, objectives).

    Objectives without weight are left out, so that what is undefined there does no harm.
    """
    total = np.zeros(values.shape[:-1])
    for place, (name, objective) in enumerate(objectives.items()):
        if weights.get(name):
            total += weights[name] * objective.sign * values[..., place] / objective.step
    return total


def _pairs(text: str, option: str) -> dict[str, float]:
    """Numbers by name from `practice=2,government_cost=1`. Raises InputProblem."""
    pairs: dict[str, float] = {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, equals, number = (each.strip() for each in part.partition("="))
        if not equals and pairs and name[0].isdigit():
            before = list(pairs)[-1]
            raise InputProblem(
                "{option}: a comma divides facts; write the decimals of {name} with a point", option=option, name=before
            )
        if name in pairs:
            raise InputProblem("{option}: {name} is given twice", option=option, name=name)
        if not number:
            raise InputProblem("{option}: a value is missing", option=f"{option}: {name}")
        pairs[name] = _number(name, number, option)
    return pairs


def _number(name: str, text: str, option: str) -> float:
    try:
        number = read_number(text, is_amount=False)
    except UnclearNumber as problem:
        raise problem.problem(option) from None
    if number is None:
        raise InputProblem("{option}: {name}: found {found}; allowed: a number", option=option, name=name, found=text)
    return float(number)
