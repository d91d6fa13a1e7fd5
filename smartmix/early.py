"""Ctrl-C before the program is there: one line and its status, where Python would show what it was importing.

Only what Python has loaded by itself is used here. `smartmix.ending` takes over when the command begins.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

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


def stop(_number: int, _frame: Any) -> None:
    """End at once: nothing has been begun."""
    os.write(2, f"{_LINES['nl' if is_dutch() else 'en']}\n".encode())
    os._exit(130)


def listen() -> None:
    """Be ready for Ctrl-C, where this is the command line and nobody has arranged otherwise."""
    if is_command() and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, stop)
