"""A run folder held against its hashes, and a part of it computed again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from experiments.compare import settings_of
from experiments.manifest import file_hash, manifest_of, read_manifest
from experiments.prepare import Experiment, prepare
from experiments.run_folder import Finding
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

    Returns what is wrong; empty when all holds. Raises InputProblem when the folder is not a finished run,
    or was made by code that behaves differently.
    """
    manifest = read_manifest(folder)
    findings = [
        Finding(name, "missing" if not (folder / name).is_file() else "changed")
        for name, digest in manifest.get("files", {}).items()
        if not (folder / name).is_file() or file_hash(folder / name) != digest
    ]
    if not can_recompute(manifest):
        return findings
    if manifest.get("kind") == "sweep":
        from experiments.sweep.verify import recomputed  # noqa: PLC0415

        return findings + recomputed(folder, manifest, everything, progress)
    experiment = prepare(settings_of(manifest, folder))
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
    for block in chosen:
        findings += _recomputed(folder, experiment, block, ranges[block], progress)
    return findings


def _recomputed(
    folder: Path, experiment: Experiment, block: int, draws: range, progress: Callable[[int], None] | None
) -> list[Finding]:
    years = list(range(experiment.settings.first_year, experiment.settings.last_year + 1))
    tables: dict[int, Any] = {}
    for draw in draws:
        tables[draw] = run_draw(experiment, draw)
        if progress:
            progress(1)
    findings: list[Finding] = []
    for position, mix in enumerate(experiment.mixes):
        path = block_path(folder, mix, block)
        try:
            stored = pq.read_table(path)
        except (OSError, ValueError):
            continue  # said already: missing or changed
        if not stored.equals(block_table(mix, tables, position, years)):
            findings.append(Finding(path.relative_to(folder).as_posix(), "recomputed differently"))
    return findings
