"""The field's standard terms, as the code uses them (docs/glossary.md gives the Dutch)."""

from enum import IntEnum


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


#: The 13 high-risk sectors (S-007) and the rest.
SECTORS = (
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
)

#: Groups of government business instruments to which conditions can be attached (S-175 ... S-185).
INSTRUMENT_GROUPS = ("bhos", "export_finance", "ezk_pilot", "ezk_other", "innovation_missions")

#: The six due-diligence steps (S-015); `practice[:, 0]` is step 1.
STEPS = ("integrate", "identify", "stop", "monitor", "communicate", "remedy")

FIRST_YEAR, LAST_YEAR = 2012, 2035
QUARTERS = (LAST_YEAR - FIRST_YEAR + 1) * 4


def quarter_index(year: int, quarter: int) -> int:
    """Quarters since the first quarter of 2012."""
    return (year - FIRST_YEAR) * 4 + quarter - 1


def quarter_name(index: int) -> str:
    """`2021Q3` for quarter 38."""
    return f"{FIRST_YEAR + index // 4}Q{index % 4 + 1}"
