"""Refusals that all parts of a plan share: one line that names file, key, what was found and what is allowed."""

from collections.abc import Iterable
from typing import Any, cast

from experiments.sweep.plan_format import Range
from scenarios.refusals import checked, shown
from simulation.problems import InputProblem, nearest


def refuse_twice(file: str, key: str, values: Iterable[Any]) -> None:
    """Raise InputProblem for the first value that is there before (1 and 1.0 are the same, 1 and true are not)."""
    seen: list[Any] = []
    for value in values:
        if any(isinstance(value, bool) == isinstance(other, bool) and value == other for other in seen):
            raise InputProblem("{file}: {key}: {found} is there twice", file=file, key=key, found=shown(value))
        seen.append(value)


def refuse_unknown_value(file: str, key: str, found: Iterable[str], allowed: Iterable[str]) -> None:
    """Raise InputProblem for the first name that is not allowed, with the nearest one that is."""
    names = list(allowed)
    for name in found:
        if name not in names:
            raise InputProblem(
                "{file}: {key}: unknown value {found}; the nearest known one is {nearest} (allowed: {allowed})",
                file=file,
                key=key,
                found=shown(name),
                nearest=nearest(name, names),
                allowed=", ".join(names),
            )


def renamed(problem: InputProblem, **changed: str) -> InputProblem:
    """The same refusal with other fields: it is the plan that the user wrote."""
    return type(problem)(problem.message, **{**problem.fields, **changed})


def part_of[M](model: type[M], content: object, file: str, key: str) -> M:
    """A part of the plan as `model`; a refusal names the whole path to what is wrong."""
    if not isinstance(content, dict):
        raise InputProblem(
            "{file}: {key}: found {found}, keys with values are needed", file=file, key=key, found=shown(content)
        )
    try:
        return cast("M", checked(cast("Any", model), cast("dict[str, Any]", content), file))
    except InputProblem as problem:
        raise renamed(problem, key=f"{key}.{problem.fields['key']}") from None


def range_of(file: str, key: str, given: object) -> Range:
    """A range that the plan gives. Raises InputProblem."""
    found = part_of(Range, given, file, key)
    if found.low >= found.high:
        raise InputProblem(
            "{file}: {key}: found {found}; allowed: {allowed}",
            file=file,
            key=key,
            found=f"{found.low:g}, {found.high:g}",
            allowed="low < high",
        )
    for part in ("low", "high") if found.whole else ():
        if not getattr(found, part).is_integer():
            raise InputProblem(
                "{file}: {key}: found {found}, a whole number is needed",
                file=file,
                key=f"{key}.{part}",
                found=f"{getattr(found, part):g}",
            )
    return found
