"""Every observation model beside values counted by hand, on worlds of a few firms."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from calibration.observation import OBSERVATION_MODELS, Sight
from calibration.observed_worlds import Seen
from simulation.vocabulary import SECTORS, Size

FINANCE, OTHER, FOOD = (SECTORS.index(name) for name in ("finance", "other", "food"))
#: Steps of five firms (columns), low to high: the same in each of the six steps unless a test changes one.
LEVELS = [0.0, 0.3, 0.5, 0.7, 1.0]


def seen(**columns: Any) -> Seen:
    """Five firms at a moment; what is not given is zero."""
    six = np.tile(np.array(LEVELS), (6, 1))
    given = {"practice": six, "reported": six, "duty": np.zeros((6, 5)), "endorses": np.zeros(5)}
    given |= {"awareness": np.array(LEVELS), **columns}
    means = {"practice_mean": given["practice"].mean(axis=0), "reported_mean": given["reported"].mean(axis=0)}
    return Seen(**{**means, **given})


def sight(seen_by: dict[str, dict[str, Seen]], chosen: dict[str, float] | None = None, **parameters: float) -> Sight:
    """Five firms at home (two of finance, two of food, one other; three of the goal, the last of another kind)."""
    population = SimpleNamespace(
        sector=np.array([FINANCE, FINANCE, FOOD, FOOD, OTHER]),
        goal90=np.array([1, 1, 1, 0, 1]),
        size=np.array([Size.LARGE, Size.LARGE, Size.SMALL, Size.MEDIUM, Size.MICRO]),
        weight=np.array([1.0, 1.0, 3.0, 1.0, 50.0]),
        listed=np.array([1, 0, 1, 0, 0]),
        employees=np.array([4000, 3000, 2999, 500, 5000]),
    )
    worlds: Any = {name: SimpleNamespace(population=population) for name in (*seen_by, "netherlands")}
    values = {name: np.array([value]) for name, value in parameters.items()}
    return Sight(worlds, seen_by, values, chosen or {})


def at_home(moment: str, one: Seen) -> dict[str, dict[str, Seen]]:
    return {"netherlands": {moment: one}}


ENDORSING = seen(endorses=np.array([1.0, 0.0, 1.0, 1.0, 0.0]))


@pytest.mark.parametrize(
    ("model", "moment", "value"),
    [
        ("endorsement_2017", "first_measurement", 0.5),  # of the goal's firms 1, 2, 3 and 5: two
        ("endorsement_2019", "second_measurement", 0.5),
        ("endorsement_finance_2019", "second_measurement", 0.5),  # one of two
        ("endorsement_high_risk_2019", "second_measurement", 1.0),  # the one of food; not the other sector, not finance
        ("listed_committed_2016", "listed", 1.0),  # firms 1 and 3
    ],
)
def test_endorsement_is_a_share_of_the_right_firms(model: str, moment: str, value: float) -> None:
    assert OBSERVATION_MODELS[model](sight(at_home(moment, ENDORSING))) == value


def test_all_six_steps_are_counted_in_practice_or_in_reports() -> None:
    practice = np.tile(np.array([0.95, 0.2, 1.0, 1.0, 0.2]), (6, 1))
    practice[5, 2] = 0.5  # the last step of the third firm falls short
    one = seen(practice=practice)  # in reports only the fifth firm has all steps
    for switch, value in ((0.4, 1.0), (0.6, 1.0)):
        world = sight(at_home("second_measurement", one), {"six_steps_reported": switch}, all_steps_level=0.95)
        assert OBSERVATION_MODELS["all_six_2019"](world) == value
    both = seen(practice=practice, reported=np.ones((6, 5)))
    world = sight(at_home("second_measurement", both), {"six_steps_reported": 0.6}, all_steps_level=0.95)
    assert OBSERVATION_MODELS["all_six_2019"](world) == 4.0  # the four of the goal, not the fourth firm


def survey(selection: float, large: float = 0.5) -> Sight:
    chosen = {"survey_bias": 0.1, "survey_threshold": 0.4, "survey_selection": selection, "survey_share_large": large}
    return sight(at_home("second_measurement", seen()), chosen)


def test_the_survey_weighs_and_selects_and_keeps_sizes_apart() -> None:
    # large firms report 0.0 and 0.3: with the bias of 0.1 the second is just at the threshold of 0.4
    assert OBSERVATION_MODELS["survey_applies_large"](survey(0.0)) == pytest.approx(0.5)
    # with selection 1 it answers 1.3 times as readily: 1.3 / 2.3
    assert OBSERVATION_MODELS["survey_applies_large"](survey(1.0)) == pytest.approx(1.3 / 2.3)
    # small and medium firms report 0.5 and 0.7, weights 3 and 1: both say so; the firm of a few persons is left out
    assert OBSERVATION_MODELS["survey_applies_small"](survey(0.0)) == 1.0
    chosen = {"survey_bias": 0.0, "survey_threshold": 0.6, "survey_selection": 0.0, "survey_share_large": 0.2}
    stricter = sight(at_home("second_measurement", seen()), chosen)
    assert OBSERVATION_MODELS["survey_applies_small"](stricter) == pytest.approx(1 / 4)  # weights count
    assert OBSERVATION_MODELS["survey_applies_large"](stricter) == 0.0
    assert OBSERVATION_MODELS["survey_applies_all"](stricter) == pytest.approx(0.2 * 0.0 + 0.8 * 0.25)


def test_the_benchmark_ranks_reports_by_the_models_own_levels() -> None:
    levels = {"policy_level": 0.45, "leader_level": 0.6, "laggard_level": 0.2}
    world = {"netherlands": {"first_measurement": seen(), "benchmark_before": seen(reported=np.zeros((6, 5)))}}
    one = sight(world, {"benchmark_breadth": 0.0}, **levels)
    # of the goal's firms 0.0, 0.3, 0.5, 1.0: one leader (1.0), one laggard (0.0); 0.3 has no policy but reports more
    assert OBSERVATION_MODELS["benchmark_leaders_2017"](one) == 0.25
    assert OBSERVATION_MODELS["benchmark_laggards_2017"](one) == 0.25
    # before, all were laggards: three quarters are none any more, so it grew by 0.75
    assert OBSERVATION_MODELS["benchmark_growth_2014_2017"](one) == 0.75
    broader = sight(world, {"benchmark_breadth": 0.25}, **levels)
    assert OBSERVATION_MODELS["benchmark_leaders_2017"](broader) == 0.5  # 0.75 and 1.25
    assert OBSERVATION_MODELS["benchmark_laggards_2017"](broader) == 0.0  # 0.25 is above the level of 0.2


def test_german_firms_meet_five_elements_of_which_measures_and_their_check_are_one() -> None:
    reported = np.tile(np.array([0.6, 0.6, 0.6, 0.6, 0.2]), (6, 1))
    reported[2, 0], reported[3, 0] = 1.0, 0.2  # together 0.6: met
    reported[5, 1] = 0.5  # complaints fall short
    one = sight({"germany": {"monitoring": seen(reported=reported)}}, {"german_threshold": 0.6})
    assert OBSERVATION_MODELS["german_elements_2020"](one) == pytest.approx(3 / 5)


def test_french_plans_are_counted_and_their_growth_is_a_difference() -> None:
    early, late = seen(), seen(reported=np.tile(np.array([0.5, 0.5, 0.5, 0.7, 1.0]), (6, 1)))
    world = {"france": {"third_year": early, "fourth_year": late, "before_plans": early, "first_plans": late}}
    one = sight(world, {"french_plan_threshold": 0.4})
    assert OBSERVATION_MODELS["french_plans_2020"](one) == pytest.approx(3 / 5)
    assert OBSERVATION_MODELS["french_plans_growth"](one) == pytest.approx(2 / 5)
    # mean reports: 0.5 before, 0.64 after
    assert OBSERVATION_MODELS["french_maturity_growth"](one) == pytest.approx(0.14)


def test_the_basic_steps_are_one_two_three_and_five() -> None:
    reported = np.zeros((6, 5))
    reported[[0, 1, 2, 4], 0] = 0.8  # all the basic ones
    reported[[3, 5], 1] = 1.0  # none of them
    one = sight({"france": {"third_year": seen(reported=reported)}}, {"french_plan_threshold": 0.7})
    assert OBSERVATION_MODELS["french_plans_2020"](one) == pytest.approx(1 / 5)
    world = {"germany": {"first_report": seen(reported=reported)}}
    ready = sight(world, {"ready_threshold": 0.7, "german_scope": 3000})
    assert OBSERVATION_MODELS["german_ready_2023"](ready) == pytest.approx(1 / 3)  # firms 1, 2 and 5 are in scope


def test_british_statements_listed_firms_and_timber_importers() -> None:
    british = sight({"united_kingdom": {"registry": seen()}}, {"british_threshold": 0.5})
    assert OBSERVATION_MODELS["british_statements_2019"](british) == pytest.approx(3 / 5)
    aware = sight(at_home("listed", seen()), {"aware_threshold": 0.5})
    assert OBSERVATION_MODELS["listed_aware_2016"](aware) == 0.5  # 0.0 and 0.5: one of the two listed
    duty = np.zeros((6, 5))
    duty[[1, 2]] = 0.6  # two steps are asked; done 0, 0.3, 0.5, 0.6, 0.6 of each
    timber = sight({"timber": {"audits": seen(duty=duty)}}, violation_tolerance=0.8)
    assert OBSERVATION_MODELS["timber_compliance"](timber) == pytest.approx(3 / 5)  # 0.8 x 0.6 = 0.48 and more


def test_every_observation_model_is_worked_out_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert not [name for name in OBSERVATION_MODELS if f'"{name}"' not in text]
