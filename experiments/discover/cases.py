"""The cases of a scenario discovery: draws in drawn worlds, and the number that decides whether a mix fails."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from experiments.discover.result import FailingWhen
from experiments.each import Workers
from experiments.kept import Kept
from experiments.points import Point, Wanted
from experiments.robustness.runs import CasesToRun, run_jobs
from experiments.robustness.worlds import PossibleWorld, Shock, worlds_for
from experiments.settings import CompareSettings
from scenarios.mix_format import Mix
from simulation.parameters import registry
from simulation.structure import STRUCTURAL_TABLES

#: Conditions that are no parameters, in the order of the columns.
WORLD_COLUMNS = ("future", *STRUCTURAL_TABLES, "shock")


def worlds_of_draws(
    settings: CompareSettings, kinds: tuple[str, ...], shocks: Mapping[str, Shock]
) -> list[PossibleWorld]:
    """A world for every draw: future, structural variants and shock each drawn, all alike in chance.

    Draw d's world depends on the seed and d only, not on how many draws there are.
    """
    worlds = worlds_for(settings, kinds, shocks)
    base, futures = worlds[0], [world.future for world in worlds if world.kind in ("base", "future")]
    tables = {
        table: list(dict.fromkeys(world.variants[table] for world in worlds if world.kind != "shock"))
        for table in STRUCTURAL_TABLES
    }
    shocked = [None, *(world for world in worlds if world.kind == "shock")]
    result: list[PossibleWorld] = []
    for draw in range(settings.draws):
        luck = np.random.default_rng([settings.seed, draw])  # all four always drawn, so that kinds do not mix them up
        future, *variants, shock = (float(u) for u in luck.random(2 + len(tables)))
        chosen = {table: rows[int(u * len(rows))] for (table, rows), u in zip(tables.items(), variants, strict=True)}
        hit = shocked[int(shock * len(shocked))]
        place = futures[int(future * len(futures))]
        if hit is None or hit.shock is None:
            result.append(replace(base, future=place, variants=chosen))
        else:
            result.append(replace(hit, future=hit.shock.future or place, variants=chosen))
    return result


def conditions_of(points: list[Point], worlds: list[PossibleWorld]) -> pd.DataFrame:
    """A row per case: uncertain parameters that vary, then future, variants and shock as categories."""
    columns: dict[str, Any] = {name: np.array([float(p.parameters[name][0]) for p in points]) for name in registry()}
    x = pd.DataFrame({name: values for name, values in columns.items() if len(set(values)) > 1})
    for column in WORLD_COLUMNS:
        found = [_of_world(world, column) for world in worlds]
        if len(set(found)) > 1:
            x[column] = pd.Categorical(found)
    return x


def _of_world(world: PossibleWorld, column: str) -> str:
    if column == "future":
        return world.future
    if column == "shock":
        return world.name if world.kind == "shock" else "none"
    return world.variants[column]


def answers_of(
    settings: CompareSettings,
    mixes: list[Mix],
    points: list[Point],
    worlds: list[PossibleWorld],
    failing_when: FailingWhen,
    workers: Workers,
    progress: Callable[[int], None] | None,
    kept: Kept | None = None,
) -> tuple[Any, dict[int, str]]:
    """(draws,) the number in question, NaN where undefined; and the failures by draw."""
    together: dict[tuple[Any, ...], list[int]] = {}
    for draw, world in enumerate(worlds):
        together.setdefault((world.name, world.future, *world.variants.values()), []).append(draw)
    jobs = [
        CasesToRun(worlds[d[0]].settings(settings), [worlds[d[0]].mix(mix) for mix in mixes], [points[n] for n in d])
        for d in together.values()
    ]
    f = failing_when
    wanted = Wanted((f.year,), (f.group,), (f.indicator,))
    values, failures = np.full(len(points), np.nan), dict[int, str]()
    answers = run_jobs(jobs, wanted, workers, progress, kept)
    for draws, answer in zip(together.values(), answers, strict=True):
        own = answer.of(answer.mixes[-1], f.indicator, f.group, f.year)
        values[draws] = own - answer.of(answer.mixes[0], f.indicator, f.group, f.year) if f.baseline else own
        failures |= {draws[n]: reason for n, reason in answer.failures.items()}
    return values, failures
