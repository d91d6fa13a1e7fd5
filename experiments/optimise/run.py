"""`optimise` from a question to its result: which settings of dials and scopes are not beaten on every objective.

Every candidate runs on the same points with the same luck. What was run is kept in the folder, so that an interrupted
search goes on where it was and ends the same; the front is written as mixes that `compare` runs.
"""

from collections.abc import Callable

import numpy as np

from experiments.each import Workers
from experiments.files import content_id, write_text
from experiments.kept import Kept
from experiments.objectives import objective_values
from experiments.optimise.question import OptimiseQuestion
from experiments.optimise.result import OptimiseResult
from experiments.optimise.search import Chosen, Outcome, Tried, search
from experiments.optimise.summing import mixes_of, summed_up
from experiments.points import drawn_points, run_points
from experiments.run_folder import make_room
from scenarios.mix_format import Mix
from simulation.problems import InputProblem

#: Where the mixes of the front go.
MIXES = "mixes"


def run_optimise(
    question: OptimiseQuestion,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> OptimiseResult:
    """Search; the mixes of the front go to `mixes/` of the folder that `kept` is in. The same for any `workers`.

    What is in `kept` is not run again. Raises Stopped on Ctrl-C, InputProblem when nothing could be evaluated.
    """
    tried = find_tried(question, workers, progress, kept)
    if not any(np.isfinite(each.means).all() for each in tried):
        where = kept.folder if kept else question.base.id
        raise InputProblem("{file}: no mix could be evaluated: {reason}", file=where, reason=tried[0].failure or "-")
    result = summed_up(question, tried)
    if kept is not None:
        make_room(kept.folder)
        for mix in mixes_of(question, result.front):
            write_text(kept.folder / MIXES / f"{mix.id}.yaml", mix.as_yaml())
    return result


def find_tried(
    question: OptimiseQuestion,
    workers: Workers = None,
    progress: Callable[[int], None] | None = None,
    kept: Kept | None = None,
) -> list[Tried]:
    """All candidates in the order in which they were tried, the base first, with what each reaches at each point."""
    settings, plan, objectives = question.settings, question.plan, question.objectives
    [base] = question.mixes()
    points = drawn_points(settings, range(settings.draws))
    known = dict[str, Outcome]()

    def evaluate(proposed: list[Chosen]) -> list[Outcome]:
        new = {content_id(each): each for each in proposed}
        ready = dict[str, Mix]()
        for name, each in new.items():
            if name not in known:
                try:
                    ready[name] = plan.mix(base, each, f"candidate-{name}")
                except InputProblem as problem:
                    known[name] = (np.full((len(points), len(objectives)), np.nan), str(problem))
        if ready:
            answers = run_points(settings, list(ready.values()), points, question.wanted, workers, progress, kept)
            values = objective_values(answers, objectives, question.year)
            for n, name in enumerate(ready):
                known[name] = (values[:, n], None if np.isfinite(values[:, n]).any() else "no point with a result")
        elif progress:
            progress(len(points))
        return [known[content_id(each)] for each in proposed]

    signs, limits = [each.sign for each in objectives.values()], [plan.limits.get(name) for name in objectives]
    first = Tried({}, *evaluate([{}])[0])
    found = search(plan.dials, signs, evaluate, plan.evaluations, plan.batch, settings.seed, plan.method, limits)
    return [first, *found]
