"""The dates that luck and Dutch effort decide: EU law and the Child Labour Due Diligence Act."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from scenarios.dials import COLUMN, fill
from scenarios.future_format import Arrival, EuLaw, Future
from scenarios.instrument_format import LawInstrument
from scenarios.law_content import law_of
from scenarios.mix_format import Mix
from scenarios.quarters import index_of
from simulation.dials import DIALS
from simulation.vocabulary import QUARTERS


@dataclass(frozen=True)
class RunDates:
    """Quarter indices (since 2012Q1) or None for never within the years simulated.

    eu_*: proposal, adoption and start of EU due-diligence law as governments see it; wzk_in_force: the
    start of the Child Labour Due Diligence Act in mixes that leave it to be drawn.
    """

    eu_proposal: int | None = None
    eu_adoption: int | None = None
    eu_in_force: int | None = None
    wzk_in_force: int | None = None

    def eu_state(self, quarter: int) -> int:
        """0 none, 1 proposed, 2 adopted, 3 in force, at the end of a quarter."""
        dates = (self.eu_proposal, self.eu_adoption, self.eu_in_force)
        return sum(date is not None and date <= quarter for date in dates)


def run_dates(future: Future, mix: Mix, u_eu: float, u_wzk: float, eu_effort_shift: float) -> RunDates:
    """The dates of one run.

    u_eu, u_wzk: one number in (0, 1) each, the same for all mixes of a draw; dates are the inverse
    distribution of it, so that policy shifts them one way. eu_effort_shift: by how
    much full Dutch effort above the reference's lowers the quantile (0 or more, S-150). Effort cannot
    move a date to before the effort began. A due-diligence law with level EU inside the mix replaces
    the future's: a mix may ask what would be if the EU did as it says.
    """
    proposal, adoption, start = _eu_dates(future.eu_law, mix, u_eu, eu_effort_shift)
    what_if = _what_if(mix)
    if what_if is not None and (proposal is None or what_if[0] <= proposal):
        proposal, adoption, start = what_if[0], what_if[0], what_if[1]
    return RunDates(_within(proposal), _within(adoption), _within(start), _within(future.wzk.quarter(u_wzk)))


def _within(date: int | None) -> int | None:
    return date if date is not None and date < QUARTERS else None


def _eu_dates(law: EuLaw | None, mix: Mix, u: float, effort_shift: float) -> tuple[int | None, int | None, int | None]:
    if law is None:
        return None, None, None
    extra, begins = _extra_effort(mix, law.reference_effort) if law.effort_shifts else (0.0, QUARTERS)
    earlier = max(0.0, u - max(0.0, effort_shift) * extra)

    def date(arrival: Arrival) -> int | None:
        plain, moved = arrival.quarter(u), arrival.quarter(earlier)
        if moved is None or extra == 0.0:
            return plain
        return max(moved, begins if plain is None else min(plain, begins))

    return date(law.proposal), date(law.adoption), date(law.in_force)


@lru_cache(maxsize=256)
def _extra_effort(mix: Mix, reference: float) -> tuple[float, int]:
    """The highest effort above the reference's and the first quarter in which there is any."""
    table = np.zeros((QUARTERS, len(DIALS)))
    fill(table, [item for item in mix.instruments.values() if item.kind == "eu_effort"])
    extra = np.maximum(0.0, table[:, COLUMN["eu_effort"]] - reference)
    some = np.flatnonzero(extra > 0)
    return (float(extra.max()), int(some[0])) if some.size else (0.0, QUARTERS)


def _what_if(mix: Mix) -> tuple[int, int | None] | None:
    """Announced and in force of an EU due-diligence law inside the mix."""
    for item in mix.instruments.values():
        if not isinstance(item, LawInstrument) or item.strength == 0:
            continue
        law, content = law_of(item)
        if content.level == "EU" and law.kind == "due_diligence" and law.broad:
            start = item.in_force or law.in_force
            begins = index_of(start) if start not in (None, "drawn", "never") else None
            announced = item.announced or law.announced
            first = index_of(announced) if announced else begins
            if first is not None:
                return first, begins
    return None
