"""A mix in a future with a run's dates, as the table of dials that the world reads."""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import product

import numpy as np

from scenarios.dials import COLUMN, envelope, fill
from scenarios.future_format import Future
from scenarios.law_content import depth_of, liability
from scenarios.law_format import LawContent
from scenarios.laws import Entry, time_line
from scenarios.mix_checks import refuse_many_outcomes
from scenarios.mix_format import EU_STATES, Mix
from scenarios.quarters import index_of
from scenarios.rules import Firing, mix_after
from scenarios.run_dates import RunDates
from scenarios.scope_format import ScopePhase
from simulation.dials import DIALS, LAW, MAXIMUM_LAWS, PER_LAW, LawDial
from simulation.problems import InputProblem
from simulation.schedule import MAXIMUM_SCOPES, Laws, Schedule, ScopeTest
from simulation.vocabulary import QUARTERS, STEPS, Regime, Theme


def compile_schedule(mix: Mix, future: Future, dates: RunDates) -> Schedule:
    """The mix compiled for one run.

    The result is cached and shared: do not write into its arrays. Raises InputProblem when there are
    more laws, scope tests or outcomes of rules than a schedule holds.
    """
    return _compiled(mix, future, dates)


@lru_cache(maxsize=256)
def _compiled(mix: Mix, future: Future, dates: RunDates) -> Schedule:
    refuse_many_outcomes(mix)
    settled = _settled_firings(mix, dates)
    open_rules = [rule for rule in mix.rules.values() if rule.when.observe == "endorsement"]
    names = [name for name, rule in mix.rules.items() if rule.when.observe == "endorsement"]

    @cache
    def segment(firings: tuple[Firing, ...]) -> _Segment:
        """The mix after these firings: outcomes that begin alike share it."""
        first = firings[-1].quarter + 1 if firings else 0  # a firing in quarter q acts from q + 1 on
        after = mix_after(mix, firings) if firings else mix
        return _Segment(first, after, time_line(after, future, dates))

    moments = [[index_of(name) for name in rule.when.quarters] for rule in open_rules]
    strides = [1]
    for quarters in moments:
        strides.append(strides[-1] * (len(quarters) + 1))
    strides.pop()
    segments: list[list[_Segment]] = []
    # The first rule varies fastest, as rule_stride says.
    for choice in product(*[range(len(quarters) + 1) for quarters in reversed(moments)]):
        fired = tuple(
            Firing(quarters[j - 1], name)
            for name, quarters, j in zip(names, moments, reversed(choice), strict=True)
            if j > 0
        )
        firings = tuple(sorted((*settled, *fired)))
        segments.append([segment(firings[:count]) for count in range(len(firings) + 1)])
    parts = list(dict.fromkeys(part for variant in segments for part in variant))
    slots, laws = _slots(parts, mix.id)
    scopes = _scopes(parts, slots, mix.id)
    tables = {part: _table(part, slots, scopes) for part in parts}
    table = np.stack([_spliced(variant, tables) for variant in segments])
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


type _SlotKey = tuple[str, str]


@dataclass(frozen=True, eq=False)
class _Segment:
    """The mix that holds from `first` on, until the next segment; one is another's equal only where it is the same."""

    first: int
    mix: Mix
    laws: list[Entry]

    @cached_property
    def keys(self) -> list[_SlotKey]:
        """What tells the rows of its laws apart."""
        return [_key(entry) for entry in self.laws]


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
    "tender_exclusion",
    "depth",
    "partner_limit",
}


def _slots(segments: list[_Segment], mix_id: str) -> tuple[dict[_SlotKey, int], Laws]:
    """A row for each law, in order of announcement: mixes with a common past share its rows."""
    first: dict[_SlotKey, tuple[int, str]] = {}
    entries: dict[_SlotKey, Entry] = {}
    for segment in segments:
        for entry, key in zip(segment.laws, segment.keys, strict=True):
            seen = max(entry.announced, segment.first)
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
        laws.exclusion[slot] = content.tender_exclusion is not None
        laws.depth[slot] = depth_of(content.depth)
        limit = content.partner_limit
        laws.spared_below[slot] = 0.0 if limit is None else limit.employees + limit.or_equal
    return laws


def _scopes(segments: list[_Segment], slots: dict[_SlotKey, int], mix_id: str) -> dict[ScopeTest, int]:
    """Every different scope test with its number, in order of first use: a common past has common numbers."""
    uses: dict[ScopeTest, tuple[int, int, int]] = {}
    for segment in segments:
        for entry, key in zip(segment.laws, segment.keys, strict=True):
            slot = slots[key]
            for number, (first, test) in enumerate(scope_steps(entry)):
                use = (max(first, segment.first), slot, number)
                uses[test] = min(uses.get(test, use), use)
    order = sorted(uses, key=lambda test: uses[test])
    if len(order) > MAXIMUM_SCOPES:
        raise InputProblem(
            "mix {name}: {found} scope tests act in it, {allowed} are allowed",
            name=mix_id,
            found=len(order),
            allowed=MAXIMUM_SCOPES,
        )
    return {test: number for number, test in enumerate(order)}


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


def _table(segment: _Segment, slots: dict[_SlotKey, int], scopes: dict[ScopeTest, int]) -> np.ndarray:
    """(QUARTERS, dials) as if the mix of the segment held all years."""
    table = _without_laws(segment.mix).copy()
    for entry, key in zip(segment.laws, segment.keys, strict=True):
        _law_dials(table, entry, slots[key], scopes)
    return table


@lru_cache(maxsize=64)
def _without_laws(mix: Mix) -> np.ndarray:
    """The table before its laws: the same whenever laws come, so for all draws; do not write into it."""
    table = np.zeros((QUARTERS, len(DIALS)))
    table[:, LAW + LawDial.SCOPE :: PER_LAW] = -1.0
    fill(table, list(mix.instruments.values()))
    return table


def _spliced(variant: list[_Segment], tables: dict[_Segment, np.ndarray]) -> np.ndarray:
    table = np.zeros((QUARTERS, len(DIALS)))
    for segment in variant:
        table[segment.first :] = tables[segment][segment.first :]
    return table


def _law_dials(table: np.ndarray, entry: Entry, slot: int, scopes: dict[ScopeTest, int]) -> None:
    announced, in_force, scope, inspected, adapt = (table[:, LAW + PER_LAW * slot + dial] for dial in LawDial)
    ends = QUARTERS if entry.ends is None else entry.ends
    frozen = [quarter for quarter in entry.frozen if quarter < QUARTERS]
    # Two versions of one law share a row when they ask the same: neither takes away what the other sets.
    known = np.zeros(QUARTERS)
    known[entry.announced : ends] = entry.strength
    known[frozen] = 0.0
    announced[:] = np.maximum(announced, known)
    is_known = np.ones(QUARTERS, dtype=bool)
    is_known[frozen] = False
    for first, test in scope_steps(entry):
        scope[first:ends][is_known[first:ends]] = scopes[test]
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
