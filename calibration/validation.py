"""Validation: facts beside the model's ranges, one joint test, facts held out, and signs, on prior and posterior."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from calibration.candidate import Simulator, prior_candidate, prior_candidates, simulate_many
from calibration.evidence import evidence_fingerprint
from calibration.leave_one_out import read_left_out
from calibration.observation_draws import ObservationDraws, read_observation
from calibration.observation_parameters import load_observation_parameters
from calibration.sign_draws import claim_values, work_of_signs
from calibration.signs import load_signs
from calibration.validation_result import Validation, assemble, sign_draws
from experiments import bounds
from experiments.each import check_workers
from experiments.posterior import Posterior, folder_of, load_posterior, posterior_row
from simulation.parameters import registry
from simulation.population import load_population
from simulation.problems import InputProblem

#: Validation has candidates of its own, far from those of the calibration: nothing is fitted to their luck.
_FIRST_PRIOR, _FIRST_POSTERIOR, _SEEDS, _ROOM = 2_000_000_000, 3_000_000_000, 1000, 1_000_000

#: Named stages, for whoever tells the user what is being done.
type Stage = Callable[[str], None]


def smallest_draws() -> int:
    """Fewer candidates cannot tell a p-value from the level of the test."""
    return int(np.ceil(1.0 / load_signs().thresholds.joint_test.value))


def check_settings(draws: int, seed: int, firms: int | str | None, workers: int, posterior: str) -> Posterior:
    """Everything that can be refused before simulating; the posterior. Raises InputProblem."""
    if not smallest_draws() <= draws <= bounds.DRAWS:
        raise InputProblem(
            "--draws: found {found}; allowed: {low} to {high}", found=draws, low=smallest_draws(), high=bounds.DRAWS
        )
    if not 0 <= seed < 2**63:
        raise InputProblem("--seed: found {found}; allowed: 0 to {high}", found=seed, high=2**63 - 1)
    check_workers(workers)
    load_population(load_signs().firms.value if firms is None else firms)  # type: ignore[arg-type] - refused there
    chosen = load_posterior(folder_of(posterior))
    made_for = chosen.manifest["fingerprints"].get("evidence")
    if made_for != evidence_fingerprint():
        raise InputProblem(
            "{file}: made for other evidence than this version has ({found} instead of {needed}); make it again with "
            "'smartmix calibrate --ship'",
            file=folder_of(posterior) / "manifest.json",
            found=made_for,
            needed=evidence_fingerprint(),
        )
    return chosen


def validate(
    draws: int,
    workers: int,
    *,
    seed: int = 1,
    firms: int | str | None = None,
    posterior: str = "",
    progress: Callable[[int], None] | None = None,
    stage: Stage | None = None,
) -> Validation:
    """Simulate `draws` candidates of the prior and as many of the posterior, and both for signs and results.

    firms: agents for signs and results, by default the number in signs.yaml (facts are simulated on worlds of their
    own); posterior: a folder, '' for the shipped one. `progress` is called with 1, `work(draws)` times in all;
    `stage` with "facts" and "signs". Raises InputProblem.
    """
    chosen, folder = check_settings(draws, seed, firms, workers, posterior), folder_of(posterior)
    observation, left_out = read_observation(folder, len(chosen.quantiles)), read_left_out(folder)
    tell = stage or _silent
    tell("facts")
    simulator = Simulator()
    first = (seed % _SEEDS) * _ROOM
    priors, replications = prior_candidates(_FIRST_PRIOR + first, draws), _FIRST_PRIOR + first + np.arange(draws)
    before = simulator.measured(simulate_many(simulator, priors, replications, workers, progress), replications)
    quantiles, replications = posterior_candidates(chosen, observation, seed, draws)
    after = simulator.measured(simulate_many(simulator, quantiles, replications, workers, progress), replications)
    strangers = unseen(quantiles, replications)
    abroad = simulator.measured(simulate_many(simulator, strangers, replications, workers, progress), replications)
    tell("signs")
    signs = load_signs()
    sample = signs.firms.value if firms is None else firms

    def values(prior: bool) -> dict[str, Any]:
        return claim_values(sign_draws(draws), sample, prior, workers, progress, posterior=posterior, seed=seed)

    claimed = values(True), values(False)
    return assemble(simulator.facts, before, after, abroad, claimed, left_out, draws, seed, sample, chosen.fingerprint)


def work(draws: int) -> int:
    """How many times `validate` calls its progress."""
    return 3 * draws + 2 * work_of_signs(sign_draws(draws))


def posterior_candidates(posterior: Posterior, observation: ObservationDraws, seed: int, count: int) -> tuple[Any, Any]:
    """Quantiles (count, P + M) and replications (count,) from a posterior; what has no column keeps its prior.

    Thresholds and offsets come from the same rows as the parameters: what the fit learned of them is kept.
    """
    replications = _FIRST_POSTERIOR + (seed % _SEEDS) * _ROOM + np.arange(count)
    quantiles = prior_candidates(int(replications[0]), count)
    rows = [posterior_row(posterior, seed, draw) for draw in range(count)]
    quantiles[:, posterior.places] = posterior.quantiles[rows]
    quantiles[:, len(registry()) + observation.places] = observation.quantiles[rows]
    return quantiles, replications


def unseen(quantiles: Any, replications: Any) -> Any:
    """The same candidates in a country and under an observer never seen: their offsets and thresholds drawn anew."""
    strangers, first = quantiles.copy(), len(registry())
    new = np.array([prior_candidate(int(replication)) for replication in replications])
    for place, one in enumerate(load_observation_parameters()):
        if one.of_country:
            strangers[:, first + place] = new[:, first + place]
    return strangers


def files_of_signs() -> list[Path]:
    """The data files of the signs: they decide a validation and are in no other fingerprint."""
    return sorted((Path(__file__).parent / "signs").rglob("*.yaml"))


def _silent(name: str) -> None:
    """Nobody asked to be told."""
