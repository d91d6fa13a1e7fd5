"""Adding firms up to indicators, once a year, in the pass and in fixed point.

Firms fall into cells (size x goal x sector x starting stage x in scope); every group of the contract is a
sum of cells, so a year's record is small whatever the number of firms, and a cell that holds no firm takes
no room. `simulation/indicators.py` turns cells into indicators by group.
"""

from typing import NamedTuple

import numpy as np

from simulation.columns import (
    Firms,
    Floats,
    Integers,
    Parameters,
    Quarter,
    Reach,
    Records,
    Sum,
    SupplierRecord,
    Tally,
    Traits,
    Work,
)
from simulation.compiled import loop, rule, span
from simulation.dials import Dial
from simulation.quarter.phase_a_freeze import rounded, whole
from simulation.rules.chain import remedy_access
from simulation.state import BLOCK, EURO_SCALE, RECORD_WIDTH, SHARE_SCALE
from simulation.vocabulary import SECTORS, Step

#: A cell holds the sums, then the number of firms that each instrument reached, then their turnover.
REACH_FIRMS, REACH_TURNOVER = len(Sum), len(Sum) + len(Reach)
WIDTH = RECORD_WIDTH
CELLS = 4 * 2 * len(SECTORS) * 3 * 2
#: Cells that one firm may be in during a year: its starting stage may be fixed, and a law may begin and end, meanwhile.
PLACES_OF_FIRM = 3 * 2
_SECTORS = len(SECTORS)


class Record(NamedTuple):
    """The years of a run: `sums` (rows, WIDTH) of the cells that hold firms, and the row of each cell.

    `place` (years, CELLS): one more than the cell's row in `sums`, 0 for a cell without firms; `used` (1,): rows taken.
    Rows that are not taken hold anything: a row begins at nought when it is taken.
    """

    place: Integers
    sums: Integers
    used: Integers

    @classmethod
    def of(cls, years: int, firms: int) -> "Record":
        """An empty record for so many years; rows that are never taken cost no memory and no time."""
        rows = years * min(CELLS, PLACES_OF_FIRM * firms)
        return cls(np.zeros((years, CELLS), np.int64), np.empty((rows, WIDTH), np.int64), np.zeros(1, np.int64))

    def copy(self) -> "Record":
        """An independent copy."""
        sums, used = np.empty(self.sums.shape, np.int64), int(self.used[0])
        sums[:used] = self.sums[:used]
        return Record(self.place.copy(), sums, self.used.copy())

    def cells(self, year: int) -> tuple[Integers, Integers]:
        """The cells that hold firms in a year, in order, and their sums (cells, WIDTH)."""
        cells = np.flatnonzero(self.place[year])
        return cells, self.sums[self.place[year, cells] - 1]

    def dense(self) -> Integers:
        """Every cell of every year, (years, CELLS, WIDTH)."""
        every = np.zeros((*self.place.shape, WIDTH), np.int64)
        for year in range(len(every)):
            cells, sums = self.cells(year)
            every[year, cells] = sums
        return every


@rule
def row_of(record: Record, year: int, cell: int) -> int:
    """The row of a cell, taken now if it has none."""
    if record.place[year, cell] == 0:
        record.sums[record.used[0]] = 0
        record.used[0] += 1
        record.place[year, cell] = record.used[0]
    return record.place[year, cell] - 1


