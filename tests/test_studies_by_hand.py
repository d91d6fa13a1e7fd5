"""What the studies sum up from runs that somebody made up: each number worked out by hand, in its own column."""

from dataclasses import fields
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.pathways.events import Course
from experiments.pathways.plan import load_plan
from experiments.pathways.result import PathwaysResult
from experiments.pathways.runs import GROUPS, MEASURES, PathwaysRuns, StrategyRuns, total
from experiments.pathways.summing import summed_up
from experiments.points import Answers, Wanted
from experiments.robustness.frames import frames_of
from experiments.settings import CompareSettings
from results.pathways.words import head_lines, sentences
from scenarios.library import load_mix
from scenarios.run_dates import RunDates
from simulation.vocabulary import QUARTERS

# robustness: two draws in two worlds of two mixes, judged on practice (goal 0.3) and on cost

BASE, ONE = MIXES = ("base", "one")
CALM, STORM = "calm", "storm"
#: (draws, worlds, mixes, objectives)
VALUES = np.array(
    [
        [[[0.20, 10.0], [0.40, 14.0]], [[0.20, 10.0], [0.10, 18.0]]],
        [[[0.30, 12.0], [0.55, 16.0]], [[0.30, 12.0], [0.35, 14.0]]],
    ]
)


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    """A weight of 2 for 10 points of practice, and of 1 for 2 euro of cost."""
    objectives = {
        "practice": SimpleNamespace(sign=1.0, goal_level=0.3, step=0.1),
        "government_cost": SimpleNamespace(sign=-1.0, goal_level=None, step=2.0),
    }
    question: Any = SimpleNamespace(objectives=objectives, weights={"practice": 2.0, "government_cost": 1.0})
    worlds: Any = tuple(SimpleNamespace(name=name, kind="base") for name in (CALM, STORM))
    return dict(frames_of(VALUES, question, MIXES, worlds, 1))


def row_of(frame: pd.DataFrame, **where: str) -> dict[str, Any]:
    for column, value in where.items():
        frame = frame[frame[column] == value]
    (row,) = frame.to_dict("records")
    return {str(key): value for key, value in row.items()}


def test_levels_are_over_all_cases(tables: dict[str, pd.DataFrame]) -> None:
    """Of 0.10, 0.35, 0.40 and 0.55: a tenth and a bit of the way from the first to the second, and so on."""
    row = row_of(tables["levels"], mix=ONE, objective="practice")
    assert [row["p05"], row["p50"], row["p95"]] == pytest.approx([0.1375, 0.375, 0.5275])
    assert row["cases"] == 4


def test_regret_is_against_the_best_of_the_same_case(tables: dict[str, pd.DataFrame]) -> None:
    """Practice of the base: 0.20, 0, 0.25 and 0.05 less than the best; cost of the other: 4, 8, 4 and 2 more."""
    base = row_of(tables["regret"], mix=BASE, objective="practice")
    assert [base["p50"], base["max"]] == pytest.approx([0.125, 0.25]) and base["max_world"] == CALM
    cost = row_of(tables["regret"], mix=ONE, objective="government_cost")
    assert [cost["p50"], cost["max"]] == pytest.approx([4.0, 8.0]) and cost["max_world"] == STORM
    assert cost["upper"] == pytest.approx(6.8)  # nine tenths of the way: 4 + 0.7 x 4
    # the first draw alone has regrets 4 and 8, the second 4 and 2: nine tenths of the way 7.6 (or 8, twice) and 3.8
    assert [cost["upper_low"], cost["upper_high"]] == pytest.approx([4.0, 8.0], abs=0.4)


