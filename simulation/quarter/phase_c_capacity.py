"""Phase (c): scarce things are shared out without order: advisers, money, seats, inspections.

Per class of priority the chance is min(1, capacity left / weighted demand); a firm is served when its own
luck is below it. What is granted or found acts in the next quarter.
"""

from simulation.columns import Firms, Flags, Floats, Integers, Parameters, Quarter, Records, Shared, Tally, Traits, Work
from simulation.compiled import loop, rule, span
from simulation.dials import LAW, MAXIMUM_LAWS, PER_LAW, SEATS, Dial, LawDial
from simulation.quarter.chosen import chosen, draw_luck
from simulation.quarter.phase_a_freeze import whole
from simulation.quarter.phase_b_exposure import scopes_of
from simulation.randomness import Purpose
from simulation.rules import requirements, supervision
from simulation.state import BLOCK, EURO_SCALE, REQUEST_CLASSES, SHARE_SCALE, Sanction, SectorSum, Turn, VisitFinds
from simulation.vocabulary import Account, Regime, Theme

HELP, MONEY, SEAT = 0, 1, 2  # first rows of the table of demand; seats have a row per sector


@rule
def share_out(demand: Integers, capacity: float, chance: Floats, row: int) -> None:
    """Serve the classes of one row from the highest down; capacity in the scale of the demand."""
    left = capacity
    for c in range(REQUEST_CLASSES - 1, 0, -1):
        wanted = float(demand[row, c])
        chance[row, c] = 1.0 if wanted <= left else left / wanted
        left = max(0.0, left - wanted)


@rule
def grant_of(full_cost: float, now: Quarter, p: Parameters) -> tuple[float, float]:
    """Grant to a firm that is served (EUR), and the share of its one-off cost that it asked for."""
    wanted = full_cost * p.one_off_ratio * now.dial[Dial.SUBSIDY_SHARE]
    return min(p.subsidy_maximum, wanted), wanted


@rule
def law_acts(now: Quarter, law: int) -> bool:
    """Whether a law in force has a supervisor with capacity, or courts that take cases."""
    row = LAW + law * PER_LAW
    return now.dial[row + LawDial.IN_FORCE] > 0.0 and (
        now.dial[row + LawDial.INSPECTIONS] > 0.0 or now.civil[law] > 0.0
    )


@rule
def any_of(flags: Flags, first: int, last: int) -> bool:
    """Whether any of these firms has a number other than 0."""
    found = 0
    for i in range(first, last):
        found |= int(flags[i])
    return found != 0


