"""Phase (b), rules 5 and 7: practice, reports and coverage, what they cost, and the stage of maturity."""

import numpy as np

from simulation.columns import Firms, Parameters, Quarter, Traits
from simulation.compiled import rule
from simulation.dials import Dial
from simulation.rules import cost, embedding, maturity
from simulation.vocabulary import By, Step, Tactic, Theme, To

#: One over the number of steps: multiplying is several times faster than dividing.
SIXTH = 1.0 / 6.0
#: Where each step stands on the way from first (0) to last (1); the steps that contracts ask for: risk
#: analysis, action plan and public report (S-171); the first steps, which initiatives advance (S-031).
STEP_POSITION = np.arange(6) / 5.0
CONTRACT_STEP = np.array([1.0, 1.0, 1.0, 0.0, 1.0, 0.0])
FIRST_STEP = np.array([1.0, 1.0, 1.0, 0.0, 0.0, 0.0])


@rule
def embed(firms: Firms, traits: Traits, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 5: practice and reports of the six steps."""
    by_condition = now.edges[By.CONDITION, To.EMBEDDING] * p.condition_floor
    by_initiative = now.edges[By.INITIATIVE, To.EMBEDDING]
    by_incentive = now.edges[By.INCENTIVE, To.EMBEDDING] * p.speed_by_subsidy
    by_learning, by_help, by_joining = p.capability_by_learning, p.capability_by_help, p.capability_by_initiative
    mean_unforced, real_base, by_commitment = p.compliance_unforced, p.real_base, p.real_by_commitment
    by_checklist, by_dynamic, follow_up = p.real_by_checklist, p.real_by_dynamic, now.dial[Dial.PROCUREMENT_FOLLOW_UP]
    for i in range(first, last):
        joined = firms.response[Tactic.FACILITATE, i] * firms.member[i]
        ability = embedding.capability(
            firms.capability[i],
            firms.learning[i],
            firms.response[Tactic.FACILITATE, i] * firms.help[i],
            joined,
            by_learning,
            by_help,
            by_joining,
        )
        firms.ability[i] = ability
        unforced = embedding.unforced_answer(mean_unforced, firms.abiding[i])
        firms.compliance[i] = embedding.compliance(firms.supported[i], unforced)
        firms.real_share[i] = embedding.real_share(
            firms.commitment[i],
            ability,
            firms.checklist[i],
            firms.dynamic[i],
            real_base,
            by_commitment,
            by_checklist,
            by_dynamic,
        )
    standard = now.dial[Dial.INITIATIVE_STANDARD] * now.dial[Dial.INITIATIVE_MONITORING] * p.condition_floor
    practice_speed, stake = p.practice_speed, p.support_stake
    for i in range(first, last):
        # conditions act as far as somebody looks; without it they are paper (S-034, S-035)
        looked_at = max(firms.contracts[i] * follow_up, stake * (firms.assessed[i] + firms.monitored[i]) / 2.0)
        on_paper = max(firms.contracts[i], stake * max(firms.assessed[i], firms.monitored[i]))
        firms.condition_floor[i] = firms.response[Tactic.CONDITION, i] * by_condition * looked_at
        firms.condition_paper[i] = by_condition * on_paper
        firms.joined[i] = by_initiative * firms.response[Tactic.FACILITATE, i] * firms.member[i]
        money = firms.response[Tactic.ENTICE, i] * by_incentive * firms.subsidised[i]
        firms.pace[i] = practice_speed * firms.ability[i] * (1.0 + money)
        firms.growth[i], firms.practice_mean[i], firms.reported_mean[i] = 0.0, 0.0, 0.0
        firms.step_before[i] = 1.0
    reporting, base = p.reporting_compliance, p.disclosure_base
    by_visibility, by_endorsement, floor_level = p.disclosure_by_visibility, p.disclosure_by_endorsement, p.floor_level
    for i in range(first, last):
        duty = firms.report_duty[i] * embedding.unforced_answer(reporting, firms.abiding[i])
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
def take_step(firms: Firms, now: Quarter, p: Parameters, k: int, standard: float, first: int, last: int) -> None:
    """Rule 5 for step `k` (0 to 5): the aim, the pace, and what is said of it."""
    by_law, early = now.edges[By.LAW, To.EMBEDDING], p.speed_by_initiative * FIRST_STEP[k]
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
        demanded = max(firms.report_floor[i], lawful, contract * firms.condition_paper[i])
        said = embedding.next_reported(firms.reported[k, i], after, firms.told[i], demanded, report_speed)
        firms.reported[k, i] = said
        firms.reported_mean[i] += said * SIXTH


@rule
def cover_themes(firms: Firms, traits: Traits, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 5, coverage: law holds its themes; free effort goes to the gravest that is left (S-088, S-112)."""
    by_law, crowding = now.edges[By.LAW, To.EMBEDDING], p.tunnel_crowding
    for i in range(first, last):
        risk_0 = traits.theme_risk[Theme.CHILD_LABOUR, i] * (1.0 - firms.coverage[Theme.CHILD_LABOUR, i])
        risk_1 = traits.theme_risk[Theme.WORKING_CONDITIONS, i] * (1.0 - firms.coverage[Theme.WORKING_CONDITIONS, i])
        risk_2 = traits.theme_risk[Theme.LIVING_WAGE, i] * (1.0 - firms.coverage[Theme.LIVING_WAGE, i])
        risk_3 = traits.theme_risk[Theme.ENVIRONMENT, i] * (1.0 - firms.coverage[Theme.ENVIRONMENT, i])
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
def pay(firms: Firms, traits: Traits, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 7: what it costs, this quarter and in the year so far."""
    learning_speed, discount, ratio = p.learning_speed, p.learning_discount, p.one_off_ratio
    help_relief, shared_cost, adaptation = p.help_relief, now.dial[Dial.INITIATIVE_COST_SHARE], p.adaptation_share
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
def mature(firms: Firms, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Maturity at the end of the quarter; rules use it from the next one on."""
    for i in range(first, last):
        year = firms.supported_year[0, i] + firms.supported_year[1, i]
        year = (year + (firms.supported_year[2, i] + firms.supported_year[3, i])) / 4.0
        seen = maturity.observed_stage(
            firms.practice[Step.INTEGRATE, i],
            firms.practice[Step.IDENTIFY, i],
            firms.practice[Step.STOP, i],
            firms.practice[Step.MONITOR, i],
            year,
            p.policy_level,
            p.leader_level,
            p.laggard_level,
        )
        firms.stage[i] = maturity.next_stage(firms.stage[i], firms.candidate[i], seen)
        firms.candidate[i] = seen
