"""Phase (b), rules 2, 3, 4 and 6: awareness, motives, commitment, and what firms ask of government."""

from simulation.columns import Firms, Parameters, Quarter, Traits
from simulation.compiled import rule
from simulation.dials import SEATS, Dial
from simulation.randomness import Purpose, uniforms
from simulation.rules import awareness, commitment, cost, instruments, motives, requirements, supervision
from simulation.state import Luck
from simulation.vocabulary import By, Tactic, To


@rule
def learn(firms: Firms, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 2: awareness; and what firms come to believe about sanctions (P-G1)."""
    by_inform = now.edges[By.INFORM, To.AWARENESS]
    by_initiative = now.edges[By.INITIATIVE, To.AWARENESS] * p.awareness_by_initiative
    by_condition = now.edges[By.CONDITION, To.AWARENESS] * p.awareness_by_condition
    by_transparency = now.edges[By.TRANSPARENCY, To.AWARENESS] * p.awareness_by_transparency
    by_announcement, by_peers, fade = p.awareness_by_announcement, p.awareness_by_peers, p.awareness_fade
    for i in range(first, last):
        conditions = max(firms.condition_contact[i], firms.assessed[i], firms.contracts[i])
        gain = awareness.awareness_gain(
            firms.response[Tactic.INFORM, i] * firms.information[i],
            firms.response[Tactic.FACILITATE, i] * firms.member[i],
            firms.response[Tactic.CONDITION, i] * conditions,
            firms.report_duty[i],
            firms.response[Tactic.OBLIGE, i] * firms.announced[i],
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
            firms.deterrence[i] * max(firms.in_force[i], firms.report_duty[i]),
            firms.sanctioned[i],
            firms.visited[i],
            speed,
            general,
            own,
            visit,
        )
    half = p.deterrence_half
    for i in range(first, last):
        firms.deterred[i] = requirements.deterrence(firms.perceived[i], firms.severity[i], half)


@rule
def weigh_motives(firms: Firms, traits: Traits, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 3: calculative, normative and social motives, and the commitment they support."""
    offered = now.dial[Dial.SUBSIDY_SHARE] if now.dial[Dial.SUBSIDY_BUDGET] > 0.0 else 0.0
    by_condition, by_incentive = now.edges[By.CONDITION, To.EMBEDDING], now.edges[By.INCENTIVE, To.EMBEDDING]
    legal_duty, announcement = p.legal_duty, p.announcement_share
    follow_up, offer_weight, stake = now.dial[Dial.PROCUREMENT_FOLLOW_UP], p.offer_weight, p.support_stake
    for i in range(first, last):
        law = motives.oblige_motive(firms.in_force[i], firms.announced[i], legal_duty, firms.deterred[i], announcement)
        looked_at = stake * (firms.assessed[i] + firms.monitored[i]) / 2.0
        condition = motives.condition_motive(firms.contracts[i], follow_up, looked_at)
        money = motives.entice_motive(offered, firms.subsidised[i], offer_weight)
        firms.oblige_motive[i] = firms.response[Tactic.OBLIGE, i] * law
        firms.condition_motive[i] = firms.response[Tactic.CONDITION, i] * by_condition * condition
        firms.entice_motive[i] = firms.response[Tactic.ENTICE, i] * by_incentive * money
    help_relief, shared_cost, discount = p.help_relief, now.dial[Dial.INITIATIVE_COST_SHARE], p.learning_discount
    half, shock, cost_weight, rival_weight = p.cost_half, now.shock, p.cost_weight, p.rival_weight
    for i in range(first, last):
        relief = cost.relief(help_relief * firms.help[i], shared_cost * firms.member[i], firms.subsidised[i])
        share = firms.full_cost_share[i] * (1.0 - discount * firms.learning[i])
        weight = motives.cost_motive(share, half, relief, shock)
        firms.cost_motive[i] = cost_weight * weight
        firms.rival_motive[i] = rival_weight * motives.rival_disadvantage(firms.uncovered[i], weight)
        gains = firms.oblige_motive[i] + firms.condition_motive[i] + firms.entice_motive[i]
        firms.calculative[i] = gains - (firms.cost_motive[i] + firms.rival_motive[i])
    expectation, ranked = now.expectation, p.benchmark_effect * now.dial[Dial.BENCHMARK]
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
def commit(firms: Firms, traits: Traits, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 4: commitment and public endorsement."""
    by_initiative = (
        now.edges[By.INITIATIVE, To.COMMITMENT] * p.commitment_by_initiative * now.dial[Dial.INITIATIVE_STANDARD]
    )
    speed, letters, by_letter = p.commitment_speed, now.dial[Dial.LETTERS_GOAL_FIRMS], p.endorsement_by_letter
    by_condition, rate = p.endorsement_by_condition, p.endorsement_rate
    public_share, withdrawal = p.endorsement_public_share, p.endorsement_withdrawal
    for i in range(first, last):
        agreement = firms.response[Tactic.FACILITATE, i] * firms.member[i]
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
            firms.endorses[i], chance, withdrawal, committed, firms.luck[Luck.ENDORSING, i]
        )


@rule
def ask_for_support(firms: Firms, traits: Traits, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 6: membership, requests for help and money, and staying away from strict conditions."""
    office, money = now.dial[Dial.OFFICE_ADVISERS] > 0.0, now.dial[Dial.SUBSIDY_BUDGET] > 0.0
    by_incentive = now.edges[By.INCENTIVE, To.EMBEDDING]
    for i in range(first, last):
        known = max(firms.in_force[i], firms.announced[i])
        seats = now.dial[SEATS + traits.sector[i]] > 0.0
        wants = False
        if firms.member[i] > 0.0:
            # who stays below the bar at a yearly assessment is asked to leave (S-098)
            is_assessed = firms.member_quarters[i] % 4.0 == 3.0
            failed = now.dial[Dial.INITIATIVE_MONITORING] * (1.0 - firms.meets_bar[i]) if is_assessed else 0.0
            leaving = instruments.leave_chance(firms.commitment[i], p.leave_rate, failed, p.expel_rate)
            firms.member[i] = 1.0 if seats and firms.luck[Luck.JOINING, i] >= leaving else 0.0
            firms.member_quarters[i] = (firms.member_quarters[i] + 1.0) * firms.member[i]
        elif seats:
            wants = firms.waiting_seat[i] > 0 or firms.luck[Luck.JOINING, i] < instruments.join_chance(
                firms.commitment[i],
                firms.asked[i],
                known,
                firms.response[Tactic.FACILITATE, i],
                p.join_rate,
                p.join_by_law,
            )
        firms.request_seat[i], firms.waiting_seat[i] = instruments.request(
            wants, firms.waiting_seat[i], 0.0, p.wait_priority
        )
        wants = office and (
            firms.waiting_help[i] > 0
            or firms.luck[Luck.ASKING_HELP, i]
            < instruments.help_chance(
                firms.awareness[i], known, traits.small[i], p.help_rate, p.help_without_duty, p.help_small
            )
        )
        firms.request_help[i], firms.waiting_help[i] = instruments.request(
            wants, firms.waiting_help[i], traits.small[i] * now.dial[Dial.OFFICE_SMALL_FIRST], p.wait_priority
        )
        wants = money and (
            firms.waiting_subsidy[i] > 0
            or firms.luck[Luck.APPLYING, i]
            < instruments.subsidy_chance(
                firms.commitment[i], firms.response[Tactic.ENTICE, i] * by_incentive, p.subsidy_rate
            )
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
