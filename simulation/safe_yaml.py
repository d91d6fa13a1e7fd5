"""Reading YAML as data only: safe, small, and refusing what a reader would misread.

PyYAML says what stands in a text as a row of events, of which this module makes mappings, lists, texts and numbers
itself. The loaders of PyYAML are not used: the one in C goes down a nested text without a bound and can end the whole
process, and both make numbers of texts such as hexadecimal and base-60 ones, which can raise errors of Python inside
them. So nothing is made before the bounds of `simulation.input_gate` were held, and no tag is ever followed.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from simulation.input_gate import FileReading, read_text
from simulation.number_text import UnclearNumber, read_scalar
from simulation.problems import InputProblem

# Words and numbers are read as YAML 1.2 has them, numbers by the one reader of numbers: yes and on are text, so are
# 7:30 and a date (an impossible one is refused by its key), +8 is a relative date.
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **{sign + word: float(sign + word[1:]) for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
_NUMBER = re.compile(r"-?[.0-9][-+.,_0-9eE]*")


@dataclass
class _Level:
    """A mapping or list that is being read; key: the latest of a mapping, for a list the one that it stands under."""

    content: dict[str, Any] | list[Any]
    key: str | None = None
    line: int = 1


def read_yaml(path: Path) -> dict[str, Any]:
    """The file's content as a mapping; keys are text. Raises InputProblem with one line.

    Anchors and aliases are refused: they can make a small file endless, and `extends` does their work. Tags are
    refused: a value is what it looks like.
    """
    return yaml_content(read_text(path), path.name)


def yaml_content(text: str, file: str) -> dict[str, Any]:
    """As `read_yaml`, of a text; `file` is the name that a refusal says."""
    try:
        content = _content(_events(text), FileReading(file))
    except (yaml.YAMLError, ValueError) as problem:  # ValueError: a text that cannot be written in UTF-8
        mark: Any = getattr(problem, "problem_mark", None)
        raise InputProblem(
            "{file}: line {line}: not readable as YAML", file=file, line=mark.line + 1 if mark else 1
        ) from None
    if not isinstance(content, dict):
        raise InputProblem("{file}: holds no keys, a scenario file starts with format: 1", file=file)
    return content


def _events(text: str) -> Iterator[Any]:
    """What PyYAML finds in the text, event by event; its parsers are loops without recursion."""
    return yaml.parse(text, Loader=yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)


def _content(events: Iterator[Any], reading: FileReading) -> Any:
    levels: list[_Level] = []
    found: list[Any] = []  # the content of each document
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            levels.pop()
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        mark: Any = event.start_mark
        line = int(mark.line) + 1
        reading.part(len(levels) + isinstance(event, yaml.CollectionStartEvent), line)
        _refuse_references(event, reading.file, line)
        above = levels[-1] if levels else None
        if above is not None and isinstance(above.content, dict) and above.key is None:
            above.key, above.line = _key(event, above.content, reading, line), line
            continue
        value: Any
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event, above, reading, line)
        else:
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        key = above.key if above is not None else None
        _put(value, above, found)
        if len(found) > 1:
            raise InputProblem("{file}: line {line}: not readable as YAML", file=reading.file, line=line)
        if isinstance(event, yaml.CollectionStartEvent):
            is_list = isinstance(value, list)
            levels.append(_Level(value, key if is_list else None, line if above is None else above.line))
    return found[0] if found else None


def _refuse_references(event: Any, file: str, line: int) -> None:
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise InputProblem(
            "{file}: line {line}: anchors and aliases (& and *) are not used in scenario files", file=file, line=line
        )
    if event.tag is not None:
        raise InputProblem("{file}: line {line}: tags (!) are not used in scenario files", file=file, line=line)


def _key(event: Any, content: dict[str, Any], reading: FileReading, line: int) -> str:
    """A key of a mapping, as text: YAML would turn 2021 into a number."""
    if not isinstance(event, yaml.ScalarEvent) or (not event.style and event.value == "<<"):
        raise InputProblem(
            "{file}: line {line}: {key} cannot be a key",
            file=reading.file,
            line=line,
            key=getattr(event, "value", "[…]"),
        )
    key = str(event.value)
    reading.key(key, line)
    if key in content:
        raise InputProblem("{file}: line {line}: the key {key} is written twice", file=reading.file, line=line, key=key)
    return key


def _put(value: Any, above: _Level | None, found: list[Any]) -> None:
    if above is None:
        found.append(value)
    elif isinstance(above.content, list):
        above.content.append(value)
    else:
        assert above.key is not None
        above.content[above.key] = value
        above.key = None


def _scalar(event: Any, above: _Level | None, reading: FileReading, line: int) -> Any:
    text = str(event.value)
    reading.text(text, line)
    if event.style:  # quoted, or a block: text
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text) is not None:
        reading.number(text, line)
        return _number(text, above, reading.file)
    return text


def _number(text: str, above: _Level | None, file: str) -> Any:
    try:
        number = read_scalar(text)
    except UnclearNumber as problem:
        if above is None or above.key is None:
            return text  # no mapping holds it: refused when the text is at its end
        raise InputProblem(
            "{file}: line {line}: {key}: {found} is not clear; write one of {allowed}",
            file=file,
            line=above.line,
            key=above.key,
            **problem.fields,
        ) from None
    return text if number is None else number
