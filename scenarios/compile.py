"""A mix in a future with a run's dates, as the table of dials that the world reads."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from scenarios.dials import COLUMN, envelope, fill
from scenarios.future_format import Future
from scenarios.law_content import liability
from scenarios.law_format import LawContent
from scenarios.laws import Entry, time_line
from scenarios.mix_format import EU_STATES, Mix
from scenarios.quarters import index_of
from scenarios.rules import Firing, mix_after
from scenarios.run_dates import RunDates
from scenarios.scope_format import ScopePhase
from simulation.dials import DIALS, LAW, MAXIMUM_LAWS, PER_LAW, LawDial
from simulation.problems import InputProblem
from simulation.schedule import MAXIMUM_SCOPES, Laws, Schedule, ScopeTest
from simulation.vocabulary import QUARTERS, STEPS, Regime, Theme

#: More outcomes of rules than this are a mistake: each is a table of its own.
MAXIMUM_VARIANTS = 64


def compile_schedule(mix: Mix, future: Future, dates: RunDates) -> Schedule:
    """The mix compiled for one run.

    The result is cached and shared: do not write into its arrays. Raises InputProblem when there are
    more laws, scope tests or outcomes of rules than a schedule holds.
    """
    return _compiled(mix, future, dates)


@lru_cache(maxsize=256)
def _compiled(mix: Mix, future: Future, dates: RunDates) -> Schedule:
    settled = _settled_firings(mix, dates)
    open_rules = [rule for rule in mix.rules.values() if rule.when.observe == "endorsement"]
    names = [name for name, rule in mix.rules.items() if rule.when.observe == "endorsement"]
    moments = [[index_of(name) for name in rule.when.quarters] for rule in open_rules]
    strides = [1]
    for quarters in moments:
        strides.append(strides[-1] * (len(quarters) + 1))
    count = strides.pop()
    if count > MAXIMUM_VARIANTS:
        raise InputProblem(
            "mix {name}: its rules have {found} outcomes, {allowed} are allowed",
            name=mix.id,
            found=count,
            allowed=MAXIMUM_VARIANTS,
        )
    segments: list[list[_Segment]] = []
    # The first rule varies fastest, as rule_stride says.
    for choice in product(*[range(len(quarters) + 1) for quarters in reversed(moments)]):
        fired = tuple(
            Firing(quarters[j - 1], name)
            for name, quarters, j in zip(names, moments, reversed(choice), strict=True)
            if j > 0
        )
        segments.append(_segments(mix, future, dates, tuple(sorted((*settled, *fired)))))
    slots, laws = _slots(segments, mix.id)
    scopes = _scopes(segments, slots, mix.id)
    table = np.stack([_spliced(variant, slots, scopes) for variant in segments])
    longest = max((len(quarters) for quarters in moments), default=1)
    evaluations = np.full((len(moments), longest), -1, np.int64)
    for row, quarters in enumerate(moments):
        evaluations[row, : len(quarters)] = quarters
    return Schedule(
        table,
        laws,
        tuple(scopes),
        evaluations,
        np.array([float(rule.when.threshold) for rule in open_rules]),
        np.array([float(rule.when.below is not None) for rule in open_rules]),
        np.array(strides, np.int64),
    )


@dataclass(frozen=True)
class _Segment:
    """The mix that holds from `first` on, until the next segment."""

    first: int
    mix: Mix
    laws: list[Entry]


def _settled_firings(mix: Mix, dates: RunDates) -> tuple[Firing, ...]:
    """Rules on the EU's state fire at the first look at which their condition holds."""
    found: list[Firing] = []
    for name, rule in mix.rules.items():
        when = rule.when
        if when.observe != "eu_state":
            continue
        level = EU_STATES.index(str(when.threshold))
        for quarter in map(index_of, when.quarters):
            if (dates.eu_state(quarter) < level) == (when.below is not None):
                found.append(Firing(quarter, name))
                break
    return tuple(found)


def _segments(mix: Mix, future: Future, dates: RunDates, firings: tuple[Firing, ...]) -> list[_Segment]:
    """The mix before, between and after firings; a firing in quarter q acts from q + 1 on."""
    found = [_Segment(0, mix, time_line(mix, future, dates))]
    for count in range(1, len(firings) + 1):
        after = mix_after(mix, firings[:count])
        found.append(_Segment(firings[count - 1].quarter + 1, after, time_line(after, future, dates)))
    return found


type _SlotKey = tuple[str, str]


def _key(entry: Entry) -> _SlotKey:
    fixed = {name: getattr(entry.content, name) for name in _STATIC}
    return entry.law.id, repr(sorted(fixed.items()))


_STATIC = {
    "level",
    "steps",
    "themes",
    "reporting",
    "regime",
    "checklist",
    "order_under_penalty",
    "fine_eur",
    "fine_share_of_turnover",
    "publication",
    "criminal",
    "civil_liability",
}


def _slots(variants: list[list[_Segment]], mix_id: str) -> tuple[dict[_SlotKey, int], Laws]:
    """A row for each law, in order of announcement: mixes with a common past share its rows."""
    first: dict[_SlotKey, tuple[int, str]] = {}
    entries: dict[_SlotKey, Entry] = {}
    for variant in variants:
        for segment in variant:
            for entry in segment.laws:
                key, seen = _key(entry), max(entry.announced, segment.first)
                first[key] = min(first.get(key, (seen, entry.law.id)), (seen, entry.law.id))
                entries[key] = entry
    order = sorted(first, key=lambda key: (first[key], key))
    if len(order) > MAXIMUM_LAWS:
        raise InputProblem(
            "mix {name}: {found} laws act in it, {allowed} are allowed",
            name=mix_id,
            found=len(order),
            allowed=MAXIMUM_LAWS,
        )
    return {key: slot for slot, key in enumerate(order)}, _rows([entries[key] for key in order])


