"""`sensitivity` from a question to its result."""

from collections.abc import Callable

from experiments.each import Workers
from experiments.kept import Kept
from experiments.sensitivity.question import SensitivityQuestion
from experiments.sensitivity.result import SensitivityResult
from experiments.sensitivity.runs import find_sensitivity
from experiments.sensitivity.summing import summed_up


def run_sensitivity(
    question: SensitivityQuestion,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> SensitivityResult:
    """Run, analyse and say what was found; runs that are in `kept` are not done again.

    Raises InputProblem, and Stopped on Ctrl-C. The result does not depend on `workers`.
    """
    return summed_up(find_sensitivity(question, workers, progress, kept))
