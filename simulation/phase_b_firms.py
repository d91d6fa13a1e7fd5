"""Phase (b): every firm applies the rules to the frozen state and writes only its own columns.

`decide` is the one compiled loop; the compiled driver calls it for blocks of firms, `Firm.step` for one
firm: the same code, so the same bits. Below it, one function per rule of the design, in the order in
which they act, over firms `first` to `last` of a block: `firms` and `traits` are the block's columns,
`now` is what every firm sees this quarter (`state.QUARTER`), `p` the draw's parameters. The formulas
themselves are the scalar functions in `simulation/rules/`.
"""

import numpy as np

from simulation.compiled import loop, rule, span
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
        first, last = span(start, end, block, BLOCK)
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
        firms.informing[i], firms.advising[i], firms.assessed[i], firms.monitored[i] = 0.0, 0.0, 0.0, 0.0
        firms.endorsement_required[i], firms.strictness[i] = 0.0, 0.0
    for group in range(GROUPS):
        meet_conditions(firms, now, p, group, first, last)
    letters, passive, personal = now.dial[LETTERS], now.dial[PASSIVE], now.dial[PERSONAL]
    by_letter, by_passive, by_contact = p.letter_effect, p.passive_effect, p.contact_effect
    procurement, others, half = now.dial[PROCUREMENT], now.dial[OTHER_GOVERNMENT], p.contract_half
    for i in range(first, last):
        # a user of an instrument is informed or advised once a year
        contacts = personal + firms.help[i] + firms.advising[i] / 4.0
        firms.condition_contact[i] = max(firms.informing[i], firms.advising[i])
        firms.information[i] = exposure.information_dose(
            letters * traits.goal90[i], passive + firms.informing[i] / 4.0, contacts, by_letter, by_passive, by_contact
        )
        firms.contracts[i] = exposure.contract_stake(
            traits.sales_central[i], traits.sales_other[i], procurement, others, half
        )


@rule
def meet_conditions(firms, now, p, group, first, last):
    """Conditions of one group of government instruments, for the firms that use it (S-175 to S-185)."""
    row = CONDITIONS + group * PER_GROUP
    informing, advising = now.dial[row], now.dial[row + 1]
    assessing, monitoring, endorsement = now.dial[row + 2], now.dial[row + 3], now.dial[row + 4]
    strictness = instruments.strictness(assessing, monitoring, now.dial[row + 5], p.no_knock_out_relief)
    for i in range(first, last):
        user = float((firms.using[i] >> group) & 1)
        firms.informing[i] = max(firms.informing[i], user * informing)
        firms.advising[i] = max(firms.advising[i], user * advising)
        firms.assessed[i] = max(firms.assessed[i], user * assessing)
        firms.monitored[i] = max(firms.monitored[i], user * monitoring)
        firms.endorsement_required[i] = max(firms.endorsement_required[i], user * endorsement)
        firms.strictness[i] = max(firms.strictness[i], user * strictness)


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
        meet_law(firms, traits, now, p, now.law[n], first, last)
    for i in range(first, last):
        firms.themes_asked[i] = (
            firms.theme_duty[0, i] + firms.theme_duty[1, i] + firms.theme_duty[2, i] + firms.theme_duty[3, i]
        )
        firms.uncovered[i] = exposure.uncovered_rivals(
            traits.rivals[1, i], traits.rivals[2, i], firms.nationally[i], firms.eu_wide[i]
        )


