"""Routes to law as strategies under uncertain EU timing: what they bring, what a delay costs, when they fall short.

Each strategy is run on the same points as the baseline; the same strategy with its laws later is run beside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from experiments.each import Workers
from experiments.kept import Kept
from experiments.pathways.delay import delayed_mix
from experiments.pathways.events import Course, courses
from experiments.pathways.plan import PathwaysPlan
from experiments.pathways.question import PathwaysQuestion
from experiments.pathways.tipping import Yardstick, tipping_year
from experiments.points import Answers, Point, Wanted, drawn_points, run_points
from experiments.settings import CompareSettings
from scenarios.library import load_future
from scenarios.mix_format import Mix
from simulation.population import load_population
from simulation.vocabulary import FIRST_YEAR, quarter_index

GROUPS = ("goal90", "all")
#: What gains and prices are told in, summed over the years after the choice, and for which group of firms.
MEASURES = (
    ("practice_firm_years", "goal90"),
    ("practice_firm_years", "all"),
    ("burden_eur", "goal90"),
    ("burden_eur", "all"),
    ("government_cost_eur", "all"),
)
_INDICATORS = ("practice", "firms", "burden_one_off_eur", "burden_yearly_eur", "government_cost_eur")


@dataclass(frozen=True)
class StrategyRuns:
    """One strategy over all points.

    delayed_laws: which of its laws a delay moves (empty: none, so there is no price of delay); courses: by point;
    gain: by measure (points,) strategy less baseline; delay: by (measure, group) (points,) in time less delayed;
    adapting_eur: by group (points,) the cost of adapting to a law that replaces another; tipping: by goal
    (points,) years, `pathways_tipping.NEVER` and NaN.
    """

    mix: Mix
    delayed_laws: tuple[str, ...]
    courses: list[Course]
    practice: Any  # (points, years) of the goal's firms
    gain: dict[tuple[str, str], Any]
    delay: dict[tuple[str, str], Any]
    adapting_eur: dict[str, Any]
    tipping: dict[str, Any]


@dataclass(frozen=True)
class PathwaysRuns:
    """All runs, before they are summed up: `strategies` by id, years of `practice`, and why points failed."""

    plan: PathwaysPlan
    yardstick: Yardstick
    settings: CompareSettings
    baseline: Mix
    years: tuple[int, ...]
    strategies: dict[str, StrategyRuns]
    draws: int
    firms: int
    failures: dict[int, str] = field(default_factory=dict[int, str])


def find_pathways(
    question: PathwaysQuestion,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> PathwaysRuns:
    """Run the baseline, the strategies and their delayed twins on the same points, and read them.

    What is in `kept` is not run again. Raises InputProblem, and Stopped on Ctrl-C. The result does not depend on
    `workers`.
    """
    settings, plan, yardstick = question.settings, question.plan, question.yardstick
    baseline, *mixes = question.mixes()
    points = drawn_points(settings, range(settings.draws))
    late = {mix.id: delayed_mix(mix, plan.delay, plan.decided_at, f"{mix.id[:55]}-delayed") for mix in mixes}
    goal_years = [year for goal in plan.goals.values() for year in goal.years]
    first = min([settings.first_year, *goal_years, FIRST_YEAR + plan.decided_at // 4])
    last = max([settings.last_year, *goal_years])
    wanted = Wanted(
        tuple(range(first, last + 1)),
        tuple(dict.fromkeys((*GROUPS, *(g.group for g in plan.goals.values())))),
        tuple(dict.fromkeys((*_INDICATORS, *(goal.indicator for goal in plan.goals.values())))),
    )
    asked = replace(settings, first_year=first, last_year=last)
    moved = [mix for mix, laws in late.values() if laws]
    answers = run_points(asked, [baseline, *mixes, *moved], points, wanted, workers, progress, kept)
    future, population = load_future(settings.future), load_population(settings.firms)  # type: ignore[arg-type]
    until = quarter_index(settings.last_year, 4) + 1
    found = {mix.id: courses(asked, future, mix, points, population, until, workers) for mix in mixes}
    counted = tuple(range(FIRST_YEAR + plan.decided_at // 4 + 1, settings.last_year + 1))
    costs = _adapting(asked, mixes, points, found, answers, counted, workers, progress, kept)
    strategies: dict[str, StrategyRuns] = {}
    for mix in mixes:
        twin, laws = late[mix.id]
        gain = _less(answers, mix.id, baseline.id, counted)
        delay = _less(answers, mix.id, twin.id, counted) if laws else {}
        tipping = {
            name: tipping_year(
                np.stack([answers.of(mix.id, goal.indicator, goal.group, year) for year in goal.years], axis=1),
                goal,
                yardstick,
            )
            for name, goal in plan.goals.items()
        }
        years = range(first, settings.last_year + 1)
        practice = np.stack([answers.of(mix.id, "practice", "goal90", year) for year in years], axis=1)
        strategies[mix.id] = StrategyRuns(
            mix, tuple(laws), found[mix.id], practice, gain, delay, costs[mix.id], tipping
        )
    return PathwaysRuns(
        plan,
        yardstick,
        settings,
        baseline,
        tuple(range(first, settings.last_year + 1)),
        strategies,
        len(points),
        len(population.firm_id),
        answers.failures,
    )


def _less(answers: Answers, mix: str, other: str, years: Sequence[int]) -> dict[tuple[str, str], Any]:
    return {key: total(answers, mix, *key, years) - total(answers, other, *key, years) for key in MEASURES}


def total(answers: Answers, mix: str, measure: str, group: str, years: Sequence[int]) -> Any:
    """(points,) a measure summed over the years: firm-years of practice, or euro as spent, not discounted."""

    def of(indicator: str, where: str) -> Any:
        return np.stack([answers.of(mix, indicator, where, year) for year in years], axis=1)

    if measure == "practice_firm_years":
        return (of("practice", group) * of("firms", group)).sum(axis=1)
    if measure == "burden_eur":
        return (of("burden_one_off_eur", group) + of("burden_yearly_eur", group)).sum(axis=1)
    return of(measure, group).sum(axis=1)


def _adapting(
    settings: CompareSettings,
    mixes: Sequence[Mix],
    points: Sequence[Point],
    found: dict[str, list[Course]],
    answers: Answers,
    counted: Sequence[int],
    workers: Workers,
    progress: Callable[[int], None] | None,
    kept: Kept | None,
) -> dict[str, dict[str, Any]]:
    """By mix and group (points,) euro: burden less burden of the same runs in which adapting is free.

    Nothing that firms do depends on one-off cost once it is paid, so the difference is that cost and no more.
    """
    costs = {mix.id: {group: np.zeros(len(points)) for group in GROUPS} for mix in mixes}
    booked = [mix for mix in mixes if any(course.booked["all"] > 0 for course in found[mix.id])]
    some = [n for n in range(len(points)) if any(found[mix.id][n].booked["all"] > 0 for mix in booked)]
    if not some:
        return costs
    free: list[Point] = []
    for n in some:
        parameters = points[n].parameters.copy()
        parameters["adaptation_share"] = 0.0
        free.append(Point(parameters, points[n].replication))
    wanted = Wanted(tuple(counted), GROUPS, ("burden_one_off_eur", "burden_yearly_eur"))
    without = run_points(settings, booked, free, wanted, workers, progress, kept)
    for mix in booked:
        for group in GROUPS:
            paid = total(answers, mix.id, "burden_eur", group, counted)[some]
            costs[mix.id][group][some] = paid - total(without, mix.id, "burden_eur", group, counted)
    return costs


def spread(values: Any) -> dict[str, float | None]:
    """p05, p50, p95 and mean over the points in which a number is defined; None where it is defined in none."""
    known = np.asarray(values, np.float64)
    known = known[np.isfinite(known)]
    if len(known) == 0:
        return dict.fromkeys(("p05", "p50", "p95", "mean"))
    low, middle, high = (float(q) for q in np.quantile(known, [0.05, 0.5, 0.95]))
    return {"p05": low, "p50": middle, "p95": high, "mean": float(known.mean())}
