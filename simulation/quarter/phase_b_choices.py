"""Phase (b), rules 2, 3, 4 and 6: awareness, motives, commitment, and what firms ask of government."""

from typing import Any

from simulation.compiled import rule
from simulation.dials import (
    ADVISERS,
    BENCHMARK,
    BY_CONDITION,
    BY_INCENTIVE,
    BY_INFORM,
    BY_INITIATIVE,
    BY_TRANSPARENCY,
    CONDITION,
    ENTICE,
    FACILITATE,
    FOLLOW_UP,
    INFORM,
    LETTERS,
    OBLIGE,
    SEATS,
    SHARED_COST,
    SMALL_FIRST,
    STANDARD,
    SUBSIDY_BUDGET,
    SUBSIDY_SHARE,
    TO_AWARENESS,
    TO_COMMITMENT,
    TO_EMBEDDING,
)
from simulation.randomness import Purpose, uniforms
from simulation.rules import awareness, commitment, cost, instruments, motives, supervision


@rule
def learn(firms: Any, now: Any, p: Any, first: int, last: int) -> None:
    """Rule 2: awareness; and what firms come to believe about sanctions (P-G1)."""
    by_inform = now.edges[BY_INFORM, TO_AWARENESS]
    by_initiative = now.edges[BY_INITIATIVE, TO_AWARENESS] * p.awareness_by_initiative
    by_condition = now.edges[BY_CONDITION, TO_AWARENESS] * p.awareness_by_condition
    by_transparency = now.edges[BY_TRANSPARENCY, TO_AWARENESS] * p.awareness_by_transparency
    by_announcement, by_peers, fade = p.awareness_by_announcement, p.awareness_by_peers, p.awareness_fade
    for i in range(first, last):
        conditions = max(firms.condition_contact[i], firms.assessed[i], firms.contracts[i])
        gain = awareness.awareness_gain(
            firms.response[INFORM, i] * firms.information[i],
            firms.response[FACILITATE, i] * firms.member[i],
            firms.response[CONDITION, i] * conditions,
            firms.report_duty[i],
            firms.response[OBLIGE, i] * firms.announced[i],
            firms.peers[i],
            by_inform,
            by_initiative,
            by_condition,
            by_transparency,
            by_announcement,
            by_peers,
        )
        firms.awareness_gain[i] = gain
        firms.awareness[i] = awareness.next_awareness(firms.awareness[i], gain, fade)
    trust, speed, general = p.expected_trust, p.perception_speed, p.general_deterrence
    own, visit = p.own_sanction_effect, p.own_visit_effect
    for i in range(first, last):
        firms.perceived[i] = supervision.next_perceived(
            firms.perceived[i],
            trust * firms.expected[i],
            firms.deterrence[i] * firms.in_force[i],
            firms.sanctioned[i],
            firms.visited[i],
            speed,
            general,
            own,
            visit,
        )


@rule
def weigh_motives(firms: Any, traits: Any, now: Any, p: Any, first: int, last: int) -> None:
    """Rule 3: calculative, normative and social motives, and the commitment they support."""
    offered = now.dial[SUBSIDY_SHARE] if now.dial[SUBSIDY_BUDGET] > 0.0 else 0.0
    by_condition, by_incentive = now.edges[BY_CONDITION, TO_EMBEDDING], now.edges[BY_INCENTIVE, TO_EMBEDDING]
    legal_duty, sanction_weight, announcement = p.legal_duty, p.sanction_weight, p.announcement_share
    follow_up, offer_weight, stake = now.dial[FOLLOW_UP], p.offer_weight, p.support_stake
    for i in range(first, last):
        law = motives.oblige_motive(
            firms.in_force[i],
            firms.announced[i],
            firms.perceived[i],
            firms.severity[i],
            legal_duty,
            sanction_weight,
            announcement,
        )
        looked_at = stake * (firms.assessed[i] + firms.monitored[i]) / 2.0
        condition = motives.condition_motive(firms.contracts[i], follow_up, looked_at)
        money = motives.entice_motive(offered, firms.subsidised[i], offer_weight)
        firms.oblige_motive[i] = firms.response[OBLIGE, i] * law
        firms.condition_motive[i] = firms.response[CONDITION, i] * by_condition * condition
        firms.entice_motive[i] = firms.response[ENTICE, i] * by_incentive * money
    help_relief, shared_cost, discount = p.help_relief, now.dial[SHARED_COST], p.learning_discount
    half, shock, cost_weight, rival_weight = p.cost_half, now.shock, p.cost_weight, p.rival_weight
    for i in range(first, last):
        relief = cost.relief(help_relief * firms.help[i], shared_cost * firms.member[i], firms.subsidised[i])
        share = firms.full_cost_share[i] * (1.0 - discount * firms.learning[i])
        weight = motives.cost_motive(share, half, relief, shock)
        firms.cost_motive[i] = cost_weight * weight
        firms.rival_motive[i] = rival_weight * motives.rival_disadvantage(firms.uncovered[i], weight)
        gains = firms.oblige_motive[i] + firms.condition_motive[i] + firms.entice_motive[i]
        firms.calculative[i] = gains - (firms.cost_motive[i] + firms.rival_motive[i])
    expectation, ranked = now.expectation, p.benchmark_effect * now.dial[BENCHMARK]
    peer_share, customer_share, intercept = p.peer_share, p.customer_share, p.motive_intercept
    norm_weight, social_weight, gain_weight = p.normative_weight, p.social_weight, p.calculative_weight
    for i in range(first, last):
        normative = motives.normative_motive(firms.norm[i], firms.awareness[i])
        public = min(1.0, expectation + ranked * traits.goal90[i])
        social = motives.social_motive(
            firms.peers[i], firms.asked[i], traits.visibility[i], public, peer_share, customer_share
        )
        firms.normative[i], firms.social[i] = normative, social
        firms.supported[i] = motives.supported_commitment(
            intercept, normative, social, firms.calculative[i], norm_weight, social_weight, gain_weight
        )
    year = firms.supported_year[now.quarter % 4]
    for i in range(first, last):
        year[i] = firms.supported[i]