@rule
def meet_law(firms, traits, now, p, law, first, last):
    """One law: it binds firms in its scope, as far as its phase-in (ramp) and the breadth of its themes go."""
    row = LAW + law * PER_LAW
    scope, breadth = int(now.dial[row + 2]), now.breadth[law]
    announced, ramp = now.dial[row] * now.due_diligence[law] * breadth, now.dial[row + 1]
    real = ramp * now.due_diligence[law]
    in_force, reporting = real * breadth, ramp * now.reporting[law] * breadth
    inspections, checklist = real * min(1.0, now.dial[row + 3] / 100.0), real * now.checklist[law]
    dynamic, civil = real * (1.0 if now.regime[law] == DYNAMIC else 0.0), real * now.civil[law]
    eu_wide, new, adapt = real * now.eu_wide[law], now.new[law], now.dial[row + 4]
    fine_share, fine_eur, order = now.fine_share[law], now.fine_eur[law], now.order[law]
    publication, criminal, half = now.publication[law], now.criminal[law], p.severity_half
    due_diligence = now.due_diligence[law]
    for i in range(first, last):
        inside = float((traits.scope_bits[i] >> scope) & 1)
        firms.report_duty[i] = max(firms.report_duty[i], inside * reporting)
        firms.new_laws[i] += inside * new
        firms.adapting[i] = max(firms.adapting[i], inside * adapt)
        firms.announced[i] = max(firms.announced[i], inside * announced)
        firms.in_force[i] = max(firms.in_force[i], inside * in_force)
        firms.expected[i] = max(firms.expected[i], inside * inspections)
        heavy = exposure.sanction_severity(
            fine_share, fine_eur * traits.per_turnover[i], order, publication, criminal, traits.visibility[i], half
        )
        firms.severity[i] = max(firms.severity[i], inside * due_diligence * heavy)
    for i in range(first, last):
        inside = float((traits.scope_bits[i] >> scope) & 1)
        firms.checklist[i] = max(firms.checklist[i], inside * checklist)
        firms.dynamic[i] = max(firms.dynamic[i], inside * dynamic)
        firms.civil[i] = max(firms.civil[i], inside * civil)
        firms.nationally[i] = max(firms.nationally[i], inside * real)
        firms.eu_wide[i] = max(firms.eu_wide[i], inside * eu_wide)
    level = in_force * p.floor_level
    for k in range(6):
        raise_to(firms.duty[k], traits.scope_bits, scope, level * now.steps[law, k], first, last)
    for h in range(4):
        raise_to(firms.theme_duty[h], traits.scope_bits, scope, real * now.themes[law, h], first, last)


@rule
def raise_to(duties, scope_bits, scope, level, first, last):
    """Raise one column of duties to `level` for firms in scope."""
    if level > 0.0:
        for i in range(first, last):
            duties[i] = max(duties[i], level * float((scope_bits[i] >> scope) & 1))


@rule
def learn(firms, now, p, first, last):
    """Rule 2: awareness; and what firms come to believe about sanctions (P-G1)."""
    by_inform = now.edges[BY_INFORM, TO_AWARENESS]
    by_initiative = now.edges[BY_INITIATIVE, TO_AWARENESS] * p.awareness_by_initiative
    by_condition = now.edges[BY_CONDITION, TO_AWARENESS] * p.awareness_by_condition
    by_transparency = now.edges[BY_TRANSPARENCY, TO_AWARENESS] * p.awareness_by_transparency
    by_announcement, by_peers, fade = p.awareness_by_announcement, p.awareness_by_peers, p.awareness_fade
    for i in range(first, last):
        conditions = max(firms.condition_contact[i], max(firms.assessed[i], firms.contracts[i]))
        gain = awareness.awareness_gain(
            firms.response[INFORM, i] * firms.information[i], firms.response[FACILITATE, i] * firms.member[i],
            firms.response[CONDITION, i] * conditions, firms.report_duty[i],
            firms.response[OBLIGE, i] * firms.announced[i], firms.peers[i],
            by_inform, by_initiative, by_condition, by_transparency, by_announcement, by_peers,
        )  # fmt: skip
        firms.awareness_gain[i] = gain
        firms.awareness[i] = awareness.next_awareness(firms.awareness[i], gain, fade)
    trust, speed, general = p.expected_trust, p.perception_speed, p.general_deterrence
    own, visit = p.own_sanction_effect, p.own_visit_effect
    for i in range(first, last):
        firms.perceived[i] = supervision.next_perceived(
            firms.perceived[i], trust * firms.expected[i], firms.deterrence[i] * firms.in_force[i],
            firms.sanctioned[i], firms.visited[i], speed, general, own, visit,
        )  # fmt: skip


