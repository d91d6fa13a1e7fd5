"""Phase (b), rules 5 and 7: practice and coverage, what they cost, and the stage of maturity."""

import numpy as np

from simulation.columns import Firms, Parameters, Quarter, Traits, Work
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
def embed(firms: Firms, work: Work, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 5: practice of the six steps, up to what the firm is able to do."""
    practice_speed, by_incentive = p.practice_speed, now.edges[By.INCENTIVE, To.EMBEDDING] * p.speed_by_subsidy
    by_law, early, enough = now.edges[By.LAW, To.EMBEDDING], p.speed_by_initiative, p.ability_enough
    for i in range(first, last):
        money = work.response[Tactic.ENTICE, i] * by_incentive * firms.subsidised[i]
        work.pace[i] = practice_speed * work.ability[i] * (1.0 + money)
        work.early_pace[i] = work.pace[i] * (1.0 + early * work.joined[i])
        work.lack[i] = embedding.lack_of_ability(work.ability[i], enough)
        work.lawful_weight[i] = work.real[i] * by_law
        work.voluntary_floor[i] = max(work.initiative_floor[i], work.clause_floor[i])
    strengths = (p.step_difficulty, p.floor_ratchet, p.reach_first_step, p.cure_pace, p.practice_fade)
    for i in range(first, last):
        # written out: with the step known while compiling, columns of different steps are seen not to overlap
        before_0, grown_0 = take_step(firms, work, strengths, 0, 1.0, i)
        before_1, grown_1 = take_step(firms, work, strengths, 1, before_0, i)
        before_2, grown_2 = take_step(firms, work, strengths, 2, before_1, i)
        before_3, grown_3 = take_step(firms, work, strengths, 3, before_2, i)
        before_4, grown_4 = take_step(firms, work, strengths, 4, before_3, i)
        _, grown_5 = take_step(firms, work, strengths, 5, before_4, i)
        work.growth[i] = grown_0 + grown_1 + grown_2 + grown_3 + grown_4 + grown_5
    for i in range(first, last):
        three = firms.practice[0, i] * SIXTH + firms.practice[1, i] * SIXTH + firms.practice[2, i] * SIXTH
        four = three + firms.practice[3, i] * SIXTH
        firms.practice_mean[i] = four + firms.practice[4, i] * SIXTH + firms.practice[5, i] * SIXTH


@rule
def take_step(
    firms: Firms, work: Work, strengths: tuple[float, ...], k: int, step_before: float, i: int
) -> tuple[float, float]:
    """Rule 5 for step `k` (0 to 5): what is asked, the aim, the pace; practice before, a sixth of its growth."""
    difficulty, ratchet, reach_first, cure_pace, fade = strengths
    lawful = max(work.duty[k, i] * firms.complies[i], work.foreseen_duty[k, i] * work.foresees[i])
    real = work.lawful_weight[i] * lawful
    floor = max(real, work.condition_floor[i]) if CONTRACT_STEP[k] > 0.0 else real
    floor = max(floor, work.voluntary_floor[i]) if FIRST_STEP[k] > 0.0 else floor
    own = embedding.voluntary_aim(firms.commitment[i], STEP_POSITION[k], difficulty)
    raised = embedding.raised_aim(own, floor, work.in_force[i], ratchet)
    aim = min(raised, embedding.reach(work.lack[i], STEP_POSITION[k], reach_first))
    # what is asked from outside is taken up at once; of one's own accord the step before comes first
    pace = (work.early_pace[i] if FIRST_STEP[k] > 0.0 else work.pace[i]) * (1.0 if floor >= aim else step_before)
    # a finding has a deadline
    pace = max(pace, cure_pace if firms.mended[i] > 1.0 and real > 0.0 else 0.0)
    before = firms.practice[k, i]
    after = embedding.next_practice(before, aim, pace, fade)
    firms.practice[k, i] = after
    return before, max(0.0, after - before) * SIXTH


@rule
def cover_themes(firms: Firms, work: Work, traits: Traits, now: Quarter, p: Parameters, first: int, last: int) -> None:
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
        work.gravest[i] = 3.0 if risk_3 > gravest else worst
        forced = firms.complies[i] * work.in_force[i]
        left = embedding.left_for_free_choice(forced, work.themes_asked[i], crowding)
        work.free_effort[i] = left * firms.practice_mean[i]
        work.lawful_effort[i] = by_law * firms.complies[i] * work.real[i]
    speed, fade = p.coverage_speed, p.coverage_fade
    for h in range(4):
        coverage, duty, theme = firms.coverage[h], work.theme_duty[h], float(h)
        for i in range(first, last):
            free = work.free_effort[i] if work.gravest[i] == theme else 0.0
            coverage[i] = embedding.next_coverage(coverage[i], free, work.lawful_effort[i] * duty[i], speed, fade)


@rule
def pay(firms: Firms, work: Work, traits: Traits, now: Quarter, p: Parameters, first: int, last: int) -> None:
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
        grown = work.growth[i] + adaptation * work.adapting[i] * done
        once = cost.one_off_cost(base, grown, ratio, learning, discount, relief)
        firms.learning[i] = learning
        work.cost_one_off[i] = once + base * taking_note * work.new_laws[i]
        kept_up = cost.yearly_cost(base, done, learning, discount, shared)
        work.cost_yearly[i] = kept_up + cost.paper_cost(base, firms.reported_mean[i], paper_share)
        spared = 1.0 if work.in_force[i] <= 0.0 else 0.0
        work.cost_indirect[i] = cost.passed_down_cost(base, firms.asked[i], pass_down, spared)
    for i in range(first, last):
        firms.cost_share[i] = 4.0 * work.cost_yearly[i] * traits.per_turnover[i]
        firms.year_one_off[i] += work.cost_one_off[i]
        firms.year_yearly[i] += work.cost_yearly[i]
        firms.year_indirect[i] += work.cost_indirect[i]
        firms.help[i] *= help_left


@rule
def mature(firms: Firms, p: Parameters, first: int, last: int) -> None:
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
