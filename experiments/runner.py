"""Running draws: a common past once, then every mix from the branch on, on several workers."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from experiments.each import Check, Workers, taking
from experiments.own_rules.drivers import driver_of
from experiments.prepare import Experiment
from simulation.indicators import indicator_table
from simulation.vocabulary import FIRST_YEAR

#: Draws per block: the unit of work, of storage and of resuming; fixed, so that results do not depend on workers.
BLOCK_OF_DRAWS = 25


def start_run(experiment: Experiment, mix: str, draw: int) -> Any:
    """The run of one mix in one draw, at the start of 2012: `drivers.AnyRun`, a `Run` unless rules are one's own."""
    return driver_of(experiment).start(experiment, mix, draw)


def run_draw(experiment: Experiment, draw: int, between: Callable[[], None] | None = None) -> Any:
    """Indicators of one draw: (mixes, years, groups, indicators) float64, mixes in the experiment's order."""
    settings = experiment.settings
    years = list(range(settings.first_year - FIRST_YEAR, settings.last_year - FIRST_YEAR + 1))
    names = list(experiment.mixes)
    branch = min(experiment.branches[draw], experiment.until)
    has_initiative, can_branch = experiment.initiatives(draw), driver_of(experiment).branches

    def at_branch(name: str) -> Any:
        run = start_run(experiment, name, draw)
        run.advance(experiment.policy(name, draw), branch, between)
        run.mark_start()
        return run

    trunk = at_branch(names[0]) if can_branch else None
    tables: list[Any] = []
    for name in names:
        run = at_branch(name) if trunk is None else trunk if name == names[-1] else trunk.branch()
        run.advance(experiment.policy(name, draw), experiment.until, between)
        tables.append(indicator_table(run.record, run.accounts, has_initiative[name], years, branch))
    return np.stack(tables)


def blocks_of(draws: int) -> list[range]:
    """The draws of each block."""
    return [range(first, min(first + BLOCK_OF_DRAWS, draws)) for first in range(0, draws, BLOCK_OF_DRAWS)]


def run_blocks(
    experiment: Experiment,
    blocks: Iterable[int],
    finish: Callable[[int, dict[int, Any], dict[int, str]], None],
    workers: Workers,
    progress: Callable[[int], None] | None = None,
    places: Any = ...,
) -> None:
    """Run blocks of draws; `finish(block, tables by draw, failures by draw)` as each ends, here, one at a time.

    A draw that fails is recorded with its reason and the others go on. On KeyboardInterrupt the threads
    stop within a call (some 0.3 s) and Stopped is raised. `progress` is called with 1 for each draw done. Workers
    share the draws of a block, so that few draws are as quick as many. places: the part of each table that is wanted,
    as an index of it.
    """
    ranges = blocks_of(experiment.settings.draws)
    if experiment.own is not None:
        workers = 1  # Python runs one rule at a time anyway, and what a user's module remembers is not mixed up
    todo = [(block, draw) for block in blocks for draw in ranges[block]]
    found: dict[int, tuple[dict[int, Any], dict[int, str]]] = {}
    with taking(_draw, ((experiment.only(draw), draw, places) for _block, draw in todo), workers) as done:
        for position, (table, failure) in done:
            block, draw = todo[position]
            tables, failures = found.setdefault(block, ({}, {}))
            if failure:
                failures[draw] = failure
            else:
                tables[draw] = table
            if progress:
                progress(1)
            if len(tables) + len(failures) == len(ranges[block]):
                finish(block, *found.pop(block))


def _draw(item: tuple[Experiment, int, Any], check: Check) -> tuple[Any, str]:
    """The wanted part of the table of one draw, or why there is none."""
    experiment, draw, places = item
    try:
        return run_draw(experiment, draw, check)[places], ""
    except (ArithmeticError, ValueError, IndexError, MemoryError) as error:
        return None, f"{type(error).__name__}: {error}"
