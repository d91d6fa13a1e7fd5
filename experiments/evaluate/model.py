"""Points run and summed up in memory: the same numbers as a sweep of those points, without its folder.

Everything that an evaluation needs is loaded once, into an `EvaluatedModel`, to be called again and again, from several
threads, or be sent to other processes. A call keeps nothing: the same table gives the same frame.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from experiments.each import Check, as_done, check_workers
from experiments.evaluate.table import Row, read_rows
from experiments.own_rules.model import load_own
from experiments.points import Wanted
from experiments.posterior import Posterior, folder_of, load_posterior, posterior_draw
from experiments.settings import LARGEST_SEED
from experiments.sweep.block import run_world
from experiments.sweep.mixes import varied
from experiments.sweep.order import BlockOrder, MixCase, SweptWorld
from experiments.sweep.plan_levers import applies
from scenarios.future_format import Future
from scenarios.library import load_future, load_mix
from scenarios.mix_format import Mix
from simulation.given import as_list, names, plain, whole, wholes
from simulation.indicators import INDICATORS
from simulation.parameters import central_values, prior_draw, registry
from simulation.population import load_population
from simulation.problems import InputProblem, nearest
from simulation.structure import STRUCTURAL_TABLES, tables

type Others = Literal["posterior", "prior", "middle"]
#: Runs of a world that are worked on together, from one common past; more are shared among threads.
_CASES = 25


@dataclass(frozen=True)
class EvaluatedModel:
    """The model as a function of a table.

    mixes: those that run at each point that names none. They fix the groups by starting stage together, as in a
    comparison of them; where there are none, each mix that a point names does so alone, with the baseline. posterior:
    where parameters come from that a point does not set; None for the prior, or for the middle of it (`in_middle`).
    model: a file of one's own rules, '' for the shipped ones.
    """

    mixes: tuple[Mix, ...]
    baseline: Mix
    future: Future
    variants: tuple[tuple[str, str], ...]
    firms: int | str
    seed: int
    wanted: Wanted
    posterior: Posterior | None
    in_middle: bool = False
    model: str = ""

    def __call__(
        self, points: Any, workers: int | None = None, progress: Callable[[int], None] | None = None
    ) -> pd.DataFrame:
        """Run the points of a table: a row per point, mix, year and group (see `smartmix.evaluate`)."""
        check_workers(workers)
        rows = read_rows(points)
        worlds = self._worlds(rows)
        self._refuse_levers(rows, worlds)
        found: dict[tuple[int, int], Any] = {}
        failed: dict[tuple[int, int], str] = {}

        def work(item: "_World", check: Check) -> None:
            outcome = run_world(item.order, item.world, check)
            for c, cell in enumerate(item.cells):
                if c in outcome.failures:
                    failed[cell] = outcome.failures[c][1]
                else:
                    found[cell] = outcome.tables[c]
            if progress:
                progress(len(item.cells))

        if len(worlds) == 1 or workers == 1 or self.model:
            for world in worlds:
                work(world, lambda: None)
        else:
            for _done in as_done(work, worlds, workers):
                pass
        return self._frame(rows, worlds, found, failed)

    def _worlds(self, rows: list[Row]) -> list["_World"]:
        """Points with the same parameters and luck make one world, whose mixes share their past."""
        found: dict[Any, _World] = {}
        levers = {path: True for row in rows for path in row if "." in path}
        orders = dict[Any, BlockOrder]()
        futures = {row["future"]: load_future(row["future"]) for row in rows if "future" in row}
        named = {row["mix"]: load_mix(row["mix"]) for row in rows if "mix" in row}
        for n, row in enumerate(rows):
            variants = tuple((table, row.get(table, usual)) for table, usual in self.variants)
            self._refuse_variants(variants, n)
            future = futures[row["future"]] if "future" in row else self.future
            own = named[row["mix"]] if "mix" in row else None
            together = self._together(own, n)
            place = (future, variants, together)
            if place not in orders:
                orders[place] = self._order(future, dict(variants), together, levers)
            replication = row.get("replication", 0)
            parameters = self._parameters(row, row.get("draw", replication))
            key = (place, parameters.tobytes(), replication)
            if key not in found or len(found[key].cells) >= _CASES:  # a full one is kept under a key of its own
                if key in found:
                    found[(key, n)] = found.pop(key)
                found[key] = _World(orders[place], SweptWorld(n, replication, parameters, {}))
            dials = {path: value for path, value in row.items() if "." in path}
            for m, mix in enumerate(together):
                if own is None or mix == own:
                    found[key].add(n, m, {path: value for path, value in dials.items() if applies(path, mix)})
        return list(found.values())

    def _together(self, own: Mix | None, n: int) -> tuple[Mix, ...]:
        """The mixes that fix the groups by starting stage in the worlds of a point."""
        if own is None and not self.mixes:
            raise InputProblem("points: row {row} names no mix; give a column mix, or mixes", row=n)
        if own is None or own in self.mixes:
            return self.mixes
        if self.mixes:
            known = [mix.id for mix in self.mixes]
            raise InputProblem(
                "points: row {row}: unknown value {found}; the nearest known one is {nearest} (allowed: {allowed})",
                row=n,
                found=own.id,
                nearest=nearest(own.id, known),
                allowed=", ".join(known),
            )
        return (own,)

    def _refuse_variants(self, variants: tuple[tuple[str, str], ...], n: int) -> None:
        for table, variant in variants:
            allowed = tables(table)["variants"]
            if variant not in allowed:
                raise InputProblem(
                    "points: row {row}: unknown structural variant '{found}' of {table}; allowed: {allowed}",
                    row=n,
                    found=variant,
                    table=table,
                    allowed=", ".join(allowed),
                )

    def _parameters(self, row: Row, draw: int) -> Any:
        chosen = {name: row[name] for name in row if name in registry()}
        if self.in_middle:
            return central_values(chosen)
        if self.posterior is None:
            return prior_draw(self.seed, draw, chosen)
        return posterior_draw(self.seed, draw, chosen, self.posterior)

    def _order(
        self, future: Future, variants: dict[str, str], mixes: tuple[Mix, ...], levers: dict[str, bool]
    ) -> BlockOrder:
        return BlockOrder(
            0,
            "",
            [],
            [],
            [],
            self.baseline,
            mixes,
            future,
            variants,
            self.firms,
            self.seed,
            self.wanted.years,
            self.wanted.groups,
            self.wanted.indicators,
            levers,
            self.model,
        )

    def _refuse_levers(self, rows: list[Row], worlds: list["_World"]) -> None:
        """Raise InputProblem for a lever that no mix has, or for values that do not go together in a mix."""
        mixes = {mix: None for world in worlds for mix in world.order.mixes}
        for path in {path: None for row in rows for path in row if "." in path}:
            if not any(applies(path, mix) for mix in mixes):
                known = sorted({name for mix in mixes for name in mix.instruments})
                raise InputProblem(
                    "points: lever {found}: none of the mixes has such an instrument; the nearest one is {nearest}",
                    found=path,
                    nearest=nearest(path.split(".")[0], known),
                )
        for world in worlds:
            for case in world.order.cases:
                varied(world.order, world.world, case)

    def _frame(
        self,
        rows: list[Row],
        worlds: list["_World"],
        found: dict[tuple[int, int], Any],
        failed: dict[tuple[int, int], str],
    ) -> pd.DataFrame:
        """Tidy: the point and what it set, mix, year, group, a column per indicator, and why a run failed."""
        mixes = {cell: world.order.mixes[cell[1]].id for world in worlds for cell in world.cells}
        cells = sorted(mixes)
        years, groups, indicators = self.wanted.years, self.wanted.groups, self.wanted.indicators
        each = len(years) * len(groups)
        blank = np.full((len(years), len(groups), len(indicators)), np.nan)
        given = [name for name in dict.fromkeys(name for row in rows for name in row) if name != "mix"]
        columns: dict[str, Any] = {
            "point": np.repeat(np.array([n for n, _ in cells], np.int64), each),
            "mix": [mixes[cell] for cell in cells for _ in range(each)],
        }
        if "replication" not in given:
            given = ["replication", *given]
        for name in given:
            usual = 0 if name == "replication" else None
            columns[name] = [rows[n].get(name, usual) for n, _ in cells for _ in range(each)]
        columns["year"] = np.tile(np.repeat(np.array(years, np.int64), len(groups)), len(cells))
        columns["group"] = list(groups) * (len(cells) * len(years))
        numbers = np.array([found.get(cell, blank) for cell in cells]).reshape(-1, len(indicators))
        columns |= {name: numbers[:, n] for n, name in enumerate(indicators)}
        columns["failure"] = pd.array([failed.get(cell) for cell in cells for _ in range(each)], dtype="str")
        return pd.DataFrame(columns)


class _World:
    """A world, the cases that run in it, and the cell (point, place of the mix) that each case answers."""

    def __init__(self, order: BlockOrder, world: SweptWorld) -> None:
        self.world = world
        self.cells: list[tuple[int, int]] = []
        self._order = order
        self._cases: list[MixCase] = []

    def add(self, point: int, mix: int, levers: dict[str, Any]) -> None:
        self.cells.append((point, mix))
        self._cases.append(MixCase(mix, levers))

    @property
    def order(self) -> BlockOrder:
        """What the sweep's runner takes: this world's cases under the common settings."""
        return replace(self._order, cases=self._cases)


def model_of(
    mixes: Any = None,
    indicators: Any = None,
    *,
    groups: Any,
    years: Any,
    baseline: str,
    future: str,
    variants: Mapping[str, str],
    firms: Any,
    seed: Any,
    others: str,
    posterior: Any,
    model: Any,
) -> EvaluatedModel:
    """Load what these names name, given singly or several at a time. Raises InputProblem for any that is not known."""
    known = get_args(Others.__value__)
    if others not in known:
        raise InputProblem("others: found {found}; allowed: {allowed}", found=others, allowed=", ".join(known))
    for table in variants:
        if table not in STRUCTURAL_TABLES:
            raise InputProblem(
                "unknown structural table '{found}'; did you mean '{nearest}'?",
                found=table,
                nearest=nearest(table, list(STRUCTURAL_TABLES)),
            )
    asked = [] if indicators is None else as_list(indicators)
    wanted = Wanted(wholes("years", years), names(groups), names(asked or INDICATORS))
    wanted.check()
    size, key = plain(firms), whole("seed", seed)
    load_population(size)
    if not 0 <= key <= LARGEST_SEED:
        raise InputProblem("--seed: found {found}; allowed: 0 to {high}", found=seed, high=LARGEST_SEED)
    chosen = tuple(dict.fromkeys(map(load_mix, () if mixes is None else as_list(mixes))))
    own = "" if model is None else os.fspath(model)
    if own:
        load_own(own)
    return EvaluatedModel(
        chosen,
        load_mix(baseline),
        load_future(future),
        tuple((table, variants.get(table, tables(table)["default"])) for table in STRUCTURAL_TABLES),
        size,
        key,
        wanted,
        load_posterior(folder_of("" if posterior is None else os.fspath(posterior))) if others == "posterior" else None,
        others == "middle",
        own,
    )
