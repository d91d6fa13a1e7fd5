"""Everything that a comparison needs before the first draw runs: firms, parameters, schedules, branch."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experiments.settings import CompareSettings
from scenarios.compile import compile_schedule
from scenarios.differences import first_difference, same_until
from scenarios.future_format import Future
from scenarios.library import load_future, load_mix
from scenarios.mix_format import Mix
from scenarios.run_dates import RunDates, run_dates
from scenarios.scope import scope_bits
from simulation.parameters import central_values, prior_draw
from simulation.population import load_population, load_suppliers
from simulation.problems import InputProblem
from simulation.randomness import Purpose
from simulation.randomness import luck_of as luck_of_address
from simulation.run import policy_of
from simulation.schedule import DIALS, MAXIMUM_LAWS, MAXIMUM_SCOPES, Schedule, ScopeTest
from simulation.start import fixed_traits
from simulation.state import Policy
from simulation.vocabulary import QUARTERS, SECTORS, quarter_index

_SCOPE_COLUMNS = [DIALS.index(f"law_{law}_scope") for law in range(MAXIMUM_LAWS)]
_SEATS = DIALS.index(f"initiative_share_{SECTORS[0]}")


@dataclass
class Experiment:
    """A comparison, ready to run.

    `dates[mix][draw]` decide a schedule together with mix and future; schedules are compiled when a draw
    runs, so that memory does not grow with the number of draws. `branches[draw]` is the quarter until
    which all mixes are equal in that draw; `scopes` number the scope tests of all schedules.
    """

    settings: CompareSettings
    mixes: dict[str, Mix]
    future: Future
    population: Any
    suppliers: Any
    traits: Any
    parameters: dict[int, Any]
    dates: dict[str, dict[int, RunDates]]
    scopes: tuple[ScopeTest, ...]
    branches: dict[int, int]

    @property
    def until(self) -> int:
        """The quarter after the last one to run."""
        return quarter_index(self.settings.last_year, 4) + 1

    @property
    def firms(self) -> int:
        """Number of agents."""
        return len(self.population.firm_id)

    def initiatives(self, draw: int) -> Any:
        """(14,) 1 for sectors with a sector initiative when the mixes of this draw part."""
        baseline = next(iter(self.mixes))
        table = compile_schedule(self.mixes[baseline], self.future, self.dates[baseline][draw]).table
        seats = table[0, min(self.branches[draw], QUARTERS - 1), _SEATS : _SEATS + len(SECTORS)]
        return (seats > 0).astype(np.int64)

    def policy(self, mix: str, draw: int) -> Policy:
        """The compiled policy of one mix in one draw."""
        schedule = compile_schedule(self.mixes[mix], self.future, self.dates[mix][draw])
        return policy_of(_with_shared_scopes(schedule, self.scopes), self.parameters[draw], self.settings.variants)


def prepare(settings: CompareSettings, draws: Iterable[int] | None = None) -> Experiment:
    """Check the settings, load what they name, draw parameters and dates, compile, and find the branches.

    `draws` prepares only these (for one run, or one life); all draws of the settings otherwise.
    """
    settings.check()
    mixes = {mix.id: mix for mix in map(load_mix, settings.all_mixes())}
    future = load_future(settings.future)
    population, suppliers = load_population(settings.firms), load_suppliers()  # type: ignore[arg-type]
    chosen = range(settings.draws) if draws is None else tuple(draws)
    parameters = {draw: prior_draw(settings.seed, draw, settings.parameters) for draw in chosen}
    dates: dict[str, dict[int, RunDates]] = {name: {} for name in mixes}
    for draw, p in parameters.items():
        u_eu, u_wzk = luck_of_address(settings.seed, draw, 0, 0, int(Purpose.RUN_DATES))[:2]
        for name, mix in mixes.items():
            dates[name][draw] = run_dates(future, mix, u_eu, u_wzk, float(p["eu_effort_shift"][0]))
    until = quarter_index(settings.last_year, 4) + 1
    branches, scopes = _branches(mixes, future, dates, until)
    # fixed by the registry, so the same in every draw
    size_reference = float(central_values()["size_reference"][0])
    traits = fixed_traits(population, suppliers, scope_bits(scopes, population), size_reference)
    return Experiment(settings, mixes, future, population, suppliers, traits, parameters, dates, scopes, branches)


def _branches(
    mixes: dict[str, Mix], future: Future, dates: dict[str, dict[int, RunDates]], until: int
) -> tuple[dict[int, int], tuple[ScopeTest, ...]]:
    """Per draw the earliest quarter at which any mix could differ from the first one; and all scope tests."""
    baseline, *others = mixes
    scopes, branches, known = dict[ScopeTest, None](), dict[int, int](), dict[tuple[RunDates, ...], int]()
    usual = until  # most draws branch in the same quarter: a quick look there comes first
    draws = sorted(dates[baseline], key=lambda draw: repr([dates[name][draw] for name in mixes]))
    for draw in draws:
        row = tuple(dates[name][draw] for name in mixes)
        if row not in known:
            first = compile_schedule(mixes[baseline], future, row[0])
            scopes.update(dict.fromkeys(first.scopes))
            earliest = until
            for name, date in zip(others, row[1:], strict=True):
                other = compile_schedule(mixes[name], future, date)
                scopes.update(dict.fromkeys(other.scopes))
                if not same_until(first, other, min(earliest, usual)) or earliest > usual:
                    found = first_difference(first, other)
                    earliest = earliest if found is None else min(earliest, found)
            known[row] = usual = earliest
        branches[draw] = known[row]
    if len(scopes) > MAXIMUM_SCOPES:
        raise InputProblem(
            "these mixes have {found} different scopes of laws together; allowed: {allowed}",
            found=len(scopes), allowed=MAXIMUM_SCOPES,
        )  # fmt: skip
    return branches, tuple(sorted(scopes, key=repr))


def _with_shared_scopes(schedule: Schedule, scopes: tuple[ScopeTest, ...]) -> Schedule:
    """The schedule with its scopes numbered as all schedules of the comparison number them."""
    table = schedule.table.copy()
    own = table[:, :, _SCOPE_COLUMNS].astype(np.int64)
    lookup = np.array([*(scopes.index(test) for test in schedule.scopes), -1])
    table[:, :, _SCOPE_COLUMNS] = np.where(own >= 0, lookup[own], -1)
    return replace(schedule, table=table, scopes=scopes)
