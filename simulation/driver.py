"""The compiled driver: a quarter as an ordered table of stages, run by blocks of firms.

`QUARTER` is the table: print it, time it, read it as the model's summary. `advance` is the same table
in compiled form; a test holds the two together, bit for bit, through the Mesa driver, which walks it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulation.columns import Integers, Parameters, Records, Shared, Traits
from simulation.compiled import loop
from simulation.prefetch import FETCHED_FROM, fetch_ahead, lines
from simulation.quarter.phase_a_freeze import freeze_firms, open_quarter
from simulation.quarter.phase_b_firms import decide
from simulation.quarter.phase_c_capacity import count_demand, ration, serve
from simulation.quarter.phase_d_chain import buy, buy_later, supply
from simulation.quarter.phase_e_government import count_reach, govern
from simulation.quarter.record import Record, record_chain, record_firms
from simulation.state import BLOCK, FIRMS, TRAITS, Policy, World

#: Lines of memory of a block: all of it, and as far as the second pass of a quarter reads.
_FIRM_LINES, _TRAIT_LINES = lines(FIRMS), lines(TRAITS)
_SEEN_LINES, _KNOWN_LINES = lines(FIRMS, "practice"), lines(TRAITS, "per_turnover")


@dataclass(frozen=True)
class StageOfQuarter:
    """One row of the table: phase (a to e), the agents that act in it, and the function."""

    phase: str
    who: str
    function: Callable[..., None]

    @property
    def name(self) -> str:
        """The function's name."""
        return self.function.__name__

    @property
    def does(self) -> str:
        """First sentence of its docstring."""
        return (self.function.__doc__ or "").split("\n")[0]


QUARTER = tuple(
    StageOfQuarter(*row)
    for row in (
        ("a", "firms", freeze_firms),
        ("a", "government", open_quarter),
        ("b", "firms", decide),
        ("c", "firms", count_demand),
        ("d", "firms", buy),
        ("e", "firms", count_reach),
        ("e", "firms", record_firms),
        ("c", "support office, initiatives, supervisors", ration),
        ("c", "firms", serve),
        ("d", "firms", buy_later),
        ("d", "suppliers", supply),
        ("e", "firms", record_chain),
        ("e", "government", govern),
    )
)


@loop
def advance(
    world: World,
    traits: Records[Traits],
    policy: Policy,
    parameters: Records[Parameters],
    seed: int,
    replication: int,
    firms: int,
    first: int,
    until: int,
    record: Record,
    accounts: Integers,
) -> None:
    """Run quarters `first` (included) to `until` (not included) for this many firms.

    `record` and `accounts` (years, accounts + 1) int64, both by year since 2012, are filled in fourth quarters.
    Each block of firms is taken into the processor's cache twice a quarter: before scarce things are shared out, and
    after, when it is also frozen for the quarter to come. What is summed up is whole numbers, so that this order
    and that of the table are the same in every bit.
    """
    blocks, works, tallies, suppliers, quarter, shared = world
    fetches = firms >= FETCHED_FROM
    shared[0].sector_sums[:, :] = 0
    freeze_firms(blocks, tallies, traits, shared, parameters, 0, firms)
    for index in range(first, until):
        open_quarter(quarter, shared, policy, parameters, seed, replication, index)
        for start in range(0, firms, BLOCK):
            end = min(start + BLOCK, firms)
            if fetches and end < firms:
                fetch_ahead(blocks[end // BLOCK], _FIRM_LINES)
                fetch_ahead(traits[end // BLOCK], _TRAIT_LINES)
            decide(blocks, works, traits, quarter, parameters, start, end)
            count_demand(blocks, works, tallies, traits, quarter, shared, parameters, start, end)
            buy(blocks, works, traits, suppliers, quarter, parameters, start, end)
            count_reach(blocks, works, traits, quarter, shared, parameters, start, end)
            if index % 4 == 3:
                record_firms(blocks, works, tallies, traits, quarter, parameters, record, start, end)
        ration(quarter, shared, parameters)
        goes_on = index + 1 < until
        if goes_on:
            shared[0].sector_sums[:, :] = 0
        for start in range(0, firms, BLOCK):
            end = min(start + BLOCK, firms)
            if fetches and end < firms:
                fetch_ahead(blocks[end // BLOCK], _SEEN_LINES)
                fetch_ahead(traits[end // BLOCK], _KNOWN_LINES)
            serve(blocks, tallies, traits, quarter, shared, parameters, start, end)
            buy_later(blocks, traits, suppliers, quarter, parameters, start, end)
            if goes_on:
                freeze_firms(blocks, tallies, traits, shared, parameters, start, end)
        supply(suppliers, quarter, parameters, 0, len(suppliers))
        if index % 4 == 3:
            record_chain(blocks, traits, suppliers, quarter, parameters, record, 0, firms)
        govern(quarter, shared, policy, parameters)
        if index % 4 == 3:
            close_accounts(shared, accounts[index // 4])


@loop
def close_accounts(shared: Records[Shared], year: Integers) -> None:
    """Move the year's government accounts and posts of supervisors into `year` (accounts + 1,) int64."""
    total = shared[0]
    for a in range(len(year) - 1):
        year[a] = total.government[a]
        total.government[a] = 0
    year[len(year) - 1] = total.posts
    total.posts = 0


def quarter_table() -> list[dict[str, Any]]:
    """The stages of a quarter in order, for printing."""
    return [{"phase": s.phase, "who": s.who, "stage": s.name, "what it does": s.does} for s in QUARTER]
