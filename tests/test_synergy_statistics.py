"""Shares and interactions of games whose answers are known."""

from itertools import combinations

import numpy as np
import pytest

from experiments.result_parts import SpreadOfDefined
from experiments.shapley import coalitions
from experiments.synergy.effects import effects_of, spread_of, word_of


def spread(p05: float | None, p95: float | None, defined: float = 1.0) -> SpreadOfDefined:
    middle = None if p05 is None or p95 is None else (p05 + p95) / 2
    return SpreadOfDefined(p05=p05, p50=middle, p95=p95, mean=middle, defined=defined)


def game(worth) -> np.ndarray:
    """(2 draws, subsets, 1) values of a game on a, b, c; the second draw has twice the values."""
    values = np.array([worth(chosen) for chosen in coalitions(["a", "b", "c"])])
    return np.stack([values, 2 * values])[:, :, None]


def test_an_additive_game_has_no_interactions():
    of = {"a": 0.25, "b": -0.125, "c": 0.0}
    found = effects_of(["a", "b", "c"], game(lambda chosen: 0.5 + sum(of[p] for p in chosen)))
    for name, worth in of.items():
        for quantity in (found.shapley, found.first_in, found.last_out):
            assert quantity[name][:, 0] == pytest.approx([worth, 2 * worth], abs=1e-15)
    assert all(np.abs(pair).max() < 1e-15 for pair in found.interactions.values())
    assert np.all(found.shapley["c"] == 0.0)
    assert np.all(found.without[:, 0] == [0.5, 1.0])
    assert np.abs(found.surplus).max() < 1e-15


def test_one_pair_that_reinforces_shares_its_extra():
    found = effects_of(["a", "b", "c"], game(lambda chosen: 0.1 * len(chosen) + 0.2 * ({"a", "b"} <= chosen)))
    assert found.interactions["a", "b"][:, 0] == pytest.approx([0.2, 0.4])
    assert found.interactions["a", "c"][:, 0] == pytest.approx([0, 0], abs=1e-15)
    assert [found.shapley[p][0, 0] for p in "abc"] == pytest.approx([0.2, 0.2, 0.1])
    assert found.first_in["a"][0, 0] == pytest.approx(0.1)
    assert found.last_out["a"][0, 0] == pytest.approx(0.3)
    assert found.surplus[0, 0] == pytest.approx(0.2)


def test_shares_add_up_and_order_does_not_matter():
    values = np.random.default_rng(3).random((5, 16, 2))
    found = effects_of(["d", "b", "a", "c"], values)
    assert sum(found.shapley.values()) == pytest.approx(found.total, abs=1e-15)
    other = effects_of(["a", "b", "c", "d"], values)
    for name in "abcd":
        assert np.array_equal(found.shapley[name], other.shapley[name])
    assert all(np.array_equal(found.interactions[pair], other.interactions[pair]) for pair in combinations("abcd", 2))


def test_a_draw_with_an_undefined_subset_is_left_out():
    values = game(lambda chosen: float(len(chosen)))
    values[1, 3, 0] = np.nan
    found = effects_of(["a", "b", "c"], values)
    assert np.isnan(found.shapley["a"][1, 0]) and found.shapley["a"][0, 0] == pytest.approx(1.0)
    assert spread_of(found.total[:, 0]) == spread(None, None, 0.5)
    with pytest.raises(ValueError, match="8 subsets"):
        effects_of(["a", "b", "c"], values[:, :7])


@pytest.mark.parametrize(
    ("low", "high", "direction", "word"),
    [
        (0.01, 0.02, 1.0, "reinforce"),
        (0.01, 0.02, -1.0, "substitute"),
        (-0.02, -0.01, -1.0, "reinforce"),
        (-0.01, 0.02, 1.0, "neutral"),
        (0.0, 0.0, 1.0, "neutral"),
        (1e-17, 2e-17, 1.0, "neutral"),
    ],
)
def test_words_follow_the_range(low, high, direction, word):
    assert word_of(spread(low, high), direction) == word
    assert word_of(spread(None, None, 0.0), direction) is None
