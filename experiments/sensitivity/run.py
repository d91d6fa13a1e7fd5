"""Which inputs do the spread of an output come from: design, runs, indices and doubts, for any function.

`analyse` takes any `evaluate`, so that functions with known indices run through the same lines as the model.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from SALib.sample import latin as _latin

from experiments.kept import Kept
from experiments.points import Wanted
from experiments.sensitivity.design import DESIGNED, Method, Question, design, runs_of
from experiments.sensitivity.doubts import Doubt, doubts
from experiments.sensitivity.factors import Factor, grouped, lever_factors, parameter_factors
from experiments.sensitivity.indices import Index, indices
from experiments.sensitivity.model import Model, Output, drawn_quantiles, evaluate
from experiments.sensitivity.shapley import MOST_DRAWS
from experiments.settings import CompareSettings
from simulation.problems import InputProblem

#: From points (n, D), or (n, D + 1) with luck last, to outputs (n, K).
type Evaluate = Callable[[Any], Any]
#: Base sample by method when no number is given; Sobol needs a power of 2.
DEFAULT_SIZE: dict[Method, int] = {"morris": 20, "sobol": 256, "pawn": 1000, "delta": 1000, "shapley": 500}
#: Parameters that vary in the draws but were not asked for.
OTHERS = "other parameters"


@dataclass(frozen=True)
class Sensitivity:
    """A finished analysis: the question, what was run, what the outputs are, indices and doubts."""

    question: Question
    model: Model
    outputs: tuple[Output, ...]
    runs: int
    indices: tuple[Index, ...]
    doubts: tuple[Doubt, ...]
    folder: Path | None = None

    @property
    def table(self) -> pd.DataFrame:
        """A row per index: mix, baseline, indicator, group, year, input, measure, value, p05, p95."""
        rows = [
            (o.mix, o.baseline or "", o.indicator, o.group, o.year, i.input, i.measure, i.value, i.low, i.high)
            for i in self.indices
            for o in [self.outputs[i.output]]
        ]
        names = ["mix", "baseline", "indicator", "group", "year", "input", "measure", "value", "p05", "p95"]
        return pd.DataFrame(rows, columns=names)


def analyse(
    question: Question, function: Evaluate, outputs: Sequence[str], given: Any = None
) -> tuple[list[Index], list[Doubt], int]:
    """Indices of any function: (indices, doubts, runs). InputProblem for an output that is not finite, naming it."""
    x = design(question, given)
    y = np.asarray(function(x), np.float64)
    refuse_not_finite(y, outputs)
    found = indices(question, x, y)
    return found, doubts(question, found, y), len(x)


def refuse_not_finite(y: Any, outputs: Sequence[str]) -> None:
    """Raise InputProblem that names the first output and run that are not a finite number: one would spoil all."""
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


@dataclass(frozen=True)
class Asked:
    """What a user asks: see docs/sensitivity.md. size None: the default of the method; years: reported."""

    settings: CompareSettings
    method: Method = "shapley"
    size: int | None = None
    baseline: str = ""
    parameters: tuple[str, ...] = ()
    levers: tuple[str, ...] = ()
    by: str = "parameter"
    together: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ("practice",)
    groups: tuple[str, ...] = ("goal90",)
    years: tuple[int, ...] = (2030,)


def plan(asked: Asked) -> tuple[Question, Model]:
    """Check everything that can be checked before simulating. Raises InputProblem."""
    size = DEFAULT_SIZE.get(asked.method, 1) if asked.size is None else asked.size
    settings = replace(
        asked.settings,
        baseline=asked.baseline or asked.settings.mixes[0],
        draws=max(1, size),
        first_year=min(asked.years),
        last_year=max(asked.years),
    )
    factors = _factors(asked, settings)
    groups = list(grouped([f for f in factors if f.name in _asked_names(asked, factors)], asked.by, asked.together))
    named = [f.name for f in factors if f.name in _asked_names(asked, factors)]
    by_name = dict(zip(named, groups, strict=True))
    question = Question(
        asked.method,
        tuple(f.name for f in factors),
        tuple(by_name.get(f.name, OTHERS) for f in factors),
        size,
        settings.seed,
        left_out=(OTHERS,) if len(named) < len(factors) else (),
    )
    question.check()
    if asked.method == "shapley" and size > MOST_DRAWS:
        raise InputProblem("--draws: found {found}; method shapley takes {most} or fewer", found=size, most=MOST_DRAWS)
    settings.check()
    wanted = Wanted(tuple(sorted(set(asked.years))), asked.groups, asked.indicators)
    wanted.check()
    model = Model(settings, asked.baseline, tuple(factors), wanted)
    if asked.baseline and len(model.mixes) < 2:
        raise InputProblem(
            "--baseline: found {found}, which is the only mix; give another mix to compare it with",
            found=asked.baseline,
        )
    return question, model


def run_sensitivity(
    asked: Asked, workers: int | None = None, progress: Callable[[int], None] | None = None, kept: Kept | None = None
) -> Sensitivity:
    """Plan, run and analyse the model; runs that are in `kept` are not done again. Raises InputProblem, Stopped."""
    question, model = plan(asked)
    given = None
    if question.method not in DESIGNED:
        free = _latin.sample(question.problem(), question.size, seed=question.key)
        given = drawn_quantiles(model.settings, model.factors, question.size, free)
    outputs = model.outputs()
    found, doubted, runs = analyse(
        question, lambda x: evaluate(model, x, workers, progress, kept), [o.label for o in outputs], given
    )
    return Sensitivity(question, model, tuple(outputs), runs, tuple(found), tuple(doubted))


def work(asked: Asked) -> int:
    """Number of runs to come, for the progress bar. Raises InputProblem."""
    return runs_of(plan(asked)[0])


def _factors(asked: Asked, settings: CompareSettings) -> list[Factor]:
    """What varies. Designs vary what was asked; draws vary every uncertain parameter."""
    levers = lever_factors(
        asked.levers, [m for m in Model(settings, "", (), Wanted((), (), ())).mixes if m.id != asked.baseline]
    )
    only_levers = bool(asked.levers) and not asked.parameters
    chosen = [] if only_levers else parameter_factors(asked.parameters)
    if asked.method in DESIGNED:
        drawn = [factor.name for factor in chosen if factor.kind == "parameter"]
        if drawn and not settings.prior:
            raise InputProblem(
                "method {method} needs inputs that do not depend on one another, and draws from the posterior do: use "
                "--method shapley, or --prior, or give ranges, as in --parameter {name}=LOW..HIGH",
                method=asked.method,
                name=drawn[0],
            )
        return [*chosen, *levers]
    known = {factor.name: factor for factor in chosen}
    return [
        *(known.get(factor.name, factor) for factor in parameter_factors(())),
        *(factor for factor in chosen if factor.name not in {f.name for f in parameter_factors(())}),
        *levers,
    ]


def _asked_names(asked: Asked, factors: Sequence[Factor]) -> set[str]:
    if not asked.parameters and not asked.levers:
        return {factor.name for factor in factors}
    return {text.partition("=")[0] for text in (*asked.parameters, *asked.levers)}
