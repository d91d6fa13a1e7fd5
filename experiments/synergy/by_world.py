"""What the elements do with an EU law and without: by world, where a mean over all draws is true in neither."""

from typing import Any, Literal

import numpy as np

from experiments.objectives import shipped_objectives
from experiments.synergy.effects import spread_of
from experiments.synergy.result import SynergyWorld, WorldEffect
from experiments.synergy.runs import SynergyRuns
from experiments.worlds.division import apart_in_sizes, enough_draws
from experiments.worlds.rule import division_rule

#: The firms of which worlds are told.
_GROUP = "goal90"


def worlds_of(runs: SynergyRuns) -> list[SynergyWorld] | None:
    """With EU law first; None where results do not divide on it, as comparisons do (`experiments/worlds/rule.yaml`).

    A draw lies in the world that existing policy meets in it, so that an element that brings EU law forward does so
    within a world. Draws that failed lie in neither.
    """
    law = runs.found.eu_law[:, 0]
    known, came = np.isfinite(law), law == 1.0
    if not enough_draws(came[known]) or not any(_divides(runs, name, known, came) for name in runs.question.indicators):
        return None
    return [_world(runs, "eu_law", known & came, known), _world(runs, "no_eu_law", known & ~came, known)]


def _divides(runs: SynergyRuns, indicator: str, known: Any, came: Any) -> bool:
    """Whether what all elements change has two humps that lie further apart than the size that matters."""
    total = runs.effects.total[known, runs.column(indicator, _GROUP)]
    sizes = [
        objective.matters.size
        for objective in shipped_objectives().values()
        if objective.matters and (objective.indicator, objective.group) == (indicator, _GROUP)
    ]
    order = division_rule().least_order
    return any(apart_in_sizes(total, came[known], size, order) is not None for size in sizes)


def _world(runs: SynergyRuns, key: Literal["eu_law", "no_eu_law"], inside: Any, known: Any) -> SynergyWorld:
    def effect(column: int) -> WorldEffect:
        shares = {element: spread_of(runs.effects.shapley[element][inside, column]) for element in runs.elements.ids}
        return WorldEffect(total=spread_of(runs.effects.total[inside, column]), shares=shares)

    draws = int(inside.sum())
    indicators = {name: effect(runs.column(name, _GROUP)) for name in runs.question.indicators}
    return SynergyWorld(key=key, chance=draws / int(known.sum()), draws=draws, indicators=indicators)
