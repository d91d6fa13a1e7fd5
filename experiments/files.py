"""Writing files that are complete or absent, and telling the user when the disk does not allow it."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from simulation.problems import InputProblem
from simulation.system_errors import system_reason

#: How the name of a file begins while it is being written.
UNFINISHED = ".writing-"


@contextmanager
def whole_file(path: Path) -> Generator[Path]:
    """A temporary name beside `path` to write to; it takes the name of `path` only when all went well."""
    with reported_to_user(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED, suffix=path.suffix)
        os.close(handle)
    temporary = Path(name)
    try:
        with reported_to_user(path):
            yield temporary
            temporary.chmod(0o644)
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def reported_to_user(path: Path) -> Generator[None]:
    """Turn an error of the file system into one line for the user."""
    try:
        yield
    except OSError as error:
        raise InputProblem("{file}: cannot be written: {reason}", file=path, reason=system_reason(error)) from error


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8, whole or not at all."""
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def write_json(path: Path, content: Any) -> None:
    """Write JSON; NaN is refused (undefined values are null)."""
    write_text(path, json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def write_with(path: Path, write: Callable[[Path], None]) -> None:
    """Let a library write to a temporary name beside `path`."""
    with whole_file(path) as temporary:
        write(temporary)


def file_hash(path: Path) -> str:
    """sha256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def content_id(content: Mapping[str, Any]) -> str:
    """A collision-free name for what decides a run: sha256 (20 hexadecimal digits) of its canonical JSON."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:20]
