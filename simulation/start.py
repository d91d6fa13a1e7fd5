"""The state in 2012, before any quarter has passed: own norms, first commitment, first practice.

No source measures 2012; start values are registered parameters with wide priors.
"""

import numpy as np

from simulation.columns import Firms, Floats, Integers, Parameters, Quarter, Records, SupplierRecord, Traits, Work
from simulation.compiled import loop, rule, span
from simulation.elementary import exp, log
from simulation.population.tables import Population, Suppliers
from simulation.quarter.phase_b_choices import weigh_motives
from simulation.quarter.phase_b_practice import SIXTH, STEP_POSITION
from simulation.randomness import Purpose, uniforms
from simulation.rules import embedding, maturity, requirements, statements
from simulation.state import BLOCK, TRAITS, Policy, World, blocks_for, empty_world, fill
from simulation.vocabulary import SECTORS, Size, Step

FINANCE = SECTORS.index("finance")
SMALL, LARGE = int(Size.SMALL), int(Size.LARGE)


@rule
def own_norm(p: Parameters, luck: float, size_score: float, sector_luck: float, is_finance: bool) -> float:
    """Own norm in [0, 1]: modest for most, high for a few (a squared uniform has mean 1/3), by size and sector."""
    norm = p.norm_mean + p.norm_spread * (luck * luck - 1.0 / 3.0) + p.norm_size * (size_score - 0.5)
    norm += p.norm_finance if is_finance else p.norm_sector_spread * (2.0 * sector_luck - 1.0)
    return min(1.0, max(0.0, norm))


@rule
def cost_of_full_practice(p: Parameters, size: int, turnover: float) -> float:
    """EUR a year: by turnover among large firms (K-1, K-2), a share of turnover below (K-3, K-4)."""
    if size == LARGE:
        return max(p.cost_minimum, p.cost_large * exp(p.cost_elasticity * log(turnover / p.cost_reference_turnover)))
    return max(p.cost_minimum, p.cost_share_small * turnover)


@loop
def start_firms(
    blocks: Records[Firms],
    works: Records[Work],
    trait_blocks: Records[Traits],
    quarter: Records[Quarter],
    parameters: Records[Parameters],
    seed: int,
    replication: int,
    count: int,
) -> None:
    """Draw own norm, ability, awareness and coverage of each firm, and what follows from them.

    Luck: purpose START, address (firm, 0) for norm, ability, awareness and coverage, (firm, 1) for
    endorsement and readiness to abide, and (-1 - sector, 0) for the random sector effect (T2).
    """
    now, p = quarter[0], parameters[0]
    now.expectation = p.expectation_start
    for block in range(len(blocks)):
        firms, work, traits = blocks[block], works[block % len(works)], trait_blocks[block]
        first, last = span(0, count, block, BLOCK)
        for i in range(first, last):
            identity, size_score = traits.firm_id[i], traits.size_score[i]
            norm_luck, able_luck, aware_luck, cover_luck = uniforms(seed, replication, identity, 0, Purpose.START)
            sector_luck, _, _, _ = uniforms(seed, replication, -1 - traits.sector[i], 0, Purpose.START)
            firms.norm[i] = own_norm(p, norm_luck, size_score, sector_luck, traits.sector[i] == FINANCE)
            able = p.capability_base + p.capability_size * size_score
            firms.capability[i] = min(1.0, able * (1.0 + p.capability_spread * (able_luck - 0.5)))
            firms.full_cost[i] = cost_of_full_practice(p, traits.size[i], traits.turnover[i])
            aware = p.start_awareness + p.start_awareness_size * (size_score - 0.5)
            firms.awareness[i] = min(1.0, max(0.0, aware + p.start_awareness_spread * (aware_luck - 0.5)))
            firms.perceived[i] = p.start_perceived_sanction
            firms.using[i] = traits.uses[i]
            for h in range(4):
                firms.coverage[h, i] = min(1.0, 2.0 * p.start_coverage * cover_luck)
            for s in range(3):
                firms.engaged[s, i] = 1.0
        weigh_motives(firms, work, traits, now, p, first, last)
        for i in range(first, last):
            endorse_luck, firms.abiding[i], firms.candour[i], firms.publishing[i] = uniforms(
                seed, replication, traits.firm_id[i], 1, Purpose.START
            )
            firms.smallness[i] = traits.small[i]
            start_practice(firms, work, traits, now, p, endorse_luck, i)


