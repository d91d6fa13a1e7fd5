"""Each instrument's direct edge: more of it does not lower what it acts on, on paired draws; and the zeros."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from worlds import Law, SmallWorld, schedule_of, small_world

from scenarios.library import load_future, load_mix, vary_mix
from scenarios.run_dates import run_dates
from scenarios.scope import LARGE_FROM
from simulation.indicators import GROUPS, INDICATORS, indicator_table
from simulation.parameters import central_values, prior_draw
from simulation.quarter.phase_b_statements import REPORTING_QUARTER
from simulation.schedule import ScopeTest
from simulation.vocabulary import INSTRUMENT_GROUPS, SECTORS, By, Regime, Stage, To

FIRMS, SINCE, UNTIL = 200, 16, 32
DRAWS = range(4)
SUBSIDY = {"subsidy_budget": 2e7, "subsidy_share": 0.5}
CONTRACTS = {"procurement_share": 1.0, "procurement_follow_up": 0.5}
OFFICE = {"office_advisers": 500.0}
SEATS = {f"initiative_share_{sector}": 0.5 for sector in SECTORS} | {
    "initiative_standard": 0.8,
    "initiative_monitoring": 0.8,
}
BROAD = Law(inspections=20.0, terms={"fine_share": 0.05})
LARGE = Law(scope=ScopeTest(minimum_employees=float(LARGE_FROM)))
REPORTING = Law(steps=(0,) * 6, reporting=True, regime=Regime.COMPLY_OR_EXPLAIN)


def conditions(**values: float) -> dict[str, float]:
    return {f"condition_{group}_{name}": value for group in INSTRUMENT_GROUPS for name, value in values.items()}


def world(dials: dict[str, float], laws: tuple[Law, ...], draw: int, until: int = UNTIL, **fixed: float) -> SmallWorld:
    return small_world(schedule_of(dials, laws, SINCE), FIRMS, prior_draw(2, draw, fixed), replication=draw).until(
        until
    )


def goal(w: SmallWorld) -> Any:
    return w.trait("goal90") > 0


def contractors(w: SmallWorld) -> Any:
    return w.trait("sales_central") > 0


def users(w: SmallWorld) -> Any:
    return w.trait("uses") > 0


def laggards(w: SmallWorld) -> Any:
    return w.of("started") == Stage.LAGGARD


def everyone(_: SmallWorld) -> Any:
    return True


#: what, (less), (more), column that it acts on, among whom; a case is (dials, laws)
CASES: dict[str, tuple[Any, Any, str, Any]] = {
    "personal contacts": (({}, ()), ({"personal_contacts": 0.5}, ()), "awareness", everyone),
    "brochures": (({}, ()), ({"passive_contacts": 2.0}, ()), "awareness", everyone),
    "letters inform": (({}, ()), ({"letters_goal_firms": 0.5}, ()), "awareness", goal),
    "letters invite": (({}, ()), ({"letters_goal_firms": 0.5}, ()), "endorses", goal),
    "benchmark": (({}, ()), ({"benchmark": 0.25}, ()), "social", goal),
    "advisers help": (({"office_advisers": 20.0}, ()), (OFFICE, ()), "help", everyone),
    "advisers enable": (({"office_advisers": 0.0}, ()), (OFFICE, ()), "ability", everyone),
    "subsidy attracts": (({}, ()), (SUBSIDY, ()), "entice_motive", everyone),
    "more subsidy": ((SUBSIDY, ()), (SUBSIDY | {"subsidy_share": 0.9}, ()), "entice_motive", everyone),
    "initiatives": ((SEATS, ()), ({n: min(1.0, v * 2) for n, v in SEATS.items()}, ()), "member", everyone),
    "initiative standard": ((SEATS | {"initiative_standard": 0.2}, ()), (SEATS, ()), "practice", everyone),
    "initiatives share cost": ((SEATS, ()), (SEATS | {"initiative_cost_share": 0.5}, ()), "cost_motive:", everyone),
    "conditions inform": (({}, ()), (conditions(informing=1.0), ()), "awareness", users),
    "conditions advise": (({}, ()), (conditions(advising=1.0), ()), "awareness", users),
    "conditions assess": (({}, ()), (conditions(assessing=1.0), ()), "condition_motive", users),
    "endorsement required": (({}, ()), (conditions(endorsement=1.0), ()), "endorses", users),
    "procurement": (({}, ()), (CONTRACTS, ()), "practice", contractors),
    "follow-up": ((CONTRACTS | {"procurement_follow_up": 0.1}, ()), (CONTRACTS, ()), "practice", contractors),
    "other governments": (
        ({}, ()),
        ({"procurement_other_government": 1.0, "procurement_follow_up": 0.5}, ()),
        "condition_motive",
        everyone,
    ),
    "inspections": (({}, (Law(inspections=2.0),)), ({}, (Law(inspections=100.0),)), "perceived", everyone),
    "fine": (({}, (Law(inspections=20.0),)), ({}, (BROAD,)), "severity", everyone),
    "publication": (
        ({}, (BROAD,)),
        ({}, (Law(inspections=20.0, terms={"fine_share": 0.05, "publication": 1.0}),)),
        "severity",
        everyone,
    ),
    "exclusion": (
        ({}, (BROAD,)),
        ({}, (Law(inspections=20.0, terms={"fine_share": 0.05, "exclusion": 1.0}),)),
        "severity",
        contractors,
    ),
    "civil liability": (({}, (Law(),)), ({}, (Law(terms={"civil_liability": 1.0}),)), "severity", everyone),
    "inspections mend": (({}, (Law(),)), ({}, (Law(inspections=100.0),)), "mended", everyone),
    "the whole chain": (({}, (LARGE,)), ({}, (replace(LARGE, terms={"depth": 1.0}),)), "asked", everyone),
    "clauses bind": (({}, (LARGE,)), ({}, (replace(LARGE, terms={"depth": 1.0}),)), "clause_paper", everyone),
    "broad law": (({}, ()), ({}, (BROAD,)), "practice", laggards),
    "broad law speaks": (({}, ()), ({}, (BROAD,)), "statement", laggards),
    "transparency speaks": (({}, ()), ({}, (REPORTING,)), "statement", everyone),
    "grants enable": (({}, ()), (SUBSIDY, ()), "skill", everyone),
    "initiatives enable": (({}, ()), (SEATS, ()), "skill", everyone),
    "broad law reports": (({}, ()), ({}, (BROAD,)), "reported", laggards),
    "announced law": (({}, ()), ({}, (Law(in_force=90),)), "awareness", everyone),
    "transparency informs": (({}, ()), ({}, (REPORTING,)), "awareness", everyone),
    "transparency reports": (({}, ()), ({}, (REPORTING,)), "reported", everyone),
    "more laws, more adapting": (({}, ()), ({}, (BROAD,)), "cost_yearly", laggards),
}


@pytest.mark.parametrize("case", CASES)
def test_more_does_not_lower_what_it_acts_on(case: str) -> None:
    less, more, name, where = CASES[case]
    sign = -1.0 if name.endswith(":") else 1.0
    gains = []
    for draw in DRAWS:
        a, b = world(*less, draw), world(*more, draw)
        found = where(a)
        assert found is True or found.sum() > 5, "the test needs some firms that it acts on"
        gains.append(sign * (b.mean(name.rstrip(":"), found) - a.mean(name.rstrip(":"), found)))
    assert min(gains) >= 0.0, gains
    assert max(gains) > 0.0, "nothing happened"


def test_money_speeds_up_those_who_receive_it() -> None:
    plenty = {"subsidy_budget": 1e12, "subsidy_share": 0.5}
    for draw in DRAWS:
        w = world(plenty, (), draw, subsidy_rate=1.0)
        stage, received = w.of("stage").copy(), w.of("subsidised") > 0
        w.until(UNTIL + 1)  # what is granted acts in the next quarter
        peloton = stage == Stage.PELOTON  # responds to money in full (S-052)
        pace = w.of("pace") / w.of("ability")
        assert (received & peloton).any() and (~received & peloton).any()
        assert pace[received & peloton].min() > pace[~received & peloton].max() > 0.0
        assert np.allclose(pace[~received], pace[~received][0], rtol=1e-12)


def test_stricter_conditions_lose_users() -> None:
    lost = []
    for draw in DRAWS:
        found = [
            world(conditions(**tasks), (), draw, stay_away_rate=0.04)
            for tasks in (
                {"informing": 1.0},
                {"assessing": 1.0},
                {"assessing": 1.0, "monitoring": 1.0},
                {"assessing": 1.0, "monitoring": 1.0, "no_knock_out": 1.0},
            )
        ]
        using = [((w.of("using") > 0) & users(w)).sum() for w in found]
        assert using[0] == users(found[0]).sum()  # informing scares nobody off
        assert using[0] >= using[1] >= using[2] and using[2] <= using[3]
        lost.append(using[0] - using[2])
    assert max(lost) > 0


def indicator(w: SmallWorld, name: str, group: str = "all") -> float:
    table = indicator_table(w.run.record, w.run.accounts, np.zeros(len(SECTORS), np.int64), [UNTIL // 4 - 1])
    return float(table[0, GROUPS.index(group), INDICATORS.index(name)])


@pytest.mark.parametrize(
    ("dials", "laws", "name"),
    [
        ({"ncp": 1.0}, (), "remedy_access"),
        (SEATS | {"initiative_complaints": 1.0}, (), "remedy_access"),
        ({}, (Law(terms={"civil_liability": 1.0}),), "remedy_access"),
        ({"eu_effort": 1.0}, (), "government_cost_diplomacy_eur"),
        ({"letters_goal_firms": 1.0}, (), "reach_information_firms"),
        (OFFICE, (), "reach_support_office_firms"),
        (SUBSIDY, (), "reach_financial_incentives_firms"),
        (SEATS, (), "reach_sector_initiatives_firms"),
        (conditions(advising=1.0), (), "reach_instrument_conditions_firms"),
        (CONTRACTS, (), "reach_procurement_firms"),
        ({}, (BROAD,), "reach_due_diligence_law_firms"),
        ({}, (REPORTING,), "reach_transparency_duty_firms"),
        ({}, (BROAD,), "supervisor_fte"),
    ],
)
def test_instruments_show_in_their_indicators(dials: dict[str, float], laws: tuple[Law, ...], name: str) -> None:
    for draw in DRAWS[:2]:
        assert indicator(world(dials, laws, draw), name) > indicator(world({}, (), draw), name)


def test_joint_leverage_and_eu_law_reach_the_chain() -> None:
    for draw in DRAWS:
        plain, joint = (world(SEATS | {"initiative_leverage": value}, (), draw) for value in (0.0, 1.0))
        conditions_ = [w.run.world.suppliers["condition"] for w in (plain, joint)]
        assert (conditions_[1] >= conditions_[0]).all() and conditions_[1].sum() > conditions_[0].sum()
        national, european = (world({}, (Law(terms={"eu_wide": value}),), draw) for value in (0.0, 1.0))
        means = [w.run.world.suppliers["condition"].mean() for w in (national, european)]
        assert means[1] > means[0]


def test_effort_in_brussels_is_never_later() -> None:
    mix, future = load_mix("mix-1"), load_future("ex-ante-2020")
    name = next(n for n, item in mix.instruments.items() if item.kind == "eu_effort")
    for u in np.linspace(0.02, 0.98, 25):
        dates = [
            run_dates(future, vary_mix(mix, {f"{name}.effort": effort}), float(u), 0.5, 0.2) for effort in (0.0, 1.0)
        ]
        less, more = ([999 if d is None else d for d in (x.eu_proposal, x.eu_in_force)] for x in dates)
        assert all(b <= a for a, b in zip(less, more, strict=True))


MOTIVES = (
    "supported",
    "commitment",
    "practice",
    "coverage",
    "normative",
    "social",
    "calculative",
    "ability",
    "pace",
    "real",
    "condition_floor",
    "initiative_floor",
    "clause_floor",
)


def one_quarter_apart(
    dials: dict[str, float], laws: tuple[Law, ...] = (), since: int = SINCE, **fixed: float
) -> tuple[SmallWorld, SmallWorld]:
    """Two worlds with one past, the instrument on in one of them for one quarter; own norms aside (all zero),
    so that awareness cannot act through them."""
    fixed = {
        "norm_mean": 0.0,
        "norm_spread": 0.0,
        "norm_size": 0.0,
        "norm_finance": 0.0,
        "norm_sector_spread": 0.0,
    } | fixed
    parameters = central_values(fixed)
    found = [
        small_world(schedule_of(d, ls, since), FIRMS, parameters).until(since + 1)
        for d, ls in (({}, ()), (dials, laws))
    ]
    return found[0], found[1]


def assert_equal(a: SmallWorld, b: SmallWorld, names: tuple[str, ...]) -> None:
    for name in names:
        assert np.array_equal(a.of(name), b.of(name)), name


def test_zero_inform_does_not_touch_commitment_or_embedding() -> None:
    dials = {"personal_contacts": 1.0, "passive_contacts": 1.0, "letters_goal_firms": 1.0}
    without, informed = one_quarter_apart(dials)
    assert informed.mean("awareness") > without.mean("awareness")
    assert_equal(without, informed, MOTIVES)


def test_zero_transparency_does_not_touch_commitment_or_embedding() -> None:
    spring = SINCE + REPORTING_QUARTER  # when statements appear
    law = Law(announced=spring, in_force=spring, steps=(0,) * 6, reporting=True)
    without, obliged = one_quarter_apart({}, (law,), since=spring)
    assert obliged.mean("awareness") > without.mean("awareness")
    assert obliged.mean("reported") > without.mean("reported")
    assert_equal(without, obliged, MOTIVES)


def test_zero_incentive_and_law_do_not_touch_awareness() -> None:
    without, paid = one_quarter_apart(SUBSIDY)
    assert_equal(without, paid, ("awareness", "awareness_gain"))
    law = Law(announced=SINCE, in_force=SINCE)
    without, bound = one_quarter_apart({}, (law,), awareness_by_announcement=0.0)
    assert bound.mean("practice") > without.mean("practice")
    assert_equal(without, bound, ("awareness", "awareness_gain"))


@pytest.mark.parametrize(
    ("dials", "laws"),
    [
        ({"personal_contacts": 1.0}, ()),
        (SUBSIDY, ()),
        (CONTRACTS, ()),
        (conditions(assessing=1.0, monitoring=1.0), ()),
        ({}, (Law(announced=SINCE, in_force=SINCE),)),
        ({}, (REPORTING,)),
    ],
    ids=["inform", "incentive", "procurement", "condition", "law", "transparency"],
)
def test_zero_only_initiatives_add_to_commitment_beyond_motives(dials: dict[str, float], laws: tuple[Law, ...]) -> None:
    w = small_world(schedule_of(dials, laws, SINCE), FIRMS).until(UNTIL)
    before = w.of("commitment").copy()
    w.until(UNTIL + 1)
    speed = float(w.run.parameters["commitment_speed"][0])
    np.testing.assert_allclose(
        w.of("commitment"), before + speed * (w.of("supported") - before), rtol=1e-12, atol=1e-15
    )


def test_initiatives_add_to_commitment_beyond_motives() -> None:
    w = small_world(schedule_of(SEATS, (), SINCE), FIRMS).until(UNTIL)
    before, members = w.of("commitment").copy(), w.of("member") > 0
    w.until(UNTIL + 1)
    speed = float(w.run.parameters["commitment_speed"][0])
    extra = w.of("commitment") - (before + speed * (w.of("supported") - before))
    assert (extra[members] >= -1e-12).all() and extra[members].max() > 0.001


def test_structural_variants_switch_edges_off() -> None:
    schedule = schedule_of(SEATS | SUBSIDY, (), SINCE)
    on, off = (
        small_world(schedule, FIRMS, variants={"edges": name}).until(UNTIL)
        for name in ("policy-theory", "early-effects-only")
    )
    assert on.mean("joined") > 0.0 and off.mean("joined") == 0.0 and off.mean("member") > 0.0
    assert on.mean("entice_motive") > 0.0 and off.mean("entice_motive") == 0.0
    literal = small_world(schedule, FIRMS, variants={"response": "note-literally"}).until(UNTIL)
    assert literal.mean("entice_motive", literal.of("stage") == Stage.LAGGARD) == 0.0
    assert float(on.policy.edges[By.LAW, To.EMBEDDING]) == 1.0


def test_a_law_does_not_bind_those_outside_its_scope() -> None:
    law = Law(scope=ScopeTest(minimum_employees=float(LARGE_FROM)), inspections=50.0, reporting=True)
    w = small_world(schedule_of({}, (law,), SINCE), FIRMS).until(UNTIL)
    inside = w.of("in_force") > 0
    assert 0 < inside.sum() < FIRMS and (w.trait("size")[inside] == 3).all()
    for name in ("duty", "report_duty", "theme_duty", "severity", "visited", "sanctioned", "expected"):
        assert (w.of(name)[..., ~inside] == 0.0).all(), name
