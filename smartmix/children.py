"""Processes of Python that we start: no module of the user's working folder stands in for one of ours in them."""

import os
import sys
from pathlib import Path

#: The folder that holds this package.
_ROOT = str(Path(__file__).resolve().parents[1])


def python(*words: str) -> list[str]:
    """The command that runs this Python on `-c CODE` or `-m MODULE`, without the working folder on its path."""
    return [sys.executable, "-P", *words]


def environment() -> dict[str, str]:
    """What such a process needs to find this package, also where it is not installed."""
    known = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return os.environ | {"PYTHONPATH": os.pathsep.join(dict.fromkeys([_ROOT, *filter(None, known)]))}
