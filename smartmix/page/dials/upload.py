"""Checking what somebody uploaded in a process of its own, with limits of time and memory.

Whatever a text does to whoever reads it, the server goes on: the process is ended and the upload refused.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scenarios.mix_format import Mix
from scenarios.refusals import checked
from simulation.problems import InputProblem
from simulation.safe_json import read_json
from smartmix import children

#: Seconds that a check may take, of the clock and of the processor; and bytes of memory that it may ask for.
LONGEST = 120.0
PROCESSOR = 20
MEMORY = 4_000_000_000
#: Bytes of what it may answer.
LARGEST_ANSWER = 10_000_000
#: Seconds between two looks at it.
LOOK = 0.05
_FILE = "mix.yaml"
_CHILD = "from smartmix.page.dials.upload import answer; answer()"


def read_apart(text: str, check: Callable[[], None] = lambda: None) -> Mix:
    """As `own_mixes.read_upload`, in a process of its own; `check` is called while it runs and may raise to end it.

    Raises InputProblem with one line for the first thing that is wrong, and where the check itself came to no end.
    """
    with tempfile.TemporaryDirectory(prefix="smartmix-upload-", ignore_cleanup_errors=True) as folder:
        asked, said = Path(folder) / "asked", Path(folder) / "said"
        asked.write_bytes(text.encode("utf-8", "replace"))
        with asked.open("rb") as given, said.open("wb") as taken:
            process = subprocess.Popen(
                children.python("-c", _CHILD),
                env=children.environment(),
                stdin=given,
                stdout=taken,
                stderr=subprocess.DEVNULL,
                cwd=folder,
            )
            try:
                _wait(process, check)
            finally:
                process.kill()
                process.wait()
        return _answer(process.returncode, said)


def _wait(process: "subprocess.Popen[bytes]", check: Callable[[], None]) -> None:
    ends = time.monotonic() + LONGEST
    while process.poll() is None and time.monotonic() < ends:
        check()
        time.sleep(LOOK)


def _answer(status: int, said: Path) -> Mix:
    try:
        found = read_json(said, LARGEST_ANSWER) if status == 0 else None
    except (OSError, ValueError):
        found = None
    if found is None:
        raise InputProblem(
            "{file}: the check of it came to no end within its limits ({seconds} seconds, {memory} GB)",
            file=_FILE,
            seconds=PROCESSOR,
            memory=MEMORY // 1_000_000_000,
        )
    if "message" in found:
        raise InputProblem.from_elsewhere(found["message"], found["fields"])
    return checked(Mix, found["mix"], _FILE)


def answer() -> None:
    """What the process does: read the text on standard input and write what came of it as JSON."""
    _limit()
    from smartmix.page.dials.own_mixes import read_upload  # noqa: PLC0415 - under the limits

    try:
        mix = read_upload(sys.stdin.buffer.read().decode("utf-8", "replace"))
        said = {"mix": mix.model_dump(mode="json", exclude_unset=True)}
    except InputProblem as problem:
        said = {"message": problem.message, "fields": {name: str(value) for name, value in problem.fields.items()}}
    sys.stdout.write(json.dumps(said))


def _limit() -> None:
    """Bound processor time, memory and written files, where the system can (not on Windows)."""
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_CPU, PROCESSOR),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST_ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a system may allow less already
            resource.setrlimit(what, (most, most))