@rule
def weigh_motives(firms, traits, now, p, first, last):
    """Rule 3: calculative, normative and social motives, and the commitment they support."""
    offered = now.dial[SUBSIDY_SHARE] if now.dial[SUBSIDY_BUDGET] > 0.0 else 0.0
    by_condition, by_incentive = now.edges[BY_CONDITION, TO_EMBEDDING], now.edges[BY_INCENTIVE, TO_EMBEDDING]
    legal_duty, sanction_weight, announcement = p.legal_duty, p.sanction_weight, p.announcement_share
    follow_up, offer_weight = now.dial[FOLLOW_UP], p.offer_weight
    for i in range(first, last):
        law = motives.oblige_motive(
            firms.in_force[i], firms.announced[i], firms.perceived[i], firms.severity[i], legal_duty, sanction_weight,
            announcement,
        )  # fmt: skip
        looked_at = (firms.assessed[i] + firms.monitored[i]) / 2.0
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
def commit(firms, traits, now, p, first, last):
    """Rule 4: commitment and public endorsement."""
    by_initiative = now.edges[BY_INITIATIVE, TO_COMMITMENT] * p.commitment_by_initiative * now.dial[STANDARD]
    speed, letters, by_letter = p.commitment_speed, now.dial[LETTERS], p.endorsement_by_letter
    by_condition, rate = p.endorsement_by_condition, p.endorsement_rate
    public_share, withdrawal = p.endorsement_public_share, p.endorsement_withdrawal
    for i in range(first, last):
        agreement = firms.response[FACILITATE, i] * firms.member[i]
        committed = commitment.next_commitment(
            firms.commitment[i], firms.supported[i], agreement, by_initiative, speed
        )
        chance = commitment.endorsement_chance(
            firms.awareness[i], committed, traits.visibility[i], letters * traits.goal90[i],
            by_condition * firms.endorsement_required[i], rate, by_letter, public_share,
        )  # fmt: skip
        firms.commitment[i] = committed
        firms.endorses[i] = commitment.next_endorsement(
            firms.endorses[i], chance, withdrawal, committed, firms.luck[0, i]
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
    by_condition = now.edges[BY_CONDITION, TO_EMBEDDING] * p.condition_floor
    by_initiative = now.edges[BY_INITIATIVE, TO_EMBEDDING]
    by_incentive = now.edges[BY_INCENTIVE, TO_EMBEDDING] * p.speed_by_subsidy
    by_learning, by_help, by_joining = p.capability_by_learning, p.capability_by_help, p.capability_by_initiative
    unforced, real_base, by_commitment = p.compliance_unforced, p.real_base, p.real_by_commitment
    by_checklist, by_dynamic, follow_up = p.real_by_checklist, p.real_by_dynamic, now.dial[FOLLOW_UP]
    for i in range(first, last):
        joined = firms.response[FACILITATE, i] * firms.member[i]
        ability = embedding.capability(
            firms.capability[i], firms.learning[i], firms.response[FACILITATE, i] * firms.help[i], joined,
            by_learning, by_help, by_joining,
        )  # fmt: skip
        firms.ability[i] = ability
        firms.compliance[i] = embedding.compliance(firms.supported[i], unforced)
        firms.real_share[i] = embedding.real_share(
            firms.commitment[i], ability, firms.checklist[i], firms.dynamic[i], real_base, by_commitment,
            by_checklist, by_dynamic,
        )  # fmt: skip
    standard = now.dial[STANDARD] * now.dial[INITIATIVE_MONITORING] * p.condition_floor
    practice_speed = p.practice_speed
    for i in range(first, last):
        # conditions act as far as somebody looks; without it they are paper (S-034, S-035)
        looked_at = max(firms.contracts[i] * follow_up, (firms.assessed[i] + firms.monitored[i]) / 2.0)
        on_paper = max(firms.contracts[i], max(firms.assessed[i], firms.monitored[i]))
        firms.condition_floor[i] = firms.response[CONDITION, i] * by_condition * looked_at
        firms.condition_paper[i] = by_condition * on_paper
        firms.joined[i] = by_initiative * firms.response[FACILITATE, i] * firms.member[i]
        money = firms.response[ENTICE, i] * by_incentive * firms.subsidised[i]
        firms.pace[i] = practice_speed * firms.ability[i] * (1.0 + money)
        firms.growth[i], firms.practice_mean[i], firms.reported_mean[i] = 0.0, 0.0, 0.0
        firms.step_before[i] = 1.0
    reporting, base = p.reporting_compliance, p.disclosure_base
    by_visibility, by_endorsement, floor_level = p.disclosure_by_visibility, p.disclosure_by_endorsement, p.floor_level
    for i in range(first, last):
        duty = firms.report_duty[i] * reporting
        firms.told[i] = embedding.disclosure_share(
            traits.visibility[i], firms.endorses[i], duty, base, by_visibility, by_endorsement
        )
        firms.report_floor[i] = duty * floor_level
    # written out: with the step known while compiling, columns of different steps are seen not to overlap
    take_step(firms, now, p, 0, standard, first, last)
    take_step(firms, now, p, 1, standard, first, last)
    take_step(firms, now, p, 2, standard, first, last)
    take_step(firms, now, p, 3, standard, first, last)
    take_step(firms, now, p, 4, standard, first, last)
    take_step(firms, now, p, 5, standard, first, last)


@rule
def take_step(firms, now, p, k, standard, first, last):
    """Rule 5 for step `k` (0 to 5): the aim, the pace, and what is said of it."""
    by_law, early = now.edges[BY_LAW, TO_EMBEDDING], p.speed_by_initiative * FIRST_STEP[k]
    contract, minimum, position = CONTRACT_STEP[k], FIRST_STEP[k] * standard, STEP_POSITION[k]
    difficulty, ratchet, fade, report_speed = p.step_difficulty, p.floor_ratchet, p.practice_fade, p.report_speed
    for i in range(first, last):
        lawful = by_law * firms.duty[k, i] * firms.compliance[i]
        asked = max(lawful, contract * firms.condition_floor[i]) * firms.real_share[i]
        floor = max(asked, minimum * firms.joined[i])
        own = embedding.voluntary_aim(firms.commitment[i], position, difficulty)
        aim = embedding.raised_aim(own, floor, firms.in_force[i], ratchet)
        # what is asked from outside is taken up at once; of one's own accord the step before comes first
        pace = firms.pace[i] * (1.0 + early * firms.joined[i]) * (1.0 if floor >= aim else firms.step_before[i])
        before = firms.practice[k, i]
        after = embedding.next_practice(before, aim, pace, fade)
        firms.practice[k, i] = after
        firms.step_before[i] = before
        firms.growth[i] += max(0.0, after - before) * SIXTH
        firms.practice_mean[i] += after * SIXTH
        demanded = max(firms.report_floor[i], max(lawful, contract * firms.condition_paper[i]))
        said = embedding.next_reported(firms.reported[k, i], after, firms.told[i], demanded, report_speed)
        firms.reported[k, i] = said
        firms.reported_mean[i] += said * SIXTH


@rule
def cover_themes(firms, traits, now, p, first, last):
    """Rule 5, coverage: law holds its themes; free effort goes to the gravest that is left (S-088, S-112)."""
    by_law, crowding = now.edges[BY_LAW, TO_EMBEDDING], p.tunnel_crowding
    for i in range(first, last):
        risk_0 = traits.theme_risk[0, i] * (1.0 - firms.coverage[0, i])
        risk_1 = traits.theme_risk[1, i] * (1.0 - firms.coverage[1, i])
        risk_2 = traits.theme_risk[2, i] * (1.0 - firms.coverage[2, i])
        risk_3 = traits.theme_risk[3, i] * (1.0 - firms.coverage[3, i])
        worst = 1.0 if risk_1 > risk_0 else 0.0
        gravest = max(risk_0, risk_1)
        worst = 2.0 if risk_2 > gravest else worst
        gravest = max(gravest, risk_2)
        firms.gravest[i] = 3.0 if risk_3 > gravest else worst
        forced = firms.compliance[i] * firms.in_force[i]
        left = embedding.left_for_free_choice(forced, firms.themes_asked[i], crowding)
        firms.free_effort[i] = left * firms.practice_mean[i]
        firms.lawful_effort[i] = by_law * firms.compliance[i] * firms.real_share[i]
    speed, fade = p.coverage_speed, p.coverage_fade
    for h in range(4):
        coverage, duty, theme = firms.coverage[h], firms.theme_duty[h], float(h)
        for i in range(first, last):
            free = firms.free_effort[i] if firms.gravest[i] == theme else 0.0
            coverage[i] = embedding.next_coverage(coverage[i], free, firms.lawful_effort[i] * duty[i], speed, fade)


@rule
def pay(firms, traits, now, p, first, last):
    """Rule 7: what it costs, this quarter and in the year so far."""
    learning_speed, discount, ratio = p.learning_speed, p.learning_discount, p.one_off_ratio
    help_relief, shared_cost, adaptation = p.help_relief, now.dial[SHARED_COST], p.adaptation_share
    taking_note, paper_share, pass_down = p.taking_note_share, p.paper_cost_share, p.pass_down_share
    help_left = 1.0 - p.help_fade
    for i in range(first, last):
        done, base = firms.practice_mean[i], firms.full_cost[i]
        learning = cost.next_learning(firms.learning[i], done, learning_speed)
        shared = cost.relief(help_relief * firms.help[i], shared_cost * firms.member[i], 0.0)
        relief = cost.relief(shared, 0.0, firms.subsidised[i])
        grown = firms.growth[i] + adaptation * firms.adapting[i] * done
        once = cost.one_off_cost(base, grown, ratio, learning, discount, relief)
        firms.learning[i] = learning
        firms.cost_one_off[i] = once + base * taking_note * firms.new_laws[i]
        kept_up = cost.yearly_cost(base, done, learning, discount, shared)
        firms.cost_yearly[i] = kept_up + cost.paper_cost(base, firms.reported_mean[i], paper_share)
        spared = 1.0 if firms.in_force[i] <= 0.0 else 0.0
        firms.cost_indirect[i] = cost.passed_down_cost(base, firms.asked[i], pass_down, spared)
    for i in range(first, last):
        firms.cost_share[i] = 4.0 * firms.cost_yearly[i] * traits.per_turnover[i]
        firms.year_one_off[i] += firms.cost_one_off[i]
        firms.year_yearly[i] += firms.cost_yearly[i]
        firms.year_indirect[i] += firms.cost_indirect[i]
        firms.help[i] *= help_left


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
