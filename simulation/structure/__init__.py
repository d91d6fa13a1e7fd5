"""The model's structure as data: who responds to what, and which instrument works on which effect.

Each table has named structural variants, which experiments can switch.
"""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from simulation.columns import Floats, Parameters, Records
from simulation.problems import InputProblem, nearest
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import By, Stage, Tactic, To, names

_FOLDER = Path(__file__).parent
#: Tables with structural variants.
STRUCTURAL_TABLES = ("response", "edges")
INSTRUMENTS, EFFECTS = names(By), names(To)


@cache
def tables(name: str) -> dict[str, Any]:
    """The content of `response` or `edges`: default and variants with names, sources and grade."""
    return read_yaml(_FOLDER / f"{name}.yaml")


def _variant(name: str, variant: str | None) -> dict[str, Any]:
    table = tables(name)
    chosen = variant or table["default"]
    if chosen not in table["variants"]:
        raise InputProblem(
            "unknown structural variant '{found}' of {table}; did you mean '{nearest}'?",
            found=chosen,
            table=name,
            nearest=nearest(chosen, list(table["variants"])),
        )
    return table["variants"][chosen]


def response_matrix(parameters: Records[Parameters], variant: str | None = None) -> Floats:
    """(3, 5) weights, stage x tactic (S-051 ... S-059)."""
    entries = _responses(variant)
    return np.array([[_number(entry, parameters) for entry in row] for row in entries])


@cache
def _responses(variant: str | None) -> list[list[float | str]]:
    """Numbers, or names of the parameters that hold them, stage x tactic."""
    weights = _variant("response", variant)["weights"]
    return [[weights[stage.name.lower()][tactic.name.lower()] for tactic in Tactic] for stage in Stage]


@cache
def edge_matrix(variant: str | None = None) -> Floats:
    """(6, 3) weights, instrument x direct effect (S-216 ... S-219); made once, so do not write into it."""
    edges = _variant("edges", variant)["edges"]
    return np.array([[float(edges[i][effect]) for effect in EFFECTS] for i in INSTRUMENTS])


def _number(entry: float | str, parameters: Records[Parameters]) -> float:
    return float(parameters[entry][0]) if isinstance(entry, str) else float(entry)
