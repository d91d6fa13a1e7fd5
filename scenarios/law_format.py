"""The format of a law: what it asks, of whom, from when, who supervises it and with what sanctions."""

from typing import Annotated, Any, ClassVar, Literal, Self, cast

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.format_base import LAW_FORMAT, Amount, Evidence, Grown, Identifier, Once, Share, Sources, Strict, Text
from scenarios.quarters import Day, Quarter, Start, index_of, is_day, name_of, quarter_of
from scenarios.sanction_format import CivilLiability, FineTier, Grace, InspectionPhase, PartnerLimit, TenderExclusion
from scenarios.scope_format import FirmTest, Money, Phases, Place
from simulation.vocabulary import THEMES, RegimeName, StepName, ThemeName

LawKind = Literal["due_diligence", "transparency", "goods_ban"]
#: How far down the chain a duty reaches; indirect_on_knowledge: beyond direct suppliers only when a firm knows of harm.
Depth = Literal["own_business", "direct_suppliers", "indirect_on_knowledge", "whole_chain"]


def _all_themes() -> list[ThemeName]:
    return list(THEMES)


class LawContent(Grown):
    """What a law asks and how it is enforced; an instrument of kind `law` may override each of these.

    reporting: a statement or report to be published. inspections_per_100_firms: inspections a year per 100 firms in
    scope, until the first of inspection_phases. checklist: the supervisor checks boxes rather than practice (Q13).
    fine_share_of_turnover and fine_eur: the highest fine; fine_is: a cap, or the least that the national maximum must
    be; fine_tiers: by breach and size. depth: how far down the chain. lighter, lighter_duty: who has less to do, and
    what. Fields in INFORMATION are shown and asked (`check`, `scope`); no rule of the world reads them yet. Of
    partner_limit and tender_exclusion the world reads whom they spare and that they exist.
    """

    INFORMATION: ClassVar[frozenset[str]] = frozenset(
        {"fine_is", "fine_turnover", "fine_tiers", "penalty_payment_eur", "ban_of_goods", "verified_by_third_party"}
        | {"lighter", "lighter_duty"}
    )
    LATER: ClassVar[frozenset[str]] = INFORMATION | frozenset(
        {"grace", "inspection_phases", "depth", "partner_limit", "tender_exclusion"}
    )

    level: Literal["NL", "EU", "abroad"] = "NL"
    steps: Once[StepName] = Field(default_factory=list[StepName])
    themes: Once[ThemeName] = Field(default_factory=_all_themes)
    reporting: bool = False
    scope: Phases
    depth: Depth | None = None
    partner_limit: PartnerLimit | None = None
    lighter: list[FirmTest] = Field(default_factory=list[FirmTest])
    lighter_duty: Text | None = None
    regime: RegimeName = "risk_based"
    grace: Grace | None = None
    inspections_per_100_firms: Annotated[float, Field(ge=0, le=1000)] = 0.0
    inspection_phases: list[InspectionPhase] = Field(default_factory=list[InspectionPhase])
    checklist: bool = False
    verified_by_third_party: bool = False
    order_under_penalty: bool = False
    penalty_payment_eur: Money | None = None
    fine_eur: Amount = 0.0
    fine_share_of_turnover: Share = 0.0
    fine_is: Literal["cap", "floor_of_national_maximum"] | None = None
    fine_turnover: Literal["worldwide", "eu", "national"] | None = None
    fine_tiers: list[FineTier] = Field(default_factory=list[FineTier])
    publication: bool = False
    criminal: bool = False
    tender_exclusion: TenderExclusion | None = None
    ban_of_goods: bool = False
    civil_liability: CivilLiability = "no_liability"


