"""What follows when a firm does not do what a law asks, and what a law limits: parts of a law file."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from scenarios.format_base import Amount, Share, Strict, Text
from scenarios.quarters import Day
from scenarios.scope_format import Money

#: no_liability: none that the law brings; national_law: under the general law of the state; eu_wide: under conditions
#: that the law itself sets.
Liability = Literal["no_liability", "national_law", "eu_wide"]


def _read_liability(value: object) -> object:
    """Older files say true or false."""
    return {True: "eu_wide", False: "no_liability"}[value] if isinstance(value, bool) else value


#: Written as older files have it where they can say it, so that the fingerprint of a mix stays.
CivilLiability = Annotated[
    Liability,
    BeforeValidator(_read_liability),
    PlainSerializer(lambda value: {"eu_wide": True, "no_liability": False}.get(value, value), return_type=bool | str),
    WithJsonSchema(
        {"anyOf": [{"type": "boolean"}, {"enum": ["no_liability", "national_law", "eu_wide"], "type": "string"}]}
    ),
]


class InspectionPhase(Strict):
    """Inspections a year per 100 firms from so many quarters after the start on."""

    after_quarters: Annotated[int, Field(ge=0, le=96)]
    date: Day | None = None
    per_100_firms: Annotated[float, Field(ge=0, le=1000)]


class Grace(Strict):
    """No check and no sanction for so many quarters after the start: of the whole law (acts) or of its reports only."""

    quarters: Annotated[int, Field(ge=1, le=96)]
    until: Day | None = None
    of: Literal["all", "reporting"] = "all"


class FineTier(Strict):
    """The highest fine for one kind of breach, for firms in one range of turnover."""

    breach: Text
    eur: Money | None = None
    share_of_turnover: Share | None = None
    turnover_above_eur: Amount | None = None
    turnover_up_to_eur: Amount | None = None
    article: str | None = None


class TenderExclusion(Strict):
    """Shut out of public tenders (and of public funding), at most so many years, from a fine of so much on."""

    years: Annotated[float, Field(ge=0, le=100)]
    from_fine_eur: Amount | None = None
    public_funding: bool = False
    article: str | None = None


class PartnerLimit(Strict):
    """A limit on asking partners with fewer employees (or_equal: with so many or fewer)."""

    employees: Amount
    or_equal: bool = False
    rule: Literal["only_if_unobtainable", "may_refuse"]
    article: str | None = None
