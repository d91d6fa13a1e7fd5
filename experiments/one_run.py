"""One draw of one mix: its yearly indicators and, on request, every firm in every quarter."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.files import whole_file, write_json, write_text
from experiments.integrity import close, finished, manifest_in, readable
from experiments.life import one_draw
from experiments.manifest import MANIFEST
from experiments.prepare import Experiment, prepare
from experiments.result_parts import Named
from experiments.runner import start_run
from experiments.settings import CompareSettings
from experiments.study import name_of_future, name_of_mix, named
from experiments.told import told
from simulation.indicators import GROUPS, INDICATORS, indicator_table
from simulation.problems import InputProblem
from simulation.run import Run
from simulation.state import Policy
from simulation.vocabulary import FIRST_YEAR, STEPS, Theme, quarter_index

FORMAT = 1
#: What a folder of one run holds; the last one where every firm was asked for.
RUN_FILE, INDICATORS_FILE, QUARTERS_FILE = "run.json", "indicators.csv", "trajectory.parquet"
_INTEGERS = ("stage", "using", "waiting_help", "waiting_subsidy", "waiting_seat")
_FLOATS = (
    "awareness",
    "commitment",
    "supported",
    "endorses",
    "practice_mean",
    "reported_mean",
    "statement",
    "complies",
    "real",
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
    "skill",
    "ability",
    "cost_one_off",
    "cost_yearly",
    "cost_indirect",
)
_VECTORS = {"practice": STEPS, "reported": STEPS, "coverage": tuple(theme.name.lower() for theme in Theme)}
#: The trajectory's columns: keys, then columns of `simulation.state.FIRMS` and `WORK` (vectors as `practice_identify`).
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

    mix_name, future_name: in both languages, as they were when it was made; parameters: "posterior" or "prior",
    what they were drawn from; indicators: a row per year and group, a
    column per indicator (NaN where undefined); branch: the quarter in which the groups by starting stage were
    fixed, -1 where an older folder does not tell; quarters: every firm and quarter as a frame, where they were
    asked for and not written; model: name and hash of the file of the user's own rules, if any; folder: where it
    was written, if it was.
    """

    mix: str
    draw: int
    seed: int
    firms: int
    future: str
    parameters: str
    indicators: pd.DataFrame
    branch: int
    mix_name: Named
    future_name: Named
    quarters: pd.DataFrame | None = field(default=None, repr=False)
    model: dict[str, str] | None = None
    folder: Path | None = None

    def __repr__(self) -> str:
        """A few lines, without its tables."""
        return told(self, [self.mix], self.folder, draw=self.draw, firms=self.firms, future=self.future, seed=self.seed)

    @property
    def trajectory(self) -> pd.DataFrame | None:
        """Every firm in every quarter, columns as in TRAJECTORY, read when asked for; None where nobody asked."""
        file = None if self.folder is None else self.folder / QUARTERS_FILE
        return self.quarters if file is None or not file.is_file() else pd.read_parquet(file)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Its tables by name."""
        every = {"indicators": self.indicators, "trajectory": self.trajectory}
        return {name: frame for name, frame in every.items() if frame is not None}


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
    run.look_back()
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
        _indicators(experiment, name, run, branch),
        branch,
        named(experiment.mixes[name].name),
        named(experiment.future.name),
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
    columns: list[Any] = [
        experiment.population.firm_id,
        np.full(firms, FIRST_YEAR + last // 4),
        np.full(firms, last % 4 + 1),
        *(run.world.column(name, firms) for name in (*_INTEGERS, *_FLOATS)),
    ]
    for name in _VECTORS:
        columns += list(run.world.column(name, firms))
    arrays = [pa.array(values, field.type, safe=False) for values, field in zip(columns, TRAJECTORY, strict=True)]
    return pa.Table.from_arrays(arrays, schema=TRAJECTORY)


def write_trajectory(folder: Path, run: Callable[[Callable[[Any], None]], OneRun]) -> OneRun:
    """Write the trajectory as `run` makes it, a row group per quarter, whole or not at all.

    `run(each_quarter)` is `run_one` with its other arguments given.
    """
    with (
        whole_file(folder / QUARTERS_FILE) as temporary,
        pq.ParquetWriter(temporary, TRAJECTORY, compression="zstd") as writer,
    ):
        return run(writer.write_table)


def _indicators(experiment: Experiment, mix: str, run: Run, branch: int) -> pd.DataFrame:
    settings = experiment.settings
    years = list(range(settings.first_year, settings.last_year + 1))
    rows = [year - FIRST_YEAR for year in years]
    has_initiative = experiment.initiatives(run.replication)[mix]
    table = indicator_table(run.record, run.accounts, has_initiative, rows, branch)
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
        "mix_name": run.mix_name.model_dump(),
        "draw": run.draw,
        "seed": run.seed,
        "firms": run.firms,
        "future": run.future,
        "future_name": run.future_name.model_dump(),
        "parameters": run.parameters,
        "branch": run.branch,
        "indicators": indicators,
    } | ({"model": run.model} if run.model else {})


def write_run(run: OneRun, folder: Path, manifest: Mapping[str, Any]) -> OneRun:
    """Write `indicators.csv`, `run.json` and the manifest, into a folder that was claimed; the run with its folder."""
    write_text(folder / INDICATORS_FILE, run.indicators.to_csv(index=False, lineterminator="\n"))
    write_json(folder / RUN_FILE, run_json(run))
    close(folder, manifest)
    return replace(run, folder=folder)


def load_run(folder: Path) -> OneRun:
    """The run that `write_run` wrote; the first ones, which did not tell their branch, had no manifest.

    Raises InputProblem for files that are not as they were written, cannot be read, or are of a newer format.
    """
    sealed = (folder / MANIFEST).exists()
    if sealed:
        finished(folder)
    with readable(folder):
        content = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
        if "branch" in content and not sealed:
            manifest_in(folder)
        indicators = pd.read_csv(folder / INDICATORS_FILE)
        if content["format"] > FORMAT:
            raise InputProblem(
                "{file}: format {found} is newer than this version reads ({allowed})",
                file=folder / RUN_FILE,
                found=content["format"],
                allowed=FORMAT,
            )
        names = ("mix", "draw", "seed", "firms", "future", "parameters")
        known = {name: content[name] for name in names}
        return OneRun(
            **known,
            indicators=indicators,
            branch=content.get("branch", -1),
            mix_name=_named(content, "mix", name_of_mix),
            future_name=_named(content, "future", name_of_future),
            model=content.get("model"),
            folder=folder,
        )


def _named(content: Mapping[str, Any], kind: str, name_of: Callable[[str], Named]) -> Named:
    """The name of the mix or the future; the first folders held their ids only."""
    name = content.get(f"{kind}_name")
    return name_of(content[kind]) if name is None else Named(en=name["en"], nl=name["nl"])
