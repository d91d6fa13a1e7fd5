"""The contract between a policy mix and the world: dials by quarter, and the laws behind them.

`scenarios/` compiles a mix, a future and a run's luck to a `Schedule`; `simulation/` reads nothing
else of policy. A dial at zero is a policy that is not there.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from simulation.scope_test import ScopeTest
from simulation.vocabulary import INSTRUMENT_GROUPS, QUARTERS, SECTORS

#: At most this many laws act in one mix (a new version of a law is a law of its own).
MAXIMUM_LAWS = 10
#: At most this many different scope tests (law x phase-in step) per schedule: one bit each.
MAXIMUM_SCOPES = 62

CONDITION_DIALS = ("informing", "advising", "assessing", "monitoring", "endorsement", "no_knock_out")


def _dial_names() -> tuple[str, ...]:
    names = [
        # inform: contacts per firm and quarter, by channel (P-B14, P-G11, S-024, S-108, S-185, S-018)
        "letters_goal_firms",
        "passive_contacts",
        "personal_contacts",
        "benchmark",
        # facilitate: full-time advisers of the office, 1 = small firms first (S-190, S-191)
        "office_advisers",
        "office_small_first",
        # entice: euro per quarter and the share of cost that it pays (S-192, P-B19)
        "subsidy_budget",
        "subsidy_share",
        # facilitate: quality of sector initiatives, 0-1 (S-097, S-098), share of common cost paid
        "initiative_standard",
        "initiative_monitoring",
        "initiative_leverage",
        "initiative_cost_share",
        "initiative_complaints",
        # condition: share of central spend in the risk categories, share followed up, others (S-034, S-171)
        "procurement_share",
        "procurement_follow_up",
        "procurement_other_government",
        # government effort in Brussels (0-1 of full effort) and the NCP (S-150, S-200)
        "eu_effort",
        "ncp",
    ]
    names += [f"initiative_share_{sector}" for sector in SECTORS]  # share of the sector's firms (S-010)
    names += [f"condition_{group}_{dial}" for group in INSTRUMENT_GROUPS for dial in CONDITION_DIALS]
    for law in range(MAXIMUM_LAWS):
        # 1 once announced (also while in force); 0..1 ramp while in force; index of the scope test
        # that applies (-1: none); inspections per 100 firms and year; 1 in the quarter in which firms
        # must adapt from a law that it replaces (S-109)
        names += [f"law_{law}_{dial}" for dial in ("announced", "in_force", "scope", "inspections", "adapt")]
    return tuple(names)


DIALS = _dial_names()


class DialIndex(NamedTuple):
    """First column of each group of dials, for compiled code."""

    initiative_share: int = DIALS.index(f"initiative_share_{SECTORS[0]}")
    condition: int = DIALS.index(f"condition_{INSTRUMENT_GROUPS[0]}_informing")
    law: int = DIALS.index("law_0_announced")


LAW_DIALS = 5


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
    for law in range(MAXIMUM_LAWS):
        table[:, :, DIALS.index(f"law_{law}_scope")] = -1.0
    none = np.zeros(0)
    return Schedule(table, Laws(), (), np.full((0, 1), -1, np.int64), none, none, none.astype(np.int64))