def _rows(entries: list[Entry]) -> Laws:
    laws = Laws(tuple(entry.law.id for entry in entries))
    for slot, entry in enumerate(entries):
        content = entry.content
        laws.steps[slot] = [step in content.steps for step in STEPS]
        laws.themes[slot] = [theme.name.lower() in content.themes for theme in Theme]
        laws.reporting[slot] = content.reporting
        laws.regime[slot] = Regime[content.regime.upper()]
        laws.fine_share[slot] = content.fine_share_of_turnover
        laws.fine_eur[slot] = content.fine_eur
        laws.order[slot] = content.order_under_penalty
        laws.publication[slot] = content.publication
        laws.criminal[slot] = content.criminal
        laws.civil_liability[slot] = liability(content.civil_liability)
        laws.eu_wide[slot] = content.level == "EU"
        laws.checklist[slot] = content.checklist
    return laws


def _scopes(variants: list[list[_Segment]], slots: dict[_SlotKey, int], mix_id: str) -> list[ScopeTest]:
    """Every different scope test once, in order of first use (so that a common past has common numbers)."""
    uses: dict[ScopeTest, tuple[int, int, int]] = {}
    for variant in variants:
        for segment in variant:
            for entry in segment.laws:
                for number, (first, test) in enumerate(scope_steps(entry)):
                    use = (max(first, segment.first), slots[_key(entry)], number)
                    uses[test] = min(uses.get(test, use), use)
    order = sorted(uses, key=lambda test: uses[test])
    if len(order) > MAXIMUM_SCOPES:
        raise InputProblem(
            "mix {name}: {found} scope tests act in it, {allowed} are allowed",
            name=mix_id,
            found=len(order),
            allowed=MAXIMUM_SCOPES,
        )
    return order


def scope_steps(entry: Entry) -> list[tuple[int, ScopeTest]]:
    """(first quarter, test) in time: the widest phase of the text known while announced, then phase by phase."""
    phases = _by_time(entry.content)
    steps = [(entry.announced, phases[-1].test())]
    for known_from, known_until, expected in entry.expected():
        steps += [(known_from, _by_time(expected)[-1].test()), (known_until, phases[-1].test())]
    if entry.in_force is not None:
        steps = [step for step in steps if step[0] < entry.in_force or step == steps[0]]
        steps += [(entry.in_force + phase.after_quarters, phase.test()) for phase in phases]
    last = QUARTERS if entry.ends is None else entry.ends
    return [(first, test) for first, test in steps if first < min(last, QUARTERS)]


def _by_time(content: LawContent) -> list[ScopePhase]:
    return sorted(content.scope, key=lambda phase: phase.after_quarters)


def inspections(content: LawContent, in_force: int) -> np.ndarray:
    """(QUARTERS,) inspections a year per 100 firms, phase by phase; none while the whole law is in its grace time."""
    rate = np.full(QUARTERS, content.inspections_per_100_firms)
    for phase in sorted(content.inspection_phases, key=lambda phase: phase.after_quarters):
        rate[in_force + phase.after_quarters :] = phase.per_100_firms
    if content.grace is not None and content.grace.of == "all":
        rate[in_force : in_force + content.grace.quarters] = 0.0
    return rate


def _spliced(variant: list[_Segment], slots: dict[_SlotKey, int], scopes: list[ScopeTest]) -> np.ndarray:
    table = np.zeros((QUARTERS, len(DIALS)))
    for segment in variant:
        part = np.zeros((QUARTERS, len(DIALS)))
        part[:, LAW + LawDial.SCOPE :: PER_LAW] = -1.0
        fill(part, list(segment.mix.instruments.values()))
        for entry in segment.laws:
            _law_dials(part, entry, slots[_key(entry)], scopes)
        table[segment.first :] = part[segment.first :]
    return table


def _law_dials(table: np.ndarray, entry: Entry, slot: int, scopes: list[ScopeTest]) -> None:
    announced, in_force, scope, inspected, adapt = (table[:, LAW + PER_LAW * slot + dial] for dial in LawDial)
    ends = QUARTERS if entry.ends is None else entry.ends
    frozen = [quarter for quarter in entry.frozen if quarter < QUARTERS]
    # Two versions of one law share a row when they ask the same: neither takes away what the other sets.
    known = np.zeros(QUARTERS)
    known[entry.announced : ends] = entry.strength
    known[frozen] = 0.0
    announced[:] = np.maximum(announced, known)
    for first, test in scope_steps(entry):
        tested = np.setdiff1d(np.arange(first, ends), frozen)
        scope[tested] = scopes.index(test)
    if entry.in_force is not None:
        acts = envelope(entry.in_force, ends, entry.ramp, entry.strength)
        checks = inspections(entry.content, entry.in_force)
        in_force[:] = np.maximum(in_force, acts)
        inspected[:] = np.maximum(inspected, acts * checks)
    if entry.adapt is not None and entry.adapt < QUARTERS:
        adapt[entry.adapt] = entry.strength


def dial(schedule: Schedule, name: str, variant: int = 0) -> np.ndarray:
    """(QUARTERS,) one dial of a schedule by its name, for reports and tests."""
    return schedule.table[variant, :, COLUMN[name]]
