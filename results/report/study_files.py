"""A synergy or robustness analysis read back from its manifest and result, so that its words and figures work again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.manifest import read_manifest
from experiments.objectives import Objective
from experiments.robustness.question import Question
from experiments.robustness.run import Robustness
from experiments.robustness.worlds import Shock, worlds_for
from experiments.settings import CompareSettings
from experiments.synergy.result import SynergyResult
from simulation.problems import InputProblem

#: Kinds of analysis that a report takes.
KINDS = ("synergy", "robustness")


@dataclass(frozen=True)
class Study[Result]:
    """An analysis that a report shows: its name (run folder), its manifest without files, and what was found."""

    run: str
    manifest: Mapping[str, Any]
    result: Result

    @property
    def mixes(self) -> dict[str, str]:
        """Fingerprints of its mixes, by id."""
        return dict(self.manifest["fingerprints"]["mixes"])


def read_study(folder: Path) -> Study[SynergyResult] | Study[Robustness]:
    """The analysis in a finished run folder. Raises InputProblem when it is none that a report takes."""
    manifest = read_manifest(folder)
    kind = manifest.get("kind")
    if kind not in KINDS:
        raise InputProblem(
            "{file}: a run of '{found}'; a report takes runs of: {allowed}",
            file=folder,
            found=kind,
            allowed=", ".join(KINDS),
        )
    if "model" in manifest["settings"]:
        raise InputProblem("{file}: made with rules of a user's own, which a report does not take", file=folder)
    try:
        content = json.loads((folder / "result.json").read_text(encoding="utf-8"))
        return study_from(folder.name, {k: v for k, v in manifest.items() if k != "files"}, content)
    except (OSError, ValueError, KeyError, TypeError, StopIteration) as error:
        raise InputProblem("{file}: the run folder is damaged; 'smartmix verify' tells where", file=folder) from error


def study_from(
    run: str, manifest: Mapping[str, Any], content: Mapping[str, Any]
) -> Study[SynergyResult] | Study[Robustness]:
    """The analysis that a manifest and a result (as `--json` prints it) describe."""
    if manifest["kind"] == "synergy":
        return Study(run, manifest, SynergyResult.read(content, manifest, Path(run)))
    return Study(run, manifest, _robustness(manifest, content))


def _compare_settings(manifest: Mapping[str, Any], mixes: tuple[str, ...], baseline: str) -> CompareSettings:
    own = {key: value for key, value in manifest["settings"].items() if key != "asked"}
    return CompareSettings(mixes=mixes, baseline=baseline, **own)


def _robustness(manifest: Mapping[str, Any], content: Mapping[str, Any]) -> Robustness:
    asked, (first, *rest) = manifest["settings"]["asked"], content["mixes"]
    settings = _compare_settings(manifest, tuple(rest), first)
    objectives = {name: Objective.model_validate(given) for name, given in asked["objectives"].items()}
    shocks = {name: Shock.model_validate(given) for name, given in asked["shocks"].items()}
    question = Question(objectives, asked["year"], tuple(asked["worlds"]), shocks, asked["weights"])
    worlds = tuple(worlds_for(settings, question.kinds, shocks))
    if content["cases"] != settings.draws * len(worlds):
        raise ValueError("other worlds than this version has")
    frames = {name: _frame(content[name]) for name in ("levels", "regret", "goals", "pairs", "pareto")}
    values = np.full((settings.draws, len(worlds), len(content["mixes"]), len(objectives)), np.nan)
    return Robustness(settings, question, tuple(content["mixes"]), worlds, values, frames, tuple(content["failures"]))


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """A table again; null, which JSON has for undefined, as NaN."""
    plain = [{key: np.nan if value is None else value for key, value in row.items()} for row in rows]
    return pd.DataFrame(plain) if plain else pd.DataFrame(columns=["mix", "objective"])
