"""The format of a law: what it asks, of whom, from when, who supervises it and with what sanctions."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.format_base import FORMAT, Amount, Evidence, Identifier, Share, Sources, Strict, Text
from scenarios.quarters import Quarter, Start, index_of
from simulation.schedule import ScopeTest

Sector = Literal[
    "construction",
    "chemicals",
    "retail",
    "electronics",
    "energy",
    "finance",
    "wholesale",
    "wood_paper",
    "agriculture",
    "metal",
    "oil_gas",
    "textiles",
    "food",
    "other",
]
Step = Literal["integrate", "identify", "stop", "monitor", "communicate", "remedy"]
ThemeName = Literal["child_labour", "working_conditions", "living_wage", "environment"]
RegimeName = Literal["complaint", "risk_based", "dynamic", "civil_court", "comply_or_explain"]
LawKind = Literal["due_diligence", "transparency"]


class ScopePhase(Strict):
    """Who falls under a law from `after_quarters` quarters after it comes into force (`ScopeTest`)."""

    after_quarters: Annotated[int, Field(ge=0, le=96)] = 0
    employees: Amount | None = None
    turnover_eur: Amount | None = None
    assets_eur: Amount | None = None
    #: so many of the size tests given must hold (all of them when absent)
    needed: Annotated[int, Field(ge=1, le=3)] | None = None
    #: true: more than the threshold; false: the threshold or more
    strictly_more: bool = False
    #: turnover and assets are alternatives (S-002)
    turnover_or_assets: bool = False
    public_interest: bool = False
    sells_to_consumers: bool = False
    imports: bool = False
    sectors: list[Sector] = Field(default_factory=list[Sector])

    @model_validator(mode="after")
    def _tests_exist(self) -> Self:
        given = sum(value is not None for value in (self.employees, self.turnover_eur, self.assets_eur))
        if self.needed is not None and self.needed > given:
            raise PydanticCustomError("needed", "more tests needed than given", {"given": given})
        return self

    def test(self) -> ScopeTest:
        """The same as the world reads it."""
        return ScopeTest(
            self.employees,
            self.turnover_eur,
            self.assets_eur,
            self.needed,
            self.strictly_more,
            self.turnover_or_assets,
            self.public_interest,
            self.sells_to_consumers,
            self.imports,
            tuple(self.sectors),
        )


def _all_themes() -> list[ThemeName]:
    return ["child_labour", "working_conditions", "living_wage", "environment"]


class LawContent(Strict):
    """What a law asks and how it is enforced; an instrument of kind `law` may override each of these.

    inspections_per_100_firms: inspections a year per 100 firms in scope. checklist: the supervisor
    checks boxes rather than practice (Q13). fine_share_of_turnover and fine_eur: the highest fine.
    """

    level: Literal["NL", "EU", "abroad"] = "NL"
    steps: list[Step] = Field(default_factory=list[Step])
    themes: list[ThemeName] = Field(default_factory=_all_themes)
    reporting: bool = False
    scope: Annotated[list[ScopePhase], Field(min_length=1)]
    regime: RegimeName = "risk_based"
    inspections_per_100_firms: Annotated[float, Field(ge=0, le=1000)] = 0.0
    checklist: bool = False
    order_under_penalty: bool = False
    fine_eur: Amount = 0.0
    fine_share_of_turnover: Share = 0.0
    publication: bool = False
    criminal: bool = False
    civil_liability: bool = False


class LawDates(Strict):
    """When a law is announced, comes into force and ends.

    in_force `drawn` takes the date from the future and the run's luck, `never` keeps a law announced.
    """

    announced: Quarter | None = None
    in_force: Start | None = None
    ends: Quarter | None = None

    @model_validator(mode="after")
    def _order(self) -> Self:
        check_dates(self.announced, self.in_force, self.ends)
        return self


def check_dates(announced: str | None, in_force: str | None, ends: str | None) -> None:
    """Raise a validation error when a policy would start before it is announced or end before it starts."""
    start = in_force if in_force not in (None, "drawn", "never") else None
    if announced and start and index_of(start) < index_of(announced):
        raise PydanticCustomError("early", "in force too early", {"start": start, "announced": announced})
    for key, value in (("in_force", start), ("announced", announced)):
        if ends and value and index_of(ends) <= index_of(value):
            raise PydanticCustomError("ends", "ends too early", {"ends": ends, "key": key, "start": value})


class LawOption(Strict):
    """A named change of a law, for a switch such as a national extra on EU law."""

    name: Text
    sources: Sources
    changes: dict[str, object]


class Law(LawContent, LawDates):
    """A law file. `kind`: EU law of a kind replaces earlier law of that kind (S-109, S-138).

    broad: covers the whole field of the OECD Guidelines; a thematic law replaces nothing. bill: a
    national bill that freezes once the Commission takes concrete steps (S-109). implements: EU laws
    (ids) that this law turns into national law; it takes their place from its announcement on.
    """

    format: Annotated[int, Field(ge=1, le=FORMAT)]
    id: Identifier
    kind: LawKind
    name: Text
    description: Text
    sources: Sources
    broad: bool = True
    bill: bool = False
    implements: list[Identifier] = Field(default_factory=list[Identifier])
    options: dict[str, LawOption] = Field(default_factory=dict[str, LawOption])
    evidence: dict[str, Evidence] = Field(default_factory=dict[str, Evidence])
