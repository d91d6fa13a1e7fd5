"""What the world remembers: one record per firm, per supplier, for the quarter and for the shared sums.

Records are numpy structured types, so that a rule reads `firm.awareness` while compiled code follows one
pointer; `firms["awareness"]` is the column over all firms. All numbers are float64 and shares unless
stated; EUR means euro.
"""

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulation.columns import (
    Firms,
    Floats,
    Integers,
    Quarter,
    Reach,
    Records,
    Shared,
    Sum,
    SupplierRecord,
    Tally,
    Work,
)
from simulation.dials import DIALS, MAXIMUM_LAWS
from simulation.vocabulary import SECTORS, Account, names

#: Fixed-point scale of sums over firms: sums are int64, so their order cannot matter. With weights up
#: to 406,000 in all and values up to 16, sums stay below 2^43 of the 2^63 available.
SHARE_SCALE = 2.0**20
#: Fixed-point scale of sums of euros (a 256th of a euro; up to 3 x 10^16 euro before overflow).
EURO_SCALE = 2.0**8
REQUEST_CLASSES = 4
_SECTORS = len(SECTORS)
GOVERNMENT_ACCOUNTS = names(Account)


class Luck(IntEnum):
    """What each number of a firm's luck of the quarter decides."""

    ENDORSING = 0
    JOINING = 1
    ASKING_HELP = 2
    APPLYING = 3


class SectorSum(IntEnum):
    """What is added up over the firms of a sector when a quarter opens."""

    WEIGHT = 0
    #: visible practice: the mean of endorsing and reporting
    VISIBLE = 1
    COST_SHARE = 2
    MEMBERS = 3
    #: EUR a year, plain, and as far as it asks something of its suppliers
    TURNOVER = 4
    ASKING = 5
    #: as ASKING, of firms that a law spares from questions
    ASKING_FREELY = 6


class Sanction(IntEnum):
    """Sanctions of a sector beside the firms that could get one."""

    GIVEN = 0
    IN_SCOPE = 1


class Turn(IntEnum):
    """Class of a firm in the queue of a supervisor; a higher one is visited first."""

    NONE = 0
    IN_SCOPE = 1
    GRAVE_RISK = 2
    COMPLAINT = 3


class VisitFinds(IntEnum):
    """What a visit to a firm would find, worked out while its columns are at hand."""

    IN_ORDER = 0
    VIOLATION = 1
    #: one that the firm mends before the deadline
    MENDED = 2


#: Firms per block. Columns are kept by block, each block one record of short columns, so that the
#: compiler can prove that columns do not overlap and works on eight firms at once (measured: five to ten
#: times faster than a record per firm, and the same bits).
BLOCK = 128


def _record(fields: dict[str, Any]) -> np.dtype[np.void]:
    return np.dtype([(name, *spec) if isinstance(spec, tuple) else (name, spec) for name, spec in fields.items()],
                    align=True)  # fmt: skip


def _block(fields: dict[str, Any]) -> np.dtype[np.void]:
    """A record of columns: a scalar field becomes (BLOCK,), a vector field of k becomes (k, BLOCK)."""
    shaped = {n: (s[0], (s[1], BLOCK)) if isinstance(s, tuple) else (s, (BLOCK,)) for n, s in fields.items()}
    return _record(shaped)


_F, _I, _B, _S = np.float64, np.int64, np.uint8, np.int32
#: On or off as a number: exact, in half the room. For what is only read: a loop that writes numbers of 8 bytes to a
#: record and reads numbers of 4 from it is not known to be free of overlap, and runs a firm at a time.
_C = np.float32

#: Fixed properties of firms (docs/population.md gives the sources).
TRAITS = _block({
    "weight": _F, "sector": _B, "turnover": _F,  # EUR a year
    "per_turnover": _F, "firm_id": _S, "size": _B,  # one over turnover
    "visibility": _F, "sales_central": _F, "sales_other": _F,  # to government, share of turnover
    "customers": (_S, 2),  # index of main customers, -1 for none
    "rivals": (_F, 3),  # share of rivals in NL, EU, outside
    "supplier": (np.int16, 3), "supplier_share": (_F, 3),  # share of purchases
    "theme_risk": (_F, 4),  # share of purchases times severity, by theme
    "exposure": _F,  # its gravest theme
    "goal90": _C, "small": _C,  # 1 for the goal's firms; 1 below 50 employees
    "size_score": _F, "employees": _F,  # 0 for one person, 1 for the largest; persons
    "scope_bits": _I,  # a bit per scope test of the schedules compared
    "uses": _B,  # a bit per group of government instruments it would use
})  # fmt: skip

