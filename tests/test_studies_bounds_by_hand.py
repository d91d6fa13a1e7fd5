"""Ranges, fronts, limits and years of studies, beside values worked out by hand."""

from itertools import count
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.optimise.search import excess, on_front
from experiments.robustness.statistics import interval, undominated
from experiments.synergy.effects import SpreadOfDefined, spread_of, word_of
from results.queries import Query, _arrives


def test_a_range_of_draws_goes_from_5_to_95() -> None:
    found = spread_of(np.append(np.arange(101.0), np.nan))
    assert (found.p05, found.p50, found.p95) == (5.0, 50.0, 95.0)
    assert found.defined == pytest.approx(101 / 102)


@pytest.mark.parametrize(
    ("low", "high", "direction", "word"),
    [(1.0, 3.0, 1.0, "reinforce"), (1.0, 3.0, -1.0, "substitute"), (-3.0, -1.0, -1.0, "reinforce"),
     (-3.0, -1.0, 1.0, "substitute"), (-1.0, 3.0, -1.0, "neutral")],
)  # fmt: skip
def test_less_may_be_the_good_of_a_pair(low: float, high: float, direction: float, word: str) -> None:
    spread = SpreadOfDefined(p05=low, p50=(low + high) / 2, p95=high, mean=(low + high) / 2, defined=1.0)
    assert word_of(spread, direction) == word


def test_better_on_one_and_worse_on_none_is_enough_to_stand_above() -> None:
    values = np.array([[1.0, 1.0], [2.0, 1.0], [0.0, 3.0]])
    assert list(undominated(values[None], np.ones(2))[0]) == [False, True, True]
    assert list(on_front(values, (1.0, 1.0))) == [False, True, True]
    assert list(on_front(values, (-1.0, 1.0))) == [False, False, True]


def test_an_interval_leaves_as_much_out_at_both_ends() -> None:
    """101 resamples that give 0 to 100; of a width of 0.8 a tenth stays out at each end."""
    numbers = count()
    low, high = interval(np.zeros((2, 1, 1, 1)), lambda _cases: np.array([float(next(numbers))]), 101, 0.8, 1)
    assert (low[0], high[0]) == (pytest.approx(10.0), pytest.approx(90.0))


def test_a_limit_is_broken_from_below_or_from_above() -> None:
    assert excess([1.0, 5.0, 9.0], (1.0, -1.0, 1.0), (2.0, 4.0, None)) == [1.0, 1.0]
    assert excess([3.0, 3.0], (1.0, -1.0), (2.0, 4.0)) == [-1.0, -1.0]


def test_a_date_has_come_by_the_end_of_its_year() -> None:
    dates = pd.DataFrame({"mix": "a", "draw": range(5), "eu": ["2024Q1", "2026Q4", "2027Q1", "2029Q3", ""]})
    comparison: Any = SimpleNamespace(dates=dates, kept=None)
    assert _arrives(comparison, Query("arrives", "a", "eu", year=2026)) == pytest.approx(2 / 5)
    parts = ("p05", "p95")
    assert [_arrives(comparison, Query("arrives", "a", "eu", part=part)) for part in parts] == [2024.0, 2029.0]
