"""What the plain Mesa model's firms are held to, what they become able to do, and what they publish.

The rules are those of `simulation.quarter.phase_b_requirements` and `phase_b_statements`.
"""

from typing import Any

from benchmarks.plain_rules import EMBEDDING, REQUIREMENTS, STATEMENTS
from simulation.randomness import Purpose
from simulation.vocabulary import Tactic

ENTICE, FACILITATE, STATEMENT = int(Tactic.ENTICE), int(Tactic.FACILITATE), int(Purpose.STATEMENT)


def weigh_requirements(firm: Any) -> None:
    """What law, initiative, conditions and customers hold it to, in practice or on paper."""
    gain_ability(firm)
    firm.mended = firm.mended if firm.in_force > 0.0 else 0.0
    firm.mended_report = firm.mended_report if firm.report_duty > 0.0 else 0.0
    p, dial, meets = firm.model.p, firm.model.dial, REQUIREMENTS.meets
    chance = REQUIREMENTS.compliance_chance(p.compliance_unforced, firm.supported, firm.deterred)
    firm.complies = max(1.0 if firm.mended > 0.0 else 0.0, meets(firm.abiding, chance))
    firm.foresees = meets(firm.abiding, p.announcement_share * chance)
    share = REQUIREMENTS.real_chance(
        firm.commitment, firm.ability, firm.checklist, firm.dynamic, p.real_base, p.real_by_commitment,
        p.real_by_checklist, p.real_by_dynamic,
    )  # fmt: skip
    firm.real = max(1.0 if firm.mended > 1.0 else 0.0, meets(firm.candour, share))
    assessed = dial["initiative_monitoring"]
    willing = REQUIREMENTS.compliance_chance(0.0, firm.supported, assessed)
    firm.meets_bar = firm.member * meets(firm.abiding, willing)
    bar = REQUIREMENTS.bar_of_years(dial["initiative_standard"], firm.member_quarters, p.bar_years)
    edge = firm.model.edge["initiative", "embedding"]
    firm.initiative_floor = edge * firm.meets_bar * bar * max(firm.real, meets(firm.candour, assessed))
    level = firm.model.edge["condition", "embedding"] * p.condition_floor
    looked_at = p.support_stake * (firm.assessed + firm.monitored) / 2.0
    looked_at = max(firm.contracts * dial["procurement_follow_up"], looked_at)
    on_paper = max(firm.contracts, p.support_stake * max(firm.assessed, firm.monitored))
    firm.condition_floor = level * firm.real * meets(firm.abiding, looked_at)
    firm.condition_paper = level * meets(firm.abiding, on_paper)
    answers = meets(firm.abiding, p.clause_weight * firm.asked)
    firm.clause_paper = p.clause_level * answers
    firm.clause_floor = p.clause_level * answers * meets(firm.candour, p.clause_real)


def gain_ability(firm: Any) -> None:
    """Skill that help, an initiative or a grant leaves behind, and ability with it."""
    p, edge, response = firm.model.p, firm.model.edge, firm.response
    firm.joined = edge["initiative", "embedding"] * response[FACILITATE] * firm.member
    helped = p.skill_by_help * response[FACILITATE] * firm.help
    granted = p.skill_by_subsidy * edge["incentive", "embedding"] * response[ENTICE] * firm.subsidised
    firm.skill = EMBEDDING.next_skill(
        firm.skill, helped, p.skill_by_initiative * firm.joined, granted, firm.small, p.skill_small, p.skill_fade
    )
    firm.ability = EMBEDDING.ability(firm.capability, firm.learning, firm.skill, p.capability_by_learning)


def publish(firm: Any) -> None:
    """Whether a statement is public this year, and what it says of each step."""
    model, p, meets = firm.model, firm.model.p, REQUIREMENTS.meets
    obeyed = max(
        firm.mended_report, REQUIREMENTS.compliance_chance(p.statement_unforced, firm.supported, firm.deterred)
    )
    by_steps = firm.complies if firm.duty[4] > 0.0 else 0.0
    chance = STATEMENTS.statement_chance(
        firm.visibility, firm.endorses, max(by_steps, firm.report_duty * obeyed),
        p.statement_foreseen * firm.foreseen_report * obeyed, p.clause_weight * firm.asked, p.statement_base,
        p.statement_by_visibility, p.statement_by_endorsement,
    )  # fmt: skip
    is_first = not firm.statement
    publishes = meets(firm.publishing, chance)
    firm.statement = STATEMENTS.next_statement(firm.statement, publishes, firm.luck(STATEMENT)[0], p.statement_speed)
    told = STATEMENTS.told_share(
        firm.visibility, firm.endorses, p.disclosure_base, p.disclosure_by_visibility, p.disclosure_by_endorsement
    )
    glossed = STATEMENTS.gloss(
        firm.visibility, model.expectation, firm.endorses, p.gloss_by_expectation, p.gloss_by_endorsement
    )
    full = REQUIREMENTS.compliance_chance(p.content_unforced, firm.supported, firm.deterred)
    content_floor = p.content_level * firm.report_duty * max(firm.mended_report, meets(firm.abiding, full))
    for step in model.steps_in_order:
        k = step.number
        own = STATEMENTS.own_content(firm.practice[k], told, glossed)
        aim = max(own, content_floor, firm.duty[k] * firm.complies)
        aim = max(aim, firm.condition_paper if step.in_contracts else 0.0)
        aim = max(aim, firm.clause_paper if step.is_first else 0.0)
        before = own if is_first else firm.reported[k]
        firm.reported[k] = firm.statement * STATEMENTS.next_content(before, aim, p.content_speed)
    firm.reported_mean = sum(firm.reported) / 6.0
