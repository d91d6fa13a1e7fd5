"""Running one block of a sweep: a pure function of its order, whoever runs it and wherever."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.each import Check, Stopped
from experiments.own_rules.model import load_own
from experiments.prepare import Experiment, traits_of
from experiments.runner import start_run
from experiments.settings import CompareSettings
from experiments.sweep.mixes import ordered, parting, parts_at, until_of, varied
from experiments.sweep.order import BlockOrder, SweptWorld
from experiments.sweep.plan import Sweep
from experiments.sweep.tables import Block, block_of
from scenarios.compile import compile_schedule
from scenarios.mix_format import Mix
from scenarios.run_dates import RunDates, run_dates
from simulation.indicators import GROUPS, INDICATORS, indicator_table
from simulation.population import load_population, load_suppliers
from simulation.problems import InputProblem
from simulation.randomness import Purpose, luck_of
from simulation.schedule import MAXIMUM_SCOPES, ScopeTest
from simulation.vocabulary import FIRST_YEAR

#: Where a run can fail: making its mix, in the past that it shares with others, after that.
MIX, PAST, RUN = "mix", "past", "run"
_BASELINE = "baseline"

type Failure = tuple[str, str]


@dataclass
class Outcome:
    """What a world gave: (years, groups, indicators) by case, or the stage and the text of the failure."""

    tables: dict[int, Any]
    failures: dict[int, Failure]


def run_block(sweep: Sweep, number: int) -> Any:
    """The tidy pyarrow table of one block: what `run_order` gives for it, without the status table."""
    return run_order(sweep.order(number)).data


def run_order(
    order: BlockOrder, between: Callable[[], None] | None = None, progress: Callable[[int], None] | None = None
) -> Block:
    """Run a block. A run that fails is a row of the status table, and the others go on.

    `between` is called every 0.3 s or so and may raise Stopped; `progress` with the number of runs just done.
    """
    values: dict[tuple[int, int], Any] = {}
    failures: dict[tuple[int, int], Failure] = {}
    for w, world in enumerate(order.worlds):
        outcome = run_world(order, world, between)
        values |= {(w, c): table for c, table in outcome.tables.items()}
        failures |= {(w, c): failure for c, failure in outcome.failures.items()}
        if progress:
            progress(len(order.cases))
    return block_of(order, values, failures)


def run_world(order: BlockOrder, world: SweptWorld, between: Callable[[], None] | None) -> Outcome:
    """Run the order's cases in one world; an order may be run in worlds that it does not hold itself."""
    outcome = Outcome({}, {})
    luck = luck_of(order.seed, world.replication, 0, 0, int(Purpose.RUN_DATES))
    u_eu, u_wzk, shift = float(luck[0]), float(luck[1]), float(world.parameters["eu_effort_shift"][0])

    def dated(mix: Mix) -> tuple[Mix, RunDates]:
        return mix, run_dates(order.future, mix, u_eu, u_wzk, shift)

    try:
        first = dated(order.baseline)
        mark = parting(order.future, first, tuple(map(dated, order.mixes)), until_of(order))
    except Exception as error:
        _fail(outcome, range(len(order.cases)), PAST, error)
        return outcome
    mixes: dict[int, tuple[Mix, RunDates]] = {}
    for c, case in enumerate(order.cases):
        try:
            mixes[c] = dated(varied(order, world, case))
            compile_schedule(*ordered(order.future, mixes[c]))
        except Exception as error:
            mixes.pop(c, None)
            _fail(outcome, [c], MIX, error)
    _together(order, world, first, mark, mixes, outcome, between)
    return outcome


