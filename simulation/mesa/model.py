"""The Mesa driver: the model as a `mesa.Model`, for work with agents, AgentSet and DataCollector.

It walks `driver.QUARTER` with the same compiled functions as the compiled driver, firm by firm and supplier
by supplier, and gives the same world and records bit for bit. Mesa takes about a second to import, so only
this module and `mesa_agents` import it.

    model = ResponsibleBusinessModel(schedule, population, suppliers, parameters, bits, seed=1)
    model.run_until(2024)
    model.agents_by_type[Firm].select(lambda firm: firm.endorses > 0).agg("awareness", numpy.mean)
"""

import inspect
from functools import partial
from typing import Any, override

import mesa
import numpy as np
from mesa.agentset import AgentSet

from simulation.columns import Integers, Parameters, Records
from simulation.driver import QUARTER, close_accounts
from simulation.mesa.agents import Firm, Supplier
from simulation.mesa.institutions import Allocator, Government, SectorInitiative, Supervisor, SupportOffice
from simulation.population.tables import Population, Suppliers
from simulation.problems import InputProblem
from simulation.run import Run, policy_of
from simulation.schedule import Schedule
from simulation.start import fixed_traits
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR, QUARTERS, SECTORS

_STAGES: dict[str, Any] = {stage.name: stage.function for stage in QUARTER}
_ARGUMENTS = {name: tuple(inspect.signature(loop.py_func).parameters) for name, loop in _STAGES.items()}


def _columns(table: Records[Any]) -> dict[str, Any]:
    return {name: table[name] for name in table.dtype.names}


