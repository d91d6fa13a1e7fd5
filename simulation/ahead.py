"""Compiling the quarter in a second process, while the first still lays out the firms.

On a machine with two cores or more a cold start then takes as long as the longer of the two. Whatever becomes of the
second process, the first compiles what it does not find.
"""

import atexit
import os
import subprocess
import sys
import threading
from pathlib import Path

#: Where this package lies: `simulation` in the repository, part of `smartmix` where it is installed.
_ROOT = Path(__file__).resolve().parents[__name__.count(".")]

_waiting = threading.Lock()
#: The second process while it compiles, in a list of none or one.
_second: list[subprocess.Popen[bytes]] = []


def compile_ahead() -> None:
    """Begin, where nothing is compiled yet and there is a core to spare."""
    from simulation.compiled import is_warm  # noqa: PLC0415 - Numba takes its time to import

    if _second or is_warm() or (os.cpu_count() or 1) < 2:
        return
    # a folder of the user's may hold modules of these names
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        second = subprocess.Popen(
            [sys.executable, "-P", "-W", "ignore", "-m", f"{__package__}.compile_quarter"],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return
    _second.append(second)
    atexit.register(second.kill)


def wait_for_compiled() -> None:
    """Until the second process, if there is one, has ended."""
    if _second:
        with _waiting:
            while _second:
                _second[0].wait()
                _second.pop()
