"""Runs of a sensitivity analysis, and the indices of any function.

`analyse` takes any `function`, so that functions with known indices run through the same lines as the model.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from SALib.sample import latin as _latin

from experiments.each import Workers
from experiments.kept import Kept
from experiments.sensitivity.design import DESIGNED, Design, points_of
from experiments.sensitivity.doubts import Doubt, doubts
from experiments.sensitivity.indices import Index, bounded, indices
from experiments.sensitivity.model import Model, Output, drawn_quantiles, evaluate
from experiments.sensitivity.question import SensitivityQuestion
from simulation.problems import InputProblem


@dataclass(frozen=True)
class SensitivityRuns:
    """All runs with what follows from them, before they are summed up.

    x (runs, D + 1): points in the unit cube, luck last; y (runs, K): outputs.
    """

    design: Design
    model: Model
    outputs: tuple[Output, ...]
    x: Any
    y: Any
    indices: tuple[Index, ...]
    doubts: tuple[Doubt, ...]


def analyse(
    design: Design, function: Callable[[Any], Any], outputs: Sequence[str], given: Any = None
) -> tuple[list[Index], list[Doubt], int]:
    """Indices of any function, from points (n, D), or (n, D + 1) with luck last, to outputs (n, K).

    Returns (indices, doubts, runs). Raises InputProblem for an output that is not finite, naming it.
    """
    x = points_of(design, given)
    y = _finite(function(x), outputs)
    found = indices(design, x, y)
    return bounded(found), doubts(design, found, y), len(x)


def find_sensitivity(
    question: SensitivityQuestion,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> SensitivityRuns:
    """Run and analyse the model; runs that are in `kept` are not done again. Raises InputProblem, Stopped."""
    design, model = question.plan
    given = None
    if design.method not in DESIGNED:
        free = _latin.sample(design.problem(), design.size, seed=design.key)
        given = drawn_quantiles(model.settings, model.factors, design.size, free)
    x, outputs = points_of(design, given), model.outputs()
    y = _finite(evaluate(model, x, workers, progress, kept), [output.label for output in outputs])
    found = indices(design, x, y)
    return SensitivityRuns(design, model, tuple(outputs), x, y, tuple(bounded(found)), tuple(doubts(design, found, y)))


def _finite(values: Any, outputs: Sequence[str]) -> Any:
    """Raise InputProblem that names the first output and run that are not a finite number: one would spoil all."""
    y = np.asarray(values, np.float64)
    wrong = np.argwhere(~np.isfinite(y))
    if len(wrong):
        run, k = (int(n) for n in wrong[0])
        raise InputProblem(
            "{output}: not a finite number in run {run} ({count} of {of} numbers); indices need every run: choose "
            "another year, group or indicator",
            output=outputs[k],
            run=run,
            count=len(wrong),
            of=y.size,
        )
    return y
