"""Running points in many worlds at once, each world on a thread of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from experiments.each import Check, each
from experiments.kept import Kept
from experiments.points import Answers, Point, Wanted, run_points
from experiments.settings import CompareSettings
from scenarios.mix_format import Mix


@dataclass(frozen=True)
class CasesToRun:
    """Mixes (the one that others branch from first) on points, under settings of their own."""

    settings: CompareSettings
    mixes: Sequence[Mix]
    points: Sequence[Point]


def run_jobs(
    jobs: Sequence[CasesToRun],
    wanted: Wanted,
    workers: int | None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> list[Answers]:
    """The answers to each job, in order; the number of `workers` (threads) changes nothing in them.

    `progress` is called with the number of points just done; those that are in `kept` are not run again. Raises
    Stopped when the user stops it, after the threads have ended (some 0.3 s), and InputProblem for what cannot be run.
    """

    def work(job: CasesToRun, check: Check) -> Answers:
        def done(count: int) -> None:
            check()
            if progress:
                progress(count)

        return run_points(job.settings, job.mixes, job.points, wanted, workers=1, progress=done, kept=kept)

    # own rules: Python runs one at a time anyway, and what a user's module remembers is not mixed up
    return each(work, jobs, 1 if any(job.settings.model for job in jobs) else workers)
