"""Adding firms up to indicators, once a year, in the pass and in fixed point.

Firms fall into cells (size x goal x sector x starting stage x in scope); every group of the contract is a
sum of cells, so a year's record is small whatever the number of firms. `simulation/indicators.py` turns
cells into indicators by group.
"""

from simulation.compiled import loop, rule
from simulation.dials import COMPLAINTS, NCP
from simulation.phase_a_freeze import fixed
from simulation.phase_b_firms import mean_practice, mean_reported
from simulation.rules.chain import remedy_access
from simulation.state import EURO_SCALE, SHARE_SCALE
from simulation.vocabulary import SECTORS

#: What is added up per cell. Names ending in `_eur` are in EURO_SCALE, the rest in SHARE_SCALE.
SUMS = (
    "firms", "endorsement", "stage_laggard", "stage_peloton", "stage_leader", "basic_practice", "practice",
    "all_six_steps", "reported", "paper_gap", "awareness", "commitment", "embedding", "coverage_child_labour",
    "coverage_working_conditions", "coverage_living_wage", "coverage_environment", "chain_risk_index",
    "remedy_access", "disengagement", "links", "burden_one_off_eur", "burden_yearly_eur", "burden_share_turnover",
    "indirect_burden_eur", "users_lost", "users", "playing_field_nl", "playing_field_eu", "playing_field_world",
    "turnover_eur", "spared",
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
def record_year(firms, traits, suppliers, quarter, parameters, cells, start, end):
    """Add firms `start` to `end` to their cells (CELLS, WIDTH); stocks of this quarter, flows of the year."""
    now, p = quarter[0], parameters[0]
    for i in range(start, end):
        firm, fixed_traits = firms[i], traits[i]
        in_scope = 1 if firm.in_force > 0.0 or firm.report_duty > 0.0 else 0
        row = ((fixed_traits.group * _SECTORS + fixed_traits.sector) * 3 + firm.started) * 2 + in_scope
        record_stocks(firm, fixed_traits, suppliers, now, p, cells, row)
        record_flows(firm, fixed_traits, now, p, cells, row)
        firm.year_one_off, firm.year_yearly, firm.year_indirect = 0.0, 0.0, 0.0


@rule
def record_stocks(firm, traits, suppliers, now, p, cells, row):
    """What firms are and do at the end of the year."""
    w = traits.weight
    one = fixed(w, SHARE_SCALE)
    gap, lowest = 0.0, 1.0
    for k in range(6):
        gap += max(0.0, firm.reported[k] - firm.practice[k])
        lowest = min(lowest, firm.practice[k])
    basic = min(min(firm.practice[0], firm.practice[1]), min(firm.practice[2], firm.practice[4]))
    cells[row, 0] += one
    cells[row, 1] += fixed(w * firm.endorses, SHARE_SCALE)
    cells[row, 2 + firm.stage] += one
    cells[row, 5] += one if basic >= p.basic_level else 0
    cells[row, 6] += fixed(w * mean_practice(firm), SHARE_SCALE)
    cells[row, 7] += one if lowest >= p.all_steps_level else 0
    cells[row, 8] += fixed(w * mean_reported(firm), SHARE_SCALE)
    cells[row, 9] += fixed(w * gap / 6.0, SHARE_SCALE)
    cells[row, 10] += fixed(w * firm.awareness, SHARE_SCALE)
    cells[row, 11] += fixed(w * firm.commitment, SHARE_SCALE)
    # severity-weighted coverage; the plain mean for firms without risk in their purchases
    severe, reached = 0.0, 0.0
    for h in range(4):
        severe += traits.theme_risk[h]
        reached += traits.theme_risk[h] * firm.coverage[h]
        cells[row, 13 + h] += fixed(w * firm.coverage[h], SHARE_SCALE)
    plain = (firm.coverage[0] + firm.coverage[1] + firm.coverage[2] + firm.coverage[3]) / 4.0
    covered = reached / severe if severe > 0.0 else plain
    cells[row, 12] += fixed(w * firm.practice[0] * covered, SHARE_SCALE)
    risk, links, left = 0.0, 0.0, 0.0
    for s in range(3):
        share = traits.supplier_share[s]
        if share <= 0.0:
            continue
        links += 1.0
        if not firm.engaged[s]:
            left += 1.0
            continue
        supplier = suppliers[traits.supplier[s]]
        for h in range(4):
            risk += share * supplier.severity[h] * (1.0 - supplier.condition[h])
    cells[row, 17] += fixed(w * risk / 4.0, SHARE_SCALE)
    remedy = remedy_access(
        firm.practice[5], now.dial[NCP], now.dial[COMPLAINTS] * firm.member, firm.civil, p.ncp_remedy,
        p.complaints_remedy, p.civil_remedy,
    )  # fmt: skip
    cells[row, 18] += fixed(w * remedy, SHARE_SCALE)
    cells[row, 19] += fixed(w * left, SHARE_SCALE)
    cells[row, 20] += fixed(w * links, SHARE_SCALE)


@rule
def record_flows(firm, traits, now, p, cells, row):
    """What it cost in the year, users lost, playing field, and which instruments reached the firm."""
    w, sector = traits.weight, traits.sector
    one, money = fixed(w, SHARE_SCALE), fixed(w * traits.turnover, EURO_SCALE)
    burden = firm.year_yearly * traits.per_turnover
    cells[row, 21] += fixed(w * firm.year_one_off, EURO_SCALE)
    cells[row, 22] += fixed(w * firm.year_yearly, EURO_SCALE)
    cells[row, 23] += fixed(w * burden, SHARE_SCALE)
    cells[row, 24] += fixed(w * firm.year_indirect, EURO_SCALE)
    if traits.uses:
        cells[row, 25] += 0 if firm.using else one
        cells[row, 26] += one
    cells[row, 27] += fixed(w * (burden - now.sector_cost[sector]), SHARE_SCALE)
    cells[row, 28] += fixed(w * (burden - p.eu_rival_cost * now.european * now.sector_cost[sector]), SHARE_SCALE)
    cells[row, 29] += fixed(w * burden, SHARE_SCALE)
    cells[row, 30] += money
    cells[row, 31] += one if firm.in_force <= 0.0 else 0
    conditions = max(firm.condition_contact, max(firm.assessed, firm.monitored))
    reached = (
        firm.information > 0.0, firm.help > 0.0, firm.subsidised > 0.0, firm.member > 0, conditions > 0.0,
        firm.contracts > 0.0, firm.in_force > 0.0, firm.report_duty > 0.0,
    )  # fmt: skip
    for r in range(8):
        if reached[r]:
            cells[row, REACH_FIRMS + r] += one
            cells[row, REACH_TURNOVER + r] += money
