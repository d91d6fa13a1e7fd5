"""The registry of parameters: every number of the model with its value or prior, unit, source and grade.

The YAML files beside this module hold the numbers (`format: 1`). A parameter has either a `value` or a
`prior` (`uniform` or `loguniform`, `low` to `high`); `number` addresses its luck, so that a new
parameter changes no draw of another one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.columns import Floats, Integers, Parameters, Records
from simulation.compiled import loop
from simulation.domains import Domain, parameter_domain, within
from simulation.elementary import exp, log
from simulation.problems import InputProblem, nearest
from simulation.randomness import Purpose, uniforms
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import GRADES

FORMAT = 1
_FOLDER = Path(__file__).parent
_KEYS = {"number", "value", "prior", "unit", "sources", "grade", "en", "nl"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One registered number. `low == high` for a fixed value; `kind` is the shape of the prior."""

    name: str
    number: int
    kind: str
    low: float
    high: float
    unit: str
    sources: tuple[str, ...]
    grade: str
    theme: str
    en: str
    nl: str

    @property
    def is_uncertain(self) -> bool:
        """Whether the parameter has a prior."""
        return self.low < self.high

    @property
    def domain(self) -> Domain:
        """What it may be at all (simulation/domains.yaml), which is wider than its prior."""
        return parameter_domain(self.name, self.unit)


def _parse(name: str, entry: Any, theme: str, file: Path) -> Parameter:
    if not isinstance(entry, dict) or not _KEYS.issuperset(entry):
        extra = next(iter(set(entry) - _KEYS)) if isinstance(entry, dict) else entry
        raise InputProblem(
            "{file}: parameters.{name}: found '{found}'; allowed: {allowed}",
            file=file,
            name=name,
            found=extra,
            allowed=", ".join(sorted(_KEYS)),
        )
    prior = entry.get("prior")
    if (prior is None) == ("value" not in entry):
        raise InputProblem("{file}: parameters.{name}: give either value or prior", file=file, name=name)
    kind = prior["kind"] if prior else "fixed"
    low, high = (float(prior["low"]), float(prior["high"])) if prior else (float(entry["value"]),) * 2
    if kind not in ("fixed", "uniform", "loguniform") or low > high or (kind == "loguniform" and low <= 0):
        raise InputProblem(
            "{file}: parameters.{name}.prior: found {found}; allowed: uniform or loguniform with low below high",
            file=file,
            name=name,
            found=prior,
        )
    if entry["grade"] not in GRADES or not entry["sources"]:
        raise InputProblem(
            "{file}: parameters.{name}: needs a grade ({allowed}) and at least one source",
            file=file,
            name=name,
            allowed=", ".join(GRADES),
        )
    return Parameter(
        name,
        int(entry["number"]),
        kind,
        low,
        high,
        str(entry["unit"]),
        tuple(map(str, entry["sources"])),
        entry["grade"],
        theme,
        str(entry["en"]),
        str(entry["nl"]),
    )


@cache
def registry() -> dict[str, Parameter]:
    """All registered parameters by name, in the order of their numbers."""
    found: list[Parameter] = []
    for file in sorted(_FOLDER.glob("*.yaml")):
        content = read_yaml(file)
        if content.get("format", 0) > FORMAT:
            raise InputProblem(
                "{file}: format {found} is newer than this version reads ({allowed})",
                file=file,
                found=content["format"],
                allowed=FORMAT,
            )
        found += [_parse(name, entry, file.stem, file) for name, entry in content["parameters"].items()]
    by_number = {parameter.number: parameter for parameter in found}
    if len(by_number) < len(found) or len({p.name for p in found}) < len(found):
        raise InputProblem("{file}: two parameters share a number or a name", file=_FOLDER)
    return {by_number[number].name: by_number[number] for number in sorted(by_number)}


#: One float64 field per parameter. A draw is an array of one such record, so that compiled code gets a pointer.
PARAMETERS = np.dtype([(name, np.float64) for name in registry()])


@loop
def _quantiles_of_draw(seed: int, draw: int, numbers: Integers) -> Floats:
    result = np.empty(len(numbers))
    for i in range(len(numbers)):
        result[i] = uniforms(seed, draw, numbers[i], 0, Purpose.PARAMETER)[0]
    return result


@loop
def _values_at(quantiles: Floats, lows: Floats, highs: Floats, is_log: NDArray[np.bool_]) -> Floats:
    """Inverse distribution functions with our own exp and log: the same bits on every machine."""
    result = np.empty(len(quantiles))
    for i in range(len(quantiles)):
        if is_log[i]:
            result[i] = exp(log(lows[i]) + quantiles[i] * (log(highs[i]) - log(lows[i])))
        else:
            result[i] = lows[i] + quantiles[i] * (highs[i] - lows[i])
    return result


@cache
def _priors() -> tuple[Integers, Floats, Floats, NDArray[np.bool_]]:
    known = list(registry().values())
    return (
        np.array([p.number for p in known]),
        np.array([p.low for p in known]),
        np.array([p.high for p in known]),
        np.array([p.kind == "loguniform" for p in known]),
    )


def values_at(quantiles: Floats, overrides: Mapping[str, float] | None = None) -> Records[Parameters]:
    """Parameters at the given quantiles of their priors, one in [0, 1] per registered parameter; (1,) PARAMETERS."""
    chosen = held(overrides or {})
    _, lows, highs, is_log = _priors()
    values = np.zeros(1, PARAMETERS)
    values.view(np.float64)[:] = _values_at(quantiles, lows, highs, is_log)
    for name, value in chosen.items():
        values[name] = value
    return values


def held(chosen: Mapping[str, Any], where: str = "parameter {name}") -> dict[str, float]:
    """Values of parameters by name, each a number of its domain.

    Raises InputProblem for a name that is not registered or a value that has no meaning; `where` says where it was
    given, with `{name}` for the parameter.
    """
    refuse_unknown(chosen)
    return {name: within(registry()[name].domain, where.format(name=name), value) for name, value in chosen.items()}


def beyond_prior(chosen: Mapping[str, float]) -> list[str]:
    """The uncertain parameters of which the value lies outside the prior: allowed, and said."""
    known = registry()
    return [n for n, value in chosen.items() if known[n].is_uncertain and not known[n].low <= value <= known[n].high]


def refuse_unknown(names: Mapping[str, Any]) -> None:
    """Raise InputProblem for the first name that is not registered, with the nearest known one."""
    for name in names:
        if name not in registry():
            raise InputProblem(
                "unknown parameter '{found}'; did you mean '{nearest}'?",
                found=name,
                nearest=nearest(name, list(registry())),
            )


def prior_quantiles(seed: int, draw: int) -> Floats:
    """The quantiles in (0, 1) of draw number `draw`, float64, one per registered parameter in the registry's order."""
    return _quantiles_of_draw(seed, draw, _priors()[0])


def prior_draw(seed: int, draw: int, overrides: Mapping[str, float] | None = None) -> Records[Parameters]:
    """Draw number `draw` from the prior: (1,) PARAMETERS. Independent of how many draws are made.

    `overrides` sets named parameters to given values (sweeps, sensitivity); unknown names are refused.
    """
    return values_at(prior_quantiles(seed, draw), overrides)


def central_values(overrides: Mapping[str, float] | None = None) -> Records[Parameters]:
    """The middle of every prior: for tests and examples, not an estimate."""
    return values_at(np.full(len(registry()), 0.5), overrides)