@rule
def start_practice(
    firms: Firms, work: Work, traits: Traits, now: Quarter, p: Parameters, endorse_luck: float, i: int
) -> None:
    """Commitment, practice, reports, endorsement and stage that follow from a firm's first motives."""
    firms.endorses[i] = 1.0 if endorse_luck < p.start_endorsement * work.supported[i] else 0.0
    # statements begin where the rules would hold them: no growth of reports that is only a start (T6, T8)
    seen, endorses = traits.visibility[i], firms.endorses[i]
    told = statements.told_share(
        seen, endorses, p.disclosure_base, p.disclosure_by_visibility, p.disclosure_by_endorsement
    )
    glossed = statements.gloss(seen, now.expectation, endorses, p.gloss_by_expectation, p.gloss_by_endorsement)
    chance = statements.statement_chance(
        seen, endorses, 0.0, 0.0, 0.0, p.statement_base, p.statement_by_visibility, p.statement_by_endorsement
    )
    firms.statement[i] = requirements.meets(firms.publishing[i], chance)
    able = embedding.ability(firms.capability[i], 0.0, 0.0, p.capability_by_learning)
    firms.commitment[i] = work.supported[i]
    for h in range(4):
        firms.supported_year[h, i] = work.supported[i]
    lack = embedding.lack_of_ability(able, p.ability_enough)
    for k in range(6):
        aim = embedding.voluntary_aim(firms.commitment[i], STEP_POSITION[k], p.step_difficulty)
        able_to = embedding.reach(lack, STEP_POSITION[k], p.reach_first_step)
        firms.practice[k, i] = min(p.start_practice * aim, able_to)
        firms.reported[k, i] = firms.statement[i] * statements.own_content(firms.practice[k, i], told, glossed)
        firms.practice_mean[i] += firms.practice[k, i] * SIXTH
        firms.reported_mean[i] += firms.reported[k, i] * SIXTH
    firms.learning[i] = firms.practice_mean[i]
    stage = maturity.observed_stage(
        firms.practice[Step.INTEGRATE, i],
        firms.practice[Step.IDENTIFY, i],
        firms.practice[Step.STOP, i],
        firms.practice[Step.MONITOR, i],
        work.supported[i],
        p.policy_level,
        p.leader_level,
        p.laggard_level,
    )
    firms.stage[i], firms.candidate[i], firms.started[i] = stage, stage, stage


@loop
def start_purchases(trait_blocks: Records[Traits], suppliers: Records[SupplierRecord], count: int) -> None:
    """Weighted purchases (EUR a year) from each supplier while all buyers are still there."""
    for block in range(len(trait_blocks)):
        traits = trait_blocks[block]
        first, last = span(0, count, block, BLOCK)
        for i in range(first, last):
            for s in range(3):
                volume = traits.weight[i] * traits.turnover[i] * traits.supplier_share[s, i]
                suppliers[traits.supplier[s, i]].purchases_start += np.int64(volume)


@loop
def size_scores(employees: Floats, reference: float, result: Floats) -> None:
    """Logarithm of employees relative to the largest, held to [0, 1]; (N,)."""
    for i in range(len(result)):
        result[i] = min(1.0, log(max(employees[i], 1.0)) / log(reference))


def fixed_traits(
    population: Population, suppliers: Suppliers, scope_bits: Integers, size_reference: float
) -> Records[Traits]:
    """The TRAITS blocks of a population, the same for every draw.

    `scope_bits` (N,) int64 has a bit per scope test of the schedules to run; `size_reference` is the
    registered number of employees from which a firm counts as largest.
    """
    p = population
    severity = suppliers.severity[p.supplier]  # (N, 3, 4)
    theme_risk = np.zeros((len(p.firm_id), 4))
    for s in range(3):  # summed in a fixed order: the same bits everywhere
        theme_risk += p.supplier_share[:, s, None] * severity[:, s]
    size_score = np.zeros(len(p.firm_id))
    size_scores(p.employees, size_reference, size_score)
    columns = {
        "firm_id": p.firm_id,
        "sector": p.sector,
        "size": p.size,
        "weight": p.weight,
        "turnover": p.turnover_eur,
        "per_turnover": 1.0 / p.turnover_eur,
        "visibility": p.visibility,
        "sales_central": p.sales_central,
        "sales_other": p.sales_other_government,
        "customers": p.customers,
        "rivals": p.rivals,
        "supplier": p.supplier,
        "supplier_share": p.supplier_share,
        "theme_risk": theme_risk,
        "exposure": np.minimum(1.0, theme_risk.max(axis=1)),
        "goal90": p.goal90.astype(np.float64),
        "small": (p.size <= SMALL).astype(np.float64),
        "size_score": size_score,
        "employees": np.asarray(p.employees, np.float64),
        "scope_bits": scope_bits,
        "uses": p.instrument_use.astype(np.int64),
    }
    traits = np.zeros(blocks_for(len(p.firm_id)), TRAITS)
    for name, values in columns.items():
        fill(traits, name, values)
    return traits


def start_world(
    traits: Records[Traits],
    firms: int,
    suppliers: Suppliers,
    parameters: Records[Parameters],
    seed: int,
    replication: int,
    policy: Policy,
) -> World:
    """The world of one draw at the start of 2012. `parameters` is a (1,) record array."""
    world = empty_world(firms, len(suppliers.governance))
    world.suppliers["severity"] = suppliers.severity
    world.suppliers["condition"] = suppliers.start_condition[:, None]
    world.suppliers["condition_start"] = world.suppliers["condition"]
    world.quarter["response"], world.quarter["edges"] = policy.response, policy.edges
    start_firms(world.blocks, world.works, traits, world.quarter, parameters, seed, replication, firms)
    start_purchases(traits, world.suppliers, firms)
    return world
