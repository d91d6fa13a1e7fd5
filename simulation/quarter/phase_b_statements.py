"""Phase (b), rule 5, last part: statements, and what they say of each step, once a reporting year."""

from simulation.columns import Firms, Parameters, Quarter, Traits, Work
from simulation.compiled import rule
from simulation.quarter.phase_b_practice import CONTRACT_STEP, FIRST_STEP, SIXTH
from simulation.randomness import Purpose, uniforms
from simulation.rules import requirements, statements
from simulation.vocabulary import Step

#: The quarter of the year in which reports over the year before appear (spring; P-C6, S-021).
REPORTING_QUARTER = 1


@rule
def publish(firms: Firms, work: Work, traits: Traits, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Whether a statement is published this year, and how its content moves."""
    if now.quarter % 4 != REPORTING_QUARTER:
        return
    base, by_visibility, by_endorsement = p.statement_base, p.statement_by_visibility, p.statement_by_endorsement
    unforced, ahead, content_unforced = p.statement_unforced, p.statement_foreseen, p.content_unforced
    told_base, told_visible, told_endorsed = p.disclosure_base, p.disclosure_by_visibility, p.disclosure_by_endorsement
    by_expectation, by_promise, content_level = p.gloss_by_expectation, p.gloss_by_endorsement, p.content_level
    expectation, clause_weight, speed = now.expectation, p.clause_weight, p.statement_speed
    for i in range(first, last):
        seen, endorses = traits.visibility[i], firms.endorses[i]
        # what was mended after a finding stays mended: a statement, and what it has to say (N-B1)
        mended = firms.mended_report[i]
        obeyed = max(mended, requirements.compliance_chance(unforced, work.supported[i], work.deterred[i]))
        by_steps = firms.complies[i] if work.duty[Step.COMMUNICATE, i] > 0.0 else 0.0
        chance = statements.statement_chance(
            seen,
            endorses,
            max(by_steps, work.report_duty[i] * obeyed),
            ahead * work.foreseen_report[i] * obeyed,
            clause_weight * firms.asked[i],
            base,
            by_visibility,
            by_endorsement,
        )
        # a first statement begins at what the firm would write of its own accord
        work.first_statement[i] = 1.0 - firms.statement[i]
        begins, _, _, _ = uniforms(now.seed, now.replication, traits.firm_id[i], now.quarter, Purpose.STATEMENT)
        firms.statement[i] = statements.next_statement(
            firms.statement[i], requirements.meets(firms.publishing[i], chance), begins, speed
        )
        work.told[i] = statements.told_share(seen, endorses, told_base, told_visible, told_endorsed)
        work.glossed[i] = statements.gloss(seen, expectation, endorses, by_expectation, by_promise)
        full = requirements.compliance_chance(content_unforced, work.supported[i], work.deterred[i])
        written = max(mended, requirements.meets(firms.abiding[i], full))
        work.content_floor[i] = content_level * work.report_duty[i] * written
        firms.reported_mean[i] = 0.0
    write_step(firms, work, p, 0, first, last)
    write_step(firms, work, p, 1, first, last)
    write_step(firms, work, p, 2, first, last)
    write_step(firms, work, p, 3, first, last)
    write_step(firms, work, p, 4, first, last)
    write_step(firms, work, p, 5, first, last)


@rule
def write_step(firms: Firms, work: Work, p: Parameters, k: int, first: int, last: int) -> None:
    """What the statement says of step `k` (0 to 5)."""
    contract, clause, speed = CONTRACT_STEP[k], FIRST_STEP[k], p.content_speed
    for i in range(first, last):
        own = statements.own_content(firms.practice[k, i], work.told[i], work.glossed[i])
        lawful = work.duty[k, i] * firms.complies[i]
        demanded = max(work.content_floor[i], lawful, contract * work.condition_paper[i])
        aim = max(own, demanded, clause * work.clause_paper[i])
        before = own if work.first_statement[i] > 0.0 else firms.reported[k, i]
        said = firms.statement[i] * statements.next_content(before, aim, speed)
        firms.reported[k, i] = said
        firms.reported_mean[i] += said * SIXTH
