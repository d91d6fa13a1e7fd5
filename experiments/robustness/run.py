"""Robustness: mixes in many worlds on the same draws, from a question to its result."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.each import Workers
from experiments.frames import records
from experiments.kept import Kept
from experiments.objectives import judged_on, objective_values, objectives_wanted
from experiments.points import Point, drawn_points
from experiments.result_parts import Failure
from experiments.robustness.frames import frames_of
from experiments.robustness.question import RobustnessQuestion, choices
from experiments.robustness.result import (
    FrontShare,
    GoalMet,
    LevelInWorld,
    LevelReached,
    PairCompared,
    PairInOrder,
    PlaceInOrder,
    RegretFound,
    RobustnessObjective,
    RobustnessResult,
    WorldTried,
    title_of,
)
from experiments.robustness.runs import CasesToRun, run_jobs
from experiments.robustness.worlds import PossibleWorld
from experiments.study import made_with, named
from scenarios.mix_format import Mix
from simulation.population import load_population


@dataclass(frozen=True)
class RobustnessRuns:
    """All runs, before they are summed up: `values` (draws, worlds, mixes, objectives) float64, NaN where undefined."""

    question: RobustnessQuestion
    mixes: tuple[Mix, ...]
    worlds: tuple[PossibleWorld, ...]
    values: Any
    failures: tuple[Failure, ...]


def run_robustness(
    question: RobustnessQuestion,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> RobustnessResult:
    """Run every mix in every world on the same draws, and work out what holds whatever happens.

    Each world counts alike: shares over cases are shares of what was tried, not chances of what will come.
    `progress` is called with points done (draws x worlds in all); what is in `kept` is not run again. Raises
    InputProblem, and Stopped on Ctrl-C. The result does not depend on `workers`.
    """
    return summed_up(find_robustness(question, workers, progress, kept))


def find_robustness(
    question: RobustnessQuestion,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> RobustnessRuns:
    """The runs of `run_robustness`."""
    settings, mixes, worlds = question.settings, question.mixes(), question.worlds()
    points = drawn_points(settings, range(settings.draws))
    jobs = [
        CasesToRun(
            world.settings(settings),
            [world.mix(mix) for mix in mixes],
            [Point(world.parameters(point.parameters), point.replication) for point in points],
        )
        for world in worlds
    ]
    wanted = objectives_wanted(question.objectives, question.year)
    answers = run_jobs(jobs, wanted, workers, progress, kept)
    each = [objective_values(answer, question.objectives, question.year) for answer in answers]
    failures = tuple(
        Failure(world=world.name, draw=draw, failure=reason)
        for world, answer in zip(worlds, answers, strict=True)
        for draw, reason in sorted(answer.failures.items())
    )
    return RobustnessRuns(question, tuple(mixes), tuple(worlds), np.stack(each, axis=1), failures)


def summed_up(runs: RobustnessRuns) -> RobustnessResult:
    """The result with its frames; null where undefined. docs/robustness.md says what each part means."""
    question, settings = runs.question, runs.question.settings
    ids = tuple(mix.id for mix in runs.mixes)
    frames = frames_of(runs.values, question, ids, runs.worlds, settings.seed)
    rows = {name: records(frame) for name, frame in frames.items() if name != "cases"}
    return RobustnessResult(
        format=RobustnessResult.FORMAT,
        **made_with(settings, runs.mixes),
        baseline=ids[0],
        mixes=list(ids),
        draws=settings.draws,
        firms=len(load_population(settings.firms).firm_id),  # type: ignore[arg-type] - checked with the settings
        all_firms=settings.firms == "full",
        parameters=settings.drawn_from,
        year=question.year,
        cases=len(runs.values) * len(runs.worlds),
        world_kinds=list(question.kinds),  # type: ignore[arg-type] - checked when worlds are made
        world_settings=[_world(world) for world in runs.worlds],
        worlds=[LevelInWorld(**row) for row in rows["worlds"]],
        objectives=_objectives(question),
        weights=dict(question.weights) or None,
        regret_quantile=choices()["regret_quantile"],
        front=[name for name in choices()["pareto"] if name in question.objectives],
        levels=[LevelReached(**row) for row in rows["levels"]],
        regret=[RegretFound(**row) for row in rows["regret"]],
        goals=[GoalMet(**row) for row in rows["goals"]],
        pairs=[PairCompared(**row) for row in rows["pairs"]],
        pareto=[FrontShare(**row) for row in rows["pareto"]],
        order=[PlaceInOrder(**row) for row in rows["order"]] if question.weights else None,
        order_pairs=[PairInOrder(**row) for row in rows["order_pairs"]] if question.weights else None,
        failures=list(runs.failures),
    ).with_frames(frames)


def _objectives(question: RobustnessQuestion) -> dict[str, RobustnessObjective]:
    judged = judged_on(question.objectives, question.year)
    return {
        name: RobustnessObjective(
            **dict(judged[name]),
            goal=objective.goal_level,
            goal_sources=[] if objective.goal is None else list(objective.goal.sources),
            step=objective.step,
            step_words=named(objective.step_words),
        )
        for name, objective in question.objectives.items()
    }


def _world(world: PossibleWorld) -> WorldTried:
    title = title_of(world.name, world.kind, world.future) if world.shock is None else named(world.shock.name)
    return WorldTried(name=world.name, kind=world.kind, title=title, future=world.future, variants=dict(world.variants))
