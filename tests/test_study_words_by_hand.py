"""What readers are told of a study whose every number is made up: the right number in the right place, and its side."""

from typing import Any

import pytest

from experiments.discover.result import (
    BoxShown,
    DiscoverResult,
    FailingWhen,
    GoalSetAside,
    LimitReturned,
    LimitShown,
    OnUnseenCases,
)
from experiments.information.result import ChoiceFound, Estimate, InformationResult, KnowingAll, Worth
from experiments.optimise.result import FoundCandidate, OptimiseResult, Reached
from experiments.result_parts import JudgedOn, Named
from experiments.robustness.result import (
    GoalMet,
    LevelReached,
    PairCompared,
    PairInOrder,
    PlaceInOrder,
    RegretFound,
    RobustnessObjective,
    RobustnessResult,
    WorldTried,
)
from experiments.sensitivity.result import SensitivityDoubt, SensitivityIndex
from results.discover import words as discover
from results.information import words as information
from results.optimise import words as optimise
from results.robustness.table import objective_lines, order_lines
from results.robustness.words import title_of
from results.sensitivity.words import doubt_text, value_text


def name(text: str) -> Named:
    return Named(en=text, nl=f"{text} (nl)")


MIXES = {"mix-1": name("The first"), "mix-2": name("The second"), "base": name("What is"), "one": name("What may be")}


# discover: the mix fails in 50 of 200 cases


def limit(condition: str, side: Any, value: float | None, **more: Any) -> LimitShown:
    known: dict[str, Any] = {"among": None, "quasi_p": 0.02, "returns": 0.9, "range": None, "tried": None, "kept": None}
    return LimitShown(condition=condition, side=side, value=value, **known | more)


LOW = limit("c1", "low", 0.25, tried=[0.1, 0.9], kept=0.6, range=[0.2, 0.3])
HIGH = limit("c1", "high", 12.0, tried=[1.0, 250.0], kept=0.4, returns=0.3, quasi_p=0.0001)


def discovered(**more: Any) -> DiscoverResult:
    known: dict[str, Any] = {
        "mix": "mix-2",
        "mix_names": MIXES,
        "failing_when": FailingWhen(indicator="practice", group="goal90", year=2030, below=0.3),
        "cases": 200,
        "failing": 50,
        "density_asked": 0.8,
        "density_reached": True,
        "stable": 0.5,
        "halves": 20,
        "conditions": {"c1": name("pull")},
        "categories": {"future": {"no-eu-law": name("no law")}},
        "goal_set_aside": None,
        "box": BoxShown(coverage=0.64, density=0.8, elsewhere=0.11, cases=40, failing=32, limits=[LOW]),
        "left_out": OnUnseenCases(coverage=[0.4, 0.7], density=[0.6, 0.9]),
        "other_conditions": [
            LimitReturned(condition="c1", side="high", returns=0.25),
            LimitReturned(condition="c2", side="low", returns=0.24),
        ],
    }
    return DiscoverResult.model_construct(**known | more)


def test_a_goal_is_missed_on_the_side_that_was_asked() -> None:
    below = discovered()
    assert discover.goal_text(below, "en").endswith("2030, is below 30%")
    above = FailingWhen(indicator="government_cost_eur", group="all", year=2030, above=2e7, baseline="mix-1")
    text = discover.goal_text(discovered(failing_when=above), "en")
    assert "its difference with The first" in text and text.endswith("2030, is above 20 million euro")
    aside = discover.set_aside_lines(discovered(goal_set_aside=GoalSetAside(level=0.9, failing=198)), "en")
    assert "The goal of 90% is missed in 198 of 200 cases" in aside[0]


def test_a_box_tells_density_coverage_and_the_rest_in_their_places() -> None:
    """32 of the 40 cases inside fail, which are 64% of all 50; outside 18 of 160 do."""
    first, second = discover.answer_lines(discovered(), "en")
    assert first.startswith("It fails in 25% of the cases (50 of 200).")
    assert second == (
        "Where all of the following holds it fails in 80% of the cases (32 of 40); elsewhere in 11%. 64% of all "
        "failures lie there."
    )
    assert "failures in 80% of its cases" in discover.answer_lines(discovered(density_reached=False), "en")[-1]
    unseen, others, _reading = discover.sure_lines(discovered(), "en")
    assert "density 60 to 90%, coverage 40 to 70%" in unseen
    assert others.endswith("came up with: pull (25%).")  # a quarter of the halves or more


