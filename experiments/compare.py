"""A comparison from settings to a finished run folder, resumable, and its verification."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.comparison import Comparison
from experiments.each import Workers, check_workers, threads
from experiments.files import file_hash, write_json, write_text
from experiments.growing import years_of
from experiments.integrity import blocks_kept, check_still_ours, close, finished, note_block, readable
from experiments.manifest import deciding, manifest_of
from experiments.prepare import Experiment, prepare
from experiments.run_folder import claim_folder, default_folder
from experiments.runner import blocks_of, run_blocks
from experiments.settings import CompareSettings
from experiments.store import block_path, block_table, write_block
from experiments.summary import Summary, summarise
from experiments.worlds.dates import write_dates
from experiments.worlds.summary import DrawsSummary
from scenarios.library import list_mixes, load_mix
from scenarios.mix_format import Mix
from simulation.indicators import GROUPS, INDICATORS
from simulation.problems import InputProblem

#: What `write_summary` writes, and the columns of its frames.
SUMMARY, PROBABILITIES = "summary.csv", "probabilities.csv"
CELLS = ["mix", "indicator", "group", "year", "p05", "p50", "p95", "mean", "defined"]


def run_comparison(
    settings: CompareSettings,
    folder: Path | None = None,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    experiment: Experiment | None = None,
    is_lazy: bool = False,
) -> Comparison:
    """Run a comparison and leave a run folder with data and summary, but without a manifest yet.

    Call `finish` once everything else has been written to the folder. Interrupted, it leaves whole blocks
    only; called again with the same settings and folder, or with more draws or years, it runs what is missing
    and gives the same data.
    is_lazy: sum up only what is asked of the summary, for who reads it cell by cell.
    """
    experiment = experiment or prepare(settings)
    check_workers(threads(workers))
    manifest = manifest_of(experiment)
    folder = folder or default_folder(manifest)
    claim_folder(folder, manifest)
    for mix in experiment.mixes.values():
        if mix.id not in list_mixes():  # the user's own: kept whole, so that the run can be made again
            write_text(own_mix(folder, mix.id), mix.as_yaml())
    mixes = list(experiment.mixes)
    years = list(range(settings.first_year, settings.last_year + 1))
    ranges = blocks_of(settings.draws)

    def finish_block(block: int, tables: dict[int, Any], failed: dict[int, str]) -> None:
        check_still_ours(folder)
        files: dict[str, str] = {}
        if failed:  # before the block, so that a resumed run remembers
            rows_failed = [{"draw": d, "stage": "run", "failure": text} for d, text in failed.items()]
            path = folder / "failed" / f"{block:05d}.json"
            write_json(path, rows_failed)
            files[path.relative_to(folder).as_posix()] = file_hash(path)
        else:
            (folder / "failed" / f"{block:05d}.json").unlink(missing_ok=True)  # of fewer draws or years
        blank = np.full((len(mixes), len(years), len(GROUPS), len(INDICATORS)), np.nan)
        complete = {draw: tables.get(draw, blank) for draw in ranges[block]}
        for position, mix in enumerate(mixes):
            path = block_path(folder, mix, block)
            files[path.relative_to(folder).as_posix()] = write_block(path, block_table(mix, complete, position, years))
        note_block(folder, block, files, draws=len(ranges[block]), years=years_of(manifest))

    kept = blocks_kept(folder, settings.draws, years_of(manifest))
    if progress and kept:
        progress(sum(len(ranges[block]) for block in kept))
    missing = [block for block in range(len(ranges)) if block not in kept]
    run_blocks(experiment, missing, finish_block, workers, progress)
    check_still_ours(folder)
    if blocks_kept(folder, settings.draws, years_of(manifest)) != list(range(len(ranges))):
        raise InputProblem(
            "{file}: {name} went or changed while the run was made; give the same command again",
            file=folder,
            name="data/",
        )
    failures = [row for path in sorted(folder.glob("failed/*.json")) for row in json.loads(path.read_text("utf-8"))]
    _write_status(folder, settings.draws, failures)
    write_dates(folder, experiment)
    every = np.ones(settings.draws, bool)
    lazy = DrawsSummary(folder, mixes, years, len(years), every) if is_lazy else None
    return _summed_up(folder, manifest, failures, lazy)


def _write_status(folder: Path, draws: int, failures: list[dict[str, Any]]) -> None:
    """`runs.csv`: a row per draw with its status; a failed draw is data, not an exception."""
    by_draw = {failure["draw"]: failure for failure in failures}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["draw", "replication", "status", "stage", "failure"])
    for draw in range(draws):
        failed = by_draw.get(draw)
        writer.writerow(
            [
                draw,
                draw,
                "failed" if failed else "done",
                *([failed["stage"], failed["failure"]] if failed else ["", ""]),
            ]
        )
    write_text(folder / "runs.csv", text.getvalue())


def _summed_up(
    folder: Path,
    manifest: dict[str, Any],
    failures: list[dict[str, Any]],
    summary: Summary | DrawsSummary | None = None,
) -> Comparison:
    settings = manifest["settings"]
    mixes, years = list(settings["mixes"]), list(range(settings["first_year"], settings["last_year"] + 1))
    summary = summary or summarise(folder, mixes, years, settings["draws"])
    return Comparison(folder, manifest, summary, failures)


def write_summary(comparison: Comparison) -> None:
    """`summary.csv`: levels and paired differences with ranges, tidy; `probabilities.csv`: chances of being higher."""
    levels = comparison.summary.levels.assign(kind="level")
    differences = comparison.summary.differences.assign(kind="difference")
    frame = levels if differences.empty else pd.concat([levels, differences], ignore_index=True)
    write_text(comparison.folder / SUMMARY, frame[["kind", *CELLS]].to_csv(index=False, lineterminator="\n"))
    chances = comparison.summary.probabilities
    write_text(comparison.folder / PROBABILITIES, chances.to_csv(index=False, lineterminator="\n"))


def _stored_summary(folder: Path, manifest: dict[str, Any]) -> Summary | None:
    """What `write_summary` wrote, to the last digit; None for a run of an older version, which is summed up again."""
    if not ((folder / SUMMARY).is_file() and (folder / PROBABILITIES).is_file()):
        return None
    settings = manifest["settings"]
    frame, chances = (pd.read_csv(folder / name) for name in (SUMMARY, PROBABILITIES))
    levels, differences = (frame[frame.kind == kind][CELLS].reset_index(drop=True) for kind in ("level", "difference"))
    years = list(range(settings["first_year"], settings["last_year"] + 1))
    return Summary(levels, differences, chances, settings["mixes"][0], years)


def finish(comparison: Comparison) -> None:
    """Write the manifest, with the hash of every file, last; the folder is a finished run from now on."""
    close(comparison.folder, comparison.manifest)


def load_comparison(folder: Path) -> Comparison:
    """Read a finished run folder. Raises InputProblem when it is not one, or damaged."""
    content = deciding(finished(folder))
    with readable(folder):
        with (folder / "runs.csv").open(encoding="utf-8", newline="") as stream:
            failures = [dict(row) for row in csv.DictReader(stream) if row["status"] == "failed"]
        return _summed_up(folder, content, failures, _stored_summary(folder, content))


def own_mix(folder: Path, mix: str) -> Path:
    """Where a run folder keeps a mix of the user's own."""
    return folder / "mixes" / f"{mix}.yaml"


def mix_of(comparison: Comparison, mix: str) -> Mix:
    """One mix of a comparison as a mix again. Raises InputProblem when a mix of the user's own is gone."""
    return load_mix(mix if mix in list_mixes() else own_mix(comparison.folder, mix))


def mixes_of(comparison: Comparison) -> dict[str, Mix]:
    """Every mix compared by its id, in order. Raises InputProblem when a mix of the user's own is gone."""
    return {mix: mix_of(comparison, mix) for mix in comparison.mixes}


def settings_of(manifest: dict[str, Any], folder: Path) -> CompareSettings:
    """The settings that the manifest of a run folder holds; the user's own mixes are read from the folder."""
    given: dict[str, Any] = dict(manifest["settings"])
    known = list_mixes()
    baseline, *others = (m if m in known else str(own_mix(folder, m)) for m in given.pop("mixes"))
    given.pop("baseline")
    return CompareSettings(mixes=tuple(others), baseline=baseline, **given)
