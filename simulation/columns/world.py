"""Records of the world and places of sums. Written by `python -m simulation.columns`; do not edit."""

from enum import IntEnum
from typing import Protocol

from simulation.columns.arrays import Flags, Floats, Integers


class Sum(IntEnum):
    """Places of the sums in a cell of the year's record (`indicators.yaml`)."""

    FIRMS = 0
    ENDORSEMENT = 1
    STAGE_LAGGARD = 2
    STAGE_PELOTON = 3
    STAGE_LEADER = 4
    BASIC_PRACTICE = 5
    PRACTICE = 6
    ALL_SIX_STEPS = 7
    REPORTED = 8
    PAPER_GAP = 9
    AWARENESS = 10
    COMMITMENT = 11
    EMBEDDING = 12
    COVERAGE_CHILD_LABOUR = 13
    COVERAGE_WORKING_CONDITIONS = 14
    COVERAGE_LIVING_WAGE = 15
    COVERAGE_ENVIRONMENT = 16
    CHAIN_RISK_INDEX = 17
    REMEDY_ACCESS = 18
    STATEMENT = 19
    FIVE_ELEMENTS = 20
    CHAIN_IMPROVED = 21
    CHAIN_REACHABLE = 22
    DISENGAGEMENT = 23
    LINKS = 24
    BURDEN_ONE_OFF_EUR = 25
    BURDEN_YEARLY_EUR = 26
    BURDEN_SHARE_TURNOVER = 27
    INDIRECT_BURDEN_EUR = 28
    USERS_LOST = 29
    USERS = 30
    PLAYING_FIELD_NL = 31
    PLAYING_FIELD_EU = 32
    PLAYING_FIELD_WORLD = 33
    TURNOVER_EUR = 34


class Reach(IntEnum):
    """Instruments of which the reach is recorded, in the order of the record."""

    INFORMATION = 0
    SUPPORT_OFFICE = 1
    FINANCIAL_INCENTIVES = 2
    SECTOR_INITIATIVES = 3
    INSTRUMENT_CONDITIONS = 4
    PROCUREMENT = 5
    DUE_DILIGENCE_LAW = 6
    TRANSPARENCY_DUTY = 7


class Traits(Protocol):
    """Fixed properties of the firms of a block, one column each; `state.TRAITS` says what they mean."""

    weight: Floats
    sector: Flags
    turnover: Floats
    per_turnover: Floats
    firm_id: Integers
    size: Flags
    visibility: Floats
    sales_central: Floats
    sales_other: Floats
    customers: Integers
    rivals: Floats
    supplier: Integers
    supplier_share: Floats
    theme_risk: Floats
    exposure: Floats
    goal90: Floats
    small: Floats
    size_score: Floats
    employees: Floats
    scope_bits: Integers
    uses: Flags


class Firms(Protocol):
    """The firms of a block: their state, one column each; see `state.FIRMS`."""

    endorses: Floats
    member: Floats
    complies: Floats
    reported_mean: Floats
    cost_share: Floats
    asked: Floats
    chain_duty: Floats
    chain_duty_freely: Floats
    asks: Floats
    asks_freely: Floats
    request_help: Flags
    request_subsidy: Flags
    request_seat: Flags
    inspection_class: Flags
    statement: Floats
    reported: Floats
    practice: Floats
    practice_mean: Floats
    coverage: Floats
    norm: Floats
    capability: Floats
    smallness: Floats
    abiding: Floats
    candour: Floats
    publishing: Floats
    full_cost: Floats
    awareness: Floats
    commitment: Floats
    supported_year: Floats
    perceived: Floats
    learning: Floats
    help: Floats
    skill: Floats
    mended: Floats
    mended_report: Floats
    subsidised: Floats
    visited: Floats
    sanctioned: Floats
    member_quarters: Floats
    meets_bar: Floats
    engaged: Floats
    civil: Floats
    year_one_off: Floats
    year_yearly: Floats
    year_indirect: Floats
    using: Flags
    stage: Flags
    candidate: Flags
    started: Flags
    waiting_help: Flags
    waiting_subsidy: Flags
    waiting_seat: Flags
    pressure: Floats
    cell: Integers
    ladder: Flags
    finding: Flags