class ResponsibleBusinessModel(mesa.Model[Any, Any]):
    """Firms, suppliers, supervisors, support office, sector initiatives and government under one mix.

    schedule: a compiled mix in a future. population, suppliers: from `simulation.population`.
    parameters: (1,) PARAMETERS, one draw. scope_bits: (N,) int64, a bit per scope test of the schedule
    (`scenarios.scope.scope_bits`). All luck of the rules is addressed by seed and
    replication; Mesa's `rng`, `random` and shuffles, for your own additions, are streams keyed by both, the same in
    every mix. variants: structural variants, as in `run.policy_of`. firm_class:
    `Firm` or a subclass that overrides `step`; agents of it are then under `agents_by_type[firm_class]`.

    Agents are made at the first access to `agents`, `agents_by_type` or `firms`. Mesa's `steps` and `time`
    count quarters since 2012; `year` is the moment in years. Give `mesa.batch_run` seeds (`rng=[1, 2]`): without
    them it hands over None in place of the seed (Mesa 3.5.1, `findings/`), refused here as nobody could repeat it.
    """

    def __init__(
        self,
        schedule: Schedule,
        population: Population,
        suppliers: Suppliers,
        parameters: Records[Parameters],
        scope_bits: Integers,
        *,
        seed: int = 1,
        replication: int = 0,
        variants: dict[str, str] | None = None,
        firm_class: type[Firm] = Firm,
    ) -> None:
        """A model at the start of 2012; the class says what the arguments mean."""
        self.has_agents = False  # until all are made; from then on they take no new attributes
        # `random`, that of agents and of shuffles follows from `rng` in Mesa, so all are keyed alike
        super().__init__(rng=np.random.default_rng([seed, replication]))
        self.schedule, self.policy = schedule, policy_of(schedule, parameters, variants)
        self.supplier_table, self.firm_class = suppliers, firm_class
        traits = fixed_traits(population, suppliers, scope_bits, float(parameters["size_reference"][0]))
        #: the state, shared with the compiled driver; `draw.record` and `draw.accounts` are the years' sums
        self.draw = Run.start(traits, len(population), suppliers, parameters, self.policy, seed, replication)
        self.draw.look_back()
        world = self.draw.world
        # records by name: numpy gives fields of one record as items, compiled code as attributes
        self.now: Any = world.quarter[0]
        self.shared: Any = world.shared[0]
        #: columns by name: (blocks, BLOCK) or (blocks, k, BLOCK) of firms, (S,) or (S, k) of suppliers
        self.firm_columns = {**_columns(traits), **_columns(world.blocks), **_columns(world.works)}
        self.supplier_columns = _columns(world.suppliers)
        #: phases (b) and (d) for firms, and for suppliers, `start` to `end`
        self.decide = partial(_STAGES["decide"], *self._arguments("decide")[:-2])
        self.supply = partial(_STAGES["supply"], *self._arguments("supply")[:-2])
        self._made = self._compiled = False

    @property
    def quarter(self) -> int:
        """The next quarter to run, counted from 2012Q1 = 0."""
        return self.draw.quarter

    @property
    def year(self) -> float:
        """Now, in years: 2020.25 is the start of 2020Q2."""
        return FIRST_YEAR + self.draw.quarter / 4

    @override
    def step(self) -> None:
        """One quarter: the stages of `driver.QUARTER` in order. Raises InputProblem after the last year."""
        if self.quarter >= QUARTERS:
            raise InputProblem("the simulated years end with {last}", last=LAST_YEAR)
        if self._compiled:
            self.draw.advance(self.policy, self.quarter + 1)
        else:
            self._walk()
        self.running = self.quarter < QUARTERS

    @override
    def run_until(self, year: float) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Run to the start of a year: `run_until(2024)` ends with 2023Q4 done; 2024.5 is mid 2024.

        Years, not Mesa's time (quarters). A moment that has passed is left as it is. Raises InputProblem
        for a year outside the simulated ones.
        """
        if not FIRST_YEAR <= year <= LAST_YEAR + 1:
            raise InputProblem(
                "year {found}: give a year from {first} to {last}", found=year, first=FIRST_YEAR, last=LAST_YEAR + 1
            )
        quarters = int(4 * (year - FIRST_YEAR)) - self.quarter
        if quarters > 0:
            self.run_for(quarters)

    def fast_forward(self, year: float) -> None:
        """As `run_until`, by the compiled driver: the same bits, much faster, and no agent has its step.

        Raises InputProblem when `firm_class` overrides `step`, which it would pass over.
        """
        if self.firm_class.step is not Firm.step:
            raise InputProblem(
                "the compiled driver passes over {name}.step; use run_until", name=self.firm_class.__name__
            )
        self._compiled = True
        try:
            self.run_until(year)
        finally:
            self._compiled = False

    def _walk(self) -> None:
        self._make_agents()
        last_of_year = self.quarter % 4 == 3
        self.shared["sector_sums"] = 0
        for stage in QUARTER:
            match stage.name:
                case "open_quarter":
                    self.government.step()
                case "decide":
                    self.firms.do("step")
                case "ration":
                    self.allocators.do("step")
                    self.perform("ration")
                case "supply":
                    self.agents_by_type[Supplier].do("step")
                case "govern":
                    self.government.close()
                case "record_firms" | "record_chain" if not last_of_year:
                    pass
                case name:
                    self.perform(name)
        if last_of_year:
            close_accounts(self.draw.world.shared, self.draw.accounts[self.quarter // 4])
        self.draw.quarter += 1

    def perform(self, stage: str) -> None:
        """Run one stage of `driver.QUARTER`, by its name, over all firms or suppliers at once."""
        _STAGES[stage](*self._arguments(stage))

    def _arguments(self, stage: str) -> tuple[Any, ...]:
        """What a stage's function asks for, by the names of its arguments."""
        draw, world = self.draw, self.draw.world
        known = {
            "blocks": world.blocks,
            "works": world.works,
            "tallies": world.tally,
            "trait_blocks": draw.traits,
            "suppliers": world.suppliers,
            "quarter": world.quarter,
            "shared": world.shared,
            "policy": self.policy,
            "parameters": draw.parameters,
            "seed": draw.seed,
            "replication": draw.replication,
            "index": draw.quarter,
            "record": draw.record,
            "start": 0,
            "end": len(world.suppliers) if stage == "supply" else draw.firms,
        }
        return tuple(known[name] for name in _ARGUMENTS[stage])

    def _make_agents(self) -> None:
        if self._made:
            return
        self._made = True
        laws = len(self.schedule.laws.identifiers)
        for kind, count in (
            (self.firm_class, self.draw.firms),
            (Supplier, len(self.supplier_table)),
            (SectorInitiative, len(SECTORS)),
            (Supervisor, laws),
        ):
            kind.create_agents(self, count, list(range(count)))
        SupportOffice(self)
        Government(self)
        self.has_agents = True

    @property
    def agents(self) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
        """AgentSet of all agents, made now if need be."""
        self._make_agents()
        return self._all_agents

    @property
    def agents_by_type(self) -> dict[type, Any]:
        """AgentSet per class, made now if need be."""
        self._make_agents()
        return self._agents_by_type

    @property
    def firms(self) -> Any:
        """AgentSet of the firms, of whichever class."""
        return self.agents_by_type[self.firm_class]

    @property
    def allocators(self) -> Any:
        """AgentSet of support office, sector initiatives and supervisors."""
        kinds = [kind for kind in self.agents_by_type if issubclass(kind, Allocator)]
        return AgentSet([one for kind in kinds for one in self.agents_by_type[kind]], random=self.random)

    @property
    def government(self) -> Government:
        """The government."""
        return next(iter(self.agents_by_type[Government]))
