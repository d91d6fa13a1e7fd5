"""Phase (b): every firm applies the rules to the frozen state and writes only its own columns.

`decide` is the one compiled loop; the compiled driver calls it for blocks of firms, `Firm.step` for one
firm: the same code, so the same bits. Below it, one function per rule of the design, in the order in
which they act, over firms `first` to `last` of a block: `firms` and `traits` are the block's columns,
`now` is what every firm sees this quarter (`state.QUARTER`), `p` the draw's parameters. The formulas
themselves are the scalar functions in `simulation/rules/`.
"""

import numpy as np

from simulation.compiled import loop, rule
from simulation.dials import (
    ADVISERS, BENCHMARK, BY_CONDITION, BY_INCENTIVE, BY_INFORM, BY_INITIATIVE, BY_LAW, BY_TRANSPARENCY, CONDITION,
    CONDITIONS, DYNAMIC, ENTICE, FACILITATE, FOLLOW_UP, GROUPS, INFORM, INITIATIVE_MONITORING, LAW, LETTERS, OBLIGE,
    OTHER_GOVERNMENT, PASSIVE, PER_GROUP, PER_LAW, PERSONAL, PROCUREMENT, SEATS, SHARED_COST, SMALL_FIRST, STANDARD,
    SUBSIDY_BUDGET, SUBSIDY_SHARE, TO_AWARENESS, TO_COMMITMENT, TO_EMBEDDING,
)  # fmt: skip
from simulation.randomness import Purpose, uniforms
from simulation.rules import awareness, commitment, cost, embedding, exposure, instruments, maturity, motives, supervision
from simulation.state import BLOCK

#: One over the number of steps: multiplying is several times faster than dividing.
SIXTH = 1.0 / 6.0
#: Where each step stands on the way from first (0) to last (1); the steps that contracts ask for: risk
#: analysis, action plan and public report (S-171); the first steps, which initiatives advance (S-031).
STEP_POSITION = np.arange(6) / 5.0
CONTRACT_STEP = np.array([1.0, 1.0, 1.0, 0.0, 1.0, 0.0])
FIRST_STEP = np.array([1.0, 1.0, 1.0, 0.0, 0.0, 0.0])


