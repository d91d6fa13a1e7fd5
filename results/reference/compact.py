"""From finished run folders to the compact results that ship: what a report shows, in as many digits as it needs."""

import json
from pathlib import Path
from typing import Any

from experiments.files import write_text
from experiments.synergy.result import SynergyResult
from results.queries import HEADLINE
from results.report.studies import read_study

FOLDER = Path(__file__).parent
#: Significant digits that are kept: a report shows two or three.
DIGITS = 5
#: What is worked out again when the file is read, or is not shown.
_LEFT_OUT = ("worlds", "packages", "files")


def write_reference(run: Path, folder: Path | None = None) -> Path:
    """Write the compact result of a run of synergy or robustness; its path.

    folder: that of the shipped results by default. Raises InputProblem when `run` is none that a report takes.
    """
    study = read_study(run)
    manifest = {key: value for key, value in study.manifest.items() if key not in _LEFT_OUT}
    if isinstance(study.result, SynergyResult):
        name, content = f"synergy-{study.result.mix}", study.result.content()
        for indicator in content["indicators"].values():
            indicator["groups"] = {HEADLINE: indicator["groups"][HEADLINE]}
    else:
        name, content = "robustness", study.result.content() | {"worlds": []}
    text = json.dumps(
        {"format": 1, "run": run.name, "manifest": manifest, "result": _compact(content)},
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
    path = (folder or FOLDER) / f"{name}.json"
    write_text(path, text.replace('},{"', '},\n{"') + "\n")
    return path


def _compact(value: Any) -> Any:
    """The same with DIGITS significant digits in numbers."""
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, list):
        items: list[Any] = value
        return [_compact(item) for item in items]
    if isinstance(value, dict):
        pairs: dict[str, Any] = value
        return {key: _compact(item) for key, item in pairs.items()}
    return value
