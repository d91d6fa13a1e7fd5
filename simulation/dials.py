"""The dials of policy: what each means, which field of an instrument sets it, and where it stands in the table.

A dial at zero is a policy that is not there. `Dial` has the single ones; below them in the table come a dial per
sector (seats in initiatives), a row per group of government instruments (`ConditionDial`) and a row per law
(`LawDial`). Amounts of a flow are per quarter here and per year in instruments.
"""

from enum import IntEnum
from typing import Self

from simulation.vocabulary import INSTRUMENT_GROUPS, SECTORS, names

#: At most this many laws act in one mix (a new version of a law is a law of its own).
MAXIMUM_LAWS = 16


class Dial(IntEnum):
    """A number of policy in force in a quarter; its value is its column in the schedule's table.

    unit: of the number in the table. kind, field: the kind of instrument and its field that set it; a field that
    ends in `_per_year` is divided over the quarters.
    """

    unit: str
    kind: str
    field: str

    def __new__(cls, unit: str, set_by: str) -> Self:
        """The next column, for a dial in `unit` that the field `kind.field` sets."""
        dial = int.__new__(cls, len(cls.__members__))
        dial._value_ = len(cls.__members__)
        dial.unit = unit
        dial.kind, _, dial.field = set_by.partition(".")
        return dial

    # inform: by channel (P-B14, P-G11, S-024, S-108, S-185, S-018)
    LETTERS_GOAL_FIRMS = "contacts per firm and quarter", "letters.contacts_per_firm_per_year"
    PASSIVE_CONTACTS = "contacts per firm and quarter", "information.passive_contacts_per_firm_per_year"
    PERSONAL_CONTACTS = "contacts per firm and quarter", "information.personal_contacts_per_firm_per_year"
    BENCHMARK = "editions per quarter", "benchmark.editions_per_year"
    # facilitate: the office (S-190, S-191)
    OFFICE_ADVISERS = "full-time advisers", "support_office.advisers"
    OFFICE_SMALL_FIRST = "0 or 1", "support_office.small_firms_first"
    # entice (S-192, P-B19)
    SUBSIDY_BUDGET = "euro per quarter", "financial_incentive.schemes"
    SUBSIDY_SHARE = "share of cost paid", "financial_incentive.schemes"
    # facilitate: quality of sector initiatives (S-097, S-098)
    INITIATIVE_STANDARD = "0 to 1", "sector_initiatives.standard"
    INITIATIVE_MONITORING = "0 to 1", "sector_initiatives.monitoring"
    INITIATIVE_LEVERAGE = "0 to 1", "sector_initiatives.joint_leverage"
    INITIATIVE_COST_SHARE = "share of common cost paid", "sector_initiatives.cost_share"
    INITIATIVE_COMPLAINTS = "0 to 1", "sector_initiatives.complaints_mechanism"
    # condition: procurement (S-034, S-171)
    PROCUREMENT_SHARE = "share of central spend in the risk categories", "procurement.share_of_central_spend"
    PROCUREMENT_FOLLOW_UP = "share of those contracts", "procurement.share_followed_up"
    PROCUREMENT_OTHER_GOVERNMENT = "share of other governments' spend", "procurement.other_governments"
    # government in Brussels and the National Contact Point (S-150, S-200)
    EU_EFFORT = "share of full effort", "eu_effort.effort"
    NCP = "share of full activity", "ncp.activity"


class ConditionDial(IntEnum):
    """Dials of one group of government instruments: the share of its use that each reaches (S-181, S-101)."""

    INFORMING = 0
    ADVISING = 1
    ASSESSING = 2
    MONITORING = 3
    ENDORSEMENT = 4
    NO_KNOCK_OUT = 5


class LawDial(IntEnum):
    """Dials of one law."""

    #: 1 once announced, also while in force
    ANNOUNCED = 0
    #: 0 to 1 while in force, by its ramp
    IN_FORCE = 1
    #: number of the scope test that applies, -1 for none
    SCOPE = 2
    #: per 100 firms in scope and year
    INSPECTIONS = 3
    #: 1 in the quarter in which firms must adapt from a law that it replaces (S-109)
    ADAPT = 4


#: First column of the share of each sector's firms with a seat in an initiative (S-010), a column per sector.
SEATS = len(Dial)
#: First column of the conditions, PER_GROUP columns for each of the GROUPS of instruments.
CONDITIONS, PER_GROUP, GROUPS = SEATS + len(SECTORS), len(ConditionDial), len(INSTRUMENT_GROUPS)
#: First column of the laws, PER_LAW columns for each of MAXIMUM_LAWS.
LAW, PER_LAW = CONDITIONS + GROUPS * PER_GROUP, len(LawDial)

#: All dials by name, in the order of their columns.
DIALS = (
    *names(Dial),
    *(f"initiative_share_{sector}" for sector in SECTORS),
    *(f"condition_{group}_{dial}" for group in INSTRUMENT_GROUPS for dial in names(ConditionDial)),
    *(f"law_{law}_{dial}" for law in range(MAXIMUM_LAWS) for dial in names(LawDial)),
)
