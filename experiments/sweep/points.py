"""The points of a plan's design: their parameters, and the values of levers that are dimensions of it."""

import warnings
from collections import Counter
from functools import cached_property
from typing import Any, cast

import numpy as np
from scipy.stats import qmc

from experiments.posterior import folder_of, load_posterior, posterior_draw
from experiments.sweep.plan_checks import CheckedPlan
from experiments.sweep.plan_design import REPLICATION
from experiments.sweep.plan_format import FromPosterior, FromPrior, Grid, LatinHypercube, Listed, Scalar, Sobol
from experiments.sweep.plan_levers import ranged_value
from simulation.parameters import central_values, prior_draw, registry, values_at

type Row = dict[str, float]


class Points:
    """Points by number. `count` of them; `vary` tells whether parameters differ between points."""

    def __init__(self, checked: CheckedPlan) -> None:
        """Load the posterior when the plan draws from it. Raises InputProblem when it does not fit."""
        design = checked.design
        self.checked, self.design, self.seed = checked, design, checked.plan.seed
        self.others = "posterior" if isinstance(design, FromPosterior) else getattr(design, "others", "prior")
        given = getattr(design, "posterior", "")
        self.posterior = load_posterior(folder_of(given)) if self.others == "posterior" else None
        self.drawn = isinstance(design, FromPosterior | FromPrior)
        self.dimensions = [*checked.ranges, *checked.ranged]
        match design:
            case Grid():
                self.count = int(np.prod([len(values) for values in design.values.values()], dtype=np.int64))
            case Listed():
                self.count = len(design.points)
            case _:
                self.count = design.count
        self.vary = self.drawn or not isinstance(design, LatinHypercube | Sobol) or bool(checked.ranges)
        self._hypercube: Any = None
        self._sequence: Any = None

    def designed(self, first: int, until: int) -> list[Row]:
        """Points first to until (not included): value by parameter, share in [0, 1] by dimension of the design."""
        match self.design:
            case Grid():
                return [self._crossed(number) for number in range(first, until)]
            case Listed():
                return [dict(point) for point in self.design.points[first:until]]
            case LatinHypercube() | Sobol():
                return [dict(zip(self.dimensions, map(float, row), strict=True)) for row in self._shares(first, until)]
            case _:
                return [{} for _ in range(first, until)]

    def _crossed(self, number: int) -> Row:
        """A point of the grid; the parameter named last changes fastest."""
        row: Row = {}
        for name, values in reversed(cast("Grid", self.design).values.items()):
            number, place = divmod(number, len(values))
            row[name] = float(values[place])
        return row

    def _shares(self, first: int, until: int) -> Any:
        """(points, dimensions) in [0, 1), from scipy's generators with the plan's seed."""
        size, luck = len(self.dimensions), np.random.default_rng(self.seed)
        if isinstance(self.design, Sobol):
            if self._sequence is None or self._sequence.num_generated > first:
                self._sequence = qmc.Sobol(size, scramble=True, rng=luck)
            with warnings.catch_warnings():  # a part of a sequence of 2^n points is asked for, not another sequence
                warnings.simplefilter("ignore", UserWarning)
                if first > self._sequence.num_generated:
                    self._sequence.fast_forward(first - self._sequence.num_generated)
                return self._sequence.random(until - first)
        if self._hypercube is None:  # its strata are a permutation of all points: 8 bytes a number are kept
            self._hypercube = qmc.LatinHypercube(size, rng=luck).random(self.count)
        return self._hypercube[first:until]

    def luck(self, point: int, repeat: int) -> int:
        """The replication of a world: of its own for each draw (draw d has d), the same at all points of a design.

        A listed point may say its own.
        """
        if isinstance(self.design, Listed):
            return int(self.design.points[point].get(REPLICATION, repeat))
        return point + repeat * self.count if self.drawn else repeat

    @cached_property
    def _times(self) -> list[int]:
        """Of each listed point how often the same one is listed before it."""
        found: list[int] = []
        seen: Counter[Any] = Counter()
        for point in cast("Listed", self.design).points:
            key = tuple(sorted(point.items()))
            found.append(seen[key])
            seen[key] += 1
        return found

    def times_before(self, point: int) -> int:
        """How often the same point comes before this one; its runs are the same and need names of their own."""
        return self._times[point] if isinstance(self.design, Listed) else 0

    def parameters(self, point: int, luck: int, row: Row) -> Any:
        """(1,) PARAMETERS: what the design sets, and the others from draw `luck` (or `point`) or the middle."""
        chosen = dict(self.design.fixed)
        for name, span in self.checked.ranges.items():
            chosen[name] = float(_at_prior(name, row[name]) if span is None else ranged_value(span, row[name]))
        if isinstance(self.design, Grid | Listed):
            chosen |= {name: value for name, value in row.items() if name != REPLICATION}
        draw = point if self.drawn else luck
        if self.others == "middle":
            return central_values(chosen)
        if self.posterior is None:
            return prior_draw(self.seed, draw, chosen)
        return posterior_draw(self.seed, draw, chosen, self.posterior)

    def levers(self, row: Row) -> dict[str, Scalar]:
        """Values of the levers that are dimensions of the design."""
        return {path: ranged_value(span, row[path]) for path, span in self.checked.ranged.items()}


def _at_prior(name: str, share: float) -> float:
    """The value of a parameter at a quantile of its prior."""
    quantiles = np.full(len(registry()), 0.5)
    quantiles[list(registry()).index(name)] = share
    return float(values_at(quantiles)[name][0])
