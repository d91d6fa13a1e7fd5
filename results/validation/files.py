"""The run folder of a validation: table as JSON and CSV, figures, and the manifest that closes it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from calibration.evidence import evidence_fingerprint
from calibration.validation import files_of_signs
from calibration.validation_result import Validation
from experiments.files import file_hash, write_json, write_text
from experiments.fingerprints import behaviour_fingerprint, package_versions, parameters_fingerprint
from experiments.frames import kinds_of, read_frames
from experiments.integrity import close, finished, readable
from experiments.manifest import FORMAT
from experiments.run_folder import claim_folder, default_folder
from experiments.writing import writing
from results.validation.form import FORMAT as FORM
from results.validation.form import validation_json
from results.validation.reading import validation_from
from results.validation.tidy import validation_csv
from simulation.problems import InputProblem


def validation_manifest(validation: Validation) -> dict[str, Any]:
    """All that decides the result: equal manifests give equal files."""
    signs = [file_hash(path) for path in files_of_signs()]
    return {
        "format": FORMAT,
        "kind": "validate",
        "settings": {"draws": validation.draws, "seed": validation.seed, "firms": validation.firms},
        "seed": validation.seed,
        "fingerprints": {
            "behaviour": behaviour_fingerprint(),
            "parameters": parameters_fingerprint(),
            "evidence": evidence_fingerprint(),
            "posterior": validation.posterior,
            "signs": hashlib.sha256(json.dumps(signs).encode()).hexdigest(),
        },
        "packages": package_versions(),
    }


def write_validation(
    validation: Validation,
    folder: Path | None,
    lang: str,
    figures: bool = True,
    progress: Callable[[str], None] | None = None,
) -> Path:
    """Write `validation.json`, `validation.csv`, `draws.csv`, `figures/` and the manifest last; the folder.

    folder: new or empty; by default `runs/<UTC time>-<hash>`. `progress` is called with the name of each file
    before it is made. Raises InputProblem when the disk does not allow it.
    """
    tell = progress or _silent
    manifest = validation_manifest(validation)
    place = folder or default_folder(manifest)
    with writing(place):
        claim_folder(place, manifest)
        _write(validation, place, manifest, lang, figures, tell)
    return place


def _write(
    validation: Validation, place: Path, manifest: dict[str, Any], lang: str, figures: bool, tell: Callable[[str], None]
) -> None:
    content = validation_json(validation)
    tell("validation.json")
    write_json(place / "validation.json", content)
    write_text(place / "validation.csv", validation_csv(content))
    write_text(place / "draws.csv", validation.measured.to_csv(index=False, lineterminator="\n"))
    if figures:
        from results.figures import write_pictures  # noqa: PLC0415
        from results.validation.figure import validation_pictures  # noqa: PLC0415 - matplotlib takes a second

        write_pictures(place / "figures", validation_pictures(validation, lang), tell)
    tell("manifest.json")
    close(place, manifest | {"tables": {"draws": kinds_of(validation.measured)}})


def load_validation(folder: Path) -> Validation:
    """The validation in a finished run folder, in the terms of this version.

    Raises InputProblem when it is not there, damaged, or of a newer format.
    """
    finished(folder)
    with readable(folder):
        content = json.loads((folder / "validation.json").read_text(encoding="utf-8"))
        if content["format"] > FORM:
            raise InputProblem(
                "{file}: format {found} is newer than this version reads ({allowed})",
                file=folder,
                found=content["format"],
                allowed=FORM,
            )
        return replace(validation_from(content, read_frames(folder).get("draws")), folder=folder)


def _silent(name: str) -> None:
    """Nobody asked to be told."""
