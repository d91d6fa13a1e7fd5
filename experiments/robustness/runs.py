"""Running points in many worlds at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from experiments.each import Check, Workers, each
from experiments.kept import Kept
from experiments.points import Answers, Point, Wanted, run_points
from experiments.settings import CompareSettings
from scenarios.mix_format import Mix

#: Jobs that are under way at once on an engine.
_AT_ONCE = 4


@dataclass(frozen=True)
class CasesToRun:
    """Mixes (the one that others branch from first) on points, under settings of their own."""

    settings: CompareSettings
    mixes: Sequence[Mix]
    points: Sequence[Point]


def run_jobs(
    jobs: Sequence[CasesToRun],
    wanted: Wanted,
    workers: Workers,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> list[Answers]:
    """The answers to each job, in order; the `workers` change nothing in them.

    `progress` is called with the number of points just done; those that are in `kept` are not run again. Raises
    Stopped when the user stops it, after the threads have ended (some 0.3 s), and InputProblem for what cannot be run.
    """

    def work(job: CasesToRun, check: Check) -> Answers:
        def done(count: int) -> None:
            check()
            if progress:
                progress(count)

        return run_points(job.settings, job.mixes, job.points, wanted, inside, done, kept)

    # a job on a thread; or its points on an engine, and some jobs at once, so that none of its workers waits
    beside, inside = (workers, 1) if isinstance(workers, int | None) else (_AT_ONCE, workers)
    # own rules: Python runs one at a time anyway, and what a user's module remembers is not mixed up
    return each(work, jobs, 1 if any(job.settings.model for job in jobs) else beside)
