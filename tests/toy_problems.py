"""Small models with known answers, for the tests of inference. Parameters are quantiles of uniform priors."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri  # Mesa needs scipy


def noise(numbers: Any, columns: int, seed: int = 0) -> Any:
    """Standard normals (n, columns) that depend on seed, candidate number and column only."""
    with np.errstate(over="ignore"):
        x = np.asarray(numbers, np.uint64)[:, None] * np.uint64(columns) + np.arange(columns, dtype=np.uint64)
        x = x + np.uint64(seed + 1) * np.uint64(0xD1B54A32D192ED03)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            x = (x + np.uint64(0x9E3779B97F4A7C15)) ^ (x >> np.uint64(shift))
            x = x * np.uint64(factor)
        x = x ^ (x >> np.uint64(31))
    return ndtri(((x >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53)


@dataclass(frozen=True)
class Toy:
    """Statistics are mean(quantiles) + spread * standard normal."""

    mean: Callable[[Any], Any]
    spread: Any

    def simulate(self, quantiles: Any, numbers: Any) -> Any:
        return self.mean(np.asarray(quantiles)) + self.spread * noise(numbers, len(self.spread))

    def bank(self, n: int, dimensions: int, seed: int = 1) -> tuple[Any, Any]:
        quantiles = np.random.default_rng(seed).random((n, dimensions))
        return quantiles, self.simulate(quantiles, np.arange(n))

    def exact(self, observed: Any, steps: int = 300) -> tuple[Any, Any]:
        """Posterior means and standard deviations of two parameters, on a grid."""
        line = (np.arange(steps) + 0.5) / steps
        points = np.stack(np.meshgrid(line, line, indexing="ij"), axis=-1).reshape(-1, 2)
        logs = -0.5 * (((observed - self.mean(points)) / self.spread) ** 2).sum(axis=1)
        weights = np.exp(logs - logs.max())
        weights /= weights.sum()
        mean = weights @ points
        return mean, np.sqrt(weights @ (points - mean) ** 2)


SMALL_LOADINGS = np.array([[1.0, 0.3], [0.2, 1.0], [0.6, -0.5]])

#: Two parameters, three statistics, linear.
SMALL = Toy(lambda u: u @ SMALL_LOADINGS.T, np.array([0.12, 0.15, 0.2]))
#: Two parameters, of which statistics push the first against 0: its posterior piles up at the edge of the prior.
EDGE = Toy(lambda u: np.stack([u[:, 0], u[:, 0] + u[:, 1]], axis=1), np.array([0.1, 0.15]))
EDGE_OBSERVED = np.array([-0.1, 0.5])


def _loadings(statistics: int, parameters: int) -> Any:
    generator = np.random.default_rng(1)
    load = generator.normal(size=(statistics, parameters)) * (generator.random((statistics, parameters)) < 0.25)
    return load * np.exp(-np.arange(parameters) / 10)


PARAMETERS, STATISTICS = 25, 20
LOADINGS = _loadings(STATISTICS, PARAMETERS)
_SIGNAL = np.sqrt((LOADINGS**2).sum(axis=1) / 12)
#: As many parameters and statistics as the model's: linear, noise 15 to 50% of the signal.
LARGE = Toy(lambda u: u @ LOADINGS.T, _SIGNAL * np.random.default_rng(2).uniform(0.15, 0.5, STATISTICS))


def _curved(u: Any) -> Any:
    level = (u - 0.5) @ LOADINGS.T / _SIGNAL
    crossed = 3.0 * (u[:, :STATISTICS] - 0.5) * (u[:, 5 : STATISTICS + 5] - 0.5)
    return 1 / (1 + np.exp(-1.3 * (level + crossed)))


#: The same size, mildly curved: shares with products of two parameters in each.
CURVED = Toy(_curved, np.full(STATISTICS, 0.06))


def exact_linear(toy: Toy, loadings: Any, observed: Any, chains: int = 400, sweeps: int = 400) -> tuple[Any, Any]:
    """Means and standard deviations of a linear toy of any size: Gibbs sampling of the truncated normal."""
    generator = np.random.default_rng(9)
    scaled = loadings / toy.spread[:, None]
    precision, pull = scaled.T @ scaled, scaled.T @ (observed / toy.spread)
    u = generator.random((chains, loadings.shape[1]))
    total, squares = np.zeros((2, loadings.shape[1]))
    for sweep in range(sweeps):
        for d in range(u.shape[1]):
            own = precision[d, d]
            if own < 1e-9:
                u[:, d] = generator.random(chains)
                continue
            centre, spread = (pull[d] - u @ precision[d] + own * u[:, d]) / own, own**-0.5
            low, high = ndtr((0 - centre) / spread), ndtr((1 - centre) / spread)
            u[:, d] = np.clip(centre + spread * ndtri(low + (high - low) * generator.random(chains)), 0, 1)
        if sweep >= sweeps // 2:
            total, squares = total + u.mean(axis=0), squares + (u**2).mean(axis=0)
    mean = total / (sweeps - sweeps // 2)
    return mean, np.sqrt(squares / (sweeps - sweeps // 2) - mean**2)
