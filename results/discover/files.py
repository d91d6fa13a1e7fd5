"""The run folder of a scenario discovery: cases, boxes, limits, figures, and the manifest that closes it."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.discover.box import Box, Limit
from experiments.discover.run import Discovery, discover_manifest
from experiments.files import write_text
from experiments.frames import plain
from experiments.run_folder import close_folder, open_folder
from results.discover.words import limit_text


def limit_json(limit: Limit) -> dict[str, Any]:
    """A limit as plain values."""
    return {
        "condition": limit.name,
        "side": limit.side,
        "value": None if limit.side == "in" else limit.value,
        "among": list(limit.among) or None,
    }


def _box_json(box: Box) -> dict[str, Any]:
    return {
        "coverage": plain(box.coverage),
        "density": plain(box.density),
        "elsewhere": plain(box.elsewhere),
        "cases": box.cases,
        "failing": box.failing,
        "limits": [limit_json(limit) for limit in box.limits],
    }


def discover_json(found: Discovery, lang: str) -> dict[str, Any]:
    """What `--json` prints: format 1; `text` of a limit is in the language."""
    settings = found.settings
    own = {(limit.name, limit.side) for limit in found.box.limits}
    limits = [
        limit_json(limit)
        | {
            "text": limit_text(limit, found, lang),
            "quasi_p": plain(found.quasi_p[limit]),
            "returns": plain(found.returns(limit.name, limit.side)),
            "range": None if limit.side == "in" else found.value_range(limit.name, limit.side),
        }
        for limit in found.box.limits
    ]
    return {
        "format": 1,
        "mix": found.mix,
        "failing_when": asdict(found.failing_when),
        "future": settings.future,
        "draws": settings.draws,
        "seed": settings.seed,
        "parameters": settings.drawn_from,
        **settings.own_rules,
        "cases": len(found.fails),
        "failing": int(found.fails.sum()),
        "density_asked": found.density,
        "density_reached": found.reached,
        "box": _box_json(found.box) | {"limits": limits},
        "left_out": {what: found.left_out_range(what) for what in ("coverage", "density")},
        "halves": len(found.halves),
        "other_conditions": [
            {"condition": name, "side": side, "returns": share}
            for (name, side), share in found.all_returns().items()
            if (name, side) not in own
        ],
        "boxes": [_box_json(box) for box in found.boxes],
        "failures": [{"draw": draw, "failure": reason} for draw, reason in sorted(found.failures.items())],
    }


def write_discovery(
    found: Discovery, folder: Path | None, lang: str, figures: bool, progress: Callable[[str], None]
) -> Discovery:
    """Write the folder (new, empty, or by default `runs/<time>-<hash>`); what was found with its folder.

    Raises InputProblem when the disk does not allow it.
    """
    manifest = discover_manifest(
        found.settings, found.settings.mixes[0], found.failing_when, found.kinds, found.shocks, found.density
    )
    place = open_folder(manifest, folder)
    if figures:
        from results.discover.figure import discover_pictures  # noqa: PLC0415 - matplotlib takes a second
        from results.figures import write_figure  # noqa: PLC0415

        for picture in discover_pictures(found, lang):
            progress(f"figures/{picture.name}")
            write_figure(place / "figures", picture)
            write_text(place / "figures" / f"{picture.name}.txt", f"{picture.title}\n\n{picture.description}\n")
    progress("result.json")
    cases = found.x.assign(value=found.values, fails=found.fails)
    boxes = pd.DataFrame(
        [
            {
                "box": n,
                "coverage": b.coverage,
                "density": b.density,
                "cases": b.cases,
                "failing": b.failing,
                "limits": len(b.limits),
            }
            for n, b in enumerate(found.boxes)
        ]
    )
    close_folder(place, manifest, discover_json(found, lang), {"cases": cases, "boxes": boxes})
    return replace(found, folder=place)
