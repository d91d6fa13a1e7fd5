"""The format of an instrument: one model per kind, dials in natural units."""

from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.format_base import Amount, Evidence, Identifier, Once, Share, Sources, Strict, Text
from scenarios.law_changes import LawChanges
from scenarios.law_format import LawContent, LawDates, check_dates
from scenarios.quarters import Quarter
from simulation.vocabulary import GroupName, SectorName, TaskName

Contacts = Annotated[float, Field(ge=0, le=100)]


class InstrumentBase(Strict):
    """What every instrument has besides its dials.

    ramp: quarters until full strength (0 or 1: at once). strength: multiplier for sweeps. order:
    where instruments share a dial, the one with the higher order acts, the other before and after it.
    """

    name: Text
    description: Text | None = None
    sources: Sources
    evidence: dict[str, Evidence] = Field(default_factory=dict[str, Evidence])
    ramp: Annotated[int, Field(ge=0, le=96)] = 0
    strength: Share = 1.0
    order: Annotated[int, Field(ge=-1000, le=1000)] | None = None


class Dated(InstrumentBase):
    """An instrument that is not a law: it acts in [in_force, ends)."""

    announced: Quarter | None = None
    in_force: Quarter
    ends: Quarter | None = None
    #: only a law can be EU-wide: no dial of the world tells other instruments apart by level
    level: Literal["NL"] = "NL"

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        check_dates(self.announced, self.in_force, self.ends)
        dials = [name for name in type(self).model_fields if name not in Dated.model_fields and name != "kind"]
        if all(getattr(self, name) in (None, {}) for name in dials):
            raise PydanticCustomError("no_dial", "no dial", {"allowed": dials})
        return self


class Letters(Dated):
    """Letters to the large firms of the 90% goal (S-024): contacts per firm and year."""

    kind: Literal["letters"]
    contacts_per_firm_per_year: Contacts | None = None


class Information(Dated):
    """Information by channel, contacts per firm and year: passive (websites) or in person (P-B14)."""

    kind: Literal["information"]
    passive_contacts_per_firm_per_year: Contacts | None = None
    personal_contacts_per_firm_per_year: Contacts | None = None


class Benchmark(Dated):
    """A public ranking of large firms' reports (S-018): editions a year."""

    kind: Literal["benchmark"]
    editions_per_year: Contacts | None = None


class SupportOffice(Dated):
    """The RBC support office (S-190): full-time advisers; small firms first (S-191)."""

    kind: Literal["support_office"]
    advisers: Annotated[float, Field(ge=0, le=10_000)] | None = None
    small_firms_first: bool | None = None


class Scheme(Strict):
    """One subsidy scheme: euro a year and the share of a firm's cost that it pays; for whom and what for, in words."""

    budget_eur_per_year: Amount
    share_of_cost: Share
    for_whom: Text | None = None
    purpose: Text | None = None


class FinancialIncentive(Dated):
    """Subsidies such as vouchers, FBK and FVO (S-192); budgets add up, shares are weighted by budget."""

    kind: Literal["financial_incentive"]
    schemes: dict[Identifier, Scheme] | None = None


class SectorInitiatives(Dated):
    """Sector initiatives (a covenant is one form): reach by sector and quality 0-1 (S-010, S-097, S-098)."""

    kind: Literal["sector_initiatives"]
    share_of_firms: dict[SectorName, Share] | None = None
    standard: Share | None = None
    monitoring: Share | None = None
    joint_leverage: Share | None = None
    cost_share: Share | None = None
    complaints_mechanism: Share | None = None


class ConditionRow(Strict):
    """Conditions on one group of government instruments (S-181, S-126, S-101).

    tasks: a set, not a ladder. condition_allowed: false where the law on subsidies leaves no room for
    a condition, so that only informing and advising remain. coverage: share of the group's use that
    the row reaches. no_knock_out: conditions improve rather than exclude.
    """

    tasks: Once[TaskName] = Field(default_factory=list[TaskName])
    endorsement_required: bool = False
    condition_allowed: bool = True
    no_knock_out: bool = False
    coverage: Share = 1.0


class InstrumentConditions(Dated):
    """Conditions attached to government business instruments, a row by group (S-175 ... S-185)."""

    kind: Literal["instrument_conditions"]
    rows: dict[GroupName, ConditionRow] | None = None


class Procurement(Dated):
    """International social conditions in procurement (S-034, S-171 ... S-173), as shares.

    share_of_central_spend: in the risk categories with the condition; share_followed_up: of those
    contracts; other_governments: share of other governments' spend, voluntary.
    """

    kind: Literal["procurement"]
    share_of_central_spend: Share | None = None
    share_followed_up: Share | None = None
    other_governments: Share | None = None


class EuEffort(Dated):
    """Government effort in Brussels, 0-1 of full effort (S-150)."""

    kind: Literal["eu_effort"]
    effort: Share | None = None


class NationalContactPoint(Dated):
    """The National Contact Point informs and mediates complaints (S-200), 0-1 of full activity."""

    kind: Literal["ncp"]
    activity: Share | None = None


class LawReference(Strict):
    """Which law, with which of its options."""

    kind: Literal["law"]
    law: Identifier
    option: str | None = None
    freezes: bool | None = None


class LawInstrument(LawChanges, LawReference, InstrumentBase, LawDates):
    """A law of the shipped set in this mix; what is given here overrides the law file.

    level EU is a what-if: the law applies in the whole EU at this mix's date. freezes: whether a
    national bill freezes once the Commission takes concrete steps (S-109); by default as the law says.
    """

    LATER: ClassVar[frozenset[str]] = LawChanges.LATER | LawDates.LATER
    INFORMATION: ClassVar[frozenset[str]] = LawContent.INFORMATION | LawDates.LATER

    @cached_property
    def overrides(self) -> dict[str, Any]:
        """The fields of the law's content that are given here, as plain values."""
        given = {name: value for name in LawContent.model_fields if (value := getattr(self, name)) is not None}
        return {
            name: [part.model_dump() if isinstance(part, BaseModel) else part for part in value]
            if isinstance(value, list)
            else value
            for name, value in given.items()
        }

    @cached_property
    def overrides_text(self) -> str:
        """The same as a text that is equal for equal overrides."""
        return repr(sorted(self.overrides.items()))


Instrument = Annotated[
    Letters
    | Information
    | Benchmark
    | SupportOffice
    | FinancialIncentive
    | SectorInitiatives
    | InstrumentConditions
    | Procurement
    | LawInstrument
    | EuEffort
    | NationalContactPoint,
    Field(discriminator="kind"),
]

KINDS = (
    "letters",
    "information",
    "benchmark",
    "support_office",
    "financial_incentive",
    "sector_initiatives",
    "instrument_conditions",
    "procurement",
    "law",
    "eu_effort",
    "ncp",
)
