"""`pathways` from a question to its result."""

from collections.abc import Callable

from experiments.each import Workers
from experiments.kept import Kept
from experiments.pathways.question import PathwaysQuestion
from experiments.pathways.result import PathwaysResult
from experiments.pathways.runs import find_pathways
from experiments.pathways.summing import summed_up


def run_pathways(
    question: PathwaysQuestion,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> PathwaysResult:
    """Run the strategies and say what was found; what is in `kept` is not run again.

    Raises InputProblem, and Stopped on Ctrl-C. The result does not depend on `workers`.
    """
    return summed_up(find_pathways(question, workers, progress, kept))
