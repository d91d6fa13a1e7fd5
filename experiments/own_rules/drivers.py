"""Two ways to run one draw of one mix: compiled, or firm by firm in Mesa with a researcher's own rules.

Everything that runs draws (every verb but `calibrate` and `validate`, which belong to the shipped rules) starts
them here, so each works with own rules.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from experiments.own_rules.model import OwnModel
from experiments.own_rules.reading import global_luck
from scenarios.scope import scope_bits
from simulation.domains import column_domains
from simulation.run import Run
from simulation.state import Policy, World
from simulation.vocabulary import quarter_name

if TYPE_CHECKING:
    from experiments.prepare import Experiment

#: What rounding may add to a share.
_ROUNDING = 1e-9


class AnyRun(Protocol):
    """One draw of one mix under way, whichever driver runs it; `simulation.run.Run` says what is what."""

    record: Any
    accounts: Any

    @property
    def world(self) -> World:
        """State of firms, suppliers, quarter and shared sums."""
        ...

    @property
    def quarter(self) -> int:
        """The next quarter to run."""
        ...

    @property
    def replication(self) -> int:
        """Address of its luck."""
        ...

    def advance(self, policy: Policy, until: int, between: Callable[[], None] | None = None) -> None:
        """Run to quarter `until` (not included)."""

    def look_back(self) -> None:
        """Keep what the rules work out in a quarter, for all to read."""

    def mark_start(self) -> None:
        """Fix the groups by starting stage."""


class Driver(Protocol):
    """How draws are run. `branches`: whether a run can be copied halfway, so that mixes share their past."""

    branches: bool

    def start(self, experiment: "Experiment", mix: str, draw: int) -> Any:
        """One draw of one mix at the start of 2012."""


class CompiledDriver:
    """The compiled rules: fast, and mixes share their past."""

    branches = True

    def start(self, experiment: "Experiment", mix: str, draw: int) -> Run:
        """One draw of one mix at the start of 2012."""
        return Run.start(
            experiment.traits,
            experiment.firms,
            experiment.suppliers,
            experiment.parameters[draw],
            experiment.policy(mix, draw),
            experiment.settings.seed,
            experiment.replications[draw],
        )


class MesaDriver:
    """Own rules, firm by firm in Python: slow, and each mix runs from 2012 because agents cannot be copied."""

    branches = False

    def __init__(self, own: OwnModel) -> None:
        """For the rules of a file."""
        self.own = own

    def start(self, experiment: "Experiment", mix: str, draw: int) -> "MesaRun":
        """One draw of one mix at the start of 2012. Raises InputProblem when the file's rules fail."""
        from experiments.own_rules.instrument import OwnRulesModel  # noqa: PLC0415 - Mesa takes a second to import
        from simulation.mesa.agents import Firm  # noqa: PLC0415

        settings = experiment.settings
        try:
            model = OwnRulesModel(
                experiment.schedule(mix, draw),
                experiment.population,
                experiment.suppliers,
                experiment.parameters[draw],
                scope_bits(experiment.scopes, experiment.population),
                seed=settings.seed,
                replication=experiment.replications[draw],
                variants=settings.variants,
                firm_class=self.own.firm_class or Firm,
                instruments=self.own.acting(experiment.mixes[mix].id),
            )
        except Exception as error:
            raise self.own.problem(error) from error
        return MesaRun(model, self.own)


class MesaRun:
    """A Mesa model as the runner sees it."""

    def __init__(self, model: Any, own: OwnModel) -> None:
        """A model at any moment, with the file that its rules come from."""
        self.model, self.own = model, own
        self.record, self.accounts = model.draw.record, model.draw.accounts

    @property
    def world(self) -> World:
        """State of firms, suppliers, quarter and shared sums."""
        return self.model.draw.world

    @property
    def quarter(self) -> int:
        """The next quarter to run."""
        return self.model.draw.quarter

    @property
    def replication(self) -> int:
        """Address of its luck."""
        return self.model.draw.replication

    def advance(self, policy: Policy, until: int, between: Callable[[], None] | None = None) -> None:
        """Run to quarter `until` (not included); the model already holds `policy`, that of its mix.

        Raises InputProblem, with file and line, when a rule of the file fails, leaves in a column what that may not
        be, or draws from the luck of the whole process.
        """
        del policy
        while self.quarter < until:
            before = global_luck()
            try:
                self.model.step()
            except Exception as error:
                raise self.own.problem(error) from error
            if global_luck() != before:
                raise self.own.luck_problem()
            self._refuse_outside()
            if between:
                between()

    def look_back(self) -> None:
        """Nothing to do: a Mesa model keeps what the rules work out."""

    def mark_start(self) -> None:
        """Fix the groups by starting stage."""
        self.model.draw.mark_start()

    def _refuse_outside(self) -> None:
        """Refuse a column of a firm or supplier that holds what it may not be (simulation/domains.yaml)."""
        world, when = self.world, f"{self.own.path.name}, {quarter_name(self.quarter - 1)}"
        for kind, table in (("firms", world.blocks), ("firms", world.works), ("suppliers", world.suppliers)):
            for name, domain in column_domains(kind, table.dtype.names or ()).items():
                values: Any = table[name]
                wrong = domain.outside(values, _ROUNDING) | np.isnan(values)
                if wrong.any():
                    place = tuple(int(axis[0]) for axis in np.nonzero(wrong))
                    where = f"{when}: {name}"
                    if kind == "firms":  # the last axis is the firm within its block
                        identity = int(self.model.draw.traits["firm_id"][place[0], place[-1]])
                        where = f"{when}, firm_id {identity}: {name}"
                    raise domain.problem(where, values[place].item())


def driver_of(experiment: "Experiment") -> Driver:
    """Compiled, or Mesa when the settings name a file of rules."""
    return CompiledDriver() if experiment.own is None else MesaDriver(experiment.own)


def expected_seconds(experiment: "Experiment", runs: int) -> float:
    """How long `runs` runs will take with own rules on this machine: a start and two quarters are run and timed."""
    draw, mix = next(iter(experiment.parameters)), next(reversed(experiment.mixes))

    def begin() -> Any:
        run = driver_of(experiment).start(experiment, mix, draw)
        run.advance(experiment.policy(mix, draw), 1)
        return run

    begin()  # what is compiled or imported at first use is not paid again by every run
    began = time.perf_counter()
    run = begin()
    ready = time.perf_counter()
    run.advance(experiment.policy(mix, draw), 2)
    quarter = time.perf_counter() - ready
    return runs * (ready - began + quarter * max(0, experiment.until - 1))
