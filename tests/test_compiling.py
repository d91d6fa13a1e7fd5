"""What a cold start rests on: the second process compiles just what the first one needs."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numba
import pytest
from numba.core import config

from benchmarks.inside import sources
from scenarios.compile import compile_schedule
from scenarios.library import load_future, load_mix
from scenarios.run_dates import run_dates
from scenarios.scope import scope_bits
from simulation import ahead, nested
from simulation.compile_quarter import arguments
from simulation.compiled import is_warm
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
    assert is_warm()


def test_a_second_process_compiles_although_small_functions_are_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """They are compiled before the quarter, where a run draws its parameters and lays out its firms."""
    begun: list[list[str]] = []
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(ahead, "_second", [])
    monkeypatch.setattr(ahead.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(ahead.subprocess, "Popen", lambda words, **_: begun.append(words) or SimpleNamespace(kill=int))
    (tmp_path / "randomness._luck-1.py313.nbi").touch()
    ahead.compile_ahead()
    assert len(begun) == 1
    ahead.compile_ahead()
    assert len(begun) == 1, "one is enough"
    monkeypatch.setattr(ahead, "_second", [])
    (tmp_path / "driver.advance-1.py313.nbi").touch()
    ahead.compile_ahead()
    assert len(begun) == 1, "nothing is left to compile"


def test_numba_is_the_version_that_was_tried() -> None:
    """Of another one `python -m benchmarks.against` tells what compiling costs; then TRIED is raised."""
    assert numba.__version__.startswith(nested.TRIED + ".") and nested.is_tried()
    assert isinstance(advance, nested.Compiled)


def test_the_profile_of_a_quarter_has_every_stage_and_rule() -> None:
    """`python -m benchmarks.inside`, without the half minute in which it compiles."""
    _decide, _advance, rows, count = sources()
    assert set(rows[count:]) == {stage.name for stage in QUARTER} | {"fetch_ahead"}
    assert rows[0] == "look_around" and rows[count - 1] == "mature"
