"""One writer in a folder at a time.

`writing.lock` says who writes. The lock itself is that of the operating system, so that it ends with its process:
what a killed writer leaves behind is taken over by the next one.
"""

import json
import os
import socket
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from experiments.files import UNFINISHED, reported_to_user
from simulation.problems import InputProblem

LOCK = "writing.lock"
#: The byte that is locked on Windows, where a locked byte cannot be read: far behind what the file says.
_BYTE = 2**30


@contextmanager
def writing(folder: Path) -> Generator[None]:
    """Hold a folder, made where it is not there, while something is written into it.

    Raises InputProblem when somebody else holds it, in this process or another. A folder that was made here and in
    which nothing is left goes again.
    """
    is_new = not folder.exists()
    with reported_to_user(folder):
        _make(folder)
    handle = _taken(folder / LOCK)
    try:
        yield
    finally:
        _left(handle, folder / LOCK)
        if is_new:
            with suppress(OSError):  # not empty, or gone
                folder.rmdir()


def names_in(folder: Path) -> set[str]:
    """What a folder holds, without the lock and without files that a killed writer had only begun."""
    with reported_to_user(folder):
        names = {entry.name for entry in folder.iterdir()} if folder.exists() else set[str]()
    return {name for name in names if name != LOCK and not name.startswith(UNFINISHED)}


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        if folder.exists():  # as a file; else another took the folder away just now
            raise


def _taken(path: Path) -> int:
    while True:
        with reported_to_user(path):
            try:
                handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            except FileNotFoundError:  # whoever held it took the empty folder away
                _make(path.parent)
                continue
        try:
            _lock(handle)
        except (BlockingIOError, PermissionError) as error:
            os.close(handle)
            raise InputProblem(
                "{file}: process {pid} on {host} has been writing here since {since}; wait until it is done and give "
                "the same command again, or choose another folder with --out",
                file=path.parent,
                **_who(path),
            ) from error
        except OSError:
            pass  # a file system without locks
        if _is(handle, path):
            break
        os.close(handle)  # its holder took it away between opening and locking
    now = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
    os.ftruncate(handle, 0)
    os.write(handle, json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": now}).encode())
    return handle


def _left(handle: int, path: Path) -> None:
    if sys.platform == "win32":  # an open file cannot be removed there
        os.close(handle)
    with suppress(OSError):
        path.unlink(missing_ok=True)
    if sys.platform != "win32":
        os.close(handle)


def _lock(handle: int) -> None:
    """Lock an open file or raise OSError: BlockingIOError, on Windows PermissionError, when another has it."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        os.lseek(handle, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl  # noqa: PLC0415

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _who(path: Path) -> dict[str, str]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return {name: str(said[name]) for name in ("pid", "host", "since")}
    except (OSError, ValueError, KeyError, TypeError):  # it has only just begun
        return {"pid": "?", "host": socket.gethostname(), "since": "?"}
