"""A run folder held against its hashes, and a part of it computed again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from experiments.compare import settings_of
from experiments.integrity import Finding, findings, finish_closing, manifest_in, readable
from experiments.manifest import manifest_of
from experiments.prepare import Experiment, prepare
from experiments.runner import blocks_of, run_draw
from experiments.store import block_path, block_table
from simulation.problems import InputProblem


def can_recompute(manifest: dict[str, Any]) -> bool:
    """Whether a run has blocks to compute again: a comparison by the shipped rules, or a sweep that says it all.

    Rules of a user's own are code, and code is never loaded because a run folder names it.
    """
    if manifest.get("kind") == "sweep":
        from experiments.sweep.verify import can_recompute as sweep_can  # noqa: PLC0415 - sweeps build on this module

        return sweep_can(manifest)
    return "mixes" in manifest["settings"] and "model" not in manifest["settings"]


def verify(folder: Path, everything: bool = False, progress: Callable[[int], None] | None = None) -> list[Finding]:
    """Check every file against its hash, and recompute one block of a comparison or sweep (or each) bit by bit.

    Returns what is wrong; empty when all holds. Nothing is computed where a file is wrong already. Raises InputProblem
    when the folder is not a finished run, or was made by code that behaves differently.
    """
    if wrong := findings(folder):
        return wrong
    manifest = manifest_in(folder)
    finish_closing(folder, manifest)
    return recomputed(folder, manifest, everything, progress) if can_recompute(manifest) else []


def recomputed(
    folder: Path, manifest: dict[str, Any], everything: bool, progress: Callable[[int], None] | None = None
) -> list[Finding]:
    """Blocks that come out differently. Raises InputProblem for a run of code that behaves differently."""
    if manifest.get("kind") == "sweep":
        from experiments.sweep.verify import recomputed as swept_again  # noqa: PLC0415

        return swept_again(folder, manifest, everything, progress)
    with readable(folder):
        settings = settings_of(manifest, folder)
    experiment = prepare(settings)
    now = json.loads(json.dumps(manifest_of(experiment)))
    different = [key for key in ("settings", "future") if now[key] != manifest.get(key)]
    old, new = manifest["fingerprints"], now["fingerprints"]
    changed = sorted(key for key in {*old, *new} if old.get(key) != new.get(key))
    different += [f"fingerprints ({', '.join(changed)})"] if changed else []
    if different:
        raise InputProblem(
            "{file}: cannot be recomputed: this version differs from the one that made it in {what}",
            file=folder,
            what=", ".join(different),
        )
    ranges = blocks_of(experiment.settings.draws)
    chosen = range(len(ranges)) if everything else [int(manifest["fingerprints"]["behaviour"], 16) % len(ranges)]
    return [found for block in chosen for found in _block_again(folder, experiment, block, ranges[block], progress)]


def _block_again(
    folder: Path, experiment: Experiment, block: int, draws: range, progress: Callable[[int], None] | None
) -> list[Finding]:
    years = list(range(experiment.settings.first_year, experiment.settings.last_year + 1))
    tables: dict[int, Any] = {}
    for draw in draws:
        tables[draw] = run_draw(experiment, draw)
        if progress:
            progress(1)
    different: list[Finding] = []
    for position, mix in enumerate(experiment.mixes):
        path = block_path(folder, mix, block)
        if not pq.read_table(path).equals(block_table(mix, tables, position, years)):
            different.append(Finding(path.relative_to(folder).as_posix(), "recomputed differently"))
    return different
