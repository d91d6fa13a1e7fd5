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
from typing import Any

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
    code = f"import {__name__} as ahead; ahead.compile_quarter()"
    try:
        second = subprocess.Popen(
            [sys.executable, "-P", "-W", "ignore", "-c", code],
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


def compile_quarter() -> None:
    """Compile `advance` for the types that every run has, and keep it."""
    from numba import typeof  # noqa: PLC0415 - only the second process needs these

    from simulation.driver import advance  # noqa: PLC0415

    compiled: Any = advance
    compiled.compile(tuple(typeof(one) for one in arguments()))


def arguments() -> tuple[Any, ...]:
    """What `advance` is called with, in a world without firms."""
    import numpy as np  # noqa: PLC0415

    from simulation.parameters import PARAMETERS  # noqa: PLC0415
    from simulation.quarter.record import Record  # noqa: PLC0415
    from simulation.run import policy_of  # noqa: PLC0415
    from simulation.schedule import empty_schedule  # noqa: PLC0415
    from simulation.state import GOVERNMENT_ACCOUNTS, TRAITS, empty_world  # noqa: PLC0415

    parameters: Any = np.zeros(1, PARAMETERS)
    policy = policy_of(empty_schedule(), parameters)
    seed = replication = firms = first = until = 0
    accounts = np.zeros((1, len(GOVERNMENT_ACCOUNTS) + 1), np.int64)
    traits = np.zeros(1, TRAITS)
    return (
        empty_world(1, 1),
        traits,
        policy,
        parameters,
        seed,
        replication,
        firms,
        first,
        until,
        Record.of(1, 1),
        accounts,
    )
