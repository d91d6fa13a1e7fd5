"""Results of other verbs in a report: from run folders that the user names, else from those that ship."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from experiments.compare import Comparison
from experiments.fingerprints import behaviour_fingerprint
from experiments.integrity import finished
from experiments.manifest import deciding
from experiments.robustness.result import RobustnessResult
from experiments.synergy.result import SynergyResult
from results.queries import baseline
from simulation.problems import InputProblem

#: Compact results that ship (`python -m results.reference` makes them).
REFERENCE = Path(__file__).parents[1] / "reference"
#: The result of each kind of analysis that a report takes.
RESULTS: dict[str, type[SynergyResult] | type[RobustnessResult]] = {
    "synergy": SynergyResult,
    "robustness": RobustnessResult,
}


@dataclass(frozen=True)
class ShownStudy[Result]:
    """An analysis that a report shows: its name (run folder), its manifest without files, and what was found."""

    run: str
    manifest: Mapping[str, Any]
    result: Result

    @property
    def mixes(self) -> dict[str, str]:
        """Fingerprints of its mixes, by id."""
        return dict(self.manifest["fingerprints"]["mixes"])


@dataclass(frozen=True)
class Studies:
    """Analyses given for a report; what is not given is looked for among the shipped ones.

    synergy: by id of the mix that was taken apart; robustness: of any mixes; with_shipped: whether shipped results
    may stand in.
    """

    synergy: Mapping[str, ShownStudy[SynergyResult]] = field(default_factory=dict[str, ShownStudy[SynergyResult]])
    robustness: ShownStudy[RobustnessResult] | None = None
    with_shipped: bool = True

    def synergy_of(self, comparison: Comparison, mix: str) -> ShownStudy[SynergyResult] | None:
        """What its elements do, against the baseline of this comparison; None where no study fits."""
        known = [self.synergy[mix]] if mix in self.synergy else []
        known += [s for s in self._shipped() if isinstance(s.result, SynergyResult) and s.result.mix == mix]
        return next(
            (s for s in known if s.result.baseline == baseline(comparison) and _fits(s, comparison, [mix])), None
        )

    def robustness_of(self, comparison: Comparison) -> ShownStudy[RobustnessResult] | None:
        """What holds in every world, for at least one mix beside the baseline; None where no study fits."""
        known = [self.robustness] if self.robustness else []
        known += [s for s in self._shipped() if isinstance(s.result, RobustnessResult)]
        return next((s for s in known if s.result.baseline == baseline(comparison) and covered(s, comparison)), None)

    def left_out(self, comparison: Comparison) -> list[str]:
        """Names of the runs that were given and do not fit this comparison."""
        fits = [self.synergy_of(comparison, mix) for mix in comparison.mixes]
        shown = {id(study) for study in [*fits, self.robustness_of(comparison)]}
        given = [*self.synergy.values(), *([self.robustness] if self.robustness else [])]
        return [study.run for study in given if id(study) not in shown]

    def _shipped(self) -> list[Any]:
        return list(shipped_studies()) if self.with_shipped else []


def covered(study: ShownStudy[RobustnessResult], comparison: Comparison) -> list[str]:
    """The mixes beside the baseline that a robustness study looked at as they are in this comparison."""
    rest = [mix for mix in comparison.mixes if mix in study.mixes and mix != baseline(comparison)]
    return [mix for mix in rest if _fits(study, comparison, [mix])]


def _fits(study: ShownStudy[Any], comparison: Comparison, mixes: Iterable[str]) -> bool:
    """Whether a study is of the same rules, draws, future and structure, and of the same content of these mixes."""
    made, here = study.manifest["fingerprints"], comparison.manifest["fingerprints"]
    same = all(made.get(part) == here.get(part) for part in ("behaviour", "parameters", "posterior", "future"))
    settings, own = study.manifest["settings"], comparison.manifest["settings"]
    same = same and all(settings[part] == own[part] for part in ("variants", "parameters")) and "model" not in own
    return same and all(
        made["mixes"].get(mix) == here["mixes"].get(mix) is not None for mix in (baseline(comparison), *mixes)
    )


def read_study(folder: Path) -> ShownStudy[SynergyResult] | ShownStudy[RobustnessResult]:
    """The analysis in a finished run folder. Raises InputProblem when it is none that a report takes."""
    manifest = finished(folder)
    kind = manifest.get("kind")
    if kind not in RESULTS:
        raise InputProblem(
            "{file}: a run of '{found}'; a report takes runs of: {allowed}",
            file=folder,
            found=kind,
            allowed=", ".join(RESULTS),
        )
    if "model" in manifest["settings"]:
        raise InputProblem("{file}: made with rules of a user's own, which a report does not take", file=folder)
    result: Any = RESULTS[kind].load(folder)
    return ShownStudy(folder.name, deciding(manifest), result)


def read_studies(paths: Iterable[Path]) -> Studies:
    """The analyses in finished run folders, of one kind or several; of two of the same mix the last one counts.

    Raises InputProblem for a folder that is no finished run of `synergy` or `robustness`, or that rules made which
    behave differently from those of this version.
    """
    synergy: dict[str, ShownStudy[SynergyResult]] = {}
    robustness: ShownStudy[RobustnessResult] | None = None
    for path in paths:
        study: Any = read_study(path)
        if study.manifest["fingerprints"]["behaviour"] != behaviour_fingerprint():
            raise InputProblem(
                "{file}: made by rules that behave differently from those of this version; run it again", file=path
            )
        if isinstance(study.result, RobustnessResult):
            robustness = study
        else:
            synergy[study.result.mix] = study
    return Studies(synergy, robustness)


@cache
def shipped_studies() -> tuple[ShownStudy[SynergyResult] | ShownStudy[RobustnessResult], ...]:
    """The studies that ship, as they were made; whether they fit is asked for each comparison.

    One that this version can no longer read is left out: a report without it says how to compute it.
    """
    found: list[ShownStudy[SynergyResult] | ShownStudy[RobustnessResult]] = []
    for path in sorted(REFERENCE.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        manifest = content["manifest"]
        try:
            result: Any = RESULTS[manifest["kind"]].read(content["result"], manifest, path)
        except InputProblem:
            continue
        found.append(ShownStudy(content["run"], manifest, result))
    return tuple(found)
