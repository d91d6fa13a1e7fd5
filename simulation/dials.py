"""Where each dial stands in the schedule's table, for compiled code."""

from simulation.schedule import CONDITION_DIALS, DIALS, LAW_DIALS, DialIndex
from simulation.vocabulary import INSTRUMENT_GROUPS, Regime, Tactic

_AT = DialIndex()
SEATS, CONDITIONS, LAW, PER_LAW = _AT.initiative_share, _AT.condition, _AT.law, LAW_DIALS
GROUPS, PER_GROUP = len(INSTRUMENT_GROUPS), len(CONDITION_DIALS)
LETTERS = DIALS.index("letters_goal_firms")
PASSIVE = DIALS.index("passive_contacts")
PERSONAL = DIALS.index("personal_contacts")
BENCHMARK = DIALS.index("benchmark")
ADVISERS = DIALS.index("office_advisers")
SMALL_FIRST = DIALS.index("office_small_first")
SUBSIDY_BUDGET = DIALS.index("subsidy_budget")
SUBSIDY_SHARE = DIALS.index("subsidy_share")
STANDARD = DIALS.index("initiative_standard")
INITIATIVE_MONITORING = DIALS.index("initiative_monitoring")
LEVERAGE = DIALS.index("initiative_leverage")
SHARED_COST = DIALS.index("initiative_cost_share")
COMPLAINTS = DIALS.index("initiative_complaints")
PROCUREMENT = DIALS.index("procurement_share")
FOLLOW_UP = DIALS.index("procurement_follow_up")
OTHER_GOVERNMENT = DIALS.index("procurement_other_government")
EU_EFFORT = DIALS.index("eu_effort")
NCP = DIALS.index("ncp")

OBLIGE, CONDITION, ENTICE = int(Tactic.OBLIGE), int(Tactic.CONDITION), int(Tactic.ENTICE)
FACILITATE, INFORM = int(Tactic.FACILITATE), int(Tactic.INFORM)
RISK_BASED, DYNAMIC = int(Regime.RISK_BASED), int(Regime.DYNAMIC)
CIVIL_COURT, COMPLY_OR_EXPLAIN = int(Regime.CIVIL_COURT), int(Regime.COMPLY_OR_EXPLAIN)

#: Rows and columns of the table of edges from instruments to direct effects (S-216 ... S-219).
BY_INFORM, BY_INITIATIVE, BY_INCENTIVE, BY_CONDITION, BY_TRANSPARENCY, BY_LAW = range(6)
TO_AWARENESS, TO_COMMITMENT, TO_EMBEDDING = range(3)
