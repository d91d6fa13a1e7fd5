"""Ctrl-C, SIGTERM and SIGHUP before the program is there: one line and their status, where Python would show what it
was importing, or end without a word.

Only what Python has loaded by itself is used here. `smartmix.ending` takes over when the command begins.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

#: Added to the number of a signal for the status, as shells do: 130 for Ctrl-C, 143 for SIGTERM, 129 for SIGHUP.
BASE = 128
#: What ends a command, and what Python does about it by itself.
USUAL = {"SIGINT": signal.default_int_handler, "SIGTERM": signal.SIG_DFL, "SIGHUP": signal.SIG_DFL}
_LINES = {"en": "stopped; nothing new was kept", "nl": "gestopt; er is niets nieuws bewaard"}


def is_command() -> bool:
    """Whether this process runs the command line, and is no script that imports us."""
    script = Path(sys.argv[0] if sys.argv else "")
    is_ours = script.stem == "smartmix" or (script.stem, script.parent.name) == ("__main__", "smartmix")
    return sys.argv[:1] == ["-m"] or is_ours  # `python -m dask` is a program of others


def is_dutch() -> bool:
    """Whether the reader asked for Dutch, found without the catalogue."""
    words = " ".join([*sys.argv, os.environ.get("SMARTMIX_LANG", ""), os.environ.get("LANG", "")])
    return "--lang nl" in words or "--lang=nl" in words or words.split()[-1:] in (["nl"], ["nl_NL.UTF-8"])


def stop(number: int, _frame: Any) -> None:
    """End at once: nothing has been begun."""
    os.write(2, f"{_LINES['nl' if is_dutch() else 'en']}\n".encode())
    os._exit(BASE + number)


def listen() -> None:
    """Be ready for what ends a command, where this is the command line and nobody has arranged otherwise."""
    if not is_command():
        return
    for name, usual in USUAL.items():
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is usual:
            signal.signal(number, stop)