def test_goals_are_met_at_the_level_itself(tables: dict[str, pd.DataFrame]) -> None:
    assert set(tables["goals"]["objective"]) == {"practice"}  # nobody set a goal for cost
    base = row_of(tables["goals"], mix=BASE)
    assert [base["goal"], base["share"], base["lowest"], base["highest"]] == pytest.approx([0.3, 0.5, 0.5, 0.5])
    one = row_of(tables["goals"], mix=ONE)
    assert [one["share"], one["lowest"], one["highest"]] == pytest.approx([0.75, 0.5, 1.0])
    assert (one["lowest_world"], one["highest_world"]) == (STORM, CALM)
    assert [one["low"], one["high"]] == pytest.approx([0.5, 1.0])


def test_pairs_are_told_from_the_side_of_the_first(tables: dict[str, pd.DataFrame]) -> None:
    one = row_of(tables["pairs"], mix=ONE, other=BASE, objective="practice")
    assert [one[part] for part in ("better", "low", "high", "equal", "lowest", "highest")] == pytest.approx(
        [0.75, 0.5, 1.0, 0.0, 0.5, 1.0]
    )
    assert (one["lowest_world"], one["highest_world"]) == (STORM, CALM)
    base = row_of(tables["pairs"], mix=BASE, other=ONE, objective="practice")
    assert [base[part] for part in ("better", "low", "high", "lowest", "highest")] == pytest.approx(
        [0.25, 0.0, 0.5, 0.0, 0.5]
    )
    assert (base["lowest_world"], base["highest_world"]) == (CALM, STORM)
    assert row_of(tables["pairs"], mix=BASE, other=ONE, objective="government_cost")["better"] == 1.0


def test_a_mix_is_off_the_front_only_where_the_other_is_better_on_one_and_worse_on_none(
    tables: dict[str, pd.DataFrame],
) -> None:
    assert row_of(tables["pareto"], mix=BASE)["share"] == 1.0
    one = row_of(tables["pareto"], mix=ONE)
    assert [one["share"], one["lowest"], one["highest"]] == pytest.approx([0.75, 0.5, 1.0])
    assert one["lowest_world"] == STORM


def test_a_row_of_a_world_holds_its_own_cases(tables: dict[str, pd.DataFrame]) -> None:
    storm = row_of(tables["worlds"], world=STORM, mix=ONE, objective="practice")
    assert [storm["p05"], storm["p50"], storm["p95"], storm["regret_p50"]] == pytest.approx(
        [0.1125, 0.225, 0.3375, 0.05]
    )
    calm = row_of(tables["worlds"], world=CALM, mix=BASE, objective="practice")
    assert [calm["p50"], calm["regret_p50"]] == pytest.approx([0.25, 0.225])
    second = tables["cases"].query("draw == 1 and world == 'storm' and mix == 'one'").iloc[0]
    assert [second["practice"], second["government_cost"]] == [0.35, 14.0]


def test_the_order_by_weights_counts_steps_above_the_baseline(tables: dict[str, pd.DataFrame]) -> None:
    """Of the other: 2 x 2 - 2 = 2, -2 - 4 = -6, 2 x 2.5 - 2 = 3 and 1 - 1 = 0, so -0.25 in the mean."""
    assert list(tables["order"]["mix"]) == [BASE, ONE]
    base, one = (row_of(tables["order"], mix=mix) for mix in MIXES)
    assert [base["mean"], base["best"], base["p50"]] == pytest.approx([0.0, 0.5, 0.0])
    assert [one["mean"], one["best"], one["p05"], one["p50"], one["p95"]] == pytest.approx(
        [-0.25, 0.75, -5.1, 1.0, 2.85]
    )
    assert [one["mean_low"], one["mean_high"], one["best_low"], one["best_high"]] == pytest.approx(
        [-2.0, 1.5, 0.5, 1.0]
    )
    assert [one["lowest"], one["highest"]] == pytest.approx([-3.0, 2.5])
    assert (one["lowest_world"], one["highest_world"]) == (STORM, CALM)
    assert [base["regret_upper"], one["regret_upper"]] == pytest.approx([2.7, 4.2])
    pair = row_of(tables["order_pairs"], mix=ONE, other=BASE)
    assert [pair["better"], pair["equal"], pair["low"], pair["high"]] == pytest.approx([0.5, 0.25, 0.5, 0.5])


