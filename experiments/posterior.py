"""Draws from the posterior: the one that ships, or one in a folder, once it has been found to fit this code."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.fingerprints import behaviour_fingerprint, population_fingerprint, priors_fingerprint
from experiments.posterior_files import MANIFEST, Posterior, read_posterior, write_posterior
from simulation import parameters
from simulation.parameters import prior_quantiles, values_at
from simulation.problems import InputProblem

__all__ = [
    "SHIPPED",
    "Posterior",
    "folder_of",
    "load_posterior",
    "posterior_draw",
    "posterior_row",
    "read_posterior",
    "write_posterior",
]

#: The posterior that ships with the program.
SHIPPED = Path(parameters.__file__).parent / "posterior"
#: The seed whose first draw is the first row: the default one.
FIRST_SEED = 1


def folder_of(given: str) -> Path:
    """The folder that a setting names; the shipped one for ''."""
    return Path(given) if given else SHIPPED


def load_posterior(folder: Path | None = None) -> Posterior:
    """The posterior in `folder` (the shipped one when none is given), found to fit the present code.

    Raises InputProblem when it is missing, damaged or newer, or was made for other priors, another population
    or other behaviour than the present code has. Whether it fits the evidence is checked where evidence is
    known (calibration).
    """
    chosen = folder or SHIPPED
    posterior = read_posterior(chosen)
    file, made_for = chosen / MANIFEST, posterior.manifest["fingerprints"]
    if made_for["priors"] != priors_fingerprint(posterior.names):
        raise InputProblem(
            "{file}: made for other prior ranges of its parameters than this version has; make it again with "
            "'smartmix calibrate --ship', or run with --prior",
            file=file,
        )
    if made_for["population"] != population_fingerprint():
        raise InputProblem(
            "{file}: made for another population than this version has; make it again with 'smartmix calibrate "
            "--ship', or run with --prior",
            file=file,
        )
    if made_for["behaviour"] != behaviour_fingerprint():
        raise InputProblem(
            "{file}: made for rules that behave differently from those of this version; make it again with "
            "'smartmix calibrate --ship', or run with --prior",
            file=file,
        )
    return posterior


def posterior_row(posterior: Posterior, seed: int, draw: int) -> int:
    """The row that a draw takes: (draw + offset of the seed) modulo the number of rows.

    Seed 1 begins at the first row; another seed at a row that follows from its hash. After the last row comes
    the first one again, with luck of its own.
    """
    offset = 0 if seed == FIRST_SEED else int.from_bytes(hashlib.sha256(str(seed).encode()).digest()[:8])
    return (draw + offset) % len(posterior.quantiles)


def posterior_draw(
    seed: int, draw: int, overrides: Mapping[str, float] | None = None, posterior: Posterior | None = None
) -> Any:
    """Draw number `draw` from the posterior (the shipped one when none is given): (1,) PARAMETERS.

    Parameters that the posterior does not have are as in `prior_draw(seed, draw)`. Independent of how many draws
    are made. `overrides` sets named parameters to given values; unknown names are refused.
    """
    chosen = posterior or load_posterior()
    quantiles = prior_quantiles(seed, draw)
    quantiles[chosen.places] = chosen.quantiles[posterior_row(chosen, seed, draw)]
    return values_at(quantiles, overrides)
