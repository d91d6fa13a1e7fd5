"""The facts that the model is compared with, as data: value, spread and the argument for it, source, one role.

`evidence/facts.yaml` holds them (`format: 1`). The model's side of each fact is an observation model in
`calibration/observation.py`, found by the name of its statistic. What lies between the two and is not
known is drawn: `calibration/observation_parameters.py`.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from calibration.evidence_format import read_fact_entries
from calibration.measurement import binomial_quantile, normal_quantile, poisson_quantile
from calibration.observation_parameters import (
    OBSERVATION_FILE,
    ObservationParameter,
    draw_observation,
    load_observation_parameters,
)
from calibration.reachable import refuse_unreachable
from simulation.safe_yaml import read_yaml

__all__ = [
    "ROLES",
    "Fact",
    "ObservationParameter",
    "draw_measured",
    "draw_observation",
    "evidence_fingerprint",
    "load_facts",
    "load_observation_parameters",
    "read_facts",
    "simulated_facts",
]

ROLES = ("input", "fit", "held_out", "sign")
_FOLDER = Path(__file__).parent
FACTS_FILE = _FOLDER / "evidence" / "facts.yaml"
#: Everything that decides what is compared with what: these files, and the worlds in which laws elsewhere run.
_WORLDS = ("analogues", "worlds")
#: Texts for readers: a better sentence changes no number, so it leaves the fingerprint as it was.
_TEXTS = {"name", "description", "argument", "note", "en", "nl"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One measured fact, in the unit of its statistic (a share, a number, a difference).

    pattern: T1 to T8 of the design, H for held out, I for input. statistic: name of the observation model,
    '' for an input or a sign. law: the law that it is about, '' for none. spread: standard deviation of the
    measurement error; for poisson (value is a number out of `size`) and binomial (`size` units measured) the error of
    judgement on top of chance.
    low, high: what is possible. grade: measured, estimated or assumed. name, argument: by language.
    """

    id: str
    pattern: str
    role: str
    law: str
    statistic: str
    value: float
    spread: float
    error: str
    size: float
    low: float
    high: float
    sources: tuple[str, ...]
    grade: str
    name: dict[str, str]
    argument: dict[str, str]


def read_facts(path: Path) -> tuple[Fact, ...]:
    """The facts in a file, in file order. Raises InputProblem with one line (file, key, found, allowed).

    Refused are unknown and missing keys, roles and statistics, malformed sources, a spread or value that
    cannot be, two facts for one statistic, a newer format, and a T1 that T2 makes impossible (S-022, S-025).
    """
    facts = tuple(
        Fact(
            name,
            e.pattern,
            e.role,
            e.law,
            e.statistic,
            e.value,
            e.spread,
            e.error,
            e.size,
            e.low,
            e.high,
            tuple(e.sources),
            e.grade,
            e.name.model_dump(),
            e.argument.model_dump(),
        )
        for name, e in read_fact_entries(path).items()
    )
    refuse_unreachable({fact.statistic: (fact.value, fact.spread) for fact in facts}, path.name)
    return facts


@cache
def load_facts() -> tuple[Fact, ...]:
    """The shipped facts of all roles, in file order."""
    return read_facts(FACTS_FILE)


def simulated_facts() -> tuple[Fact, ...]:
    """The facts that are simulated, those to fit first, then those held out: the order of the statistics."""
    return tuple(fact for role in ("fit", "held_out") for fact in load_facts() if fact.role == role)


@cache
def evidence_fingerprint() -> str:
    """16 hexadecimal digits of what candidates are compared with: facts, observation parameters, worlds."""
    return fingerprint_of(
        [FACTS_FILE, OBSERVATION_FILE, *(f for name in _WORLDS for f in sorted((_FOLDER / name).glob("*.yaml")))]
    )


def fingerprint_of(files: list[Path]) -> str:
    """sha256 (16 digits) over the content of YAML files; order of keys and texts for readers do not count."""
    content = {f"{file.parent.name}/{file.name}": _without_texts(read_yaml(file)) for file in files}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _without_texts(content: Any) -> Any:
    """The content without texts for readers; 0 and 0.0 are the same number."""
    if isinstance(content, dict):
        return {key: _without_texts(value) for key, value in content.items() if key not in _TEXTS}
    if isinstance(content, list):
        return [_without_texts(value) for value in content]
    return float(content) if isinstance(content, int) and not isinstance(content, bool) else content


def draw_measured(facts: tuple[Fact, ...], expected: Any, uniform: Any) -> Any:
    """What would be measured: expected values with measurement error; (K,) or (n, K) like `expected`.

    uniform has the shape of `expected`, strictly between 0 and 1; more never measures less. Chance in
    counts and the error of judgement move together (one uniform), so their spreads add up. Held to
    [low, high] of each fact.
    """
    expected, uniform = np.asarray(expected, float), np.asarray(uniform, float)
    measured = np.empty(expected.shape)
    for k, fact in enumerate(facts):
        mean = np.clip(expected[..., k], fact.low, fact.high)
        luck, size = uniform[..., k], int(fact.size)
        if fact.error == "poisson":
            mean = poisson_quantile(luck, mean, size)
        elif fact.error == "binomial":
            mean = binomial_quantile(luck, mean, size) / size
        error = fact.spread * normal_quantile(luck) if fact.spread > 0 else 0.0
        measured[..., k] = np.clip(mean + error, fact.low, fact.high)
    return measured
