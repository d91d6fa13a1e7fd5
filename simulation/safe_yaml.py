"""Reading YAML as data only: safe, small, and refusing what a reader would misread."""

import re
from pathlib import Path
from typing import Any, cast

import yaml

from simulation.number_text import UnclearNumber, read_scalar
from simulation.problems import InputProblem

#: A scenario file is a few pages; anything larger is a mistake (or an attack on memory).
LARGEST_FILE = 1_000_000


class _Loader(yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):  # type: ignore[misc]
    """Safe YAML in which a key that is written twice is an error instead of a silent overwrite."""


class _Refused(yaml.YAMLError):
    def __init__(self, what: str, key: str, line: int) -> None:
        super().__init__(what)
        self.what, self.key, self.line = what, key, line


class _Unclear(yaml.YAMLError):
    def __init__(self, key: str, line: int, number: UnclearNumber) -> None:
        super().__init__(key)
        self.key, self.line, self.number = key, line, number


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[str] = set()
    for key, _ in node.value:
        line = int(key.start_mark.line) + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
            raise _Refused("key", str(key.value)[:40], line)
        if key.value in seen:
            raise _Refused("duplicate", str(key.value), line)
        seen.add(key.value)
    found: dict[Any, Any] = {}
    for key, value in node.value:
        try:
            # Keys are read as text: YAML would turn 2021 into a number.
            found[key.value] = loader.construct_object(value, deep=True)
        except UnclearNumber as problem:
            raise _Unclear(str(key.value), int(key.start_mark.line) + 1, problem) from None
    return found


def _number(_loader: Any, node: yaml.ScalarNode) -> int | float | str:
    found = read_scalar(node.value)
    return node.value if found is None else found


def _decimal(loader: Any, node: yaml.ScalarNode) -> float | str:
    found = read_scalar(node.value)
    if found is None and node.value.lower().endswith(("inf", "nan")):
        return float(loader.construct_yaml_float(node))
    return node.value if found is None else float(found)


# Words and numbers are read as YAML 1.2 has them, numbers by the one reader of numbers: yes and on are text, so are
# 7:30 and a date (an impossible one is refused by its key), +8 is a relative date.
_WORDS = {
    "tag:yaml.org,2002:null": (r"~|null|Null|NULL|", "~nN\0"),
    "tag:yaml.org,2002:bool": (r"true|True|TRUE|false|False|FALSE", "tTfF"),
    "tag:yaml.org,2002:float": (r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "-+."),
    "tag:yaml.org,2002:merge": (r"<<", "<"),
    "!number": (r"-?[.0-9][-+.,_0-9eE]*", "-.0123456789"),
}
_Loader.yaml_implicit_resolvers = {}
for _tag, (_pattern, _firsts) in _WORDS.items():
    _first_signs: list[str] = [sign.replace("\0", "") for sign in _firsts]
    _Loader.add_implicit_resolver(_tag, re.compile(f"(?:{_pattern})$"), _first_signs)  # type: ignore[no-untyped-call]
for _tag in ("!number", "tag:yaml.org,2002:int"):
    _Loader.add_constructor(_tag, _number)  # type: ignore[no-untyped-call]
_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)  # type: ignore[no-untyped-call]
_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)  # type: ignore[no-untyped-call]


def read_text(path: Path) -> str:
    """The file's text. Raises InputProblem when it cannot be read, is too large or not UTF-8."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputProblem("{file}: larger than a scenario file can be (1 MB)", file=path.name)
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InputProblem("{file}: not a text file in UTF-8", file=path.name) from None
    except OSError as problem:
        raise InputProblem(
            "{file}: cannot be read ({reason})", file=str(path), reason=problem.strerror or "?"
        ) from None


def read_yaml(path: Path) -> dict[str, Any]:
    """The file's content as a mapping; keys are text. Raises InputProblem with one line.

    Anchors and aliases are refused: they can make a small file endless, and `extends` does their work.
    """
    text, file = read_text(path), path.name
    try:
        for token in yaml.scan(text, Loader=_Loader) if "&" in text or "*" in text else ():  # half the time of reading
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
                raise InputProblem(
                    "{file}: line {line}: anchors and aliases (& and *) are not used in scenario files",
                    file=file,
                    line=token.start_mark.line + 1,
                )
        content: object = yaml.load(text, Loader=_Loader)
    except _Refused as problem:
        if problem.what == "duplicate":
            raise InputProblem(
                "{file}: line {line}: the key {key} is written twice", file=file, line=problem.line, key=problem.key
            ) from None
        raise InputProblem(
            "{file}: line {line}: {key} cannot be a key", file=file, line=problem.line, key=problem.key
        ) from None
    except _Unclear as problem:
        raise InputProblem(
            "{file}: line {line}: {key}: {found} can be read in two ways; write {whole} or {groups}, or write {other}",
            file=file,
            line=problem.line,
            key=problem.key,
            **problem.number.fields,
        ) from None
    except yaml.YAMLError as problem:
        mark: Any = getattr(problem, "problem_mark", None)
        raise InputProblem(
            "{file}: line {line}: not readable as YAML", file=file, line=mark.line + 1 if mark else 1
        ) from None
    except (RecursionError, ValueError, UnclearNumber):  # nested too deep, or a number that is none
        raise InputProblem("{file}: line {line}: not readable as YAML", file=file, line=1) from None
    if not isinstance(content, dict):
        raise InputProblem("{file}: holds no keys, a scenario file starts with format: 1", file=file)
    return cast("dict[str, Any]", content)
