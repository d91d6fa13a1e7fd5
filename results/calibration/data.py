"""The small files of a calibration that docs/calibration.md is made from: copied once, read many times.

`docs/data/calibration/` holds them, so that the page can be made again without a run. The bank stays in the
run folder.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd

from calibration.observation_parameters import load_observation_parameters
from calibration.result import NEEDED, OPTIONAL, CalibrationResult
from experiments.files import write_json, write_text
from results.origin import Origin, posterior_origin
from simulation.parameters import registry
from simulation.problems import InputProblem

FOLDER = Path(__file__).parents[2] / "docs" / "data" / "calibration"
MANIFEST = "posterior.json"
STAGES = "stages"
#: Between two stored files, a pause longer than this many usual ones is an interruption and no work.
_PAUSE = 20.0


@dataclass(frozen=True)
class CalibrationData:
    """What the page needs: the posterior's manifest, and tables by name (those of OPTIONAL may be missing)."""

    manifest: dict[str, Any]
    tables: dict[str, Any]

    def table(self, name: str) -> Any:
        """A table, or None when this calibration did not make it."""
        return self.tables.get(name)

    def origin(self, lang: str) -> Origin:
        """Where figures of it come from."""
        return posterior_origin(self.manifest["fingerprints"]["content"], self.manifest["draws"], lang)

    @property
    def calibrated(self) -> Any:
        """Rows of the identification table of calibrated parameters, the best pinned down first."""
        found = self.tables["identification"]
        return found[found["calibrated"]].sort_values("spread_removed", ascending=False, kind="stable")


def read_data(folder: Path = FOLDER) -> CalibrationData | None:
    """The data in the folder; None when there are none yet. Raises InputProblem for files that cannot be read."""
    if not (folder / MANIFEST).is_file():
        return None
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        tables = {
            name: pd.read_csv(folder / f"{name}.csv")
            for name in (*NEEDED, STAGES, *OPTIONAL)
            if name not in OPTIONAL or (folder / f"{name}.csv").is_file()
        }
    except (OSError, ValueError) as error:
        raise InputProblem(
            "{file}: cannot be read as the data of a calibration ({reason})", file=folder, reason=str(error)
        ) from error
    return CalibrationData(manifest, tables)


def copy_data(run: Path, folder: Path = FOLDER) -> CalibrationData:
    """Copy the small files of a finished calibration; files of an earlier one go. Raises InputProblem."""
    missing = [name for name in NEEDED if not (run / f"{name}.csv").is_file()]
    if missing or not (run / "posterior" / "manifest.json").is_file():
        name = f"{missing[0]}.csv" if missing else "posterior/manifest.json"
        raise InputProblem("{file}: no finished calibration (there is no {name})", file=run, name=name)
    for name in (*NEEDED, *OPTIONAL):
        source, target = run / f"{name}.csv", folder / f"{name}.csv"
        if not source.is_file():
            target.unlink(missing_ok=True)
        elif name == "ranks":
            write_text(
                target, _short_ranks(pd.read_csv(source)).to_csv(index=False, lineterminator="\n", float_format="%.3f")
            )
        else:
            write_text(target, source.read_text(encoding="utf-8"))
    manifest = json.loads((run / "posterior" / "manifest.json").read_text(encoding="utf-8"))
    write_text(folder / f"{STAGES}.csv", stages(run, manifest).to_csv(index=False, lineterminator="\n"))
    write_json(folder / MANIFEST, manifest)
    data = read_data(folder)
    assert data is not None  # the manifest was just written
    return data


def data_of(result: CalibrationResult) -> CalibrationData:
    """The same of a finished run that was not copied."""
    tables = result.frames()
    if "ranks" in tables:
        tables["ranks"] = _short_ranks(tables["ranks"])
    manifest = json.loads((result.folder / "posterior" / "manifest.json").read_text(encoding="utf-8"))
    return CalibrationData(manifest, tables | {STAGES: stages(result.folder, manifest)})


def _short_ranks(ranks: Any) -> Any:
    """A row per pseudo-observation, a column per parameter: a tenth of the size."""
    names = list(dict.fromkeys(ranks["parameter"]))
    return ranks.pivot(index="pseudo_observation", columns="parameter", values="rank")[names]


def stages(run: Path, manifest: dict[str, Any]) -> Any:
    """Simulations and seconds of each stage; seconds NaN where the folder does not tell.

    Seconds come from `seconds` in the run's manifest where it has them, otherwise from when the files of the
    stage were stored; pauses of an interrupted calibration do not count.
    """
    path = run / "manifest.json"
    told: dict[str, float] = json.loads(path.read_text(encoding="utf-8")).get("seconds", {}) if path.is_file() else {}
    counts: dict[str, int] = dict(manifest["simulations"])
    repeats = run / "repeats.csv"
    if repeats.is_file():
        counts["repeats"] = int(pd.read_csv(repeats).groupby("repeat")["simulations"].first().sum())
    places = {
        "bank": run.glob("bank/*.parquet"),
        "sequential": run.glob("tempering/*/*.parquet"),
        "repeats": run.glob("check/repeat-*/**/*.parquet"),
    }
    return pd.DataFrame(
        [
            {
                "stage": stage,
                "simulations": count,
                "seconds": round(told[stage] if stage in told else _seconds(list(places.get(stage, []))), 1),
            }
            for stage, count in counts.items()
        ]
    )


def _seconds(files: list[Path]) -> float:
    """How long storing these files took: gaps between them without pauses, and one usual gap for the first."""
    gaps = np.diff(sorted(file.stat().st_mtime for file in files))
    if not len(gaps) or not gaps.max() > 0:
        return float("nan")
    return float(gaps[gaps <= _PAUSE * max(float(np.median(gaps)), 0.5)].sum() * (len(gaps) + 1) / len(gaps))


def parameter_label(name: str, lang: str, width: int = 0) -> str:
    """What a parameter is in plain words, on lines of `width` letters (0: one line); its name when not registered."""
    known, observed = registry().get(name), {one.name: one for one in load_observation_parameters()}
    if known is not None:
        words = known.nl if lang == "nl" else known.en
    else:
        words = observed[name].text[lang] if name in observed else name
    return fill(words, width) if width else words
