"""What a sweep found, which is its folder of Parquet: tidy frames, a labelled dataset, and files for DuckDB."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np
import pandas as pd
import pyarrow.dataset as ds
from pydantic import Field

from experiments.extras import require
from experiments.integrity import finished, readable
from experiments.manifest import deciding
from experiments.result_parts import Count, Form, Some
from experiments.sweep.folder import KIND, parts
from experiments.sweep.tables import FAILED
from experiments.told import told
from simulation.given import names, refuse_absent, refuse_unknown, wholes
from simulation.parameters import registry
from simulation.problems import InputProblem


class SweepSummary(Form):
    """The whole answer of `smartmix sweep --json`; the numbers are in the folder."""

    format: Literal[1]
    folder: str
    runs: Some
    failed: Count
    blocks: Some


class Forecast(Form):
    """What a sweep would take, and the whole answer of `smartmix sweep --dry-run --json`.

    seconds: fastest and slowest; bytes: smallest and largest.
    """

    format: Literal[1]
    runs: Some
    blocks: Some
    seconds: list[float] = Field(min_length=2, max_length=2)
    bytes: list[float] = Field(min_length=2, max_length=2)
    workers: Some


@dataclass(frozen=True)
class SweepResult:
    """A finished sweep: its folder and manifest; frames are read from the files when asked for."""

    folder: Path
    manifest: dict[str, Any]
    runs: int
    failed: int

    def __repr__(self) -> str:
        """A few lines; the whole plan is in `manifest`."""
        plan = self.manifest["settings"]["plan"]
        made = {name: plan.get(name) for name in ("firms", "seed")}
        return told(self, plan["mixes"], self.folder, runs=self.runs, failed=self.failed or None, **made)

    @property
    def levers(self) -> list[str]:
        """Dial paths that were varied."""
        return list(self.manifest["settings"]["plan"]["levers"])

    @property
    def indicators(self) -> list[str]:
        """Indicators that were kept."""
        return list(self.manifest["settings"]["plan"]["indicators"])

    @property
    def data_files(self) -> str:
        """The Parquet files with the data, as a pattern for DuckDB's read_parquet."""
        return (self.folder / "data" / "*.parquet").as_posix()

    @property
    def run_files(self) -> str:
        """The Parquet files with a row per run (levers, parameters, status), as a pattern for DuckDB."""
        return (self.folder / "runs" / "*.parquet").as_posix()

    def frame(
        self,
        indicators: str | Iterable[str] | None = None,
        years: int | Iterable[int] | None = None,
        groups: str | Iterable[str] | None = None,
        parameters: str | Iterable[str] = (),
    ) -> pd.DataFrame:
        """Tidy: a row per run, year and group; indicators are columns, NaN where undefined.

        Only the indicators, years and groups asked for are read (all when none is given); `parameters` adds their
        values. Failed runs have no rows. Raises InputProblem for a name, year or group that the sweep does not hold.
        """
        chosen = self.indicators if indicators is None else list(names(indicators))
        parameters = names(parameters)
        refuse_unknown("indicators", chosen, self.indicators)
        if parameters:
            refuse_unknown("parameters", parameters, registry())
        plan = self.manifest["settings"]["plan"]
        years = None if years is None else refuse_absent("years", wholes("years", years), plan["years"])
        groups = None if groups is None else refuse_absent("groups", names(groups), plan["groups"])
        keys = ["run", "mix", "future", *self.levers, "response", "edges", "point", "replication", "year", "group"]
        wanted: Any = None
        for column, values in (("year", years), ("group", groups)):
            if values is not None:
                test = ds.field(column).isin(list(values))
                wanted = test if wanted is None else wanted & test
        found = self._table("data", columns=[*keys, *chosen], filter=wanted)
        if not parameters:
            return found
        values = self._table("runs", columns=["run", *parameters])
        return found.astype({"run": object}).merge(values, on="run", how="left", validate="many_to_one")

    def frames(self) -> dict[str, pd.DataFrame]:
        """`data`, all of it as `frame` gives it, and `runs`, as `status` does; large for a large sweep."""
        return {"data": self.frame(), "runs": self.status()}

    def content(self) -> dict[str, Any]:
        """What `--json` prints, as plain values."""
        blocks = self.manifest["blocks"]
        return SweepSummary(
            format=1, folder=str(self.folder), runs=self.runs, failed=self.failed, blocks=blocks
        ).model_dump()

    def status(self) -> pd.DataFrame:
        """A row per run: what it was (levers, variants, point, replication, all parameters) and how it went."""
        return self._table("runs")

    def failures(self) -> pd.DataFrame:
        """The rows of `status` of runs that failed, with stage and text."""
        return self._table("runs", filter=ds.field("status") == FAILED)

    def xarray(self, indicators: Sequence[str] | None = None) -> Any:
        """An xarray.Dataset: a variable per indicator over (run, year, group); what each run was as coordinates.

        Raises InputProblem when xarray is not installed.
        """
        require("xarray")
        import xarray  # noqa: PLC0415 - an extra

        chosen = self.indicators if indicators is None else list(names(indicators))
        frame, plan = self.frame(chosen), self.manifest["settings"]["plan"]
        years, groups = list(plan["years"]), list(plan["groups"])
        shape = (-1, len(years), len(groups))  # rows are stored in this order
        about = self.status().set_index("run").loc[frame["run"].astype(object).iloc[:: len(years) * len(groups)]]
        about = about.drop(columns=["status", "stage", "failure"])
        coordinates: dict[str, Any] = {"run": about.index.to_numpy(), "year": years, "group": groups}
        for name in about.columns:
            values = about[name].to_numpy()
            coordinates[name] = ("run", values if values.dtype.kind in "fi" else np.array(values, dtype=object))
        return xarray.Dataset(
            {name: (("run", "year", "group"), frame[name].to_numpy().reshape(shape)) for name in chosen},
            coords=coordinates,
            attrs={"title": plan["title"], "seed": plan["seed"]},
        )

    def _table(self, part: str, **wanted: Any) -> pd.DataFrame:
        files = [str(self.folder / parts(block)[part]) for block in range(self.manifest["blocks"])]
        with readable(self.folder):
            return ds.dataset(files, format="parquet").to_table(**wanted).to_pandas()

    @classmethod
    def load(cls, folder: Path) -> Self:
        """A finished sweep. Raises InputProblem when the folder does not hold one, or is damaged."""
        manifest = finished(folder)
        if manifest.get("kind") != KIND:
            raise InputProblem("{file}: not a finished run (no {name})", file=folder, name="sweep")
        runs = failed = 0
        with readable(folder):
            for path in (folder / "blocks").glob("*.json"):
                found = json.loads(path.read_text(encoding="utf-8"))
                runs, failed = runs + found["runs"], failed + found["failed"]
        if runs != manifest["runs"]:
            raise InputProblem("{file}: the run folder is damaged; 'smartmix verify' tells where", file=folder)
        return cls(folder, deciding(manifest), runs, failed)
