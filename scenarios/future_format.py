"""The format of a future: EU law outside the mixes, the same for all mixes compared (S-157)."""

from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.format_base import LAW_FORMAT, Evidence, Fingerprinted, Identifier, Share, Sources, Strict, Text
from scenarios.law_format import LawDates
from scenarios.quarters import Quarter, index_of
from scenarios.scope_format import Phases


class Quantile(Strict):
    """A point of a distribution of dates: with chance `u` the date is not after `quarter`."""

    u: Share
    quarter: Quarter


class Arrival(Strict):
    """When something comes: quantiles, and the chance above which it never comes (1: it always does)."""

    quantiles: Annotated[list[Quantile], Field(min_length=1)]
    never_above: Share = 1.0

    @model_validator(mode="after")
    def _rises(self) -> Self:
        points = [(point.u, index_of(point.quarter)) for point in self.quantiles]
        if points != sorted(points) or len({u for u, _ in points}) != len(points):
            raise PydanticCustomError("moments", "quantiles must rise", {})
        return self

    def quarter(self, u: float) -> int | None:
        """The quarter at quantile `u` (linear between points, rounded down); None: never."""
        if u >= self.never_above and self.never_above < 1.0:
            return None
        points = [(point.u, index_of(point.quarter)) for point in self.quantiles]
        if u <= points[0][0]:
            return points[0][1]
        for (u0, q0), (u1, q1) in pairwise(points):
            if u <= u1:
                return int(q0 + (q1 - q0) * (u - u0) / (u1 - u0))
        return points[-1][1]


class EuLaw(Strict):
    """EU due-diligence law: what governments see of it, and the law that comes (none when `laws` says).

    reference_effort: Dutch effort that the distribution already counts in. effort_shifts: whether more
    effort moves the dates. resume_after_quarters: national bills go on when so long after a proposal
    nothing has been adopted (S-109).
    """

    law: Identifier | None = None
    proposal: Arrival
    adoption: Arrival
    in_force: Arrival
    effort_shifts: bool = False
    reference_effort: Share = 0.0
    resume_after_quarters: Annotated[int, Field(ge=1, le=96)] = 12

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        parts = (self.proposal, self.adoption, self.in_force)
        edges = {part.never_above for part in parts}
        edges |= {point.u for part in parts for point in part.quantiles}
        for u in sorted(edges | {edge - 1e-9 for edge in edges if edge > 0}):
            dates = [part.quarter(u) for part in parts]
            known = [date if date is not None else 10_000 for date in dates]
            if known != sorted(known):
                raise PydanticCustomError("eu_order", "proposal, adoption, in force in this order", {"u": u})
        return self


class FutureLaw(LawDates):
    """A law that comes in this future whatever the mix: dates and scope override the law file."""

    law: Identifier
    scope: Phases | None = None


class Future(Fingerprinted):
    """EU law and the luck of dates in one view of the future."""

    format: Annotated[int, Field(ge=1, le=LAW_FORMAT)]
    id: Identifier
    name: Text
    description: Text
    sources: Sources
    evidence: dict[str, Evidence] = Field(default_factory=dict[str, Evidence])
    eu_law: EuLaw | None = None
    #: when the Child Labour Due Diligence Act comes into force in mixes that let it be drawn (P-B7)
    wzk: Arrival
    laws: list[FutureLaw] = Field(default_factory=list[FutureLaw])

    def __hash__(self) -> int:
        """Of the content."""
        return hash(self.fingerprint)
