"""Phase (b), rule 5, first half: which requirements each firm meets, and whether in practice or on paper."""

from simulation.columns import Firms, Parameters, Quarter
from simulation.compiled import rule
from simulation.dials import Dial
from simulation.rules import embedding, requirements
from simulation.vocabulary import By, Tactic, To


@rule
def weigh_requirements(firms: Firms, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 5, first half: ability, and what law, initiative, conditions and customers hold a firm to."""
    gain_ability(firms, now, p, first, last)
    meet_duties(firms, p, first, last)
    meet_other_requirements(firms, now, p, first, last)


@rule
def gain_ability(firms: Firms, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """What experience, help, initiatives and grants have made a firm able to do (S-095, S-191, P-B14)."""
    by_help, by_joining, by_grant = p.skill_by_help, p.skill_by_initiative, p.skill_by_subsidy
    extra, fade, by_learning = p.skill_small, p.skill_fade, p.capability_by_learning
    by_initiative = now.edges[By.INITIATIVE, To.EMBEDDING]
    by_incentive = now.edges[By.INCENTIVE, To.EMBEDDING]
    for i in range(first, last):
        joined = by_initiative * firms.response[Tactic.FACILITATE, i] * firms.member[i]
        helped = by_help * firms.response[Tactic.FACILITATE, i] * firms.help[i]
        granted = by_grant * by_incentive * firms.response[Tactic.ENTICE, i] * firms.subsidised[i]
        firms.skill[i] = embedding.next_skill(
            firms.skill[i], helped, by_joining * joined, granted, firms.smallness[i], extra, fade
        )
        firms.joined[i] = joined
        firms.ability[i] = embedding.ability(firms.capability[i], firms.learning[i], firms.skill[i], by_learning)


@rule
def meet_duties(firms: Firms, p: Parameters, first: int, last: int) -> None:
    """Duties of law, in force and foreseen: who meets them, and in which way."""
    unforced, announcement = p.compliance_unforced, p.announcement_share
    base, by_commitment = p.real_base, p.real_by_commitment
    by_checklist, by_dynamic = p.real_by_checklist, p.real_by_dynamic
    for i in range(first, last):
        chance = requirements.compliance_chance(unforced, firms.supported[i], firms.deterred[i])
        # what was mended after a finding stays mended (N-B1), as long as a law of that kind binds the firm
        firms.mended[i] = firms.mended[i] if firms.in_force[i] > 0.0 else 0.0
        firms.mended_report[i] = firms.mended_report[i] if firms.report_duty[i] > 0.0 else 0.0
        mended = 1.0 if firms.mended[i] > 0.0 else 0.0
        firms.complies[i] = max(mended, requirements.meets(firms.abiding[i], chance))
        firms.foresees[i] = requirements.meets(firms.abiding[i], announcement * chance)
        share = requirements.real_chance(
            firms.commitment[i],
            firms.ability[i],
            firms.checklist[i],
            firms.dynamic[i],
            base,
            by_commitment,
            by_checklist,
            by_dynamic,
        )
        firms.real[i] = max(1.0 if firms.mended[i] > 1.0 else 0.0, requirements.meets(firms.candour[i], share))


@rule
def meet_other_requirements(firms: Firms, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Bars of initiatives, conditions on support and contracts, clauses of customers."""
    standard, assessed, years = now.dial[Dial.INITIATIVE_STANDARD], now.dial[Dial.INITIATIVE_MONITORING], p.bar_years
    by_initiative = now.edges[By.INITIATIVE, To.EMBEDDING]
    condition_level = now.edges[By.CONDITION, To.EMBEDDING] * p.condition_floor
    follow_up, stake = now.dial[Dial.PROCUREMENT_FOLLOW_UP], p.support_stake
    clause_level, clause_weight, clause_real = p.clause_level, p.clause_weight, p.clause_real
    for i in range(first, last):
        willing = requirements.compliance_chance(0.0, firms.supported[i], assessed)
        met = firms.member[i] * requirements.meets(firms.abiding[i], willing)
        firms.meets_bar[i] = met
        bar = requirements.bar_of_years(standard, firms.member_quarters[i], years)
        # who is assessed on what it does cannot answer on paper
        firms.initiative_floor[i] = (
            by_initiative * met * bar * max(firms.real[i], requirements.meets(firms.candour[i], assessed))
        )
        # conditions act as far as somebody looks; without it they are paper (S-034, S-035)
        looked_at = max(firms.contracts[i] * follow_up, stake * (firms.assessed[i] + firms.monitored[i]) / 2.0)
        on_paper = max(firms.contracts[i], stake * max(firms.assessed[i], firms.monitored[i]))
        firms.condition_floor[i] = condition_level * firms.real[i] * requirements.meets(firms.abiding[i], looked_at)
        firms.condition_paper[i] = condition_level * requirements.meets(firms.abiding[i], on_paper)
        # customers ask steps and a statement, and mostly look at paper (P-A13, P-C5, K-5, K-7)
        answers = requirements.meets(firms.abiding[i], clause_weight * firms.asked[i])
        firms.clause_paper[i] = clause_level * answers
        firms.clause_floor[i] = clause_level * answers * requirements.meets(firms.candour[i], clause_real)