#: Firms: what is carried from one quarter to the next, or from the first to the second pass of a quarter.
FIRMS = _block({
    # what the second pass of a quarter reads comes first
    "endorses": _F, "member": _F, "complies": _F,  # 1 for members of an initiative; for who meets the duty in force
    "reported_mean": _F, "cost_share": _F,  # the latter of turnover
    "asked": _F, "chain_duty": _F, "chain_duty_freely": _F,  # by customers; how far law makes it ask things in turn
    "asks": _F, "asks_freely": _F,  # of its suppliers, frozen in phase (a); the latter without laws that spare some
    "request_help": _B, "request_subsidy": _B, "request_seat": _B,  # class of priority, 0 for none
    "inspection_class": (_B, MAXIMUM_LAWS), "statement": _F,  # 1 while a statement is public
    "reported": (_F, 6),  # what it says of each step, 0 without one
    "practice": (_F, 6), "practice_mean": _F, "coverage": (_F, 4),
    "norm": _F, "capability": _F, "smallness": _F,  # own norm; ability without experience or help; 1 below 50 persons
    # lasting readiness, each even over firms between 0 and 1: to meet what is asked, to meet it in practice, to publish
    "abiding": _F, "candour": _F, "publishing": _F,
    "full_cost": _F,  # EUR a year for full practice
    "awareness": _F, "commitment": _F,
    "supported_year": (_F, 4),  # commitment that motives supported in each quarter of a year
    "perceived": _F,  # chance of a sanction
    "learning": _F, "help": _F, "skill": _F,  # experience; effect of help received; ability that help left behind
    # after a finding, while a law of that kind binds: of its steps 0 nothing, 1 on paper, 2 in practice; of its report
    "mended": _F, "mended_report": _F,
    "subsidised": _F,  # share of one-off cost paid by a grant
    "visited": _F, "sanctioned": _F,  # in the quarter before
    "member_quarters": _F, "meets_bar": _F,  # for how long a member; 1 for who meets the bar of its initiative
    "engaged": (_F, 3),  # 1 while buying from that supplier
    "civil": _F,  # liability before the courts
    "year_one_off": _F, "year_yearly": _F, "year_indirect": _F,  # EUR in the year so far
    "using": _B, "stage": _B, "candidate": _B, "started": _B,  # started: the stage at the branch
    "waiting_help": _B, "waiting_subsidy": _B, "waiting_seat": _B,  # quarters
    "pressure": _F,  # of law, on who waits for a seat before it buys
    "cell": np.int16,  # of the year's record
    "ladder": (_B, MAXIMUM_LAWS), "finding": (_B, MAXIMUM_LAWS),
})  # fmt: skip

#: What the rules work out for the firms of a block and need no longer than the block is at hand: one record serves
#: all blocks in turn and so stays in the processor's cache, or each block keeps its own for who looks back.
WORK = _block({
    # 1 for whom the law or instrument at hand reaches; for whom any law reaches
    "inside": _F, "reached": _F,
    "full_cost_share": _F, "supported": _F,  # EUR a year as share of turnover; commitment that motives support
    "peers": _F, "sector_cost": _F, "deterrence": _F, "seats": _F, "response": (_F, 5), "luck": (_F, len(Luck)),
    "information": _F, "informing": _F, "advising": _F, "condition_contact": _F, "assessed": _F, "monitored": _F,
    "endorsement_required": _F,
    "strictness": _F, "contracts": _F, "announced": _F, "in_force": _F, "severity": _F,
    "nationally": _F, "eu_wide": _F, "uncovered": _F,
    "expected": _F,  # announced inspections per firm and year
    "duty": (_F, 6), "foreseen_duty": (_F, 6),  # level asked of each step by laws in force, and by announced ones
    "report_duty": _F, "foreseen_report": _F, "theme_duty": (_F, 4), "themes_asked": _F,
    "checklist": _F, "dynamic": _F, "new_laws": _F, "adapting": _F,
    "stays_away": _F, "returns": _F,  # 1 for users who leave strict conditions, for others who come back
    "deterred": _F,  # weight of the sanction it expects
    "awareness_gain": _F, "normative": _F, "social": _F, "calculative": _F, "oblige_motive": _F,
    "condition_motive": _F, "entice_motive": _F, "cost_motive": _F, "rival_motive": _F,
    "ability": _F, "lack": _F, "growth": _F, "joined": _F,
    "pace": _F, "early_pace": _F, "lawful_weight": _F, "voluntary_floor": _F,
    # 1 for who meets an announced duty; who does so in practice and not on paper
    "foresees": _F, "real": _F,
    # level that each requirement holds, in practice and on paper
    "condition_floor": _F, "condition_paper": _F, "initiative_floor": _F, "clause_floor": _F, "clause_paper": _F,
    "told": _F, "glossed": _F, "content_floor": _F, "first_statement": _F,
    "gravest": _F, "free_effort": _F, "lawful_effort": _F,
    "cost_one_off": _F, "cost_yearly": _F, "cost_indirect": _F,  # EUR in the quarter
})  # fmt: skip

