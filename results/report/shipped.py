"""Numbers of what ships with the program, by an address: the posterior, its validation, the table of edges.

`shipped_validation.json` is the `validation.json` that `smartmix validate` wrote for the posterior that ships; after a
new calibration it is copied here from the run folder. docs/validation.md says in words what it holds. This module knows
nothing of queries, so that `results.queries` can ask it.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, cast

from experiments.posterior import folder_of
from simulation.structure import tables

VALIDATION = Path(__file__).parent / "shipped_validation.json"


def shipped_number(address: str) -> float | None:
    """The number at an address; how many entries there are where it holds several; None where there is none.

    Addresses begin with `posterior` (the manifest of the shipped posterior), `validation` or `edges`.
    """
    first, *rest = address.split("/")
    here: Any = {"posterior": posterior, "validation": validation, "edges": _edges}[first]()
    for part in rest:
        if not isinstance(here, dict) or part not in here:
            return None
        here = cast("dict[str, Any]", here)[part]
    if isinstance(here, list | dict):
        return float(len(cast("list[Any]", here)))
    return None if here is None else float(here)


@cache
def posterior() -> dict[str, Any]:
    """The manifest of the posterior that ships: how it was made, its parameters and fingerprints."""
    return json.loads((folder_of("") / "manifest.json").read_text(encoding="utf-8"))


@cache
def validation() -> dict[str, Any]:
    """The validation of that posterior, with what failed apart.

    missed: facts, fitted or held out, outside the range 5-95; left_inside: facts of laws that all other laws predict;
    untold: results to which no fact speaks; failed: signs that more draws contradict than show;
    empirical: signs that somebody observed; earned: those of them that the rules do not give by themselves.
    """
    found: dict[str, Any] = json.loads(VALIDATION.read_text(encoding="utf-8"))
    facts, signs = found["facts"] | found["held_out"], found["signs"]
    empirical = {name: sign for name, sign in signs.items() if sign["label"] == "empirical"}
    left_out, results = found.get("left_out", {}), found.get("results", {})
    return found | {
        "left_inside": {name: one for name, one in left_out.items() if one["inside"]},
        "untold": {name: one for name, one in results.items() if one["is_prior"]},
        "missed": {name: fact for name, fact in facts.items() if not fact["inside"]},
        "failed": {name: sign for name, sign in signs.items() if sign["failed"]},
        "empirical": empirical,
        "earned": {name: sign for name, sign in empirical.items() if not sign["built_in"]},
    }


def _edges() -> dict[str, Any]:
    return {name: variant["edges"] for name, variant in tables("edges")["variants"].items()}
