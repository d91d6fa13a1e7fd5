"""What `pathways` found as plain values: JSON, and tidy tables for CSV."""

from typing import Any

import numpy as np
import pandas as pd

from experiments.pathways.events import fired_shares
from experiments.pathways.run import GROUPS, MEASURES, Pathways, Strategy, spread
from experiments.pathways.tipping import tipping_table
from simulation.vocabulary import FIRST_YEAR, quarter_name

FORMAT = 1
EU_STEPS = ("proposal", "adoption", "in_force")


def pathways_json(found: Pathways) -> dict[str, Any]:
    """The result, format 1; null where undefined. docs/pathways.md says what each part means."""
    settings = found.settings
    return {
        "format": FORMAT,
        "baseline": found.baseline.id,
        "future": settings.future,
        "draws": found.draws,
        "firms": found.firms,
        "seed": settings.seed,
        "parameters": settings.drawn_from,
        "decided": found.plan.decided,
        "delay_quarters": found.plan.delay,
        "yardstick": found.yardstick,
        "counted": counted(found),
        "goals": {name: goal.model_dump(mode="json") for name, goal in found.plan.goals.items()},
        "strategies": {name: _strategy(found, one) for name, one in found.strategies.items()},
        "failures": {str(point): reason for point, reason in found.failures.items()},
    } | ({"model": settings.as_dict()["model"]} if settings.model else {})


def counted(found: Pathways) -> list[int]:
    """First and last year over which effects are summed."""
    return [FIRST_YEAR + found.plan.decided_at // 4 + 1, found.settings.last_year]


def _strategy(found: Pathways, one: Strategy) -> dict[str, Any]:
    years = [year for year in found.years if year >= counted(found)[0] - 1]
    return {
        "eu_law": {step: eu_dates(one, step, found.settings.last_year) for step in EU_STEPS},
        "in_force": {
            kind: {str(year): in_force(one, kind, year) for year in years} for kind in ("national", "european")
        },
        "rules": {
            rule: {"fires": sum(by.values()), "quarters": {quarter_name(q): share for q, share in by.items()}}
            for rule, by in fired_shares(one.courses).items()
        },
        "gain": _spreads(one.gain),
        "delay": {"laws": list(one.delayed_laws), "lost": _spreads(one.delay)} if one.delayed_laws else None,
        "adapting": {
            "draws": adapting_draws(one),
            "count": sum(bool(course.adapts) for course in one.courses),
            "firms_twice": {g: spread([c.twice[g] for c in one.courses if c.adapts]) for g in GROUPS},
            "firms_booked": {g: spread([c.booked[g] for c in one.courses if c.adapts]) for g in GROUPS},
            "cost_eur": {g: spread(one.adapting_eur[g]) for g in GROUPS},
            "cost_eur_where": {g: spread(one.adapting_eur[g][[bool(c.adapts) for c in one.courses]]) for g in GROUPS},
        },
        "tipping": {name: tipping_table(years_, found.plan.goals[name]) for name, years_ in one.tipping.items()},
    }


def _spreads(values: dict[tuple[str, str], Any]) -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = {}
    for measure, group in MEASURES:
        content.setdefault(measure, {})[group] = spread(values[measure, group])
    return content


def eu_dates(one: Strategy, step: str, last_year: int) -> dict[str, Any]:
    """Range over draws of a step of EU law as quarters (`never` beyond the last year), and the share of `never`."""
    late = 4 * (last_year + 1 - FIRST_YEAR)
    dates = [getattr(course.dates, f"eu_{step}") for course in one.courses]
    ordered = sorted(late if date is None else min(date, late) for date in dates)

    def at(share: float) -> str:
        value = ordered[max(0, int(np.ceil(share * len(ordered))) - 1)]
        return "never" if value >= late else quarter_name(value)

    return {"p05": at(0.05), "p50": at(0.5), "p95": at(0.95), "never": sum(q >= late for q in ordered) / len(ordered)}


def in_force(one: Strategy, kind: str, year: int) -> float:
    """Share of draws in which national, or European, due-diligence law is in force at the end of a year."""
    quarter = 4 * (year - FIRST_YEAR) + 3
    return float(np.mean([bool(getattr(course, kind)[quarter]) for course in one.courses]))


def has_range(one: Strategy) -> bool:
    """Whether firms adapt twice in so many draws that a range 5–95 leaves a draw beyond each end."""
    return sum(bool(course.adapts) for course in one.courses) * 0.05 >= 1.0


def adapting_draws(one: Strategy) -> float:
    """Share of draws in which EU law takes over from national law that firms had adapted to."""
    return float(np.mean([bool(course.adapts) for course in one.courses]))


def pathways_frames(found: Pathways) -> dict[str, pd.DataFrame]:
    """`effects`, `tipping`, `in_force` and `draws` (a row per strategy and draw), tidy."""
    effects: list[dict[str, Any]] = []
    tipping: list[dict[str, Any]] = []
    forces: list[dict[str, Any]] = []
    draws: list[dict[str, Any]] = []
    for name, one in found.strategies.items():
        groups: list[tuple[str, dict[tuple[str, str], Any]]] = [("gain", one.gain), ("delay", one.delay)]
        groups.append(("adapting", {("burden_eur", group): one.adapting_eur[group] for group in GROUPS}))
        for kind, values in groups:
            effects += [
                {"strategy": name, "kind": kind, "measure": m, "group": g, **spread(v)} for (m, g), v in values.items()
            ]
        for goal, years in one.tipping.items():
            content = tipping_table(years, found.plan.goals[goal])
            shares = {**content["years"], "never": content["never"], "not_defined": content["not_defined"]}
            tipping += [{"strategy": name, "goal": goal, "year": y, "share": s} for y, s in shares.items()]
        for quarter in range(found.plan.decided_at, 4 * (found.settings.last_year + 1 - FIRST_YEAR)):
            forces.append(
                {
                    "strategy": name,
                    "quarter": quarter_name(quarter),
                    "national": float(np.mean([course.national[quarter] for course in one.courses])),
                    "european": float(np.mean([course.european[quarter] for course in one.courses])),
                }
            )
        draws += [_draw(name, one, n) for n in range(found.draws)]
    frames = {"effects": effects, "tipping": tipping, "in_force": forces, "draws": draws}
    return {name: pd.DataFrame(rows) for name, rows in frames.items()}


def _draw(name: str, one: Strategy, n: int) -> dict[str, Any]:
    course = one.courses[n]
    row: dict[str, Any] = {"strategy": name, "draw": n}
    row |= {f"eu_{step}": named(getattr(course.dates, f"eu_{step}")) for step in EU_STEPS}
    row |= {f"rule_{rule}": named(quarter) for rule, quarter in course.fired.items()}
    row |= {f"gain_{measure}_{group}": values[n] for (measure, group), values in one.gain.items()}
    row |= {f"delay_{measure}_{group}": values[n] for (measure, group), values in one.delay.items()}
    row |= {f"twice_{group}": course.twice[group] for group in GROUPS}
    row |= {f"booked_{group}": course.booked[group] for group in GROUPS}
    row |= {f"adapting_eur_{group}": one.adapting_eur[group][n] for group in GROUPS}
    return row | {f"tipping_{goal}": _year(years[n]) for goal, years in one.tipping.items()}


def named(quarter: int | None) -> str:
    """The quarter's name, or never."""
    return "never" if quarter is None else quarter_name(quarter)


def _year(value: float) -> str | int:
    return "not defined" if np.isnan(value) else "never" if np.isposinf(value) else int(value)
