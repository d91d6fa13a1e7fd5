"""What a run folder may grow by: more draws, evaluations, replications or years of what it holds already.

A run of more is worked out as if nothing were there, except that points which the folder holds are not run again
(blocks of a comparison, `experiments.kept` of a study): so it is equal to a run asked at once. A sweep has a plan of
its own (`experiments.sweep.growing`).
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

_Place = tuple[str, ...]
_ASKED = ("settings", "asked")
#: Numbers that may become larger, or earlier, and lists that may become longer, by their place in a manifest.
_MORE: dict[_Place, Callable[[Any, Any], bool]] = {
    ("settings", "draws"): lambda old, new: new >= old,
    ("settings", "first_year"): lambda old, new: new <= old,
    ("settings", "last_year"): lambda old, new: new >= old,
    (*_ASKED, "plan", "evaluations"): lambda old, new: new >= old,
    (*_ASKED, "replications"): lambda old, new: new >= old,
    (*_ASKED, "years"): lambda old, new: {*old} <= {*new},
}
#: What follows from those: hashes of the draws, quarters at which they branch, and a size that `draws` holds as well.
_FOLLOWS: tuple[_Place, ...] = (("branches",), ("fingerprints", "drawn_parameters"), (*_ASKED, "size"))


def has_grown(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether the new manifest asks the same as the old one and more of it."""
    return old != new and _rest(old) == _rest(new) and all(_holds(old, new, place) for place in _MORE)


def years_of(manifest: Mapping[str, Any]) -> list[int]:
    """The first and the last year that a comparison keeps."""
    return [manifest["settings"]["first_year"], manifest["settings"]["last_year"]]


def _holds(old: Mapping[str, Any], new: Mapping[str, Any], place: _Place) -> bool:
    before, now = _at(old, place), _at(new, place)
    return before == now or (before is not None and now is not None and _MORE[place](before, now))


def _at(manifest: Mapping[str, Any], place: _Place) -> Any:
    found: Any = manifest
    for name in place:
        found = cast("dict[str, Any]", found).get(name) if isinstance(found, dict) else None
    return found


def _rest(manifest: Mapping[str, Any], above: _Place = ()) -> dict[str, Any]:
    """A manifest without what may grow and what follows from it."""
    rest: dict[str, Any] = {}
    for name, value in manifest.items():
        place = (*above, name)
        if place not in _MORE and place not in _FOLLOWS:
            rest[name] = _rest(cast("dict[str, Any]", value), place) if isinstance(value, dict) else value
    return rest
