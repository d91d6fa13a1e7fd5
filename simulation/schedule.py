"""The contract between a policy mix and the world: dials by quarter, and the laws behind them.

`scenarios/` compiles a mix, a future and a run's luck to a `Schedule`; `simulation/` reads nothing
else of policy. A dial at zero is a policy that is not there.
"""

from dataclasses import dataclass, field

import numpy as np

from simulation.dials import DIALS, LAW, MAXIMUM_LAWS, PER_LAW, LawDial
from simulation.scope_test import ScopeTest
from simulation.vocabulary import QUARTERS

#: At most this many different scope tests (law x phase-in step) per schedule: one bit each.
MAXIMUM_SCOPES = 62


@dataclass(frozen=True)
class Laws:
    """What each law of a schedule asks, one row per law slot (unused slots are zero). L = MAXIMUM_LAWS."""

    identifiers: tuple[str, ...] = ()
    #: (L, 6) 1 where the law asks this due-diligence step for real
    steps: np.ndarray = field(default_factory=lambda: np.zeros((MAXIMUM_LAWS, 6)))
    #: (L,) 1 where the law asks a public report
    reporting: np.ndarray = field(default_factory=lambda: np.zeros(MAXIMUM_LAWS))
    #: (L, 4) 1 where the law covers this theme
    themes: np.ndarray = field(default_factory=lambda: np.zeros((MAXIMUM_LAWS, 4)))
    #: (L,) `Regime`
    regime: np.ndarray = field(default_factory=lambda: np.zeros(MAXIMUM_LAWS, np.int64))
    #: (L,) highest fine as a share of turnover, and in euro
    fine_share: np.ndarray = field(default_factory=lambda: np.zeros(MAXIMUM_LAWS))
    fine_eur: np.ndarray = field(default_factory=lambda: np.zeros(MAXIMUM_LAWS))
    #: (L,) 0/1: order under penalty, publication of sanctions, criminal liability; and civil liability, 0 to 1
    order: np.ndarray = field(default_factory=lambda: np.zeros(MAXIMUM_LAWS))
    publication: np.ndarray = field(default_factory=lambda: np.zeros(MAXIMUM_LAWS))
    criminal: np.ndarray = field(default_factory=lambda: np.zeros(MAXIMUM_LAWS))
    civil_liability: np.ndarray = field(default_factory=lambda: np.zeros(MAXIMUM_LAWS))
    #: (L,) 1 when the law holds in the whole EU, so rivals and other EU buyers are under it too
    eu_wide: np.ndarray = field(default_factory=lambda: np.zeros(MAXIMUM_LAWS))
    #: (L,) 1 when the supervisor checks boxes rather than practice (Q13)
    checklist: np.ndarray = field(default_factory=lambda: np.zeros(MAXIMUM_LAWS))
    #: (L,) 1 when who breaks it is shut out of government contracts
    exclusion: np.ndarray = field(default_factory=lambda: np.zeros(MAXIMUM_LAWS))
    #: (L,) how far down the chain it looks: 0 own business, 1/2 direct suppliers, 1 the whole chain
    depth: np.ndarray = field(default_factory=lambda: np.zeros(MAXIMUM_LAWS))
    #: (L,) employees below which it spares partners from questions; 0 where it spares none
    spared_below: np.ndarray = field(default_factory=lambda: np.zeros(MAXIMUM_LAWS))


@dataclass(frozen=True)
class Schedule:
    """A mix in a future, compiled: all that the world sees of policy.

    table: (variants, QUARTERS, len(DIALS)) float64. Variant 0 holds while no rule has fired; a rule
    that fires at its j-th evaluation (j from 0) adds (j + 1) * rule_stride to the variant's index.
    rule_evaluations: (rules, E) quarter indices, padded with -1; a rule fires when the latest published
    endorsement of the goal's firms is below (`rule_below` 1) or at or above (0) `rule_threshold`.
    Rules on the EU's state are settled when compiling, for that state is known from the run's dates.
    scopes: the scope tests that `law_*_scope` point to.
    """

    table: np.ndarray
    laws: Laws
    scopes: tuple[ScopeTest, ...]
    rule_evaluations: np.ndarray
    rule_threshold: np.ndarray
    rule_below: np.ndarray
    rule_stride: np.ndarray


def empty_schedule() -> Schedule:
    """No policy at all, for tests and as a start."""
    table = np.zeros((1, QUARTERS, len(DIALS)))
    table[:, :, LAW + LawDial.SCOPE :: PER_LAW] = -1.0
    none = np.zeros(0)
    return Schedule(table, Laws(), (), np.full((0, 1), -1, np.int64), none, none, none.astype(np.int64))
