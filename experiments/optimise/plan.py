"""What an optimisation searches: dials and scopes of a mix with their ranges, objectives and limits (a YAML file)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from experiments import bounds
from experiments.objectives import Objective
from scenarios.format_base import FORMAT, Strict, Text
from scenarios.library import load_mix, vary_mix
from scenarios.mix_format import Mix
from scenarios.refusals import checked
from simulation.domains import indicator_domain, within
from simulation.indicator_rows import ROWS
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml

#: The plan that ships.
SHIPPED = Path(__file__).parent / "optimise.yaml"
#: More mixes at a time would number more scopes of laws than a world holds.
MOST_IN_BATCH = 24
MOST_OBJECTIVES = 4


class SearchedDial(Strict):
    """Values that a dial may take: a range of numbers, or named choices."""

    range: Annotated[list[float | int], Field(min_length=2, max_length=2)] | None = None
    whole: bool = False
    choices: Annotated[dict[str | float | int, Any], Field(min_length=2, max_length=32)] | None = None

    def value(self, chosen: float | str) -> Any:
        """What is written into the mix for a number of the range, or for the name of a choice."""
        if self.choices is not None:
            return {str(name): value for name, value in self.choices.items()}[str(chosen)]
        return int(chosen) if self.whole else float(chosen)

    def ends(self) -> list[float | str]:
        """Both ends of the range, or all names."""
        return [str(name) for name in self.choices] if self.choices is not None else list(self.range or [])


class OptimisePlan(Strict):
    """A plan; `optimise.yaml` explains each field."""

    format: Annotated[int, Field(ge=1, le=FORMAT)]
    base: str
    dials: Annotated[dict[str, SearchedDial], Field(min_length=1, max_length=40)]
    objectives: Annotated[list[str], Field(min_length=2, max_length=MOST_OBJECTIVES)]
    limits: dict[str, float | int] = Field(default_factory=dict[str, float | int])
    evaluations: Annotated[int, Field(ge=1, le=bounds.EVALUATIONS)] = 96
    batch: Annotated[int, Field(ge=1, le=MOST_IN_BATCH)] = 12
    method: Literal["tpe", "nsga2"] = "tpe"
    why: Text | None = None

    def mix(self, base: Mix, chosen: Mapping[str, float | str], mix_id: str) -> Mix:
        """The base with the dials turned. Raises InputProblem when the values do not go together."""
        return vary_mix(base, {name: self.dials[name].value(value) for name, value in chosen.items()}, mix_id)


def load_plan(path: Path | None, objectives: Mapping[str, Objective]) -> tuple[OptimisePlan, Mix]:
    """A plan and its base mix, from `path` or the one that ships. Raises InputProblem before anything runs.

    Every end of every range is tried on the base, so that a plan which cannot run is refused at once.
    """
    file = path or SHIPPED
    plan = checked(OptimisePlan, read_yaml(file), file.name)
    for key, names in (("objectives", plan.objectives), ("limits", list(plan.limits))):
        known = list(objectives) if key == "objectives" else plan.objectives
        for name in names:
            if name not in known:
                raise InputProblem(
                    "{file}: {key}: unknown value {found}; the nearest known one is {nearest} (allowed: {allowed})",
                    file=file.name,
                    key=key,
                    found=name,
                    nearest=nearest(name, known),
                    allowed=", ".join(known),
                )
    for name, level in plan.limits.items():
        indicator = objectives[name].indicator
        within(indicator_domain(indicator, ROWS[indicator].unit), f"{file.name}: limits.{name}", level)
    if len(set(plan.objectives)) < len(plan.objectives):
        raise InputProblem(
            "{file}: {key}: found {found}; allowed: {allowed}",
            file=file.name,
            key="objectives",
            found=", ".join(plan.objectives),
            allowed="each objective once",
        )
    base = _base(plan.base, file)
    for name, dial in plan.dials.items():
        low_high = dial.range or [0, 1]
        is_whole = all(float(end).is_integer() for end in low_high)
        if (
            (dial.range is None) == (dial.choices is None)
            or low_high[0] >= low_high[1]
            or (dial.whole and not is_whole)
        ):
            raise InputProblem(
                "{file}: dials.{name}: found {found}; allowed: 'range' with low below high (whole numbers with "
                "'whole'), or 'choices'",
                file=file.name,
                name=name,
                found=dial.range or "-",
            )
        for end in dial.ends():
            try:
                plan.mix(base, {name: end}, "probe")
            except InputProblem as problem:
                raise InputProblem(
                    "{file}: dials.{name}: {found} cannot be set: {reason}",
                    file=file.name,
                    name=name,
                    found=end,
                    reason=str(problem),
                ) from problem
    return plan, base


def _base(given: str, file: Path) -> Mix:
    """A shipped mix, or a file beside the plan."""
    if given.endswith((".yaml", ".yml")) and not Path(given).is_absolute():
        return load_mix(file.resolve().parent / given)
    return load_mix(given)
