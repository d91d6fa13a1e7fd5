"""Phase (b), rules 2, 3, 4 and 6: awareness, motives, commitment, and what firms ask of government."""

import numpy as np

from simulation.columns import Firms, Parameters, Quarter, Traits, Work
from simulation.compiled import rule
from simulation.dials import Dial
from simulation.randomness import Purpose, uniforms
from simulation.rules import awareness, commitment, cost, instruments, motives, requirements, supervision
from simulation.state import Luck
from simulation.vocabulary import By, Tactic, To


@rule
def learn(firms: Firms, work: Work, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 2: awareness; and what firms come to believe about sanctions (P-G1)."""
    by_inform = now.edges[By.INFORM, To.AWARENESS]
    by_initiative = now.edges[By.INITIATIVE, To.AWARENESS] * p.awareness_by_initiative
    by_condition = now.edges[By.CONDITION, To.AWARENESS] * p.awareness_by_condition
    by_transparency = now.edges[By.TRANSPARENCY, To.AWARENESS] * p.awareness_by_transparency
    by_announcement, by_peers, fade = p.awareness_by_announcement, p.awareness_by_peers, p.awareness_fade
    for i in range(first, last):
        conditions = max(work.condition_contact[i], work.assessed[i], work.contracts[i])
        gain = awareness.awareness_gain(
            work.response[Tactic.INFORM, i] * work.information[i],
            work.response[Tactic.FACILITATE, i] * firms.member[i],
            work.response[Tactic.CONDITION, i] * conditions,
            work.report_duty[i],
            work.response[Tactic.OBLIGE, i] * work.announced[i],
            work.peers[i],
            by_inform,
            by_initiative,
            by_condition,
            by_transparency,
            by_announcement,
            by_peers,
        )
        work.awareness_gain[i] = gain
        firms.awareness[i] = awareness.next_awareness(firms.awareness[i], gain, fade)
    trust, speed, general = p.expected_trust, p.perception_speed, p.general_deterrence
    own, visit = p.own_sanction_effect, p.own_visit_effect
    for i in range(first, last):
        firms.perceived[i] = supervision.next_perceived(
            firms.perceived[i],
            trust * work.expected[i],
            work.deterrence[i] * max(work.in_force[i], work.report_duty[i]),
            firms.sanctioned[i],
            firms.visited[i],
            speed,
            general,
            own,
            visit,
        )
    half = p.deterrence_half
    for i in range(first, last):
        work.deterred[i] = requirements.deterrence(firms.perceived[i], work.severity[i], half)


@rule
def weigh_motives(firms: Firms, work: Work, traits: Traits, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 3: calculative, normative and social motives, and the commitment they support."""
    offered = now.dial[Dial.SUBSIDY_SHARE] if now.dial[Dial.SUBSIDY_BUDGET] > 0.0 else 0.0
    by_condition, by_incentive = now.edges[By.CONDITION, To.EMBEDDING], now.edges[By.INCENTIVE, To.EMBEDDING]
    legal_duty, announcement = p.legal_duty, p.announcement_share
    follow_up, offer_weight, stake = now.dial[Dial.PROCUREMENT_FOLLOW_UP], p.offer_weight, p.support_stake
    for i in range(first, last):
        law = motives.oblige_motive(work.in_force[i], work.announced[i], legal_duty, work.deterred[i], announcement)
        looked_at = stake * (work.assessed[i] + work.monitored[i]) / 2.0
        condition = motives.condition_motive(work.contracts[i], follow_up, looked_at)
        money = motives.entice_motive(offered, firms.subsidised[i], offer_weight)
        work.oblige_motive[i] = work.response[Tactic.OBLIGE, i] * law
        work.condition_motive[i] = work.response[Tactic.CONDITION, i] * by_condition * condition
        work.entice_motive[i] = work.response[Tactic.ENTICE, i] * by_incentive * money
    help_relief, shared_cost, discount = p.help_relief, now.dial[Dial.INITIATIVE_COST_SHARE], p.learning_discount
    half, shock, cost_weight, rival_weight = p.cost_half, now.shock, p.cost_weight, p.rival_weight
    for i in range(first, last):
        relief = cost.relief(help_relief * firms.help[i], shared_cost * firms.member[i], firms.subsidised[i])
        work.full_cost_share[i] = firms.full_cost[i] * traits.per_turnover[i]
        share = work.full_cost_share[i] * (1.0 - discount * firms.learning[i])
        weight = motives.cost_motive(share, half, relief, shock)
        work.cost_motive[i] = cost_weight * weight
        work.rival_motive[i] = rival_weight * motives.rival_disadvantage(work.uncovered[i], weight)
        gains = work.oblige_motive[i] + work.condition_motive[i] + work.entice_motive[i]
        work.calculative[i] = gains - (work.cost_motive[i] + work.rival_motive[i])
    expectation, ranked = now.expectation, p.benchmark_effect * now.dial[Dial.BENCHMARK]
    peer_share, customer_share, intercept = p.peer_share, p.customer_share, p.motive_intercept
    norm_weight, social_weight, gain_weight = p.normative_weight, p.social_weight, p.calculative_weight
    for i in range(first, last):
        normative = motives.normative_motive(firms.norm[i], firms.awareness[i])
        public = min(1.0, expectation + ranked * traits.goal90[i])
        social = motives.social_motive(
            work.peers[i], firms.asked[i], traits.visibility[i], public, peer_share, customer_share
        )
        work.normative[i], work.social[i] = normative, social
        work.supported[i] = motives.supported_commitment(
            intercept, normative, social, work.calculative[i], norm_weight, social_weight, gain_weight
        )
    year = firms.supported_year[now.quarter % 4]
    for i in range(first, last):
        year[i] = work.supported[i]


@rule
def commit(firms: Firms, work: Work, traits: Traits, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 4: commitment and public endorsement."""
    by_initiative = (
        now.edges[By.INITIATIVE, To.COMMITMENT] * p.commitment_by_initiative * now.dial[Dial.INITIATIVE_STANDARD]
    )
    speed, letters, by_letter = p.commitment_speed, now.dial[Dial.LETTERS_GOAL_FIRMS], p.endorsement_by_letter
    by_condition, rate = p.endorsement_by_condition, p.endorsement_rate
    public_share, withdrawal = p.endorsement_public_share, p.endorsement_withdrawal
    for i in range(first, last):
        agreement = work.response[Tactic.FACILITATE, i] * firms.member[i]
        committed = commitment.next_commitment(firms.commitment[i], work.supported[i], agreement, by_initiative, speed)
        chance = commitment.endorsement_chance(
            firms.awareness[i],
            committed,
            traits.visibility[i],
            letters * traits.goal90[i],
            by_condition * work.endorsement_required[i],
            rate,
            by_letter,
            public_share,
        )
        firms.commitment[i] = committed
        firms.endorses[i] = commitment.next_endorsement(
            firms.endorses[i], chance, withdrawal, committed, work.luck[Luck.ENDORSING, i]
        )


@rule
def ask_for_support(
    firms: Firms, work: Work, traits: Traits, now: Quarter, p: Parameters, first: int, last: int
) -> None:
    """Rule 6: membership, requests for help and money, and staying away from strict conditions."""
    join_or_leave(firms, work, traits, now, p, first, last)
    ask_for_help_and_money(firms, work, traits, now, p, first, last)
    use_instruments(firms, work, traits, now, p, first, last)


@rule
def join_or_leave(firms: Firms, work: Work, traits: Traits, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 6, initiatives: members stay or leave, others ask for a seat."""
    monitoring = now.dial[Dial.INITIATIVE_MONITORING]
    leave_rate, expel_rate, join_rate, join_by_law = p.leave_rate, p.expel_rate, p.join_rate, p.join_by_law
    patience = p.wait_priority
    for i in range(first, last):
        luck, is_member = work.luck[Luck.JOINING, i], firms.member[i] > 0.0
        seats = work.seats[i] > 0.0
        # who stays below the bar at a yearly assessment is asked to leave (S-098)
        years = firms.member_quarters[i] / 4.0
        failed = monitoring * (1.0 - firms.meets_bar[i]) if years - np.floor(years) == 0.75 else 0.0
        leaving = instruments.leave_chance(firms.commitment[i], leave_rate, failed, expel_rate)
        member = 1.0 if is_member & seats & (luck >= leaving) else 0.0
        joining = instruments.join_chance(
            firms.commitment[i],
            firms.asked[i],
            max(work.in_force[i], work.announced[i]),
            work.response[Tactic.FACILITATE, i],
            join_rate,
            join_by_law,
        )
        wants = seats & (not is_member) & ((firms.waiting_seat[i] > 0) | (luck < joining))
        firms.member[i] = member
        firms.member_quarters[i] = (firms.member_quarters[i] + 1.0) * member if is_member else firms.member_quarters[i]
        firms.request_seat[i], firms.waiting_seat[i] = instruments.request(wants, firms.waiting_seat[i], 0.0, patience)


@rule
def ask_for_help_and_money(
    firms: Firms, work: Work, traits: Traits, now: Quarter, p: Parameters, first: int, last: int
) -> None:
    """Rule 6, the support office and grants."""
    office, small_first = now.dial[Dial.OFFICE_ADVISERS] > 0.0, now.dial[Dial.OFFICE_SMALL_FIRST]
    rate, without_duty, small_effect, patience = p.help_rate, p.help_without_duty, p.help_small, p.wait_priority
    for i in range(first, last):
        known = max(work.in_force[i], work.announced[i])
        chance = instruments.help_chance(firms.awareness[i], known, traits.small[i], rate, without_duty, small_effect)
        wants = office & ((firms.waiting_help[i] > 0) | (work.luck[Luck.ASKING_HELP, i] < chance))
        firms.request_help[i], firms.waiting_help[i] = instruments.request(
            wants, firms.waiting_help[i], traits.small[i] * small_first, patience
        )
    money, subsidy_rate = now.dial[Dial.SUBSIDY_BUDGET] > 0.0, p.subsidy_rate
    by_incentive = now.edges[By.INCENTIVE, To.EMBEDDING]
    for i in range(first, last):
        response = work.response[Tactic.ENTICE, i] * by_incentive
        chance = instruments.subsidy_chance(firms.commitment[i], response, subsidy_rate)
        wants = money & ((firms.waiting_subsidy[i] > 0) | (work.luck[Luck.APPLYING, i] < chance))
        firms.request_subsidy[i], firms.waiting_subsidy[i] = instruments.request(
            wants, firms.waiting_subsidy[i], 0.0, patience
        )


@rule
def use_instruments(
    firms: Firms, work: Work, traits: Traits, now: Quarter, p: Parameters, first: int, last: int
) -> None:
    """Rule 6, conditions: users may stay away from strict ones, and come back."""
    stay_away_rate, return_rate = p.stay_away_rate, p.return_rate
    moving = 0
    for i in range(first, last):
        work.stays_away[i], work.returns[i] = 0.0, 0.0
        moving |= 1 if work.strictness[i] > 0.0 or firms.using[i] != traits.uses[i] else 0
    if moving == 0:  # nobody has a reason to stay away, nor anything to come back to
        return
    for i in range(first, last):
        leave_luck, return_luck, _, _ = uniforms(
            now.seed, now.replication, traits.firm_id[i], now.quarter, Purpose.INSTRUMENTS
        )
        stays_away = instruments.stay_away_chance(work.strictness[i], firms.commitment[i], stay_away_rate)
        returns = instruments.return_chance(firms.commitment[i], return_rate)
        work.stays_away[i] = 1.0 if leave_luck < stays_away else 0.0
        work.returns[i] = 1.0 if return_luck < returns and firms.using[i] != traits.uses[i] else 0.0
    for i in range(first, last):
        kept = firms.using[i]
        back = traits.uses[i] if work.returns[i] > 0.0 else np.uint8(0)
        firms.using[i] = back if kept == 0 else (np.uint8(0) if work.stays_away[i] > 0.0 else kept)
