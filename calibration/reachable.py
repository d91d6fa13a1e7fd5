"""Whether facts on a whole and on its parts can be true together."""

from functools import cache

import numpy as np

from simulation.population import load_population
from simulation.population.tables import GOAL_ONE_TO_ONE_FROM
from simulation.problems import InputProblem
from simulation.vocabulary import SECTORS

#: Facts may miss each other by so many joint standard deviations.
_APART = 2.0


@cache
def goal_shares() -> tuple[float, float, float]:
    """Shares of finance, the other high-risk sectors and the rest among the firms of the 90% goal (S-001, S-007)."""
    population = load_population(GOAL_ONE_TO_ONE_FROM)
    goal = population.goal90 > 0
    sector, weight = population.sector[goal], population.weight[goal]
    finance, rest = sector == SECTORS.index("finance"), sector == SECTORS.index("other")
    total = float(np.sum(weight))
    of_finance, of_rest = float(np.sum(weight[finance])) / total, float(np.sum(weight[rest])) / total
    return of_finance, 1.0 - of_finance - of_rest, of_rest


def refuse_unreachable(values: dict[str, tuple[float, float]], file: str) -> None:
    """Refuse an endorsement in 2019 (T1) that no share in the other sectors makes true, given T2.

    values: statistic to (value, spread). Raises InputProblem when even nobody, or everybody, of the other
    sectors endorsing leaves more than two joint standard deviations to the total.
    """
    names = ("endorsement_2019", "endorsement_finance_2019", "endorsement_high_risk_2019")
    if any(name not in values for name in names):
        return
    finance, high_risk, rest = goal_shares()
    (whole, s0), (first, s1), (second, s2) = (values[name] for name in names)
    lowest = finance * first + high_risk * second
    joint = float(np.sqrt(s0**2 + (finance * s1) ** 2 + (high_risk * s2) ** 2))
    if max(lowest - whole, whole - (lowest + rest)) > _APART * joint:
        raise InputProblem(
            "{file}: endorsement_2019: found {found}; with endorsement_finance_2019 and endorsement_high_risk_2019 "
            "only {low} to {high} can be reached",
            file=file,
            found=f"{whole:.12g}",
            low=f"{lowest:.3f}",
            high=f"{lowest + rest:.3f}",
        )
