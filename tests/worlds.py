"""Small worlds for tests: few firms under a few dials or laws, and what to read from them."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from scenarios.scope import scope_bits
from simulation.dials import DIALS, MAXIMUM_LAWS
from simulation.parameters import central_values
from simulation.population import load_population, load_suppliers
from simulation.run import Run, policy_of
from simulation.schedule import Laws, Schedule, ScopeTest, empty_schedule
from simulation.start import fixed_traits
from simulation.state import FIRMS, SUPPLIER, WORK, Policy, column
from simulation.vocabulary import QUARTERS, Regime

EVERYONE = ScopeTest()
#: Columns that hold a share, a chance or an on/off state for every firm at every moment.
SHARES = (
    "norm",
    "capability",
    "awareness",
    "commitment",
    "supported",
    "supported_year",
    "endorses",
    "practice",
    "reported",
    "coverage",
    "practice_mean",
    "reported_mean",
    "perceived",
    "learning",
    "help",
    "subsidised",
    "visited",
    "sanctioned",
    "member",
    "engaged",
    "asks",
    "peers",
    "asked",
    "luck",
    "in_force",
    "announced",
    "severity",
    "uncovered",
    "duty",
    "report_duty",
    "theme_duty",
    "checklist",
    "dynamic",
    "civil",
    "complies",
    "foresees",
    "real",
    "meets_bar",
    "deterred",
    "skill",
    "statement",
    "told",
    "glossed",
    "condition_floor",
    "condition_paper",
    "initiative_floor",
    "clause_floor",
    "clause_paper",
    "content_floor",
    "strictness",
    "contracts",
    "normative",
    "social",
    "ability",
)


@dataclass(frozen=True)
class Law:
    """A law as tests give it; quarters are indices since 2012."""

    announced: int = 16
    in_force: int = 20
    name: str = "test-law"
    scope: ScopeTest = EVERYONE
    steps: tuple[int, ...] = (1,) * 6
    themes: tuple[int, ...] = (1,) * 4
    inspections: float = 0.0
    reporting: bool = False
    regime: Regime = Regime.RISK_BASED
    terms: dict[str, float] = field(default_factory=dict)


def schedule_of(dials: dict[str, float] | None = None, laws: tuple[Law, ...] = (), since: int = 16) -> Schedule:
    """No policy but these dials from quarter `since` on, and these laws."""
    empty = empty_schedule()
    for name, value in (dials or {}).items():
        empty.table[0, since:, DIALS.index(name)] = value
    found = Laws(tuple(law.name for law in laws))
    scopes = tuple(dict.fromkeys(law.scope for law in laws))
    for slot, law in enumerate(laws):
        found.steps[slot], found.themes[slot] = law.steps, law.themes
        found.reporting[slot], found.regime[slot] = law.reporting, law.regime
        for name, value in law.terms.items():
            getattr(found, name)[slot] = value
        values = {"announced": 1.0, "scope": scopes.index(law.scope)}
        for name, value in values.items():
            empty.table[0, law.announced :, DIALS.index(f"law_{slot}_{name}")] = value
        for name, value in {"in_force": 1.0, "inspections": law.inspections}.items():
            empty.table[0, law.in_force :, DIALS.index(f"law_{slot}_{name}")] = value
    none = np.zeros(0)
    return Schedule(empty.table, found, scopes, np.full((0, 1), -1, np.int64), none, none, none.astype(np.int64))


@lru_cache(maxsize=32)
def _traits(firms: int, scopes: tuple[ScopeTest, ...]) -> Any:
    population = load_population(firms)
    reference = float(central_values()["size_reference"][0])
    return fixed_traits(population, load_suppliers(), scope_bits(scopes, population), reference)


@dataclass
class SmallWorld:
    """A run with its policy."""

    run: Run
    policy: Policy

    def until(self, quarter: int) -> "SmallWorld":
        """Run to this quarter (not included)."""
        self.run.advance(self.policy, quarter)
        return self

    def of(self, name: str) -> Any:
        """A column over all firms: (firms,) or (k, firms)."""
        return self.run.world.column(name, self.run.firms)

    def trait(self, name: str) -> Any:
        """A fixed property over all firms."""
        return column(self.run.traits, name, self.run.firms)

    def mean(self, name: str, where: Any = True) -> float:
        """Weighted mean over the firms `where`; of a vector field the mean over its parts too."""
        values = self.of(name).astype(float)
        values = values if values.ndim == 1 else values.mean(axis=0)
        weight = self.trait("weight") * where
        return float((values * weight).sum() / weight.sum())

    @property
    def shared(self) -> Any:
        """What allocators and the government keep."""
        return self.run.world.shared[0]

    @property
    def everything(self) -> bytes:
        """All state and records as bytes, but for the copy of the dials."""
        return state_bytes(self.run)


def small_world(
    schedule: Schedule,
    firms: int = 150,
    parameters: Any = None,
    seed: int = 1,
    replication: int = 0,
    variants: dict[str, str] | None = None,
) -> SmallWorld:
    """A world at the start of 2012 under this schedule, at central values unless given others."""
    p = central_values() if parameters is None else parameters
    policy = policy_of(schedule, p, variants)
    run = Run.start(_traits(firms, schedule.scopes), firms, load_suppliers(), p, policy, seed, replication)
    run.look_back()
    return SmallWorld(run, policy)


def state_bytes(run: Run) -> bytes:
    """Firms, suppliers, shared sums and records; the quarter's record repeats the schedule and is left out."""
    world = run.world
    parts = (world.blocks, world.works, world.suppliers, world.shared, run.record.dense(), run.accounts)
    return b"".join(part.tobytes() for part in parts)


def all_finite(run: Run) -> bool:
    """Whether no column of any firm or supplier holds NaN or infinity."""
    world = run.world
    parts = ((world.blocks, FIRMS.names), (world.works, WORK.names), (world.suppliers, SUPPLIER.names))
    return all(np.isfinite(table[name]).all() for table, names in parts for name in names)


__all__ = [
    "EVERYONE",
    "MAXIMUM_LAWS",
    "QUARTERS",
    "SHARES",
    "Law",
    "SmallWorld",
    "all_finite",
    "schedule_of",
    "small_world",
    "state_bytes",
]
