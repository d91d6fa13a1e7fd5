"""The search itself, apart from mixes: propose, evaluate, learn; what was evaluated is kept and never done again.

Optuna (MIT) proposes: multi-objective tree-structured Parzen estimators (Ozaki and others 2022, doi
10.1613/jair.1.13188) or NSGA-II. Of the libraries tried on a toy of the same size (ZDT1, 5 dials, 200 evaluations in
batches of 20) it came nearest to the front: docs/optimise.md.
"""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.optimise.plan import SearchedDial

type Chosen = dict[str, float | str]
#: Values (points, K) of one candidate, or why there are none.
type Outcome = tuple[Any, str | None]


@dataclass(frozen=True, slots=True)
class Tried:
    """One candidate: the values chosen for the dials, its objectives at each point (points, K), or its failure."""

    chosen: Chosen
    values: Any
    failure: str | None = None

    @property
    def means(self) -> Any:
        """(K,) means over the points at which all objectives are defined; NaN when there is none."""
        known = np.isfinite(self.values).all(axis=1)
        return self.values[known].mean(axis=0) if known.any() else np.full(self.values.shape[1], np.nan)


def search(
    dials: Mapping[str, SearchedDial],
    signs: Sequence[float],
    evaluate: Callable[[list[Chosen]], list[Outcome]],
    evaluations: int,
    batch: int,
    seed: int,
    method: str = "tpe",
    limits: Sequence[float | None] = (),
) -> list[Tried]:
    """`evaluations` candidates in the order in which they were proposed; the same for the same seed and answers.

    signs: +1 where more of an objective is better, -1 where less is; limits: by objective, None for none;
    evaluate: outcomes of a batch of candidates, in order.
    """
    import optuna  # noqa: PLC0415 - half a second that other verbs need not spend

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    bounds = list(limits) or [None] * len(signs)

    def violations(trial: Any) -> Sequence[float]:
        return trial.user_attrs.get("violations", [0.0])

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library calls batches and constraints experimental
        starting = max(2 * len(dials), batch)
        sampler = (
            optuna.samplers.NSGAIISampler(seed=seed, population_size=max(batch, 8), constraints_func=violations)
            if method == "nsga2"
            else optuna.samplers.TPESampler(seed=seed, n_startup_trials=starting, constraints_func=violations)
        )
        study = optuna.create_study(directions=[optuna.study.StudyDirection.MINIMIZE] * len(signs), sampler=sampler)
        space = {name: _distribution(dial) for name, dial in dials.items()}
        tried = list[Tried]()
        while len(tried) < evaluations:
            trials = [study.ask(space) for _ in range(min(batch, evaluations - len(tried)))]
            proposed: list[Chosen] = [{name: trial.params[name] for name in dials} for trial in trials]
            for trial, chosen, (values, failure) in zip(trials, proposed, evaluate(proposed), strict=True):
                found = Tried(chosen, np.asarray(values, np.float64), failure)
                tried.append(found)
                means = found.means
                if failure is not None or not np.isfinite(means).all():
                    study.tell(trial, state=optuna.trial.TrialState.FAIL)
                    continue
                trial.set_user_attr("violations", excess(means, signs, bounds) or [0.0])
                study.tell(trial, [-sign * float(mean) for sign, mean in zip(signs, means, strict=True)])
    return tried


def _distribution(dial: SearchedDial) -> Any:
    from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution  # noqa: PLC0415

    if dial.choices is not None:
        return CategoricalDistribution([str(name) for name in dial.choices])
    low, high = dial.range or (0, 1)
    return IntDistribution(int(low), int(high)) if dial.whole else FloatDistribution(float(low), float(high))


def excess(means: Any, signs: Sequence[float], limits: Sequence[float | None]) -> list[float]:
    """By how much each limit is broken; 0 or below where it is kept."""
    return [
        sign * (limit - float(mean))
        for mean, sign, limit in zip(means, signs, limits, strict=True)
        if limit is not None
    ]


def on_front(values: Any, signs: Sequence[float], allowed: Any = None) -> Any:
    """(n,) whether no allowed other is at least as good on every objective and better on one; values (n, K).

    What is not finite or not allowed (n,) is never on the front. Of equal ones all are.
    """
    good = np.asarray(values, np.float64) * np.asarray(signs)
    may = np.isfinite(good).all(axis=1) & (True if allowed is None else np.asarray(allowed, bool))
    front = np.zeros(len(good), bool)
    rows = good[may]
    for n in np.flatnonzero(may):
        front[n] = not ((rows >= good[n]).all(axis=1) & (rows > good[n]).any(axis=1)).any()
    return front


def chance_on_front(values: Any, signs: Sequence[float], allowed: Any, seed: int, resamples: int = 200) -> Any:
    """(n,) share of bootstrap samples of the points in which each candidate is on the front; values (n, points, K).

    Points are common to all candidates and drawn together; NaN counts as undefined for a candidate.
    """
    n, points, _ = values.shape
    stream = np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, 4])))
    weights = stream.multinomial(points, np.full(points, 1.0 / points), size=resamples).astype(np.float64)
    known = np.isfinite(values).all(axis=2)
    sums = np.einsum("bp,npk->bnk", weights, np.where(known[:, :, None], values, 0.0))
    counts = np.einsum("bp,np->bn", weights, known.astype(np.float64))
    with np.errstate(invalid="ignore", divide="ignore"):
        means = sums / counts[:, :, None]
    return np.mean([on_front(each, signs, allowed) for each in means], axis=0) if n else np.zeros(0)