def test_a_limit_says_its_side_what_was_tried_and_how_sure_it_is() -> None:
    found = discovered()
    assert discover.limit_text(LOW, found, "en") == "pull: 0.25 or more (tried 0.10 to 0.90; so in 60% of the cases)"
    assert discover.limit_text(HIGH, found, "en") == "pull: 12.0 or less (tried 1.00 to 250; so in 40% of the cases)"
    assert discover.limit_text(limit("future", "in", None, among=["no-eu-law"]), found, "en").endswith(": no law")
    assert discover.returns_text(LOW, found, "en") == (
        "returns in 90% of 20 random halves, there between 0.20 and 0.30, quasi-p 0.020"
    )
    assert discover.returns_text(HIGH, found, "en") == "returns in 30% of 20 random halves, quasi-p <0.001, UNSURE"


# optimise: two objectives, one of which should fall

PRACTICE = JudgedOn(name=name("practice"), indicator="practice", group="goal90", years=[2030], direction="more")
COST = JudgedOn(name=name("cost"), indicator="government_cost_eur", group="all", years=[2030], direction="less")


def candidate(number: int, **more: Any) -> FoundCandidate:
    reached: dict[str, Reached | None] = {
        "practice": Reached(mean=0.42, p05=0.30, p95=0.55, difference_p05=0.01, difference_p95=0.08),
        "cost": Reached(mean=2e7, p05=1e7, p95=3e7, difference_p05=-4e6, difference_p95=5e6),
    }
    known: dict[str, Any] = {"mix": None, "dials": {}, "points": 9, "allowed": True, "on_front": False}
    return FoundCandidate(number=number, objectives=reached, chance_on_front=0.5, **known | more)


def searched(base: FoundCandidate) -> OptimiseResult:
    return OptimiseResult.model_construct(
        objectives={"practice": PRACTICE, "cost": COST}, base_candidate=base, front=[], limits={}
    )


def test_the_base_has_the_range_of_its_level_and_others_that_of_their_difference() -> None:
    found = searched(candidate(0))
    assert optimise.levels(candidate(0), found, "en") == ["42.0% (30.0 to 55.0)", "20.0 (10.0 to 30.0)"]
    assert optimise.levels(candidate(3), found, "en") == ["42.0% (+1.0 to +8.0)", "20.0 (−4.0 to +5.0)"]
    dials = {"support-office.advisers": 40.0, "*.strength": 0.5, "law.regime": "dynamic"}
    assert optimise.turned(candidate(3, dials=dials), "en") == "advisers: 40; *: 0.50; regime: dynamic"


def test_what_becomes_of_the_base_is_said() -> None:
    assert optimise.base_line(searched(candidate(0, on_front=True)), "en") == "The base itself is on the front."
    assert "does not keep the limits" in optimise.base_line(searched(candidate(0, allowed=False)), "en")
    assert "another mix beats it" in optimise.base_line(searched(candidate(0)), "en")


# information


def estimate(value: float) -> Estimate:
    return Estimate(value=value, p05=value / 2, p95=2 * value)


def worth(gain: float, differs: bool = True) -> Worth:
    return Worth(
        gain=estimate(gain),
        uncorrected=gain + 0.001,
        bias=0.001,
        threshold=0.0,
        differs=differs,
        changes=estimate(0.2),
        validated=0.0,
        best_chosen=0.8,
        best_chosen_without=0.6,
    )


def choice(**more: Any) -> ChoiceFound:
    known: dict[str, Any] = {
        "best": "mix-2",
        "points": 100,
        "luck_share": 0.1,
        "chances_best": {"mix-1": 0.3, "mix-2": 0.7},
        "perfect": KnowingAll(gain=estimate(0.02), uncorrected=0.03, differs=True, changes=estimate(0.3)),
        "parameters": {"p1": worth(0.004), "p2": worth(0.012), "p3": worth(0.5, differs=False)},
        "groups": {},
        "measurements": {"m1": worth(0.006)},
        "best_measurement": "m1",
    }
    return ChoiceFound(**known | more)


def informed(found: ChoiceFound) -> InformationResult:
    return InformationResult.model_construct(
        mix_names=MIXES,
        objectives={"practice": PRACTICE},
        choices={"practice": found},
        measurement_names={"m1": name("survey")},
    )


def test_what_knowing_is_worth_is_told_with_its_range_and_what_it_changes() -> None:
    best, all_of_it, parameters, measurements = information.choice_lines("practice", informed(choice()), "en")
    assert best == "Best on average: The second, and the best in 70% of the points."
    assert "would gain 2.00 points (range 5–95 1.00 to 4.00)" in all_of_it
    assert all_of_it.endswith("change the choice with a chance of 30% (15 to 60).")
    assert "p2" in parameters and "would gain 1.20 points (0.60 to 2.40)" in parameters  # the largest that differs
    assert parameters.endswith("the best mix is chosen would rise from 60% to 80%.")
    assert "survey" in measurements and "0.60 points" in measurements
    unsure = KnowingAll(gain=estimate(0.02), uncorrected=0.03, differs=False, changes=estimate(0.3))
    assert (
        "cannot be told from nothing" in information.choice_lines("practice", informed(choice(perfect=unsure)), "en")[1]
    )
    none = information.choice_lines("practice", informed(choice(measurements={"m1": worth(0.5, differs=False)})), "en")
    assert none[-1] == "No measurement can be told from the bias of the method."
    nothing = information.choice_lines("practice", informed(choice(parameters={})), "en")
    assert len(nothing) == 2 and "nothing that could be learned changes this choice" in nothing[1]


