"""Where knowledge would change the choice among mixes: perfect, partial and sample information.

Each point of the parameters is run with several replications, luck of its own in each, so that outcomes are
expected ones; `information_value` holds the estimators. The data of a measurement come from the first
replication and the outcomes it is to inform about from the others, so that nobody learns the luck of the future.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from experiments.information.inputs import groups_of, inputs_of
from experiments.information.measurements import also_wanted, measured, mixes_measured
from experiments.information.plan import InformationPlan
from experiments.information.value import FEWEST_POINTS, PERMUTATIONS, partial_information, perfect_information
from experiments.information.worth import Perfect, Worth
from experiments.kept import Kept
from experiments.objectives import objective_values, objectives_wanted, weighted
from experiments.points import Answers, Point, drawn_points, run_points
from experiments.settings import CompareSettings
from scenarios.library import load_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem

#: Name of the choice by the user's weights, beside the objectives; in steps (see objectives.yaml).
WEIGHTED = "weighted"


@dataclass(frozen=True, slots=True)
class Choice:
    """What information is worth for one choice, in the unit of its objective (of weights: in steps).

    name: an objective, or WEIGHTED; points: how many count; luck_share: share of the variance of outcome
    differences at a point that is luck of its replications, of the two best options. Lists are empty when the same
    option is best in every point: then nothing can change the choice.
    """

    name: str
    perfect: Perfect
    points: int
    luck_share: float
    parameters: tuple[Worth, ...]
    groups: tuple[Worth, ...]
    measurements: tuple[Worth, ...]

    @property
    def best_measurement(self) -> Worth | None:
        """The measurement that is worth most, among those that differ from their bias."""
        sure = [each for each in self.measurements if each.differs]
        return max(sure, key=lambda each: each.value.value, default=None)


@dataclass(frozen=True)
class Information:
    """The answer: options in order, and a choice per objective (the user's weights first)."""

    settings: CompareSettings
    plan: InformationPlan
    options: tuple[Mix, ...]
    choices: tuple[Choice, ...]
    failures: dict[int, str]
    #: objectives that could not be judged, and in how many points every mix has a value of them
    left_out: dict[str, int] = field(default_factory=dict[str, int])


def information(
    settings: CompareSettings,
    plan: InformationPlan,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
    stage: Callable[[str], None] | None = None,
    kept: Kept | None = None,
) -> Information:
    """Run points and replications, and work out the value of information; the same for any number of workers.

    `progress` is called as runs end (draws x replications in all); `stage` with "simulating" and "estimating". Runs
    that are in `kept` are not done again.
    Raises InputProblem before simulating for settings or a plan that cannot be run; Stopped on interruption.
    """
    plan.check(settings)
    settings.check()
    tell = stage or _silent
    options = [load_mix(name) for name in settings.all_mixes()]
    others = [
        mix
        for name, mix in mixes_measured(plan.measurements.values()).items()
        if name not in {option.id for option in options}
    ]
    wanted = also_wanted(objectives_wanted(plan.objectives, plan.year), plan.measurements.values())
    draws = range(settings.draws)
    # replication r of draw d is d + r x draws: the first is the one of `compare`, and no two points share luck
    points = [
        p for r in range(plan.replications) for p in drawn_points(settings, draws, [d + r * len(draws) for d in draws])
    ]
    tell("simulating")
    answers = run_points(settings, [*options, *others], points, wanted, workers, progress, kept)
    tell("estimating")
    found = _choices(settings, plan, [mix.id for mix in options], answers, points, workers)
    choices = tuple(each for each in found.values() if isinstance(each, Choice))
    left_out = {name: each for name, each in found.items() if not isinstance(each, Choice)}
    if not choices:
        name, count = next(iter(left_out.items()))
        raise InputProblem(
            "objective {name}: {found} points in which every mix has a value; {low} or more are needed",
            name=name,
            found=count,
            low=FEWEST_POINTS,
        )
    return Information(settings, plan, tuple(options), choices, answers.failures, left_out)


def _choices(
    settings: CompareSettings,
    plan: InformationPlan,
    options: list[str],
    answers: Answers,
    points: Sequence[Point],
    workers: int | None,
) -> dict[str, Choice | int]:
    first = points[: settings.draws]
    values = objective_values(answers, plan.objectives, plan.year)[:, : len(options)]
    outcomes = {name: each.sign * values[:, :, n] for n, (name, each) in enumerate(plan.objectives.items())}
    if plan.weights:
        outcomes = {WEIGHTED: weighted(values, plan.objectives, plan.weights)} | outcomes
    inputs = inputs_of(first)
    start = Answers(answers.mixes, answers.wanted, answers.values[: settings.draws])
    data = measured(plan.measurements, start, first, options[0], settings.seed)
    shape = (plan.replications, settings.draws, len(options))

    def one(item: tuple[str, Any]) -> Choice | int:
        name, found = item
        cases = found.reshape(shape).transpose(1, 0, 2)
        known = int(_known(cases, data).sum())
        if known < FEWEST_POINTS:
            return known
        groups = groups_of(inputs, plan.groups)
        return choice(name, cases, inputs, groups, data, settings.seed, plan.permutations)

    # our threads take an objective each; those of the linear algebra would wait for one another
    with threadpool_limits(1), ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        return dict(zip(outcomes, pool.map(one, outcomes.items()), strict=True))


def _known(outcomes: Any, data: Mapping[str, Any]) -> Any:
    """(n,) points in which all outcomes (n, R, D) and all data are finite."""
    known = np.isfinite(outcomes).all(axis=(1, 2))
    for found in data.values():
        known &= np.isfinite(found).all(axis=1)
    return known


def choice(
    name: str,
    outcomes: Any,
    inputs: Mapping[str, Any],
    groups: Mapping[str, tuple[str, ...]],
    data: Mapping[str, Any],
    seed: int = 1,
    permutations: int = PERMUTATIONS,
) -> Choice:
    """The value of information for one choice.

    outcomes: (n, R, D), larger is better; inputs: name -> (n,); groups: names of inputs by group; data: measurement
    -> (n, parts). A point with an outcome or data that are not finite is left out. Raises ValueError when fewer
    than FEWEST_POINTS are left.
    """
    known = _known(outcomes, data)
    outcomes = outcomes[known]
    perfect = perfect_information(outcomes, seed)
    expected = outcomes.mean(axis=1)
    second = int(np.argsort(-expected.mean(axis=0), kind="stable")[1])
    difference = outcomes[:, :, perfect.best] - outcomes[:, :, second]
    total = difference.mean(axis=1).var()
    luck = float(min(1.0, difference.var(axis=1, ddof=1).mean() / outcomes.shape[1] / total)) if total > 0 else 0.0
    lists: list[tuple[Worth, ...]] = [(), (), ()]
    if perfect.plug_in > 1e-12 * max(1.0, float(np.abs(expected).max())):
        singles = {key: column[known][:, None] for key, column in inputs.items()}
        sets = {key: np.stack([inputs[i][known] for i in each], axis=1) for key, each in groups.items()}
        found = {key: each[known] for key, each in data.items()}
        later = outcomes[:, 1:].mean(axis=1)
        # a part is never worth more than the whole: where the whole is not told from nothing, no part is
        lists = [
            tuple(
                replace(each, differs=each.differs and perfect.differs)
                for each in partial_information(given, result, seed, permutations)
            )
            for given, result in ((singles, expected), (sets, expected), (found, later))
        ]
    return Choice(name, perfect, int(known.sum()), luck, *lists)


def _silent(_name: str) -> None:
    """Nobody asked to be told."""
