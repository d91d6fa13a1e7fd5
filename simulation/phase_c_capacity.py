"""Phase (c): scarce things are shared out without order: advisers, money, seats, inspections.

Per class of priority the chance is min(1, capacity left / weighted demand); a firm is served when its own
luck is below it. What is granted or found acts in the next quarter.
"""

from simulation.compiled import loop, rule
from simulation.dials import (
    ADVISERS, CIVIL_COURT, COMPLY_OR_EXPLAIN, DYNAMIC, LAW, PER_LAW, RISK_BASED, SEATS, SUBSIDY_BUDGET, SUBSIDY_SHARE,
)  # fmt: skip
from simulation.phase_a_freeze import fixed
from simulation.phase_b_firms import mean_practice
from simulation.randomness import Purpose, uniforms
from simulation.rules import supervision
from simulation.state import EURO_SCALE, REQUEST_CLASSES, SHARE_SCALE

HELP, MONEY, SEAT = 0, 1, 2  # first rows of the table of demand; seats have a row per sector


@rule
def share_out(demand, capacity, chance, row):
    """Serve the classes of one row from the highest down; capacity in the scale of the demand."""
    left = capacity
    for c in range(REQUEST_CLASSES - 1, 0, -1):
        wanted = float(demand[row, c])
        chance[row, c] = 1.0 if wanted <= left else left / wanted
        left = max(0.0, left - wanted)


@rule
def grant_of(firm, now, p):
    """Largest grant to a firm (EUR), and the one-off cost of its next steps that it shares in."""
    wanted = firm.full_cost * p.one_off_ratio * now.dial[SUBSIDY_SHARE]
    return min(p.subsidy_maximum, wanted), wanted


@rule
def law_acts(now, law):
    """Whether a law in force has a supervisor with capacity, or courts that take cases."""
    row = LAW + law * PER_LAW
    return now.dial[row + 1] > 0.0 and (now.dial[row + 3] > 0.0 or now.civil[law] > 0.0)


@loop
def count_demand(firms, traits, quarter, shared, parameters, start, end):
    """Weighted demand by class: requests of firms, and firms that each supervisor would visit."""
    now, total, p = quarter[0], shared[0], parameters[0]
    for i in range(start, end):
        firm, fixed_traits = firms[i], traits[i]
        weight = fixed_traits.weight
        firm.subsidised, firm.visited, firm.sanctioned = 0.0, 0.0, 0.0
        if firm.request_help:
            total.demand[HELP, firm.request_help] += fixed(weight, SHARE_SCALE)
        if firm.request_subsidy:
            total.demand[MONEY, firm.request_subsidy] += fixed(weight * grant_of(firm, now, p)[0], EURO_SCALE)
        if firm.request_seat:
            total.demand[SEAT + fixed_traits.sector, firm.request_seat] += fixed(weight, SHARE_SCALE)
        for n in range(now.laws):
            law = now.law[n]
            firm.inspection_class[law] = 0
            in_scope = (fixed_traits.scope_bits >> int(now.dial[LAW + law * PER_LAW + 2])) & 1
            if in_scope and law_acts(now, law):
                total.scope_weight[law] += fixed(weight, SHARE_SCALE)
                total.sanctions[fixed_traits.sector, 1] += fixed(weight, SHARE_SCALE)
                priority = priority_for_inspection(firm, fixed_traits, now, p, law)
                firm.inspection_class[law] = priority
                total.inspection_demand[law, priority] += fixed(weight, SHARE_SCALE)


@rule
def priority_for_inspection(firm, traits, now, p, law):
    """Complaints and suits first (3), then grave risk (2), then the rest of the scope (1), by regime."""
    luck, _, _, _ = uniforms(now.seed, now.replication, traits.firm_id, now.quarter, now.luck[law])
    covered = (firm.coverage[0] + firm.coverage[1] + firm.coverage[2] + firm.coverage[3]) / 4.0
    complaint = supervision.complaint_chance(
        traits.exposure, mean_practice(firm) * covered, traits.visibility, now.civil[law], p.complaint_rate,
        p.complaint_unseen,
    )  # fmt: skip
    regime, visits = now.regime[law], now.dial[LAW + law * PER_LAW + 3] > 0.0
    if luck < complaint:
        return 3
    if visits and regime in (RISK_BASED, DYNAMIC):
        return 2 if traits.exposure > p.risk_priority_exposure else 1
    if visits and regime == COMPLY_OR_EXPLAIN:
        return 1
    return 0