def test_a_gain_carries_the_unit_of_its_objective() -> None:
    assert information.amount(2.5e6, COST, "en") == "€2.5 million a year"
    assert information.amount(0.0123, PRACTICE, "en") == "1.23 points"
    small = PRACTICE.model_copy(update={"indicator": "burden_share_turnover"})
    assert information.amount(0.0000231, small, "en") == "€2.31 per 100,000 of turnover"
    assert information.amount(0.5, None, "en") == "0.500 steps"


# robustness


def robust() -> RobustnessResult:
    objective = RobustnessObjective(
        **PRACTICE.model_dump(), goal=0.5, goal_sources=["S-1"], step=0.01, step_words=name("a point")
    )
    world = WorldTried(name="calm", kind="future", title=name("calm days"), future="calm", variants={})
    own: dict[str, Any] = {"objective": "practice"}
    extremes: dict[str, Any] = {"lowest": 0.2, "lowest_world": "calm", "highest": 0.9, "highest_world": "calm"}
    place: dict[str, Any] = dict.fromkeys(("mean", "mean_low", "mean_high", "p05", "p50", "p95"), 0.0)
    place |= dict.fromkeys(("best", "best_low", "best_high", "regret_upper"), 0.0)
    return RobustnessResult.model_construct(
        baseline="base",
        mixes=["base", "one"],
        mix_names=MIXES,
        regret_quantile=0.9,
        world_settings=[world],
        objectives={"practice": objective},
        levels=[LevelReached(mix=mix, p05=0.1, p50=0.3, p95=0.6, cases=4, **own) for mix in ("base", "one")],
        regret=[
            RegretFound(
                mix=mix,
                p50=0.01,
                upper=0.12,
                upper_low=0.10,
                upper_high=0.15,
                max=0.2,
                max_world="calm",
                cases=4,
                **own,
            )
            for mix in ("base", "one")
        ],
        goals=[GoalMet(mix=mix, goal=0.5, share=0.4, low=0.3, high=0.5, **own, **extremes) for mix in ("base", "one")],
        pairs=[
            PairCompared(mix="one", other="base", better=0.7, low=0.6, high=0.8, equal=0.0, **own, **extremes),
            PairCompared(mix="base", other="one", better=0.3, low=0.2, high=0.4, equal=0.0, **own, **extremes),
        ],
        order=[PlaceInOrder(mix=mix, **place, **extremes) for mix in ("one", "base")],
        order_pairs=[
            PairInOrder(mix="one", other="base", better=0.65, low=0.5, high=0.8, equal=0.0),
            PairInOrder(mix="base", other="one", better=0.35, low=0.2, high=0.5, equal=0.0),
        ],
    )


def test_a_line_of_robustness_holds_level_regret_chance_and_goal() -> None:
    _heads, (base, one) = objective_lines(robust(), "practice", "en")
    assert one == [
        "What may be",
        "30% (10 to 60)",
        "12 (10 to 15)",
        "20 (future: calm days)",
        "70% (20 to 90)",
        "40% (30 to 50)",
    ]
    assert base[4] == ""  # it is not held against itself
    assert order_lines(robust(), "en") == ["What may be above What is: in 65% (50 to 80) of the cases"]
    assert title_of("practice", robust(), "en").text == "practice (2030; %; more is better; goal 50% (S-1))"


# sensitivity


def test_shares_are_per_cent_and_other_indices_have_three_digits() -> None:
    def index(measure: str, value: float, low: float, high: float) -> SensitivityIndex:
        return SensitivityIndex(input="x", measure=measure, value=value, p05=low, p95=high)

    assert value_text(index("shapley", 0.31, 0.24, 0.38), "en") == "31% (24 to 38)"
    assert value_text(index("S1", 0.05, -0.02, 0.12), "en") == "5% (−2 to 12)"
    assert value_text(index("pawn", 0.3144, 0.24, 0.38), "en") == "0.314 (0.240 to 0.380)"
    assert value_text(index("mu_star", 5.0, 4.0, 9.9994), "en") == "5.000 (4.000 to 9.999)"
    assert value_text(index("mu_star", 5.0, -10.2, 9.0), "en") == "5 (−10 to 9)"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("negative", "is −12%, below zero"),
        ("ties", "−12% of the runs"),
        ("order", "luck (chance events and dates) the second"),
    ],
)
def test_a_doubt_names_its_input_and_its_number(code: str, said: str) -> None:
    assert said in doubt_text(SensitivityDoubt(code=code, input="luck", number=-0.12), "en")
