"""Where knowledge would change the choice among mixes: perfect, partial and sample information.

Each point of the parameters is run with several replications, luck of its own in each, so that outcomes are
expected ones; `value.py` holds the estimators. The data of a measurement come from the first
replication and the outcomes it is to inform about from the others, so that nobody learns the luck of the future.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from experiments.each import Check, Workers, each, threads
from experiments.information.choice import choice, known_points
from experiments.information.inputs import groups_of, inputs_of
from experiments.information.measurements import measured
from experiments.information.net_benefit import NET_BENEFIT, judged_on_net_benefit, net_benefits
from experiments.information.question import InformationQuestion
from experiments.information.result import WEIGHTED, ChoiceFound, Estimate, InformationResult
from experiments.information.value import FEWEST_POINTS
from experiments.kept import Kept
from experiments.objectives import judged_on, objective_values, weighted
from experiments.points import Answers, Point, drawn_points, run_points
from experiments.result_parts import JudgedOn
from experiments.study import made_with, named
from simulation.population import load_population
from simulation.problems import InputProblem


def run_information(
    question: InformationQuestion,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> InformationResult:
    """Run points and replications, and work out the value of information; the same for any number of workers.

    `progress` is called as runs end (draws x replications in all). Runs that are in `kept` are not done again.
    Raises InputProblem before simulating for what cannot be run; Stopped on interruption.
    """
    settings, mixes = question.settings, question.mixes()
    draws = range(settings.draws)
    # replication r of draw d is d + r x draws: the first is the one of `compare`, and no two points share luck
    luck = [[d + r * len(draws) for d in draws] for r in range(question.replications)]
    points = [point for replications in luck for point in drawn_points(settings, draws, replications)]
    both = [*mixes, *question.measured_under()]
    answers = run_points(settings, both, points, question.wanted, workers, progress, kept)
    names = [mix.id for mix in mixes]
    values = _outcomes(question, answers, len(names))
    found = _choices(question, names, answers, points, values, workers)
    choices = {name: each for name, each in found.items() if isinstance(each, ChoiceFound)}
    left_out = {name: each for name, each in found.items() if not isinstance(each, ChoiceFound)}
    if not choices:
        name, count = next(iter(left_out.items()))
        raise InputProblem(
            "objective {name}: {found} points in which every mix has a value; {low} or more are needed",
            name=name,
            found=count,
            low=FEWEST_POINTS,
        )
    return InformationResult(
        format=InformationResult.FORMAT,
        **made_with(settings, mixes),
        mixes=names,
        draws=settings.draws,
        firms=len(load_population(settings.firms).firm_id),  # type: ignore[arg-type] - checked
        all_firms=settings.firms == "full",
        parameters=settings.drawn_from,
        replications=question.replications,
        year=question.year,
        weights=dict(question.weights),
        objectives=_judged_on(question),
        measurement_names={name: named(each.name) for name, each in question.measurements.items()},
        failed=len(answers.failures),
        left_out=left_out,
        choices=choices,
    ).with_frames({"information": _information(choices), "draws": _draws(names, values)})


def _judged_on(question: InformationQuestion) -> dict[str, JudgedOn]:
    found = judged_on(question.objectives, question.year)
    if question.price is None:
        return found
    return {NET_BENEFIT: judged_on_net_benefit(question.year, question.price)} | found


def _outcomes(question: InformationQuestion, answers: Answers, count: int) -> dict[str, Any]:
    """By choice (draws, replications, mixes) what each of the first `count` mixes reaches, in its own unit."""
    values = objective_values(answers, question.objectives, question.year)[:, :count]
    outcomes = {name: values[:, :, n] for n, name in enumerate(question.objectives)}
    if question.weights:
        outcomes = {WEIGHTED: weighted(values, question.objectives, question.weights)} | outcomes
    if question.price is not None:
        each = [net_benefits(answers, mix, question.year, question.price) for mix in answers.mixes[:count]]
        outcomes = {NET_BENEFIT: np.stack(each, axis=1)} | outcomes
    shape = (question.replications, question.settings.draws, count)
    return {name: found.reshape(shape).transpose(1, 0, 2) for name, found in outcomes.items()}


def _sign(question: InformationQuestion, name: str) -> float:
    """+1 where more is better; steps of weights are counted in the good direction."""
    return 1.0 if name in (WEIGHTED, NET_BENEFIT) else question.objectives[name].sign


def _choices(
    question: InformationQuestion,
    mixes: Sequence[str],
    answers: Answers,
    points: Sequence[Point],
    values: Mapping[str, Any],
    workers: Workers,
) -> dict[str, ChoiceFound | int]:
    """By choice what information is worth, or in how few points every mix has a value."""
    settings = question.settings
    first = points[: settings.draws]
    inputs = inputs_of(first)
    start = Answers(answers.mixes, answers.wanted, answers.values[: settings.draws])
    data = measured(question.measurements, start, first, mixes[0], settings.seed)

    def one(name: str, _check: Check) -> ChoiceFound | int:
        outcomes = _sign(question, name) * values[name]
        known = int(known_points(outcomes, data).sum())
        if known < FEWEST_POINTS:
            return known
        groups = groups_of(inputs, question.groups)
        return choice(mixes, outcomes, inputs, groups, data, settings.seed, question.permutations)

    # our threads take a choice each; those of the linear algebra would wait for one another
    with threadpool_limits(1):
        return dict(zip(values, each(one, list(values), threads(workers)), strict=True))


def _information(choices: Mapping[str, ChoiceFound]) -> pd.DataFrame:
    """A row per choice and thing to know: kind, name, gain with range 5–95, bias, chance of another choice."""
    rows: list[dict[str, Any]] = []
    for name, found in choices.items():
        perfect = found.perfect
        bias = {"uncorrected": perfect.uncorrected, "bias": perfect.uncorrected - perfect.gain.value}
        everything = _row(name, "everything", "all parameters", perfect.gain, perfect.changes)
        rows.append(everything | bias | {"differs": perfect.differs})
        kinds = {"parameter": found.parameters, "group": found.groups, "measurement": found.measurements}
        rows += [
            _row(name, kind, key, one.gain, one.changes)
            | {"uncorrected": one.uncorrected, "bias": one.bias, "differs": one.differs, "validated": one.validated}
            for kind, worths in kinds.items()
            for key, one in worths.items()
        ]
    return pd.DataFrame(rows)


def _row(choice: str, kind: str, name: str, gain: Estimate, changes: Estimate) -> dict[str, Any]:
    ends = {f"gain{part}": value for part, value in zip(("", "_p05", "_p95"), _numbers(gain), strict=True)}
    ends |= {f"changes{part}": value for part, value in zip(("", "_p05", "_p95"), _numbers(changes), strict=True)}
    return {"choice": choice, "kind": kind, "name": name} | ends


def _numbers(estimate: Estimate) -> tuple[float, float, float]:
    return estimate.value, estimate.p05, estimate.p95


def _draws(mixes: Sequence[str], values: Mapping[str, Any]) -> pd.DataFrame:
    """A row per choice and draw: what each mix reaches, the mean over replications, in the objective's own unit."""
    rows = [
        {"choice": name, "draw": draw} | dict(zip(mixes, map(float, reached), strict=True))
        for name, found in values.items()
        for draw, reached in enumerate(found.mean(axis=1))
    ]
    return pd.DataFrame(rows)
