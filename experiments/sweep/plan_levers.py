"""The levers of a plan: which dials of the mixes are set to what."""

from typing import Any, cast

from experiments.points import whole_at
from experiments.sweep.plan_format import PlanFile, Range, Scalar
from experiments.sweep.plan_parts import range_of, refuse_twice, refuse_unknown_value, renamed
from scenarios.library import vary_mix
from scenarios.mix_format import Mix
from scenarios.refusals import shown
from simulation.problems import InputProblem


def levers_of(
    file: str, plan: PlanFile, mixes: tuple[Mix, ...]
) -> tuple[dict[str, tuple[Scalar, ...]], dict[str, Range]]:
    """Levers with values that are crossed, and levers with a range; each value is tried on each mix it applies to.

    Raises InputProblem.
    """
    crossed, ranged = dict[str, tuple[Scalar, ...]](), dict[str, Range]()
    known = sorted({name for mix in mixes for name in mix.instruments})
    for lever, given in plan.levers.items():
        key = f"levers.{lever}"
        refuse_unknown_value(file, "levers", [lever.split(".")[0]], [*known, "*"])
        if isinstance(given, list) and given:
            values = cast("list[Any]", given)
            refuse_twice(file, key, values)
            for value in values:
                if not isinstance(value, str | int | float | bool):
                    raise InputProblem(
                        "{file}: {key}: found {found}, which is not allowed", file=file, key=key, found=shown(value)
                    )
            crossed[lever] = tuple(values)
            trials: tuple[Scalar, ...] = crossed[lever]
        else:
            ranged[lever] = range_of(file, key, given)
            trials = tuple(ranged_value(ranged[lever], u) for u in (0.0, 1.0))
        for mix in mixes:
            for value in trials if applies(lever, mix) else ():
                _tried(file, key, mix, lever, value)
    return crossed, ranged


def _tried(file: str, key: str, mix: Mix, lever: str, value: Scalar) -> None:
    try:
        vary_mix(mix, {lever: value})
    except InputProblem as problem:
        if "key" not in problem.fields:  # a line of another form says enough itself
            raise
        raise renamed(problem, file=file, key=key) from None


def ranged_value(span: Range, u: float) -> Scalar:
    """The value at share u in [0, 1] of a range."""
    return whole_at(span.low, span.high, u) if span.whole else span.low + u * (span.high - span.low)


def applies(lever: str, mix: Mix) -> bool:
    """Whether a mix has the instrument of a lever."""
    name = lever.split(".", maxsplit=1)[0]
    return bool(mix.instruments) if name == "*" else name in mix.instruments