@loop
def ration(quarter, shared, parameters):
    """Chances per class: the office's advisers, the fund's euros, the initiatives' seats, the inspectors."""
    now, total, p = quarter[0], shared[0], parameters[0]
    demand, chance = total.demand, total.chance
    share_out(demand, now.dial[ADVISERS] * p.help_cases_per_adviser * SHARE_SCALE, chance, HELP)
    share_out(demand, now.dial[SUBSIDY_BUDGET] * EURO_SCALE, chance, MONEY)
    for s in range(len(now.peers)):
        seats = now.dial[SEATS + s] * total.sector_sums[s, 0] - total.sector_sums[s, 3]
        share_out(demand, max(0.0, seats), chance, SEAT + s)
    for n in range(now.laws):
        law = now.law[n]
        if not law_acts(now, law):
            continue
        per_quarter = now.dial[LAW + law * PER_LAW + 3] / 400.0 * total.scope_weight[law]
        capacity = float(total.inspection_demand[law, 3]) if now.regime[law] == CIVIL_COURT else per_quarter
        share_out(total.inspection_demand, capacity, total.inspection_chance, law)
        posts = per_quarter * 4.0 / p.inspections_per_inspector
        total.posts += fixed(posts / 4.0, 1.0)
        total.government[6] += fixed(posts / SHARE_SCALE / 4.0 * p.inspector_cost, EURO_SCALE)


@loop
def serve(firms, traits, quarter, shared, parameters, start, end):
    """Serve requests and visit firms, each by its own luck."""
    now, total, p = quarter[0], shared[0], parameters[0]
    for i in range(start, end):
        firm, fixed_traits = firms[i], traits[i]
        if firm.request_help or firm.request_subsidy or firm.request_seat:
            grant(firm, fixed_traits, now, total, p)
        for n in range(now.laws):
            law = now.law[n]
            if firm.inspection_class[law] and law_acts(now, law):
                inspect(firm, fixed_traits, now, total, p, law)


@rule
def grant(firm, traits, now, total, p):
    """Help, money or a seat for one firm that asked."""
    help_luck, money_luck, seat_luck, _ = uniforms(
        now.seed, now.replication, traits.firm_id, now.quarter, Purpose.ALLOCATION
    )
    if firm.request_help and help_luck < total.chance[HELP, firm.request_help]:
        firm.help, firm.waiting_help = 1.0, 0
    if firm.request_subsidy and money_luck < total.chance[MONEY, firm.request_subsidy]:
        paid, wanted = grant_of(firm, now, p)
        firm.subsidised = now.dial[SUBSIDY_SHARE] * paid / wanted if wanted > 0.0 else 0.0
        firm.waiting_subsidy = 0
        total.government[2] += fixed(traits.weight * paid, EURO_SCALE)
    if firm.request_seat and seat_luck < total.chance[SEAT + traits.sector, firm.request_seat]:
        firm.member, firm.waiting_seat = 1, 0


@rule
def inspect(firm, traits, now, total, p, law):
    """One visit: what is seen beside what is asked decides the rung of the ladder (P-C19, P-C20)."""
    _, luck, _, _ = uniforms(now.seed, now.replication, traits.firm_id, now.quarter, now.luck[law])
    if luck >= total.inspection_chance[law, firm.inspection_class[law]]:
        return
    firm.visited = 1.0
    on_paper = now.checklist[law] > 0.0 or now.regime[law] == COMPLY_OR_EXPLAIN or now.due_diligence[law] <= 0.0
    asked, seen = 0.0, 0.0
    for k in range(6):
        level = firm.duty[k] if now.due_diligence[law] > 0.0 else firm.report_duty * p.floor_level
        asked += level
        seen += min(level, firm.reported[k] if on_paper else firm.practice[k])
    if not supervision.is_violation(seen, asked, p.violation_tolerance):
        firm.ladder[law] = 0
        return
    firm.ladder[law] = supervision.next_ladder(firm.ladder[law])
    if firm.ladder[law] >= p.sanction_rung and now.regime[law] != COMPLY_OR_EXPLAIN:
        firm.sanctioned = 1.0
        total.sanctions[traits.sector, 0] += fixed(traits.weight, SHARE_SCALE)