# pathways: four draws of one strategy, counted over 2021 to 2025

NEVER_COMES = None
ROUTE = "ser-route-2"


def dates(in_force: int | None) -> RunDates:
    return RunDates(**{each.name: in_force if each.name == "eu_in_force" else None for each in fields(RunDates)})


def from_quarter(first: int | None, until: int = QUARTERS) -> Any:
    quarters = np.arange(QUARTERS)
    return np.zeros(QUARTERS, bool) if first is None else (quarters >= first) & (quarters < until)


def course(
    european: int | None, fires: int | None, national: Any, adapts: tuple[int, ...] = (), twice: float = 0.0
) -> Course:
    groups = {"goal90": twice, "all": twice / 2}
    booked = {group: share * 1.5 for group, share in groups.items()}
    return Course(dates(european), {"judge-progress": fires}, national, from_quarter(european), adapts, groups, booked)


def by_measure(first: float) -> dict[tuple[str, str], Any]:
    """Each measure has numbers of its own: 1, 2, 3 and 4 times a size."""
    return {key: first * 10**n * np.array([1.0, 2.0, 3.0, 4.0]) for n, key in enumerate(MEASURES)}


def made_up_route() -> PathwaysResult:
    """EU law in 2024Q1, 2024Q3, 2026Q2 (after the last year) and never; quarter 0 is 2012Q1."""
    plan = load_plan()
    runs = StrategyRuns(
        load_mix(ROUTE),
        ("broad-dd-law",),
        [
            course(48, 37, from_quarter(44, 48), (48,), 0.3),
            course(50, 37, from_quarter(45, 50), (50,), 0.5),
            course(57, 41, from_quarter(None)),
            course(NEVER_COMES, None, from_quarter(None)),
        ],
        np.zeros((4, 6)),
        by_measure(1.0),
        by_measure(6e3),
        {"goal90": np.array([2e6, 1e6, 0.0, 0.0]), "all": np.array([8e6, 4e6, 0.0, 0.0])},
        {"endorsement-2023": np.array([2021.0, np.inf, np.nan, 2023.0])},
    )
    settings = CompareSettings(draws=4, firms=100, prior=True, last_year=2025, seed=7)
    return summed_up(
        PathwaysRuns(
            plan, "linear", settings, load_mix("reference-2020"), tuple(range(2020, 2026)), {ROUTE: runs}, 4, 100
        )
    )


@pytest.fixture(scope="module")
def route() -> PathwaysResult:
    return made_up_route()


def test_dates_of_law_are_shares_of_the_draws(route: PathwaysResult) -> None:
    assert route.counted == [2021, 2025]
    found = route.strategies[ROUTE]
    law = found.eu_law.in_force
    assert [law.p05, law.p50, law.p95, law.never] == ["2024Q1", "2024Q3", "never", 0.5]
    assert found.national_law == 0.5
    assert found.rules["judge-progress"].fires == 0.75
    assert found.rules["judge-progress"].quarters == {"2021Q2": 0.5, "2022Q2": 0.25}
    force = found.in_force
    assert list(force.national) == ["2020", "2021", "2022", "2023", "2024", "2025"]
    assert [force.national["2022"], force.national["2023"], force.national["2024"]] == [0.0, 0.5, 0.0]
    assert [force.european["2023"], force.european["2024"]] == [0.0, 0.5]
    quarters = force.european_by_quarter
    assert (next(iter(quarters)), list(quarters)[-1]) == ("2020Q1", "2025Q4")
    assert [quarters[name] for name in ("2023Q4", "2024Q1", "2024Q2", "2024Q3")] == [0.0, 0.25, 0.25, 0.5]
    assert [force.national_by_quarter[name] for name in ("2022Q4", "2023Q1", "2023Q2")] == [0.0, 0.25, 0.5]


