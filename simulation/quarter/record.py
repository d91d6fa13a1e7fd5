"""Adding firms up to indicators, once a year, in the pass and in fixed point.

Firms fall into cells (size x goal x sector x starting stage x in scope); every group of the contract is a
sum of cells, so a year's record is small whatever the number of firms. `simulation/indicators.py` turns
cells into indicators by group.
"""

from typing import Any

from simulation.compiled import loop, rule, span
from simulation.dials import COMPLAINTS, NCP
from simulation.quarter.phase_a_freeze import whole
from simulation.rules.chain import remedy_access
from simulation.state import BLOCK, EURO_SCALE, SHARE_SCALE
from simulation.vocabulary import SECTORS

#: What is added up per cell. Names ending in `_eur` are in EURO_SCALE, the rest in SHARE_SCALE.
SUMS = (
    "firms", "endorsement", "stage_laggard", "stage_peloton", "stage_leader", "basic_practice", "practice",
    "all_six_steps", "reported", "paper_gap", "awareness", "commitment", "embedding", "coverage_child_labour",
    "coverage_working_conditions", "coverage_living_wage", "coverage_environment", "chain_risk_index",
    "remedy_access", "disengagement", "links", "burden_one_off_eur", "burden_yearly_eur", "burden_share_turnover",
    "indirect_burden_eur", "users_lost", "users", "playing_field_nl", "playing_field_eu", "playing_field_world",
    "turnover_eur",
)  # fmt: skip

#: Instruments of which the reach is recorded: number of firms and their turnover.
REACH = (
    "information", "support_office", "financial_incentives", "sector_initiatives", "instrument_conditions",
    "procurement", "due_diligence_law", "transparency_duty",
)  # fmt: skip
REACH_FIRMS, REACH_TURNOVER = len(SUMS), len(SUMS) + len(REACH)
WIDTH = len(SUMS) + 2 * len(REACH)
CELLS = 4 * 2 * len(SECTORS) * 3 * 2
_SECTORS = len(SECTORS)


@loop
def record_year(
    blocks: Any, trait_blocks: Any, suppliers: Any, quarter: Any, parameters: Any, cells: Any, start: int, end: int
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
def record_stocks(firms: Any, traits: Any, suppliers: Any, now: Any, p: Any, cells: Any, row: int, i: int) -> None:
    """What firms are and do at the end of the year."""
    w = traits.weight[i] * SHARE_SCALE
    one = whole(w)
    gap, lowest = 0.0, 1.0
    for k in range(6):
        gap += max(0.0, firms.reported[k, i] - firms.practice[k, i])
        lowest = min(lowest, firms.practice[k, i])
    basic = min(firms.practice[0, i], firms.practice[1, i], firms.practice[2, i], firms.practice[4, i])
    cells[row, 0] += one
    cells[row, 1] += whole(w * firms.endorses[i])
    cells[row, 2 + firms.stage[i]] += one
    cells[row, 5] += one if basic >= p.basic_level else 0
    cells[row, 6] += whole(w * firms.practice_mean[i])
    cells[row, 7] += one if lowest >= p.all_steps_level else 0
    cells[row, 8] += whole(w * firms.reported_mean[i])
    cells[row, 9] += whole(w * gap / 6.0)
    cells[row, 10] += whole(w * firms.awareness[i])
    cells[row, 11] += whole(w * firms.commitment[i])
    # severity-weighted coverage; the plain mean for firms without risk in their purchases
    severe, reached, plain = 0.0, 0.0, 0.0
    for h in range(4):
        severe += traits.theme_risk[h, i]
        reached += traits.theme_risk[h, i] * firms.coverage[h, i]
        plain += firms.coverage[h, i] / 4.0
        cells[row, 13 + h] += whole(w * firms.coverage[h, i])
    covered = reached / severe if severe > 0.0 else plain
    cells[row, 12] += whole(w * firms.practice[0, i] * covered)
    risk, links, left = 0.0, 0.0, 0.0
    for s in range(3):
        share = traits.supplier_share[s, i]
        if share > 0.0:
            links += 1.0
            left += 1.0 - firms.engaged[s, i]
            # also where the firm has left: leaving does not lessen the harm (P-C22)
            supplier = suppliers[traits.supplier[s, i]]
            for h in range(4):
                risk += share * supplier.severity[h] * (1.0 - supplier.condition[h])
    cells[row, 17] += whole(w * risk / 4.0)
    remedy = remedy_access(
        firms.practice[5, i], now.dial[NCP], now.dial[COMPLAINTS] * firms.member[i], firms.civil[i], p.ncp_remedy,
        p.complaints_remedy, p.civil_remedy,
    )  # fmt: skip
    cells[row, 18] += whole(w * remedy)
    cells[row, 19] += whole(w * left)
    cells[row, 20] += whole(w * links)


@rule
def record_flows(firms: Any, traits: Any, now: Any, p: Any, cells: Any, row: int, i: int) -> None:
    """What it cost in the year, users lost, playing field, and which instruments reached the firm."""
    w, euros = traits.weight[i] * SHARE_SCALE, traits.weight[i] * EURO_SCALE
    one, turnover = whole(w), whole(euros * traits.turnover[i])
    burden, rivals = firms.year_yearly[i] * traits.per_turnover[i], firms.sector_cost[i]
    cells[row, 21] += whole(euros * firms.year_one_off[i])
    cells[row, 22] += whole(euros * firms.year_yearly[i])
    cells[row, 23] += whole(w * burden)
    cells[row, 24] += whole(euros * firms.year_indirect[i])
    if traits.uses[i]:
        cells[row, 25] += 0 if firms.using[i] else one
        cells[row, 26] += one
    cells[row, 27] += whole(w * (burden - rivals))
    cells[row, 28] += whole(w * (burden - p.eu_rival_cost * now.european * rivals))
    cells[row, 29] += whole(w * burden)
    cells[row, 30] += turnover
    conditions = max(firms.condition_contact[i], firms.assessed[i], firms.monitored[i])
    reached = (
        firms.information[i] > 0.0, firms.help[i] > 0.0, firms.subsidised[i] > 0.0, firms.member[i] > 0.0,
        conditions > 0.0, firms.contracts[i] > 0.0, firms.in_force[i] > 0.0, firms.report_duty[i] > 0.0,
    )  # fmt: skip
    for r in range(8):
        if reached[r]:
            cells[row, REACH_FIRMS + r] += one
            cells[row, REACH_TURNOVER + r] += turnover
