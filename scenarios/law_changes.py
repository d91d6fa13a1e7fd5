"""What an instrument of kind `law` may override of a law: every field of `LawContent`, none of them asked for."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scenarios.format_base import Amount, Grown, Once, Share, Text
from scenarios.law_format import Depth, LawContent
from scenarios.sanction_format import CivilLiability, FineTier, Grace, InspectionPhase, PartnerLimit, TenderExclusion
from scenarios.scope_format import FirmTest, Money, Phases
from simulation.vocabulary import RegimeName, StepName, ThemeName


class LawChanges(Grown):
    """The fields of `LawContent`, absent where the law file holds."""

    LATER: ClassVar[frozenset[str]] = LawContent.LATER

    level: Literal["NL", "EU"] | None = None
    steps: Once[StepName] | None = None
    themes: Once[ThemeName] | None = None
    reporting: bool | None = None
    scope: Phases | None = None
    depth: Depth | None = None
    partner_limit: PartnerLimit | None = None
    lighter: list[FirmTest] | None = None
    lighter_duty: Text | None = None
    regime: RegimeName | None = None
    grace: Grace | None = None
    inspections_per_100_firms: Annotated[float, Field(ge=0, le=1000)] | None = None
    inspection_phases: list[InspectionPhase] | None = None
    checklist: bool | None = None
    verified_by_third_party: bool | None = None
    order_under_penalty: bool | None = None
    penalty_payment_eur: Money | None = None
    fine_eur: Amount | None = None
    fine_share_of_turnover: Share | None = None
    fine_is: Literal["cap", "floor_of_national_maximum"] | None = None
    fine_turnover: Literal["worldwide", "eu", "national"] | None = None
    fine_tiers: list[FineTier] | None = None
    publication: bool | None = None
    criminal: bool | None = None
    tender_exclusion: TenderExclusion | None = None
    ban_of_goods: bool | None = None
    civil_liability: CivilLiability | None = None
