"""The run folder of a sensitivity analysis: result.json, indices.csv, figures, the manifest last."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from experiments.files import write_text
from experiments.manifest import analysis_manifest
from experiments.run_folder import close_folder, open_folder
from experiments.sensitivity.model import Model
from experiments.sensitivity.run import Asked, Sensitivity
from results.sensitivity.table import sensitivity_json


def sensitivity_manifest(asked: Asked, model: Model) -> dict[str, Any]:
    """All that decides the result."""
    own = {key: value for key, value in asdict(asked).items() if key != "settings"}
    return analysis_manifest("sensitivity", model.settings, model.mixes, own)


def write_sensitivity(
    result: Sensitivity, asked: Asked, folder: Path | None, lang: str, figures: bool, progress: Callable[[str], None]
) -> Sensitivity:
    """Write the folder (default `runs/<UTC time>-<hash>`); the result with its folder. Raises InputProblem."""
    manifest = sensitivity_manifest(asked, result.model)
    place = open_folder(manifest, folder)
    if figures:
        from results.figures import write_figure  # noqa: PLC0415
        from results.sensitivity.figure import sensitivity_pictures  # noqa: PLC0415 - matplotlib takes a second

        for picture in sensitivity_pictures(result, lang):
            progress(f"figures/{picture.name}")
            write_figure(place / "figures", picture)
            write_text(place / "figures" / f"{picture.name}.txt", f"{picture.title}\n\n{picture.description}\n")
    close_folder(place, manifest, sensitivity_json(result), {"indices": result.table})
    return replace(result, folder=place)
