"""Counts by others of who falls under a law, beside which the program's own count is shown."""

from functools import lru_cache
from typing import Annotated

from pydantic import Field

from scenarios.format_base import FORMAT, Identifier, Sources, Strict
from scenarios.refusals import checked
from scenarios.shelf import HERE
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import GradeName


class ExternalCount(Strict):
    """What a source says, in both languages, of how many firms or groups fall under some laws."""

    laws: Annotated[list[Identifier], Field(min_length=1)]
    sources: Sources
    grade: GradeName
    en: str
    nl: str


class _ExternalFile(Strict):
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    counts: list[ExternalCount]


@lru_cache(maxsize=1)
def all_external_counts() -> tuple[ExternalCount, ...]:
    """Every count of scope_external.yaml."""
    path = HERE / "scope_external.yaml"
    return tuple(checked(_ExternalFile, read_yaml(path), path.name).counts)


def external_counts(law: str) -> tuple[ExternalCount, ...]:
    """What others say of a shipped law; none for most laws."""
    return tuple(count for count in all_external_counts() if law in count.laws)
