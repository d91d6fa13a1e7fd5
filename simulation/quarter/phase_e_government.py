"""Phase (e): what government spends and measures, and the rules by which it changes course."""

from simulation.columns import Firms, Parameters, Quarter, Records, Shared, Traits, Work
from simulation.compiled import loop, span
from simulation.dials import SEATS, Dial
from simulation.quarter.phase_a_freeze import whole
from simulation.randomness import Purpose, uniforms
from simulation.state import BLOCK, EURO_SCALE, SHARE_SCALE, Policy
from simulation.vocabulary import FIRST_YEAR, Account


@loop
def count_reach(
    blocks: Records[Firms],
    works: Records[Work],
    trait_blocks: Records[Traits],
    quarter: Records[Quarter],
    shared: Records[Shared],
    parameters: Records[Parameters],
    start: int,
    end: int,
) -> None:
    """Government cost that depends on firms: contacts, users under conditions, contractors; endorsement."""
    now, total, p = quarter[0], shared[0], parameters[0]
    contacts = now.dial[Dial.PASSIVE_CONTACTS] * p.passive_cost + now.dial[Dial.PERSONAL_CONTACTS] * p.contact_cost
    letters = now.dial[Dial.LETTERS_GOAL_FIRMS] * p.letter_cost
    followed = now.dial[Dial.PROCUREMENT_SHARE] * now.dial[Dial.PROCUREMENT_FOLLOW_UP] * p.procurement_cost / 4.0
    condition = p.condition_cost / 4.0
    for block in range(start // BLOCK, (end - 1) // BLOCK + 1):
        firms, work, traits = blocks[block], works[block % len(works)], trait_blocks[block]
        first, last = span(start, end, block, BLOCK)
        # added up apart from the shared sums, so that the compiler works on several firms at once
        information = conditions = procurement = goal_firms = endorsing = 0
        for i in range(first, last):
            euros, goal = traits.weight[i] * EURO_SCALE, traits.weight[i] * SHARE_SCALE * traits.goal90[i]
            looked_at = (work.assessed[i] + work.monitored[i]) / 2.0
            contractor = 1.0 if traits.sales_central[i] > 0.0 else 0.0
            information += whole(euros * (contacts + letters * traits.goal90[i]))
            conditions += whole(euros * looked_at * condition)
            procurement += whole(euros * contractor * followed)
            goal_firms += whole(goal)
            endorsing += whole(goal * firms.endorses[i])
        total.government[Account.INFORMATION] += information
        total.government[Account.CONDITIONS] += conditions
        total.government[Account.PROCUREMENT] += procurement
        total.goal_firms += goal_firms
        total.goal_endorsing += endorsing


@loop
def govern(quarter: Records[Quarter], shared: Records[Shared], policy: Policy, parameters: Records[Parameters]) -> None:
    """Fixed costs of the quarter; measurement of endorsement every two years; the government's rules.

    Reporting years 2017, 2019, ... are measured, and published `monitoring_lag` quarters later with
    sampling error (P-B5, S-021, S-022). A rule that fires changes the table from the next quarter on.
    """
    now, total, p = quarter[0], shared[0], parameters[0]
    initiatives = 0.0
    for s in range(len(now.peers)):
        initiatives += 1.0 if now.dial[SEATS + s] > 0.0 else 0.0
    benchmark = p.benchmark_cost if now.dial[Dial.BENCHMARK] > 0.0 else 0.0
    total.government[Account.INFORMATION] += whole(benchmark / 4.0 * EURO_SCALE)
    total.government[Account.SUPPORT_OFFICE] += whole(
        now.dial[Dial.OFFICE_ADVISERS] * p.adviser_cost / 4.0 * EURO_SCALE
    )
    total.government[Account.INITIATIVES] += whole(initiatives * p.initiative_cost / 4.0 * EURO_SCALE)
    diplomacy = now.dial[Dial.EU_EFFORT] * p.eu_effort_cost + now.dial[Dial.NCP] * p.ncp_cost
    total.government[Account.DIPLOMACY] += whole(diplomacy / 4.0 * EURO_SCALE)
    year = FIRST_YEAR + now.quarter // 4
    if now.quarter % 4 == 3 and year >= p.first_measurement and year % 2 == 1 and total.goal_firms > 0:
        a, b, c, d = uniforms(now.seed, now.replication, 0, now.quarter, Purpose.MONITORING)
        error = (a + b + c + d - 2.0) * 1.7320508075688772  # unit variance: a uniform's is 1/12
        seen = total.goal_endorsing / total.goal_firms + p.monitoring_error * error
        total.measured = min(1.0, max(0.0, seen))
        total.publish_in = now.quarter + int(p.monitoring_lag)
    if total.publish_in == now.quarter:
        total.published, total.publish_in = total.measured, -1
    for r in range(len(policy.rule_threshold)):
        if total.fired[r] > 0:
            continue
        for e in range(policy.rule_evaluations.shape[1]):
            if policy.rule_evaluations[r, e] == now.quarter:
                is_low = total.published < policy.rule_threshold[r]
                if is_low == (policy.rule_below[r] > 0.0):
                    total.fired[r] = e + 1
                    total.variant += (e + 1) * policy.rule_stride[r]
                    break
    total.goal_firms, total.goal_endorsing = 0, 0
