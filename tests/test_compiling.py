"""What a cold start rests on: the second process compiles just what the first one needs."""

from typing import Any

import numba

from benchmarks.inside import sources
from scenarios.compile import compile_schedule
from scenarios.library import load_future, load_mix
from scenarios.run_dates import run_dates
from scenarios.scope import scope_bits
from simulation import nested
from simulation.compile_quarter import arguments
from simulation.driver import QUARTER, advance
from simulation.parameters import prior_draw
from simulation.population import load_population, load_suppliers
from simulation.run import Run, policy_of
from simulation.start import fixed_traits


def test_the_quarter_is_compiled_ahead_for_the_types_that_a_run_has() -> None:
    future, mix = load_future("as-happened"), load_mix("mix-2")
    schedule = compile_schedule(mix, future, run_dates(future, mix, 0.5, 0.1, 0.1))
    population, suppliers, parameters = load_population(100), load_suppliers(), prior_draw(1, 0)
    traits = fixed_traits(population, suppliers, scope_bits(schedule.scopes, population), 5000.0)
    policy = policy_of(schedule, parameters)
    run = Run.start(traits, 100, suppliers, parameters, policy, 1, 0)
    compiled: Any = advance
    run.advance(policy, 1)
    before = list(compiled.signatures)
    run.branch().advance(policy, 2)
    assert tuple(numba.typeof(one) for one in arguments()) in before
    assert compiled.signatures == before, "a branch is compiled anew"


def test_numba_is_the_version_that_was_tried() -> None:
    """Of another one `python -m benchmarks.against` tells what compiling costs; then TRIED is raised."""
    assert numba.__version__.startswith(nested.TRIED + ".") and nested.is_tried()
    assert isinstance(advance, nested.Compiled)


def test_the_profile_of_a_quarter_has_every_stage_and_rule() -> None:
    """`python -m benchmarks.inside`, without the half minute in which it compiles."""
    _decide, _advance, rows, count = sources()
    assert set(rows[count:]) == {stage.name for stage in QUARTER} | {"fetch_ahead"}
    assert rows[0] == "look_around" and rows[count - 1] == "mature"
