"""Reading YAML as data only: no objects, no duplicate keys, one clear line when it is not right."""

from pathlib import Path
from typing import Any

import yaml

from simulation.problems import InputProblem

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):
    """Safe loader that refuses a key given twice."""


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str | int | float | bool):
            raise yaml.constructor.ConstructorError(None, None, "a key must be plain text", key_node.start_mark)
        if key in result:
            raise yaml.constructor.ConstructorError(None, None, f"duplicate key '{key}'", key_node.start_mark)
        result[key] = loader.construct_object(value_node, deep=True)
    return result


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file. Raises InputProblem (one line) when unreadable or not valid."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputProblem("{file}: cannot be read: {reason}", file=path, reason=error.strerror) from error
    except UnicodeDecodeError as error:
        raise InputProblem("{file}: is not text in UTF-8", file=path) from error
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise InputProblem(
            "{file}: line {line}: not valid YAML: {reason}",
            file=path,
            line=mark.line + 1 if mark else 1,
            reason=getattr(error, "problem", None) or " ".join(str(error).split()),
        ) from error
