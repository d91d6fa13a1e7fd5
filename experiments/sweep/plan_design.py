"""The design of a plan: the points at which parameters are set, and how."""

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from experiments.sweep.plan_format import DESIGNS, Design, Grid, LatinHypercube, Listed, PlanFile, Range, Sobol
from experiments.sweep.plan_parts import part_of, range_of, refuse_twice, refuse_unknown_value
from scenarios.refusals import shown
from simulation.domains import within
from simulation.parameters import registry
from simulation.problems import InputProblem, nearest

#: The key of a listed point that gives its luck (and the draw of what it does not set); not a parameter.
REPLICATION = "replication"


def design_of(file: str, plan: PlanFile, folder: Path) -> tuple[Design, dict[str, Range | None]]:
    """The design, and the ranges of its parameters (None for the prior of one). Raises InputProblem."""
    kind = plan.parameters.get("kind")
    if kind is None:
        raise InputProblem("{file}: {key} is missing", file=file, key="parameters.kind")
    refuse_unknown_value(file, "parameters.kind", [str(kind)], DESIGNS)
    design = cast("Design", part_of(DESIGNS[str(kind)], plan.parameters, file, "parameters"))
    _numbers(file, "parameters.fixed", design.fixed)
    ranges: dict[str, Range | None] = {}
    names: list[str] = []
    match design:
        case Grid():
            for name, values in design.values.items():
                key = f"parameters.values.{name}"
                if not isinstance(values, list) or not values:
                    raise InputProblem(
                        "{file}: {key}: found {found}, a list with at least one entry is needed",
                        file=file,
                        key=key,
                        found=shown(values),
                    )
                numbers = cast("list[Any]", values)
                for value in numbers:
                    _numbers(file, "parameters.values", {name: value})
                refuse_twice(file, key, [float(value) for value in numbers])
            names = list(design.values)
        case LatinHypercube() | Sobol():
            _names(file, "parameters.ranges", design.ranges)
            ranges = {name: _parameter_range(file, name, given) for name, given in design.ranges.items()}
            names = list(ranges)
            if isinstance(design, Sobol) and design.count & (design.count - 1):
                low = 1 << (design.count.bit_length() - 1)
                raise InputProblem(
                    "{file}: {key}: found {found}; allowed: {allowed}",
                    file=file,
                    key="parameters.count",
                    found=design.count,
                    allowed=f"{low}, {2 * low}, … (2^n)",
                )
        case Listed():
            names = _listed(file, design, plan.replications)
        case _:
            pass
    twice = [name for name in names if name in design.fixed]
    if twice:
        raise InputProblem("{file}: {key}: {found} is there twice", file=file, key="parameters.fixed", found=twice[0])
    given = getattr(design, "posterior", "")
    if given and not Path(given).is_absolute():  # as for mixes: beside the plan
        design = design.model_copy(update={"posterior": str(folder / given)})
    return design, ranges


def _names(file: str, key: str, found: Iterable[str]) -> None:
    for name in found:
        if name not in registry():
            raise InputProblem(
                "{file}: unknown key {key}; the nearest known one is {nearest}",
                file=file,
                key=f"{key}.{name}",
                nearest=nearest(name, list(registry())),
            )


def _numbers(file: str, key: str, found: Mapping[str, Any]) -> None:
    _names(file, key, found)
    for name, value in found.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise InputProblem(
                "{file}: {key}: found {found}, a number is needed", file=file, key=f"{key}.{name}", found=shown(value)
            )
        within(registry()[name].domain, f"{file}: {key}.{name}", value)


def _listed(file: str, design: Listed, replications: int) -> list[str]:
    """The parameters of points that are written out."""
    names: list[str] = []
    for n, point in enumerate(design.points):
        key, own = f"parameters.points[{n + 1}]", {name: v for name, v in point.items() if name != REPLICATION}
        _numbers(file, key, own)
        if REPLICATION in point:
            _replication(file, f"{key}.{REPLICATION}", point[REPLICATION], replications)
        names += own
    return names


def _replication(file: str, key: str, value: float, replications: int) -> None:
    if value != int(value) or not 0 <= value < 2**31:
        raise InputProblem(
            "{file}: {key}: found {found}; allowed: {allowed}",
            file=file,
            key=key,
            found=shown(value),
            allowed="0, 1, 2 …",
        )
    if replications > 1:
        raise InputProblem("{file}: {key} and replications: give one of the two, not both", file=file, key=key)


def _parameter_range(file: str, name: str, given: object) -> Range | None:
    key = f"parameters.ranges.{name}"
    if given == "prior":
        if not registry()[name].is_uncertain:
            raise InputProblem(
                "{file}: {key}: found {found}; allowed: {allowed}",
                file=file,
                key=key,
                found=shown(given),
                allowed="low, high",
            )
        return None
    span = range_of(file, key, given)
    for end, value in (("low", span.low), ("high", span.high)):
        within(registry()[name].domain, f"{file}: {key}.{end}", value)
    return span
