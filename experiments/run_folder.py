"""A run folder: claimed first, closed last.

Holds `manifest.json` (kind, settings, fingerprints, and the hash of every file), `result.json` and tidy CSV tables;
while it is being made `plan.json` and finished work in `kept/`, so that the same analysis can go on in it. Whether it
is as it was written is asked in `experiments.integrity`.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from experiments.files import reported_to_user, write_json, write_text
from experiments.frames import kinds_of
from experiments.integrity import PLAN, check_files, close, forget_unfinished
from experiments.manifest import MANIFEST, deciding, read_manifest
from experiments.seal import write_sealed
from experiments.writing import names_in
from simulation.problems import InputProblem


def default_folder(manifest: dict[str, Any]) -> Path:
    """`runs/<UTC time>-<hash8>`."""
    digest = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:8]
    return Path("runs") / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{digest}"


def claim_folder(folder: Path, manifest: dict[str, Any]) -> None:
    """Make the folder ours, or accept one that an interrupted run of the same manifest left behind."""
    with reported_to_user(folder):
        folder.mkdir(parents=True, exist_ok=True)
    content = names_in(folder)
    if not content:
        write_sealed(folder / PLAN, manifest)
        return
    if PLAN not in content or deciding(read_manifest(folder, PLAN)) != json.loads(json.dumps(manifest)):
        raise InputProblem(
            "{file}: the folder is not empty and does not hold an unfinished run with the same settings; choose "
            "another with --out",
            file=folder,
        )
    if (folder / MANIFEST).is_file():
        check_files(folder)
    forget_unfinished(folder)
    with reported_to_user(folder):
        (folder / MANIFEST).unlink(missing_ok=True)  # it is written anew


def close_folder(folder: Path, manifest: Mapping[str, Any], result: Any, tables: Mapping[str, Any]) -> None:
    """Write `result.json`, a CSV per table (frames), and the manifest with the hash of every file last.

    The manifest says which columns are text and which numbers (`tables`).
    """
    write_json(folder / "result.json", result)
    for name, frame in tables.items():
        write_text(folder / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n"))
    close(folder, dict(manifest) | {"tables": {name: kinds_of(frame) for name, frame in tables.items()}})