@rule
def commit(firms: Any, traits: Any, now: Any, p: Any, first: int, last: int) -> None:
    """Rule 4: commitment and public endorsement."""
    by_initiative = now.edges[BY_INITIATIVE, TO_COMMITMENT] * p.commitment_by_initiative * now.dial[STANDARD]
    speed, letters, by_letter = p.commitment_speed, now.dial[LETTERS], p.endorsement_by_letter
    by_condition, rate = p.endorsement_by_condition, p.endorsement_rate
    public_share, withdrawal = p.endorsement_public_share, p.endorsement_withdrawal
    for i in range(first, last):
        agreement = firms.response[FACILITATE, i] * firms.member[i]
        committed = commitment.next_commitment(firms.commitment[i], firms.supported[i], agreement, by_initiative, speed)
        chance = commitment.endorsement_chance(
            firms.awareness[i],
            committed,
            traits.visibility[i],
            letters * traits.goal90[i],
            by_condition * firms.endorsement_required[i],
            rate,
            by_letter,
            public_share,
        )
        firms.commitment[i] = committed
        firms.endorses[i] = commitment.next_endorsement(
            firms.endorses[i], chance, withdrawal, committed, firms.luck[0, i]
        )


@rule
def ask_for_support(firms: Any, traits: Any, now: Any, p: Any, first: int, last: int) -> None:
    """Rule 6: membership, requests for help and money, and staying away from strict conditions."""
    office, money = now.dial[ADVISERS] > 0.0, now.dial[SUBSIDY_BUDGET] > 0.0
    by_incentive = now.edges[BY_INCENTIVE, TO_EMBEDDING]
    for i in range(first, last):
        known = max(firms.in_force[i], firms.announced[i])
        seats = now.dial[SEATS + traits.sector[i]] > 0.0
        wants = False
        if firms.member[i] > 0.0:
            leaves = firms.luck[1, i] < instruments.leave_chance(firms.commitment[i], p.leave_rate)
            firms.member[i] = 1.0 if seats and not leaves else 0.0
        elif seats:
            wants = firms.waiting_seat[i] > 0 or firms.luck[1, i] < instruments.join_chance(
                firms.commitment[i], firms.asked[i], known, firms.response[FACILITATE, i], p.join_rate, p.join_by_law
            )
        firms.request_seat[i], firms.waiting_seat[i] = instruments.request(
            wants, firms.waiting_seat[i], 0.0, p.wait_priority
        )
        wants = office and (
            firms.waiting_help[i] > 0
            or firms.luck[2, i]
            < instruments.help_chance(
                firms.awareness[i], known, traits.small[i], p.help_rate, p.help_without_duty, p.help_small
            )
        )
        firms.request_help[i], firms.waiting_help[i] = instruments.request(
            wants, firms.waiting_help[i], traits.small[i] * now.dial[SMALL_FIRST], p.wait_priority
        )
        wants = money and (
            firms.waiting_subsidy[i] > 0
            or firms.luck[3, i]
            < instruments.subsidy_chance(firms.commitment[i], firms.response[ENTICE, i] * by_incentive, p.subsidy_rate)
        )
        firms.request_subsidy[i], firms.waiting_subsidy[i] = instruments.request(
            wants, firms.waiting_subsidy[i], 0.0, p.wait_priority
        )
        if traits.uses[i]:
            leave_luck, return_luck, _, _ = uniforms(
                now.seed, now.replication, traits.firm_id[i], now.quarter, Purpose.INSTRUMENTS
            )
            if firms.using[i]:
                stays_away = instruments.stay_away_chance(firms.strictness[i], firms.commitment[i], p.stay_away_rate)
                firms.using[i] = 0 if leave_luck < stays_away else firms.using[i]
            elif return_luck < instruments.return_chance(firms.commitment[i], p.return_rate):
                firms.using[i] = traits.uses[i]
