"""A plan that grew: more draws, points, replications or years than the sweep in a folder was begun with.

Draws, listed points and Sobol points that were there stay what they were, so their blocks are kept; with more years
every run is made again. What comes out is equal to the sweep of the larger plan in a new folder. A Latin hypercube does
not grow: with another `count` all its points are others.
"""

from collections.abc import Mapping
from typing import Any

_COUNTED = ("posterior", "prior", "sobol")


def grown(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """The keys of a plan that differ because the new plan has more of the same."""
    tests = {"parameters": _design_grew(old, new), "years": _holds(new, old, "years")}
    tests["replications"] = new.get("replications", 1) > old.get("replications", 1)
    return {key for key, grew in tests.items() if grew and old.get(key) != new.get(key)}


def _holds(new: Mapping[str, Any], old: Mapping[str, Any], key: str) -> bool:
    return set(old.get(key, ())) <= set(new.get(key, ()))


def _design_grew(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    a, b = dict(old.get("parameters", {})), dict(new.get("parameters", {}))
    if a.get("kind") == b.get("kind") == "list":
        before, now = a.pop("points", []), b.pop("points", [])
        return a == b and now[: len(before)] == before
    if a.get("kind") not in _COUNTED:
        return False
    before, now = a.pop("count", 0), b.pop("count", 0)
    one = old.get("replications", 1) == 1 or a["kind"] == "sobol"  # else luck of later replications moves with `count`
    return a == b and now > before and one
