"""How rules and loops are compiled, and where the compiled code is kept.

Numba's cache does not see edits in other modules, so the cache folder is named by a hash of every
source file in `simulation/` and the versions that shape machine code; so is the one below NUMBA_CACHE_DIR,
where that is set. `fastmath` is never on: with it the two drivers disagree in the last bits of some firms.
"""

import hashlib
import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit
from numba.core import config as _numba_config

from simulation.nested import Compiled, is_tried


def _cache_folder() -> Path:
    # the Mesa driver holds no compiled code
    here = Path(__file__).parent
    sources = sorted(p for p in here.rglob("*.py") if p.relative_to(here).parts[0] != "mesa")
    digest = hashlib.sha256(f"{sys.version}|{version('numba')}|{version('numpy')}".encode())
    digest.update(os.environ.get("NUMBA_CPU_NAME", "host").encode())
    for source in sources:
        digest.update(source.read_bytes())
    own = os.environ.get("NUMBA_CACHE_DIR")
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or str(Path.home() / ".cache")
    return (Path(own) if own else Path(base) / "smartmix") / digest.hexdigest()[:16]


_NUMBA: Any = _numba_config
# not through the environment: a child process may have other sources
_NUMBA.CACHE_DIR = str(_cache_folder())

_OPTIONS: Any = {"error_model": "numpy", "nogil": True, "no_cfunc_wrapper": True}


def rule[F: Callable[..., Any]](function: F) -> F:
    """Compile a scalar rule: one firm, one idea. It is compiled into the loops that call it."""
    compiled: Any = (
        Compiled(function, _OPTIONS, inline=True) if is_tried() else njit(forceinline=True, **_OPTIONS)(function)
    )
    return compiled


def loop[F: Callable[..., Any]](function: F) -> F:
    """Compile a loop over firms (or a driver of such loops), cached between sessions."""
    compiled: Any = Compiled(function, _OPTIONS, inline=False) if is_tried() else njit(**_OPTIONS)(function)
    compiled.enable_caching()
    return compiled


def is_warm() -> bool:
    """Whether the quarter, compiled from these sources, was kept earlier (else the first run takes some seconds).

    Small functions are compiled before it and say nothing of it.
    """
    folder = Path(str(_NUMBA.CACHE_DIR))
    return folder.is_dir() and any(folder.rglob("driver.advance-*.nbi"))


@rule
def span(start: int, end: int, block: int, size: int) -> tuple[Any, Any]:
    """First and last index, within one block of `size` firms, of firms `start` to `end`.

    Unsigned, because compiled code then need not ask of every index whether it counts from the end.
    """
    return np.uint64(max(start - block * size, 0)), np.uint64(min(end - block * size, size))
