"""What a sensitivity analysis varies: parameters (over their prior, the posterior, or a given range) and levers."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.points import whole_at
from scenarios.library import vary_mix
from scenarios.mix_format import Mix
from simulation.domains import within
from simulation.number_text import UnclearNumber, read_number
from simulation.parameters import Parameter, refuse_unknown, registry
from simulation.problems import InputProblem

_RANGE = re.compile(r"^\s*(\S+?)\s*\.\.\s*(\S+?)\s*$")


@dataclass(frozen=True)
class Factor:
    """One thing that varies.

    kind: `parameter` over its own distribution; `range`: a parameter over low to high; `lever`: a dial of the mix
    over low to high, whole numbers if both ends are; `choice`: a dial with the values of `choices`.
    """

    name: str
    kind: str
    low: float = 0.0
    high: float = 1.0
    is_log: bool = False
    is_whole: bool = False
    choices: tuple[str, ...] = ()

    @property
    def is_lever(self) -> bool:
        """Whether it is a dial of the mix."""
        return self.kind in ("lever", "choice")

    def at(self, u: float) -> Any:
        """The value at quantile u in [0, 1] of a range or a dial."""
        if self.kind == "choice":
            return _plain(self.choices[min(int(u * len(self.choices)), len(self.choices) - 1)])
        if self.is_whole:
            return whole_at(self.low, self.high, u)
        if self.is_log:
            return math.exp(math.log(self.low) + u * (math.log(self.high) - math.log(self.low)))
        return self.low + u * (self.high - self.low)


def parameter_factors(given: Sequence[str]) -> list[Factor]:
    """Factors from texts `name` or `name=low..high`; all uncertain parameters when there is none. InputProblem."""
    if not given:
        return [Factor(p.name, "parameter") for p in registry().values() if p.is_uncertain]
    found: list[Factor] = []
    for text in given:
        name, equals, ends = text.partition("=")
        refuse_unknown({name: 0})
        known = registry()[name]
        if not equals:
            if not known.is_uncertain:
                raise InputProblem(
                    "--parameter: {name} has no range of its own; give one, as in {name}=LOW..HIGH", name=name
                )
            found.append(Factor(name, "parameter"))
            continue
        factor = _ranged("--parameter", text, name, ends, known)
        for end in (factor.low, factor.high):
            within(known.domain, f"--parameter {name}", end)
        found.append(factor)
    return _once("--parameter", found)


def lever_factors(given: Sequence[str], mixes: Sequence[Mix]) -> list[Factor]:
    """Factors from texts `instrument.field=low..high` or `=a|b|c`, tried on every mix. Raises InputProblem."""
    found: list[Factor] = []
    for text in given:
        name, _equals, ends = text.partition("=")
        if "|" in ends:
            choices = tuple(part.strip() for part in ends.split("|"))
            factor = Factor(name, "choice", choices=choices)
        else:
            factor = _ranged("--lever", text, name, ends, None)
        for mix in mixes:
            for u in (0.0, 0.5, 1.0):
                vary_mix(mix, {name: factor.at(u)})
        found.append(factor)
    return _once("--lever", found)


def grouped(factors: Sequence[Factor], by: str, together: Sequence[str]) -> tuple[str, ...]:
    """Name of each factor's group: its own (`parameter`), its theme or evidence grade, or as `NAME=a,b` says.

    Raises InputProblem for unknown names, or a factor in two groups.
    """
    if by not in ("parameter", "theme", "grade"):
        raise InputProblem("--by: found '{found}'; allowed: {allowed}", found=by, allowed="parameter, theme, grade")
    groups: dict[str, str] = {}
    for factor in factors:
        own = factor.name if by == "parameter" or factor.is_lever else getattr(registry()[factor.name], by)
        groups[factor.name] = own
    placed: set[str] = set()
    for text in together:
        group, equals, members = text.partition("=")
        names = [name.strip() for name in members.split(",")]
        for name in names:
            if not equals or not group or name not in groups or name in placed:
                raise InputProblem(
                    "--together: '{text}': found '{found}'; allowed: NAME=a,b with parameters or levers that vary, "
                    "each in one group",
                    text=text,
                    found=name,
                )
            groups[name] = group
            placed.add(name)
    return tuple(groups[factor.name] for factor in factors)


def dials_at(factors: Sequence[Factor], point: Any) -> dict[str, Any]:
    """Values of the levers at a point in the unit cube."""
    return {f.name: f.at(float(u)) for f, u in zip(factors, point, strict=True) if f.is_lever}


def overrides_at(factors: Sequence[Factor], point: Any) -> Mapping[str, float]:
    """Values of parameters with a given range at a point."""
    return {f.name: f.at(float(u)) for f, u in zip(factors, point, strict=True) if f.kind == "range"}


def _ranged(option: str, text: str, name: str, ends: str, known: Parameter | None) -> Factor:
    match = _RANGE.match(ends)
    low, high = (_number(option, match[1]), _number(option, match[2])) if match else (math.nan, math.nan)
    is_log = known is not None and known.kind == "loguniform"
    if match is None or not (math.isfinite(low) and math.isfinite(high) and low < high) or (is_log and low <= 0):
        raise InputProblem(
            "{option}: found '{found}'; allowed: {name}=LOW..HIGH with two numbers, the lower first",
            option=option,
            found=text,
            name=name or "NAME",
        )
    is_whole = known is None and all(part.lstrip("-").isdigit() for part in match.groups())
    return Factor(name, "lever" if known is None else "range", low, high, is_log, is_whole)


def _once(option: str, factors: list[Factor]) -> list[Factor]:
    names = [factor.name for factor in factors]
    for name in names:
        if names.count(name) > 1:
            raise InputProblem("{option}: {name} is given twice", option=option, name=name)
    return factors


def _number(option: str, text: str) -> float:
    try:
        found = read_number(text, is_amount=False)
    except UnclearNumber as problem:
        raise problem.problem(option) from None
    return math.nan if found is None else float(found)


def _plain(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    number = _number("--lever", text)
    return text if math.isnan(number) else int(number) if text.lstrip("-").isdigit() else number
