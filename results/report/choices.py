"""The choices of the report (`report.yaml`), read and checked."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from scenarios.format_base import FORMAT, Strict, Text
from scenarios.refusals import checked
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import GradeName

SHIPPED = Path(__file__).parent / "report.yaml"


class _Choice(Strict):
    """A number that somebody has to choose, with where it comes from."""

    unit: str
    sources: list[str]
    grade: GradeName
    note: Text


class ChosenYear(_Choice):
    """A year."""

    value: int


class ChosenShare(_Choice):
    """A share between 0 and 1."""

    value: Annotated[float, Field(ge=0, le=1)]


class ChosenSizes(_Choice):
    """A size for each unit (results.number_format.Unit)."""

    value: dict[Literal["share", "per_turnover", "million_eur", "number"], float]


class Criterion(Strict):
    """What a pro or con is about: an indicator of which one way is better (its row says which)."""

    indicator: str
    group: str
    sources: list[str]


class ProsAndCons(Strict):
    """The rule by which pros and cons are named."""

    chance: ChosenShare
    smallest: ChosenSizes
    criteria: Annotated[list[Criterion], Field(min_length=1)]


class ReportChoices(Strict):
    """The whole file."""

    format: Annotated[int, Field(ge=1, le=FORMAT)]
    speed_year: ChosenYear
    pros_and_cons: ProsAndCons


@cache
def report_choices() -> ReportChoices:
    """The choices that ship. Raises InputProblem naming the key when the file is wrong."""
    return checked(ReportChoices, read_yaml(SHIPPED), SHIPPED.name)
