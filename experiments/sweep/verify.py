"""Blocks of a finished sweep computed again, byte by byte."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from experiments.files import file_hash
from experiments.integrity import Finding
from experiments.sweep.block import run_order
from experiments.sweep.folder import changes, parts, store, stored, sweep_manifest
from experiments.sweep.plan import Sweep
from experiments.sweep.plan_checks import check_plan
from scenarios.library import list_futures, list_mixes
from simulation.problems import InputProblem


def can_recompute(manifest: Mapping[str, Any]) -> bool:
    """Whether the folder says all that made the sweep.

    Not where the plan names files of the user's own (mixes, futures, a posterior), which the folder does not hold,
    where rules of the user's own made it (code is never loaded because a run folder names it), nor where it was
    forced on after inputs had changed.
    """
    plan: dict[str, Any] = manifest["settings"]["plan"]
    shipped = {*plan["mixes"], plan["baseline"]} <= {*list_mixes()} and {*plan["futures"]} <= {*list_futures()}
    own = "model" in manifest["settings"] or bool(plan["parameters"].get("posterior"))
    return shipped and not own and "forced" not in manifest


def sample(manifest: Mapping[str, Any], everything: bool) -> list[int]:
    """The blocks to compute again: each, or one that the manifest picks."""
    if everything:
        return list(range(manifest["blocks"]))
    return [int(manifest["fingerprints"]["behaviour"], 16) % manifest["blocks"]]


def runs_to_compute(folder: Path, manifest: Mapping[str, Any], everything: bool) -> int:
    """Number of runs in these blocks, for a progress bar."""
    if everything:
        return manifest["runs"]
    return sum(block["runs"] for n in sample(manifest, False) if (block := stored(folder, n)) is not None)


def recomputed(
    folder: Path, manifest: Mapping[str, Any], everything: bool, progress: Callable[[int], None] | None = None
) -> list[Finding]:
    """Files of blocks that come out differently from what was written down of them.

    Raises InputProblem when the sweep was made by code or data that behave differently.
    """
    plan = manifest["settings"]["plan"]
    sweep = Sweep(check_plan(plan, folder.name))
    different = changes(manifest, sweep_manifest(sweep))
    if different:
        raise InputProblem(
            "{file}: cannot be recomputed: this version differs from the one that made it in {what}",
            file=folder,
            what=", ".join(different),
        )
    findings: list[Finding] = []
    for number in sample(manifest, everything):
        with tempfile.TemporaryDirectory() as place:
            store(Path(place), run_order(sweep.order(number), progress=progress))
            findings += [
                Finding(name, "recomputed differently")
                for name in parts(number).values()
                if file_hash(Path(place) / name) != manifest["files"].get(name)
            ]
    return findings
