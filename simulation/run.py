"""One draw of one mix: set it up, run it in short calls, branch it, read its years."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulation.ahead import wait_for_compiled
from simulation.columns import Integers, Parameters, Records, Traits
from simulation.driver import advance
from simulation.population.tables import Suppliers
from simulation.quarter.record import Record
from simulation.randomness import Purpose
from simulation.schedule import MAXIMUM_LAWS, Schedule
from simulation.start import start_world
from simulation.state import GOVERNMENT_ACCOUNTS, Policy, World
from simulation.structure import edge_matrix, response_matrix
from simulation.vocabulary import QUARTERS

#: Firm-quarters per compiled call: a call lasts at most some 0.3 s, so that Ctrl-C and progress work.
FIRM_QUARTERS_PER_CALL = 2_000_000


def policy_of(schedule: Schedule, parameters: Records[Parameters], variants: dict[str, str] | None = None) -> Policy:
    """A schedule as compiled code reads it, with the response matrix and edges of the structural variants.

    `variants` may name a variant of `response` and of `edges`; the default ones hold otherwise.
    """
    laws, chosen = schedule.laws, variants or {}
    luck = np.array([_luck_of_law(name) for name in laws.identifiers] + [0] * MAXIMUM_LAWS)[:MAXIMUM_LAWS]
    return Policy(
        table=schedule.table,
        steps=laws.steps,
        reporting=laws.reporting,
        themes=laws.themes,
        regime=laws.regime,
        fine_share=laws.fine_share,
        fine_eur=laws.fine_eur,
        order=laws.order,
        publication=laws.publication,
        criminal=laws.criminal,
        civil_liability=laws.civil_liability,
        eu_wide=laws.eu_wide,
        checklist=laws.checklist,
        exclusion=laws.exclusion,
        depth=laws.depth,
        spared_below=laws.spared_below,
        luck=luck,
        rule_evaluations=schedule.rule_evaluations,
        rule_threshold=schedule.rule_threshold,
        rule_below=schedule.rule_below,
        rule_stride=schedule.rule_stride,
        response=response_matrix(parameters, chosen.get("response")),
        edges=edge_matrix(chosen.get("edges")),
    )


def _luck_of_law(name: str) -> int:
    """A law's purpose number, from its name: the same luck for the same law in every mix."""
    return int(Purpose.INSPECTION) + 16 * (1 + zlib.crc32(name.encode()) % (1 << 24))


@dataclass
class Run:
    """State of one draw of one mix; `quarter` is the next quarter to run.

    `record` and `accounts` (years, accounts + 1) int64 hold the years run so far.
    """

    world: World
    traits: Records[Traits]
    firms: int
    parameters: Records[Parameters]
    seed: int
    replication: int
    quarter: int
    record: Record
    accounts: Integers

    @classmethod
    def start(
        cls,
        traits: Records[Traits],
        firms: int,
        suppliers: Suppliers,
        parameters: Records[Parameters],
        policy: Policy,
        seed: int,
        replication: int,
    ) -> "Run":
        """A run at the start of 2012; `traits` come from `fixed_traits`, shared by all draws."""
        years = QUARTERS // 4
        return cls(
            start_world(traits, firms, suppliers, parameters, seed, replication, policy),
            traits,
            firms,
            parameters,
            seed,
            replication,
            0,
            Record.of(years, firms),
            np.zeros((years, len(GOVERNMENT_ACCOUNTS) + 1), np.int64),
        )

    def advance(self, policy: Policy, until: int, between: Callable[[], None] | None = None) -> None:
        """Run to quarter `until` (not included), in calls short enough to interrupt; `between` follows each."""
        wait_for_compiled()
        step = max(1, FIRM_QUARTERS_PER_CALL // self.firms)
        while self.quarter < until:
            end = min(until, self.quarter + step)
            advance(
                self.world,
                self.traits,
                policy,
                self.parameters,
                self.seed,
                self.replication,
                self.firms,
                self.quarter,
                end,
                self.record,
                self.accounts,
            )
            self.quarter = end
            if between:
                between()

    def branch(self) -> "Run":
        """An independent copy of this moment: the same past, a future of its own."""
        return Run(
            self.world.copy(),
            self.traits,
            self.firms,
            self.parameters,
            self.seed,
            self.replication,
            self.quarter,
            self.record.copy(),
            self.accounts.copy(),
        )

    def look_back(self) -> None:
        """Keep from now on, for every firm, what the rules work out in a quarter (`state.WORK`), for all to read."""
        if len(self.world.works) == 1:
            self.world = self.world._replace(works=np.zeros(len(self.world.blocks), self.world.works.dtype))

    def mark_start(self) -> None:
        """Fix the groups started_laggard, started_peloton and started_leader at this moment (the branch)."""
        self.world.blocks["started"] = self.world.blocks["stage"]
