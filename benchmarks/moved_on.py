"""Are the ranges that ship wide enough? Chains go on from the posterior: `python -m benchmarks.moved_on`.

Some draws of the shipped posterior are taken, get luck that fits, and move on for some generations of the calibration
at the whole likelihood, without being multiplied again. Of a posterior that is right, spread and centre stay as they
are, but for chance. Printed after each generation: how much wider the ranges are (mean over parameters of the ratio of
standard deviations, on normal scores), how far centres moved (in standard deviations), what chance alone would move
them with the correlation that is left between a chain and its start, and the shares of steps of each kind taken.

    python -m benchmarks.moved_on --chains 100 --generations 5      nine minutes on two quiet cores
"""

import argparse
import os
from concurrent.futures import ThreadPoolExecutor
from math import sqrt
from typing import Any

import numpy as np

from benchmarks.report import table
from calibration.candidate import Simulator
from calibration.moves import TURNS, Moves, Particles, Sizes, StepKind, Surprise, scores_of
from calibration.observation_draws import read_observation
from calibration.settings import calibration_settings
from calibration.workflow import surprise_of
from experiments.posterior import SHIPPED
from experiments.posterior_files import read_posterior

#: Candidates of this command have numbers from here on: none shares its luck with one of a calibration.
_FIRST = 2**40
#: Chains that share a generator of chance, so that results do not depend on the number of processors.
_PART = 25
#: Steps that find luck for the parameters of a draw, whose own luck is not kept.
_SETTLING = 24


def shipped() -> tuple[tuple[str, ...], Any]:
    """Names (D,) of what was calibrated, and the draws (n, D) that ship, as quantiles of the priors."""
    posterior = read_posterior(SHIPPED)
    observation = read_observation(SHIPPED, len(posterior.quantiles))
    draws = np.concatenate([posterior.quantiles, observation.quantiles], axis=1).astype(np.float64)
    return (*posterior.names, *observation.names), draws


class Chains:
    """Particles in parts, each with a generator of its own, that move on all processors."""

    def __init__(self, surprise: Surprise, moves: Moves, start: Any, worlds: int, seed: int) -> None:
        self._surprise, self._moves, self._steps, self._count = surprise, moves, 0, len(start)
        self._rows = np.array_split(np.arange(len(start)), -(-len(start) // _PART))
        self._chance = [np.random.default_rng([seed, part]) for part in range(len(self._rows))]
        self._pool = ThreadPoolExecutor(os.cpu_count())

        def begin(rows: Any) -> Particles:
            numbers = np.repeat((_FIRST + rows)[:, None], 1 + worlds, axis=1)
            return Particles(start[rows], numbers, surprise(start[rows], numbers), np.zeros((len(rows), len(StepKind))))

        self._parts = list(self._pool.map(begin, self._rows))

    def move(self, kinds: list[StepKind]) -> Any:
        """Each particle takes all these steps; the shares (3,) of each kind that were taken."""
        first = self._steps + 1

        def go(part: int) -> Any:
            particles, rows = self._parts[part], self._rows[part]
            particles.taken[:] = 0
            for place, kind in enumerate(kinds):
                fresh = _FIRST + (first + place) * self._count + rows
                particles.step(kind, self._moves, self._surprise, 1.0, fresh, self._chance[part])
            return particles.taken.sum(axis=0)

        taken = sum(self._pool.map(go, range(len(self._parts))))
        self._steps += len(kinds)
        return taken / (self._count * np.maximum(1, [kinds.count(kind) for kind in StepKind]))

    def scores(self) -> Any:
        """Where the particles are (n, D), as normal scores."""
        return scores_of(np.concatenate([part.quantiles for part in self._parts]))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.moved_on", description="Chains from the posterior on.")
    parser.add_argument("--chains", type=int, default=100)
    parser.add_argument("--generations", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    names, draws = shipped()
    for name, low, high in (("chains", 2, len(draws)), ("generations", 1, None), ("seed", 0, None)):
        found = getattr(asked, name)
        if found < low or (high is not None and found > high):
            parser.error(f"--{name}: found {found}; allowed: {low} {'or more' if high is None else f'to {high}'}")
    simulator, steps = Simulator(), calibration_settings().steps
    start = draws[np.random.default_rng(asked.seed).choice(len(draws), asked.chains, replace=False)]
    moves = Moves.fitted(draws, np.full(len(draws), 1.0 / len(draws)), Sizes())
    surprise = surprise_of(simulator, names, simulator.observed[: simulator.fitted])
    chains = Chains(surprise, moves, start, simulator.worlds, asked.seed)
    chains.move([StepKind.RENEW] * _SETTLING)
    before, rows = scores_of(start), list[list[str]]()
    for generation in range(1, asked.generations + 1):
        taken = chains.move([TURNS[step % len(TURNS)] for step in range(steps)])
        now = chains.scores()
        wider = np.exp(np.log(now.std(axis=0) / before.std(axis=0)).mean())
        moved = np.sqrt((((now.mean(axis=0) - before.mean(axis=0)) / before.std(axis=0)) ** 2).mean())
        same = np.mean([np.corrcoef(before[:, place], now[:, place])[0, 1] for place in range(len(names))])
        chance = sqrt(2.0 * (1.0 - same) / asked.chains)
        rows.append([str(generation), *(f"{v:.3f}" for v in (wider, moved, chance, same, *taken))])
        print(*rows[-1], flush=True)
    heads = ["generation", "spread", "centres moved", "by chance", "correlation with the start"]
    print(table([*heads, *(f"{kind.name.lower()} taken" for kind in StepKind)], rows))


if __name__ == "__main__":
    main()
