"""The chain: what buyers do for conditions at suppliers, who leaves, and remedy."""

from simulation.compiled import rule


@rule
def next_condition(
    condition: float, start: int, dutch_demand: float, outside_demand: float, response: float, relapse: float
) -> float:
    """Conditions improve with demand that carries weight and slide back to where they were (S-105, S-106)."""
    pull = min(1.0, dutch_demand + outside_demand)
    return condition + response * pull * (1.0 - condition) - relapse * (condition - start)


@rule
def disengagement_chance(
    severity: float, pressure: float, leverage: float, effective_practice: float, rate: float
) -> float:
    """Chance in a quarter that a buyer leaves a supplier: fear and weak leverage (P-C22, K-7 upper bound)."""
    return rate * severity * pressure * (1.0 - leverage) * (1.0 - effective_practice)


@rule
def remedy_access(
    own_remedy: float,
    ncp: float,
    complaints: float,
    civil_liability: float,
    ncp_effect: float,
    complaints_effect: float,
    civil_effect: float,
) -> float:
    """Access to remedy for people harmed, in [0, 1]: own step 6, NCP, initiatives, courts (S-200, S-214)."""
    missing = (
        (1.0 - own_remedy)
        * (1.0 - ncp_effect * ncp)
        * (1.0 - complaints_effect * complaints)
        * (1.0 - civil_effect * civil_liability)
    )
    return 1.0 - missing
