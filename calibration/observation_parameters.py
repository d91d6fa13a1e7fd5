"""What an observer does not know of a measurement: thresholds, biases, country offsets, a switch.

Under the prior each candidate draws these from its own luck (purpose OBSERVATION); they are inferred with the
parameters of the rules, and ship with the posterior (calibration/observation_draws.py). `observation.yaml` holds them
(`format: 1`); their numbers are frozen.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from calibration.evidence_format import refuse_sources
from calibration.measurement import normal_quantile
from scenarios.format_base import Sources, Strict, Text
from scenarios.refusals import checked
from simulation.problems import InputProblem
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import GradeName

OBSERVATION_FILE = Path(__file__).parent / "observation.yaml"


class Uniform(Strict):
    """Any number from low to high is as likely."""

    kind: Literal["uniform"]
    low: float
    high: float


class Normal(Strict):
    """A bell around the mean with standard deviation sd."""

    kind: Literal["normal"]
    mean: float
    sd: Annotated[float, Field(gt=0)]


class ObservationEntry(Strict):
    """One observation parameter as it stands in the file."""

    number: Annotated[int, Field(ge=1)]
    value: float | None = None
    prior: Annotated[Uniform | Normal, Field(discriminator="kind")] | None = None
    unit: Annotated[str, Field(min_length=1)]
    sources: Sources
    grade: GradeName
    en: Annotated[str, Field(min_length=1)]
    nl: Annotated[str, Field(min_length=1)]
    argument: Text


class ObservationFile(Strict):
    """A file of observation parameters."""

    format: Annotated[int, Field(ge=1, le=1)]
    observation: Annotated[dict[str, ObservationEntry], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class ObservationParameter:
    """One number between the model and a measurement.

    kind: value (first), uniform (from first to second) or normal (mean first, standard deviation second).
    number addresses its luck. text: what it is, argument: why this range, by language.
    """

    name: str
    number: int
    kind: str
    first: float
    second: float
    unit: str
    sources: tuple[str, ...]
    grade: str
    text: dict[str, str]
    argument: dict[str, str]

    @property
    def ends(self) -> tuple[float, float]:
        """What it may be: both ends of a uniform prior, the 5 and 95 percent points of a normal one."""
        return (self.first, self.second) if self.kind == "uniform" else (self.at(0.05), self.at(0.95))

    def at(self, quantile: float) -> float:
        """Its value at a quantile of its prior, strictly between 0 and 1."""
        match self.kind:
            case "uniform":
                return self.first + quantile * (self.second - self.first)
            case "normal":
                return self.first + self.second * float(normal_quantile(quantile))
            case _:
                return self.first

    @property
    def of_country(self) -> bool:
        """Whether it belongs to one country or one observer, so that a new one has its own."""
        return self.name.endswith("_threshold") or (self.name.startswith("offset_") and self.name != "offset_spread")


def read_observation_parameters(path: Path) -> tuple[ObservationParameter, ...]:
    """The observation parameters in a file, in the order of their numbers. Raises InputProblem with one line."""
    entries = checked(ObservationFile, read_yaml(path), path.name).observation
    seen: dict[int, str] = {}
    for name, entry in entries.items():
        key = f"observation.{name}"
        if (entry.prior is None) == (entry.value is None):
            raise InputProblem(
                "{file}: {key}: needs exactly one of {first} and {second}",
                file=path.name,
                key=key,
                first="value",
                second="prior",
            )
        if isinstance(entry.prior, Uniform) and entry.prior.low >= entry.prior.high:
            raise InputProblem(
                "{file}: {key}.low: found {found}; allowed: below high ({high})",
                file=path.name,
                key=f"{key}.prior",
                found=entry.prior.low,
                high=entry.prior.high,
            )
        if entry.number in seen:
            raise InputProblem(
                "{file}: {key}.number: found {found}, which {other} already has",
                file=path.name,
                key=key,
                found=entry.number,
                other=f"observation.{seen[entry.number]}",
            )
        refuse_sources(entry.sources, path.name, f"{key}.sources")
        seen[entry.number] = name
    return tuple(sorted((_parameter(name, entry) for name, entry in entries.items()), key=lambda p: p.number))


def _parameter(name: str, entry: ObservationEntry) -> ObservationParameter:
    match entry.prior:
        case Uniform(low=low, high=high):
            kind, first, second = "uniform", low, high
        case Normal(mean=mean, sd=sd):
            kind, first, second = "normal", mean, sd
        case None:
            kind, first, second = "value", entry.value or 0.0, 0.0
    return ObservationParameter(
        name,
        entry.number,
        kind,
        first,
        second,
        entry.unit,
        tuple(entry.sources),
        entry.grade,
        {"en": entry.en, "nl": entry.nl},
        entry.argument.model_dump(),
    )


@cache
def load_observation_parameters() -> tuple[ObservationParameter, ...]:
    """The shipped observation parameters, in the order of their numbers (m)."""
    return read_observation_parameters(OBSERVATION_FILE)


def draw_observation(uniforms: Any) -> dict[str, float]:
    """Values by name from (m,) uniforms strictly between 0 and 1, in the order of load_observation_parameters()."""
    given = zip(load_observation_parameters(), np.asarray(uniforms, float), strict=True)
    return {parameter.name: parameter.at(float(uniform)) for parameter, uniform in given}
