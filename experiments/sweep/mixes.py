"""The mixes of a block: with their levers, and where each parts from the past that it shares with others."""

from functools import lru_cache
from typing import Any

from experiments.sweep.order import BlockOrder, MixCase, SweptWorld
from scenarios.compile import compile_schedule
from scenarios.differences import first_difference, same_until
from scenarios.future_format import Future
from scenarios.library import vary_mix
from scenarios.mix_format import Mix
from scenarios.run_dates import RunDates
from simulation.vocabulary import quarter_index


def until_of(order: BlockOrder) -> int:
    """The quarter after the last one to run."""
    return quarter_index(max(order.years), 4) + 1


def ordered(future: Future, pair: tuple[Mix, RunDates]) -> tuple[Mix, Future, RunDates]:
    """What `compile_schedule` takes."""
    return pair[0], future, pair[1]


def varied(order: BlockOrder, world: SweptWorld, case: MixCase) -> Mix:
    """The mix of a run, with its levers. Raises InputProblem for values that do not go together."""
    levers = order.levers_of(world, case)
    return _with(order.mixes[case.mix], tuple(levers.items())) if levers else order.mixes[case.mix]


@lru_cache(maxsize=256)
def _with(mix: Mix, levers: tuple[tuple[str, Any], ...]) -> Mix:
    return vary_mix(mix, dict(levers))


@lru_cache(maxsize=256)
def parting(future: Future, first: tuple[Mix, RunDates], others: tuple[tuple[Mix, RunDates], ...], until: int) -> int:
    """The earliest quarter in which a mix of the plan, as its file has it, could differ from the baseline.

    There the groups by starting stage are fixed, the same in all runs of a world whatever their levers.
    """
    base = compile_schedule(*ordered(future, first))
    found = [first_difference(base, compile_schedule(*ordered(future, pair))) for pair in others]
    return min([until, *(quarter for quarter in found if quarter is not None)])


@lru_cache(maxsize=1024)
def parts_at(future: Future, first: tuple[Mix, RunDates], pair: tuple[Mix, RunDates], mark: int) -> int:
    """A quarter before which a run equals the baseline's: `mark` unless its levers make it part earlier."""
    base, own = (compile_schedule(*ordered(future, which)) for which in (first, pair))
    if same_until(base, own, mark):
        return mark
    found = first_difference(base, own)
    return mark if found is None else min(found, mark)