def _together(
    order: BlockOrder,
    world: SweptWorld,
    first: tuple[Mix, RunDates],
    mark: int,
    mixes: dict[int, tuple[Mix, RunDates]],
    outcome: Outcome,
    between: Callable[[], None] | None,
) -> None:
    """Run these mixes from their common past; in parts when they have more scope tests than a world holds."""
    if not mixes:
        return
    dated = {_BASELINE: first, **{str(c): mix for c, mix in mixes.items()}}
    scopes = {test: None for pair in dated.values() for test in compile_schedule(*ordered(order.future, pair)).scopes}
    if len(scopes) > MAXIMUM_SCOPES and len(mixes) > 1:
        half, items = len(mixes) // 2, list(mixes.items())
        for part in (dict(items[:half]), dict(items[half:])):
            _together(order, world, first, mark, part, outcome, between)
        return
    try:
        experiment = _experiment(order, world, dated, tuple(sorted(scopes, key=repr)), mark)
        if experiment.own is not None:
            _one_by_one(order, experiment, mixes, outcome, between)
            return
        trunk = start_run(experiment, _BASELINE, 0)
        policy, has_initiative = experiment.policy(_BASELINE, 0), experiment.initiatives(0)
        parts = {c: parts_at(order.future, first, pair, mark) for c, pair in mixes.items()}
        marked = False
        for c in sorted(mixes, key=lambda c: (parts[c], c)):
            if parts[c] >= mark and not marked:
                trunk.advance(policy, mark, between)
                trunk.mark_start()
                marked = True
            trunk.advance(policy, parts[c], between)
            try:
                run, own = trunk.branch(), experiment.policy(str(c), 0)
                if not marked:
                    run.advance(own, mark, between)
                    run.mark_start()
                run.advance(own, until_of(order), between)
                outcome.tables[c] = _table(order, run, has_initiative[str(c)], mark)
            except Exception as error:
                _fail(outcome, [c], RUN, error)
    except Exception as error:
        if order.model and isinstance(error, InputProblem):
            raise  # the user's file is wrong, and so it is in every run
        _fail(outcome, [c for c in mixes if c not in outcome.tables and c not in outcome.failures], PAST, error)


def _one_by_one(
    order: BlockOrder,
    experiment: Experiment,
    mixes: Iterable[int],
    outcome: Outcome,
    between: Callable[[], None] | None,
) -> None:
    """Run each mix from 2012 on, as own rules need. An error in the user's file (InputProblem) ends the sweep."""
    mark, has_initiative = experiment.branches[0], experiment.initiatives(0)
    for c in mixes:
        try:
            run, policy = start_run(experiment, str(c), 0), experiment.policy(str(c), 0)
            run.advance(policy, mark, between)
            run.mark_start()
            run.advance(policy, until_of(order), between)
            outcome.tables[c] = _table(order, run, has_initiative[str(c)], mark)
        except (ArithmeticError, ValueError, IndexError, MemoryError) as error:
            _fail(outcome, [c], RUN, error)


def _table(order: BlockOrder, run: Any, has_initiative: Any, mark: int) -> Any:
    years = [year - FIRST_YEAR for year in order.years]
    table = indicator_table(run.record, run.accounts, has_initiative, years, mark)
    return table[np.ix_(range(len(years)), *_kept(order))]


def _fail(outcome: Outcome, cases: Iterable[int], stage: str, error: Exception) -> None:
    if isinstance(error, Stopped):
        raise error
    text = " ".join(f"{type(error).__name__}: {error}".split())
    outcome.failures.update(dict.fromkeys(cases, (stage, text)))


def _kept(order: BlockOrder) -> tuple[list[int], list[int]]:
    return [GROUPS.index(name) for name in order.groups], [INDICATORS.index(name) for name in order.indicators]


def _experiment(
    order: BlockOrder,
    world: SweptWorld,
    dated: dict[str, tuple[Mix, RunDates]],
    scopes: tuple[ScopeTest, ...],
    mark: int,
) -> Experiment:
    settings = CompareSettings(
        future=order.future.id,
        firms=order.firms,
        seed=order.seed,
        last_year=max(order.years),
        variants=order.variants,
        prior=True,
        model=order.model,
    )
    own = load_own(order.model) if order.model else None
    population = load_population(order.firms)  # type: ignore[arg-type] - checked with the plan
    return Experiment(
        settings,
        {name: mix for name, (mix, _) in dated.items()},
        order.future,
        population,
        load_suppliers(),
        traits_of(order.firms, scopes),
        {0: world.parameters},
        {0: world.replication},
        {name: {0: dates} for name, (_, dates) in dated.items()},
        scopes,
        {0: mark if own is None else min(mark, own.earliest())},
        own=own,
    )


def run_alone(order: BlockOrder, check: Check) -> Block:
    """A block, where nobody counts its runs."""
    return run_order(order, check)


def without_worker(order: BlockOrder, text: str) -> Block:
    """The block of which every run failed because what ran it was lost again and again."""
    cells = [(w, c) for w in range(len(order.worlds)) for c in range(len(order.cases))]
    return block_of(order, {}, dict.fromkeys(cells, ("worker", text)))
