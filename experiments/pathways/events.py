"""What happens in time in each draw of a strategy: EU law, rules that fire, national law, adapting twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experiments.each import Check, Workers, each
from experiments.points import Point
from experiments.prepare import assemble
from experiments.runner import start_run
from experiments.settings import CompareSettings
from scenarios.compile import compile_schedule
from scenarios.future_format import Future
from scenarios.mix_format import EU_STATES, Mix, Rule
from scenarios.quarters import index_of
from scenarios.run_dates import RunDates, run_dates
from scenarios.scope import scope_bits
from scenarios.shipped import load_law
from simulation.dials import LAW, PER_LAW, LawDial
from simulation.randomness import Purpose, luck_of
from simulation.schedule import Schedule
from simulation.vocabulary import LAST_YEAR, QUARTERS

#: Rules that fired, with their quarter; None where a rule has not fired.
type Fired = dict[str, int | None]


@dataclass(frozen=True)
class Course:
    """One draw of one strategy, without its firms.

    fired: by rule; national, european: (QUARTERS,) bool, due-diligence law in force; adapts: quarters in which EU
    law takes over from national law; twice, booked: by group the share of firms that had adapted to the national
    law and adapt again, and of firms on which the model books a cost of adapting (all under the new law).
    """

    dates: RunDates
    fired: Fired
    national: Any
    european: Any
    adapts: tuple[int, ...]
    twice: dict[str, float]
    booked: dict[str, float]


def dates_of(future: Future, mix: Mix, point: Point, seed: int) -> RunDates:
    """The dates of a mix in a point, as `experiments.prepare.assemble` makes them."""
    u_eu, u_wzk = luck_of(seed, point.replication, 0, 0, int(Purpose.RUN_DATES))[:2]
    return run_dates(future, mix, u_eu, u_wzk, float(point.parameters["eu_effort_shift"][0]))


def fires_on_eu(rule: Rule, dates: RunDates) -> int | None:
    """The quarter in which a rule on the EU's state fires; None when it does not, or looks at endorsement."""
    if rule.when.observe != "eu_state":
        return None
    level = EU_STATES.index(str(rule.when.threshold))
    looks = map(index_of, rule.when.quarters)
    return next((q for q in looks if (dates.eu_state(q) < level) == (rule.when.below is not None)), None)


def endorsement_rules(mix: Mix) -> list[str]:
    """Rules that look at published endorsement: whether they fire takes a run."""
    return [name for name, rule in mix.rules.items() if rule.when.observe == "endorsement"]


def fires_in_runs(
    settings: CompareSettings, mix: Mix, points: Sequence[Point], workers: Workers
) -> list[tuple[int, ...]]:
    """For each point, by rule on endorsement in order, 0 or 1 + the look at which it fired: runs the mix once more."""
    names = endorsement_rules(mix)
    if not names:
        return [()] * len(points)
    last = max(index_of(quarter) for name in names for quarter in mix.rules[name].when.quarters) + 1

    def run(point: Point, check: Check) -> tuple[int, ...]:
        alone = replace(settings, draws=1, last_year=LAST_YEAR)
        experiment = assemble(alone, {mix.id: mix}, {0: point.parameters}, {0: point.replication})
        one = start_run(experiment, mix.id, 0)
        one.advance(experiment.policy(mix.id, 0), last, check)
        return tuple(int(found) for found in one.world.shared["fired"][0][: len(names)])

    return each(run, points, 1 if settings.model else workers)


def courses(
    settings: CompareSettings,
    future: Future,
    mix: Mix,
    points: Sequence[Point],
    population: Any,
    until: int,
    workers: Workers,
) -> list[Course]:
    """What happens before quarter `until` in each point under one strategy.

    `population` gives weights and the goal's firms.
    """
    looked = fires_in_runs(settings, mix, points, workers)
    names = endorsement_rules(mix)
    known: dict[tuple[RunDates, tuple[int, ...]], Course] = {}
    result: list[Course] = []
    for point, found in zip(points, looked, strict=True):
        dates = dates_of(future, mix, point, settings.seed)
        if (dates, found) not in known:
            fired: Fired = {name: fires_on_eu(rule, dates) for name, rule in mix.rules.items()}
            for name, look in zip(names, found, strict=True):
                fired[name] = index_of(mix.rules[name].when.quarters[look - 1]) if look else None
            fired = {name: None if quarter is None or quarter >= until else quarter for name, quarter in fired.items()}
            schedule = compile_schedule(mix, future, dates)
            known[dates, found] = _course(schedule, dates, fired, found, population, until)
        result.append(known[dates, found])
    return result


def _course(
    schedule: Schedule, dates: RunDates, fired: Fired, found: tuple[int, ...], population: Any, until: int
) -> Course:
    variant = int(sum(look * int(stride) for look, stride in zip(found, schedule.rule_stride, strict=True)))
    slots = range(len(schedule.laws.identifiers))

    def dial(which: LawDial) -> Any:
        """(laws, QUARTERS), one row of zeros without laws."""
        return np.stack([schedule.table[variant, :, LAW + PER_LAW * n + which] for n in slots] or [np.zeros(QUARTERS)])

    in_force, scope, adapt = dial(LawDial.IN_FORCE) > 0, dial(LawDial.SCOPE).astype(int), dial(LawDial.ADAPT) > 0
    broad = np.array([load_law(name).kind == "due_diligence" for name in schedule.laws.identifiers] or [False])
    european = np.array([schedule.laws.eu_wide[n] > 0 for n in slots] or [False])
    bits = scope_bits(schedule.scopes, population)

    def inside(slot: int, quarter: int) -> Any:
        number = scope[slot, quarter]
        return (bits >> number) & 1 > 0 if number >= 0 else np.zeros(len(bits), bool)

    adapts, twice, booked = list[int](), np.zeros(len(bits), bool), np.zeros(len(bits), bool)
    for new, quarter in zip(*np.nonzero(adapt[:, :until]), strict=True):
        booked |= inside(new, quarter)
        for old in slots:
            if european[old] or not european[new] or not in_force[old, quarter - 1] or in_force[old, quarter]:
                continue
            adapts.append(int(quarter))
            twice |= inside(new, quarter) & inside(old, quarter - 1)
    return Course(
        dates,
        fired,
        in_force[broad & ~european].any(axis=0),
        in_force[broad & european].any(axis=0),
        tuple(adapts),
        _shares(twice, population),
        _shares(booked, population),
    )


def _shares(firms: Any, population: Any) -> dict[str, float]:
    groups = {"goal90": np.asarray(population.goal90) > 0, "all": np.ones(len(firms), bool)}
    weight = np.asarray(population.weight)
    return {name: float(weight[firms & mine].sum() / weight[mine].sum()) for name, mine in groups.items()}


def fired_shares(found: Sequence[Course]) -> Mapping[str, dict[int, float]]:
    """By rule the share of draws in which it fires, by quarter of firing."""
    rules = found[0].fired if found else {}
    shares: dict[str, dict[int, float]] = {}
    for rule in rules:
        quarters = [course.fired[rule] for course in found]
        shares[rule] = {q: quarters.count(q) / len(found) for q in sorted({q for q in quarters if q is not None})}
    return shares
