"""The run folder of a robustness analysis: result, tables, figures, and the manifest that closes it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.files import write_text
from experiments.frames import records
from experiments.robustness.run import Robustness, robustness_manifest
from experiments.run_folder import close_folder, open_folder


def robustness_json(result: Robustness) -> dict[str, Any]:
    """What `--json` prints: format 1, every table but the single cases."""
    settings = result.settings
    return {
        "format": 1,
        "baseline": result.mixes[0],
        "mixes": list(result.mixes),
        "future": settings.future,
        "draws": settings.draws,
        "seed": settings.seed,
        "parameters": settings.drawn_from,
        **settings.own_rules,
        "year": result.question.year,
        "cases": result.cases,
        "world_settings": [
            {"name": w.name, "kind": w.kind, "future": w.future, "variants": dict(w.variants)} for w in result.worlds
        ],
        "objectives": {
            name: {
                "indicator": o.indicator,
                "group": o.group,
                "years": list(o.years(result.question.year)),
                "direction": o.direction,
                "goal": o.goal_level,
            }
            for name, o in result.question.objectives.items()
        },
        "weights": dict(result.question.weights) or None,
        **{name: records(frame) for name, frame in result.frames.items() if name != "cases"},
        "failures": list(result.failures),
    }


def write_robustness(
    result: Robustness, folder: Path | None, lang: str, figures: bool, progress: Callable[[str], None]
) -> Robustness:
    """Write the folder (new, empty, or by default `runs/<time>-<hash>`); the result with its folder.

    Raises InputProblem when the disk does not allow it.
    """
    manifest = robustness_manifest(result.settings, result.question)
    place = open_folder(manifest, folder)
    if figures:
        from results.robustness.figure import robustness_pictures  # noqa: PLC0415 - matplotlib takes a second

        write_pictures(place, robustness_pictures(result, lang), progress)
    progress("result.json")
    close_folder(place, manifest, robustness_json(result), result.frames)
    return replace(result, folder=place)


def write_pictures(place: Path, pictures: list[Any], progress: Callable[[str], None]) -> None:
    """Figures as SVG and PNG, each with its description as text."""
    from results.figures import write_figure  # noqa: PLC0415 - matplotlib takes a second

    for picture in pictures:
        progress(f"figures/{picture.name}")
        write_figure(place / "figures", picture)
        write_text(place / "figures" / f"{picture.name}.txt", f"{picture.title}\n\n{picture.description}\n")
