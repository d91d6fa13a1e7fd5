"""From the candidates that were tried to the result of `optimise`, its tables, and the mixes of the front."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
import pandas as pd

from experiments.objectives import judged_on
from experiments.optimise.mixes import found_mix
from experiments.optimise.question import OptimiseQuestion
from experiments.optimise.result import FoundCandidate, OptimiseResult, Reached
from experiments.optimise.search import Tried, chance_on_front, excess, on_front
from experiments.study import made_with
from scenarios.mix_format import Mix
from simulation.population import load_population


@dataclass(frozen=True, slots=True)
class _Judged:
    """One candidate with means, p05, p95 (K,) over its points, and less, more (K,): 5–95 of the difference."""

    found: FoundCandidate
    tried: Tried
    ranges: Mapping[str, Any]


def summed_up(question: OptimiseQuestion, tried: Sequence[Tried]) -> OptimiseResult:
    """The result with its frames; `tried` in the order in which they were tried, the base first."""
    judged = _judged(question, tried)
    sign = next(iter(question.objectives.values())).sign
    front = sorted((each for each in judged if each.found.on_front), key=lambda each: -sign * each.ranges["mean"][0])
    settings, found = question.settings, [each.found for each in front]
    return OptimiseResult(
        format=OptimiseResult.FORMAT,
        **made_with(settings, [question.base, *mixes_of(question, found)]),
        base=question.base.id,
        draws=settings.draws,
        firms=len(load_population(settings.firms).firm_id),  # type: ignore[arg-type] - checked
        all_firms=settings.firms == "full",
        parameters=settings.drawn_from,
        year=question.year,
        objectives=judged_on(question.objectives, question.year),
        limits=dict(question.plan.limits),
        method=question.plan.method,
        tried=len(tried),
        failed=sum(1 for each in tried if each.failure),
        front=found,
        base_candidate=judged[0].found,
    ).with_frames(_frames(question, judged, [each.number for each in found]))


def mixes_of(question: OptimiseQuestion, front: Sequence[FoundCandidate]) -> list[Mix]:
    """The mixes of the front."""
    return [found_mix(question.plan, question.base, one.number, one.dials, one.mix or "") for one in front]


def _judged(question: OptimiseQuestion, tried: Sequence[Tried]) -> list[_Judged]:
    """Front and chances; of candidates with the same dials only the first may be on the front."""
    signs = [each.sign for each in question.objectives.values()]
    limits = [question.plan.limits.get(name) for name in question.objectives]
    values, means = np.stack([each.values for each in tried]), np.stack([each.means for each in tried])
    first = {json.dumps(each.chosen, sort_keys=True): n for n, each in reversed(list(enumerate(tried)))}
    new = np.isin(np.arange(len(tried)), list(first.values()))
    allowed = np.array([np.isfinite(m).all() and all(gap <= 0 for gap in excess(m, signs, limits)) for m in means])
    front = on_front(means, signs, allowed & new)
    chances = chance_on_front(values, signs, allowed & new, question.settings.seed)
    known = np.isfinite(values).all(axis=2)
    content = list[_Judged]()
    for n, each in enumerate(tried):
        rows, both = values[n][known[n]], values[n] - values[0]
        both = both[np.isfinite(both).all(axis=1)]
        low, high = np.quantile(rows, [0.05, 0.95], axis=0) if len(rows) else (means[n], means[n])
        less, more = np.quantile(both, [0.05, 0.95], axis=0) if len(both) else (means[n] * np.nan, means[n] * np.nan)
        ranges = {"mean": means[n], "p05": low, "p95": high, "difference_p05": less, "difference_p95": more}
        found = FoundCandidate(
            number=n,
            mix=f"found-{n:04d}" if front[n] else None,
            dials=each.chosen,
            objectives={
                name: Reached(**{part: _or_none(ends[k]) for part, ends in ranges.items()}) if len(rows) else None  # type: ignore[arg-type]
                for k, name in enumerate(question.objectives)
            },
            points=int(known[n].sum()),
            allowed=bool(allowed[n]),
            on_front=bool(front[n]),
            chance_on_front=float(chances[n]),
        )
        content.append(_Judged(found, each, ranges))
    return content


def _or_none(value: float) -> float | None:
    return float(value) if isfinite(value) else None


def _frames(question: OptimiseQuestion, judged: Sequence[_Judged], front: list[int]) -> dict[str, pd.DataFrame]:
    """`candidates` in the order in which they were tried, `front`, and `draws` with a row per candidate and draw."""
    candidates = pd.DataFrame([_flat(each, question) for each in judged])
    rows = [
        {"number": each.found.number, "draw": draw} | dict(zip(question.objectives, map(float, values), strict=True))
        for each in judged
        for draw, values in enumerate(each.tried.values)
    ]
    return {
        "candidates": candidates,
        "front": candidates.set_index("number").loc[front].reset_index(),
        "draws": pd.DataFrame(rows),
    }


def _flat(one: _Judged, question: OptimiseQuestion) -> dict[str, Any]:
    found = one.found
    row: dict[str, Any] = {
        "number": found.number,
        "mix": found.mix or "",
        "on_front": found.on_front,
        "allowed": found.allowed,
        "chance_on_front": found.chance_on_front,
        "points": found.points,
    }
    for n, name in enumerate(question.objectives):
        row |= {f"{name}_{part}": float(values[n]) for part, values in one.ranges.items()}
    for name, dial in question.plan.dials.items():  # a choice is a text, a number of a range is a number
        row[name] = found.dials.get(name, np.nan if dial.choices is None else "")
    return row | {"failure": one.tried.failure or ""}
