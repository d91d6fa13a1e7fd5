"""Scenario discovery, from a question to its result."""

from collections.abc import Callable

from experiments.discover.question import DiscoverQuestion
from experiments.discover.result import DiscoverResult
from experiments.discover.runs import find_conditions
from experiments.discover.summing import summed_up
from experiments.each import Workers
from experiments.kept import Kept


def run_discover(
    question: DiscoverQuestion,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> DiscoverResult:
    """Find under which conditions the mix fails; what is in `kept` is not run again.

    Raises InputProblem, also when too few cases fail or do not, and Stopped on Ctrl-C. The result does not depend on
    `workers`.
    """
    return summed_up(find_conditions(question, workers, progress, kept))