@loop
def decide(blocks, trait_blocks, quarter, parameters, start, end):
    """Phase (b) for firms `start` to `end`: rules 1 to 7 and the stage of maturity, in this order."""
    now, p = quarter[0], parameters[0]
    for block in range(start // BLOCK, (end - 1) // BLOCK + 1):
        firms, traits = blocks[block], trait_blocks[block]
        first, last = max(start - block * BLOCK, 0), min(end - block * BLOCK, BLOCK)
        look_around(blocks, firms, traits, now, first, last)
        meet_instruments(firms, traits, now, p, first, last)
        meet_laws(firms, traits, now, p, first, last)
        learn(firms, now, p, first, last)
        weigh_motives(firms, traits, now, p, first, last)
        commit(firms, traits, now, p, first, last)
        ask_for_support(firms, traits, now, p, first, last)
        embed(firms, traits, now, p, first, last)
        cover_themes(firms, traits, now, p, first, last)
        pay(firms, traits, now, p, first, last)
        mature(firms, now, p, first, last)


@rule
def look_around(blocks, firms, traits, now, first, last):
    """What the frozen state shows each firm: its sector, its customers (P-A13, P-C5), its response, its luck."""
    for i in range(first, last):
        sector, stage = traits.sector[i], firms.stage[i]
        firms.peers[i] = now.peers[sector]
        firms.sector_cost[i] = now.sector_cost[sector]
        firms.deterrence[i] = now.deterrence[sector]
        for tactic in range(5):
            firms.response[tactic, i] = now.response[stage, tactic]
        asked = 0.0
        for k in range(2):
            customer = traits.customers[k, i]
            if customer >= 0:
                asked = max(asked, blocks[customer // BLOCK].asks[customer % BLOCK])
        firms.asked[i] = asked
    for i in range(first, last):
        a, b, c, d = uniforms(now.seed, now.replication, traits.firm_id[i], now.quarter, Purpose.DECISION)
        firms.luck[0, i], firms.luck[1, i], firms.luck[2, i], firms.luck[3, i] = a, b, c, d


@rule
def meet_instruments(firms, traits, now, p, first, last):
    """Rule 1, instruments: contacts, conditions on support in use, contracts at stake."""
    for i in range(first, last):
        informing, advising, assessing, monitoring, required, strict = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        if firms.using[i]:
            for g in range(GROUPS):
                if (firms.using[i] >> g) & 1:
                    row = CONDITIONS + g * PER_GROUP
                    informing = max(informing, now.dial[row])
                    advising = max(advising, now.dial[row + 1])
                    assessing = max(assessing, now.dial[row + 2])
                    monitoring = max(monitoring, now.dial[row + 3])
                    required = max(required, now.dial[row + 4])
                    felt = instruments.strictness(
                        now.dial[row + 2], now.dial[row + 3], now.dial[row + 5], p.no_knock_out_relief
                    )
                    strict = max(strict, felt)
        firms.condition_contact[i] = max(informing, advising)
        firms.assessed[i], firms.monitored[i] = assessing, monitoring
        firms.endorsement_required[i], firms.strictness[i] = required, strict
        firms.information[i] = exposure.information_dose(
            now.dial[LETTERS] * traits.goal90[i], now.dial[PASSIVE] + informing / 4.0,
            now.dial[PERSONAL] + firms.help[i] + advising / 4.0, p.letter_effect, p.passive_effect, p.contact_effect,
        )  # fmt: skip
    for i in range(first, last):
        firms.contracts[i] = exposure.contract_stake(
            traits.sales_central[i], traits.sales_other[i], now.dial[PROCUREMENT], now.dial[OTHER_GOVERNMENT],
            p.contract_half,
        )  # fmt: skip


@rule
def meet_laws(firms, traits, now, p, first, last):
    """Rule 1, laws: what those whose scope holds the firm ask of its steps, themes and reports."""
    for i in range(first, last):
        firms.announced[i], firms.in_force[i], firms.severity[i], firms.expected[i] = 0.0, 0.0, 0.0, 0.0
        firms.checklist[i], firms.dynamic[i], firms.civil[i], firms.report_duty[i] = 0.0, 0.0, 0.0, 0.0
        firms.nationally[i], firms.eu_wide[i], firms.new_laws[i], firms.adapting[i] = 0.0, 0.0, 0.0, 0.0
        for k in range(6):
            firms.duty[k, i] = 0.0
        for h in range(4):
            firms.theme_duty[h, i] = 0.0
    for n in range(now.laws):
        law = now.law[n]
        row = LAW + law * PER_LAW
        scope, breadth = int(now.dial[row + 2]), now.breadth[law]
        announced, ramp = now.dial[row] * now.due_diligence[law], now.dial[row + 1]
        real = ramp * now.due_diligence[law]
        inspections = min(1.0, now.dial[row + 3] / 100.0)
        dynamic = 1.0 if now.regime[law] == DYNAMIC else 0.0
        for i in range(first, last):
            inside = float((traits.scope_bits[i] >> scope) & 1)
            firms.report_duty[i] = max(firms.report_duty[i], inside * ramp * now.reporting[law] * breadth)
            firms.new_laws[i] += inside * now.new[law]
            firms.adapting[i] = max(firms.adapting[i], inside * now.dial[row + 4])
            firms.announced[i] = max(firms.announced[i], inside * announced * breadth)
            firms.in_force[i] = max(firms.in_force[i], inside * real * breadth)
            heavy = exposure.sanction_severity(
                now.fine_share[law], now.fine_eur[law] * traits.per_turnover[i], now.order[law],
                now.publication[law], now.criminal[law], traits.visibility[i], p.severity_half,
            )  # fmt: skip
            firms.severity[i] = max(firms.severity[i], inside * now.due_diligence[law] * heavy)
            firms.expected[i] = max(firms.expected[i], inside * real * inspections)
            firms.checklist[i] = max(firms.checklist[i], inside * real * now.checklist[law])
            firms.dynamic[i] = max(firms.dynamic[i], inside * real * dynamic)
            firms.civil[i] = max(firms.civil[i], inside * real * now.civil[law])
            firms.nationally[i] = max(firms.nationally[i], inside * real)
            firms.eu_wide[i] = max(firms.eu_wide[i], inside * real * now.eu_wide[law])
        for k in range(6):
            level = real * breadth * p.floor_level * now.steps[law, k]
            for i in range(first, last):
                inside = float((traits.scope_bits[i] >> scope) & 1)
                firms.duty[k, i] = max(firms.duty[k, i], inside * level)
        for h in range(4):
            level = real * now.themes[law, h]
            for i in range(first, last):
                inside = float((traits.scope_bits[i] >> scope) & 1)
                firms.theme_duty[h, i] = max(firms.theme_duty[h, i], inside * level)
    for i in range(first, last):
        firms.themes_asked[i] = (
            firms.theme_duty[0, i] + firms.theme_duty[1, i] + firms.theme_duty[2, i] + firms.theme_duty[3, i]
        )
        firms.uncovered[i] = exposure.uncovered_rivals(
            traits.rivals[1, i], traits.rivals[2, i], firms.nationally[i], firms.eu_wide[i]
        )


@rule
def learn(firms, now, p, first, last):
    """Rule 2: awareness; and what firms come to believe about sanctions (P-G1)."""
    for i in range(first, last):
        firms.awareness_gain[i] = awareness.awareness_gain(
            firms.response[INFORM, i] * firms.information[i],
            firms.response[FACILITATE, i] * firms.member[i],
            firms.response[CONDITION, i]
            * max(firms.condition_contact[i], max(firms.assessed[i], firms.contracts[i])),
            firms.report_duty[i],
            firms.response[OBLIGE, i] * firms.announced[i],
            firms.peers[i],
            now.edges[BY_INFORM, TO_AWARENESS],
            now.edges[BY_INITIATIVE, TO_AWARENESS] * p.awareness_by_initiative,
            now.edges[BY_CONDITION, TO_AWARENESS] * p.awareness_by_condition,
            now.edges[BY_TRANSPARENCY, TO_AWARENESS] * p.awareness_by_transparency,
            p.awareness_by_announcement,
            p.awareness_by_peers,
        )
        firms.awareness[i] = awareness.next_awareness(firms.awareness[i], firms.awareness_gain[i], p.awareness_fade)
    for i in range(first, last):
        firms.perceived[i] = supervision.next_perceived(
            firms.perceived[i], p.expected_trust * firms.expected[i], firms.deterrence[i] * firms.in_force[i],
            firms.sanctioned[i], firms.visited[i], p.perception_speed, p.general_deterrence, p.own_sanction_effect,
            p.own_visit_effect,
        )  # fmt: skip


@rule
def weigh_motives(firms, traits, now, p, first, last):
    """Rule 3: calculative, normative and social motives, and the commitment they support."""
    offered = now.dial[SUBSIDY_SHARE] if now.dial[SUBSIDY_BUDGET] > 0.0 else 0.0
    by_condition, by_incentive = now.edges[BY_CONDITION, TO_EMBEDDING], now.edges[BY_INCENTIVE, TO_EMBEDDING]
    slot = now.quarter % 4
    for i in range(first, last):
        firms.oblige_motive[i] = firms.response[OBLIGE, i] * motives.oblige_motive(
            firms.in_force[i], firms.announced[i], firms.perceived[i], firms.severity[i], p.legal_duty,
            p.sanction_weight, p.announcement_share,
        )  # fmt: skip
        looked_at = (firms.assessed[i] + firms.monitored[i]) / 2.0
        condition = motives.condition_motive(firms.contracts[i], now.dial[FOLLOW_UP], looked_at)
        firms.condition_motive[i] = firms.response[CONDITION, i] * by_condition * condition
        money = motives.entice_motive(offered, firms.subsidised[i], p.offer_weight)
        firms.entice_motive[i] = firms.response[ENTICE, i] * by_incentive * money
        relief = cost.relief(
            p.help_relief * firms.help[i], now.dial[SHARED_COST] * firms.member[i], firms.subsidised[i]
        )
        share = firms.full_cost_share[i] * (1.0 - p.learning_discount * firms.learning[i])
        weight = motives.cost_motive(share, p.cost_half, relief, now.shock)
        firms.cost_motive[i] = p.cost_weight * weight
        firms.rival_motive[i] = p.rival_weight * motives.rival_disadvantage(firms.uncovered[i], weight)
        firms.calculative[i] = (
            firms.oblige_motive[i]
            + firms.condition_motive[i]
            + firms.entice_motive[i]
            - firms.cost_motive[i]
            - firms.rival_motive[i]
        )
    for i in range(first, last):
        firms.normative[i] = motives.normative_motive(firms.norm[i], firms.awareness[i])
        public = min(1.0, now.expectation + p.benchmark_effect * now.dial[BENCHMARK] * traits.goal90[i])
        firms.social[i] = motives.social_motive(
            firms.peers[i], firms.asked[i], traits.visibility[i], public, p.peer_share, p.customer_share
        )
        firms.supported[i] = motives.supported_commitment(
            p.motive_intercept, firms.normative[i], firms.social[i], firms.calculative[i], p.normative_weight,
            p.social_weight, p.calculative_weight,
        )  # fmt: skip
        firms.supported_year[slot, i] = firms.supported[i]


@rule
def commit(firms, traits, now, p, first, last):
    """Rule 4: commitment and public endorsement."""
    by_initiative = now.edges[BY_INITIATIVE, TO_COMMITMENT] * p.commitment_by_initiative
    for i in range(first, last):
        agreement = firms.response[FACILITATE, i] * firms.member[i] * now.dial[STANDARD]
        firms.commitment[i] = commitment.next_commitment(
            firms.commitment[i], firms.supported[i], agreement, by_initiative, p.commitment_speed
        )
        chance = commitment.endorsement_chance(
            firms.awareness[i], firms.commitment[i], traits.visibility[i], now.dial[LETTERS] * traits.goal90[i],
            p.endorsement_by_condition * firms.endorsement_required[i], p.endorsement_rate, p.endorsement_by_letter,
            p.endorsement_public_share,
        )  # fmt: skip
        firms.endorses[i] = commitment.next_endorsement(
            firms.endorses[i], chance, p.endorsement_withdrawal, firms.commitment[i], firms.luck[0, i]
        )


@rule
def ask_for_support(firms, traits, now, p, first, last):
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


@rule
def embed(firms, traits, now, p, first, last):
    """Rule 5: practice and reports of the six steps."""
    by_condition = now.edges[BY_CONDITION, TO_EMBEDDING]
    by_initiative = now.edges[BY_INITIATIVE, TO_EMBEDDING]
    by_incentive, by_law = now.edges[BY_INCENTIVE, TO_EMBEDDING], now.edges[BY_LAW, TO_EMBEDDING]
    standard = by_initiative * now.dial[STANDARD] * now.dial[INITIATIVE_MONITORING] * p.condition_floor
    for i in range(first, last):
        joined = firms.response[FACILITATE, i] * firms.member[i]
        firms.ability[i] = embedding.capability(
            firms.capability[i], firms.learning[i], firms.response[FACILITATE, i] * firms.help[i], joined,
            p.capability_by_learning, p.capability_by_help, p.capability_by_initiative,
        )  # fmt: skip
        firms.compliance[i] = embedding.compliance(firms.supported[i], p.compliance_unforced)
        firms.real_share[i] = embedding.real_share(
            firms.commitment[i], firms.ability[i], firms.checklist[i], firms.dynamic[i], p.real_base,
            p.real_by_commitment, p.real_by_checklist, p.real_by_dynamic,
        )  # fmt: skip
        firms.growth[i], firms.practice_mean[i], firms.reported_mean[i] = 0.0, 0.0, 0.0
    for k in range(6):
        for i in range(first, last):
            # conditions act as far as somebody looks; without it they are paper (S-034, S-035)
            looked_at = max(firms.contracts[i] * now.dial[FOLLOW_UP], (firms.assessed[i] + firms.monitored[i]) / 2.0)
            on_paper = max(firms.contracts[i], max(firms.assessed[i], firms.monitored[i]))
            contract = CONTRACT_STEP[k] * by_condition * p.condition_floor
            joined = FIRST_STEP[k] * firms.response[FACILITATE, i] * firms.member[i]
            lawful = by_law * firms.duty[k, i] * firms.compliance[i]
            conditional = contract * firms.response[CONDITION, i] * looked_at
            floor = max(max(lawful, conditional) * firms.real_share[i], joined * standard)
            own = embedding.voluntary_aim(firms.commitment[i], STEP_POSITION[k], p.step_difficulty)
            aim = embedding.raised_aim(own, floor, firms.in_force[i], p.floor_ratchet)
            money = firms.response[ENTICE, i] * by_incentive * firms.subsidised[i]
            speed = p.practice_speed * firms.ability[i] * (1.0 + p.speed_by_subsidy * money)
            speed *= 1.0 + p.speed_by_initiative * by_initiative * joined
            # what is asked from outside is taken up at once; of one's own accord the step before comes first
            step_before = firms.practice[max(k - 1, 0), i] if k > 0 else 1.0
            pace = speed * (1.0 if floor >= aim else step_before)
            before = firms.practice[k, i]
            after = embedding.next_practice(before, aim, pace, p.practice_fade)
            firms.practice[k, i] = after
            firms.growth[i] += max(0.0, after - before) * SIXTH
            firms.practice_mean[i] += after * SIXTH
            told = embedding.disclosure_share(
                traits.visibility[i], firms.endorses[i], firms.report_duty[i] * p.reporting_compliance,
                p.disclosure_base, p.disclosure_by_visibility, p.disclosure_by_endorsement,
            )  # fmt: skip
            report_floor = firms.report_duty[i] * p.reporting_compliance * p.floor_level
            demanded = max(report_floor, max(lawful, contract * on_paper))
            said = embedding.next_reported(firms.reported[k, i], after, told, demanded, p.report_speed)
            firms.reported[k, i] = said
            firms.reported_mean[i] += said * SIXTH


@rule
def cover_themes(firms, traits, now, p, first, last):
    """Rule 5, coverage: law holds its themes; free effort goes to the gravest that is left (S-088, S-112)."""
    by_law = now.edges[BY_LAW, TO_EMBEDDING]
    for i in range(first, last):
        risk_0 = traits.theme_risk[0, i] * (1.0 - firms.coverage[0, i])
        risk_1 = traits.theme_risk[1, i] * (1.0 - firms.coverage[1, i])
        risk_2 = traits.theme_risk[2, i] * (1.0 - firms.coverage[2, i])
        risk_3 = traits.theme_risk[3, i] * (1.0 - firms.coverage[3, i])
        gravest = max(max(risk_0, risk_1), max(risk_2, risk_3))
        chosen_0 = 1.0 if risk_0 >= gravest else 0.0
        chosen_1 = 1.0 - chosen_0 if risk_1 >= gravest else 0.0
        chosen_2 = 1.0 - chosen_0 - chosen_1 if risk_2 >= gravest else 0.0
        chosen_3 = 1.0 - chosen_0 - chosen_1 - chosen_2
        left = embedding.left_for_free_choice(
            firms.compliance[i] * firms.in_force[i], firms.themes_asked[i], p.tunnel_crowding
        )
        free = left * firms.practice_mean[i]
        lawful = by_law * firms.compliance[i] * firms.real_share[i]
        firms.coverage[0, i] = embedding.next_coverage(
            firms.coverage[0, i], free * chosen_0, lawful * firms.theme_duty[0, i], p.coverage_speed, p.coverage_fade
        )
        firms.coverage[1, i] = embedding.next_coverage(
            firms.coverage[1, i], free * chosen_1, lawful * firms.theme_duty[1, i], p.coverage_speed, p.coverage_fade
        )
        firms.coverage[2, i] = embedding.next_coverage(
            firms.coverage[2, i], free * chosen_2, lawful * firms.theme_duty[2, i], p.coverage_speed, p.coverage_fade
        )
        firms.coverage[3, i] = embedding.next_coverage(
            firms.coverage[3, i], free * chosen_3, lawful * firms.theme_duty[3, i], p.coverage_speed, p.coverage_fade
        )


@rule
def pay(firms, traits, now, p, first, last):
    """Rule 7: what it costs, this quarter and in the year so far."""
    for i in range(first, last):
        done, base = firms.practice_mean[i], firms.full_cost[i]
        firms.learning[i] = cost.next_learning(firms.learning[i], done, p.learning_speed)
        shared = cost.relief(p.help_relief * firms.help[i], now.dial[SHARED_COST] * firms.member[i], 0.0)
        once = cost.one_off_cost(
            base, firms.growth[i] + p.adaptation_share * firms.adapting[i] * done, p.one_off_ratio,
            firms.learning[i], p.learning_discount, cost.relief(shared, 0.0, firms.subsidised[i]),
        )  # fmt: skip
        firms.cost_one_off[i] = once + base * p.taking_note_share * firms.new_laws[i]
        kept_up = cost.yearly_cost(base, done, firms.learning[i], p.learning_discount, shared)
        firms.cost_yearly[i] = kept_up + cost.paper_cost(base, firms.reported_mean[i], p.paper_cost_share)
        spared = 1.0 if firms.in_force[i] <= 0.0 else 0.0
        firms.cost_indirect[i] = cost.passed_down_cost(base, firms.asked[i], p.pass_down_share, spared)
        firms.cost_share[i] = 4.0 * firms.cost_yearly[i] * traits.per_turnover[i]
        firms.year_one_off[i] += firms.cost_one_off[i]
        firms.year_yearly[i] += firms.cost_yearly[i]
        firms.year_indirect[i] += firms.cost_indirect[i]
        firms.help[i] *= 1.0 - p.help_fade


@rule
def mature(firms, now, p, first, last):
    """Maturity at the end of the quarter; rules use it from the next one on."""
    for i in range(first, last):
        year = firms.supported_year[0, i] + firms.supported_year[1, i]
        year = (year + (firms.supported_year[2, i] + firms.supported_year[3, i])) / 4.0
        seen = maturity.observed_stage(
            firms.practice[0, i], firms.practice[1, i], firms.practice[2, i], firms.practice[3, i], year,
            p.policy_level, p.leader_level, p.laggard_level,
        )  # fmt: skip
        firms.stage[i] = maturity.next_stage(firms.stage[i], firms.candidate[i], seen)
        firms.candidate[i] = seen
