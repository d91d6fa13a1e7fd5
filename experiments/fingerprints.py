"""Hashes of what decides results: behaviour, parameters, population, and the packages that are installed."""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from scenarios.compile import compile_schedule
from scenarios.library import load_future, load_mix
from scenarios.run_dates import RunDates
from scenarios.scope import scope_bits
from simulation.parameters import central_values, registry
from simulation.population import load_population, load_suppliers
from simulation.run import Run, policy_of
from simulation.start import fixed_traits
from simulation.vocabulary import QUARTERS

#: Policy of the behaviour fingerprint.
_FROZEN = Path(__file__).parent / "behaviour"
#: Packages whose version can change a result or a file.
PACKAGES = ("llvmlite", "mesa", "numba", "numpy", "pandas", "pyarrow", "salib", "scipy", "smartmix")
#: Packages that decide the numbers of one kind of analysis only, by that kind; they are extras.
PACKAGES_OF = {"discover": ("ema-workbench",), "optimise": ("optuna",)}


@cache
def behaviour_fingerprint() -> str:
    """Hash of what a fixed small run does: a frozen copy of mix-2 in a future without EU law, 120 firms.

    Results are bound to behaviour, not to source text or to what ships: a change of wording, of a shipped mix or
    of a law keeps it, a change of a rule does not.
    """
    mix, future = load_mix(_FROZEN / "mix.yaml"), load_future(_FROZEN / "future.yaml")
    schedule = compile_schedule(mix, future, RunDates())
    population, suppliers, p = load_population(120), load_suppliers(), central_values()
    traits = fixed_traits(population, suppliers, scope_bits(schedule.scopes, population), float(p["size_reference"][0]))
    policy = policy_of(schedule, p)
    run = Run.start(traits, 120, suppliers, p, policy, 7, 3)
    run.advance(policy, QUARTERS)
    return hashlib.sha256(run.record.dense().tobytes() + run.accounts.tobytes()).hexdigest()


@cache
def parameters_fingerprint() -> str:
    """Hash of the registry: names, priors and numbers."""
    text = json.dumps([[p.name, p.number, p.kind, p.low, p.high] for p in registry().values()])
    return hashlib.sha256(text.encode()).hexdigest()


def priors_fingerprint(names: Iterable[str]) -> str:
    """Hash of the priors of these registered parameters, in the order given: name, kind, low and high."""
    known = registry()
    text = json.dumps([[name, known[name].kind, known[name].low, known[name].high] for name in names])
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def population_fingerprint() -> str:
    """Hash of all firms that trade abroad and of their suppliers; every sample is taken from these firms."""
    whole = load_population("full").fingerprint + load_suppliers().fingerprint
    return hashlib.sha256(whole.encode()).hexdigest()


@cache
def groups_fingerprint() -> str:
    """Hash of the figures of groups of all firms: laws on worldwide groups read them, what was calibrated does not."""
    return load_population("full").groups_fingerprint


def package_versions(kind: str = "") -> list[str]:
    """`name==version` of PACKAGES and of what decides the numbers of this kind of analysis, sorted."""
    return sorted(f"{name}=={version(name)}" for name in (*PACKAGES, *PACKAGES_OF.get(kind, ())))


def identity() -> dict[str, Any]:
    """What must be equal wherever runs of one study are made: behaviour, parameters, population, groups, packages."""
    return {
        "behaviour": behaviour_fingerprint(),
        "parameters": parameters_fingerprint(),
        "population": population_fingerprint(),
        "groups": groups_fingerprint(),
        "packages": package_versions(),
    }
