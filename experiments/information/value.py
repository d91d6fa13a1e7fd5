"""What it would be worth to know something before choosing, for one objective: perfect and partial information.

Outcomes are in the unit of the objective, larger is better. The value of knowing everything (EVPI) is the mean over
points of the best option's outcome there, less the outcome of the option that is best on average; that of knowing
some inputs (EVPPI) the same with outcomes given those inputs, from `regression.py`; that of a
measurement (EVSI) the same with outcomes given simulated data (Strong, Oakley, Brennan and Breeze 2015).
All are too high when computed so: a maximum of noisy numbers is. Luck left in EVPI is taken out by what is lost
when half of the replications are used; the error of the regression by permuting inputs against outcomes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.information.regression import Smoother
from experiments.information.result import Estimate, KnowingAll, Worth

#: Fewer points carry no regression and no interval.
FEWEST_POINTS = 20
PERMUTATIONS = 100
RESAMPLES = 200


@dataclass(frozen=True, slots=True)
class Perfect:
    """Which option is best on average, what knowing everything is worth, and the share in which each is best (D,)."""

    best: int
    worth: KnowingAll
    chances: tuple[float, ...]


def perfect_information(outcomes: Any, seed: int = 1, resamples: int = RESAMPLES) -> Perfect:
    """EVPI from outcomes (n, R, D) of n points, R replications each with luck of its own, and D options.

    With r replications the maximum is too high by an amount that falls as 1/r, to first order; the line through
    R and R//2 gives the value without luck. Raises ValueError for fewer than 2 replications or FEWEST_POINTS.
    """
    n, count, options = outcomes.shape
    if count < 2 or n < FEWEST_POINTS:
        raise ValueError(f"2 replications and {FEWEST_POINTS} points or more are needed, found {count} and {n}")
    half = count // 2
    whole = outcomes.mean(axis=1)
    halves = [outcomes[:, :half].mean(axis=1), outcomes[:, half : 2 * half].mean(axis=1)]
    best = int(whole.mean(axis=0).argmax())

    def extrapolated(full: Any, part: Any) -> Any:
        return (count * full - half * part) / (count - half)

    top, top_half = whole.max(axis=1), np.mean([each.max(axis=1) for each in halves], axis=0)
    other = (whole.argmax(axis=1) != best).astype(np.float64)
    other_half = np.mean([each.argmax(axis=1) != best for each in halves], axis=0)
    weights = _weights(n, resamples, seed)
    middle = weights @ whole / n

    def gain(weight: Any, means: Any) -> Any:
        return extrapolated(weight @ top, weight @ top_half) / n - means.max(axis=-1)

    even = np.ones(n)
    value, spread = float(gain(even, whole.mean(axis=0))), gain(weights, middle)
    changes = float(extrapolated(other, other_half).mean())
    spread_changes = extrapolated(weights @ other, weights @ other_half) / n
    return Perfect(
        best,
        KnowingAll(
            gain=_estimate(value, spread, value),
            uncorrected=float(top.mean() - whole.mean(axis=0).max()),
            differs=bool(np.quantile(spread, 0.05) > 1e-12),
            changes=_estimate(changes, spread_changes, changes, 1.0),
        ),
        tuple(float((whole.argmax(axis=1) == d).mean()) for d in range(options)),
    )


def partial_information(
    inputs: Mapping[str, Any],
    outcomes: Any,
    seed: int = 1,
    permutations: int = PERMUTATIONS,
    resamples: int = RESAMPLES,
) -> dict[str, Worth]:
    """What knowing each of the `inputs`, name -> (n, p), is worth for a choice with outcomes (n, D).

    The inputs make up one family (see `Worth`). Raises ValueError for fewer than FEWEST_POINTS points.
    """
    n = len(outcomes)
    if n < FEWEST_POINTS:
        raise ValueError(f"{FEWEST_POINTS} points or more are needed, found {n}")
    best = int(outcomes.mean(axis=0).argmax())
    # differences only: what all options share says nothing about the choice, and would be noise
    gains = np.delete(outcomes - outcomes[:, [best]], best, axis=1)
    weights = _weights(n, resamples, seed)
    orders = _generator(seed, 2).permuted(np.tile(np.arange(n), (permutations, 1)), axis=1)
    found, nothing = list[_Learnt](), list[Any]()
    for name, columns in inputs.items():
        smoother = Smoother(columns)
        fit = smoother.fit(gains)
        # one order for all options, and the same orders for all inputs, so that maxima over a family are honest
        shuffled = smoother.fit(gains[orders].transpose(1, 0, 2).reshape(n, -1)).fitted
        shuffled = shuffled.reshape(n, permutations, -1).transpose(1, 0, 2)
        nothing.append(_gain(shuffled))
        flat = not (fit.fitted > 0).any() and not (shuffled > 0).any()  # nothing moves the choice: spare the work
        spread = np.zeros((1, n, 1)) if flat else smoother.resampled(gains, fit.strengths, weights)
        counts = weights[:1] if flat else weights
        found.append(
            _Learnt(
                name,
                float(_gain(fit.fitted)),
                float(_moves(fit.fitted)),
                nothing[-1].mean(),
                _moves(shuffled).mean(),
                _gain(spread, counts),
                _moves(spread, counts),
                *_validated(fit.left_out, gains),
            )
        )
    if not found:
        return {}
    threshold = float(np.quantile(np.max(nothing, axis=0), 0.95))
    without = float((gains <= 0).all(axis=1).mean())
    return {each.name: _worth(each, threshold, without) for each in found}


@dataclass(frozen=True, slots=True)
class _Learnt:
    name: str
    raw: float
    moves: float
    bias: float
    moves_bias: float
    spread: Any
    spread_moves: Any
    validated: float
    hits: float


def _worth(found: _Learnt, threshold: float, without: float) -> Worth:
    value, moves = max(0.0, found.raw - found.bias), max(0.0, found.moves - found.moves_bias)
    return Worth(
        gain=_estimate(value, found.spread - found.spread.mean() + value, value),
        uncorrected=found.raw,
        bias=float(found.bias),
        threshold=threshold,
        differs=found.raw > max(threshold, 1e-12),
        changes=_estimate(moves, found.spread_moves - found.spread_moves.mean() + moves, moves, 1.0),
        validated=found.validated,
        best_chosen=found.hits,
        best_chosen_without=without,
    )


def _gain(gains: Any, weights: Any = None) -> Any:
    """Mean over points of the best gain, less the best mean gain; gains (..., n, D - 1) over the best option."""
    top = np.maximum(gains.max(axis=-1, initial=-np.inf), 0.0)
    if weights is None:
        return top.mean(axis=-1) - np.maximum(gains.mean(axis=-2).max(axis=-1, initial=-np.inf), 0.0)
    n = gains.shape[-2]
    means = np.einsum("bn,bnd->bd", weights, gains) / n
    return (weights * top).sum(axis=-1) / n - np.maximum(means.max(axis=-1, initial=-np.inf), 0.0)


def _moves(gains: Any, weights: Any = None) -> Any:
    """Share of points in which another option than the one that is best on average comes out best."""
    moved = (gains > 0).any(axis=-1).astype(np.float64)
    return moved.mean(axis=-1) if weights is None else (weights * moved).sum(axis=-1) / moved.shape[-1]


def _validated(predicted: Any, gains: Any) -> tuple[float, float]:
    """Gain of choosing by predictions for points left out, and the share of points in which that choice is best."""
    stays = (predicted <= 0).all(axis=1)
    if not gains.shape[1]:
        return 0.0, 1.0
    chosen = np.where(stays, 0.0, gains[np.arange(len(gains)), predicted.argmax(axis=1)])
    return float(chosen.mean()), float((chosen >= np.maximum(gains.max(axis=1), 0.0)).mean())


def _estimate(value: float, spread: Any, middle: float, most: float = np.inf) -> Estimate:
    low, high = np.quantile(spread, [0.05, 0.95])
    found, p05, p95 = map(float, np.clip([value, min(low, middle), max(high, middle)], 0.0, most))
    return Estimate(value=found, p05=p05, p95=p95)


def _weights(n: int, resamples: int, seed: int) -> Any:
    """(resamples, n) how often each point counts in a bootstrap sample of points."""
    return _generator(seed, 1).multinomial(n, np.full(n, 1.0 / n), size=resamples).astype(np.float64)


def _generator(seed: int, purpose: int) -> np.random.Generator:
    """A stream of our own: what it decides is the error of a result, never a run."""
    return np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, purpose])))
