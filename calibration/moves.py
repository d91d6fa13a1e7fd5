"""How particles move: steps that leave the posterior at one power of the likelihood as it is.

A particle is its parameters, as quantiles of the prior, and its luck: one number for what is drawn of the parameters
that are not calibrated, and one for the luck of each world. Worlds share no luck, so that what they say is independent
given the parameters. Steps come in turns:

- `WALK`: parameters move a short way, with the luck kept (random-walk Metropolis);
- `RENEW`: each world draws its luck anew and keeps it or not by itself, all in one simulation;
- `LEAP`: parameters move a long way towards the particles' own normal, and what is not calibrated is drawn anew
  (generalised preconditioned Crank-Nicolson steps: Cotter, Roberts, Stuart and White 2013; Rudolf and Sprungk 2018).

With all of it drawn anew at every step, luck alone let 4% of the steps through, and a particle hardly moved (measured:
docs/decisions.md). Parameters move on the normal scores of their quantiles, where the prior is standard normal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from math import sqrt
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from calibration.distance import check_finite

#: Surprise(quantiles (n, D), numbers (n, 1 + W)) -> minus the log likelihood of what each world shows (n, W).
Surprise = Callable[[Any, Any], Any]


class StepKind(IntEnum):
    """The kinds of steps; values are places in counts of steps taken."""

    WALK = 0
    RENEW = 1
    LEAP = 2


#: Steps in turns: luck after each move of the parameters.
TURNS = (StepKind.WALK, StepKind.RENEW, StepKind.LEAP, StepKind.RENEW)
#: Share of steps taken at which a walk covers most ground (Roberts, Gelman and Gilks 1997); sizes are led there.
_BEST_SHARE = 0.234
#: How far a size changes at most in a generation. The next power takes fewer steps than this one, so a size grows with
#: more care than it shrinks: too long a step is not taken, too short a one moves a little.
_MOST_SHRUNK, _MOST_GROWN = 0.5, 1.6
#: A leap of 1 would forget where the particle was, which no normal fitted to some hundred particles allows.
_LONGEST_LEAP = 0.95
#: Part of the standard normal in the particles' own normal. Of a few hundred particles in some 60 directions, the
#: sample's narrowest direction looks far narrower than it is; a tenth of the prior keeps steps open there.
_SHRINKAGE = 0.1
#: Quantiles nearer to 0 or 1 than this are the same to every prior; normal scores of 0 and 1 are infinite.
_EDGE = 1e-12


@dataclass(frozen=True, slots=True)
class Sizes:
    """How far steps go: a walk, in standard deviations times the square root of D; a leap, from 0 to 1.

    They begin where some 40% of the steps are taken at the whole likelihood (measured: docs/decisions.md), and follow
    from the second generation on what was taken.
    """

    walk: float = 1.5
    leap: float = 0.4

    def led(self, taken: Any) -> "Sizes":
        """Towards the best share of steps taken, from the shares (3,) of the generation before."""
        change = np.clip(np.asarray(taken) / _BEST_SHARE, _MOST_SHRUNK, _MOST_GROWN)
        walk, leap = self.walk * change[StepKind.WALK], min(_LONGEST_LEAP, self.leap * change[StepKind.LEAP])
        return Sizes(float(walk), float(leap))


@dataclass(frozen=True, slots=True)
class Moves:
    """Steps fitted to weighted particles: their mean (D,), the root of their covariance, and its inverse (D, D)."""

    mean: Any
    root: Any
    inverse_root: Any
    sizes: Sizes

    @staticmethod
    def fitted(quantiles: Any, weights: Any, sizes: Sizes) -> "Moves":
        """From particles (n, D) with weights (n,) that sum to one."""
        scores, dimensions = scores_of(quantiles), quantiles.shape[1]
        covariance = np.cov(scores.T, aweights=weights).reshape(dimensions, dimensions)
        root = np.linalg.cholesky((1.0 - _SHRINKAGE) * covariance + _SHRINKAGE * np.eye(dimensions))
        return Moves(weights @ scores, root, np.linalg.inv(root), sizes)

    def proposed(self, kind: StepKind, here: Any, normal: Any) -> tuple[Any, Any]:
        """Where a walk or a leap from scores `here` (n, D) leads, and the log ratio of all but the likelihood (n,)."""
        # einsum: sums in one order, whatever the threads of a linear algebra library do
        noise = np.einsum("nj,ij->ni", normal, self.root)
        prior = 0.5 * (here**2).sum(axis=1)
        if kind is StepKind.WALK:
            there = here + noise * (self.sizes.walk / sqrt(here.shape[1]))
            return there, prior - 0.5 * (there**2).sum(axis=1)
        leap = self.sizes.leap
        there = self.mean + sqrt(1.0 - leap**2) * (here - self.mean) + leap * noise
        return there, prior - 0.5 * (there**2).sum(axis=1) + self._distance(there) - self._distance(here)

    def _distance(self, scores: Any) -> Any:
        """Half of the squared distance from the mean, in the particles' own normal (n,)."""
        return 0.5 * (np.einsum("nj,ij->ni", scores - self.mean, self.inverse_root) ** 2).sum(axis=1)


def scores_of(quantiles: Any) -> Any:
    """Normal scores of quantiles of the prior, same shape."""
    return ndtri(np.clip(quantiles, _EDGE, 1.0 - _EDGE))


@dataclass(slots=True)
class Particles:
    """Some particles on their way: quantiles (n, D), numbers (n, 1 + W), surprises (n, W), steps taken (n, 3)."""

    quantiles: Any
    numbers: Any
    surprises: Any
    taken: Any

    def step(self, kind: StepKind, moves: Moves, surprise: Surprise, power: float, fresh: Any, chance: Any) -> None:
        """One step of each particle.

        fresh (n,): numbers that no other candidate has; chance: a generator, drawn from equally for every kind.
        """
        normal, luck = chance.standard_normal(self.quantiles.shape), np.log(chance.random(self.surprises.shape))
        numbers = self.numbers.copy()
        if kind is StepKind.RENEW:
            numbers[:, 1:] = fresh[:, None]
            tried = check_finite(surprise(self.quantiles, numbers), "surprises")
            takes = luck < -power * (tried - self.surprises)
            self.numbers[:, 1:] = np.where(takes, numbers[:, 1:], self.numbers[:, 1:])
            self.surprises = np.where(takes, tried, self.surprises)
            self.taken[:, kind] += takes.mean(axis=1)
            return
        if kind is StepKind.LEAP:
            numbers[:, 0] = fresh
        there, ratio = moves.proposed(kind, scores_of(self.quantiles), normal)
        there = ndtr(there)
        tried = check_finite(surprise(there, numbers), "surprises")
        takes = luck[:, 0] < ratio - power * (tried.sum(axis=1) - self.surprises.sum(axis=1))
        self.quantiles = np.where(takes[:, None], there, self.quantiles)
        self.numbers = np.where(takes[:, None], numbers, self.numbers)
        self.surprises = np.where(takes[:, None], tried, self.surprises)
        self.taken[:, kind] += takes
