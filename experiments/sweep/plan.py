"""From a plan to its runs: any block of them, worked out when it is asked for, always the same.

A run is a mix with its levers, in a future, under structural variants, in a world (a point of the design and a
replication). Blocks hold runs of one future and one set of variants: some mixes in some worlds, so that mixes
share the past of their world. Nothing is kept per run, so that memory does not grow with their number.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from experiments import bounds
from experiments.files import content_id
from experiments.own_rules.model import load_own
from experiments.sweep.order import BlockOrder, MixCase, SweptWorld
from experiments.sweep.plan_checks import CheckedPlan
from experiments.sweep.plan_format import Scalar
from experiments.sweep.plan_levers import applies
from experiments.sweep.points import Points
from scenarios.future_format import Future
from scenarios.library import fingerprint
from simulation.problems import InputProblem

#: Mixes of a block at most; the worlds of a block are as many as then fit (see `runs_per_block` in a plan).
POLICIES_PER_BLOCK = 50


@dataclass(frozen=True)
class _Kind:
    """Mixes that run in the same worlds: of each mix its place and its crossed levers, and how many worlds."""

    mixes: tuple[int, ...]
    worlds: int

    def cases(self, sizes: list[int]) -> int:
        return sum(sizes[mix] for mix in self.mixes)


class Sweep:
    """The runs of a checked plan. `blocks` and `runs` count them; `order(n)` works block n out."""

    def __init__(self, checked: CheckedPlan, model: str = "") -> None:
        """Count; load the posterior if the plan asks for one. Raises InputProblem when it does not fit, for more runs
        than are made at once, and for own rules that do not fit.

        model: a file with the user's own rules; never from the plan, because it is code.
        """
        self.checked, self.plan, self.model = checked, checked.plan, model
        self.own = load_own(model) if model else None
        if self.own is not None:
            self.own.refuse_unknown([mix.id for mix in (checked.baseline, *checked.mixes)])
        self.points = Points(checked)
        self.crossed = [
            {path: values for path, values in checked.crossed.items() if applies(path, mix)} for mix in checked.mixes
        ]
        self._sizes = [int(np.prod([len(v) for v in levers.values()], dtype=np.int64)) for levers in self.crossed]
        # A mix that no dimension of the design touches is run at its first point only: the others would be equal.
        moved = [self.points.vary or any(applies(path, mix) for path in checked.ranged) for mix in checked.mixes]
        repeats = self.plan.replications
        self._kinds = [
            kind
            for kind in (
                _Kind(tuple(n for n, yes in enumerate(moved) if yes), self.points.count * repeats),
                _Kind(tuple(n for n, yes in enumerate(moved) if not yes), repeats),
            )
            if kind.mixes
        ]
        self._settings = [(future, variants) for future in checked.futures for variants in checked.variants]
        if self.runs > bounds.RUNS:
            raise InputProblem(
                "{file}: {found} runs; allowed: at most {allowed}",
                file=checked.file,
                found=self.runs,
                allowed=bounds.RUNS,
            )

    @property
    def runs(self) -> int:
        """Number of runs of the whole plan."""
        each = sum(kind.cases(self._sizes) * kind.worlds for kind in self._kinds)
        return each * len(self._settings)

    @property
    def blocks(self) -> int:
        """Number of blocks."""
        return len(self._settings) * sum(self._blocks_of(kind) for kind in self._kinds)

    def _shape(self, kind: _Kind) -> tuple[int, int, int, int]:
        """Cases and worlds of a block, and how many blocks there are along each."""
        cases = kind.cases(self._sizes)
        wide = min(cases, POLICIES_PER_BLOCK, self.plan.runs_per_block)
        deep = max(1, self.plan.runs_per_block // wide)
        return wide, deep, -(-cases // wide), -(-kind.worlds // deep)

    def _blocks_of(self, kind: _Kind) -> int:
        _, _, across, down = self._shape(kind)
        return across * down

    def _case(self, kind: _Kind, number: int) -> MixCase:
        for mix in kind.mixes:
            if number < self._sizes[mix]:
                chosen: dict[str, Scalar] = {}
                for path, values in reversed(self.crossed[mix].items()):
                    number, place = divmod(number, len(values))
                    chosen[path] = values[place]
                return MixCase(mix, {path: chosen[path] for path in self.crossed[mix]})
            number -= self._sizes[mix]
        raise IndexError(number)

    def order(self, number: int, most: int | None = None) -> BlockOrder:
        """Block `number`, with at most so many worlds and cases (for a trial)."""
        if not 0 <= number < self.blocks:
            raise IndexError(number)
        place, rest = divmod(number, sum(self._blocks_of(kind) for kind in self._kinds))
        kinds = iter(self._kinds)
        kind = next(kinds)
        while rest >= self._blocks_of(kind):
            rest -= self._blocks_of(kind)
            kind = next(kinds)
        wide, deep, _, down = self._shape(kind)
        across, along = divmod(rest, down)
        cases = [self._case(kind, n) for n in range(across * wide, min((across + 1) * wide, kind.cases(self._sizes)))]
        chosen = range(along * deep, min((along + 1) * deep, kind.worlds))
        if most is not None:
            cases, chosen = cases[:most], chosen[:most]
        worlds = self._worlds(chosen)
        future, variants = self._settings[place]
        return self._filled(number, worlds, cases, future, variants)

    def _worlds(self, numbers: range) -> list[SweptWorld]:
        repeats = self.plan.replications
        points = sorted({number // repeats for number in numbers})
        designed = self.points.designed(points[0], points[-1] + 1)
        found: list[SweptWorld] = []
        for number in numbers:
            point, repeat = divmod(number, repeats)
            row = designed[point - points[0]]
            luck = self.points.luck(point, repeat)
            found.append(SweptWorld(point, luck, self.points.parameters(point, luck, row), self.points.levers(row)))
        return found

    @cached_property
    def _common(self) -> dict[str, Any]:
        """What all runs have in common, for their ids."""
        checked = self.checked
        return {
            "baseline": fingerprint(checked.baseline),
            "with": [fingerprint(mix) for mix in checked.mixes],
            "firms": self.plan.firms,
            "seed": self.plan.seed,
            "years": self.plan.years,
            "groups": self.plan.groups,
            "indicators": list(checked.indicators),
            **({} if self.own is None else {"model": self.own.sha256}),
        }

    def _filled(
        self, number: int, worlds: list[SweptWorld], cases: list[MixCase], future: Future, variants: dict[str, str]
    ) -> BlockOrder:
        checked = self.checked
        paths = list(self.plan.levers)
        numeric = {
            path: path in checked.ranged
            or all(isinstance(value, int | float) and not isinstance(value, bool) for value in checked.crossed[path])
            for path in paths
        }
        order = BlockOrder(
            number,
            "",
            [],
            worlds,
            cases,
            checked.baseline,
            checked.mixes,
            future,
            variants,
            self.plan.firms,
            self.plan.seed,
            tuple(self.plan.years),
            tuple(self.plan.groups),
            checked.indicators,
            numeric,
            self.model,
        )
        mixes = {case.mix: fingerprint(checked.mixes[case.mix]) for case in cases}
        common = content_id(self._common | {"future": fingerprint(future), "variants": variants})
        for world in worlds:
            times = self.points.times_before(world.point)
            here = hashlib.sha256(world.parameters.tobytes()).hexdigest()
            order.ids.append(
                [
                    content_id(
                        {
                            "common": common,
                            "mix": mixes[case.mix],
                            "parameters": here,
                            "replication": world.replication,
                            "levers": order.levers_of(world, case),
                            **({"times": times} if times else {}),
                        }
                    )
                    for case in cases
                ]
            )
        object.__setattr__(order, "content", content_id({"runs": order.ids, "levers": numeric}))
        return order

    def orders(self, numbers: Iterator[int]) -> Iterator[BlockOrder]:
        """These blocks, one at a time."""
        return map(self.order, numbers)