class Work(Protocol):
    """What rules work out for the firms of a block, one column each; see `state.WORK`."""

    inside: Floats
    reached: Floats
    full_cost_share: Floats
    supported: Floats
    peers: Floats
    sector_cost: Floats
    deterrence: Floats
    seats: Floats
    response: Floats
    luck: Floats
    information: Floats
    informing: Floats
    advising: Floats
    condition_contact: Floats
    assessed: Floats
    monitored: Floats
    endorsement_required: Floats
    strictness: Floats
    contracts: Floats
    announced: Floats
    in_force: Floats
    severity: Floats
    nationally: Floats
    eu_wide: Floats
    uncovered: Floats
    expected: Floats
    duty: Floats
    foreseen_duty: Floats
    report_duty: Floats
    foreseen_report: Floats
    theme_duty: Floats
    themes_asked: Floats
    checklist: Floats
    dynamic: Floats
    new_laws: Floats
    adapting: Floats
    stays_away: Floats
    returns: Floats
    deterred: Floats
    awareness_gain: Floats
    normative: Floats
    social: Floats
    calculative: Floats
    oblige_motive: Floats
    condition_motive: Floats
    entice_motive: Floats
    cost_motive: Floats
    rival_motive: Floats
    ability: Floats
    lack: Floats
    growth: Floats
    joined: Floats
    pace: Floats
    early_pace: Floats
    lawful_weight: Floats
    voluntary_floor: Floats
    foresees: Floats
    real: Floats
    condition_floor: Floats
    condition_paper: Floats
    initiative_floor: Floats
    clause_floor: Floats
    clause_paper: Floats
    told: Floats
    glossed: Floats
    content_floor: Floats
    first_statement: Floats
    gravest: Floats
    free_effort: Floats
    lawful_effort: Floats
    cost_one_off: Floats
    cost_yearly: Floats
    cost_indirect: Floats


class Tally(Protocol):
    """Numbers of the firms of a block on their way to a sum; see `state.TALLY`."""

    rounded: Floats
    row: Integers
    sums: Floats
    taken: Integers
    amount: Integers
    chosen: Integers
    firm_id: Integers
    luck: Floats


class SupplierRecord(Protocol):
    """One supplier; see `state.SUPPLIER`."""

    severity: Floats
    condition: Floats
    condition_start: Floats
    purchases_start: int
    purchases: int
    demand: Integers
    reachable: Floats
    outside_share: float


class Quarter(Protocol):
    """What every firm sees in a quarter; see `state.QUARTER`."""

    seed: int
    replication: int
    quarter: int
    dial: Floats
    laws: int
    law: Integers
    steps: Floats
    themes: Floats
    reporting: Floats
    breadth: Floats
    due_diligence: Floats
    regime: Integers
    fine_share: Floats
    fine_eur: Floats
    order: Floats
    publication: Floats
    criminal: Floats
    civil: Floats
    eu_wide: Floats
    checklist: Floats
    luck: Integers
    exclusion: Floats
    depth: Floats
    spares_small: Floats
    new: Floats
    response: Floats
    edges: Floats
    peers: Floats
    sector_cost: Floats
    deterrence: Floats
    expectation: float
    shock: float
    asking: float
    asking_freely: float
    spared_below: float
    european: float


class Shared(Protocol):
    """What allocators and the government keep; see `state.SHARED`."""

    sector_sums: Integers
    sanctions: Integers
    demand: Integers
    chance: Floats
    scope_weight: Integers
    inspection_demand: Integers
    inspection_chance: Floats
    government: Integers
    posts: int
    measured: float
    published: float
    publish_in: int
    goal_firms: int
    goal_endorsing: int
    fired: Integers
    variant: int
