"""The manifest beside every result: all that decides it, the hash of every file, and a seal on itself."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from experiments.fingerprints import (
    behaviour_fingerprint,
    groups_fingerprint,
    package_versions,
    parameters_fingerprint,
    population_fingerprint,
)
from experiments.posterior import folder_of, load_posterior
from experiments.prepare import Experiment
from experiments.seal import SEAL, seal_holds
from experiments.settings import CompareSettings
from scenarios.library import fingerprint, laws_checked, load_future
from scenarios.mix_format import Mix
from simulation.parameters import registry
from simulation.problems import InputProblem

MANIFEST = "manifest.json"
FORMAT = 3
#: From this format on a manifest is sealed.
SEALED = 3


class BrokenSeal(InputProblem):
    """A manifest is not as it was written."""


def manifest_of(experiment: Experiment) -> dict[str, Any]:
    """All that decides the result, without files: equal manifests give equal data."""
    settings = experiment.settings
    drawn = np.concatenate(list(experiment.parameters.values())).view(np.float64).reshape(-1, len(registry()))
    posterior = {"posterior": experiment.posterior.fingerprint} if experiment.posterior else {}
    return {
        "format": FORMAT,
        "kind": "compare",
        "settings": settings.as_dict() | {"mixes": list(experiment.mixes), "baseline": next(iter(experiment.mixes))},
        "future": experiment.future.id,
        "laws_checked": laws_checked(experiment.future),
        "seed": settings.seed,
        "branches": sorted(set(experiment.branches.values())),
        "fingerprints": {
            "behaviour": behaviour_fingerprint(),
            "parameters": parameters_fingerprint(),
            "drawn_parameters": hashlib.sha256(np.ascontiguousarray(drawn).tobytes()).hexdigest(),
            "population": experiment.population.fingerprint,
            "suppliers": experiment.suppliers.fingerprint,
            "groups": experiment.population.groups_fingerprint,
            "future": fingerprint(experiment.future),
            "mixes": {name: fingerprint(mix) for name, mix in experiment.mixes.items()},
            **posterior,
        },
        "packages": package_versions(),
    }


def read_manifest(folder: Path, name: str = MANIFEST) -> dict[str, Any]:
    """The manifest of a run folder, an older one in the present form; one without `seal` was made without.

    The files are not looked at (`experiments.integrity.finished` does). Raises InputProblem when missing, unreadable or
    of a newer format; BrokenSeal when changed.
    """
    path = folder / name
    try:
        text = path.read_bytes()
        content = json.loads(text.decode())
    except FileNotFoundError as error:
        raise InputProblem("{file}: not a finished run (no {name})", file=folder, name=name) from error
    except (OSError, ValueError, RecursionError) as error:
        raise InputProblem("{file}: cannot be read as a manifest", file=path) from error
    if not isinstance(content, dict) or not isinstance(content.get("format"), int):
        raise InputProblem("{file}: cannot be read as a manifest", file=path)
    if content["format"] > FORMAT:
        raise InputProblem(
            "{file}: format {found} is newer than this version reads ({allowed})",
            file=path,
            found=content["format"],
            allowed=FORMAT,
        )
    # an older one has no seal: with one, it is not older but changed
    if not seal_holds(text, content) if content["format"] >= SEALED else SEAL in content:
        raise BrokenSeal("{file}: is not as it was written, its seal is broken", file=path)
    if not all(isinstance(content.get(part), dict) for part in ("settings", "fingerprints")):
        raise InputProblem("{file}: cannot be read as a manifest", file=path)
    if content["format"] < 2:  # from before there was a posterior
        content |= {"settings": {**content["settings"], "prior": True, "posterior": ""}}
    return content | {"format": FORMAT}


def deciding(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a manifest that was known before there were results: without files, tables and seal."""
    return {key: value for key, value in manifest.items() if key not in ("files", "tables", SEAL)}


def analysis_manifest(
    kind: str, settings: CompareSettings, mixes: Iterable[Mix], asked: Mapping[str, Any]
) -> dict[str, Any]:
    """All that decides the result of an analysis: equal manifests give equal files.

    kind: the verb; asked: what this analysis was asked beyond the settings (plain values).
    """
    posterior = {} if settings.prior else {"posterior": load_posterior(folder_of(settings.posterior)).fingerprint}
    own = {key: value for key, value in settings.as_dict().items() if key not in ("mixes", "baseline")}
    return {
        "format": FORMAT,
        "kind": kind,
        "settings": own | {"asked": dict(asked)},
        "seed": settings.seed,
        "future": load_future(settings.future).id,
        "fingerprints": {
            "behaviour": behaviour_fingerprint(),
            "parameters": parameters_fingerprint(),
            "population": population_fingerprint(),
            "groups": groups_fingerprint(),
            "future": fingerprint(load_future(settings.future)),
            "mixes": {mix.id: fingerprint(mix) for mix in mixes},
            **posterior,
        },
        "packages": package_versions(kind),
    }
