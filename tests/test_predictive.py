"""The joint test, ranges, power and log score on arrays with a known answer."""

from typing import Any

import numpy as np
import pytest

from calibration.evidence import Fact
from calibration.predictive import (
    chance_of_one_source,
    joint_test,
    passing_values,
    predictions,
    reference_of,
    shrinkage,
    tail_probability,
)
from calibration.validation_result import error_of

FACTS = 6


def correlated(rng: Any, count: int) -> Any:
    """(count, FACTS) normal rows with strong correlations."""
    common = rng.normal(size=(count, 1))
    return 0.3 + 0.05 * (rng.normal(size=(count, FACTS)) + 1.5 * common)


def test_p_is_uniform_when_the_model_is_right():
    rng = np.random.default_rng(4)
    p = np.array([joint_test(rows[0], rows[1:]).p for rows in (correlated(rng, 81) for _ in range(400))])
    for level in (0.05, 0.25, 0.5, 0.9):
        assert abs((p <= level).mean() - level) < 3.5 * np.sqrt(level * (1 - level) / len(p))


def test_a_shifted_observation_is_refused():
    rng = np.random.default_rng(5)
    rows = correlated(rng, 300)
    assert joint_test(rows.mean(axis=0), rows).p > 0.5
    assert joint_test(rows.mean(axis=0) + 4.0 * rows.std(axis=0), rows).p < 0.05


def test_the_joint_test_sees_what_no_single_fact_shows():
    """Two facts that always move together, observed apart: each in its range, together impossible."""
    rng = np.random.default_rng(6)
    common = rng.normal(size=(400, 1))
    rows = np.hstack([common, common]) + 0.05 * rng.normal(size=(400, 2))
    observed = np.array([1.0, -1.0])
    assert all(found.inside for found in predictions(observed, rows, rows))
    assert joint_test(observed, rows).p < 0.05


def test_the_joint_test_sees_one_fact_halved_or_doubled():
    """Five facts known to a tenth of their value: the test fails for either, and passes for what was measured."""
    rng = np.random.default_rng(10)
    middle = np.array([0.2, 0.3, 0.4, 0.25, 0.35])
    rows = middle * (1.0 + 0.1 * rng.normal(size=(1000, 5)))
    assert joint_test(middle, rows).p > 0.5
    for k, value in enumerate(middle):
        for factor in (0.5, 2.0):
            changed = middle.copy()
            changed[k] = factor * value
            assert joint_test(changed, rows).p < 0.05
        power = passing_values(middle, rows, k, 0.0, 1.0, 0.05)
        assert power.fails(value / 2) and power.fails(2 * value) and not power.fails(value)


def test_power_is_what_the_joint_test_says_on_either_side_of_its_ends():
    rng = np.random.default_rng(11)
    rows, observed = correlated(rng, 500), np.full(FACTS, 0.3)
    power = passing_values(observed, rows, 2, 0.0, 1.0, 0.05)
    assert power.low is not None and power.high is not None
    low, high = power.low, power.high
    for value, passes in ((low - 0.005, False), (low, True), (high, True), (high + 0.005, False)):
        there = observed.copy()
        there[2] = value
        assert (joint_test(there, rows).p > 0.05) == passes == (not power.fails(value))
    vague = rng.uniform(0.0, 1.0, (500, 1))
    blind = passing_values([0.5], vague, 0, 0.3, 0.7, 0.05)
    assert (blind.low, blind.high) == (None, None) and not blind.fails(0.3)


def test_the_log_score_is_that_of_a_normal_prediction():
    rng = np.random.default_rng(12)
    rows = rng.normal([1.0, -2.0], [0.5, 2.0], (20_000, 2))
    observed = np.array([1.5, -2.0])
    exact = -0.5 * 1.0 - np.log(0.5) - np.log(2.0) - np.log(2.0 * np.pi)
    assert reference_of(rows).log_score(observed) == pytest.approx(exact, abs=0.05)
    narrow, wide = (rng.normal(observed, spread, (2000, 2)) for spread in (0.3, 3.0))
    assert reference_of(narrow).log_score(observed) > reference_of(wide).log_score(observed)
    assert reference_of(narrow + 3.0).log_score(observed) < reference_of(wide).log_score(observed)


def test_no_fact_speaks_where_the_draws_did_not_move():
    rng = np.random.default_rng(13)
    p = np.array([chance_of_one_source(*rng.normal(size=(2, 200))) for _ in range(300)])
    assert abs((p <= 0.05).mean() - 0.05) < 0.05
    assert chance_of_one_source(rng.normal(size=200), rng.normal(0.5, 1.0, 200)) < 0.05


def test_failed_candidates_are_left_out_and_a_constant_fact_must_be_met():
    rng = np.random.default_rng(7)
    rows = correlated(rng, 100)
    holes = rows.copy()
    holes[3, 2] = np.nan
    assert joint_test(rows.mean(axis=0), holes).replicated == 99
    rows[:, 1] = 0.5
    observed = rows.mean(axis=0)
    assert joint_test(observed, rows).p > 0.5
    observed[1] = 0.6
    assert joint_test(observed, rows).p < 0.05


def test_a_vague_model_shows_a_width_of_one():
    rng = np.random.default_rng(8)
    prior, same, narrow = (scale * rng.normal(size=(4000, FACTS)) for scale in (1.0, 1.0, 0.1))
    observed = np.zeros(FACTS)
    for found in predictions(observed, prior, same):
        assert found.width_ratio == pytest.approx(1.0, abs=0.08) and found.inside
    for found in predictions(observed, prior, narrow):
        assert found.width_ratio == pytest.approx(0.1, abs=0.02)
    assert predictions([0.0], np.zeros((30, 1)), np.zeros((30, 1)))[0].width_ratio is None


def test_tails_and_misses_agree():
    rows = np.linspace(0.0, 1.0, 999)[:, None]
    for value, inside, tail in ((0.5, True, 1.0), (0.02, False, 0.04), (0.99, False, 0.02), (2.0, False, 0.002)):
        found = predictions([value], rows, rows)[0]
        assert (found.inside, found.tail) == (inside, pytest.approx(tail, abs=0.003))
    assert tail_probability(0.0, np.zeros(50)) == 1.0


def test_shrinkage_grows_where_chance_rules():
    rng = np.random.default_rng(9)
    few, many = (
        shrinkage((rows - rows.mean(axis=0)) / rows.std(axis=0))
        for rows in (correlated(rng, 10), correlated(rng, 2000))
    )
    assert 0.0 < many < 0.05 < few <= 1.0


def test_the_error_of_counts_is_part_of_the_spread():
    def fact(error: str, value: float, spread: float, size: float) -> Fact:
        return Fact("x", "T1", "fit", "", "", value, spread, error, size, 0, 700, ("S-1",), "assumed", {}, {})

    assert error_of(fact("normal", 0.3, 0.02, 700)) == 0.02
    assert error_of(fact("poisson", 16, 1.0, 700)) == 5.0
    assert error_of(fact("binomial", 0.5, 0.0, 100)) == pytest.approx(0.05)