@loop
def record_firms(
    blocks: Records[Firms],
    works: Records[Work],
    tallies: Records[Tally],
    trait_blocks: Records[Traits],
    quarter: Records[Quarter],
    parameters: Records[Parameters],
    record: Record,
    start: int,
    end: int,
) -> None:
    """Add what firms are, do and pay to the sums of their cells: stocks of this quarter, flows of the year."""
    now, p, tally = quarter[0], parameters[0], tallies[0]
    for block in range(start // BLOCK, (end - 1) // BLOCK + 1):
        firms, work, traits = blocks[block], works[block % len(works)], trait_blocks[block]
        first, last = span(start, end, block, BLOCK)
        for i in range(first, last):
            in_scope = 1 if work.in_force[i] > 0.0 or work.report_duty[i] > 0.0 else 0
            group = traits.size[i] * 2 + (1 if traits.goal90[i] > 0.0 else 0)
            firms.cell[i] = ((group * _SECTORS + traits.sector[i]) * 3 + firms.started[i]) * 2 + in_scope
        add_stocks(firms, tally, traits, p, first, last)
        add_flows(firms, work, tally, traits, now, p, first, last)
        add_reach(work, tally, first, last)
        for i in range(first, last):
            tally.row[i] = row_of(record, now.quarter // 4, firms.cell[i])
        taken = 0
        for w in range(WIDTH):
            some = 0
            for i in range(first, last):
                some |= 1 if tally.sums[w, i] != 0.0 else 0
            if some:
                tally.taken[taken] = w
                taken += 1
        # firm by firm, since neighbours often share a cell: adding twice to one number waits for the first
        for i in range(first, last):
            sums = record.sums[tally.row[i]]
            for k in range(taken):
                w = np.uint64(tally.taken[k])
                sums[w] += int(tally.sums[w, i])


@rule
def share_sum(tally: Tally, place: int, traits: Traits, values: Floats, first: int, last: int) -> None:
    """A share of each firm, weighted, on its way to a sum."""
    for i in range(first, last):
        tally.sums[place, i] = rounded(traits.weight[i] * SHARE_SCALE * values[i])


@rule
def euro_sum(tally: Tally, place: int, traits: Traits, values: Floats, first: int, last: int) -> None:
    """An amount of each firm in EUR, weighted, on its way to a sum."""
    for i in range(first, last):
        tally.sums[place, i] = rounded(traits.weight[i] * EURO_SCALE * values[i])


@rule
def add_stocks(firms: Firms, tally: Tally, traits: Traits, p: Parameters, first: int, last: int) -> None:
    """What firms are and do at the end of the year."""
    for i in range(first, last):
        one = rounded(traits.weight[i] * SHARE_SCALE)
        tally.sums[Sum.FIRMS, i] = one
        for stage in range(3):
            tally.sums[Sum.STAGE_LAGGARD + stage, i] = one if firms.stage[i] == stage else 0.0
        basic = min(
            firms.practice[Step.INTEGRATE, i],
            firms.practice[Step.IDENTIFY, i],
            firms.practice[Step.STOP, i],
            firms.practice[Step.COMMUNICATE, i],
        )
        applied = (firms.practice[Step.STOP, i] + firms.practice[Step.MONITOR, i]) / 2.0
        elements = min(
            firms.practice[Step.INTEGRATE, i],
            firms.practice[Step.IDENTIFY, i],
            applied,
            firms.practice[Step.COMMUNICATE, i],
            firms.practice[Step.REMEDY, i],
        )
        lowest = min(basic, firms.practice[Step.MONITOR, i], firms.practice[Step.REMEDY, i])
        tally.sums[Sum.BASIC_PRACTICE, i] = one if basic >= p.basic_level else 0.0
        tally.sums[Sum.ALL_SIX_STEPS, i] = one if lowest >= p.all_steps_level else 0.0
        tally.sums[Sum.FIVE_ELEMENTS, i] = one if elements >= p.five_elements_level else 0.0
    for i in range(first, last):
        w, gap = traits.weight[i] * SHARE_SCALE, 0.0
        for k in range(6):
            gap += max(0.0, firms.reported[k, i] - firms.practice[k, i])
        tally.sums[Sum.PAPER_GAP, i] = rounded(w * gap / 6.0)
        tally.sums[Sum.ENDORSEMENT, i] = rounded(w * firms.endorses[i])
        tally.sums[Sum.STATEMENT, i] = rounded(w * firms.statement[i])
    share_sum(tally, Sum.PRACTICE, traits, firms.practice_mean, first, last)
    share_sum(tally, Sum.REPORTED, traits, firms.reported_mean, first, last)
    share_sum(tally, Sum.AWARENESS, traits, firms.awareness, first, last)
    share_sum(tally, Sum.COMMITMENT, traits, firms.commitment, first, last)
    for h in range(4):
        share_sum(tally, Sum.COVERAGE_CHILD_LABOUR + h, traits, firms.coverage[h], first, last)
    for i in range(first, last):
        # severity-weighted coverage; the plain mean for firms without risk in their purchases
        severe, reached, plain = 0.0, 0.0, 0.0
        for h in range(4):
            severe += traits.theme_risk[h, i]
            reached += traits.theme_risk[h, i] * firms.coverage[h, i]
            plain += firms.coverage[h, i] / 4.0
        covered = reached / severe if severe > 0.0 else plain
        w = traits.weight[i] * SHARE_SCALE
        tally.sums[Sum.EMBEDDING, i] = rounded(w * firms.practice[Step.INTEGRATE, i] * covered)


@rule
def add_flows(
    firms: Firms, work: Work, tally: Tally, traits: Traits, now: Quarter, p: Parameters, first: int, last: int
) -> None:
    """What it cost in the year, users lost, and the playing field; the firm's year begins anew."""
    euro_sum(tally, Sum.BURDEN_ONE_OFF_EUR, traits, firms.year_one_off, first, last)
    euro_sum(tally, Sum.BURDEN_YEARLY_EUR, traits, firms.year_yearly, first, last)
    euro_sum(tally, Sum.INDIRECT_BURDEN_EUR, traits, firms.year_indirect, first, last)
    euro_sum(tally, Sum.TURNOVER_EUR, traits, traits.turnover, first, last)
    elsewhere = p.eu_rival_cost * now.european
    for i in range(first, last):
        w, burden = traits.weight[i] * SHARE_SCALE, firms.year_yearly[i] * traits.per_turnover[i]
        rivals = work.sector_cost[i]
        tally.sums[Sum.BURDEN_SHARE_TURNOVER, i] = rounded(w * burden)
        tally.sums[Sum.PLAYING_FIELD_NL, i] = rounded(w * (burden - rivals))
        tally.sums[Sum.PLAYING_FIELD_EU, i] = rounded(w * (burden - elsewhere * rivals))
        tally.sums[Sum.PLAYING_FIELD_WORLD, i] = rounded(w * burden)
    for i in range(first, last):
        users = tally.sums[Sum.FIRMS, i] if traits.uses[i] else 0.0
        tally.sums[Sum.USERS, i] = users
        tally.sums[Sum.USERS_LOST, i] = 0.0 if firms.using[i] else users
        firms.year_one_off[i], firms.year_yearly[i], firms.year_indirect[i] = 0.0, 0.0, 0.0


@rule
def add_reach(work: Work, tally: Tally, first: int, last: int) -> None:
    """Which instruments reached the firm, so far as that is known before scarce things are shared out."""
    for i in range(first, last):
        conditions = max(work.condition_contact[i], work.assessed[i], work.monitored[i])
        reach_sum(tally, Reach.INFORMATION, work.information[i], i)
        reach_sum(tally, Reach.INSTRUMENT_CONDITIONS, conditions, i)
        reach_sum(tally, Reach.PROCUREMENT, work.contracts[i], i)
        reach_sum(tally, Reach.DUE_DILIGENCE_LAW, work.in_force[i], i)
        reach_sum(tally, Reach.TRANSPARENCY_DUTY, work.report_duty[i], i)


@rule
def reach_sum(tally: Tally, instrument: int, dose: float, i: int) -> None:
    """One instrument: the firm and its turnover, if it got anything of it."""
    tally.sums[REACH_FIRMS + instrument, i] = tally.sums[Sum.FIRMS, i] if dose > 0.0 else 0.0
    tally.sums[REACH_TURNOVER + instrument, i] = tally.sums[Sum.TURNOVER_EUR, i] if dose > 0.0 else 0.0


@loop
def record_chain(
    blocks: Records[Firms],
    trait_blocks: Records[Traits],
    suppliers: Records[SupplierRecord],
    quarter: Records[Quarter],
    parameters: Records[Parameters],
    record: Record,
    start: int,
    end: int,
) -> None:
    """Add to the same cells what the end of the year decides: the chain, remedy, and who got help, money or a seat."""
    now, p = quarter[0], parameters[0]
    ncp, complaints = now.dial[Dial.NCP], now.dial[Dial.INITIATIVE_COMPLAINTS]
    for block in range(start // BLOCK, (end - 1) // BLOCK + 1):
        firms, traits = blocks[block], trait_blocks[block]
        first, last = span(start, end, block, BLOCK)
        for i in range(first, last):
            sums = record.sums[row_of(record, now.quarter // 4, firms.cell[i])]
            w = traits.weight[i] * SHARE_SCALE
            add_chain(firms, traits, suppliers, sums, w, i)
            remedy = remedy_access(
                firms.practice[Step.REMEDY, i],
                ncp,
                complaints * firms.member[i],
                firms.civil[i],
                p.ncp_remedy,
                p.complaints_remedy,
                p.civil_remedy,
            )
            sums[Sum.REMEDY_ACCESS] += whole(w * remedy)
            add_served(Reach.SUPPORT_OFFICE, firms.help[i], traits, sums, i)
            add_served(Reach.FINANCIAL_INCENTIVES, firms.subsidised[i], traits, sums, i)
            add_served(Reach.SECTOR_INITIATIVES, firms.member[i], traits, sums, i)


@rule
def add_served(instrument: int, dose: float, traits: Traits, sums: Integers, i: int) -> None:
    """One instrument that is shared out: the firm and its turnover, if it got anything of it."""
    if dose > 0.0:
        sums[REACH_FIRMS + instrument] += whole(traits.weight[i] * SHARE_SCALE)
        sums[REACH_TURNOVER + instrument] += whole(traits.weight[i] * EURO_SCALE * traits.turnover[i])


@rule
def add_chain(
    firms: Firms, traits: Traits, suppliers: Records[SupplierRecord], sums: Integers, w: float, i: int
) -> None:
    """Conditions at a firm's suppliers by share of its purchases, and the links that it left."""
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
    sums[Sum.CHAIN_RISK_INDEX] += whole(w * risk / 4.0)
    sums[Sum.CHAIN_IMPROVED] += whole(w * improved / 4.0)
    sums[Sum.CHAIN_REACHABLE] += whole(w * reachable / 4.0)
    sums[Sum.DISENGAGEMENT] += whole(w * left)
    sums[Sum.LINKS] += whole(w * links)
