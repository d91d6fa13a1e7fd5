"""A run folder: claimed first, closed last.

Holds `manifest.json` (kind, settings, fingerprints, and the hash of every file), `result.json` and tidy CSV tables;
while it is being made `plan.json` and finished work in `kept/`, so that the same analysis can go on in it.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from experiments.files import reported_to_user, write_json, write_text
from experiments.frames import kinds_of
from experiments.manifest import file_hash, read_manifest
from simulation.problems import InputProblem

#: Present from the start until the manifest is written: what the folder is going to hold.
PLAN = "plan.json"


def default_folder(manifest: dict[str, Any]) -> Path:
    """`runs/<UTC time>-<hash8>`."""
    digest = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:8]
    return Path("runs") / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{digest}"


def claim_folder(folder: Path, manifest: dict[str, Any]) -> None:
    """Make the folder ours, or accept one that an interrupted run of the same manifest left behind."""
    with reported_to_user(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / PLAN).is_file():  # what a killed run was writing
            for left in folder.rglob(".writing-*"):
                left.unlink(missing_ok=True)
        content = [entry.name for entry in folder.iterdir()]
    if not content:
        write_json(folder / PLAN, manifest)
        return
    if PLAN not in content or read_manifest(folder, PLAN) != json.loads(json.dumps(manifest)):
        raise InputProblem(
            "{file}: the folder is not empty and does not hold an unfinished run with the same settings; choose "
            "another with --out",
            file=folder,
        )


@dataclass
class Finding:
    """One thing that `verify` found wrong: the file and what is the matter."""

    file: str
    problem: str


#: Where finished work is kept until the manifest is there (see `experiments.kept`).
KEPT = "kept"


def open_folder(manifest: Mapping[str, Any], folder: Path | None) -> Path:
    """Claim `folder`, or `runs/<UTC time>-<hash8>`: new, empty, or left unfinished by the same analysis.

    Raises InputProblem for any other folder.
    """
    place = folder or default_folder(dict(manifest))
    claim_folder(place, dict(manifest))
    return place


def close_folder(folder: Path, manifest: Mapping[str, Any], result: Any, tables: Mapping[str, Any]) -> None:
    """Write `result.json`, a CSV per table (frames), and the manifest with the hash of every file last.

    The manifest says which columns are text and which numbers (`tables`). What was kept on the way goes after that:
    a kill in between may not cost the work.
    """
    write_json(folder / "result.json", result)
    for name, frame in tables.items():
        write_text(folder / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n"))
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in (PLAN, "manifest.json", KEPT)
    )
    hashes = {path.relative_to(folder).as_posix(): file_hash(path) for path in files}
    kinds = {name: kinds_of(frame) for name, frame in tables.items()}
    write_json(folder / "manifest.json", dict(manifest) | {"files": hashes, "tables": kinds})
    (folder / PLAN).unlink(missing_ok=True)
    forget_kept(folder)


def forget_kept(folder: Path) -> None:
    """Remove what was kept on the way; what cannot be removed stays, and does no harm."""
    shutil.rmtree(folder / KEPT, ignore_errors=True)
