"""The field's standard terms, as the code uses them (docs/glossary.md gives the Dutch)."""

from enum import IntEnum
from typing import TYPE_CHECKING, Literal, get_args


def names(kind: type[IntEnum]) -> tuple[str, ...]:
    """The members as files write them (`child_labour`), in the order of their numbers."""
    return tuple(member.name.lower() for member in kind)


class Stage(IntEnum):
    """Maturity group of a firm (S-011, S-012, S-013)."""

    LAGGARD = 0
    PELOTON = 1
    LEADER = 2


class Tactic(IntEnum):
    """The five ways in which governments influence firms: the 5V model (S-050)."""

    OBLIGE = 0
    CONDITION = 1
    ENTICE = 2
    FACILITATE = 3
    INFORM = 4


class Theme(IntEnum):
    """Risk themes over which a firm divides its effort (S-007, S-112, P-E3)."""

    CHILD_LABOUR = 0
    WORKING_CONDITIONS = 1
    LIVING_WAGE = 2
    ENVIRONMENT = 3


class Size(IntEnum):
    """Size class by working persons: fewer than 10, 10-49, 50-249, 250 and more (P-D1)."""

    MICRO = 0
    SMALL = 1
    MEDIUM = 2
    LARGE = 3


class Regime(IntEnum):
    """How a supervisor works (S-103, P-B7, P-C6)."""

    COMPLAINT = 0
    RISK_BASED = 1
    DYNAMIC = 2
    CIVIL_COURT = 3
    COMPLY_OR_EXPLAIN = 4


class Step(IntEnum):
    """The six due-diligence steps (S-015); `practice[Step.IDENTIFY]` is that of step 2."""

    INTEGRATE = 0
    IDENTIFY = 1
    STOP = 2
    MONITOR = 3
    COMMUNICATE = 4
    REMEDY = 5


class Rival(IntEnum):
    """Where a firm's rivals are: the playing field (S-091, S-092, S-093)."""

    NL = 0
    EU = 1
    WORLD = 2


class By(IntEnum):
    """Kinds of instrument by how they work: rows of the table of edges (S-216 ... S-219)."""

    INFORM = 0
    INITIATIVE = 1
    INCENTIVE = 2
    CONDITION = 3
    TRANSPARENCY = 4
    LAW = 5


class To(IntEnum):
    """The direct effects A, B and C of the policy theory: columns of the table of edges (S-210 ... S-220)."""

    AWARENESS = 0
    COMMITMENT = 1
    EMBEDDING = 2


class Account(IntEnum):
    """What government spends on: a row of accounts in the results."""

    INFORMATION = 0
    SUPPORT_OFFICE = 1
    SUBSIDIES = 2
    INITIATIVES = 3
    CONDITIONS = 4
    PROCUREMENT = 5
    SUPERVISION = 6
    DIPLOMACY = 7


#: The 13 high-risk sectors (S-007) and the rest.
SectorName = Literal[
    "construction",
    "chemicals",
    "retail",
    "electronics",
    "energy",
    "finance",
    "wholesale",
    "wood_paper",
    "agriculture",
    "metal",
    "oil_gas",
    "textiles",
    "food",
    "other",
]
SECTORS: tuple[SectorName, ...] = get_args(SectorName)

#: Groups of government business instruments to which conditions can be attached (S-175 ... S-185).
GroupName = Literal["bhos", "export_finance", "ezk_pilot", "ezk_other", "innovation_missions"]
INSTRUMENT_GROUPS: tuple[GroupName, ...] = get_args(GroupName)
#: Core tasks under which support is given, a set and not a ladder (S-181).
TaskName = Literal["informing", "advising", "assessing", "monitoring"]
TASKS: tuple[TaskName, ...] = get_args(TaskName)
#: A firm's ultimate parent: no group known (the firm is its own), Dutch, foreign.
NO_GROUP, DUTCH_PARENT, FOREIGN_PARENT = 0, 1, 2
#: What a number rests on (docs/parameters.md).
GradeName = Literal["measured", "estimated", "assumed"]
GRADES: tuple[GradeName, ...] = get_args(GradeName)

STEPS, THEMES = names(Step), names(Theme)

if TYPE_CHECKING:
    StepName = ThemeName = RegimeName = TacticName = str
else:
    # formats refuse any other word; the members stand once, above
    StepName, ThemeName, RegimeName, TacticName = (Literal[names(kind)] for kind in (Step, Theme, Regime, Tactic))

FIRST_YEAR, LAST_YEAR = 2012, 2035
QUARTERS = (LAST_YEAR - FIRST_YEAR + 1) * 4


def quarter_index(year: int, quarter: int) -> int:
    """Quarters since the first quarter of 2012."""
    return (year - FIRST_YEAR) * 4 + quarter - 1


def quarter_name(index: int) -> str:
    """`2021Q3` for quarter 38."""
    return f"{FIRST_YEAR + index // 4}Q{index % 4 + 1}"
