"""Results of larger studies that ship with the program, where they fit what is on screen exactly."""

from typing import Any

from experiments.manifest import analysis_manifest
from experiments.robustness.result import RobustnessResult
from scenarios.library import load_mix
from smartmix.page.why.studies import StudyOnPage


def shipped_synergy(study: StudyOnPage) -> Any:
    """A shipped synergy of this mix beside this baseline; None where there is none that fits."""
    from results.report.studies import shipped_studies  # noqa: PLC0415 - reads some files

    for found in shipped_studies():
        result: Any = found.result
        is_same = found.manifest["kind"] == "synergy" and result.mix == study.mix
        if is_same and _fits(found.manifest, study, (study.baseline, study.mix)):
            return result
    return None


def shipped_robustness(study: StudyOnPage) -> RobustnessResult | None:
    """A shipped robustness analysis of exactly these mixes; None where there is none that fits."""
    from results.report.studies import shipped_studies  # noqa: PLC0415

    wanted = (study.baseline, *(mix for mix in study.mixes if mix != study.baseline))
    for found in shipped_studies():
        result: Any = found.result
        if (
            found.manifest["kind"] == "robustness"
            and result.mixes == [*wanted]
            and _fits(found.manifest, study, wanted)
        ):
            return result
    return None


def _fits(manifest: Any, study: StudyOnPage, mixes: tuple[str, ...]) -> bool:
    """Whether a study was made by these rules, from this posterior, future and year, with these mixes as they are."""
    from experiments.settings import CompareSettings  # noqa: PLC0415

    settings = CompareSettings(mixes=mixes[1:], baseline=mixes[0], future=study.future)
    here = analysis_manifest("", settings, [load_mix(mix) for mix in mixes], {})["fingerprints"]
    made, asked = manifest["fingerprints"], manifest["settings"]
    same = all(made.get(part) == here.get(part) for part in ("behaviour", "parameters", "posterior", "future", "mixes"))
    return same and asked["asked"]["year"] == study.year and not asked["variants"] and not asked["parameters"]
