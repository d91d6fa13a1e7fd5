"""The compiled driver: a quarter as an ordered table of stages, run by blocks of firms.

`QUARTER` is the table: print it, time it, read it as the model's summary. `advance` is the same table
in compiled form; a test holds the two together, bit for bit, through the Mesa driver, which walks it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulation.columns import Integers, Parameters, Records, Shared, Traits
from simulation.compiled import loop
from simulation.quarter.phase_a_freeze import freeze_firms, open_quarter
from simulation.quarter.phase_b_firms import decide
from simulation.quarter.phase_c_capacity import count_demand, ration, serve
from simulation.quarter.phase_d_chain import buy, supply
from simulation.quarter.phase_e_government import count_reach, govern
from simulation.quarter.record import record_year
from simulation.state import BLOCK, Policy, World


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
        ("c", "support office, initiatives, supervisors", ration),
        ("c", "firms", serve),
        ("d", "firms", buy),
        ("d", "suppliers", supply),
        ("e", "firms", count_reach),
        ("e", "firms", record_year),
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
    record: Integers,
    accounts: Integers,
) -> None:
    """Run quarters `first` (included) to `until` (not included) for this many firms.

    `record` (years, CELLS, WIDTH) and `accounts` (years, accounts + 1), both int64 and by year since 2012,
    are filled in fourth quarters.
    """
    blocks, suppliers, quarter, shared = world
    for index in range(first, until):
        shared[0].sector_sums[:, :] = 0
        freeze_firms(blocks, traits, shared, parameters, 0, firms)
        open_quarter(quarter, shared, policy, parameters, seed, replication, index)
        for start in range(0, firms, BLOCK):
            end = min(start + BLOCK, firms)
            decide(blocks, traits, quarter, parameters, start, end)
            count_demand(blocks, traits, quarter, shared, parameters, start, end)
        ration(quarter, shared, parameters)
        for start in range(0, firms, BLOCK):
            end = min(start + BLOCK, firms)
            serve(blocks, traits, quarter, shared, parameters, start, end)
            buy(blocks, traits, suppliers, quarter, parameters, start, end)
            count_reach(blocks, traits, quarter, shared, parameters, start, end)
        supply(suppliers, quarter, parameters, 0, len(suppliers))
        if index % 4 == 3:
            record_year(blocks, traits, suppliers, quarter, parameters, record[index // 4], 0, firms)
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
