"""What must hold in every run: shares, weights, sums over groups, accounts that close, finite numbers."""

from typing import Any

import numpy as np
import pytest
from worlds import SHARES, Law, all_finite, schedule_of, small_world

from experiments.prepare import Experiment
from experiments.runner import run_draw, start_run
from simulation.columns import Sum
from simulation.indicator_rows import of_kind
from simulation.indicators import GROUPS, INDICATORS
from simulation.parameters import PARAMETERS, prior_draw, values_at
from simulation.state import EURO_SCALE, GOVERNMENT_ACCOUNTS, SHARE_SCALE, column
from simulation.vocabulary import QUARTERS, SECTORS, Regime

FIRMS = 406_000
#: Parts that add up to all firms.
PARTITIONS = {
    "sizes": ("large", "medium", "small", "micro"),
    "sectors": tuple(f"sector:{name}" for name in SECTORS),
    "started": ("started_laggard", "started_peloton", "started_leader"),
    "initiative": ("with_initiative", "without_initiative"),
    "scope": ("in_scope", "out_of_scope"),
}
SHARE_INDICATORS = (
    *(n for n in of_kind("mean") if not n.startswith(("burden", "playing_field", "chain_risk"))),
    "disengagement",
    "instrument_users_lost",
    *(n for n in INDICATORS if n.endswith("_market_share")),
)


@pytest.fixture(scope="module")
def tables(every_future: dict[str, Experiment]) -> Any:
    """Indicators (futures x draws x mixes, years, groups, indicators)."""
    return np.concatenate([run_draw(e, draw) for e in every_future.values() for draw in range(3)])


def of(tables: Any, name: str, group: str = "all") -> Any:
    return tables[:, :, GROUPS.index(group), INDICATORS.index(name)]


def test_weights_sum_to_all_firms(tables: Any) -> None:
    np.testing.assert_allclose(of(tables, "firms"), FIRMS, rtol=1e-8)


def test_stage_shares_sum_to_one(tables: Any) -> None:
    stages = [INDICATORS.index(f"stage_{name}") for name in ("laggard", "peloton", "leader")]
    sums = tables[:, :, :, stages].sum(axis=-1)
    filled = tables[:, :, :, INDICATORS.index("firms")] > 0
    np.testing.assert_allclose(sums[filled], 1.0, rtol=1e-12)
    assert np.isnan(sums[~filled]).all()


@pytest.mark.parametrize("parts", PARTITIONS.values(), ids=PARTITIONS)
def test_groups_add_up_to_all(tables: Any, parts: tuple[str, ...]) -> None:
    firms = np.nan_to_num(np.stack([of(tables, "firms", g) for g in parts]))
    if parts[0].startswith("started"):  # may be undefined before the branch
        tables = tables[:, firms.sum(axis=(0, 1)) > 0]
        firms = np.nan_to_num(np.stack([of(tables, "firms", g) for g in parts]))
        assert tables.shape[1] > 10
    np.testing.assert_allclose(firms.sum(axis=0), of(tables, "firms"), rtol=1e-12)
    for name in (*of_kind("total"), *(n for n in INDICATORS if n.startswith("reach_") and n.endswith("_firms"))):
        values = np.nan_to_num(np.stack([of(tables, name, g) for g in parts]))
        np.testing.assert_allclose(values.sum(axis=0), of(tables, name), rtol=1e-12, atol=1e-9, err_msg=name)
    for name in of_kind("mean"):
        values = np.nan_to_num(np.stack([of(tables, name, g) for g in parts])) * firms
        whole = of(tables, name) * of(tables, "firms")
        np.testing.assert_allclose(values.sum(axis=0), whole, rtol=1e-9, atol=1e-6, err_msg=name)


def test_goal_firms_are_large(tables: Any) -> None:
    assert (of(tables, "firms", "goal90") <= of(tables, "firms", "large")).all()


@pytest.mark.parametrize("name", SHARE_INDICATORS)
def test_shares_stay_between_zero_and_one(tables: Any, name: str) -> None:
    values = tables[:, :, :, INDICATORS.index(name)]
    values = values[np.isfinite(values)]
    assert values.size and values.min() >= 0.0 and values.max() <= 1.0 + 1e-9


def test_undefined_is_nan_and_nothing_is_infinite(tables: Any) -> None:
    assert not np.isinf(tables).any()
    everyone = tables[:, :, GROUPS.index("all")]
    undefined = {INDICATORS[n] for n in np.flatnonzero(np.isnan(everyone).any(axis=(0, 1)))}
    assert not undefined, "defined for all firms together in every mix, future and year"


def test_government_cost_is_the_sum_of_its_accounts(tables: Any) -> None:
    parts = np.stack([of(tables, f"government_cost_{name}_eur") for name in GOVERNMENT_ACCOUNTS])
    assert parts.min() >= 0.0
    np.testing.assert_allclose(parts.sum(axis=0), of(tables, "government_cost_eur"), rtol=1e-12)


def test_euros_and_posts_are_never_negative(tables: Any) -> None:
    for name in (
        *of_kind("total"),
        "burden_share_turnover",
        "supervisor_fte",
        "government_cost_eur",
        "chain_risk_index",
    ):
        values = tables[:, :, :, INDICATORS.index(name)]
        assert values[np.isfinite(values)].min() >= 0.0, name


def test_every_column_is_sound_in_every_quarter(every_future: dict[str, Experiment]) -> None:
    for future, experiment in every_future.items():
        for number, mix in enumerate(experiment.mixes):
            draw = number % 3
            run, policy = start_run(experiment, mix, draw), experiment.policy(mix, draw)
            run.look_back()
            start = run.world.column("started", run.firms)
            for quarter in range(QUARTERS):
                where = f"{mix} in {future}, quarter {quarter}"
                assert all_finite(run), where
                if quarter % 8 == 7:  # finite everywhere; ranges where there has been time to move
                    for name in SHARES:
                        values = run.world.column(name, run.firms)
                        assert values.min() >= 0.0 and values.max() <= 1.0, f"{name}: {where}"
                    check_chain(run, where)
                run.advance(policy, quarter + 1)
            assert (run.world.column("started", run.firms) == start).all()


