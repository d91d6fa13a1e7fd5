"""Whether a change can do anything at all, and if not why: compared in the schedules, before any firm moves."""

from dataclasses import dataclass
from typing import Any

from scenarios.compile import compile_schedule
from scenarios.differences import first_difference, same_until
from scenarios.future_format import Future
from scenarios.instrument_format import LawInstrument
from scenarios.laws import Entry, time_line
from scenarios.library import load_future
from scenarios.mix_format import Mix
from scenarios.quarters import index_of
from scenarios.run_dates import RunDates, run_dates
from simulation.parameters import central_values
from simulation.problems import InputProblem
from simulation.randomness import Purpose, luck_of
from simulation.vocabulary import QUARTERS, quarter_index
from smartmix.page.dials.mix_changes import Changes, built
from smartmix.page.serving.jobs import Job

#: Draws whose dates are looked at: enough to tell never from sometimes.
LOOKS = 20


@dataclass(frozen=True)
class LawFate:
    """What becomes of one law of a mix, as shares of the draws.

    in_force: at some time up to the year; overtaken: EU law stops it before it starts, or holds it up beyond the year;
    lapsed: was in force and EU law took its place by the year; never: the mix itself gives it no start.
    """

    in_force: float
    overtaken: float
    lapsed: float
    never: float


@dataclass(frozen=True)
class Reason:
    """Why a change does nothing: `why` is a key of `result.why_words`; `key` as in the address.

    first: in how many of the LOOKS draws EU law comes first, for a law that it overtakes.
    """

    key: str
    why: str
    first: int = 0


@dataclass(frozen=True)
class FateOfChanges:
    """The changes that do nothing; the first quarter from which the mixes differ; laws that EU law overtakes."""

    reasons: list[Reason]
    apart: int | None
    late: dict[str, int]


def fate_of_changes(
    _job: Job, start: Mix, mix: Mix, changes: Changes, future_id: str, seed: int, last_year: int
) -> FateOfChanges:
    """The work of a job: what becomes of the changes of a mix."""
    asked = future_id, seed, last_year
    apart = starts_apart(start, mix, load_future(future_id), seed, last_year)
    return FateOfChanges(reasons(start, changes, *asked), apart, overtaken(mix, changes, *asked))


def dates_of(mix: Mix, future: Future, seed: int, looks: int = LOOKS) -> list[RunDates]:
    """The dates of the first draws, with the luck of the runs and the middle effect of Dutch effort."""
    shift = float(central_values()["eu_effort_shift"][0])
    found: list[RunDates] = []
    for draw in range(looks):
        u_eu, u_wzk = luck_of(seed, draw, 0, 0, int(Purpose.RUN_DATES))[:2]
        found.append(run_dates(future, mix, u_eu, u_wzk, shift))
    return found


def starts_apart(a: Mix, b: Mix, future: Future, seed: int, last_year: int) -> int | None:
    """The earliest quarter, up to the last year, from which two mixes differ for a firm; None: in no draw."""
    found: list[int] = []
    until = quarter_index(last_year, 4) + 1
    seen: set[tuple[RunDates, RunDates]] = set()
    for pair in zip(dates_of(a, future, seed), dates_of(b, future, seed), strict=True):
        if pair in seen:
            continue
        seen.add(pair)
        first, second = compile_schedule(a, future, pair[0]), compile_schedule(b, future, pair[1])
        if same_until(first, second, QUARTERS):
            continue
        quarter = first_difference(first, second)
        if quarter is not None and quarter < until:
            found.append(quarter)
    return min(found, default=None)


def reasons(start: Mix, changes: Changes, future_id: str, seed: int, last_year: int) -> list[Reason]:
    """The changes that do nothing beside the others, with the reason."""
    future, whole = load_future(future_id), built(start, changes)
    found: list[Reason] = []
    for key in changes:
        try:
            without = built(start, {other: value for other, value in changes.items() if other != key})
        except InputProblem:
            continue  # the others need this one
        if built(start, {key: changes[key]}).instruments == start.instruments:
            found.append(Reason(key, "equal"))
        elif starts_apart(without, whole, future, seed, last_year) is None:
            found.append(_reason(whole, start, key, future, seed, last_year))
    return found


def overtaken(mix: Mix, changes: Changes, future_id: str, seed: int, year: int) -> dict[str, int]:
    """The laws that the changes are about and that EU law overtakes by the year in some draws: in how many of LOOKS."""
    future, found = load_future(future_id), dict[str, int]()
    for name in dict.fromkeys(key.split(".", maxsplit=1)[0] for key in changes):
        if isinstance(mix.instruments.get(name), LawInstrument):
            fate = law_fates(mix, name, future, seed, year)
            found[name] = round(LOOKS * (fate.overtaken + fate.lapsed))
    return {name: count for name, count in found.items() if count > 0}


def _reason(mix: Mix, start: Mix, key: str, future: Future, seed: int, last_year: int) -> Reason:
    why, name = _why(mix, start, key, future, seed, last_year), key.split(".", maxsplit=1)[0]
    if why != "overtaken":
        return Reason(key, why)
    return Reason(key, why, round(LOOKS * law_fates(mix, name, future, seed, last_year).overtaken))


def _why(mix: Mix, start: Mix, key: str, future: Future, seed: int, last_year: int) -> str:
    name = key.split(".", maxsplit=1)[0]
    item: Any = mix.instruments.get(name) or start.instruments.get(name)
    if item is None:
        return "same"
    if item.strength == 0:
        return "strength"
    if isinstance(item, LawInstrument):
        return _why_law(mix, name, future, seed, last_year)
    if index_of(item.in_force) > quarter_index(last_year, 4):
        return "late"
    if item.ends is not None and index_of(item.ends) <= index_of(item.in_force):
        return "same"
    return "covered" if item.order is not None or _has_rival(mix, name, item) else "same"


def _has_rival(mix: Mix, name: str, item: Any) -> bool:
    return any(other.kind == item.kind for key, other in mix.instruments.items() if key != name)


def _why_law(mix: Mix, name: str, future: Future, seed: int, last_year: int) -> str:
    if name not in mix.instruments:
        return "same"
    fate = law_fates(mix, name, future, seed, last_year)
    if fate.never == 1.0:
        return "never"
    if fate.in_force == 0.0:
        return "overtaken" if fate.overtaken > 0 else "late"
    return "same"


def law_fates(mix: Mix, name: str, future: Future, seed: int, year: int) -> LawFate:
    """What becomes of the law of one instrument up to the end of the year."""
    item: Any = mix.instruments[name]
    until, count = quarter_index(year, 4), dict.fromkeys(LawFate.__annotations__, 0)
    dates = dates_of(mix, future, seed)
    for each in dates:
        entry = entry_of(mix, str(item.law), future, each)
        if entry is None:
            count["never"] += 1
        elif entry.in_force is None:
            count["overtaken" if entry.frozen or entry.ends is not None else "never"] += 1
        elif entry.ends is not None and entry.ends <= entry.in_force:
            count["overtaken"] += 1
        elif entry.in_force <= until:
            count["in_force"] += 1
            count["lapsed"] += entry.ends is not None and entry.ends <= until
        else:
            count["overtaken"] += bool(entry.frozen)
    return LawFate(**{key: value / len(dates) for key, value in count.items()})


def entry_of(mix: Mix, law_id: str, future: Future, dates: RunDates) -> Entry | None:
    """The law of a mix on the time line of one draw; the last of several versions."""
    found = [entry for entry in time_line(mix, future, dates) if entry.law.id == law_id and not entry.future]
    return found[-1] if found else None
