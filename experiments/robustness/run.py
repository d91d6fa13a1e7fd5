"""Robustness: mixes in many worlds on the same draws; regret, goals, chances and the Pareto front per objective."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.kept import Kept
from experiments.manifest import analysis_manifest
from experiments.objectives import objective_values, objectives_wanted
from experiments.points import Point, drawn_points
from experiments.robustness.question import Question
from experiments.robustness.runs import Job, run_jobs
from experiments.robustness.worlds import World, worlds_for
from experiments.settings import CompareSettings
from scenarios.library import load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem


@dataclass(frozen=True)
class Robustness:
    """What was found. `values` (draws, worlds, mixes, objectives) float64, NaN where undefined; frames as in docs.

    failures: world, draw and reason of each run that failed.
    """

    settings: CompareSettings
    question: Question
    mixes: tuple[str, ...]
    worlds: tuple[World, ...]
    values: Any
    frames: Mapping[str, pd.DataFrame]
    failures: tuple[dict[str, Any], ...] = ()
    folder: Path | None = None

    @property
    def objectives(self) -> tuple[str, ...]:
        """Names of the objectives, in order."""
        return tuple(self.question.objectives)

    @property
    def cases(self) -> int:
        """Cases per mix: draws times worlds."""
        return len(self.values) * len(self.worlds)


def prepared(settings: CompareSettings, question: Question) -> tuple[list[Mix], list[World]]:
    """The mixes (the baseline first) and worlds, everything checked. Raises InputProblem before any simulating."""
    settings.check()
    wanted = objectives_wanted(question.objectives, question.year)
    wanted.check()
    mixes = [load_mix(name) for name in settings.all_mixes()]
    if len(mixes) < 2:
        raise InputProblem("robustness compares mixes: found {found}; allowed: 2 or more", found=len(mixes))
    worlds = worlds_for(settings, question.kinds, question.shocks)
    for world in worlds:
        for mix in mixes:
            world.mix(mix)  # a dial that a mix does not take is refused now
    return mixes, worlds


def robustness_manifest(settings: CompareSettings, question: Question) -> dict[str, Any]:
    """All that decides the result."""
    mixes = [load_mix(name) for name in settings.all_mixes()]
    return analysis_manifest("robustness", settings, mixes, question.as_dict())


def robustness(
    settings: CompareSettings,
    question: Question | None = None,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> Robustness:
    """Run every mix in every world on the same draws, and work out what holds whatever happens.

    Each world counts alike: shares over cases are shares of what was tried, not chances of what will come.
    `progress` is called with points done (draws x worlds in all); what is in `kept` is not run again. Raises
    InputProblem; KeyboardInterrupt when stopped.
    """
    from experiments.robustness.frames import frames_of  # noqa: PLC0415 - it needs Robustness

    asked = question or Question()
    mixes, worlds = prepared(settings, asked)
    points = drawn_points(settings, range(settings.draws))
    jobs = [
        Job(
            world.settings(settings),
            [world.mix(mix) for mix in mixes],
            [Point(world.parameters(point.parameters), point.replication) for point in points],
        )
        for world in worlds
    ]
    wanted = objectives_wanted(asked.objectives, asked.year)
    answers = run_jobs(jobs, wanted, workers or os.cpu_count() or 1, progress, kept)
    values = np.stack([objective_values(answer, asked.objectives, asked.year) for answer in answers], axis=1)
    failures = tuple(
        {"world": world.name, "draw": draw, "failure": reason}
        for world, answer in zip(worlds, answers, strict=True)
        for draw, reason in sorted(answer.failures.items())
    )
    ids = tuple(mix.id for mix in mixes)
    frames = frames_of(values, asked, ids, tuple(worlds), settings.seed)
    return Robustness(settings, asked, ids, tuple(worlds), values, frames, failures)
