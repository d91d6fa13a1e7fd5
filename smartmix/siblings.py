"""Is every package that SmartMix is about to import its own?

In a clone the houses are packages of their own: somebody's `simulation.py` or `results/` in the folder of a script
comes before ours on Python's path, and would fail in ways that nobody understands. Installed, they stand below
`smartmix`, and nothing can hide them.
"""

import sys
from importlib.machinery import PathFinder
from pathlib import Path

from smartmix.early import is_command, is_dutch
from smartmix.houses import HOUSES, IS_INSTALLED

_HOME = Path(__file__).resolve().parent.parent

# The catalogue lives in `results`, which may be the very package that is hidden: so both languages are here.
_LINES = {
    "en": "smartmix: {found} hides SmartMix's own package '{name}'; rename it, or work in another folder",
    "nl": "smartmix: {found} verbergt het pakket '{name}' van SmartMix zelf; geef het een andere naam, of werk in een "
    "andere map",
}


def hidden() -> tuple[str, str] | None:
    """Name of the first package of ours that is not ours, and the file that hides it; None when all is well."""
    for name in () if IS_INSTALLED else HOUSES:
        loaded = sys.modules.get(name)
        if loaded is not None:
            places = [str(getattr(loaded, "__file__", None) or "")]
        else:
            spec = PathFinder.find_spec(name)
            places = [] if spec is None else [spec.origin or "", *(spec.submodule_search_locations or [])]
        homes = [Path(place).resolve() for place in places if place]
        if homes and not any(home.is_relative_to(_HOME / name) for home in homes):
            return name, str(homes[0])
    return None


def line(name: str, found: str) -> str:
    """What to tell the user."""
    return _LINES["nl" if is_dutch() else "en"].format(name=name, found=found)


def check() -> None:
    """Stop when a package is hidden: one line and status 2 for the command, ImportError for scripts."""
    found = hidden()
    if found is None:
        return
    text = line(*found)
    if is_command():  # another program needs an exception
        print(text, file=sys.stderr)
        raise SystemExit(2)
    raise ImportError(text)
