"""`synergy` from a question to its result: all subsets of a mix's elements on the same draws, exactly."""

from collections.abc import Callable

from experiments.each import Workers
from experiments.kept import Kept
from experiments.synergy.question import SynergyQuestion
from experiments.synergy.result import SynergyResult
from experiments.synergy.runs import find_synergy
from experiments.synergy.summing import summed_up


def run_synergy(
    question: SynergyQuestion,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> SynergyResult:
    """Run every subset and say what was found; draws that are in `kept` are not run again.

    Raises InputProblem, and Stopped on Ctrl-C. The result does not depend on `workers`.
    """
    return summed_up(find_synergy(question, workers, progress, kept))
