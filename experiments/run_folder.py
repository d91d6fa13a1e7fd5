"""A run folder: claimed first, closed last.

Holds `manifest.json` (kind, settings, fingerprints, and the hash of every file), `result.json` and tidy CSV tables;
while it is being made `plan.json`. Finished work is in `kept/`, so that the same analysis can go on in it, or a larger
one of the same (`experiments.growing`). Whether it is as it was written is asked in `experiments.integrity`.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from experiments.files import reported_to_user, write_json, write_text
from experiments.frames import kinds_of
from experiments.growing import has_grown
from experiments.integrity import PLAN, can_grow, check_files, close, forget_result, forget_unfinished, is_study
from experiments.manifest import MANIFEST, deciding, read_manifest
from experiments.seal import write_sealed
from experiments.writing import names_in
from simulation.problems import InputProblem


def run_hash(manifest: Mapping[str, Any]) -> str:
    """Eight hexadecimal digits of all that decides a result: the same before and after there are results."""
    return hashlib.sha256(json.dumps(deciding(manifest), sort_keys=True).encode()).hexdigest()[:8]


def default_folder(manifest: dict[str, Any]) -> Path:
    """`runs/<UTC time>-<hash8>`."""
    return Path("runs") / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{run_hash(manifest)}"


def claim_folder(folder: Path, manifest: dict[str, Any]) -> None:
    """Make the folder ours, or accept one that holds a run of the same manifest, or of less of the same.

    An unfinished run goes on; a finished one grows. A comparison is none until its new draws are there; the result of a
    study stays until `make_room`, since a study of more may still be refused. Raises InputProblem for any other folder.
    """
    with reported_to_user(folder):
        folder.mkdir(parents=True, exist_ok=True)
    held = check_claim(folder, manifest)
    if not held:
        write_sealed(folder / PLAN, manifest)
        return
    asked = json.loads(json.dumps(manifest))
    forget_unfinished(folder)
    if can_grow(asked) and has_grown(held[0], asked):
        write_sealed(folder / PLAN, manifest)
    if not (is_study(asked) and held[-1] != asked):  # the manifest is written anew
        make_room(folder)


def check_claim(folder: Path, manifest: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the folder's plan and manifest say, nothing for one that is new or empty; nothing is changed in it.

    Raises InputProblem for a folder that `claim_folder` would refuse.
    """
    content = names_in(folder)
    if not content:
        return []
    asked = json.loads(json.dumps(manifest))
    held = [deciding(read_manifest(folder, name)) for name in (PLAN, MANIFEST) if name in content]
    grown = can_grow(asked) and bool(held) and has_grown(held[0], asked)
    if not grown and (PLAN not in content or held[0] != asked):
        raise InputProblem(
            "{file}: the folder is not empty and holds no run that this one goes on with: an unfinished one with the "
            "same settings, or one of fewer draws, evaluations or years of the same; choose another with --out",
            file=folder,
        )
    if MANIFEST in content:
        check_files(folder)
    return held


def make_room(folder: Path) -> None:
    """Remove the result that stands there, so that nothing of it is left beside the one that is going to be written."""
    if (folder / MANIFEST).is_file():
        forget_result(folder)


def close_folder(folder: Path, manifest: Mapping[str, Any], result: Any, tables: Mapping[str, Any]) -> None:
    """Write `result.json`, a CSV per table (frames), and the manifest with the hash of every file last.

    The manifest says which columns are text and which numbers (`tables`).
    """
    write_json(folder / "result.json", result)
    for name, frame in tables.items():
        write_text(folder / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n"))
    close(folder, dict(manifest) | {"tables": {name: kinds_of(frame) for name, frame in tables.items()}})