class LawDates(Grown):
    """When a law is announced, comes into force and ends: the quarter that acts, and the exact day beside it.

    in_force `drawn` takes the date from the future and the run's luck, `never` keeps a law announced. A day written
    for a quarter is kept as its exact day too. The quarter of a day may be the next one, for a law that starts or ends
    in a quarter's last days.
    """

    LATER: ClassVar[frozenset[str]] = frozenset({"announced_date", "in_force_date", "ends_date"})

    announced: Quarter | None = None
    announced_date: Day | None = None
    in_force: Start | None = None
    in_force_date: Day | None = None
    ends: Quarter | None = None
    ends_date: Day | None = None

    @model_validator(mode="before")
    @classmethod
    def _exact_days(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        given = cast("dict[str, Any]", data)
        exact = {f"{key}_date": given.get(key) for key in ("announced", "in_force", "ends") if is_day(given.get(key))}
        return {**exact, **given}

    @model_validator(mode="after")
    def _order(self) -> Self:
        check_dates(self.announced, self.in_force, self.ends)
        for key in ("announced", "in_force", "ends"):
            quarter, day = getattr(self, key), getattr(self, f"{key}_date")
            if quarter not in (None, "drawn", "never") and day is not None:
                check_day(f"{key}_date", day, index_of(quarter))
        return self


def check_day(key: str, day: str, quarter: int) -> None:
    """Raise a validation error when a day lies in another quarter than the one that acts, or the one before it."""
    if quarter_of(day) not in (quarter, quarter - 1) and not (quarter == 0 and quarter_of(day) < 0):
        context = {"key": key, "day": day, "quarter": name_of(quarter)}
        raise PydanticCustomError("day_quarter", "another quarter", context)


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


class LawVersion(Strict):
    """An earlier text of the law: what firms expected from `known_from` up to, not including, `known_until`.

    changes: what it said otherwise than the file, dates too. In the world its scope acts: those whom the version would
    have bound expect the law. The rest is asked with `scope --version`.
    """

    id: Identifier
    name: Text
    status: Literal["proposal", "agreed", "adopted"]
    sources: Sources
    known_from: Quarter
    known_until: Quarter
    changes: dict[str, object]
    note: Text | None = None

    @model_validator(mode="after")
    def _order(self) -> Self:
        check_dates(None, self.known_from, self.known_until)
        return self


class Law(LawContent, LawDates):
    """A law file. `kind`: EU law of a kind replaces earlier broad law of that kind (S-109, S-138).

    broad: covers the whole field of the OECD Guidelines; a thematic law replaces nothing, and one of the EU stays.
    bill: a national bill that freezes once the Commission takes concrete steps (S-109). implements: EU laws
    (ids) that this law turns into national law; it takes their place from its announcement on.
    standing: whether it is law (in force, or with a fixed start), adopted but not in force here, a bill, a what-if, or
    replaced by a later text. country: where an `abroad` law holds. checked: the day on which somebody last held the
    file against the law. versions: earlier texts; the file itself holds the last one.
    """

    LATER: ClassVar[frozenset[str]] = LawContent.LATER | LawDates.LATER | {"standing", "country", "checked", "versions"}

    format: Annotated[int, Field(ge=1, le=LAW_FORMAT)]
    id: Identifier
    kind: LawKind
    name: Text
    description: Text
    sources: Sources
    standing: Literal["law", "not_in_force", "bill", "what_if", "replaced"] = "law"
    country: Place | None = None
    checked: Day | None = None
    broad: bool = True
    bill: bool = False
    implements: Once[Identifier] = Field(default_factory=list[Identifier])
    options: dict[str, LawOption] = Field(default_factory=dict[str, LawOption])
    versions: list[LawVersion] = Field(default_factory=list[LawVersion])
    evidence: dict[str, Evidence] = Field(default_factory=dict[str, Evidence])

    @model_validator(mode="after")
    def _phases_in_time(self) -> Self:
        if self.in_force not in (None, "drawn", "never"):
            start = index_of(str(self.in_force))
            for place, phase in enumerate(self.scope):
                if phase.date is not None:
                    check_day(f"scope[{place + 1}].date", phase.date, start + phase.after_quarters)
        return self

    def __hash__(self) -> int:
        """Of the id: laws of one id are held against each other by content."""
        return hash(self.id)
