"""Phase (b), rule 1: what each firm sees, and what of each instrument and law reaches it."""

from simulation.columns import Firms, Floats, Parameters, Quarter, Records, Traits, Work
from simulation.compiled import rule
from simulation.dials import CONDITIONS, GROUPS, LAW, PER_GROUP, PER_LAW, SEATS, ConditionDial, Dial, LawDial
from simulation.randomness import Purpose, uniforms
from simulation.rules import exposure, instruments, requirements
from simulation.state import BLOCK, Luck
from simulation.vocabulary import Regime, Rival, Stage, Theme


@rule
def look_around(
    blocks: Records[Firms], firms: Firms, work: Work, traits: Traits, now: Quarter, p: Parameters, first: int, last: int
) -> None:
    """What the frozen state shows each firm: its sector, its customers (P-A13, P-C5), its response, its luck."""
    for i in range(first, last):
        sector = traits.sector[i]
        work.peers[i] = now.peers[sector]
        work.sector_cost[i] = now.sector_cost[sector]
        work.deterrence[i] = now.deterrence[sector]
        work.seats[i] = now.dial[SEATS + sector]
        # laws may spare small partners from questions that need not be asked of them (N-A6)
        spared = traits.employees[i] < now.spared_below
        largest, others = 0.0, 0
        for k in range(2):
            customer = traits.customers[k, i]
            if customer >= 0:
                buyer, at = blocks[customer // BLOCK], customer % BLOCK
                largest = max(largest, buyer.asks_freely[at] if spared else buyer.asks[at])
                others = int(p.customers_least + p.customers_by_size * traits.size_score[i])
        at_large = now.asking_freely if spared else now.asking
        firms.asked[i] = requirements.asked_by_customers(largest, p.customers_reached * at_large, others)
    for tactic in range(5):
        response, by_stage = work.response[tactic], now.response[:, tactic]
        laggard, peloton, leader = by_stage[Stage.LAGGARD], by_stage[Stage.PELOTON], by_stage[Stage.LEADER]
        for i in range(first, last):
            other = peloton if firms.stage[i] == Stage.PELOTON else laggard
            response[i] = leader if firms.stage[i] == Stage.LEADER else other
    for i in range(first, last):
        a, b, c, d = uniforms(now.seed, now.replication, traits.firm_id[i], now.quarter, Purpose.DECISION)
        work.luck[Luck.ENDORSING, i], work.luck[Luck.JOINING, i] = a, b
        work.luck[Luck.ASKING_HELP, i], work.luck[Luck.APPLYING, i] = c, d


@rule
def meet_instruments(
    firms: Firms, work: Work, traits: Traits, now: Quarter, p: Parameters, first: int, last: int
) -> None:
    """Rule 1, instruments: contacts, conditions on support in use, contracts at stake."""
    for i in range(first, last):
        work.informing[i], work.advising[i], work.assessed[i], work.monitored[i] = 0.0, 0.0, 0.0, 0.0
        work.endorsement_required[i], work.strictness[i] = 0.0, 0.0
    used = 0
    for i in range(first, last):
        used |= int(firms.using[i])
    for group in range(GROUPS):
        if (used >> group) & 1:
            meet_conditions(firms, work, now, p, group, first, last)
    letters, passive, personal = (
        now.dial[Dial.LETTERS_GOAL_FIRMS],
        now.dial[Dial.PASSIVE_CONTACTS],
        now.dial[Dial.PERSONAL_CONTACTS],
    )
    by_letter, by_passive, by_contact = p.letter_effect, p.passive_effect, p.contact_effect
    procurement, others, half = (
        now.dial[Dial.PROCUREMENT_SHARE],
        now.dial[Dial.PROCUREMENT_OTHER_GOVERNMENT],
        p.contract_half,
    )
    for i in range(first, last):
        # a user of an instrument is informed or advised once a year
        contacts = personal + firms.help[i] + work.advising[i] / 4.0
        work.condition_contact[i] = max(work.informing[i], work.advising[i])
        work.information[i] = exposure.information_dose(
            letters * traits.goal90[i], passive + work.informing[i] / 4.0, contacts, by_letter, by_passive, by_contact
        )
        work.contracts[i] = exposure.contract_stake(
            traits.sales_central[i], traits.sales_other[i], procurement, others, half
        )


@rule
def meet_conditions(firms: Firms, work: Work, now: Quarter, p: Parameters, group: int, first: int, last: int) -> None:
    """Conditions of one group of government instruments, for the firms that use it (S-175 to S-185)."""
    row = CONDITIONS + group * PER_GROUP
    informing, advising = now.dial[row + ConditionDial.INFORMING], now.dial[row + ConditionDial.ADVISING]
    assessing, monitoring = now.dial[row + ConditionDial.ASSESSING], now.dial[row + ConditionDial.MONITORING]
    endorsement, no_knock_out = now.dial[row + ConditionDial.ENDORSEMENT], now.dial[row + ConditionDial.NO_KNOCK_OUT]
    if max(informing, advising, assessing, monitoring, endorsement) <= 0.0:
        return
    strictness = instruments.strictness(assessing, monitoring, no_knock_out, p.no_knock_out_relief)
    for i in range(first, last):
        work.inside[i] = 1.0 if (firms.using[i] >> group) & 1 else 0.0
    raise_to(work.informing, work.inside, informing, first, last)
    raise_to(work.advising, work.inside, advising, first, last)
    raise_to(work.assessed, work.inside, assessing, first, last)
    raise_to(work.monitored, work.inside, monitoring, first, last)
    raise_to(work.endorsement_required, work.inside, endorsement, first, last)
    raise_to(work.strictness, work.inside, strictness, first, last)


@rule
def raise_to(column: Floats, inside: Floats, level: float, first: int, last: int) -> None:
    """Raise a column to `level` for the firms that are `inside` (1, others 0) what asks or offers it."""
    if level > 0.0:
        for i in range(first, last):
            column[i] = max(column[i], level * inside[i])


@rule
def scopes_of(traits: Traits, first: int, last: int) -> int:
    """The scope tests that any of these firms meets, a bit each: a law that reaches none of them costs nothing."""
    found = 0
    for i in range(first, last):
        found |= traits.scope_bits[i]
    return found


@rule
def meet_laws(firms: Firms, work: Work, traits: Traits, now: Quarter, p: Parameters, first: int, last: int) -> None:
    """Rule 1, laws: what those whose scope holds the firm ask of its steps, themes and reports."""
    if any_reached(work, first, last):
        forget_laws(work, first, last)
    for i in range(first, last):
        firms.civil[i], firms.chain_duty[i], firms.chain_duty_freely[i] = 0.0, 0.0, 0.0
    scopes = scopes_of(traits, first, last)
    for n in range(now.laws):
        if (scopes >> int(now.dial[LAW + now.law[n] * PER_LAW + LawDial.SCOPE])) & 1:
            meet_law(firms, work, traits, now, p, now.law[n], first, last)
    if any_reached(work, first, last):
        for i in range(first, last):
            work.themes_asked[i] = (
                work.theme_duty[Theme.CHILD_LABOUR, i]
                + work.theme_duty[Theme.WORKING_CONDITIONS, i]
                + work.theme_duty[Theme.LIVING_WAGE, i]
                + work.theme_duty[Theme.ENVIRONMENT, i]
            )
            work.uncovered[i] = exposure.uncovered_rivals(
                traits.rivals[Rival.EU, i], traits.rivals[Rival.WORLD, i], work.nationally[i], work.eu_wide[i]
            )


@rule
def any_reached(work: Work, first: int, last: int) -> bool:
    """Whether a law reaches any of these firms; in most blocks none does, and nothing has to be cleared or summed."""
    found = 0
    for i in range(first, last):
        found |= 1 if work.reached[i] > 0.0 else 0
    return found != 0


@rule
def forget_laws(work: Work, first: int, last: int) -> None:
    """Clear what laws asked of the firms that were worked out before."""
    for i in range(first, last):
        work.announced[i], work.in_force[i], work.severity[i], work.expected[i] = 0.0, 0.0, 0.0, 0.0
        work.checklist[i], work.dynamic[i], work.report_duty[i], work.foreseen_report[i] = 0.0, 0.0, 0.0, 0.0
        work.nationally[i], work.eu_wide[i], work.new_laws[i], work.adapting[i] = 0.0, 0.0, 0.0, 0.0
        work.reached[i], work.themes_asked[i], work.uncovered[i] = 0.0, 0.0, 0.0
        for k in range(6):
            work.duty[k, i], work.foreseen_duty[k, i] = 0.0, 0.0
        for h in range(4):
            work.theme_duty[h, i] = 0.0


@rule
def meet_law(
    firms: Firms, work: Work, traits: Traits, now: Quarter, p: Parameters, law: int, first: int, last: int
) -> None:
    """One law: it binds firms in its scope, as far as its phase-in (ramp) and the breadth of its themes go."""
    row = LAW + law * PER_LAW
    scope, breadth = int(now.dial[row + LawDial.SCOPE]), now.breadth[law]
    announced = now.dial[row + LawDial.ANNOUNCED] * now.due_diligence[law] * breadth
    ramp = now.dial[row + LawDial.IN_FORCE]
    real = ramp * now.due_diligence[law]
    in_force, reporting = real * breadth, ramp * now.reporting[law] * breadth
    foreseen = max(0.0, now.dial[row + LawDial.ANNOUNCED] - ramp)
    report_ahead = foreseen * now.reporting[law] * breadth
    inspections, checklist = ramp * min(1.0, now.dial[row + LawDial.INSPECTIONS] / 100.0), real * now.checklist[law]
    chain_duty = real * now.depth[law]
    chain_freely = chain_duty * (1.0 - now.spares_small[law])
    dynamic, civil = real * (1.0 if now.regime[law] == Regime.DYNAMIC else 0.0), real * now.civil[law]
    eu_wide, new, adapt = real * now.eu_wide[law], now.new[law], now.dial[row + LawDial.ADAPT]
    fine_share, fine_eur, order = now.fine_share[law], now.fine_eur[law], now.order[law]
    publication, criminal, half = now.publication[law], now.criminal[law], p.severity_half
    courts, exclusion = now.civil[law], now.exclusion[law]
    for i in range(first, last):
        work.inside[i] = 1.0 if (traits.scope_bits[i] >> scope) & 1 else 0.0
    for i in range(first, last):
        heavy = exposure.sanction_severity(
            fine_share,
            fine_eur * traits.per_turnover[i],
            order,
            publication,
            criminal,
            courts,
            exclusion,
            traits.visibility[i],
            traits.sales_central[i] + traits.sales_other[i],
            half,
        )
        work.severity[i] = max(work.severity[i], work.inside[i] * heavy)
        work.new_laws[i] += work.inside[i] * new
    raise_to(work.reached, work.inside, 1.0, first, last)
    raise_to(work.report_duty, work.inside, reporting, first, last)
    raise_to(work.foreseen_report, work.inside, report_ahead, first, last)
    raise_to(firms.chain_duty, work.inside, chain_duty, first, last)
    raise_to(firms.chain_duty_freely, work.inside, chain_freely, first, last)
    raise_to(work.adapting, work.inside, adapt, first, last)
    raise_to(work.announced, work.inside, announced, first, last)
    raise_to(work.in_force, work.inside, in_force, first, last)
    raise_to(work.expected, work.inside, inspections, first, last)
    raise_to(work.checklist, work.inside, checklist, first, last)
    raise_to(work.dynamic, work.inside, dynamic, first, last)
    raise_to(firms.civil, work.inside, civil, first, last)
    raise_to(work.nationally, work.inside, real, first, last)
    raise_to(work.eu_wide, work.inside, eu_wide, first, last)
    ahead = foreseen * now.due_diligence[law] * breadth
    raise_duties(work, in_force * p.floor_level, ahead * p.floor_level, real, now, law, first, last)


@rule
def raise_duties(
    work: Work, level: float, ahead: float, real: float, now: Quarter, law: int, first: int, last: int
) -> None:
    """What one law asks of each step, now and ahead, and of each theme."""
    # written out: with the place known while compiling, columns are seen not to overlap
    raise_to(work.duty[0], work.inside, level * now.steps[law, 0], first, last)
    raise_to(work.duty[1], work.inside, level * now.steps[law, 1], first, last)
    raise_to(work.duty[2], work.inside, level * now.steps[law, 2], first, last)
    raise_to(work.duty[3], work.inside, level * now.steps[law, 3], first, last)
    raise_to(work.duty[4], work.inside, level * now.steps[law, 4], first, last)
    raise_to(work.duty[5], work.inside, level * now.steps[law, 5], first, last)
    raise_to(work.foreseen_duty[0], work.inside, ahead * now.steps[law, 0], first, last)
    raise_to(work.foreseen_duty[1], work.inside, ahead * now.steps[law, 1], first, last)
    raise_to(work.foreseen_duty[2], work.inside, ahead * now.steps[law, 2], first, last)
    raise_to(work.foreseen_duty[3], work.inside, ahead * now.steps[law, 3], first, last)
    raise_to(work.foreseen_duty[4], work.inside, ahead * now.steps[law, 4], first, last)
    raise_to(work.foreseen_duty[5], work.inside, ahead * now.steps[law, 5], first, last)
    raise_to(work.theme_duty[0], work.inside, real * now.themes[law, 0], first, last)
    raise_to(work.theme_duty[1], work.inside, real * now.themes[law, 1], first, last)
    raise_to(work.theme_duty[2], work.inside, real * now.themes[law, 2], first, last)
    raise_to(work.theme_duty[3], work.inside, real * now.themes[law, 3], first, last)
