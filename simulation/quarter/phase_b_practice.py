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
    for i in range(first, last):
        money = work.response[Tactic.ENTICE, i] * by_incentive * firms.subsidised[i]
        work.pace[i] = practice_speed * work.ability[i] * (1.0 + money)
        work.growth[i], firms.practice_mean[i] = 0.0, 0.0
        work.step_before[i] = 1.0
    # written out: with the step known while compiling, columns of different steps are seen not to overlap
    take_step(firms, work, now, p, 0, first, last)
    take_step(firms, work, now, p, 1, first, last)
    take_step(firms, work, now, p, 2, first, last)
    take_step(firms, work, now, p, 3, first, last)
    take_step(firms, work, now, p, 4, first, last)
    take_step(firms, work, now, p, 5, first, last)


@rule
def take_step(firms: Firms, work: Work, now: Quarter, p: Parameters, k: int, first: int, last: int) -> None:
    """Rule 5 for step `k` (0 to 5): what is asked, the aim, and the pace."""
    by_law, early = now.edges[By.LAW, To.EMBEDDING], p.speed_by_initiative * FIRST_STEP[k]
    contract, is_first, position = CONTRACT_STEP[k], FIRST_STEP[k], STEP_POSITION[k]
    difficulty, ratchet, fade = p.step_difficulty, p.floor_ratchet, p.practice_fade
    enough, reach_first, cure_pace = p.ability_enough, p.reach_first_step, p.cure_pace
    for i in range(first, last):
        lawful = max(work.duty[k, i] * firms.complies[i], work.foreseen_duty[k, i] * work.foresees[i])
        real = work.real[i] * by_law * lawful
        floor = max(real, contract * work.condition_floor[i])
        floor = max(floor, is_first * max(work.initiative_floor[i], work.clause_floor[i]))
        own = embedding.voluntary_aim(firms.commitment[i], position, difficulty)
        raised = embedding.raised_aim(own, floor, work.in_force[i], ratchet)
        aim = min(raised, embedding.reach(work.ability[i], enough, position, reach_first))
        # what is asked from outside is taken up at once; of one's own accord the step before comes first
        pace = work.pace[i] * (1.0 + early * work.joined[i]) * (1.0 if floor >= aim else work.step_before[i])
        # a finding has a deadline
        pace = max(pace, cure_pace if firms.mended[i] > 1.0 and real > 0.0 else 0.0)
        before = firms.practice[k, i]
        after = embedding.next_practice(before, aim, pace, fade)
        firms.practice[k, i] = after
        work.step_before[i] = before
        work.growth[i] += max(0.0, after - before) * SIXTH
        firms.practice_mean[i] += after * SIXTH


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
def mature(firms: Firms, work: Work, now: Quarter, p: Parameters, first: int, last: int) -> None:
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
