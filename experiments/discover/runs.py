"""The cases of a scenario discovery, and the search for the box of conditions in which a mix fails."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from experiments.discover.box import Box, Half, choose, halves, peeled, quasi_p
from experiments.discover.cases import answers_of, conditions_of, worlds_of_draws
from experiments.discover.question import DiscoverQuestion, choices
from experiments.discover.result import FailingWhen, GoalSetAside
from experiments.each import Workers
from experiments.kept import Kept
from experiments.points import drawn_points
from scenarios.mix_format import Mix
from simulation.problems import InputProblem


@dataclass(frozen=True)
class DiscoverRuns:
    """All cases and what the search found, before it is summed up.

    failing_when: with the level that was taken. x: a row per case, a column per condition; values (cases,); box: the
    box shown, with `quasi_p` by limit; boxes: the whole way there; halves: what random halves of the cases found;
    reached: whether a box has the density asked for. failures: draws that failed or are undefined, left out.
    """

    question: DiscoverQuestion
    mixes: tuple[Mix, ...]
    failing_when: FailingWhen
    goal_set_aside: GoalSetAside | None
    x: pd.DataFrame
    values: Any
    fails: Any
    boxes: tuple[Box, ...]
    box: Box
    reached: bool
    quasi_p: Mapping[Any, float]
    halves: tuple[Half, ...]
    failures: Mapping[int, str] = field(default_factory=dict[int, str])

    def returns(self, name: str, side: str) -> float:
        """Share of the halves in which a limit on this side of a condition returned."""
        hits = [any((limit.name, limit.side) == (name, side) for limit in half.found.limits) for half in self.halves]
        return float(np.mean(hits)) if hits else float("nan")

    def all_returns(self) -> dict[tuple[str, str], float]:
        """Every limit that some half found, with how often, the most frequent first."""
        found = {(limit.name, limit.side) for half in self.halves for limit in half.found.limits}
        return dict(sorted(((key, self.returns(*key)) for key in found), key=lambda row: (-row[1], row[0])))

    def value_range(self, name: str, side: str) -> list[float] | None:
        """Range 5-95 over the halves of where a limit lies; None where fewer than two found it."""
        every = [limit for half in self.halves for limit in half.found.limits]
        return _range([limit.value for limit in every if (limit.name, limit.side) == (name, side)])

    def left_out_range(self, what: str) -> list[float] | None:
        """Range 5-95 of `coverage` or `density` on cases that the search had not seen; None where unknown."""
        return _range([getattr(half.left_out, what) for half in self.halves if half.left_out.cases])


def _range(values: list[float]) -> list[float] | None:
    return [float(np.quantile(values, q)) for q in (0.05, 0.95)] if len(values) > 1 else None


def find_conditions(
    question: DiscoverQuestion,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> DiscoverRuns:
    """Run the mix on draws in drawn worlds, and search.

    Cases that are in `kept` are not run again. Raises InputProblem for what cannot be run and when too few cases
    fail or do not; Stopped on Ctrl-C. The result does not depend on `workers`.
    """
    settings, mixes, when = question.settings, question.mixes(), question.failing_when
    worlds = worlds_of_draws(settings, question.kinds, question.shocks)
    points = [
        replace(point, parameters=world.parameters(point.parameters))
        for point, world in zip(drawn_points(settings, range(settings.draws)), worlds, strict=True)
    ]
    values, failures = answers_of(settings, mixes, points, worlds, when, workers, progress, kept)
    defined = np.flatnonzero(~np.isnan(values))
    failures |= {int(draw): "undefined" for draw in np.flatnonzero(np.isnan(values)) if int(draw) not in failures}
    x = conditions_of([points[n] for n in defined], [worlds[n] for n in defined])
    values = values[defined]
    when, goal_set_aside = level_taken(question, values)
    fails = when.fails(values)
    refuse_too_few(values, fails)
    boxes = peeled(x, fails, choices())
    box, reached = choose(boxes, question.density)
    return DiscoverRuns(
        question,
        tuple(mixes),
        when,
        goal_set_aside,
        x,
        values,
        fails,
        tuple(boxes),
        box,
        reached,
        quasi_p(box.limits, x, fails),
        tuple(halves(x, fails, choices(), question.density, settings.seed)),
        failures,
    )


def level_taken(question: DiscoverQuestion, values: Any) -> tuple[FailingWhen, GoalSetAside | None]:
    """When the mix fails: as asked, or below (above) the middle of the cases and the goal that was set aside for it.

    The middle is taken only where nobody named an objective or a level, and the goal leaves too few cases on one side.
    """
    when = question.failing_when
    failing = int(when.fails(values).sum())
    if not question.middle_allowed or min(failing, len(values) - failing) >= choices()["fewest"] or not len(values):
        return when, None
    return when.at(float(np.median(values))), GoalSetAside(level=when.level, failing=failing)


def refuse_too_few(values: Any, fails: Any) -> None:
    """Raise InputProblem, saying what the cases gave, when too few of them fail or too few do not."""
    fewest, failing = choices()["fewest"], int(fails.sum())
    if min(failing, len(fails) - failing) < fewest:
        low, high = (float(q) for q in np.quantile(values, (0.05, 0.95))) if len(values) else (np.nan, np.nan)
        raise InputProblem(
            "{failing} of {total} cases fail: no conditions can be found unless {fewest} fail and {fewest} do not; the "
            "range 5-95 of the cases is {low} to {high}: give a level inside it, or more --draws",
            failing=failing,
            total=len(fails),
            fewest=fewest,
            low=f"{low:.4g}",
            high=f"{high:.4g}",
        )
