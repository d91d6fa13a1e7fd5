"""From the runs of `pathways` to its result, and to tidy tables."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from experiments.pathways.events import fired_shares
from experiments.pathways.result import (
    Adapting,
    DateRange,
    DelayLost,
    EuLawDates,
    LawInForce,
    PathwaysGoal,
    PathwaysResult,
    RuleFired,
    StrategyFound,
    TippingRange,
)
from experiments.pathways.runs import GROUPS, MEASURES, PathwaysRuns, StrategyRuns, spread
from experiments.pathways.tipping import tipping_table
from experiments.result_parts import Spread
from experiments.study import made_with, named
from scenarios.quarters import index_of
from simulation.vocabulary import FIRST_YEAR, quarter_name

EU_STEPS = ("proposal", "adoption", "in_force")


def summed_up(runs: PathwaysRuns) -> PathwaysResult:
    """The result with its frames; null where undefined. docs/pathways.md says what each part means."""
    settings = runs.settings
    mixes = [runs.baseline, *(one.mix for one in runs.strategies.values())]
    return PathwaysResult(
        format=PathwaysResult.FORMAT,
        **made_with(settings, mixes),
        baseline=runs.baseline.id,
        draws=runs.draws,
        firms=runs.firms,
        all_firms=settings.firms == "full",
        parameters=settings.drawn_from,
        decided=runs.plan.decided,
        delay_quarters=runs.plan.delay,
        yardstick=runs.yardstick,
        counted=list(counted(runs)),
        goals={
            name: PathwaysGoal.model_validate(goal.model_dump(mode="json")) for name, goal in runs.plan.goals.items()
        },
        strategies={name: _strategy(runs, one) for name, one in runs.strategies.items()},
        failures={str(point): reason for point, reason in runs.failures.items()},
    ).with_frames(_frames(runs))


def counted(runs: PathwaysRuns) -> tuple[int, int]:
    """First and last year over which effects are summed."""
    return FIRST_YEAR + runs.plan.decided_at // 4 + 1, runs.settings.last_year


def _strategy(runs: PathwaysRuns, one: StrategyRuns) -> StrategyFound:
    last = runs.settings.last_year
    adapts = [bool(course.adapts) for course in one.courses]
    return StrategyFound(
        eu_law=EuLawDates(**{step: _eu_dates(one, step, last) for step in EU_STEPS}),
        in_force=_in_force(runs, one),
        national_law=float(np.mean([bool(course.national.any()) for course in one.courses])),
        rules={rule: _rule(one, rule, by) for rule, by in fired_shares(one.courses).items()},
        gain=_spreads(one.gain),
        delay=DelayLost(laws=list(one.delayed_laws), lost=_spreads(one.delay)) if one.delayed_laws else None,
        adapting=Adapting(
            draws=float(np.mean(adapts)),
            count=sum(adapts),
            firms_twice={g: Spread(**spread([c.twice[g] for c in one.courses if c.adapts])) for g in GROUPS},
            firms_booked={g: Spread(**spread([c.booked[g] for c in one.courses if c.adapts])) for g in GROUPS},
            cost_eur={g: Spread(**spread(one.adapting_eur[g])) for g in GROUPS},
            cost_eur_where={g: Spread(**spread(one.adapting_eur[g][adapts])) for g in GROUPS},
        ),
        tipping={
            name: TippingRange(**tipping_table(years, runs.plan.goals[name])) for name, years in one.tipping.items()
        },
    )


def _rule(one: StrategyRuns, rule: str, by: Mapping[int, float]) -> RuleFired:
    known = one.mix.rules[rule]
    return RuleFired(
        name=named(known.name),
        looks=list(known.when.quarters),
        fires=sum(by.values()),
        quarters={quarter_name(q): share for q, share in by.items()},
    )


def _in_force(runs: PathwaysRuns, one: StrategyRuns) -> LawInForce:
    first, last = counted(runs)
    years = [year for year in runs.years if year >= first - 1]

    def share(kind: str, quarter: int) -> float:
        return float(np.mean([bool(getattr(course, kind)[quarter]) for course in one.courses]))

    def ends(kind: str) -> dict[str, float]:
        return {str(year): share(kind, 4 * (year - FIRST_YEAR) + 3) for year in years}

    def quarters(kind: str) -> dict[str, float]:
        span = range(4 * (first - 1 - FIRST_YEAR), 4 * (last + 1 - FIRST_YEAR))
        return {quarter_name(quarter): share(kind, quarter) for quarter in span}

    return LawInForce(
        national=ends("national"),
        european=ends("european"),
        national_by_quarter=quarters("national"),
        european_by_quarter=quarters("european"),
    )


def _spreads(values: Mapping[tuple[str, str], Any]) -> dict[str, dict[str, Spread]]:
    content: dict[str, dict[str, Spread]] = {}
    for measure, group in MEASURES:
        content.setdefault(measure, {})[group] = Spread(**spread(values[measure, group]))
    return content


def _eu_dates(one: StrategyRuns, step: str, last_year: int) -> DateRange:
    """Range over draws of a step of EU law (`never` beyond the last year), and the share of `never`."""
    late = 4 * (last_year + 1 - FIRST_YEAR)
    dates = [getattr(course.dates, f"eu_{step}") for course in one.courses]
    ordered = sorted(late if date is None else min(date, late) for date in dates)

    def at(share: float) -> str:
        value = ordered[max(0, int(np.ceil(share * len(ordered))) - 1)]
        return "never" if value >= late else quarter_name(value)

    return DateRange(p05=at(0.05), p50=at(0.5), p95=at(0.95), never=sum(q >= late for q in ordered) / len(ordered))


def _frames(runs: PathwaysRuns) -> dict[str, pd.DataFrame]:
    """`effects`, `tipping`, `in_force` and `draws` (a row per strategy and draw), tidy."""
    effects: list[dict[str, Any]] = []
    tipping: list[dict[str, Any]] = []
    forces: list[dict[str, Any]] = []
    draws: list[dict[str, Any]] = []
    decided = index_of(runs.plan.decided)
    for name, one in runs.strategies.items():
        groups: list[tuple[str, dict[tuple[str, str], Any]]] = [("gain", one.gain), ("delay", one.delay)]
        groups.append(("adapting", {("burden_eur", group): one.adapting_eur[group] for group in GROUPS}))
        for kind, values in groups:
            effects += [
                {"strategy": name, "kind": kind, "measure": m, "group": g, **spread(v)} for (m, g), v in values.items()
            ]
        for goal, years in one.tipping.items():
            content = tipping_table(years, runs.plan.goals[goal])
            shares = {**content["years"], "never": content["never"], "not_defined": content["not_defined"]}
            tipping += [{"strategy": name, "goal": goal, "year": y, "share": s} for y, s in shares.items()]
        for quarter in range(decided, 4 * (runs.settings.last_year + 1 - FIRST_YEAR)):
            forces.append(
                {
                    "strategy": name,
                    "quarter": quarter_name(quarter),
                    "national": float(np.mean([course.national[quarter] for course in one.courses])),
                    "european": float(np.mean([course.european[quarter] for course in one.courses])),
                }
            )
        draws += [_draw(name, one, n) for n in range(runs.draws)]
    frames = {"effects": effects, "tipping": tipping, "in_force": forces, "draws": draws}
    return {name: pd.DataFrame(rows) for name, rows in frames.items()}


def _draw(name: str, one: StrategyRuns, n: int) -> dict[str, Any]:
    course = one.courses[n]
    row: dict[str, Any] = {"strategy": name, "draw": n}
    row |= {f"eu_{step}": _moment(getattr(course.dates, f"eu_{step}")) for step in EU_STEPS}
    row |= {f"rule_{rule}": _moment(quarter) for rule, quarter in course.fired.items()}
    row |= {f"gain_{measure}_{group}": values[n] for (measure, group), values in one.gain.items()}
    row |= {f"delay_{measure}_{group}": values[n] for (measure, group), values in one.delay.items()}
    row |= {f"twice_{group}": course.twice[group] for group in GROUPS}
    row |= {f"booked_{group}": course.booked[group] for group in GROUPS}
    row |= {f"adapting_eur_{group}": one.adapting_eur[group][n] for group in GROUPS}
    return row | {f"tipping_{goal}": _year(years[n]) for goal, years in one.tipping.items()}


def _moment(quarter: int | None) -> str:
    return "never" if quarter is None else quarter_name(quarter)


def _year(value: float) -> str:
    return "not defined" if np.isnan(value) else "never" if np.isposinf(value) else str(int(value))
