"""The state in 2012, before any quarter has passed: own norms, first commitment, first practice.

No source measures 2012; start values are registered parameters with wide priors (design section 4).
"""

from typing import Any

import numpy as np

from simulation.compiled import loop, rule
from simulation.elementary import exp, log
from simulation.phase_b_firms import mean_practice, weigh_motives
from simulation.randomness import Purpose, uniforms
from simulation.rules import embedding, maturity
from simulation.state import TRAITS, World, empty_world
from simulation.vocabulary import SECTORS, Size

FINANCE = SECTORS.index("finance")
SMALL, LARGE = int(Size.SMALL), int(Size.LARGE)


@rule
def own_norm(p, luck, size_score, sector_luck, is_finance):
    """Own norm in [0, 1]: modest for most, high for a few (the square of a uniform has mean 1/3), by size and sector."""
    norm = p.norm_mean + p.norm_spread * (luck * luck - 1.0 / 3.0) + p.norm_size * (size_score - 0.5)
    norm += p.norm_finance if is_finance else p.norm_sector_spread * (2.0 * sector_luck - 1.0)
    return min(1.0, max(0.0, norm))


@rule
def cost_of_full_practice(p, size, turnover):
    """EUR a year: by turnover among large firms (K-1, K-2), a share of turnover below (K-3, K-4)."""
    if size == LARGE:
        return max(p.cost_minimum, p.cost_large * exp(p.cost_elasticity * log(turnover / p.cost_reference_turnover)))
    return max(p.cost_minimum, p.cost_share_small * turnover)


@loop
def start_firms(firms, traits, quarter, parameters, seed, replication):
    """Draw own norm, ability, awareness and coverage of each firm, and what follows from them.

    Luck: purpose START, address (firm, 0) for norm, ability, awareness and coverage, (firm, 1) for
    endorsement, and (-1 - sector, 0) for the random sector effect (T2).
    """
    now, p = quarter[0], parameters[0]
    now.expectation = p.expectation_start
    for i in range(len(firms)):
        firm, fixed = firms[i], traits[i]
        norm_luck, able_luck, aware_luck, cover_luck = uniforms(seed, replication, fixed.firm_id, 0, Purpose.START)
        sector_luck, _, _, _ = uniforms(seed, replication, -1 - fixed.sector, 0, Purpose.START)
        firm.norm = own_norm(p, norm_luck, fixed.size_score, sector_luck, fixed.sector == FINANCE)
        able = p.capability_base + p.capability_size * fixed.size_score
        firm.capability = min(1.0, able * (0.5 + able_luck))
        firm.full_cost = cost_of_full_practice(p, fixed.size, fixed.turnover)
        firm.full_cost_share = firm.full_cost * fixed.per_turnover
        aware = p.start_awareness + p.start_awareness_size * (fixed.size_score - 0.5)
        firm.awareness = min(1.0, max(0.0, aware + p.start_awareness_spread * (aware_luck - 0.5)))
        firm.perceived = p.start_perceived_sanction
        firm.using = fixed.uses
        weigh_motives(firm, fixed, now, p)
        firm.commitment = firm.supported
        for k in range(6):
            firm.practice[k] = p.start_practice * embedding.voluntary_aim(firm.commitment, k / 5.0, p.step_difficulty)
            firm.reported[k] = p.disclosure_base * firm.practice[k]
        firm.learning = mean_practice(firm)
        for h in range(4):
            firm.coverage[h] = min(1.0, 2.0 * p.start_coverage * cover_luck)
            firm.supported_year[h] = firm.supported
        endorse_luck, _, _, _ = uniforms(seed, replication, fixed.firm_id, 1, Purpose.START)
        firm.endorses = 1.0 if endorse_luck < p.start_endorsement * firm.commitment else 0.0
        stage = maturity.observed_stage(
            firm.practice[0], firm.practice[1], firm.practice[2], firm.practice[3], firm.supported, p.policy_level,
            p.leader_level, p.laggard_level,
        )  # fmt: skip
        firm.stage, firm.candidate, firm.started = stage, stage, stage
        for s in range(3):
            firm.engaged[s] = 1


@loop
def start_purchases(traits, suppliers):
    """Weighted purchases (EUR a year) from each supplier while all buyers are still there."""
    for i in range(len(traits)):
        fixed = traits[i]
        for s in range(3):
            volume = fixed.weight * fixed.turnover * fixed.supplier_share[s]
            suppliers[fixed.supplier[s]].purchases_start += int(volume)


@loop
def size_scores(employees, reference, result):
    """Logarithm of employees relative to the largest, held to [0, 1]; (N,)."""
    for i in range(len(result)):
        result[i] = min(1.0, log(max(employees[i], 1.0)) / log(reference))


def fixed_traits(population: Any, suppliers: Any, scope_bits: Any, size_reference: float) -> Any:
    """The TRAITS records (N,) of a population, the same for every draw.

    `scope_bits` (N,) int64 has a bit per scope test of the schedules to run.
    """
    traits = np.zeros(len(population.firm_id), TRAITS)
    for name in ("firm_id", "sector", "weight", "visibility", "sales_central", "customers", "rivals", "supplier",
                 "supplier_share", "goal90", "size"):  # fmt: skip
        traits[name] = getattr(population, name)
    traits["turnover"], traits["sales_other"] = population.turnover_eur, population.sales_other_government
    traits["per_turnover"] = 1.0 / population.turnover_eur
    traits["uses"], traits["scope_bits"] = population.instrument_use, scope_bits
    traits["small"] = population.size <= SMALL
    traits["group"] = population.size * 2 + population.goal90
    severity = suppliers.severity[population.supplier]  # (N, 3, 4)
    for s in range(3):  # summed in a fixed order: the same bits everywhere
        traits["theme_risk"] += population.supplier_share[:, s, None] * severity[:, s]
    traits["exposure"] = np.minimum(1.0, traits["theme_risk"].max(axis=1))
    size_scores(population.employees, size_reference, traits["size_score"])
    return traits


def start_world(traits: Any, suppliers: Any, parameters: Any, seed: int, replication: int, policy: Any) -> World:
    """The world of one draw at the start of 2012. `parameters` is a (1,) record array."""
    world = empty_world(len(traits), len(suppliers.governance))
    world.suppliers["severity"] = suppliers.severity
    world.suppliers["condition"] = suppliers.start_condition.reshape(len(world.suppliers), -1)
    world.suppliers["condition_start"] = world.suppliers["condition"]
    world.quarter["response"], world.quarter["edges"] = policy.response, policy.edges
    start_firms(world.firms, traits, world.quarter, parameters, seed, replication)
    start_purchases(traits, world.suppliers)
    return world
