"""Phase (a): freeze the state of the quarter before, and set out what every firm will see."""

import numpy as np

from simulation.columns import Firms, Parameters, Quarter, Records, Shared, Tally, Traits
from simulation.compiled import loop, rule, span
from simulation.dials import LAW, PER_LAW, LawDial
from simulation.rules.exposure import breadth_of_law
from simulation.rules.requirements import clause
from simulation.state import BLOCK, SHARE_SCALE, Policy, Sanction, SectorSum
from simulation.vocabulary import FIRST_YEAR, Step


@rule
def rounded(value: float) -> float:
    """The nearest whole number, half up, still as a number of 8 bytes, which a loop rounds several at once."""
    return np.floor(value + 0.5)


@rule
def whole(value: float) -> int:
    """The nearest whole number, half up: how a scaled share or amount becomes fixed point."""
    return int(rounded(value))


@loop
def freeze_firms(
    blocks: Records[Firms],
    tallies: Records[Tally],
    trait_blocks: Records[Traits],
    shared: Records[Shared],
    parameters: Records[Parameters],
    start: int,
    end: int,
) -> None:
    """Sums per sector of firms `start` to `end`, and what each asks of its suppliers."""
    sums, p, rounded_to = shared[0].sector_sums, parameters[0], tallies[0].rounded
    for block in range(start // BLOCK, (end - 1) // BLOCK + 1):
        firms, traits = blocks[block], trait_blocks[block]
        first, last = span(start, end, block, BLOCK)
        for i in range(first, last):
            # clauses in contracts are in the open, whether real or paper (P-A13, K-7)
            own, met = firms.reported[Step.STOP, i], firms.complies[i] * p.clause_by_law
            firms.asks[i] = clause(own, met * firms.chain_duty[i], firms.asked[i], p.clause_passed_on)
            firms.asks_freely[i] = clause(own, met * firms.chain_duty_freely[i], firms.asked[i], p.clause_passed_on)
            weight, spent = traits.weight[i] * SHARE_SCALE, traits.weight[i] * traits.turnover[i]
            rounded_to[SectorSum.WEIGHT, i] = rounded(weight)
            rounded_to[SectorSum.VISIBLE, i] = rounded(weight * (firms.endorses[i] + firms.reported_mean[i]) / 2.0)
            rounded_to[SectorSum.COST_SHARE, i] = rounded(weight * firms.cost_share[i])
            rounded_to[SectorSum.MEMBERS, i] = rounded(weight * firms.member[i])
            rounded_to[SectorSum.TURNOVER, i] = rounded(spent)
            rounded_to[SectorSum.ASKING, i] = rounded(spent * firms.asks[i])
            rounded_to[SectorSum.ASKING_FREELY, i] = rounded(spent * firms.asks_freely[i])
        for i in range(first, last):
            for s in range(len(rounded_to)):
                sums[traits.sector[i], s] += int(rounded_to[s, i])


@rule
def read_law(now: Quarter, policy: Policy, law: int, breadth: float) -> None:
    """What one law asks and threatens, as firms see it."""
    now.breadth[law] = breadth
    asks_practice = (
        policy.steps[law, Step.INTEGRATE] + policy.steps[law, Step.IDENTIFY] + policy.steps[law, Step.STOP] > 0.0
    )
    now.due_diligence[law] = 1.0 if asks_practice else 0.0
    now.reporting[law], now.regime[law] = policy.reporting[law], policy.regime[law]
    now.fine_share[law], now.fine_eur[law] = policy.fine_share[law], policy.fine_eur[law]
    now.order[law], now.publication[law] = policy.order[law], policy.publication[law]
    now.criminal[law], now.civil[law] = policy.criminal[law], policy.civil_liability[law]
    now.eu_wide[law], now.checklist[law] = policy.eu_wide[law], policy.checklist[law]
    now.luck[law] = policy.luck[law]
    now.exclusion[law], now.depth[law] = policy.exclusion[law], policy.depth[law]
    now.spares_small[law] = 1.0 if policy.spared_below[law] > 0.0 else 0.0
    now.spared_below = max(now.spared_below, policy.spared_below[law])


@loop
def open_quarter(
    quarter: Records[Quarter],
    shared: Records[Shared],
    policy: Policy,
    parameters: Records[Parameters],
    seed: int,
    replication: int,
    index: int,
) -> None:
    """Write what firms see into the quarter's record; clear the counters of the shared record."""
    now, total, p = quarter[0], shared[0], parameters[0]
    now.seed, now.replication, now.quarter = seed, replication, index
    table = policy.table[total.variant]
    for d in range(table.shape[1]):
        now.dial[d] = table[index, d]
    laws = 0
    now.european, now.spared_below = 0.0, 0.0
    for law in range(len(policy.regime)):
        row = LAW + law * PER_LAW
        if now.dial[row + LawDial.ANNOUNCED] <= 0.0 or now.dial[row + LawDial.SCOPE] < 0.0:
            continue
        now.law[laws] = law
        laws += 1
        covered = 0.0
        for h in range(4):
            now.themes[law, h] = policy.themes[law, h]
            covered += policy.themes[law, h]
        for k in range(6):
            now.steps[law, k] = policy.steps[law, k]
        read_law(now, policy, law, breadth_of_law(covered, p.thematic_breadth))
        was_in_force = table[max(index - 1, 0), row + LawDial.IN_FORCE] > 0.0
        now.new[law] = 1.0 if now.dial[row + LawDial.IN_FORCE] > 0.0 and not was_in_force else 0.0
        now.european = max(now.european, now.dial[row + LawDial.IN_FORCE] * now.eu_wide[law] * now.due_diligence[law])
    now.laws = laws
    for stage in range(3):
        for tactic in range(5):
            now.response[stage, tactic] = policy.response[stage, tactic]
    for instrument in range(6):
        for effect in range(3):
            now.edges[instrument, effect] = policy.edges[instrument, effect]
    spent, asking, freely = 0.0, 0.0, 0.0
    for s in range(len(now.peers)):
        spent += float(total.sector_sums[s, SectorSum.TURNOVER])
        asking += float(total.sector_sums[s, SectorSum.ASKING])
        freely += float(total.sector_sums[s, SectorSum.ASKING_FREELY])
        weight = float(total.sector_sums[s, SectorSum.WEIGHT])
        now.peers[s] = total.sector_sums[s, SectorSum.VISIBLE] / weight if weight > 0.0 else 0.0
        now.sector_cost[s] = total.sector_sums[s, SectorSum.COST_SHARE] / weight if weight > 0.0 else 0.0
        seen = float(total.sanctions[s, Sanction.IN_SCOPE])
        now.deterrence[s] = total.sanctions[s, Sanction.GIVEN] / seen if seen > 0.0 else 0.0
    now.asking = asking / spent if spent > 0.0 else 0.0
    now.asking_freely = freely / spent if spent > 0.0 else 0.0
    years = index / 4.0
    # expectations of consumers and investors close a falling part of the gap to their ceiling (S-023, P-C15)
    grown = 1.0 - 1.0 / (1.0 + p.voluntary_growth * years)
    now.expectation = p.expectation_start + (p.voluntary_ceiling - p.expectation_start) * grown
    crisis = p.shock_start <= FIRST_YEAR + years < p.shock_end
    now.shock = p.shock_depth if crisis else 0.0
    total.sanctions[:, :] = 0
    total.demand[:, :] = 0
    total.scope_weight[:] = 0
    total.inspection_demand[:, :] = 0
