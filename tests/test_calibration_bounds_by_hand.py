"""Ranges, ranks and scores of the calibration, beside values worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from calibration.adjustment import logit
from calibration.grade_order import _above
from calibration.predictive import PredictedSpread, predictions, reference_of
from calibration.simulation_based import Coverage
from experiments import variance_shares
from experiments.pathways.delay import _later, _moved
from experiments.worlds.dates import years_of


def test_a_range_is_as_wide_as_from_its_low_end_to_its_high_end() -> None:
    assert PredictedSpread(1.0, 2.0, 4.0).width == 3.0


def test_inside_is_said_of_what_the_model_says_after_the_calibration() -> None:
    even = np.linspace(0.0, 1.0, 101)[:, None]
    wide, narrow = np.hstack([even, even]), np.hstack([0.4 + 0.2 * even, 0.4 + 0.2 * even])
    middle, off = predictions([0.5, 0.3], wide, narrow)
    assert (middle.inside, off.inside) == (True, False)
    assert [one.inside for one in predictions([0.5, 0.3], narrow, wide)] == [True, True]
    assert middle.posterior.width / middle.prior.width == pytest.approx(0.2)


def test_what_lies_beyond_all_replicated_sets_counts_as_one_of_them() -> None:
    found = reference_of(np.random.default_rng(1).normal(size=(49, 2)))
    assert found.p([[100.0, 100.0]])[0] == pytest.approx(1 / 50)
    assert found.p([[0.0, 0.0]])[0] > 0.5


def test_one_fact_far_off_is_seen_however_near_the_others_are() -> None:
    found = reference_of(np.random.default_rng(2).normal(size=(200, 3)))
    _whole, single = found.away([[6.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    assert single[0] > 4.0 and single[1] < 1.0


def test_a_score_counts_how_wide_the_prediction_was() -> None:
    """Ten times as wide, and as far away for its width: less by the logarithm of ten for each fact."""
    rows, observed = np.random.default_rng(3).normal(size=(60, 2)), np.array([0.3, -0.2])
    narrow, wide = reference_of(rows).log_score(observed), reference_of(10.0 * rows).log_score(10.0 * observed)
    assert narrow - wide == pytest.approx(2.0 * np.log(10.0))


def test_one_mix_is_above_another_only_beyond_what_a_fair_coin_does() -> None:
    """Of 100 draws 60 are more than 1.96 x 10 = 19.6 heads less tails ahead, 59 are not."""

    def above(ahead: int) -> int:
        values = np.zeros((100, 2))
        values[:ahead, 0], values[ahead:, 1] = 1.0, 1.0
        return _above(values, 0, 1)

    assert [above(ahead) for ahead in (60, 59, 41, 40)] == [1, 0, 0, -1]


def test_a_quarter_is_a_part_of_its_year() -> None:
    dates = pd.DataFrame({"mix": ["a", "a", "b"], "draw": [1, 0, 0], "eu": ["2026Q3", "2025Q1", ""]})
    assert list(years_of(dates, "a", "eu")) == [2025.0, 2026.5] and list(years_of(dates, "b", "eu")) == [np.inf]


def test_dates_from_the_decision_on_move_by_the_delay() -> None:
    """2023Q1 is quarter 44: what was announced before stays, what starts before does not move at all."""
    law = {"announced": "2022Q4", "in_force": "2024Q1", "ends": None}
    assert _moved(law, 4, 44) == {"in_force": "2025Q1"}
    assert _moved(law | {"announced": "2023Q1"}, 4, 44) == {"announced": "2024Q1", "in_force": "2025Q1"}
    assert _moved({"in_force": "2022Q4"}, 4, 44) == {}
    assert _moved({"in_force": "2023Q1"}, 2, 44) == {"in_force": "2023Q3"}
    assert _later("2035Q4", 1, "in_force") == "never" and _later("2035Q4", 1, "ends") == "2035Q4"


def test_the_ends_of_a_prior_are_far_away_and_not_at_infinity() -> None:
    low, high = logit(np.array([0.0, 1.0]))
    assert np.isfinite(high) and high > 5.0 and low == pytest.approx(-high)


@pytest.mark.parametrize(("half", "nine_tenths", "narrow"), [(0.6, 0.92, False), (0.6, 0.85, True), (0.45, 0.95, True)])
def test_ranges_are_too_narrow_where_they_hold_less_than_they_say(
    half: float, nine_tenths: float, narrow: bool
) -> None:
    found = Coverage(0.4, (0.3, half), 0.8, (0.7, nine_tenths), 0.5, 0.5)
    assert found.too_narrow() is narrow


def test_a_larger_set_of_inputs_explains_no_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """What noise takes from both together is given back from the better of the two."""
    explained = {(0,): 0.5, (1,): 0.2, (0, 1): 0.3}
    monkeypatch.setattr(variance_shares, "explained_variance", lambda x, _y: explained[tuple(x[0].astype(int))])
    found = variance_shares._never_less(np.array([[0.0, 1.0]]), None, {"a": [0], "b": [1]})
    assert found == {frozenset(): 0.0, frozenset("a"): 0.5, frozenset("b"): 0.2, frozenset("ab"): 0.5}


def test_three_times_the_slope_is_nine_times_the_share() -> None:
    x = np.array([[a, b] for a in (-1.0, 1.0) for b in (-1.0, 1.0)] * 25)
    shares = variance_shares._squared_coefficients(x, 3.0 * x[:, 0] + x[:, 1])
    assert list(shares) == [pytest.approx(0.9, abs=0.01), pytest.approx(0.1, abs=0.01)]
