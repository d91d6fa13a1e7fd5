"""The format of a file of expectations: of which mixes, futures and years an indicator should be what."""

import json
from pathlib import Path
from typing import Annotated, Any, Self, cast

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from experiments import bounds, defaults
from experiments.files import write_text
from experiments.settings import LARGEST_SEED
from scenarios.format_base import FORMAT, Strict
from scenarios.refusals import checked
from simulation.indicators import GROUPS, INDICATORS
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR

Names = Annotated[list[str], Field(min_length=1)]
Years = Annotated[list[Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]], Field(min_length=1)]
#: What may be expected; each expectation says one.
KINDS = ("constant", "rises", "falls", "within", "differs")


class Differs(Strict):
    """The indicator is at least so much above (or with a minus below) that of another mix in the same draw."""

    from_mix: str
    at_least: float


class Expectation(Strict):
    """One expectation, in every draw by itself.

    constant: highest and lowest year differ by no more than this; rises, falls: by at least this from the first to the
    last year and never the other way in between; within: lowest and highest value allowed; differs: from another mix,
    in every year. share_of_draws: in how many of the draws it should hold; 0.95 leaves out what lies beyond one
    end of the range 5-95 that results show. mixes, futures, years: those of the file
    where absent.
    """

    name: str = ""
    indicator: str
    group: str = "goal90"
    mixes: Names | None = None
    futures: Names | None = None
    years: Years | None = None
    share_of_draws: Annotated[float, Field(gt=0, le=1)] = 0.95
    constant: Annotated[float, Field(ge=0)] | None = None
    rises: Annotated[float, Field(ge=0)] | None = None
    falls: Annotated[float, Field(ge=0)] | None = None
    within: Annotated[list[float], Field(min_length=2, max_length=2)] | None = None
    differs: Differs | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            raise PydanticCustomError("one_of", "exactly one", {"first": ", ".join(KINDS[:-1]), "second": KINDS[-1]})
        return self

    @property
    def kind(self) -> str:
        """What is expected: one of KINDS."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)


class ExpectFile(Strict):
    """A file of expectations, and the runs that they are held against.

    mixes: ids, files beside this one or sums of them; draws, firms, seed, prior: as for a comparison; years: those
    that expectations are about which name none.
    """

    format: Annotated[int, Field(ge=1, le=FORMAT)]
    title: str = ""
    mixes: Names
    baseline: str = defaults.BASELINE
    futures: Names = Field(default_factory=lambda: [defaults.FUTURE])
    years: Years = Field(default_factory=lambda: [defaults.LAST_YEAR_SHOWN])
    draws: Annotated[int, Field(ge=1, le=bounds.DRAWS)] = 50
    firms: int | str = 1400
    seed: Annotated[int, Field(ge=0, le=LARGEST_SEED)] = defaults.SEED
    prior: bool = False
    expectations: Annotated[list[Expectation], Field(min_length=1)]


def read_expectations(path: Path) -> ExpectFile:
    """The file, with indicators and groups looked up. Raises InputProblem with one line for the first mistake."""
    return check_expectations(read_yaml(path), path.name)


def check_expectations(content: dict[str, Any], file: str = "checks") -> ExpectFile:
    """As `read_expectations`, from content that is there already; `file` is what messages call it.

    Raises InputProblem for what is no expectation, names an unknown indicator or group, or asks one year where it needs
    two.
    """
    found = checked(ExpectFile, content, file)
    for n, each in enumerate(found.expectations):
        for key, value, known in (("indicator", each.indicator, INDICATORS), ("group", each.group, GROUPS)):
            if value not in known:
                raise InputProblem(
                    "{file}: {key}: unknown value {found}; the nearest known one is {nearest} (allowed: {allowed})",
                    file=file,
                    key=f"expectations[{n + 1}].{key}",
                    found=value,
                    nearest=nearest(value, list(known)),
                    allowed=", ".join(known),
                )
        if each.kind in ("constant", "rises", "falls") and len(each.years or found.years) < 2:
            raise InputProblem(
                "{file}: {key}: {kind} needs two years or more", file=file, key=f"expectations[{n + 1}]", kind=each.kind
            )
    return found


def expect_schema() -> dict[str, Any]:
    """The JSON schema, for editors that check while one types."""
    return cast("dict[str, Any]", ExpectFile.model_json_schema() | {"title": "SmartMix expectations, format 1"})


def write_expect_schema(folder: Path) -> Path:
    """Write `expect.schema.json`; its path."""
    path = folder / "expect.schema.json"
    write_text(path, json.dumps(expect_schema(), indent=1, sort_keys=True) + "\n")
    return path
