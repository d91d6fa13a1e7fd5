"""The uncertain parameters as inputs of a regression: one by one, and in groups."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from experiments.points import Point
from simulation.parameters import refuse_unknown, registry
from simulation.vocabulary import GRADES


def inputs_of(points: Sequence[Point]) -> dict[str, Any]:
    """(n,) values of each parameter that varies over the points; logarithms where the prior is log-uniform."""
    found: dict[str, Any] = {}
    for name, parameter in registry().items():
        values = np.array([float(point.parameters[name][0]) for point in points])
        if np.ptp(values) > 1e-12 * (1.0 + np.abs(values).max()):
            found[name] = np.log(values) if parameter.kind == "loguniform" else values
    return found


def groups_of(
    inputs: Mapping[str, Any], groups: Mapping[str, Sequence[str]] | None = None
) -> dict[str, tuple[str, ...]]:
    """Names of inputs by group: as given, or by theme and by grade of evidence in the registry.

    Groups without an input that varies are left out. Raises InputProblem for a name that is not registered.
    """
    known = registry()
    if groups:
        for each in groups.values():
            refuse_unknown(dict.fromkeys(each))
        chosen = {name: tuple(i for i in each if i in inputs) for name, each in groups.items()}
    else:
        themes = dict.fromkeys(known[name].theme for name in inputs)
        chosen = {f"theme:{t}": tuple(i for i in inputs if known[i].theme == t) for t in themes}
        chosen |= {f"grade:{g}": tuple(i for i in inputs if known[i].grade == g) for g in GRADES}
    return {name: each for name, each in chosen.items() if each}
