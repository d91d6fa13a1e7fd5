"""Exact Shapley values and pairwise Shapley interactions, from a value for every coalition of few players.

A value may be an array: one game per element, all solved together. With v(S) the variance of an output that
the inputs in S explain, Shapley values divide that variance among inputs that may depend on one another
(Owen 2014; Song, Nelson and Staum 2016; Owen and Prieur 2017).
"""

from collections.abc import Callable, Hashable, Sequence
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np

#: 2 ** 8 coalitions: more players ask for sampling, which this module does not do.
MOST_PLAYERS = 8


def coalitions[Player: Hashable](players: Sequence[Player]) -> list[frozenset[Player]]:
    """All subsets of the players, the smaller ones first, in the players' order.

    Raises ValueError when there is none, one stands twice, or there are more than MOST_PLAYERS.
    """
    if not 1 <= len(players) <= MOST_PLAYERS or len(set(players)) < len(players):
        raise ValueError(f"1 to {MOST_PLAYERS} different players are needed, found {list(players)}")
    return [frozenset(chosen) for size in range(len(players) + 1) for chosen in combinations(players, size)]


def shapley_values[Player: Hashable](
    players: Sequence[Player], value: Callable[[frozenset[Player]], Any]
) -> dict[Player, Any]:
    """What each player adds to a coalition, averaged over all orders in which players can join (Shapley 1953).

    `value(coalition)` is called once for each of the 2 ** n subsets, the empty one included, and gives a
    number or an array, always of the same shape. The values add up to value(all) - value(none). Raises
    ValueError as `coalitions` does, and when a value is not finite.
    """
    of = _values(players, value)
    result: dict[Player, Any] = {}
    for player in players:
        parts = [
            _weight(len(coalition), len(players)) * (of[coalition | {player}] - of[coalition])
            for coalition in of
            if player not in coalition
        ]
        result[player] = np.sum(parts, axis=0)
    return result


def shapley_interactions[Player: Hashable](
    players: Sequence[Player], value: Callable[[frozenset[Player]], Any]
) -> dict[tuple[Player, Player], Any]:
    """Shapley interaction of each pair (Grabisch and Roubens 1999), pairs in the players' order.

    Positive: together they do more than apart; negative: they stand in for one another; zero for every pair
    of an additive game. `value` and errors as with `shapley_values`.
    """
    of = _values(players, value)
    result: dict[tuple[Player, Player], Any] = {}
    for a, b in combinations(players, 2):
        parts = [
            _weight(len(coalition), len(players) - 1)
            * (of[coalition | {a, b}] - of[coalition | {a}] - of[coalition | {b}] + of[coalition])
            for coalition in of
            if a not in coalition and b not in coalition
        ]
        result[a, b] = np.sum(parts, axis=0)
    return result


def _weight(size: int, players: int) -> float:
    """Share of the orders in which exactly `size` given players come before one given player."""
    return factorial(size) * factorial(players - size - 1) / factorial(players)


def _values[Player: Hashable](
    players: Sequence[Player], value: Callable[[frozenset[Player]], Any]
) -> dict[frozenset[Player], Any]:
    found: dict[frozenset[Player], Any] = {}
    for coalition in coalitions(players):
        found[coalition] = np.asarray(value(coalition), np.float64)
        if not np.isfinite(found[coalition]).all():
            raise ValueError(f"the value of {sorted(map(str, coalition))} is not finite")
    return found