def test_adapting_is_told_of_the_draws_in_which_it_happens(route: PathwaysResult) -> None:
    adapting = route.strategies[ROUTE].adapting
    assert (adapting.draws, adapting.count, adapting.has_range) == (0.5, 2, False)
    assert adapting.firms_twice["goal90"].mean == pytest.approx(0.4)
    assert adapting.firms_twice["all"].mean == pytest.approx(0.2)
    assert adapting.firms_booked["goal90"].mean == pytest.approx(0.6)
    assert (adapting.cost_eur["all"].p50, adapting.cost_eur_where["all"].p50) == pytest.approx((2e6, 6e6))
    assert (adapting.cost_eur["all"].mean, adapting.cost_eur_where["goal90"].mean) == pytest.approx((3e6, 1.5e6))


def test_gain_and_price_of_delay_keep_their_measures(route: PathwaysResult) -> None:
    found = route.strategies[ROUTE]
    assert found.delay is not None and found.delay.laws == ["broad-dd-law"]
    for n, (measure, group) in enumerate(MEASURES):
        assert found.gain[measure][group].p50 == pytest.approx(2.5 * 10**n)
        assert found.delay.lost[measure][group].p50 == pytest.approx(15e3 * 10**n)
    effects = route.frames()["effects"]
    adapted = effects[(effects["kind"] == "adapting") & (effects["group"] == "all")].iloc[0]
    assert (adapted["measure"], adapted["mean"]) == ("burden_eur", 3e6)
    draws = route.frames()["draws"]
    assert draws["eu_in_force"].tolist() == ["2024Q1", "2024Q3", "2026Q2", "never"]
    assert draws["tipping_endorsement-2023"].tolist() == ["2021", "never", "not defined", "2023"]
    assert draws["delay_government_cost_eur_all"].tolist() == [6e7, 12e7, 18e7, 24e7]
    forces = route.frames()["in_force"].set_index("quarter")
    assert [forces.loc["2024Q1", part] for part in ("national", "european")] == [0.25, 0.25]


def test_sentences_on_a_route_say_these_numbers(route: PathwaysResult) -> None:
    one = route.strategies[ROUTE]
    seldom = one.eu_law.model_copy(update={"in_force": one.eu_law.in_force.model_copy(update={"never": 0.8})})
    law = route.model_copy(update={"strategies": {ROUTE: one.model_copy(update={"eu_law": seldom})}})
    assert "EU law is in force by the end of 2025 in 20% of the draws." in sentences(law, "en")[0]
    (text,) = sentences(route, "en")
    assert "fires in 75% of the draws." in text
    assert "a year later, firms of the 90% goal practise 15,000 (6,900 to 23,100) firm-years less" in text
    assert "and all firms spend 15 (7 to 23) million euro less" in text
    assert "In 50% of the draws firms adapt twice: too few draws for a range of the cost." in text
    assert "Sums are over 2021 to 2025." in " ".join(head_lines(route, "en"))


def test_a_measure_is_a_sum_over_years() -> None:
    """Practice 0.5 of 100 firms and 0.6 of 200 are 170 firm-years; burden is one-off and yearly together."""
    names = ("practice", "firms", "burden_one_off_eur", "burden_yearly_eur", "government_cost_eur")
    values = np.array([[0.5, 100.0, 10.0, 1.0, 5.0], [0.6, 200.0, 30.0, 2.0, 7.0], [0.9, 999.0, 99.0, 9.0, 9.0]])
    answers = Answers(("one",), Wanted((2021, 2022, 2023), ("all",), names), values[None, None, :, None, :])
    found = [total(answers, "one", measure, "all", (2021, 2022)) for measure in dict.fromkeys(m for m, _g in MEASURES)]
    assert np.concatenate(found) == pytest.approx([170.0, 43.0, 12.0])
    assert GROUPS == ("goal90", "all")
