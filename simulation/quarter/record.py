"""Adding firms up to indicators, once a year, in the pass and in fixed point.

Firms fall into cells (size x goal x sector x starting stage x in scope); every group of the contract is a
sum of cells, so a year's record is small whatever the number of firms. `simulation/indicators.py` turns
cells into indicators by group.
"""

from simulation.columns import Firms, Integers, Parameters, Quarter, Reach, Records, Sum, SupplierRecord, Traits
from simulation.compiled import loop, rule, span
from simulation.dials import Dial
from simulation.quarter.phase_a_freeze import whole
from simulation.rules.chain import remedy_access
from simulation.state import BLOCK, EURO_SCALE, SHARE_SCALE
from simulation.vocabulary import SECTORS, Step

#: A cell holds the sums, then the number of firms that each instrument reached, then their turnover.
_INSTRUMENTS = len(Reach)
REACH_FIRMS, REACH_TURNOVER = len(Sum), len(Sum) + _INSTRUMENTS
WIDTH = len(Sum) + 2 * _INSTRUMENTS
CELLS = 4 * 2 * len(SECTORS) * 3 * 2
_SECTORS = len(SECTORS)


@loop
def record_year(
    blocks: Records[Firms],
    trait_blocks: Records[Traits],
    suppliers: Records[SupplierRecord],
    quarter: Records[Quarter],
    parameters: Records[Parameters],
    cells: Integers,
    start: int,
    end: int,
) -> None:
    """Add firms `start` to `end` to their cells (CELLS, WIDTH); stocks of this quarter, flows of the year."""
    now, p = quarter[0], parameters[0]
    for block in range(start // BLOCK, (end - 1) // BLOCK + 1):
        firms, traits = blocks[block], trait_blocks[block]
        first, last = span(start, end, block, BLOCK)
        for i in range(first, last):
            in_scope = 1 if firms.in_force[i] > 0.0 or firms.report_duty[i] > 0.0 else 0
            group = traits.size[i] * 2 + (1 if traits.goal90[i] > 0.0 else 0)
            row = ((group * _SECTORS + traits.sector[i]) * 3 + firms.started[i]) * 2 + in_scope
            record_stocks(firms, traits, suppliers, now, p, cells, row, i)
            record_flows(firms, traits, now, p, cells, row, i)
            firms.year_one_off[i], firms.year_yearly[i], firms.year_indirect[i] = 0.0, 0.0, 0.0


@rule
def record_stocks(
    firms: Firms,
    traits: Traits,
    suppliers: Records[SupplierRecord],
    now: Quarter,
    p: Parameters,
    cells: Integers,
    row: int,
    i: int,
) -> None:
    """What firms are and do at the end of the year."""
    w = traits.weight[i] * SHARE_SCALE
    one = whole(w)
    gap, lowest = 0.0, 1.0
    for k in range(6):
        gap += max(0.0, firms.reported[k, i] - firms.practice[k, i])
        lowest = min(lowest, firms.practice[k, i])
    basic = min(
        firms.practice[Step.INTEGRATE, i],
        firms.practice[Step.IDENTIFY, i],
        firms.practice[Step.STOP, i],
        firms.practice[Step.COMMUNICATE, i],
    )
    cells[row, Sum.FIRMS] += one
    cells[row, Sum.ENDORSEMENT] += whole(w * firms.endorses[i])
    cells[row, Sum.STAGE_LAGGARD + firms.stage[i]] += one
    cells[row, Sum.BASIC_PRACTICE] += one if basic >= p.basic_level else 0
    cells[row, Sum.PRACTICE] += whole(w * firms.practice_mean[i])
    cells[row, Sum.ALL_SIX_STEPS] += one if lowest >= p.all_steps_level else 0
    cells[row, Sum.REPORTED] += whole(w * firms.reported_mean[i])
    cells[row, Sum.PAPER_GAP] += whole(w * gap / 6.0)
    cells[row, Sum.AWARENESS] += whole(w * firms.awareness[i])
    cells[row, Sum.COMMITMENT] += whole(w * firms.commitment[i])
    # severity-weighted coverage; the plain mean for firms without risk in their purchases
    severe, reached, plain = 0.0, 0.0, 0.0
    for h in range(4):
        severe += traits.theme_risk[h, i]
        reached += traits.theme_risk[h, i] * firms.coverage[h, i]
        plain += firms.coverage[h, i] / 4.0
        cells[row, Sum.COVERAGE_CHILD_LABOUR + h] += whole(w * firms.coverage[h, i])
    covered = reached / severe if severe > 0.0 else plain
    cells[row, Sum.EMBEDDING] += whole(w * firms.practice[Step.INTEGRATE, i] * covered)
    risk, improved, reachable, links, left = 0.0, 0.0, 0.0, 0.0, 0.0
    for s in range(3):
        share = traits.supplier_share[s, i]
        if share > 0.0:
            links += 1.0
            left += 1.0 - firms.engaged[s, i]
            # also where the firm has left: leaving does not lessen the harm (P-C22)
            supplier = suppliers[traits.supplier[s, i]]
            for h in range(4):
                weight, began = share * supplier.severity[h], supplier.condition_start[h]
                risk += weight * (1.0 - supplier.condition[h])
                improved += weight * (supplier.condition[h] - began)
                reachable += weight * (supplier.reachable[h] - began)
    cells[row, Sum.CHAIN_RISK_INDEX] += whole(w * risk / 4.0)
    cells[row, Sum.CHAIN_IMPROVED] += whole(w * improved / 4.0)
    cells[row, Sum.CHAIN_REACHABLE] += whole(w * reachable / 4.0)
    cells[row, Sum.STATEMENT] += whole(w * firms.statement[i])
    applied = (firms.practice[Step.STOP, i] + firms.practice[Step.MONITOR, i]) / 2.0
    elements = min(
        firms.practice[Step.INTEGRATE, i],
        firms.practice[Step.IDENTIFY, i],
        applied,
        firms.practice[Step.COMMUNICATE, i],
        firms.practice[Step.REMEDY, i],
    )
    cells[row, Sum.FIVE_ELEMENTS] += one if elements >= p.five_elements_level else 0
    remedy = remedy_access(
        firms.practice[Step.REMEDY, i],
        now.dial[Dial.NCP],
        now.dial[Dial.INITIATIVE_COMPLAINTS] * firms.member[i],
        firms.civil[i],
        p.ncp_remedy,
        p.complaints_remedy,
        p.civil_remedy,
    )
    cells[row, Sum.REMEDY_ACCESS] += whole(w * remedy)
    cells[row, Sum.DISENGAGEMENT] += whole(w * left)
    cells[row, Sum.LINKS] += whole(w * links)


@rule
def record_flows(firms: Firms, traits: Traits, now: Quarter, p: Parameters, cells: Integers, row: int, i: int) -> None:
    """What it cost in the year, users lost, playing field, and which instruments reached the firm."""
    w, euros = traits.weight[i] * SHARE_SCALE, traits.weight[i] * EURO_SCALE
    one, turnover = whole(w), whole(euros * traits.turnover[i])
    burden, rivals = firms.year_yearly[i] * traits.per_turnover[i], firms.sector_cost[i]
    cells[row, Sum.BURDEN_ONE_OFF_EUR] += whole(euros * firms.year_one_off[i])
    cells[row, Sum.BURDEN_YEARLY_EUR] += whole(euros * firms.year_yearly[i])
    cells[row, Sum.BURDEN_SHARE_TURNOVER] += whole(w * burden)
    cells[row, Sum.INDIRECT_BURDEN_EUR] += whole(euros * firms.year_indirect[i])
    if traits.uses[i]:
        cells[row, Sum.USERS_LOST] += 0 if firms.using[i] else one
        cells[row, Sum.USERS] += one
    cells[row, Sum.PLAYING_FIELD_NL] += whole(w * (burden - rivals))
    cells[row, Sum.PLAYING_FIELD_EU] += whole(w * (burden - p.eu_rival_cost * now.european * rivals))
    cells[row, Sum.PLAYING_FIELD_WORLD] += whole(w * burden)
    cells[row, Sum.TURNOVER_EUR] += turnover
    conditions = max(firms.condition_contact[i], firms.assessed[i], firms.monitored[i])
    reached = (
        firms.information[i] > 0.0, firms.help[i] > 0.0, firms.subsidised[i] > 0.0, firms.member[i] > 0.0,
        conditions > 0.0, firms.contracts[i] > 0.0, firms.in_force[i] > 0.0, firms.report_duty[i] > 0.0,
    )  # fmt: skip
    for r in range(_INSTRUMENTS):
        if reached[r]:
            cells[row, REACH_FIRMS + r] += one
            cells[row, REACH_TURNOVER + r] += turnover
