"""Morris screening: which parameters can the facts move at all? The rest stay at their prior.

Elementary effects (Morris 1991; mu* by Campolongo and others 2007) of each uncertain parameter on each
fitted fact, in units of how precisely the fact is known: its measured spread and the luck of a run
together. Each trajectory keeps one replication, so that a step differs by the parameter and not by luck.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from SALib.analyze import morris as analysis
from SALib.sample.morris import sample

from calibration.candidate import CALIBRATION_SEED, Simulator, simulate_many
from calibration.observation_parameters import load_observation_parameters
from experiments.each import Workers
from experiments.files import write_text
from scenarios.catalogue import load_catalogue
from simulation.parameters import registry

#: The screening looks over the middle 99% of each prior: the very ends of a normal one are infinitely far.
_ENDS = [0.005, 0.995]


@dataclass(frozen=True)
class Screening:
    """What came out: `effects` (D, K) mu* in units of precision, `names` (D,), `facts` (K,), `kept_from`."""

    effects: Any
    names: tuple[str, ...]
    facts: tuple[str, ...]
    kept_from: float
    simulations: int

    @property
    def strongest(self) -> Any:
        """(D,) the largest effect of each parameter on any fact."""
        return self.effects.max(axis=1)

    @property
    def kept(self) -> tuple[str, ...]:
        """Parameters that move at least one fact by `kept_from`."""
        return tuple(name for name, effect in zip(self.names, self.strongest, strict=True) if effect >= self.kept_from)

    def write(self, path: Path) -> None:
        """One row per parameter: its effect on each fact, the largest, and whether it is calibrated."""
        frame = pd.DataFrame(self.effects, columns=list(self.facts)).assign(strongest=self.strongest)
        frame.insert(0, "parameter", self.names)
        frame["calibrated"] = [name in self.kept for name in self.names]
        write_text(path, frame.to_csv(index=False, lineterminator="\n", float_format="%.6g"))


def uncertain_parameters() -> tuple[str, ...]:
    """Names of what has a prior and can move a fact: of the rules in the registry's order, then of the observation.

    Prices of instruments cannot: they are paid, and no firm reacts to them.
    """
    prices = {name for kind in load_catalogue().values() for name in kind.unit_prices}
    rules = tuple(p.name for p in registry().values() if p.is_uncertain and p.name not in prices)
    return rules + tuple(one.name for one in load_observation_parameters() if one.kind != "value")


def places(names: tuple[str, ...]) -> Any:
    """(D,) where these stand in a candidate."""
    order = {name: place for place, name in enumerate(candidate_names())}
    return np.array([order[name] for name in names])


def candidate_names() -> tuple[str, ...]:
    """(P + M,) what a candidate consists of, in order."""
    return (*registry(), *(one.name for one in load_observation_parameters()))


def screen(
    simulator: Simulator,
    trajectories: int,
    levels: int,
    kept_from: float,
    workers: Workers,
    progress: Callable[[int], None] | None = None,
) -> Screening:
    """Run the trajectories: `trajectories` x (D + 1) simulations, the same for any number of workers."""
    names = uncertain_parameters()
    problem = {"num_vars": len(names), "names": list(names), "bounds": [_ENDS] * len(names)}
    points = sample(problem, trajectories, num_levels=levels, seed=CALIBRATION_SEED)
    quantiles = np.full((len(points), len(candidate_names())), 0.5)
    quantiles[:, places(names)] = points
    # one replication per trajectory: negative numbers are those of no candidate
    replications = -1 - np.arange(len(points)) // (len(names) + 1)
    expected = simulate_many(simulator, quantiles, replications, workers, progress)
    precision = _precision(simulator, trajectories, workers)
    effects = np.empty((len(names), simulator.fitted))
    for fact in range(simulator.fitted):
        found = analysis.analyze(problem, points, expected[:, fact], num_levels=levels, seed=CALIBRATION_SEED)
        effects[:, fact] = np.asarray(found["mu_star"]) / precision[fact]
    return Screening(effects, names, simulator.names[: simulator.fitted], kept_from, len(points))


def _precision(simulator: Simulator, trajectories: int, workers: Workers) -> Any:
    """(K,) how precisely each fact is known: luck and observing (at the middle of all priors) and measuring."""
    replications = -1 - np.arange(10 * trajectories)
    middle = np.full((len(replications), len(candidate_names())), 0.5)
    luck = simulate_many(simulator, middle, replications, workers).std(axis=0)
    exact = np.tile(simulator.observed, (len(replications), 1))
    return np.hypot(luck, simulator.measured(exact, replications).std(axis=0))
