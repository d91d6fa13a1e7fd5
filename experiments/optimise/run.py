"""Which settings of dials and scopes are not beaten on every objective: a Pareto front of mixes.

Every candidate runs on the same points with the same luck. What was evaluated is kept in the folder, so that an
interrupted search goes on where it was and ends the same; the front is written as mixes that `compare` runs.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from experiments.files import content_id, write_json, write_text
from experiments.objectives import DEFAULT_YEAR, Objective, objective_values, objectives_wanted
from experiments.optimise.mixes import found_mix
from experiments.optimise.plan import OptimisePlan
from experiments.optimise.search import Chosen, Outcome, Tried, chance_on_front, excess, on_front, search
from experiments.points import drawn_points, run_points
from experiments.settings import CompareSettings
from scenarios.mix_format import Mix
from simulation.problems import InputProblem

#: Where evaluations are kept, and where the mixes of the front go.
KEPT, MIXES = "evaluations", "mixes"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One mix that was tried. `number` 0 is the base.

    chosen: values of the dials; means, p05, p95 (K,) over the points; less, more (K,): range 5–95 of the
    difference with the base on the same points; defined: points at which all objectives are;
    is_allowed: keeps the limits; is_front: not dominated by an allowed one; chance: of that, when the points are
    drawn again; mix: id of the file in `mixes/`, '' when not on the front; failure: why it could not run.
    """

    number: int
    chosen: Chosen
    means: tuple[float, ...]
    p05: tuple[float, ...]
    p95: tuple[float, ...]
    less: tuple[float, ...]
    more: tuple[float, ...]
    defined: int
    is_allowed: bool
    is_front: bool
    chance: float
    mix: str
    failure: str | None


@dataclass(frozen=True)
class Optimised:
    """The answer: all candidates in the order in which they were tried, the base first."""

    settings: CompareSettings
    plan: OptimisePlan
    base: Mix
    objectives: dict[str, Objective]
    year: int
    candidates: tuple[Candidate, ...]
    folder: Path

    @property
    def front(self) -> list[Candidate]:
        """Candidates on the front, by the first objective, the best first."""
        sign = next(iter(self.objectives.values())).sign
        return sorted((c for c in self.candidates if c.is_front), key=lambda c: -sign * c.means[0])


def optimise(
    settings: CompareSettings,
    plan: OptimisePlan,
    base: Mix,
    objectives: Mapping[str, Objective],
    folder: Path,
    year: int = DEFAULT_YEAR,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Optimised:
    """Search, and write the mixes of the front to `folder`/mixes; the same for any number of workers.

    folder: claimed by the caller (`experiments.run_folder.open_folder`); evaluations found there are not done again.
    `progress` is called with the number of runs that are done, draws x (evaluations + 1) in all. Raises Stopped on
    interruption, InputProblem when the disk gives out or nothing could be evaluated.
    """
    chosen = {name: objectives[name] for name in plan.objectives}
    signs = [each.sign for each in chosen.values()]
    limits = [plan.limits.get(name) for name in chosen]
    points = drawn_points(settings, range(settings.draws))
    wanted = objectives_wanted(chosen, year)
    tell = progress or _silent

    def evaluate(proposed: list[Chosen]) -> list[Outcome]:
        names = {content_id(each): each for each in proposed}
        kept = {name: found for name in names if (found := _kept(folder, name, len(points), len(chosen))) is not None}
        ready = dict[str, Mix]()
        for name, each in names.items():
            if name not in kept:
                try:
                    ready[name] = plan.mix(base, each, f"candidate-{name}")
                except InputProblem as problem:
                    kept[name] = (np.full((len(points), len(chosen)), np.nan), str(problem))
        if ready:
            answers = run_points(settings, list(ready.values()), points, wanted, workers)
            values = objective_values(answers, chosen, year)
            for n, name in enumerate(ready):
                kept[name] = (values[:, n], None if np.isfinite(values[:, n]).any() else "no point with a result")
                _keep(folder, name, names[name], kept[name])
        tell(len(points) * len(proposed))
        return [kept[content_id(each)] for each in proposed]

    first = Tried({}, *evaluate([{}])[0])
    tried = [
        first,
        *search(plan.dials, signs, evaluate, plan.evaluations, plan.batch, settings.seed, plan.method, limits),
    ]
    candidates = _judged(tried, signs, limits, settings.seed)
    if not any(np.isfinite(c.means).all() for c in candidates):
        raise InputProblem("{file}: no mix could be evaluated: {reason}", file=folder, reason=first.failure or "-")
    for candidate in candidates:
        if candidate.mix:
            write_text(
                folder / MIXES / f"{candidate.mix}.yaml",
                found_mix(plan, base, candidate.number, candidate.chosen, candidate.mix).as_yaml(),
            )
    return Optimised(settings, plan, base, chosen, year, tuple(candidates), folder)


def _judged(tried: list[Tried], signs: list[float], limits: list[float | None], seed: int) -> list[Candidate]:
    """Front and chances; of candidates with the same dials only the first may be on the front."""
    values = np.stack([each.values for each in tried])
    means = np.stack([each.means for each in tried])
    first = {json.dumps(each.chosen, sort_keys=True): n for n, each in reversed(list(enumerate(tried)))}
    new = np.isin(np.arange(len(tried)), list(first.values()))
    kept = np.array([np.isfinite(m).all() and all(gap <= 0 for gap in excess(m, signs, limits)) for m in means])
    front = on_front(means, signs, kept & new)
    chances = chance_on_front(values, signs, kept & new, seed)
    known = np.isfinite(values).all(axis=2)
    found = list[Candidate]()
    for n, each in enumerate(tried):
        rows = values[n][known[n]]
        low, high = np.quantile(rows, [0.05, 0.95], axis=0) if len(rows) else (means[n], means[n])
        both = values[n] - values[0]
        both = both[np.isfinite(both).all(axis=1)]
        less, more = np.quantile(both, [0.05, 0.95], axis=0) if len(both) else (means[n] * np.nan, means[n] * np.nan)
        found.append(
            Candidate(
                n,
                each.chosen,
                tuple(map(float, means[n])),
                tuple(map(float, low)),
                tuple(map(float, high)),
                tuple(map(float, less)),
                tuple(map(float, more)),
                int(known[n].sum()),
                bool(kept[n]),
                bool(front[n]),
                float(chances[n]),
                f"found-{n:04d}" if front[n] else "",
                each.failure,
            )
        )
    return found


def _keep(folder: Path, name: str, chosen: Chosen, outcome: Outcome) -> None:
    rows = [[None if not np.isfinite(v) else float(v) for v in row] for row in outcome[0]]
    write_json(folder / KEPT / f"{name}.json", {"chosen": chosen, "values": rows, "failure": outcome[1]})


def _kept(folder: Path, name: str, points: int, count: int) -> Outcome | None:
    """An evaluation of an earlier start; None when there is none, or it cannot be read and is done again."""
    try:
        content = json.loads((folder / KEPT / f"{name}.json").read_text(encoding="utf-8"))
        values = np.array([[np.nan if v is None else v for v in row] for row in content["values"]], np.float64)
        return (values, content["failure"]) if values.shape == (points, count) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _silent(_count: int) -> None:
    """Nobody asked to be told."""
