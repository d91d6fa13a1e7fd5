"""From evidence to posterior: screen, fill the bank, ask it, refine by sequential Monte Carlo, write.

Everything is stored in the run folder as it is done (`screening.csv`, `bank/`, `sequential/`), so that a
killed calibration goes on where it was, with the same result. `posterior/` and `manifest.json` come last.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from calibration.adjustment import WeightedDraws
from calibration.bank import StoredBank, fill_bank
from calibration.candidate import Simulator, prior_candidate
from calibration.evidence import evidence_fingerprint
from calibration.leave_one_out import leave_one_law_out, write_left_out
from calibration.likelihood import log_likelihood
from calibration.moves import Surprise
from calibration.observation_draws import write_observation
from calibration.screening import Screening, places, screen, uncertain_parameters
from calibration.settings import CalibrationSettings
from calibration.tempering import Tempering, TemperingPlan, temper
from experiments.each import Workers
from experiments.fingerprints import behaviour_fingerprint, parameters_fingerprint, population_fingerprint
from experiments.manifest import FORMAT
from experiments.posterior import Posterior, write_posterior
from simulation.parameters import registry

#: Candidates of sequential runs have numbers from here on, those of repeats later ones: none shares luck.
FIRST_PROPOSAL = 2**24
MADE_WITH = "smartmix calibrate --ship"


@dataclass(frozen=True)
class Watching:
    """What a calibration tells while it runs: simulations done, and what it is doing (a key of `stages`)."""

    advance: Callable[[int], None]
    stage: Callable[[str, dict[str, Any]], None]


@dataclass(frozen=True)
class Calibration:
    """A finished calibration, before it is written up.

    kept (D): calibrated parameters; bank_answer and sequence_answer: the two posteriors as weighted draws of
    their quantiles; draws (n, D): what ships.
    """

    settings: CalibrationSettings
    simulator: Simulator
    screening: Screening
    bank: StoredBank
    kept: tuple[str, ...]
    bank_answer: WeightedDraws
    sequence: Tempering
    sequence_answer: WeightedDraws
    draws: Any

    @property
    def simulations(self) -> dict[str, int]:
        """How many simulations each stage took."""
        return {
            "screening": self.screening.simulations,
            "bank": len(self.bank.quantiles),
            "sequential": self.sequence.simulations(),
        }


def plan_of(settings: CalibrationSettings) -> dict[str, Any]:
    """What decides a calibration: the content of `plan.json`, by which a folder is known again."""
    return {
        "format": FORMAT,
        "kind": "calibration",
        "settings": settings.as_dict(),
        "fingerprints": {
            "evidence": evidence_fingerprint(),
            "behaviour": behaviour_fingerprint(),
            "population": population_fingerprint(),
            "priors": parameters_fingerprint(),
        },
    }


def calibrate(settings: CalibrationSettings, folder: Path, workers: Workers, watching: Watching) -> Calibration:
    """Run all stages, or what is missing of them, in a folder that belongs to `plan_of(settings)`."""
    simulator = Simulator()
    watching.stage("screening", {})
    screening = _screened(settings, simulator, folder, workers)
    settings.check_particles(len(screening.kept))
    watching.stage("bank", {"kept": len(screening.kept)})
    stored = fill_bank(settings, simulator, folder, workers, watching.advance)
    bank = stored.asked(screening.kept, simulator.fitted, settings.distance)
    observed = simulator.observed[: simulator.fitted]
    answer = bank.posterior(observed, settings.nearest)
    watching.stage("sequential", {"generation": 1})
    sequence = refine(settings, simulator, stored, screening.kept, observed, folder, 0, workers, watching)
    refined = sequence.posterior()
    draws = refined.resample(settings.draws, np.random.Generator(np.random.Philox(key=settings.seed)))
    return Calibration(settings, simulator, screening, stored, screening.kept, answer, sequence, refined, draws)


def refine(
    settings: CalibrationSettings,
    simulator: Simulator,
    bank: StoredBank,
    kept: tuple[str, ...],
    observed: Any,
    folder: Path,
    number: int,
    workers: Workers,
    watching: Watching,
) -> Tempering:
    """From the bank to the posterior of the parameters `kept`, given `observed` (the fitted facts).

    `number` 0 is the calibration, others are repeats of it.
    """
    surprises = surprises_by_world(simulator, observed)
    plan = TemperingPlan(
        settings.particles,
        settings.batch,
        settings.effective,
        settings.steps,
        settings.pooled,
        settings.generations,
        settings.seed + number,
        FIRST_PROPOSAL * (1 + number),
    )
    known = [bank.names.index(name) for name in kept]
    start = (bank.quantiles[:, known].astype(np.float64), surprises(bank.expected[:, : simulator.fitted]))
    return temper(
        surprise_of(simulator, kept, observed),
        start,
        plan,
        folder,
        workers,
        watching.advance,
        lambda index, generation: watching.stage(
            "sequential",
            {"generation": index + 1, "acceptance": generation.acceptance(), "particles": settings.particles},
        ),
    )


def surprises_by_world(simulator: Simulator, observed: Any) -> Callable[[Any], Any]:
    """From expected values (n, K) of fitted facts to minus the log likelihood of `observed` in each world (n, W)."""
    fitted = simulator.facts[: simulator.fitted]
    by_world = [np.flatnonzero(simulator.world_of[: simulator.fitted] == world) for world in range(simulator.worlds)]

    def surprises(expected: Any) -> Any:
        found = [log_likelihood([fitted[k] for k in own], expected[:, own], observed[own]) for own in by_world]
        return -np.array(found).T

    return surprises


def surprise_of(simulator: Simulator, kept: tuple[str, ...], observed: Any) -> Surprise:
    """How surprising `observed` is to candidates that differ in what is `kept`; all else stays at its prior."""
    columns, surprises = places(kept), surprises_by_world(simulator, observed)

    def surprise(quantiles: Any, numbers: Any) -> Any:
        expected = np.empty((len(numbers), simulator.fitted))
        for row, (rest, *luck) in enumerate(numbers.tolist()):
            every = prior_candidate(rest)
            every[columns] = quantiles[row]
            expected[row] = simulator.simulate(every, luck)[: simulator.fitted]
        return surprises(expected)

    return surprise


def _screened(settings: CalibrationSettings, simulator: Simulator, folder: Path, workers: Workers) -> Screening:
    """The screening of this folder, run when it is not there yet."""
    path = folder / "screening.csv"
    facts = simulator.names[: simulator.fitted]
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        effects = np.array([[float(row[fact]) for fact in facts] for row in rows])
        names = tuple(row["parameter"] for row in rows)
        return Screening(effects, names, facts, settings.kept_from, settings.trajectories * (len(names) + 1))
    screening = screen(simulator, settings.trajectories, settings.levels, settings.kept_from, workers)
    screening.write(path)
    return screening


def write_calibrated(calibration: Calibration, folder: Path) -> Posterior:
    """Write the posterior of a calibration to a folder, bound to evidence, population, behaviour and priors."""
    rules = [place for place, name in enumerate(calibration.kept) if name in registry()]
    observed = [place for place, name in enumerate(calibration.kept) if name not in registry()]
    facts = calibration.simulator.facts
    write_left_out(folder, leave_one_law_out(facts, calibration.bank.measured, calibration.settings.nearest))
    write_observation(folder, [calibration.kept[place] for place in observed], calibration.draws[:, observed])
    return write_posterior(
        folder,
        tuple(calibration.kept[place] for place in rules),
        calibration.draws[:, rules],
        {
            "fingerprints": {"evidence": evidence_fingerprint()},
            "simulations": calibration.simulations,
            "seed": calibration.settings.seed,
            "settings": calibration.settings.as_dict(),
            "uncertain_parameters": len(uncertain_parameters()),
            "made_with": MADE_WITH,
        },
    )
