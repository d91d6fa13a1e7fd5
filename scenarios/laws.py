"""The laws of a mix and a future in time: which freeze, lapse, replace and phase in (S-109, S-138)."""

from dataclasses import dataclass, field, replace

from scenarios.future_format import Future
from scenarios.instrument_format import LawInstrument
from scenarios.law_content import law_of, version_of
from scenarios.law_format import Law, LawContent
from scenarios.mix_format import Mix
from scenarios.quarters import index_of
from scenarios.run_dates import RunDates
from scenarios.shipped import load_law
from simulation.vocabulary import QUARTERS


@dataclass(frozen=True)
class Entry:
    """A law on the time line. Dates are quarter indices; `frozen` are quarters without announcement."""

    law: Law
    content: LawContent
    announced: int
    in_force: int | None
    ends: int | None = None
    ramp: int = 0
    strength: float = 1.0
    order: int = 0
    freezes: bool = False
    future: bool = False
    frozen: range = field(default_factory=lambda: range(0))
    adapt: int | None = None

    def acts(self) -> bool:
        """Whether there is any quarter in which firms see this law."""
        return self.ends is None or self.ends > self.announced

    def expected(self) -> list[tuple[int, int, LawContent]]:
        """(from, until, content) of earlier texts of the law, in time, as far as they are known while it is announced.

        A mix or future with a scope of its own expects that scope.
        """
        if self.content.scope != self.law.scope:
            return []
        known = [(index_of(each.known_from), index_of(each.known_until), each.id) for each in self.law.versions]
        return [
            (max(first, self.announced), until, version_of(self.law, name))
            for first, until, name in sorted(known)
            if until > self.announced
        ]


def time_line(mix: Mix, future: Future, dates: RunDates) -> list[Entry]:
    """All laws of the mix and the future, with freezing, replacement and lapse worked out."""
    entries = _of_mix(mix, dates)
    entries += _of_future(future, dates, entries)
    entries = _versions(entries)
    resume_after = future.eu_law.resume_after_quarters if future.eu_law is not None else QUARTERS
    entries = [_freeze(entry, dates, resume_after) for entry in entries]
    return [entry for entry in _lapse(entries) if entry.acts()]


def _moment(name: str | None) -> int | None:
    return None if name is None else index_of(name)


def _start(name: str | None, dates: RunDates) -> int | None:
    if name == "drawn":
        return dates.wzk_in_force
    return None if name in (None, "never") else index_of(name)


def _of_mix(mix: Mix, dates: RunDates) -> list[Entry]:
    found: list[Entry] = []
    for item in mix.instruments.values():
        if not isinstance(item, LawInstrument) or item.strength == 0:
            continue
        law, content = law_of(item)
        in_force = _start(item.in_force or law.in_force, dates)
        announced = _moment(item.announced or law.announced)
        if announced is None:
            announced = in_force
        if announced is None:
            continue
        if in_force is not None:
            in_force = max(in_force, announced)
        freezes = content.level == "NL" and (law.bill if item.freezes is None else item.freezes)
        ends = _moment(item.ends or law.ends)
        found.append(Entry(law, content, announced, in_force, ends, item.ramp, item.strength, item.order or 0, freezes))
    return found


def _of_future(future: Future, dates: RunDates, own: list[Entry]) -> list[Entry]:
    """The future's laws; an EU law inside the mix takes the place of the future's that come after it."""
    what_if = [entry for entry in own if entry.content.level == "EU" and entry.law.broad]
    implementing = {eu: entry for entry in own for eu in entry.law.implements}
    found: list[Entry] = []
    for item in future.laws:
        law = load_law(item.law)
        in_force = _start(item.in_force or law.in_force, dates)
        announced = _moment(item.announced or law.announced)
        content: LawContent = law
        if item.scope is not None:
            content = law.model_copy(update={"scope": item.scope})
        if announced is None:
            announced = in_force
        if announced is not None:
            found.append(Entry(law, content, announced, in_force, _moment(item.ends or law.ends), future=True))
    eu_law = future.eu_law
    if eu_law is not None and eu_law.law is not None and dates.eu_proposal is not None:
        law = load_law(eu_law.law)
        # A proposal that is never adopted is no longer expected once national bills go on.
        dropped = dates.eu_proposal + eu_law.resume_after_quarters if dates.eu_adoption is None else None
        found.append(Entry(law, law, dates.eu_proposal, dates.eu_in_force, dropped, future=True))
    found = [
        entry
        for entry in found
        if not any(entry.law.kind == mine.law.kind and entry.announced >= mine.announced for mine in what_if)
    ]
    return [
        _ended(entry, implementing[entry.law.id].announced) if entry.law.id in implementing else entry
        for entry in found
    ]


def _versions(entries: list[Entry]) -> list[Entry]:
    """Two instruments of one law: the one with the higher order takes over when it comes into force."""
    result: list[Entry] = []
    for entry in entries:
        later = [
            other.in_force
            for other in entries
            if other.law.id == entry.law.id and other.order > entry.order and other.in_force is not None
        ]
        result.append(_ended(entry, min(later)) if later else entry)
    return result


def _ended(entry: Entry, quarter: int) -> Entry:
    return entry if entry.ends is not None and entry.ends <= quarter else replace(entry, ends=quarter)


def _freeze(entry: Entry, dates: RunDates, resume_after: int) -> Entry:
    """A national bill stands still from the Commission's proposal on (S-109).

    It goes on when nothing has been adopted for `resume_after` quarters, and is dropped at adoption.
    """
    proposal = dates.eu_proposal
    if not entry.freezes or entry.law.kind != "due_diligence" or proposal is None:
        return entry
    if entry.in_force is not None and entry.in_force <= proposal:
        return entry
    begins = max(proposal, entry.announced)
    resumes = max(proposal + resume_after, begins)
    adopted = dates.eu_adoption
    if adopted is not None and adopted <= resumes:
        return _ended(entry, begins)
    in_force = None if entry.in_force is None else entry.in_force + resumes - begins
    entry = replace(entry, in_force=in_force, frozen=range(begins, resumes))
    if adopted is not None and (in_force is None or in_force > adopted):
        return _ended(replace(entry, in_force=None), adopted)
    return entry


def _lapse(entries: list[Entry]) -> list[Entry]:
    """National law and earlier broad EU law of a kind end when broad EU law of that kind applies (S-109, S-138).

    EU law on a product or a theme stays beside it: a regulation on timber does not end with a directive on all firms.
    """
    result: list[Entry] = []
    for entry in entries:
        news = [other for other in entries if _replaces(other, entry)]
        end = min((other.in_force for other in news if other.in_force is not None), default=None)
        result.append(entry if end is None else _ended(entry, end))
    for place, entry in enumerate(result):
        start = entry.in_force
        if start is None:
            continue
        before = [
            other
            for other in result
            if other.ends == start
            and other.in_force is not None
            and other.in_force < start
            and (_replaces(entry, other) or (other.law.id == entry.law.id and other is not entry))
        ]
        if before:
            result[place] = replace(entry, adapt=start)
    return result


def _replaces(new: Entry, old: Entry) -> bool:
    if new is old or new.law.kind != old.law.kind or not new.law.broad or new.content.level != "EU":
        return False
    if new.in_force is None or (new.ends is not None and new.ends <= new.in_force):
        return False
    return old.content.level != "EU" or (old.law.broad and old.announced < new.announced)
