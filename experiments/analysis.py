"""The run folder of an analysis (sensitivity, synergy, robustness and so on): claimed first, closed last.

Holds `manifest.json` (kind, settings, fingerprints, and the hash of every file), `result.json` and tidy CSV
tables; while it is being made `plan.json` and finished work in `kept/`, so that the same analysis can go on in it.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from experiments.compare import PLAN, claim_folder, default_folder
from experiments.files import write_json, write_text
from experiments.fingerprints import (
    behaviour_fingerprint,
    package_versions,
    parameters_fingerprint,
    population_fingerprint,
)
from experiments.manifest import FORMAT, file_hash
from experiments.posterior import folder_of, load_posterior
from experiments.settings import CompareSettings
from scenarios.library import fingerprint, load_future
from scenarios.mix_format import Mix

#: Where finished work is kept until the manifest is there (see `experiments.kept`).
KEPT = "kept"


def analysis_manifest(
    kind: str, settings: CompareSettings, mixes: Iterable[Mix], asked: Mapping[str, Any]
) -> dict[str, Any]:
    """All that decides the result of an analysis: equal manifests give equal files.

    kind: the verb; asked: what this analysis was asked beyond the settings (plain values).
    """
    posterior = {} if settings.prior else {"posterior": load_posterior(folder_of(settings.posterior)).fingerprint}
    own = {key: value for key, value in settings.as_dict().items() if key not in ("mixes", "baseline")}
    return {
        "format": FORMAT, "kind": kind, "settings": own | {"asked": dict(asked)}, "seed": settings.seed,
        "future": load_future(settings.future).id,
        "fingerprints": {
            "behaviour": behaviour_fingerprint(), "parameters": parameters_fingerprint(),
            "population": population_fingerprint(), "future": fingerprint(load_future(settings.future)),
            "mixes": {mix.id: fingerprint(mix) for mix in mixes}, **posterior,
        },
        "packages": package_versions(),
    }  # fmt: skip


def open_folder(manifest: Mapping[str, Any], folder: Path | None) -> Path:
    """Claim `folder`, or `runs/<UTC time>-<hash8>`: new, empty, or left unfinished by the same analysis.

    Raises InputProblem for any other folder.
    """
    place = folder or default_folder(dict(manifest))
    claim_folder(place, dict(manifest))
    return place


def close_folder(folder: Path, manifest: Mapping[str, Any], result: Any, tables: Mapping[str, Any]) -> None:
    """Write `result.json`, a CSV per table (frames), and the manifest with the hash of every file last.

    What was kept on the way goes after that: a kill in between may not cost the work.
    """
    write_json(folder / "result.json", result)
    for name, frame in tables.items():
        write_text(folder / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n"))
    files = sorted(
        path for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in (PLAN, "manifest.json", KEPT)
    )  # fmt: skip
    hashes = {path.relative_to(folder).as_posix(): file_hash(path) for path in files}
    write_json(folder / "manifest.json", dict(manifest) | {"files": hashes})
    (folder / PLAN).unlink(missing_ok=True)
    forget_kept(folder)


def forget_kept(folder: Path) -> None:
    """Remove what was kept on the way; what cannot be removed stays, and does no harm."""
    shutil.rmtree(folder / KEPT, ignore_errors=True)


def content_id(content: Mapping[str, Any]) -> str:
    """A collision-free name for what decides a run: sha256 (20 hexadecimal digits) of its canonical JSON."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:20]