@loop
def count_demand(
    blocks: Records[Firms],
    works: Records[Work],
    tallies: Records[Tally],
    trait_blocks: Records[Traits],
    quarter: Records[Quarter],
    shared: Records[Shared],
    parameters: Records[Parameters],
    start: int,
    end: int,
) -> None:
    """Weighted demand by class: requests of firms, and firms that each supervisor would visit."""
    now, total, p = quarter[0], shared[0], parameters[0]
    for block in range(start // BLOCK, (end - 1) // BLOCK + 1):
        firms, work, traits = blocks[block], works[block % len(works)], trait_blocks[block]
        first, last = span(start, end, block, BLOCK)
        for i in range(first, last):
            firms.subsidised[i], firms.visited[i], firms.sanctioned[i] = 0.0, 0.0, 0.0
        for law in range(MAXIMUM_LAWS):
            # also of laws that no longer reach the firm
            for i in range(first, last):
                firms.inspection_class[law, i] = 0
        count_requests(firms, traits, tallies[0], now, total, p, first, last)
        scopes = scopes_of(traits, first, last)
        for n in range(now.laws):
            law = int(now.law[n])
            scope = int(now.dial[LAW + law * PER_LAW + LawDial.SCOPE])
            if law_acts(now, law) and (scopes >> scope) & 1:
                line_up(firms, work, traits, tallies[0], now, total, p, law, scope, first, last)


@rule
def count_requests(
    firms: Firms, traits: Traits, tally: Tally, now: Quarter, total: Shared, p: Parameters, first: int, last: int
) -> None:
    """What firms ask of the office, the initiatives and the fund, by class."""
    asks_help, asks_seat = any_of(firms.request_help, first, last), any_of(firms.request_seat, first, last)
    if asks_help or asks_seat:
        for i in range(first, last):
            tally.amount[i] = whole(traits.weight[i] * SHARE_SCALE)
    if asks_help:
        add_by_class(firms.request_help, tally.amount, total.demand, HELP, first, last)
    if asks_seat:
        for i in range(first, last):
            if firms.request_seat[i]:
                total.demand[SEAT + traits.sector[i], firms.request_seat[i]] += tally.amount[i]
    if any_of(firms.request_subsidy, first, last):
        for i in range(first, last):
            grant, _ = grant_of(firms.full_cost[i], now, p)
            tally.amount[i] = whole(traits.weight[i] * grant * EURO_SCALE)
        add_by_class(firms.request_subsidy, tally.amount, total.demand, MONEY, first, last)


@rule
def add_by_class(turns: Flags, amounts: Integers, demand: Integers, row: int, first: int, last: int) -> None:
    """Add amounts up in the class of each firm; class 0 asks for nothing."""
    for c in range(1, REQUEST_CLASSES):
        wanted = 0
        for i in range(first, last):
            wanted += amounts[i] if turns[i] == c else 0
        demand[row, c] += wanted


@rule
def line_up(
    firms: Firms,
    work: Work,
    traits: Traits,
    tally: Tally,
    now: Quarter,
    total: Shared,
    p: Parameters,
    law: int,
    scope: int,
    first: int,
    last: int,
) -> None:
    """The queue of one supervisor: the class of each firm in scope, and what a visit would find."""
    count = 0
    for i in range(first, last):
        tally.chosen[count] = i
        count += (traits.scope_bits[i] >> scope) & 1
    draw_luck(traits, tally, now, now.luck[law], count)
    for k in range(count):
        i = chosen(tally, k)
        complains, cure_luck = tally.luck[0, k], tally.luck[2, k]
        turn = priority_for_inspection(firms, traits, now, p, law, complains, i)
        weight = whole(traits.weight[i] * SHARE_SCALE)
        firms.inspection_class[law, i] = turn
        firms.finding[law, i] = finding_of_visit(firms, work, now, p, law, cure_luck, i)
        total.scope_weight[law] += weight
        total.sanctions[traits.sector[i], Sanction.IN_SCOPE] += weight
        total.inspection_demand[law, turn] += weight


@rule
def priority_for_inspection(
    firms: Firms, traits: Traits, now: Quarter, p: Parameters, law: int, luck: float, i: int
) -> int:
    """Complaints and suits first, then grave risk, then the rest of the scope, by regime."""
    covered = (
        firms.coverage[Theme.CHILD_LABOUR, i]
        + firms.coverage[Theme.WORKING_CONDITIONS, i]
        + firms.coverage[Theme.LIVING_WAGE, i]
        + firms.coverage[Theme.ENVIRONMENT, i]
    ) / 4.0
    complaint = supervision.complaint_chance(
        traits.exposure[i],
        firms.practice_mean[i] * covered,
        traits.visibility[i],
        now.civil[law],
        p.complaint_rate,
        p.complaint_unseen,
    )
    regime, visits = now.regime[law], now.dial[LAW + law * PER_LAW + LawDial.INSPECTIONS] > 0.0
    mended = firms.mended[i] if now.due_diligence[law] > 0.0 else firms.mended_report[i]
    turn = Turn.NONE
    if visits and regime in (Regime.RISK_BASED, Regime.DYNAMIC):
        turn = Turn.GRAVE_RISK if traits.exposure[i] > p.risk_priority_exposure else Turn.IN_SCOPE
    if visits and regime == Regime.COMPLY_OR_EXPLAIN:
        turn = Turn.IN_SCOPE
    # a finding is looked at again until it is mended (N-B1); afterwards the firm waits its turn as others do
    return Turn.COMPLAINT if luck < complaint or (firms.ladder[law, i] > 0 and mended <= 0.0) else turn


@rule
def looks_at_paper(now: Quarter, law: int) -> bool:
    """Whether an inspector looks at what is reported, and not at what is practised."""
    return now.checklist[law] > 0.0 or now.regime[law] == Regime.COMPLY_OR_EXPLAIN or now.due_diligence[law] <= 0.0


@rule
def finding_of_visit(firms: Firms, work: Work, now: Quarter, p: Parameters, law: int, cure_luck: float, i: int) -> int:
    """What is seen beside what is asked (P-C19, P-C20), and whether a firm mends it: a `VisitFinds`."""
    on_paper = looks_at_paper(now, law)
    filed = firms.complies[i] if now.due_diligence[law] > 0.0 else 0.0
    asked, seen = 0.0, 0.0
    for k in range(6):
        level = work.duty[k, i] if now.due_diligence[law] > 0.0 else work.report_duty[i] * p.content_level
        asked += level
        # who meets a duty, in whatever way, has its papers in order
        shown = max(firms.reported[k, i], level * filed) if on_paper else firms.practice[k, i]
        seen += min(level, shown)
    # the finding has a deadline: what was looked at is mended, in practice where practice was looked at (N-B1)
    mends = cure_luck < requirements.cure_chance(work.severity[i], p.cure_without_sanction, p.cure_with_sanction)
    found = VisitFinds.MENDED if mends else VisitFinds.VIOLATION
    return found if supervision.is_violation(seen, asked, p.violation_tolerance) else VisitFinds.IN_ORDER


@loop
def ration(quarter: Records[Quarter], shared: Records[Shared], parameters: Records[Parameters]) -> None:
    """Chances per class: the office's advisers, the fund's euros, the initiatives' seats, the inspectors."""
    now, total, p = quarter[0], shared[0], parameters[0]
    demand, chance = total.demand, total.chance
    share_out(demand, now.dial[Dial.OFFICE_ADVISERS] * p.help_cases_per_adviser * SHARE_SCALE, chance, HELP)
    share_out(demand, now.dial[Dial.SUBSIDY_BUDGET] * EURO_SCALE, chance, MONEY)
    for s in range(len(now.peers)):
        seats = now.dial[SEATS + s] * total.sector_sums[s, SectorSum.WEIGHT] - total.sector_sums[s, SectorSum.MEMBERS]
        share_out(demand, max(0.0, seats), chance, SEAT + s)
    for n in range(now.laws):
        law = int(now.law[n])
        if not law_acts(now, law):
            continue
        per_quarter = now.dial[LAW + law * PER_LAW + LawDial.INSPECTIONS] / 400.0 * total.scope_weight[law]
        capacity = (
            float(total.inspection_demand[law, Turn.COMPLAINT])
            if now.regime[law] == Regime.CIVIL_COURT
            else per_quarter
        )
        share_out(total.inspection_demand, capacity, total.inspection_chance, law)
        posts = per_quarter * 4.0 / p.inspections_per_inspector
        total.posts += whole(posts / 4.0)
        total.government[Account.SUPERVISION] += whole(posts / SHARE_SCALE / 4.0 * p.inspector_cost * EURO_SCALE)


@loop
def serve(
    blocks: Records[Firms],
    tallies: Records[Tally],
    trait_blocks: Records[Traits],
    quarter: Records[Quarter],
    shared: Records[Shared],
    parameters: Records[Parameters],
    start: int,
    end: int,
) -> None:
    """Serve requests and visit firms, each by its own luck."""
    now, total, p = quarter[0], shared[0], parameters[0]
    for block in range(start // BLOCK, (end - 1) // BLOCK + 1):
        firms, traits, tally = blocks[block], trait_blocks[block], tallies[0]
        first, last = span(start, end, block, BLOCK)
        share_among(firms, traits, tally, now, total, p, first, last)
        for n in range(now.laws):
            law = int(now.law[n])
            if law_acts(now, law) and any_of(firms.inspection_class[law], first, last):
                count = 0
                for i in range(first, last):
                    tally.chosen[count] = i
                    count += 1 if firms.inspection_class[law, i] else 0
                draw_luck(traits, tally, now, now.luck[law], count)
                for k in range(count):
                    inspect(firms, traits, now, total, p, law, tally.luck[1, k], chosen(tally, k))


@rule
def share_among(
    firms: Firms, traits: Traits, tally: Tally, now: Quarter, total: Shared, p: Parameters, first: int, last: int
) -> None:
    """Help, money and seats for the firms that asked; their luck is drawn for all of them together."""
    count = 0
    for i in range(first, last):
        tally.chosen[count] = i
        count += 1 if firms.request_help[i] | firms.request_subsidy[i] | firms.request_seat[i] else 0
    draw_luck(traits, tally, now, Purpose.ALLOCATION, count)
    for k in range(count):
        grant(firms, traits, tally, now, total, p, k, chosen(tally, k))


@rule
def grant(
    firms: Firms, traits: Traits, tally: Tally, now: Quarter, total: Shared, p: Parameters, k: int, i: int
) -> None:
    """Help, money or a seat for one firm that asked, the `k`th of its block; class 0 has no chance."""
    help_, money, seat = firms.request_help[i], firms.request_subsidy[i], firms.request_seat[i]
    if tally.luck[HELP, k] < total.chance[HELP, help_]:
        firms.help[i], firms.waiting_help[i] = 1.0, 0
    if tally.luck[MONEY, k] < total.chance[MONEY, money]:
        paid, wanted = grant_of(firms.full_cost[i], now, p)
        firms.subsidised[i] = now.dial[Dial.SUBSIDY_SHARE] * paid / wanted if wanted > 0.0 else 0.0
        firms.waiting_subsidy[i] = 0
        total.government[Account.SUBSIDIES] += whole(traits.weight[i] * paid * p.subsidy_outlay * EURO_SCALE)
    if tally.luck[SEAT, k] < total.chance[SEAT + traits.sector[i], seat]:
        firms.member[i], firms.waiting_seat[i] = 1.0, 0


@rule
def inspect(
    firms: Firms, traits: Traits, now: Quarter, total: Shared, p: Parameters, law: int, luck: float, i: int
) -> None:
    """One visit, if the inspector comes by: the finding decides the rung of the ladder (P-C19, P-C20)."""
    if luck >= total.inspection_chance[law, firms.inspection_class[law, i]]:
        return
    firms.visited[i] = 1.0
    found = firms.finding[law, i]
    if found == VisitFinds.IN_ORDER:
        firms.ladder[law, i] = 0
        return
    rung = supervision.next_ladder(int(firms.ladder[law, i]))
    firms.ladder[law, i] = rung
    if found == VisitFinds.MENDED:
        if now.due_diligence[law] > 0.0:
            firms.mended[i] = max(firms.mended[i], 1.0 if looks_at_paper(now, law) else 2.0)
        else:
            firms.mended_report[i] = 1.0
    if rung >= p.sanction_rung and now.regime[law] != Regime.COMPLY_OR_EXPLAIN:
        firms.sanctioned[i] = 1.0
        total.sanctions[traits.sector[i], Sanction.GIVEN] += whole(traits.weight[i] * SHARE_SCALE)
