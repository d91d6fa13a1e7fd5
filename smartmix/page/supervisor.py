"""Keeps the page there: the server is a process of its own, and one that ended by itself is started again.

Light to import. What is computed is found again by its address: a page whose server came back loads itself, and asks
for the same job as before.
"""

import os
import secrets
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence

from smartmix import children
from smartmix.problems import DEFECT, DONE, INPUT, INTERRUPTED

#: In the environment of a server that is kept.
KEPT = "SMARTMIX_KEPT"
#: Seconds after which a server counts as well begun, and how often in a row one may end before that.
WELL_BEGUN, MOST_FALLS = 60.0, 5
#: Seconds to wait before the first of these starts; each further one takes twice as long.
FIRST_PAUSE = 0.5
#: Seconds that a server has to end when it is asked to.
PATIENCE = 20.0
#: A server that ends by a signal it was sent ends with this and the number of the signal, as shells count.
_BY_SIGNAL = 128


def is_kept() -> bool:
    """Whether this process is a server that another one keeps."""
    return os.environ.get(KEPT) == "1"


def keep(command: Sequence[str], again: Sequence[str], fallen: Callable[[int], None]) -> int:
    """Run the server's `command` until it is asked to end; its status.

    again: the command for every further time; fallen(status): called before the server is started once more (a status
    below zero is the signal that ended it). Ends with DEFECT where it falls MOST_FALLS times soon after its start.
    KeyboardInterrupt ends the server first, and goes on.
    """
    falls, environment = 0, children.environment() | {KEPT: "1"}
    if not environment.get("SMARTMIX_PASSWORD"):  # sessions say only whose work is whose: they may outlive a server
        environment.setdefault("SMARTMIX_SECRET", secrets.token_hex(32))
    while True:
        began = time.monotonic()
        status = _run(command, environment)
        if status in (DONE, INPUT, INTERRUPTED, _BY_SIGNAL + signal.SIGTERM):
            return status
        falls = falls + 1 if time.monotonic() - began < WELL_BEGUN else 1
        if falls > MOST_FALLS:
            return DEFECT
        fallen(status)
        time.sleep(FIRST_PAUSE * 2 ** (falls - 1))
        command = again


def _run(command: Sequence[str], environment: dict[str, str]) -> int:
    """One server, from its start to its end. It sees by its input that this process is gone."""
    server = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE)
    try:
        while True:  # half a second at a time: on Windows a wait without end does not hear Ctrl-C
            try:
                return server.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                continue
    except BaseException:
        server.terminate()
        try:
            server.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        raise
    finally:
        if server.stdin is not None:
            server.stdin.close()


def end_with_keeper() -> None:
    """In a server that is kept: end as soon as the keeper is gone, however it ended."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="keeper", daemon=True).start()
