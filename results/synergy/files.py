"""The run folder of a synergy analysis: result as JSON, tables as CSV, figures, and the manifest that closes it."""

from collections.abc import Callable
from pathlib import Path

from experiments.files import write_text
from experiments.run_folder import close_folder, open_folder
from experiments.synergy.frames import elements_frame
from experiments.synergy.run import Synergy
from results.synergy.form import synergy_json


def write_synergy(
    result: Synergy, folder: Path | None, lang: str, figures: bool = True, progress: Callable[[str], None] | None = None
) -> Path:
    """Write `result.json`, the CSV tables, `figures/` and the manifest last; the folder.

    folder: new or empty; by default `runs/<UTC time>-<hash>`. `progress` is called with the name of each file
    before it is made. Raises InputProblem when the disk does not allow it.
    """
    manifest = result.settings.manifest()
    place = open_folder(manifest, folder)
    if figures:
        from results.figures import write_figure  # noqa: PLC0415
        from results.synergy.figure import synergy_pictures  # noqa: PLC0415 - matplotlib takes a second

        for picture in synergy_pictures(result, lang):
            if progress is not None:
                progress(f"figures/{picture.name}")
            write_figure(place / "figures", picture)
            write_text(place / "figures" / f"{picture.name}.txt", f"{picture.title}\n\n{picture.description}\n")
    if progress is not None:
        progress("manifest.json")
    tables = {
        "elements": elements_frame(result),
        "shares": result.shares,
        "interactions": result.interactions,
        "totals": result.totals,
        "costs": result.costs,
    }
    close_folder(place, manifest, synergy_json(result), tables)
    return place
