"""Signs: qualitative patterns that hold or fail in a draw, and how often they do under prior and posterior.

`signs/signs.yaml` (format 1) holds them with their grounds, sources and claims; `signs/mixes` holds mixes
made for testing them, in the format of every mix (docs/scenarios.md). Beside them stand results that users read, of
which is asked whether any fact speaks to them.
"""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from calibration.sign_terms import Claim, Term
from experiments.synergy.data import OwnGroup
from scenarios.format_base import FORMAT, Identifier, Share, Sources, Strict, Text
from scenarios.library import list_futures, list_mixes
from scenarios.refusals import checked
from simulation.indicators import GROUPS, INDICATORS
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR, GradeName

FOLDER = Path(__file__).parent / "signs"
SHIPPED = FOLDER / "signs.yaml"


class Threshold(Strict):
    """A share with what it rests on."""

    value: Share
    grade: GradeName
    sources: Sources
    argument: Text


class Amount(Strict):
    """A whole number with what it rests on."""

    value: Annotated[int, Field(ge=1)]
    grade: GradeName
    sources: Sources
    argument: Text


class Thresholds(Strict):
    """Where judgements change.

    built_in: prior probability above which a sign says nothing of the evidence; failing: probability below
    which a sign has failed; joint_test: level of the joint test of facts; no_fact: chance of draws so far from the
    prior's above which no fact is said to speak to a result.
    """

    built_in: Threshold
    failing: Threshold
    joint_test: Threshold
    no_fact: Threshold


class ComparisonOfSigns(Strict):
    """Mixes that run on the same draws: the future that they share and the mix that comes first."""

    future: str
    baseline: str


class Claimed(Strict):
    """What is worked out from claims in every draw of a comparison."""

    comparison: Identifier
    claims: Annotated[list[Claim], Field(min_length=1)]

    def terms(self) -> list[Term]:
        """All terms of all claims."""
        return [term for claim in self.claims for term in claim.all_terms()]


class Sign(Claimed):
    """A sign: it holds in a draw when all its claims are above zero.

    label: empirical, observed outside a model and no fit target; expected, in advice only. grounds: why that
    label; tested: how the sign is read, in words.
    """

    id: Annotated[str, Field(pattern=r"^Q[0-9]+[a-z]?$")]
    pattern: Annotated[str, Field(pattern=r"^Q[0-9]+$")]
    label: Literal["empirical", "expected"]
    sources: Sources
    statement: Text
    grounds: Text
    tested: Text

    @model_validator(mode="after")
    def _belongs(self) -> Self:
        if self.id.rstrip("abcdefghijklmnopqrstuvwxyz") != self.pattern:
            raise PydanticCustomError("pattern", "another pattern", {})
        return self


class ReadResult(Claimed):
    """A result that users read: a difference between two mixes, the value of its only claim, in shares."""

    id: Identifier
    name: Text
    claims: Annotated[list[Claim], Field(min_length=1, max_length=1)]


class SharedOut(Strict):
    """A mix that is taken apart into elements: what each adds to indicators of a group, as Shapley values."""

    mix: Identifier
    baseline: Identifier
    future: str
    indicators: Annotated[list[str], Field(min_length=1)]
    group: str
    year: int
    elements: dict[Identifier, OwnGroup]


class Signs(Strict):
    """The whole file. firms: agents of the runs; draws: the most draws that signs and results are run on."""

    format: Annotated[int, Field(ge=1, le=FORMAT)]
    thresholds: Thresholds
    firms: Amount
    draws: Amount
    comparisons: dict[Identifier, ComparisonOfSigns]
    signs: Annotated[list[Sign], Field(min_length=1)]
    results: list[ReadResult]
    shares: SharedOut

    def claimed(self) -> tuple[Sign | ReadResult, ...]:
        """Signs, then results."""
        return (*self.signs, *self.results)

    def mixes_of(self, comparison: str) -> list[str]:
        """Names of the mixes of a comparison, the baseline first, each once."""
        names = [self.comparisons[comparison].baseline]
        for one in self.claimed():
            if one.comparison == comparison:
                names += [name for term in one.terms() for name in term.mixes()]
        return list(dict.fromkeys(names))


@cache
def load_signs() -> Signs:
    """The shipped signs."""
    return read_signs(SHIPPED)


def read_signs(path: Path) -> Signs:
    """A file of signs; its own mixes stand in the folder `mixes` beside it.

    Raises InputProblem, with one line, for a format that is newer, an unknown key, mix, future, indicator or
    group, a year outside the simulation, an id that is used twice or belongs to another pattern.
    """
    signs = checked(Signs, read_yaml(path), path.name)
    seen: set[str] = set()
    for name, comparison in signs.comparisons.items():
        _known(path, f"comparisons.{name}.future", comparison.future, list_futures())
        _known(path, f"comparisons.{name}.baseline", comparison.baseline, mix_names(path))
    for sign in signs.claimed():
        if sign.id in seen:
            raise InputProblem("{file}: two signs are named {found}", file=path.name, found=sign.id)
        seen.add(sign.id)
        _known(path, f"{sign.id}.comparison", sign.comparison, list(signs.comparisons))
        for term in sign.terms():
            for mix in term.mixes():
                _known(path, f"{sign.id}.mix", mix, mix_names(path))
            _known(path, f"{sign.id}.indicator", term.indicator, list(INDICATORS))
            _known(path, f"{sign.id}.group", term.group, list(GROUPS))
            last = term.year if term.until is None else term.until
            if not FIRST_YEAR <= term.year <= last <= LAST_YEAR:
                raise InputProblem(
                    "{file}: {key}: found {found}; allowed: years from {low} to {high}, the first not after the last",
                    file=path.name,
                    key=f"{sign.id}.year",
                    found=f"{term.year}, {last}",
                    low=FIRST_YEAR,
                    high=LAST_YEAR,
                )
    return signs


def _known(path: Path, key: str, found: str, allowed: list[str]) -> None:
    if found not in allowed:
        raise InputProblem(
            "{file}: {key}: unknown value {found}; the nearest known one is {nearest}",
            file=path.name,
            key=key,
            found=found,
            nearest=nearest(found, allowed),
        )


def mix_names(path: Path = SHIPPED) -> list[str]:
    """Names that signs may use: shipped mixes, and files in the folder `mixes` beside the signs."""
    own = path.parent / "mixes"
    return [*list_mixes(), *sorted(file.stem for file in own.glob("*.yaml"))]


def mix_place(name: str, path: Path = SHIPPED) -> str:
    """What `load_mix` reads for a name: the id of a shipped mix, or a file."""
    return name if name in list_mixes() else str(path.parent / "mixes" / f"{name}.yaml")