#: A cell of the year's record: the sums, then the firms that each instrument reached, then their turnover.
RECORD_WIDTH = len(Sum) + 2 * len(Reach)
#: Numbers of the firms of a block on their way to a sum; one record serves all blocks in turn.
TALLY = _record({
    "rounded": (_F, (len(SectorSum), BLOCK)),  # whole numbers all
    "row": (_I, (BLOCK,)), "sums": (_F, (RECORD_WIDTH, BLOCK)),  # of the year's record, and what to add to it
    "taken": (_I, (RECORD_WIDTH,)),  # the sums, in order, of which a firm of the block has something
    "amount": (_I, (BLOCK,)),  # what each firm asks, in fixed point
    # firms that something may happen to, and the luck of each (simulation/quarter/chosen.py)
    "chosen": (_I, (BLOCK,)), "firm_id": (_S, (BLOCK,)), "luck": (_F, (3, BLOCK)),
})  # fmt: skip


def blocks_for(firms: int) -> int:
    """Number of blocks that hold this many firms."""
    return -(-firms // BLOCK)


def column(blocks: Records[Any], name: str, firms: int) -> NDArray[Any]:
    """A copy of one column over all firms: (firms,), or (k, firms) for a vector field."""
    values = blocks[name]
    if values.ndim == 2:
        return values.reshape(-1)[:firms]
    return values.transpose(1, 0, 2).reshape(values.shape[1], -1)[:, :firms]


def fill(blocks: Records[Any], name: str, values: NDArray[Any]) -> None:
    """Write one column over all firms; `values` is (firms,), or (firms, k) for a vector field."""
    padded = np.zeros((len(blocks) * BLOCK, *values.shape[1:]), values.dtype)
    padded[: len(values)] = values
    shaped = padded.reshape(len(blocks), BLOCK, *values.shape[1:])
    blocks[name] = shaped if values.ndim == 1 else shaped.transpose(0, 2, 1)


#: A supplier: one sector in one region.
SUPPLIER = _record({
    "severity": (_F, (4,)), "condition": (_F, (4,)), "condition_start": (_F, (4,)),
    "purchases_start": _I, "purchases": _I,  # EUR, weighted: in 2012, now
    "demand": (_I, (4,)),  # purchases times effective practice, by theme
    "reachable": (_F, (4,)),  # conditions if every buyer in the EU practised in full
    "outside_share": _F,  # of its sales; with the Dutch share it sums to one
})  # fmt: skip

#: What every firm sees in a quarter: policy in force, and the frozen state of its sector.
QUARTER = _record({
    "seed": _I, "replication": _I, "quarter": _I,
    "dial": (_F, (len(DIALS),)),
    "laws": _I, "law": (_I, (MAXIMUM_LAWS,)),  # how many laws act, and which
    "steps": (_F, (MAXIMUM_LAWS, 6)), "themes": (_F, (MAXIMUM_LAWS, 4)), "reporting": (_F, (MAXIMUM_LAWS,)),
    "breadth": (_F, (MAXIMUM_LAWS,)), "due_diligence": (_F, (MAXIMUM_LAWS,)), "regime": (_I, (MAXIMUM_LAWS,)),
    "fine_share": (_F, (MAXIMUM_LAWS,)), "fine_eur": (_F, (MAXIMUM_LAWS,)), "order": (_F, (MAXIMUM_LAWS,)),
    "publication": (_F, (MAXIMUM_LAWS,)), "criminal": (_F, (MAXIMUM_LAWS,)), "civil": (_F, (MAXIMUM_LAWS,)),
    "eu_wide": (_F, (MAXIMUM_LAWS,)), "checklist": (_F, (MAXIMUM_LAWS,)), "luck": (_I, (MAXIMUM_LAWS,)),
    "exclusion": (_F, (MAXIMUM_LAWS,)), "depth": (_F, (MAXIMUM_LAWS,)), "spares_small": (_F, (MAXIMUM_LAWS,)),
    "new": (_F, (MAXIMUM_LAWS,)),  # 1 in the first quarter in force
    "response": (_F, (3, 5)), "edges": (_F, (6, 3)),
    "peers": (_F, (_SECTORS,)),  # visible practice of the sector
    "sector_cost": (_F, (_SECTORS,)), "deterrence": (_F, (_SECTORS,)),  # sanctions per firm in scope
    "expectation": _F, "shock": _F,  # of consumers and investors; extra weight of cost in a crisis
    "asking": _F, "asking_freely": _F,  # what buyers at large ask of suppliers, by turnover; and of those spared by law
    "spared_below": _F,  # employees below which laws spare a firm from its customers' questions
    "european": _F,  # 1 while a due-diligence law holds in the whole EU
})  # fmt: skip

#: What allocators and the government keep; sums are int64 fixed point.
SHARED = _record({
    "sector_sums": (_I, (_SECTORS, len(SectorSum))),
    "sanctions": (_I, (_SECTORS, len(Sanction))),
    "demand": (_I, (2 + _SECTORS, REQUEST_CLASSES)),  # help, EUR of subsidy, seats by sector
    "chance": (_F, (2 + _SECTORS, REQUEST_CLASSES)),
    "scope_weight": (_I, (MAXIMUM_LAWS,)),
    "inspection_demand": (_I, (MAXIMUM_LAWS, REQUEST_CLASSES)),
    "inspection_chance": (_F, (MAXIMUM_LAWS, REQUEST_CLASSES)),
    "government": (_I, (len(Account),)), "posts": _I,  # EUR this year by account; post-quarters of supervisors
    "measured": _F, "published": _F, "publish_in": _I,  # endorsement; quarter of publication or -1
    "goal_firms": _I, "goal_endorsing": _I,
    "fired": (_I, (8,)), "variant": _I,  # per rule 0 or 1 + the evaluation at which it fired
})  # fmt: skip


class Policy(NamedTuple):
    """A schedule and the structural tables, as compiled code reads them when a quarter opens."""

    table: Floats  # (variants, quarters, dials)
    steps: Floats
    reporting: Floats
    themes: Floats
    regime: Integers
    fine_share: Floats
    fine_eur: Floats
    order: Floats
    publication: Floats
    criminal: Floats
    civil_liability: Floats
    eu_wide: Floats
    checklist: Floats
    exclusion: Floats
    depth: Floats
    spared_below: Floats
    luck: Integers  # purpose of each law's luck, by the law's name and so the same in every mix
    rule_evaluations: Integers
    rule_threshold: Floats
    rule_below: Floats
    rule_stride: Integers
    response: Floats  # (3, 5) stage x tactic
    edges: Floats  # (6, 3) instrument x effect A, B, C


class World(NamedTuple):
    """Everything that changes during a run; a run branches by copying it."""

    blocks: Records[Firms]  # (blocks_for(N),) FIRMS
    works: Records[Work]  # (1,) WORK, or (blocks_for(N),) where somebody looks back at what rules worked out
    tally: Records[Tally]  # (1,) TALLY
    suppliers: Records[SupplierRecord]  # (S,) SUPPLIER
    quarter: Records[Quarter]  # (1,) QUARTER
    shared: Records[Shared]  # (1,) SHARED

    def column(self, name: str, firms: int) -> NDArray[Any]:
        """A copy of one column over all firms, of `FIRMS` or, where somebody looks back, of `WORK`."""
        return column(self.blocks if name in (FIRMS.names or ()) else self.works, name, firms)

    def copy(self) -> "World":
        """An independent copy."""
        return World(
            self.blocks.copy(),
            self.works.copy(),
            self.tally.copy(),
            self.suppliers.copy(),
            self.quarter.copy(),
            self.shared.copy(),
        )


def empty_world(firms: int, suppliers: int) -> World:
    """A world of zeros; nothing published yet counts as full endorsement, so that no rule fires early."""
    world = World(
        np.zeros(blocks_for(firms), FIRMS),
        np.zeros(1, WORK),
        np.zeros(1, TALLY),
        np.zeros(suppliers, SUPPLIER),
        np.zeros(1, QUARTER),
        np.zeros(1, SHARED),
    )
    world.shared["published"], world.shared["publish_in"] = 1.0, -1
    world.suppliers["outside_share"] = 1.0
    return world
