"""Whether one firm falls under a law: by which test, from which day, with the article."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scenarios.firm_checks import Check, conditions_of, enough
from scenarios.firm_facts import FirmFacts
from scenarios.law_content import version_of
from scenarios.law_format import Law
from scenarios.quarters import index_of, name_of, quarter_of
from scenarios.scope_format import FirmTest, ScopePhase
from scenarios.shipped import list_laws, load_law

#: binds: on the day asked; from_later: the law will; would_bind: the test is passed, but it is no law in force, or no
#: longer; lighter: a lighter duty only; unclear: a fact, or the text of the law, is missing.
Verdict = Literal["binds", "from_later", "would_bind", "lighter", "not_bound", "unclear"]


@dataclass(frozen=True)
class FirmAnswer:
    """What a law says of one firm on one day.

    since: the first day (2029-07-26), or quarter (2029Q3) where the law file has no day; None for a lighter duty, whose
    words say it. test: the one that decides: the first that is passed, else the one that comes nearest. checks: its
    conditions one by one. missing: facts that were not told and could change the answer; taken: facts that were taken
    for granted.
    """

    law: Law
    version: str | None
    on: str
    verdict: Verdict
    since: str | None
    test: FirmTest
    checks: tuple[Check, ...]
    missing: tuple[str, ...]
    taken: tuple[str, ...]


def ask_law(law: Law, facts: FirmFacts, on: str | None = None, version: str | None = None) -> FirmAnswer:
    """Whether a firm falls under a law on a day (today when None).

    version: an earlier text, which binds nobody any more, or an option of the law instead of the file's. Raises
    InputProblem for an unknown version.
    """
    day = on or datetime.date.today().isoformat()
    text = law if version is None else version_of(law, version)
    if version in {each.id for each in law.versions}:
        text = text.model_copy(update={"standing": "replaced"})
    phases = sorted(text.scope, key=lambda phase: phase.after_quarters)
    results = [_phase(phase, facts) for phase in phases]
    starts = [_start(text, phase, facts) for phase in phases]

    def answer(verdict: Verdict, place: int, result: _Result | None = None) -> FirmAnswer:
        shown = result or results[place]
        missing, taken = (tuple(dict.fromkeys(names)) for names in (shown.missing, shown.taken))
        since = starts[place] if verdict in ("binds", "from_later", "would_bind", "unclear") else None
        return FirmAnswer(text, version, day, verdict, since, shown.test, shown.checks, missing, taken)

    passed = next((place for place, result in enumerate(results) if result.holds), None)
    doubt = next((place for place, result in enumerate(results) if result.holds is None), None)
    if doubt is not None and (passed is None or doubt < passed):
        return answer("unclear", doubt)
    if passed is not None:
        return answer(_in_time(text, starts[passed], day), passed)
    for test in text.lighter:
        result = _test(test, facts)
        if result.holds:
            return answer("lighter", 0, result)
    return answer("not_bound", len(phases) - 1)


def ask_all(facts: FirmFacts, on: str | None = None) -> list[FirmAnswer]:
    """The answer of every shipped law."""
    return [ask_law(load_law(law), facts, on) for law in list_laws()]


@dataclass(frozen=True)
class _Result:
    """How a firm does in a test: True, False or None (cannot be said), and why."""

    holds: bool | None
    test: FirmTest
    checks: tuple[Check, ...]
    missing: tuple[str, ...]
    taken: tuple[str, ...]


def _phase(phase: ScopePhase, facts: FirmFacts) -> _Result:
    """Its own test, and the tests that it combines; the one that decides is shown."""
    own = _test(phase, facts)
    if not phase.tests:
        return own
    parts = [_test(part, facts) for part in phase.tests]
    among = enough([part.holds for part in parts], phase.tests_needed)
    holds = enough([own.holds, among])
    if holds is False and own.holds is False:
        return own
    told = next((part for part in parts if part.holds is among), parts[0])
    if among is False:
        told = max(parts, key=_nearness)
    missing = [*own.missing, *(name for part in parts for name in part.missing)]
    checks = (*own.checks, *told.checks)
    return _Result(holds, told.test, checks, tuple(missing) if holds is None else (), (*own.taken, *told.taken))


def _nearness(result: _Result) -> tuple[bool, float]:
    """How near a firm comes to a test: first those that fail on a fact that was told, then by the share passed.

    A fact that nobody told (no royalties, say) would else make a test for few firms the one that a clerk reads.
    """
    is_told = not any(check.holds is False and check.taken for check in result.checks)
    return is_told, sum(check.holds is True for check in result.checks) / max(1, len(result.checks))


def _test(test: FirmTest, facts: FirmFacts) -> _Result:
    checks = tuple(conditions_of(test, facts))
    sizes = [check.holds for check in checks if check.is_size]
    rest = [check.holds for check in checks if not check.is_size]
    holds = enough([*rest, *([enough(sizes, test.needed or len(sizes))] if sizes else [])])
    missing = tuple(name for check in checks if check.holds is None for name in check.facts) if holds is None else ()
    taken = tuple(name for check in checks for name in check.taken)
    return _Result(holds, test, checks, missing, taken)


def _start(law: Law, phase: ScopePhase, facts: FirmFacts) -> str | None:
    """The first day of a phase, its quarter where no day is known, None for a law without a date.

    A duty about a financial year that is told begins when that year ends.
    """
    if phase.year_ends_from is not None and facts.year_end is not None:
        return facts.year_end
    if phase.date is not None:
        return phase.date
    if law.in_force in (None, "drawn", "never"):
        return None
    if phase.after_quarters == 0 and law.in_force_date is not None:
        return law.in_force_date
    return name_of(index_of(str(law.in_force)) + phase.after_quarters)


def _in_time(law: Law, since: str | None, day: str) -> Verdict:
    if since is None or law.standing != "law" or law.in_force in (None, "drawn", "never"):
        return "would_bind"
    ended = law.ends_date is not None and day >= law.ends_date
    if law.ends is not None and law.ends_date is None:
        ended = quarter_of(day) >= index_of(law.ends)
    if ended:
        return "would_bind"
    begun = day >= since if "Q" not in since else quarter_of(day) >= index_of(since)
    return "binds" if begun else "from_later"


def decisive(answer: FirmAnswer) -> Iterator[Check]:
    """The conditions that made the answer; what is not known decides only where nothing can be said."""
    for check in answer.checks:
        shown = {"not_bound": check.holds is False, "unclear": check.holds is not True}
        if shown.get(answer.verdict, check.holds is not None):
            yield check
