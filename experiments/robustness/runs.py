"""Running points in many worlds at once, each world on a thread of its own."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from experiments.kept import Kept
from experiments.points import Answers, Point, Wanted, run_points
from experiments.runner import Stopped
from experiments.settings import CompareSettings
from scenarios.mix_format import Mix


@dataclass(frozen=True)
class Job:
    """Mixes (the one that others branch from first) on points, under settings of their own."""

    settings: CompareSettings
    mixes: Sequence[Mix]
    points: Sequence[Point]


def run_jobs(
    jobs: Sequence[Job],
    wanted: Wanted,
    workers: int,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> list[Answers]:
    """The answers to each job, in order; the number of `workers` (threads) changes nothing in them.

    `progress` is called with the number of points just done; those that are in `kept` are not run again. Raises
    KeyboardInterrupt when the user stops it, after the threads have ended (some 0.3 s), and InputProblem for what
    cannot be run.
    """
    stop = threading.Event()

    def done(count: int) -> None:
        if stop.is_set():
            raise Stopped
        if progress:
            progress(count)

    def work(job: Job) -> Answers:
        if stop.is_set():
            raise Stopped
        return run_points(job.settings, job.mixes, job.points, wanted, workers=1, progress=done, kept=kept)

    # own rules: Python runs one at a time anyway, and what a user's module remembers is not mixed up
    with ThreadPoolExecutor(max_workers=1 if any(job.settings.model for job in jobs) else workers) as pool:
        futures: list[Future[Answers]] = [pool.submit(work, job) for job in jobs]
        todo = set(futures)
        try:
            while todo:
                finished, todo = wait(todo, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in finished:
                    future.result()
        except BaseException as error:
            stop.set()
            for future in futures:
                future.cancel()
            if isinstance(error, Stopped):
                raise KeyboardInterrupt from error
            raise
    return [future.result() for future in futures]
