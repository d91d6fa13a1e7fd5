"""The format of evidence files: strict models, and what no model can say of one key alone."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from calibration.statistic_names import STATISTICS
from scenarios.format_base import Identifier, Sources, Strict, Text
from scenarios.refusals import checked
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import GradeName

#: Ids of sources as docs/sources.md lists them: policy documents, public sources, costs and data.
SOURCE = re.compile(r"S-\d{3}|P-[A-H]\d{1,2}|K-\d{1,3}|N-[A-C]\d{1,3}")
_SIMULATED = ("fit", "held_out")


class FactEntry(Strict):
    """One fact as it stands in the file; `calibration.evidence.Fact` says what each key means."""

    pattern: Annotated[str, Field(min_length=1)]
    role: Literal["input", "fit", "held_out", "sign"]
    law: str = ""
    statistic: str = ""
    value: float
    spread: Annotated[float, Field(ge=0)]
    error: Literal["normal", "poisson", "binomial"]
    size: Annotated[float, Field(ge=0)] = 0.0
    low: float
    high: float
    sources: Sources
    grade: GradeName
    name: Text
    argument: Text


class FactsFile(Strict):
    """A file of facts."""

    format: Annotated[int, Field(ge=1, le=1)]
    facts: Annotated[dict[Identifier, FactEntry], Field(min_length=1)]


def read_fact_entries(path: Path) -> dict[str, FactEntry]:
    """The facts in a file by id, checked one by one. Raises InputProblem with one line."""
    entries = checked(FactsFile, read_yaml(path), path.name).facts
    seen: dict[str, str] = {}
    for name, entry in entries.items():
        where = {"file": path.name, "key": f"facts.{name}"}
        refuse_sources(entry.sources, path.name, f"facts.{name}.sources")
        _refuse_statistic(entry, where)
        _refuse_numbers(entry, where)
        if entry.statistic and entry.statistic in seen:
            raise InputProblem(
                "{file}: {key}.statistic: found {found}, which {other} already has; one fact per statistic",
                **where,
                found=entry.statistic,
                other=f"facts.{seen[entry.statistic]}",
            )
        seen[entry.statistic] = name
    return entries


def refuse_sources(sources: list[str], file: str, key: str) -> None:
    """Refuse an id that cannot stand in docs/sources.md. Raises InputProblem."""
    for source in sources:
        if not SOURCE.fullmatch(source):
            raise InputProblem(
                "{file}: {key}: found {found}; allowed: an id of docs/sources.md such as S-021, P-C6 or K-3",
                file=file,
                key=key,
                found=source or "''",
            )


def _refuse_statistic(entry: FactEntry, where: dict[str, str]) -> None:
    if entry.role not in _SIMULATED:
        if entry.statistic:
            raise InputProblem(
                "{file}: {key}.statistic: found {found}; a fact with role {role} is not simulated and has none",
                **where,
                found=entry.statistic,
                role=entry.role,
            )
    elif entry.statistic not in STATISTICS:
        raise InputProblem(
            "{file}: {key}.statistic: found '{found}'; did you mean '{nearest}'? (allowed: {allowed})",
            **where,
            found=entry.statistic,
            nearest=nearest(entry.statistic, list(STATISTICS)),
            allowed=", ".join(STATISTICS),
        )


def _refuse_numbers(entry: FactEntry, where: dict[str, Any]) -> None:
    """What is possible, the value in it, a spread that a measurement can have, and units that were measured."""
    e = entry
    if e.low >= e.high:
        raise InputProblem(
            "{file}: {key}.low: found {found}; allowed: below high ({high})",
            **where,
            found=f"{e.low:.12g}",
            high=f"{e.high:.12g}",
        )
    if not e.low <= e.value <= e.high:
        raise InputProblem(
            "{file}: {key}.value: found {found}; allowed: {low} to {high}",
            **where,
            found=f"{e.value:.12g}",
            low=f"{e.low:.12g}",
            high=f"{e.high:.12g}",
        )
    counted = e.error != "normal"
    if e.spread >= e.high - e.low or (e.spread == 0 and not counted and e.role in _SIMULATED):
        raise InputProblem(
            "{file}: {key}.spread: found {found}; allowed: above 0 and below the range of what is possible ({range})",
            **where,
            found=f"{e.spread:.12g}",
            range=f"{e.high - e.low:.12g}",
        )
    if counted and (e.size < 1 or e.size != int(e.size)):
        raise InputProblem(
            "{file}: {key}.size: found {found}; allowed: the whole number of units measured, which {error} needs",
            **where,
            found=f"{e.size:.12g}",
            error=e.error,
        )
    largest = 1.0 if e.error == "binomial" else e.size
    if counted and (e.low < 0 or e.high > largest):
        raise InputProblem(
            "{file}: {key}.high: found {found}; allowed with {error}: low 0 or more and high {largest} or less",
            **where,
            found=f"{e.high:.12g}",
            error=e.error,
            largest=f"{largest:.12g}",
        )
