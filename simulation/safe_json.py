"""Reading JSON through the gate: bounded before anything is made of it, and numbers that are numbers.

Python's own reader goes down as far as a text is nested, takes NaN and Infinity, which JSON does not have, and raises
an error of its own at an endless number.
"""

import json
import re
from pathlib import Path
from typing import Any

from simulation.input_gate import LARGEST_RESULT, FileReading, regular_bytes
from simulation.problems import InputProblem

#: Mappings and lists of one file: a run folder holds more than a file that people write.
MOST_BRACKETS = 5_000_000
#: What changes the depth, with texts as wholes, so that brackets inside them do not count.
_PARTS = re.compile(r'"(?:[^"\\]+|\\.)*+(?:"|\\?\Z)|[\[\]{}]|[-+.0-9eE]{20,}', re.DOTALL)


def read_json(path: Path, largest: int = LARGEST_RESULT) -> Any:
    """The file's content. Raises OSError where it cannot be opened, ValueError where it is not sound JSON.

    These are the errors of Python's own reader: who calls it says in one line what the file was needed for.
    """
    try:
        return json_content(regular_bytes(path, largest).decode("utf-8"))
    except InputProblem as problem:
        raise ValueError(str(problem)) from None


def json_content(text: str) -> Any:
    """As `read_json`, of a text."""
    try:
        _refuse_deep(text, FileReading("JSON", MOST_BRACKETS))
    except InputProblem as problem:
        raise ValueError(str(problem)) from None
    return json.loads(text, parse_constant=_refuse)


def _refuse_deep(text: str, reading: FileReading) -> None:
    depth = 0
    for found in _PARTS.finditer(text):
        part = found[0]
        if part[0] in "[{":
            depth += 1
            reading.part(depth, 1)
        elif part[0] in "]}":
            depth -= 1
        elif part[0] != '"':
            reading.number(part, 1)


def _refuse(name: str) -> Any:
    raise ValueError(name)
