"""Everything that a comparison needs before the first draw runs: firms, parameters, schedules, branch."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from experiments.settings import CompareSettings
from scenarios.compile import compile_schedule
from scenarios.differences import first_difference
from scenarios.future_format import Future
from scenarios.library import load_future, load_mix
from scenarios.mix_format import Mix
from scenarios.run_dates import RunDates, run_dates
from scenarios.scope import scope_bits
from simulation.parameters import central_values, prior_draw
from simulation.population import load_population, load_suppliers
from simulation.randomness import Purpose
from simulation.randomness import luck_of as luck_of_address
from simulation.run import policy_of
from simulation.schedule import DIALS, MAXIMUM_LAWS, MAXIMUM_SCOPES, Schedule, ScopeTest
from simulation.problems import InputProblem
from simulation.start import fixed_traits
from simulation.state import Policy
from simulation.vocabulary import QUARTERS, SECTORS, quarter_index

_SCOPE_COLUMNS = [DIALS.index(f"law_{law}_scope") for law in range(MAXIMUM_LAWS)]
_SEATS = DIALS.index(f"initiative_share_{SECTORS[0]}")


@dataclass
class Experiment:
    """A comparison, ready to run. `schedules[mix][draw]` shares equal schedules between draws."""

    settings: CompareSettings
    mixes: dict[str, Mix]
    future: Future
    population: Any
    suppliers: Any
    traits: Any
    parameters: list[Any]
    dates: dict[str, list[RunDates]]
    schedules: dict[str, list[Schedule]]
    branch: int
    has_initiative: Any

    @property
    def until(self) -> int:
        """The quarter after the last one to run."""
        return quarter_index(self.settings.last_year, 4) + 1

    @property
    def firms(self) -> int:
        """Number of agents."""
        return len(self.population.firm_id)

    def policy(self, mix: str, draw: int) -> Policy:
        """The compiled policy of one mix in one draw."""
        return policy_of(self.schedules[mix][draw], self.parameters[draw], self.settings.variants)


def prepare(settings: CompareSettings) -> Experiment:
    """Check the settings, load what they name, draw parameters and dates, compile, and find the branch."""
    settings.check()
    mixes = {mix.id: mix for mix in map(load_mix, settings.all_mixes())}
    future = load_future(settings.future)
    population, suppliers = load_population(settings.firms), load_suppliers()  # type: ignore[arg-type]
    parameters = [prior_draw(settings.seed, draw, settings.parameters) for draw in range(settings.draws)]
    dates: dict[str, list[RunDates]] = {name: [] for name in mixes}
    for draw, p in enumerate(parameters):
        u_eu, u_wzk = luck_of_address(settings.seed, draw, 0, 0, int(Purpose.RUN_DATES))[:2]
        for name, mix in mixes.items():
            dates[name].append(run_dates(future, mix, u_eu, u_wzk, float(p["eu_effort_shift"][0])))
    compiled = {name: [compile_schedule(mix, future, d) for d in dates[name]] for name, mix in mixes.items()}
    branch = _branch(compiled, quarter_index(settings.last_year, 4) + 1)
    tests = _all_scopes(compiled)
    schedules = {name: [_with_shared_scopes(s, tests) for s in row] for name, row in compiled.items()}
    # fixed by the registry, so the same in every draw
    size_reference = float(central_values()["size_reference"][0])
    traits = fixed_traits(population, suppliers, scope_bits(tests, population), size_reference)
    baseline = next(iter(compiled.values()))
    seats = np.stack([s.table[0, min(branch, QUARTERS - 1), _SEATS : _SEATS + len(SECTORS)] for s in baseline])
    return Experiment(
        settings, mixes, future, population, suppliers, traits, parameters, dates, schedules, branch,
        (seats > 0).any(axis=0).astype(np.int64),
    )  # fmt: skip


def _branch(compiled: dict[str, list[Schedule]], until: int) -> int:
    """The earliest quarter at which any mix could differ from the first one, in any draw."""
    first, *others = compiled.values()
    earliest = until
    for row in others:
        for a, b in {(id(a), id(b)): (a, b) for a, b in zip(first, row, strict=True)}.values():
            found = first_difference(a, b)
            earliest = earliest if found is None else min(earliest, found)
    return earliest


def _all_scopes(compiled: dict[str, list[Schedule]]) -> tuple[ScopeTest, ...]:
    tests = tuple(dict.fromkeys(test for row in compiled.values() for s in row for test in s.scopes))
    if len(tests) > MAXIMUM_SCOPES:
        raise InputProblem(
            "these mixes have {found} different scopes of laws together; allowed: {allowed}",
            found=len(tests), allowed=MAXIMUM_SCOPES,
        )  # fmt: skip
    return tests


@lru_cache(maxsize=4096)
def _renumbered(table: "_Table", numbers: tuple[int, ...]) -> Any:
    result = table.values.copy()
    scopes = result[:, :, _SCOPE_COLUMNS].astype(np.int64)
    lookup = np.array([*numbers, -1])
    result[:, :, _SCOPE_COLUMNS] = np.where(scopes >= 0, lookup[scopes], -1)
    result.setflags(write=False)
    return result


class _Table:
    """A table compared by identity, so that equal schedules stay shared after renumbering."""

    def __init__(self, values: Any) -> None:
        self.values = values

    def __hash__(self) -> int:
        return id(self.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Table) and self.values is other.values


def _with_shared_scopes(schedule: Schedule, tests: tuple[ScopeTest, ...]) -> Schedule:
    """The schedule with its scopes numbered as all schedules of the comparison number them."""
    numbers = tuple(tests.index(test) for test in schedule.scopes)
    return replace(schedule, table=_renumbered(_Table(schedule.table), numbers), scopes=tests)