def check_chain(run: Any, where: str) -> None:
    suppliers, p, traits = run.world.suppliers, run.parameters[0], run.traits
    assert suppliers["condition"].min() >= 0.0 and suppliers["condition"].max() <= 1.0, where
    firms = np.arange(run.firms)
    spent = column(traits, "weight", run.firms) * column(traits, "turnover", run.firms)
    bought = np.zeros(len(suppliers), np.int64)
    engaged, share = run.world.column("engaged", run.firms), column(traits, "supplier_share", run.firms)
    for s in range(3):
        volume = (spent * (share[s] * engaged[s])).astype(np.int64)
        np.add.at(bought, column(traits, "supplier", run.firms)[s][firms], volume)
    before = suppliers["purchases_start"]
    assert (bought <= before).all(), where
    # Dutch and outside shares sum to one; what the Dutch give up goes to the outside pool
    dutch = p["dutch_share"] * bought / np.where(before > 0, before, 1)
    np.testing.assert_allclose(dutch + suppliers["outside_share"], 1.0, rtol=1e-12, err_msg=where)


POLICY = {
    "passive_contacts": 0.5,
    "personal_contacts": 0.1,
    "letters_goal_firms": 0.25,
    "benchmark": 0.25,
    "office_advisers": 30.0,
    "office_small_first": 1.0,
    "subsidy_budget": 2e6,
    "subsidy_share": 0.5,
    "initiative_share_textiles": 0.4,
    "initiative_share_finance": 0.6,
    "initiative_standard": 0.7,
    "initiative_cost_share": 0.2,
    "condition_ezk_pilot_assessing": 1.0,
    "condition_bhos_monitoring": 1.0,
    "procurement_share": 0.7,
    "procurement_follow_up": 0.3,
    "eu_effort": 0.5,
    "ncp": 1.0,
}


@pytest.mark.parametrize("edge", [0.0, 1.0, "alternating"])
def test_the_corners_of_the_prior_are_sound(edge: Any) -> None:
    count = len(PARAMETERS.names)
    quantiles = np.arange(count) % 2.0 if edge == "alternating" else np.full(count, edge)
    world = small_world(
        schedule_of(POLICY, (Law(inspections=100.0, regime=Regime.DYNAMIC),)), 150, values_at(quantiles)
    )
    for quarter in range(QUARTERS):
        world.until(quarter + 1)
        assert all_finite(world.run), quarter
        for name in SHARES:
            values = world.of(name)
            assert values.min() >= 0.0 and values.max() <= 1.0, f"{name}, quarter {quarter}"


@pytest.mark.parametrize("draw", range(3))
def test_accounts_close(draw: int) -> None:
    """What firms pay and receive quarter by quarter is what the year's record holds."""
    law = Law(inspections=20.0, terms={"fine_share": 0.05})
    world = small_world(schedule_of(POLICY, (law,)), parameters=prior_draw(3, draw), replication=draw)
    run, p, weight = world.run, world.run.parameters[0], world.trait("weight")
    paid = dict.fromkeys(("cost_one_off", "cost_yearly", "cost_indirect", "subsidies", "posts", "office"), 0.0)
    for quarter in range(48):
        world.until(quarter + 1)
        for name in ("cost_one_off", "cost_yearly", "cost_indirect"):
            paid[name] += float((weight * world.of(name)).sum())
        paid["subsidies"] += float(
            (weight * world.of("subsidised") * world.of("full_cost")).sum() * p["one_off_ratio"] * p["subsidy_outlay"]
        )
        active = quarter >= 16
        paid["office"] += POLICY["office_advisers"] * p["adviser_cost"] / 4 * active
        paid["posts"] += 20.0 / 100 * FIRMS / 4 / p["inspections_per_inspector"] * (quarter >= 20)
        if quarter % 4 == 3:
            accounts, year = run.accounts[quarter // 4], run.record.cells(quarter // 4)[1].sum(axis=0)
            recorded = {
                "cost_one_off": year[Sum.BURDEN_ONE_OFF_EUR] / EURO_SCALE,
                "cost_yearly": year[Sum.BURDEN_YEARLY_EUR] / EURO_SCALE,
                "cost_indirect": year[Sum.INDIRECT_BURDEN_EUR] / EURO_SCALE,
                "subsidies": accounts[GOVERNMENT_ACCOUNTS.index("subsidies")] / EURO_SCALE,
                "office": accounts[GOVERNMENT_ACCOUNTS.index("support_office")] / EURO_SCALE,
                "posts": accounts[-1] / SHARE_SCALE,
            }
            for name, value in recorded.items():
                np.testing.assert_allclose(value, paid[name], rtol=1e-6, atol=1.0, err_msg=f"{name}, quarter {quarter}")
            supervision = accounts[GOVERNMENT_ACCOUNTS.index("supervision")] / EURO_SCALE
            np.testing.assert_allclose(supervision, recorded["posts"] * p["inspector_cost"], rtol=1e-6, atol=1.0)
            paid = dict.fromkeys(paid, 0.0)
    budget = POLICY["subsidy_budget"] * 4
    granted = run.accounts[4:12, GOVERNMENT_ACCOUNTS.index("subsidies")] / EURO_SCALE
    granted /= float(p["subsidy_outlay"])
    assert granted.max() > 0.0 and granted.mean() < 2 * budget  # rationed in expectation, so it may differ by luck
