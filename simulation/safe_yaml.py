"""Reading YAML as data only: safe, small, and refusing what a reader would misread."""

import re
from pathlib import Path
from typing import Any, cast

import yaml

from simulation.problems import InputProblem

#: A scenario file is a few pages; anything larger is a mistake (or an attack on memory).
LARGEST_FILE = 1_000_000


class _Loader(yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):  # type: ignore[misc]
    """Safe YAML in which a key that is written twice is an error instead of a silent overwrite."""


class _Refused(yaml.YAMLError):
    def __init__(self, what: str, key: str, line: int) -> None:
        super().__init__(what)
        self.what, self.key, self.line = what, key, line


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[str] = set()
    for key, _ in node.value:
        line = int(key.start_mark.line) + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
            raise _Refused("key", str(key.value)[:40], line)
        if key.value in seen:
            raise _Refused("duplicate", str(key.value), line)
        seen.add(key.value)
    # Keys are read as text: YAML would turn `no` into False and 2021 into a number.
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


# A date stays text (so that an impossible one is refused by its key), +8 is a relative date, and 450e6
# is a number.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rows if tag != "tag:yaml.org,2002:timestamp"]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if first != "+"
}
_Loader.add_implicit_resolver(  # type: ignore[no-untyped-call]
    "tag:yaml.org,2002:float", re.compile(r"-?\d+(\.\d*)?[eE][-+]?\d+$"), list("-0123456789")
)
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
        for token in yaml.scan(text, Loader=_Loader):
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
    except yaml.YAMLError as problem:
        mark: Any = getattr(problem, "problem_mark", None)
        raise InputProblem(
            "{file}: line {line}: not readable as YAML", file=file, line=mark.line + 1 if mark else 1
        ) from None
    except (RecursionError, ValueError):  # nested too deep, or a number that is none
        raise InputProblem("{file}: line {line}: not readable as YAML", file=file, line=1) from None
    if not isinstance(content, dict):
        raise InputProblem("{file}: holds no keys, a scenario file starts with format: 1", file=file)
    return cast("dict[str, Any]", content)
