"""The one gate for what people give: files are read through it, and it says how much of anything is let in.

Every bound is held while a text is scanned, before anything is made of it. Only regular files are opened: a device or
a pipe can be read without end. A text that holds control characters is refused, for they could rewrite a terminal or
turn around a line; where one comes in by another door, messages show it as � (`simulation.problems`).
"""

import os
import stat
import time
from pathlib import Path
from typing import Final

from simulation.number_text import LONGEST_NUMBER, is_too_long
from simulation.problems import InputProblem, shows_nothing
from simulation.system_errors import system_reason

#: A scenario file is a few pages; anything larger is a mistake (or an attack on memory). In bytes.
LARGEST_FILE: Final = 1_000_000
#: Results of runs are longer. In bytes.
LARGEST_RESULT: Final = 100_000_000
#: Mappings and lists within each other; the deepest shipped file has 9.
DEEPEST: Final = 50
#: Characters of one key.
LONGEST_KEY: Final = 100
#: Keys, values and lists of one file together.
MOST_PARTS: Final = 200_000
#: Seconds of the processor that reading one file may take: what others take of a busy machine does not count.
LONGEST_READING: Final = 10.0
#: The clock is looked at once in so many parts.
_LOOK: Final = 64


class FileReading:
    """How far the reading of one file is: raises InputProblem at the first bound that it passes."""

    def __init__(self, file: str, most_parts: int = MOST_PARTS) -> None:
        """`file` is the name that a refusal says."""
        self.file = file
        self._most_parts = most_parts
        self._parts = 0
        self._until = time.thread_time() + LONGEST_READING

    def part(self, depth: int, line: int) -> None:
        """One more part, inside so many mappings and lists."""
        self._parts += 1
        if depth > DEEPEST:
            raise InputProblem(
                "{file}: line {line}: more than {allowed} levels deep", file=self.file, line=line, allowed=DEEPEST
            )
        if self._parts > self._most_parts:
            raise InputProblem(
                "{file}: line {line}: more than {allowed} keys and values",
                file=self.file,
                line=line,
                allowed=self._most_parts,
            )
        if self._parts % _LOOK == 1 and time.thread_time() > self._until:
            raise InputProblem(
                "{file}: takes longer to read than the {allowed} seconds allowed",
                file=self.file,
                allowed=f"{LONGEST_READING:g}",
            )

    def key(self, text: str, line: int) -> None:
        """A key: its length and its characters."""
        if len(text) > LONGEST_KEY:
            raise InputProblem(
                "{file}: line {line}: a key of {found} characters, {allowed} are allowed",
                file=self.file,
                line=line,
                found=len(text),
                allowed=LONGEST_KEY,
            )
        self.text(text, line)

    def number(self, text: str, line: int) -> None:
        """What may be a number: its digits."""
        if is_too_long(text):
            raise InputProblem(
                "{file}: line {line}: a number of {found} digits, {allowed} are allowed",
                file=self.file,
                line=line,
                found=sum(map(str.isdigit, text)),
                allowed=LONGEST_NUMBER,
            )

    def text(self, text: str, line: int) -> None:
        """A text: its characters. Ends of lines and tabs are allowed."""
        if not text.isprintable() and any(sign not in "\n\t" and shows_nothing(sign) for sign in text):
            raise InputProblem(
                "{file}: line {line}: holds a control character, which is not allowed", file=self.file, line=line
            )


def read_bytes(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """The file's bytes, as far as `largest` of them. Raises InputProblem for what is no regular file, or is larger."""
    try:
        return regular_bytes(path, largest)
    except (OSError, ValueError) as problem:  # ValueError: a name with a zero byte
        raise InputProblem("{file}: cannot be read ({reason})", file=str(path), reason=system_reason(problem)) from None


def regular_bytes(path: Path, largest: int) -> bytes:
    """As `read_bytes`; a file that cannot be opened raises Python's own error.

    Never more than one byte above `largest` is read: a file may grow while it is read, or say a smaller size.
    """
    if not stat.S_ISREG(path.stat().st_mode):  # asked before opening: a pipe would wait for its writer
        raise InputProblem("{file}: not a regular file", file=path.name or str(path))
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    with open(os.open(path, flags), "rb") as stream:  # noqa: PTH123 - a descriptor, not a path
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):  # it may have been replaced since
            raise InputProblem("{file}: not a regular file", file=path.name or str(path))
        content = stream.read(largest + 1)
    if len(content) > largest:
        raise InputProblem(
            "{file}: larger than such a file can be ({allowed} MB)", file=path.name, allowed=f"{largest / 1e6:g}"
        )
    return content


def read_text(path: Path, largest: int = LARGEST_FILE) -> str:
    """The file's text. Raises InputProblem when it cannot be read, is too large or not UTF-8."""
    try:
        return read_bytes(path, largest).decode("utf-8")
    except UnicodeDecodeError:
        raise InputProblem("{file}: not a text file in UTF-8", file=path.name) from None
