"""The beginning and the end of an analysis that can be stopped: where it may be written, and how it goes on."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from experiments.each import Stopped, check_workers
from experiments.integrity import PLAN
from experiments.kept import Kept
from experiments.manifest import MANIFEST
from experiments.run_folder import default_folder
from simulation.problems import InputProblem
from smartmix.problems import Interrupted, Unit
from smartmix.writable import check_file, check_folder


def check_place(out: Path | None, workers: int | None) -> None:
    """Raise InputProblem for a folder that is taken or cannot be written to, or for fewer than one worker."""
    check_workers(workers)
    if out is None:
        check_file(default_folder({}) / PLAN)
    else:
        check_folder(out, may_hold=(PLAN, MANIFEST))


@contextmanager
def going_on(kept: Kept, total: int, command: Callable[[str], str], unit: Unit = "runs") -> Generator[None]:
    """Turn an interruption into Interrupted: how many of `total` are kept, and `command(folder)` to go on.

    A refusal that comes back however often one starts (too few cases fail, an output that is not finite) leaves
    nothing behind; a disk that gave out leaves what was finished.
    """
    try:
        yield
    except (Stopped, KeyboardInterrupt) as stopped:
        folder = str(kept.folder)
        raise Interrupted(kept.done, total, folder, command(folder), unit) from stopped
    except InputProblem as problem:
        if not isinstance(problem.__cause__, OSError):
            kept.forget()
        raise
