"""The plain Mesa model of benchmarks/ follows the same rules as the compiled driver."""

from typing import Any

import pytest

from benchmarks.plain_mesa import PlainModel
from scenarios.compile import compile_schedule
from scenarios.library import load_future, load_mix
from scenarios.run_dates import run_dates
from scenarios.scope import scope_bits
from simulation.indicator_rows import SUMS
from simulation.mesa.model import ResponsibleBusinessModel
from simulation.parameters import prior_draw
from simulation.population import load_population, load_suppliers
from simulation.state import EURO_SCALE, GOVERNMENT_ACCOUNTS, SHARE_SCALE
from simulation.vocabulary import FIRST_YEAR

FIRMS, UNTIL = 120, 2026


def arguments(mix: str) -> tuple[Any, ...]:
    future, content, population = load_future("ex-ante-2020"), load_mix(mix), load_population(FIRMS)
    schedule = compile_schedule(content, future, run_dates(future, content, 0.3, 0.1, 0.1))
    bits = scope_bits(schedule.scopes, population)
    return schedule, population, load_suppliers(), prior_draw(5, 2), bits


@pytest.mark.parametrize("mix", ["mix-2", "mix-3"])
def test_plain_model_agrees_with_the_compiled_driver(mix: str) -> None:
    plain, compiled = (kind(*arguments(mix), seed=5, replication=2) for kind in (PlainModel, ResponsibleBusinessModel))
    compiled.fast_forward(UNTIL)
    plain.run_for(4 * (UNTIL - FIRST_YEAR))
    scales = [EURO_SCALE if name.endswith("_eur") else SHARE_SCALE for name in SUMS]
    for year, sums in enumerate(plain.years):
        for column, (name, scale) in enumerate(zip(SUMS, scales, strict=True)):
            total = compiled.draw.record.cells(year)[1][:, column].sum() / scale
            rounding = FIRMS / scale  # of the compiled driver's sums in fixed point
            assert sums[name] == pytest.approx(total, rel=1e-9, abs=rounding), (name, FIRST_YEAR + year)
        spent = compiled.draw.accounts[year, :-1] / EURO_SCALE
        for name, euros in zip(GOVERNMENT_ACCOUNTS, spent, strict=True):
            assert sums[name] == pytest.approx(euros, rel=1e-9, abs=4 * FIRMS / EURO_SCALE), (name, FIRST_YEAR + year)
    assert plain.years[-1]["supervision"] > 0.0  # inspections were part of it
