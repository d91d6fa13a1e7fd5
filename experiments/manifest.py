"""The manifest beside every result: all that decides it, and the hash of every file."""

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from experiments.prepare import Experiment
from scenarios.compile import compile_schedule
from scenarios.library import fingerprint, load_future, load_mix
from scenarios.run_dates import RunDates
from scenarios.scope import scope_bits
from simulation.parameters import central_values, registry
from simulation.population import load_population, load_suppliers
from simulation.problems import InputProblem
from simulation.run import Run, policy_of
from simulation.start import fixed_traits
from simulation.vocabulary import QUARTERS

FORMAT = 1
#: Packages whose version can change a result or a file.
PACKAGES = ("duckdb", "llvmlite", "mesa", "numba", "numpy", "pandas", "pyarrow", "smartmix")


def file_hash(path: Path) -> str:
    """sha256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def behaviour_fingerprint() -> str:
    """Hash of what a fixed small run does: the broad law of mix-2 in a future without EU law, 120 firms.

    Results are bound to behaviour, not to source text: a change of wording keeps it, a change of a rule
    does not.
    """
    schedule = compile_schedule(load_mix("mix-2"), load_future("no-eu-law"), RunDates())
    population, suppliers, p = load_population(120), load_suppliers(), central_values()
    traits = fixed_traits(
        population, suppliers, scope_bits(schedule.scopes, population), float(p["size_reference"][0])
    )
    policy = policy_of(schedule, p)
    run = Run.start(traits, 120, suppliers, p, policy, 7, 3)
    run.advance(policy, QUARTERS)
    return hashlib.sha256(run.record.tobytes() + run.accounts.tobytes()).hexdigest()


@cache
def parameters_fingerprint() -> str:
    """Hash of the registry: names, priors and numbers."""
    text = json.dumps([[p.name, p.number, p.kind, p.low, p.high] for p in registry().values()])
    return hashlib.sha256(text.encode()).hexdigest()


def manifest_of(experiment: Experiment) -> dict[str, Any]:
    """All that decides the result, without files: equal manifests give equal data."""
    settings = experiment.settings
    drawn = np.concatenate(list(experiment.parameters.values())).view(np.float64).reshape(-1, len(registry()))
    return {
        "format": FORMAT,
        "kind": "compare",
        "settings": settings.as_dict() | {"mixes": list(experiment.mixes), "baseline": next(iter(experiment.mixes))},
        "future": experiment.future.id,
        "seed": settings.seed,
        "branches": sorted(set(experiment.branches.values())),
        "fingerprints": {
            "behaviour": behaviour_fingerprint(),
            "parameters": parameters_fingerprint(),
            "drawn_parameters": hashlib.sha256(np.ascontiguousarray(drawn).tobytes()).hexdigest(),
            "population": experiment.population.fingerprint,
            "suppliers": experiment.suppliers.fingerprint,
            "future": fingerprint(experiment.future),
            "mixes": {name: fingerprint(mix) for name, mix in experiment.mixes.items()},
        },
        "packages": sorted(f"{name}=={version(name)}" for name in PACKAGES),
    }


def read_manifest(folder: Path, name: str = "manifest.json") -> dict[str, Any]:
    """The manifest of a run folder. Raises InputProblem when missing, unreadable or of a newer format."""
    path = folder / name
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputProblem("{file}: not a finished run (no {name})", file=folder, name=name) from error
    except (OSError, ValueError) as error:
        raise InputProblem("{file}: cannot be read as a manifest", file=path) from error
    if not isinstance(content, dict) or not isinstance(content.get("format"), int):
        raise InputProblem("{file}: cannot be read as a manifest", file=path)
    if content["format"] > FORMAT:
        raise InputProblem(
            "{file}: format {found} is newer than this version reads ({allowed})",
            file=path, found=content["format"], allowed=FORMAT,
        )  # fmt: skip
    if not all(isinstance(content.get(part), dict) for part in ("settings", "fingerprints")):
        raise InputProblem("{file}: cannot be read as a manifest", file=path)
    return content
