"""One draw of one mix: its yearly indicators and, on request, every firm in every quarter."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.files import whole_file
from experiments.life import one_draw
from experiments.prepare import Experiment, prepare
from experiments.runner import start_run
from experiments.settings import CompareSettings
from simulation.indicators import GROUPS, INDICATORS, indicator_table
from simulation.run import Run
from simulation.state import Policy, column
from simulation.vocabulary import FIRST_YEAR, STEPS, Theme, quarter_index

FORMAT = 1
_INTEGERS = ("stage", "using", "waiting_help", "waiting_subsidy", "waiting_seat")
_FLOATS = (
    "awareness",
    "commitment",
    "supported",
    "endorses",
    "practice_mean",
    "reported_mean",
    "perceived",
    "announced",
    "in_force",
    "report_duty",
    "information",
    "asked",
    "peers",
    "member",
    "help",
    "subsidised",
    "visited",
    "sanctioned",
    "learning",
    "cost_one_off",
    "cost_yearly",
    "cost_indirect",
)
_VECTORS = {"practice": STEPS, "reported": STEPS, "coverage": tuple(theme.name.lower() for theme in Theme)}
#: The trajectory's columns: keys, then columns of `simulation.state.FIRMS` (vectors as `practice_identify`).
TRAJECTORY = pa.schema(
    [
        ("firm_id", pa.int64()),
        ("year", pa.int16()),
        ("quarter", pa.int8()),
        *((name, pa.int8()) for name in _INTEGERS),
        *((name, pa.float64()) for name in _FLOATS),
        *((f"{name}_{part}", pa.float64()) for name, parts in _VECTORS.items() for part in parts),
    ]
)


@dataclass(frozen=True)
class OneRun:
    """One draw of one mix.

    parameters: "posterior" or "prior", what they were drawn from; indicators: a row per year and group, a
    column per indicator (NaN where undefined); branch: the quarter
    in which the groups by starting stage were fixed; trajectory: every firm and quarter, columns as in
    TRAJECTORY, where it was asked for; model: name and hash of the file of the user's own rules, if any.
    """

    mix: str
    draw: int
    seed: int
    firms: int
    future: str
    parameters: str
    indicators: pd.DataFrame
    branch: int
    trajectory: pd.DataFrame | None = None
    model: dict[str, str] | None = None


def run_one(
    settings: CompareSettings, mix: str, draw: int, each_quarter: Callable[[Any], None] | None = None
) -> OneRun:
    """Run one draw of one mix; the groups by starting stage are fixed where it parts from `settings.baseline`.

    `each_quarter` gets the trajectory of all firms, a quarter at a time, from `settings.first_year` on.
    Raises InputProblem for an unknown mix, a negative draw or settings that cannot be run.
    """
    experiment = prepare(replace(one_draw(settings, draw), mixes=(mix,)), [draw])
    name = list(experiment.mixes)[-1]
    run, policy = start_run(experiment, name, draw), experiment.policy(name, draw)
    first = quarter_index(settings.first_year, 1)
    branch = min(experiment.branches[draw], experiment.until)
    _advance(experiment, run, policy, branch, each_quarter, first)
    run.mark_start()
    _advance(experiment, run, policy, experiment.until, each_quarter, first)
    return OneRun(
        name,
        draw,
        settings.seed,
        experiment.firms,
        experiment.future.id,
        settings.drawn_from,
        _indicators(experiment, run, branch),
        branch,
        model=settings.as_dict().get("model"),
    )


def _advance(
    experiment: Experiment, run: Run, policy: Policy, until: int, each_quarter: Callable[[Any], None] | None, first: int
) -> None:
    if each_quarter is None:
        run.advance(policy, until)
        return
    for quarter in range(run.quarter, until):
        run.advance(policy, quarter + 1)
        if quarter >= first:
            each_quarter(firms_now(experiment, run))


def firms_now(experiment: Experiment, run: Run) -> Any:
    """Every firm at the end of the quarter that ran last: a row per firm, columns as in TRAJECTORY."""
    firms, last = experiment.firms, run.quarter - 1
    blocks: Any = run.world.blocks
    columns: list[Any] = [
        experiment.population.firm_id,
        np.full(firms, FIRST_YEAR + last // 4),
        np.full(firms, last % 4 + 1),
        *(column(blocks, name, firms) for name in (*_INTEGERS, *_FLOATS)),
    ]
    for name in _VECTORS:
        columns += list(column(blocks, name, firms))
    arrays = [pa.array(values, field.type, safe=False) for values, field in zip(columns, TRAJECTORY, strict=True)]
    return pa.Table.from_arrays(arrays, schema=TRAJECTORY)


def write_trajectory(path: Path, run: Callable[[Callable[[Any], None]], OneRun]) -> OneRun:
    """Write the trajectory as `run` makes it, a row group per quarter, whole or not at all.

    `run(each_quarter)` is `run_one` with its other arguments given.
    """
    with whole_file(path) as temporary, pq.ParquetWriter(temporary, TRAJECTORY, compression="zstd") as writer:
        return run(writer.write_table)


def _indicators(experiment: Experiment, run: Run, branch: int) -> pd.DataFrame:
    settings = experiment.settings
    years = list(range(settings.first_year, settings.last_year + 1))
    rows = [year - FIRST_YEAR for year in years]
    table = indicator_table(run.record, run.accounts, experiment.initiatives(run.replication), rows, branch)
    frame = pd.DataFrame(table.reshape(-1, len(INDICATORS)), columns=list(INDICATORS))
    frame.insert(0, "group", list(GROUPS) * len(years))
    frame.insert(0, "year", np.repeat(years, len(GROUPS)))
    return frame


def run_json(run: OneRun) -> dict[str, Any]:
    """Plain values, format 1: null where undefined."""
    indicators: dict[str, Any] = {}
    for name in INDICATORS:
        groups: dict[str, dict[str, float | None]] = {}
        for group, year, value in zip(
            run.indicators["group"], run.indicators["year"], run.indicators[name], strict=True
        ):
            groups.setdefault(str(group), {})[str(year)] = None if np.isnan(value) else float(value)
        indicators[name] = {"groups": groups}
    return {
        "format": FORMAT,
        "mix": run.mix,
        "draw": run.draw,
        "seed": run.seed,
        "firms": run.firms,
        "future": run.future,
        "parameters": run.parameters,
        "indicators": indicators,
    } | ({"model": run.model} if run.model else {})
