"""One candidate of the calibration: from quantiles of the parameters to what would have been measured.

Every candidate has its own replication, so candidates never share luck, and neither do worlds. What
an observer does not know of how others measured (thresholds, biases, offsets of countries) is part of the candidate and
inferred with the parameters of the rules; measurement error is drawn from the candidate's own luck and integrated out.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from calibration.evidence import Fact, draw_measured, draw_observation, load_observation_parameters, simulated_facts
from calibration.observation import OBSERVATION_MODELS, WORLD_OF, Sight
from calibration.observed_worlds import ObservedWorld, observed_worlds
from experiments.each import Check, Workers, taking
from simulation.parameters import prior_quantiles, values_at
from simulation.randomness import Purpose, luck_of

#: Key of the luck of all candidates, and of the first world; each further world has the next number. Results of mixes
#: use other keys, so nothing is fitted to their luck.
CALIBRATION_SEED = 20_231_231
#: Agents under which the luck of observing and of measuring is addressed (purpose OBSERVATION).
_OBSERVER, _MEASURER = 0, 1


class Simulator:
    """Simulates candidates; nothing in it changes, so threads may share it.

    `names` are the ids of the simulated facts (K), fitted ones first, then those held out; `worlds` (W): how many there
    are; `world_of` (K,): the world in which each fact is observed.
    """

    def __init__(self, facts: tuple[Fact, ...] | None = None) -> None:
        """`facts` are those to simulate; the shipped ones by default."""
        self.facts = simulated_facts() if facts is None else facts
        self.names = tuple(fact.id for fact in self.facts)
        self.fitted = sum(fact.role == "fit" for fact in self.facts)
        self._models = [OBSERVATION_MODELS[fact.statistic] for fact in self.facts]
        self._worlds = observed_worlds()
        self.worlds = len(self._worlds)
        names = list(self._worlds)
        self.world_of = np.array([names.index(WORLD_OF[fact.statistic]) for fact in self.facts])
        self._observed = len(load_observation_parameters())

    def __reduce__(self) -> Any:
        """It travels as its facts: every machine has the worlds."""
        return Simulator, (self.facts,)

    @property
    def observed(self) -> Any:
        """(K,) what was measured."""
        return np.array([fact.value for fact in self.facts])

    def simulate(self, quantiles: Any, replication: int | Sequence[int]) -> Any:
        """Expected values of the facts for one candidate, before measurement error; (K,).

        quantiles: (P + M,) in [0, 1]: one per registered parameter, in the registry's order, then one per parameter
        of the observation. replication: whose luck it is, one number or one for each world (W,).
        """
        quantiles, lucks = np.asarray(quantiles, float), np.broadcast_to(replication, self.worlds).tolist()
        parameters, chosen = values_at(quantiles[: -self._observed]), draw_observation(quantiles[-self._observed :])
        seen = {
            name: world.observe(parameters, CALIBRATION_SEED + place, luck, _shift(world, chosen))
            for place, (luck, (name, world)) in enumerate(zip(lucks, self._worlds.items(), strict=True))
        }
        sight = Sight(self._worlds, seen, parameters, chosen)
        return np.array([model(sight) for model in self._models])

    def measured(self, expected: Any, replications: Any) -> Any:
        """What would have been measured: expected values (n, K) with each candidate's own error."""
        uniforms = np.array([_luck(int(r), _MEASURER, len(self.facts)) for r in replications])
        return draw_measured(self.facts, expected, uniforms)


def _shift(world: ObservedWorld, chosen: dict[str, float]) -> float:
    """By how much motives in this country differ: its own draw times the spread that countries share."""
    return chosen[world.offset] * chosen["offset_spread"] if world.offset else 0.0


def _luck(replication: int, agent: int, count: int) -> Any:
    """(count,) uniforms of one candidate."""
    purpose, fours = int(Purpose.OBSERVATION), range(-(-count // 4))
    drawn = (luck_of(CALIBRATION_SEED, replication, agent, part, purpose) for part in fours)
    return np.array([u for four in drawn for u in four])[:count]


def prior_candidates(first: int, count: int) -> Any:
    """Quantiles of candidates `first` and on under the prior; (count, P + M). Candidate i has replication i."""
    return np.array([prior_candidate(candidate) for candidate in range(first, first + count)])


def prior_candidate(candidate: int) -> Any:
    """Quantiles (P + M,) of one candidate: registered parameters, then those of the observation."""
    observing = _luck(candidate, _OBSERVER, len(load_observation_parameters()))
    return np.concatenate([prior_quantiles(CALIBRATION_SEED, candidate), observing])


def simulate_many(
    simulator: Simulator,
    quantiles: Any,
    replications: Any,
    workers: Workers,
    progress: Callable[[int], None] | None = None,
) -> Any:
    """Expected values (n, K) of many candidates; the same for any workers.

    Raises Stopped on KeyboardInterrupt.
    """
    result = np.empty((len(quantiles), len(simulator.facts)))

    def one(candidate: tuple[Any, int], _check: Check) -> Any:
        return simulator.simulate(*candidate)

    candidates = ((row, int(replication)) for row, replication in zip(quantiles, replications, strict=True))
    with taking(one, candidates, workers) as done:
        for row, expected in done:
            result[row] = expected
            if progress:
                progress(1)
    return result
