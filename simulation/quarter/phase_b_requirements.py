"""Phase (b), rule 5, first half: which requirements each firm meets, and whether in practice or on paper."""

from simulation.columns import Firms, Parameters, Quarter, Work
from simulation.compiled import rule
from simulation.dials import Dial
from simulation.rules import embedding, requirements
from simulation.vocabulary import By, Tactic, To


@rule
def weigh_requirements(firms: Firms, work: Work, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 5, first half: ability, and what law, initiative, conditions and customers hold a firm to."""
    gain_ability(firms, work, now, p, first, last)
    meet_duties(firms, work, p, first, last)
    meet_other_requirements(firms, work, now, p, first, last)


@rule
def gain_ability(firms: Firms, work: Work, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """What experience, help, initiatives and grants have made a firm able to do (S-095, S-191, P-B14)."""
    by_help, by_joining, by_grant = p.skill_by_help, p.skill_by_initiative, p.skill_by_subsidy
    extra, fade, by_learning = p.skill_small, p.skill_fade, p.capability_by_learning
    by_initiative = now.edges[By.INITIATIVE, To.EMBEDDING]
    by_incentive = now.edges[By.INCENTIVE, To.EMBEDDING]
    for i in range(first, last):
        joined = by_initiative * work.response[Tactic.FACILITATE, i] * firms.member[i]
        helped = by_help * work.response[Tactic.FACILITATE, i] * firms.help[i]
        granted = by_grant * by_incentive * work.response[Tactic.ENTICE, i] * firms.subsidised[i]
        firms.skill[i] = embedding.next_skill(
            firms.skill[i], helped, by_joining * joined, granted, firms.smallness[i], extra, fade
        )
        work.joined[i] = joined
        work.ability[i] = embedding.ability(firms.capability[i], firms.learning[i], firms.skill[i], by_learning)


@rule
def meet_duties(firms: Firms, work: Work, p: Parameters, first: int, last: int) -> None:
    """Duties of law, in force and foreseen: who meets them, and in which way."""
    unforced, announcement = p.compliance_unforced, p.announcement_share
    base, by_commitment = p.real_base, p.real_by_commitment
    by_checklist, by_dynamic = p.real_by_checklist, p.real_by_dynamic
    for i in range(first, last):
        chance = requirements.compliance_chance(unforced, work.supported[i], work.deterred[i])
        # what was mended after a finding stays mended (N-B1), as long as a law of that kind binds the firm
        firms.mended[i] = firms.mended[i] if work.in_force[i] > 0.0 else 0.0
        firms.mended_report[i] = firms.mended_report[i] if work.report_duty[i] > 0.0 else 0.0
        mended = 1.0 if firms.mended[i] > 0.0 else 0.0
        firms.complies[i] = max(mended, requirements.meets(firms.abiding[i], chance))
        work.foresees[i] = requirements.meets(firms.abiding[i], announcement * chance)
        share = requirements.real_chance(
            firms.commitment[i],
            work.ability[i],
            work.checklist[i],
            work.dynamic[i],
            base,
            by_commitment,
            by_checklist,
            by_dynamic,
        )
        work.real[i] = max(1.0 if firms.mended[i] > 1.0 else 0.0, requirements.meets(firms.candour[i], share))


@rule
def meet_other_requirements(firms: Firms, work: Work, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Bars of initiatives, conditions on support and contracts, clauses of customers."""
    standard, assessed, years = now.dial[Dial.INITIATIVE_STANDARD], now.dial[Dial.INITIATIVE_MONITORING], p.bar_years
    by_initiative = now.edges[By.INITIATIVE, To.EMBEDDING]
    condition_level = now.edges[By.CONDITION, To.EMBEDDING] * p.condition_floor
    follow_up, stake = now.dial[Dial.PROCUREMENT_FOLLOW_UP], p.support_stake
    clause_level, clause_weight, clause_real = p.clause_level, p.clause_weight, p.clause_real
    for i in range(first, last):
        willing = requirements.compliance_chance(0.0, work.supported[i], assessed)
        met = firms.member[i] * requirements.meets(firms.abiding[i], willing)
        firms.meets_bar[i] = met
        bar = requirements.bar_of_years(standard, firms.member_quarters[i], years)
        # who is assessed on what it does cannot answer on paper
        work.initiative_floor[i] = (
            by_initiative * met * bar * max(work.real[i], requirements.meets(firms.candour[i], assessed))
        )
        # conditions act as far as somebody looks; without it they are paper (S-034, S-035)
        looked_at = max(work.contracts[i] * follow_up, stake * (work.assessed[i] + work.monitored[i]) / 2.0)
        on_paper = max(work.contracts[i], stake * max(work.assessed[i], work.monitored[i]))
        work.condition_floor[i] = condition_level * work.real[i] * requirements.meets(firms.abiding[i], looked_at)
        work.condition_paper[i] = condition_level * requirements.meets(firms.abiding[i], on_paper)
        # customers ask steps and a statement, and mostly look at paper (P-A13, P-C5, K-5, K-7)
        answers = requirements.meets(firms.abiding[i], clause_weight * firms.asked[i])
        work.clause_paper[i] = clause_level * answers
        work.clause_floor[i] = clause_level * answers * requirements.meets(firms.candour[i], clause_real)
