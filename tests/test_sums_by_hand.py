"""What is worked out over draws and groups, beside values worked out by hand on a few made-up numbers."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from experiments.objectives import Objective, objective_values, shipped_objectives, weighted
from experiments.summary import goal_reached, per_extra_firm
from simulation import indicators
from simulation.indicators import (
    GROUPS,
    INDICATORS,
    REACH,
    REACH_FIRMS,
    REACH_TURNOVER,
    SUMS,
    group_sums,
    indicator_table,
)
from simulation.quarter.record import CELLS, Record
from simulation.state import EURO_SCALE, SHARE_SCALE
from simulation.vocabulary import SECTORS, Size, Stage

COSTS = ("regulatory_burden_per_extra_firm_eur", "government_cost_per_extra_firm_eur")


def cell(size: Size, goal: bool, sector: str, started: Stage, in_scope: bool) -> int:
    """The row of a cell: scope changes first, then starting stage, sector, the goal, and size."""
    group = int(size) * 2 + goal
    return ((group * len(SECTORS) + SECTORS.index(sector)) * 3 + int(started)) * 2 + in_scope


def test_a_cell_is_added_to_the_groups_that_its_firms_belong_to() -> None:
    """A large textile firm of the goal that started as leader, under a law, in a sector with an initiative."""
    places = (
        cell(Size.LARGE, True, "textiles", Stage.LEADER, True),
        cell(Size.MICRO, False, "food", Stage.LAGGARD, False),
    )
    place, sums = np.zeros(CELLS, np.int64), np.array([(3, 30), (5, 50)])
    place[list(places)] = 1, 2
    initiatives = np.array([name == "textiles" for name in SECTORS], np.int64)
    result = np.zeros((len(GROUPS), 2), np.int64)
    group_sums.py_func(place, sums, initiatives, result)  # type: ignore[attr-defined]
    large = {"all", "goal90", "large", "sector:textiles", "started_leader", "goal90_started_leader", "with_initiative"}
    large |= {"in_scope"}
    micro = {"all", "micro", "sector:food", "started_laggard", "without_initiative", "out_of_scope"}
    expected = {name: 3 * (name in large) + 5 * (name in micro) for name in GROUPS}
    assert dict(zip(GROUPS, result[:, 0].tolist(), strict=True)) == expected
    assert (result[:, 1] == 10 * result[:, 0]).all()


def test_sums_become_means_totals_ratios_and_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    """4 firms: half of them practise, they paid EUR 6, and the third year is the one asked."""

    def no_groups(_place: Any, sums: Any, _initiatives: Any, result: Any) -> None:
        result[:] = sums[0]

    monkeypatch.setattr(indicators, "group_sums", no_groups)
    record = Record.of(3, 1)
    record.place[2, 0], record.used[0] = 1, 1
    row = record.sums[0]
    row[:] = 0
    row[0] = 4 * SHARE_SCALE
    row[SUMS.index("practice")] = 2 * SHARE_SCALE
    row[SUMS.index("burden_yearly_eur")] = 6 * EURO_SCALE
    row[SUMS.index("turnover_eur")] = 80
    reach = next(iter(REACH))
    row[REACH_FIRMS], row[REACH_TURNOVER] = 3 * SHARE_SCALE, 20
    accounts = np.zeros((3, len(indicators.GOVERNMENT_ACCOUNTS) + 1), np.int64)
    accounts[2] = 7 * EURO_SCALE
    accounts[2, -1] = 9 * SHARE_SCALE
    table = indicator_table(record, accounts, np.zeros(14, np.int64), [2])[0]

    def found(name: str, group: str = "all") -> float:
        return float(table[GROUPS.index(group), INDICATORS.index(name)])

    assert (found("firms"), found("practice"), found("burden_yearly_eur")) == (4.0, 0.5, 6.0)
    assert found(f"reach_{reach}_firms") == 3.0 and found(f"reach_{reach}_market_share") == 0.25
    assert found("supervisor_fte") == 9.0
    assert found("government_cost_eur") == 7.0 * len(indicators.GOVERNMENT_ACCOUNTS)
    assert np.isnan(found("government_cost_eur", "large"))  # no group has accounts of its own
    assert np.isnan(found("disengagement"))  # a ratio over nothing
    early = indicator_table(record, accounts, np.zeros(14, np.int64), [2], branch=12)[0]
    assert np.isnan(early[GROUPS.index("started_leader"), INDICATORS.index("practice")])  # nobody has started yet
    late = indicator_table(record, accounts, np.zeros(14, np.int64), [2], branch=11)[0]
    assert late[GROUPS.index("started_leader"), INDICATORS.index("practice")] == 0.5


def test_cost_per_extra_firm_is_a_ratio_of_differences() -> None:
    """In every draw 10 extra firms of 100; yearly 700 against 500 and one-off 300 against 100; government 50 less."""
    mix = np.tile([0.30, 100.0, 700.0, 300.0, 150.0], (40, 1))
    baseline = np.tile([0.20, 100.0, 500.0, 100.0, 200.0], (40, 1))
    found = per_extra_firm(mix, baseline, 1)
    for name, value in zip(COSTS, (40.0, -5.0), strict=True):
        assert [found[name][part] for part in ("p05", "p50", "p95")] == pytest.approx([value] * 3)


def test_ends_of_cost_per_extra_firm_lie_on_either_side() -> None:
    """Half of the draws cost 0, half 800 for 10 extra firms each: the mean is 40, and samples lie around it."""
    mix = np.array([[0.30, 100.0, 500.0 + 800.0 * (n % 2), 100.0, 200.0] for n in range(40)])
    baseline = np.tile([0.20, 100.0, 500.0, 100.0, 200.0], (40, 1))
    burden = per_extra_firm(mix, baseline, 1)[COSTS[0]]
    # a mean of 40 draws of 0 or 80 has a standard deviation of 40 / sqrt(40) = 6.3: 5-95 is 40 -+ 10.4
    assert burden["p50"] == pytest.approx(40.0)
    assert burden["p05"] == pytest.approx(29.6, abs=2.0) and burden["p95"] == pytest.approx(50.4, abs=2.0)


def test_there_is_no_cost_per_extra_firm_where_there_may_be_none() -> None:
    """As many draws gain firms as lose them; a failed draw is left out."""
    mix = np.array([[0.2 + 0.1 * (-1) ** n, 100.0, 1.0, 1.0, 1.0] for n in range(40)])
    baseline = np.tile([0.20, 100.0, 0.0, 0.0, 0.0], (40, 1))
    assert per_extra_firm(mix, baseline, 1) == dict.fromkeys(COSTS)
    assert per_extra_firm(mix * np.nan, baseline, 1) == dict.fromkeys(COSTS)
    mix[:, 0], mix[0] = 0.3, np.nan
    assert per_extra_firm(mix, baseline, 1)[COSTS[1]]["p50"] == pytest.approx(0.1)


def test_the_goal_is_reached_in_the_first_year_at_or_above_it() -> None:
    endorsement = np.array([[0.5, 0.9, 0.95], [0.5, 0.6, 0.91], [0.5, 0.6, 0.7], [np.nan] * 3])
    found = goal_reached(endorsement, [2021, 2022, 2023], 0.9)
    assert found["share_that_reaches"] == pytest.approx(2 / 3)  # the draw that failed does not count
    assert (found["p05"], found["p50"], found["p95"]) == pytest.approx((2022.05, 2022.5, 2022.95))


def test_an_objective_is_the_mean_of_its_years() -> None:
    cost = shipped_objectives()["government_cost"]
    assert cost.mean_from == 2021
    assert cost.years(2023) == (2021, 2022, 2023) and cost.years(2020) == (2020,)
    assert shipped_objectives()["practice"].years(2023) == (2023,)
    assert shipped_objectives()["endorsement_2023"].years(2030) == (2023,)
    wanted = SimpleNamespace(years=(2021, 2022, 2023), groups=("all",), indicators=("government_cost_eur",))
    answers: Any = SimpleNamespace(wanted=wanted, values=np.array([1.0, 3.0, 8.0]).reshape(1, 1, 3, 1, 1))
    assert objective_values(answers, {"cost": cost}, 2023).item() == pytest.approx(4.0)


def test_weights_count_steps_in_the_good_direction() -> None:
    objectives: dict[str, Objective] = {name: shipped_objectives()[name] for name in ("practice", "government_cost")}
    values = np.array([[[0.3, 20e6]]])  # 3 steps of 0.1 good, 2 steps of 10 million bad
    assert weighted(values, objectives, {"practice": 2.0, "government_cost": 1.0}).item() == pytest.approx(4.0)
    assert weighted(values, objectives, {"government_cost": 1.0}).item() == pytest.approx(-2.0)
