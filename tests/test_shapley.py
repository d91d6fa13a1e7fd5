"""Shapley values and interactions against games and linear models whose answers are known."""

from itertools import permutations

import numpy as np
import pytest

from experiments.shapley import MOST_PLAYERS, shapley_interactions, shapley_values


def test_an_additive_game_gives_each_its_own():
    worth = {"a": 1.0, "b": 2.5, "c": -0.5}

    def value(coalition):
        return sum(worth[player] for player in coalition)

    assert shapley_values(list(worth), value) == pytest.approx(worth)
    assert list(shapley_interactions(list(worth), value).values()) == pytest.approx([0.0, 0.0, 0.0])


def test_the_glove_game():
    """Two have a left glove, one has the right one; a pair is worth one."""

    def value(coalition):
        return float("right" in coalition and len(coalition) > 1)

    found = shapley_values(["left", "other left", "right"], value)
    assert found == pytest.approx({"left": 1 / 6, "other left": 1 / 6, "right": 4 / 6})
    pairs = shapley_interactions(["left", "other left", "right"], value)
    assert pairs["left", "right"] == pytest.approx(0.5)
    assert pairs["left", "other left"] == pytest.approx(-0.5)


def test_values_are_the_mean_over_all_orders():
    generator = np.random.default_rng(4)
    players = list(range(5))
    worth = {frozenset(p for p in players if mask >> p & 1): generator.normal() for mask in range(32)}
    expected = np.zeros(5)
    orders = list(permutations(players))
    for order in orders:
        for n, player in enumerate(order):
            expected[player] += worth[frozenset(order[: n + 1])] - worth[frozenset(order[:n])]
    found = shapley_values(players, worth.__getitem__)
    assert list(found.values()) == pytest.approx(list(expected / len(orders)))
    assert sum(found.values()) == pytest.approx(worth[frozenset(players)] - worth[frozenset()])


def test_interactions_of_a_product():
    """f = x1 x2 x3 as a game: worth one when all three are there; Grabisch and Roubens give 1/2 to each pair."""
    found = shapley_interactions([1, 2, 3], lambda coalition: float(len(coalition) == 3))
    assert list(found.values()) == pytest.approx([0.5] * 3)


@pytest.mark.parametrize("correlation", [-0.6, 0.0, 0.3, 0.95])
def test_two_correlated_gaussian_inputs(correlation):
    """y = b1 x1 + b2 x2: Owen and Prieur 2017, section 4, in closed form."""
    b1, b2, s1, s2 = 1.5, -2.0, 1.0, 0.7
    joint = 2 * correlation * b1 * b2 * s1 * s2
    total = (b1 * s1) ** 2 + (b2 * s2) ** 2 + joint
    alone = {1: (b1 * s1 + correlation * b2 * s2) ** 2, 2: (b2 * s2 + correlation * b1 * s1) ** 2}

    def explained(coalition):
        return total if len(coalition) == 2 else alone[next(iter(coalition))] if coalition else 0.0

    found = shapley_values([1, 2], explained)
    half = correlation**2 * ((b1 * s1) ** 2 - (b2 * s2) ** 2) / 2
    assert found[1] == pytest.approx((b1 * s1) ** 2 + joint / 2 - half)
    assert found[2] == pytest.approx((b2 * s2) ** 2 + joint / 2 + half)


def test_one_independent_and_two_correlated_inputs():
    """y = x1 + b2 x2 + b3 x3, x2 and x3 correlated: Song, Nelson and Staum 2016; Iooss and Prieur 2019."""
    b2, b3, rho = 0.8, -1.3, 0.7
    covariance = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, rho], [0.0, rho, 1.0]])
    slope = np.array([1.0, b2, b3])

    def explained(coalition):
        if not coalition:
            return 0.0
        chosen = sorted(coalition)
        shared = covariance[chosen] @ slope
        return float(shared @ np.linalg.solve(covariance[np.ix_(chosen, chosen)], shared))

    found = shapley_values([0, 1, 2], explained)
    half = rho**2 / 2 * (b2**2 - b3**2)
    expected = [1.0, b2**2 + rho * b2 * b3 - half, b3**2 + rho * b2 * b3 + half]
    assert list(found.values()) == pytest.approx(expected)


def test_arrays_are_many_games_at_once():
    found = shapley_values(["a", "b"], lambda coalition: np.array([len(coalition), "a" in coalition], float))
    assert found["a"] == pytest.approx([1.0, 1.0]) and found["b"] == pytest.approx([1.0, 0.0])


def test_what_cannot_be_solved_is_refused():
    with pytest.raises(ValueError, match="different players"):
        shapley_values(["a", "a"], lambda coalition: 0.0)
    with pytest.raises(ValueError, match="1 to 8"):
        shapley_values(list(range(MOST_PLAYERS + 1)), lambda coalition: 0.0)
    with pytest.raises(ValueError, match="not finite"):
        shapley_values(["a"], lambda coalition: float("nan"))
