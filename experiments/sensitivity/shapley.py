"""Shapley effects from draws that exist already, for inputs that may depend on one another.

v(S), the share of an output's variance that the inputs in S explain together, is 1 less the squared error of
predicting each draw from all others, by a Gaussian process on the inputs in S alone: E[y | x_S] is estimated from
the draws themselves, so no conditional distribution has to be known or assumed (Song, Nelson and Staum 2016 need
one; nearest neighbours, Broto, Bachoc and Depecker 2020, need none either, but lose their grip beyond a few inputs).
The prior of the process is a sum of smooth functions of one input and of products of two (Durrande et al. 2012).
Errors for draws left out one at a time follow from one inverse (Rasmussen and Williams 2006, 5.12).

At most MOST_PLAYERS players are solved exactly, more by orders drawn at random, each with its reverse (Castro,
Gomez and Tejada 2009; Mitchell et al. 2022).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from experiments.sensitivity.process import Process
from experiments.shapley import MOST_PLAYERS, coalitions

#: Kernels of more draws take too much memory: 3 MB a thousand of them and input.
MOST_DRAWS = 5000
FEWEST_DRAWS = 20


@dataclass(frozen=True, slots=True)
class ShapleyEffects:
    """Shares of the variance of K outputs.

    `parts` (n, K, P): what each draw adds to the share of each of P players; `whole` (n, K): to the variance;
    both divided by the variance. `explained` (K,): v of all players; is_exact: all coalitions were solved.
    """

    parts: Any
    whole: Any
    is_exact: bool

    @property
    def shares(self) -> Any:
        """(K, P) share of each player."""
        return self.parts.sum(axis=0)

    @property
    def explained(self) -> Any:
        """(K,) share of all players together."""
        return self.shares.sum(axis=1)

    def resampled(self, times: int, seed: int) -> Any:
        """(times, K, P) shares on draws drawn again with replacement, the fits kept: for ranges.

        Fits are not repeated: a draw that comes twice would predict itself.
        """
        generator, n = np.random.default_rng(seed), len(self.parts)
        counts = generator.multinomial(n, np.full(n, 1.0 / n), size=times).astype(np.float64)
        top = np.einsum("tn,nkp->tkp", counts, self.parts)
        return top / (counts @ self.whole)[:, :, None]


def shapley_effects(
    inputs: Any, outputs: Any, players: Sequence[Sequence[int]], orders: int = 32, seed: int = 1
) -> ShapleyEffects:
    """Shapley effects of groups of inputs on outputs, from given data.

    inputs: (n, D); outputs: (n, K), finite; players: the columns of each, together all columns that matter;
    orders: random orders for more than MOST_PLAYERS players, rounded up to an even number. An output without
    variance has NaN. Raises ValueError for fewer than FEWEST_DRAWS or more than MOST_DRAWS draws.
    """
    x, y = np.asarray(inputs, np.float64), np.asarray(outputs, np.float64)
    if not FEWEST_DRAWS <= len(x) <= MOST_DRAWS:
        raise ValueError(f"{FEWEST_DRAWS} to {MOST_DRAWS} draws are needed, found {len(x)}")
    spread = y.std(axis=0)
    varies = spread > 1e-12 * (1.0 + np.abs(y).max(axis=0))
    parts, whole = np.full((len(x), y.shape[1], len(players)), np.nan), np.full(y.shape, np.nan)
    is_exact = len(players) <= MOST_PLAYERS
    # threads of a linear-algebra library wait for one another on a busy machine, and change last digits
    with threadpool_limits(1, "blas"):
        if not varies.any():
            return ShapleyEffects(parts, whole, is_exact)
        process = Process(x, (y[:, varies] - y[:, varies].mean(axis=0)) / spread[varies])
        found = _exact(process, players) if is_exact else _sampled(process, players, orders, seed)
        # `found` is in squared errors; without any input they add up to the variance
        nothing = process.errors(frozenset())
        parts[:, varies] = found / nothing.sum(axis=0)[:, None]
        whole[:, varies] = nothing / nothing.sum(axis=0)
    return ShapleyEffects(parts, whole, is_exact)


def _exact(process: Process, players: Sequence[Sequence[int]]) -> Any:
    """(n, K, P) by all coalitions."""
    names = list(range(len(players)))
    errors = {c: process.errors(frozenset(i for p in c for i in players[p])) for c in coalitions(names)}
    parts = np.zeros((*process.y.shape, len(players)))
    for player in names:
        for coalition, error in errors.items():
            if player not in coalition:
                size = len(coalition)
                weight = factorial(size) * factorial(len(names) - size - 1) / factorial(len(names))
                parts[:, :, player] += weight * (error - errors[coalition | {player}])
    return parts


def _sampled(process: Process, players: Sequence[Sequence[int]], orders: int, seed: int) -> Any:
    """(n, K, P) by random orders in which players join, each also backwards, which cancels much of the chance."""
    generator = np.random.default_rng(seed)
    parts, half = np.zeros((*process.y.shape, len(players))), max(1, (orders + 1) // 2)
    known = {
        count: process.errors(frozenset(i for p in range(len(players)) for i in players[p] if count))
        for count in (0, 1)
    }
    for _n in range(half):
        order = [int(player) for player in generator.permutation(len(players))]
        for way in (order, order[::-1]):
            joined, before = process.start(), known[0]
            for player in way:
                process.join(joined, players[player])
                after = known[1] if player == way[-1] else process.errors_of(joined)
                parts[:, :, player] += before - after
                before = after
    return parts / (2 * half)
