"""Everything that a comparison needs before the first draw runs: firms, parameters, schedules, branch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from experiments.own_rules.model import OwnModel, load_own
from experiments.posterior import Posterior, folder_of, load_posterior, posterior_draw
from experiments.settings import CompareSettings
from scenarios.compile import compile_schedule
from scenarios.differences import first_difference, same_until
from scenarios.future_format import Future
from scenarios.library import load_future, load_mix
from scenarios.mix_format import Mix
from scenarios.run_dates import RunDates, run_dates
from scenarios.scope import scope_bits
from simulation.ahead import compile_ahead
from simulation.dials import DIALS, MAXIMUM_LAWS
from simulation.parameters import central_values, prior_draw
from simulation.population import load_population, load_suppliers
from simulation.problems import InputProblem
from simulation.randomness import Purpose
from simulation.randomness import luck_of as luck_of_address
from simulation.run import policy_of
from simulation.schedule import MAXIMUM_SCOPES, Schedule, ScopeTest
from simulation.start import fixed_traits
from simulation.state import Policy
from simulation.vocabulary import QUARTERS, SECTORS, quarter_index

_SCOPE_COLUMNS = [DIALS.index(f"law_{law}_scope") for law in range(MAXIMUM_LAWS)]
_SEATS = DIALS.index(f"initiative_share_{SECTORS[0]}")


@dataclass
class Experiment:
    """A comparison, ready to run.

    `parameters` and `replications` are by draw; draw d has replication d unless somebody asked otherwise.
    `dates[mix][draw]` decide a schedule together with mix and future; schedules are compiled when a draw
    runs, so that memory does not grow with the number of draws. `branches[draw]` is the quarter until
    which all mixes are equal in that draw; `scopes` number the scope tests of all schedules; `posterior` is
    what the parameters were drawn from, None for the prior; `own` are rules from a file of the user's, None for
    the shipped ones.
    """

    settings: CompareSettings
    mixes: dict[str, Mix]
    future: Future
    population: Any
    suppliers: Any
    traits: Any
    parameters: dict[int, Any]
    replications: dict[int, int]
    dates: dict[str, dict[int, RunDates]]
    scopes: tuple[ScopeTest, ...]
    branches: dict[int, int]
    posterior: Posterior | None = None
    own: OwnModel | None = None

    def __reduce__(self) -> Any:
        """It travels without its firms, which every machine has, and without the posterior that it was drawn from."""
        return _on_arrival, (
            self.settings,
            self.mixes,
            self.future,
            self.parameters,
            self.replications,
            self.dates,
            self.scopes,
            self.branches,
        )

    def only(self, draw: int) -> "Experiment":
        """The same with one draw."""
        return replace(
            self,
            parameters={draw: self.parameters[draw]},
            replications={draw: self.replications[draw]},
            dates={mix: {draw: dates[draw]} for mix, dates in self.dates.items()},
            branches={draw: self.branches[draw]},
        )

    @property
    def until(self) -> int:
        """The quarter after the last one to run."""
        return quarter_index(self.settings.last_year, 4) + 1

    @property
    def firms(self) -> int:
        """Number of agents."""
        return len(self.population.firm_id)

    def initiatives(self, draw: int) -> dict[str, Any]:
        """By mix, (14,) 1 for sectors with a sector initiative under the baseline when the mixes of this draw part.

        So the groups with and without an initiative hold the same firms in every mix. Where the baseline has none,
        they are those of the mix itself: sectors in which it starts an initiative.
        """
        baseline, branch = next(iter(self.mixes)), min(self.branches[draw], QUARTERS - 1)
        shared = self._seats(baseline, draw)[branch] > 0
        if shared.any():
            return dict.fromkeys(self.mixes, shared.astype(np.int64))
        quarters = slice(branch, max(branch + 1, self.until))
        return {mix: (self._seats(mix, draw)[quarters] > 0).any(axis=0).astype(np.int64) for mix in self.mixes}

    def _seats(self, mix: str, draw: int) -> Any:
        """(quarters, 14) shares of the firms of each sector that have a seat in an initiative."""
        table = compile_schedule(self.mixes[mix], self.future, self.dates[mix][draw]).table
        return table[0, :, _SEATS : _SEATS + len(SECTORS)]

    def schedule(self, mix: str, draw: int) -> Schedule:
        """The schedule of one mix in one draw, with scopes numbered as in all schedules of the comparison."""
        return _with_shared_scopes(compile_schedule(self.mixes[mix], self.future, self.dates[mix][draw]), self.scopes)

    def policy(self, mix: str, draw: int) -> Policy:
        """The compiled policy of one mix in one draw."""
        return policy_of(self.schedule(mix, draw), self.parameters[draw], self.settings.variants)


def prepare(
    settings: CompareSettings, draws: Iterable[int] | None = None, like: Mapping[int, int] | None = None
) -> Experiment:
    """Check the settings, load what they name, draw parameters and dates, compile, and find the branches.

    `draws` prepares only these (for one run, or one life); all draws of the settings otherwise. `like` names
    draws that take the parameters of another draw, and keep luck of their own.
    """
    if not settings.model:  # first: looking at settings, and at the posterior, compiles functions and a quarter
        compile_ahead()
    settings.check()
    mixes = {mix.id: mix for mix in map(load_mix, settings.all_mixes())}
    chosen = range(settings.draws) if draws is None else tuple(draws)
    posterior = None if settings.prior else load_posterior(folder_of(settings.posterior))
    parameters = {draw: drawn(settings, (like or {}).get(draw, draw), posterior) for draw in chosen}
    return assemble(settings, mixes, parameters, {draw: draw for draw in chosen}, posterior)


def assemble(
    settings: CompareSettings,
    mixes: dict[str, Mix],
    parameters: dict[int, Any],
    replications: dict[int, int],
    posterior: Posterior | None = None,
) -> Experiment:
    """An experiment from mixes (the baseline first), and parameters and replication by draw."""
    own = load_own(settings.model) if settings.model else None
    if own is None:
        compile_ahead()
    future = load_future(settings.future)
    dates: dict[str, dict[int, RunDates]] = {name: {} for name in mixes}
    for draw, p in parameters.items():
        u_eu, u_wzk = luck_of_address(settings.seed, replications[draw], 0, 0, int(Purpose.RUN_DATES))[:2]
        for name, mix in mixes.items():
            dates[name][draw] = run_dates(future, mix, u_eu, u_wzk, float(p["eu_effort_shift"][0]))
    until = quarter_index(settings.last_year, 4) + 1
    branches, scopes = _branches(mixes, future, dates, until)
    if own is not None:  # what an own instrument changes is part of what mixes differ in
        own.refuse_unknown(list(mixes))
        branches = {draw: min(quarter, own.earliest()) for draw, quarter in branches.items()}
    return Experiment(
        settings,
        mixes,
        future,
        load_population(settings.firms),  # type: ignore[arg-type]
        load_suppliers(),
        traits_of(settings.firms, scopes),
        parameters,
        replications,
        dates,
        scopes,
        branches,
        posterior,
        own,
    )


@lru_cache(maxsize=8)
def traits_of(firms: int | str, scopes: tuple[ScopeTest, ...]) -> Any:
    """The traits of a sample of firms that hold in every draw, with the scopes of laws that they are under."""
    population = load_population(firms)  # type: ignore[arg-type] - checked with the settings
    size_reference = float(central_values()["size_reference"][0])  # fixed by the registry, the same in every draw
    return fixed_traits(population, load_suppliers(), scope_bits(scopes, population), size_reference)


def _on_arrival(settings: CompareSettings, mixes: dict[str, Mix], future: Future, *rest: Any) -> Experiment:
    """An experiment that travelled, with the firms of this machine."""
    parameters, replications, dates, scopes, branches = rest
    firms, suppliers = load_population(settings.firms), load_suppliers()  # type: ignore[arg-type] - checked there
    traits = traits_of(settings.firms, scopes)
    return Experiment(
        settings, mixes, future, firms, suppliers, traits, parameters, replications, dates, scopes, branches
    )


def drawn(settings: CompareSettings, draw: int, posterior: Posterior | None) -> Any:
    """Parameters of one draw, from the posterior or, where it is None, from the prior; (1,) PARAMETERS."""
    if posterior is None:
        return prior_draw(settings.seed, draw, settings.parameters)
    return posterior_draw(settings.seed, draw, settings.parameters, posterior)


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
            found=len(scopes),
            allowed=MAXIMUM_SCOPES,
        )
    return branches, tuple(sorted(scopes, key=repr))


def _with_shared_scopes(schedule: Schedule, scopes: tuple[ScopeTest, ...]) -> Schedule:
    """The schedule with its scopes numbered as all schedules of the comparison number them."""
    table = schedule.table.copy()
    own = table[:, :, _SCOPE_COLUMNS].astype(np.int64)
    lookup = np.array([*(scopes.index(test) for test in schedule.scopes), -1])
    table[:, :, _SCOPE_COLUMNS] = np.where(own >= 0, lookup[own], -1)
    return replace(schedule, table=table, scopes=scopes)
