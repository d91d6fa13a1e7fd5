"""Results of other verbs in a report: from run folders that the user names, else from those that ship."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from experiments.compare import Comparison
from experiments.fingerprints import behaviour_fingerprint
from experiments.robustness.run import Robustness
from experiments.synergy.result import SynergyResult
from results.queries import baseline
from results.report.study_files import Study, read_study, study_from
from simulation.problems import InputProblem

#: Compact results that ship (`python -m results.reference` makes them).
REFERENCE = Path(__file__).parents[1] / "reference"


@dataclass(frozen=True)
class Studies:
    """Analyses given for a report; what is not given is looked for among the shipped ones.

    synergy: by id of the mix that was taken apart; robustness: of any mixes; with_shipped: whether shipped results
    may stand in.
    """

    synergy: Mapping[str, Study[SynergyResult]] = field(default_factory=dict[str, Study[SynergyResult]])
    robustness: Study[Robustness] | None = None
    with_shipped: bool = True

    def synergy_of(self, comparison: Comparison, mix: str) -> Study[SynergyResult] | None:
        """What its elements do, against the baseline of this comparison; None where no study fits."""
        known = [self.synergy[mix]] if mix in self.synergy else []
        known += [s for s in self._shipped() if isinstance(s.result, SynergyResult) and s.result.mix == mix]
        return next(
            (s for s in known if s.result.baseline == baseline(comparison) and _fits(s, comparison, [mix])), None
        )

    def robustness_of(self, comparison: Comparison) -> Study[Robustness] | None:
        """What holds in every world, for at least one mix beside the baseline; None where no study fits."""
        known = [self.robustness] if self.robustness else []
        known += [s for s in self._shipped() if isinstance(s.result, Robustness)]
        return next((s for s in known if s.result.mixes[0] == baseline(comparison) and covered(s, comparison)), None)

    def left_out(self, comparison: Comparison) -> list[str]:
        """Names of the runs that were given and do not fit this comparison."""
        fits = [self.synergy_of(comparison, mix) for mix in comparison.mixes]
        shown = {id(study) for study in [*fits, self.robustness_of(comparison)]}
        given = [*self.synergy.values(), *([self.robustness] if self.robustness else [])]
        return [study.run for study in given if id(study) not in shown]

    def _shipped(self) -> list[Any]:
        return list(shipped_studies()) if self.with_shipped else []


def covered(study: Study[Robustness], comparison: Comparison) -> list[str]:
    """The mixes beside the baseline that a robustness study looked at as they are in this comparison."""
    rest = [mix for mix in comparison.mixes if mix in study.mixes and mix != baseline(comparison)]
    return [mix for mix in rest if _fits(study, comparison, [mix])]


def _fits(study: Study[Any], comparison: Comparison, mixes: Iterable[str]) -> bool:
    """Whether a study is of the same rules, draws, future and structure, and of the same content of these mixes."""
    made, here = study.manifest["fingerprints"], comparison.manifest["fingerprints"]
    same = all(made.get(part) == here.get(part) for part in ("behaviour", "parameters", "posterior", "future"))
    settings, own = study.manifest["settings"], comparison.manifest["settings"]
    same = same and all(settings[part] == own[part] for part in ("variants", "parameters")) and "model" not in own
    return same and all(
        made["mixes"].get(mix) == here["mixes"].get(mix) is not None for mix in (baseline(comparison), *mixes)
    )


def read_studies(paths: Iterable[Path]) -> Studies:
    """The analyses in finished run folders, of one kind or several; of two of the same mix the last one counts.

    Raises InputProblem for a folder that is no finished run of `synergy` or `robustness`, or that rules made which
    behave differently from those of this version.
    """
    synergy: dict[str, Study[SynergyResult]] = {}
    robustness: Study[Robustness] | None = None
    for path in paths:
        study: Any = read_study(path)
        if study.manifest["fingerprints"]["behaviour"] != behaviour_fingerprint():
            raise InputProblem(
                "{file}: made by rules that behave differently from those of this version; run it again", file=path
            )
        if isinstance(study.result, Robustness):
            robustness = study
        else:
            synergy[study.result.mix] = study
    return Studies(synergy, robustness)


@cache
def shipped_studies() -> tuple[Study[SynergyResult] | Study[Robustness], ...]:
    """The studies that ship, as they were made; whether they fit is asked for each comparison.

    One that this version can no longer read is left out: a report without it says how to compute it.
    """
    found: list[Study[SynergyResult] | Study[Robustness]] = []
    for path in sorted(REFERENCE.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        try:
            found.append(study_from(content["run"], content["manifest"], content["result"]))
        except (ValueError, KeyError, TypeError, InputProblem):
            continue
    return tuple(found)
