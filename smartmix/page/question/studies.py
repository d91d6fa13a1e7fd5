"""Analyses that some questions need, at a size that answers within some minutes: run as jobs, found again by key."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from experiments.compare import Comparison
from experiments.files import content_id
from experiments.settings import CompareSettings
from results.queries import others
from results.questions import GivenStudies
from results.questions.half import half_inspectors
from smartmix.page.serving.jobs import Cancelled, Job, JobDesk
from smartmix.page.serving.work import Request, compute
from smartmix.page.why.studies import StudyOnPage
from smartmix.page.why.studies import submit as submit_study

#: Draws of the analysis of routes to law; the command beside the answer takes its usual number.
PATHWAYS_DRAWS = 20


@dataclass(frozen=True)
class Needed:
    """What one question needs: a key of its job, and how to submit it."""

    key: str
    submit: Callable[[JobDesk, str], Job]


def needed(question: str, comparison: Comparison, request: Request) -> Needed | None:
    """The analysis that the answer to a question rests on; None where the comparison is enough or nothing fits."""
    match question:
        case "inspectors":
            halved = half_inspectors(comparison)
            if not halved:
                return None
            own = tuple((mix.id, mix.as_yaml()) for mix in halved)
            half = replace(request, mixes=tuple(mix.id for mix in halved), own=own, steps=())
            return Needed(
                half.key, lambda desk, person: desk.submit(person, half.key, lambda job: compute(half, job), half.draws)
            )
        case "year-of-waiting":
            return _pathways(comparison, request)
        case "assumptions":
            study = StudyOnPage(
                "robustness",
                others(comparison)[0] if others(comparison) else request.baseline,
                (*request.mixes,),
                request.baseline,
                request.future,
                "practice",
                "goal90",
                seed=request.seed,
                own=request.own,
            )
            return Needed(study.key, lambda desk, person: submit_study(desk, person, study))
        case _:
            return None


def _pathways(comparison: Comparison, request: Request) -> Needed | None:
    from experiments.pathways.question import pathways_question  # noqa: PLC0415
    from results.questions.waiting import can_wait  # noqa: PLC0415

    mixes = can_wait(comparison)
    settings = CompareSettings(
        baseline=request.baseline,
        future=request.future,
        firms=request.firms,
        seed=request.seed,
        draws=min(PATHWAYS_DRAWS, request.draws),
        last_year=request.last_year,
    )
    asked = pathways_question(settings, tuple(mixes))
    key = "pathways-" + content_id({"settings": settings.as_dict(), "asked": asked.asked()})
    return Needed(
        key, lambda desk, person: desk.submit(person, key, lambda job: job.apart(_run_pathways, asked), asked.work)
    )


def _run_pathways(job: Job, asked: Any) -> Any:
    from experiments.pathways.run import run_pathways  # noqa: PLC0415

    try:
        return run_pathways(asked, progress=job.advance)
    except KeyboardInterrupt as stopped:
        raise Cancelled from stopped


def studies(desk: JobDesk, keys: dict[str, str]) -> GivenStudies:
    """Everything that was computed already, by question."""
    found = {question: job.result for question, key in keys.items() if (job := desk.find(key)) is not None}
    half = found.get("inspectors")
    return GivenStudies(
        pathways=found.get("year-of-waiting"),
        robustness=found.get("assumptions"),
        half_inspectors=None if half is None else half.comparison,
    )
