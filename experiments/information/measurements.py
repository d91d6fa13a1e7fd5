"""Measurements that somebody could carry out before choosing (`measurements.yaml`), and what they would find."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import Field

from experiments.files import content_id
from experiments.points import Answers, Point, Wanted
from scenarios.format_base import FORMAT, Identifier, Sources, Strict, Text
from scenarios.library import load_mix, vary_mix
from scenarios.mix_format import Mix
from scenarios.refusals import checked
from simulation.parameters import refuse_unknown, registry
from simulation.problems import InputProblem
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR, GradeName

#: The measurements that ship.
SHIPPED = Path(__file__).parent / "measurements.yaml"


class Under(Strict):
    """A policy under which is measured: a mix, with dials turned."""

    mix: str
    dials: dict[str, float | int | bool | str] = Field(default_factory=dict[str, float | int | bool | str])

    def made(self) -> Mix:
        """The mix; one with dials turned has an id that follows from them. Raises InputProblem."""
        base = load_mix(self.mix)
        if not self.dials:
            return base
        turned = vary_mix(base, dict(self.dials))
        return turned.model_copy(update={"id": f"{base.id[:40]}-{content_id(dict(self.dials))[:8]}"})


class Part(Strict):
    """One number that is measured; `measurements.yaml` explains each field."""

    indicator: str | None = None
    group: str | None = None
    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)] | None = None
    mix: Under | None = None
    minus: Under | None = None
    parameter: str | None = None
    relative: bool = False
    sample: Annotated[int, Field(ge=1)] | None = None
    spread: Annotated[float, Field(gt=0)] | None = None
    error: Annotated[float, Field(ge=0)] = 0.0


class Measurement(Strict):
    """A measurement: one or more parts that become known together."""

    name: Text
    sources: Sources
    parts: Annotated[list[Part], Field(min_length=1, max_length=6)]
    grade: GradeName
    why: Text


class _MeasurementsFile(Strict):
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    measurements: dict[Identifier, Measurement]


def load_measurements(path: Path | None = None) -> dict[str, Measurement]:
    """Measurements by name, from `path` or those that ship. Raises InputProblem naming file and key."""
    file = path or SHIPPED
    found = checked(_MeasurementsFile, read_yaml(file), file.name).measurements
    for name, measurement in found.items():
        for n, part in enumerate(measurement.parts):
            _check(part, file.name, f"measurements.{name}.parts[{n + 1}]")
    return found


def _check(part: Part, file: str, key: str) -> None:
    of_run = [name for name in ("indicator", "group", "year", "sample") if getattr(part, name) is None]
    if (part.parameter is None) == bool(of_run):
        raise InputProblem(
            "{file}: {key}: found {found}; allowed: either 'parameter', or 'indicator', 'group', 'year' and 'sample'",
            file=file,
            key=key,
            found=", ".join(sorted(part.model_fields_set)) or "-",
        )
    if part.parameter is not None:
        refuse_unknown({part.parameter: 0.0})
        if part.error <= 0:
            raise InputProblem(
                "{file}: {key}.error: found {found}; allowed: above 0 for a parameter",
                file=file,
                key=key,
                found=part.error,
            )
    else:
        Wanted((), (part.group or "",), (part.indicator or "",)).check()
    for under in (part.mix, part.minus):
        if under is not None:
            under.made()


def mixes_measured(measurements: Iterable[Measurement]) -> dict[str, Mix]:
    """The mixes under which is measured, by id; the baseline of the analysis apart."""
    found = [under.made() for m in measurements for part in m.parts for under in (part.mix, part.minus) if under]
    return {mix.id: mix for mix in found}


def also_wanted(wanted: Wanted, measurements: Iterable[Measurement]) -> Wanted:
    """What to keep of each run so that the measurements can be simulated too."""
    parts = [part for m in measurements for part in m.parts if part.parameter is None]
    return Wanted(
        tuple(sorted({*wanted.years, *(part.year for part in parts if part.year)})),
        tuple(dict.fromkeys((*wanted.groups, *(part.group for part in parts if part.group)))),
        tuple(dict.fromkeys((*wanted.indicators, *(part.indicator for part in parts if part.indicator)))),
    )


def measured(
    measurements: Mapping[str, Measurement], answers: Answers, points: Sequence[Point], baseline: str, seed: int
) -> dict[str, Any]:
    """(n, parts) what each measurement finds at each of n points, errors of sample and of measuring included.

    answers: runs at these points. The error of a part is the same normal draw whatever the others are.
    """
    found: dict[str, Any] = {}
    for number, (name, measurement) in enumerate(measurements.items()):
        columns: list[Any] = []
        for place, part in enumerate(measurement.parts):
            stream = np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, 3, number, place])))
            columns.append(_part(part, answers, points, baseline, stream.standard_normal(len(points))))
        found[name] = np.stack(columns, axis=1)
    return found


def _part(part: Part, answers: Answers, points: Sequence[Point], baseline: str, luck: Any) -> Any:
    if part.parameter is not None:
        values = np.array([float(point.parameters[part.parameter][0]) for point in points])
        if registry()[part.parameter].kind == "loguniform":
            # on the scale on which it is uncertain; a relative error is then an absolute one
            return np.log(values) + luck * (part.error if part.relative else part.error / values)
        return values + luck * part.error * (np.abs(values) if part.relative else 1.0)

    def of(under: Under | None) -> Any:
        mix = baseline if under is None else under.made().id
        return answers.of(mix, part.indicator or "", part.group or "", part.year or 0)

    def variance(level: Any) -> Any:
        return part.spread**2 if part.spread is not None else np.clip(level * (1.0 - level), 0.0, None)

    level, sample = of(part.mix), float(part.sample or 1)
    if part.minus is None:
        return level + luck * np.sqrt(variance(level) / sample + part.error**2)
    other = of(part.minus)
    # half of the sample on each side of the comparison
    error = (variance(level) + variance(other)) / (sample / 2.0) + part.error**2
    return level - other + luck * np.sqrt(error)
