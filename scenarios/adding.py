"""Mixes that add up: `mix-1+office.yaml+inspections.yaml` is the first one with what the others say laid over it.

What a part after the first one adds is what its own file says: instruments, rules and `remove`, apart from what it
extends. A part may hold nothing else (no id, no name). It may change what the first one has; two parts that say
different things of one field are refused, with both files.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from simulation.problems import InputProblem

#: What a part adds; the rest of its file is about itself.
ADDED = ("remove", "instruments", "rules")
#: Fields that say something about an instrument and not what it is: the last part's hold.
_WORDS = ("name", "description", "sources", "evidence")


def parts_of(text: str) -> list[str]:
    """The parts of a sum of mixes; none where it is one mix. A file whose own name has a plus is one mix.

    Raises InputProblem where a part is empty (`mix-1+`).
    """
    if "+" not in text or Path(text).exists():
        return []
    parts = [part.strip() for part in text.split("+")]
    if not all(parts):
        raise InputProblem("{found}: a mix is missing beside a plus", found=text)
    return parts


def addition(content: Mapping[str, Any]) -> dict[str, Any]:
    """What a file adds, of all that it holds."""
    return {key: content[key] for key in ADDED if content.get(key) is not None}


def refuse_conflicts(additions: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise InputProblem for the first field of which two files say different things, or which one of them removes."""
    said: dict[str, tuple[str, object]] = {}
    for file, content in additions.items():
        for field, value in _fields(content).items():
            for other in [field, *_above(field)]:
                if other in said and said[other][0] != file and (said[other][1] is None or said[field][1] != value):
                    _refuse(other, said[other], (file, value))
            below = next((key for key in said if key.startswith(f"{field}.") and said[key][0] != file), None)
            if value is None and below is not None:
                _refuse(below, said[below], (file, value))
            said.setdefault(field, (file, value))


def _refuse(field: str, a: tuple[str, object], b: tuple[str, object]) -> None:
    raise InputProblem(
        "{key}: {a} says {first}, {b} says {second}; mixes that add up may not differ",
        key=field,
        a=a[0],
        b=b[0],
        first="remove" if a[1] is None else a[1],
        second="remove" if b[1] is None else b[1],
    )


def _above(field: str) -> list[str]:
    """The entries that a field belongs to: `instruments.office` of `instruments.office.scope.tests`."""
    words = field.split(".")
    return [".".join(words[:n]) for n in range(2, len(words))]


def _fields(content: Mapping[str, Any]) -> dict[str, object]:
    """Every field with its value; None for an entry or a field that is taken out."""
    found: dict[str, object] = {}
    for name in cast("list[object]", content.get("remove") or []):
        found |= {f"instruments.{name}": None, f"rules.{name}": None}

    def look(value: object, path: str) -> None:
        if isinstance(value, dict) and value:
            for key, part in cast("dict[str, object]", value).items():
                if str(key) not in _WORDS:
                    look(part, f"{path}.{key}")
        else:
            found[path] = value

    for part in ("instruments", "rules"):
        for name, entry in cast("dict[str, object]", content.get(part) or {}).items():
            look(entry, f"{part}.{name}")
    return found


def headed(content: Mapping[str, Any], heads: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The sum's content with an id and a name made of those of its parts (the file's name where a part has none)."""
    ids = [
        str(head.get("id") or re.sub(r"[^a-z0-9]+", "-", Path(file).stem.lower()).strip("-"))
        for file, head in heads.items()
    ]
    name: dict[str, str] = {}
    for lang in ("en", "nl"):
        names = [head.get("name") for head in heads.values()]
        known = [
            str(cast("dict[str, str]", one)[lang]) if isinstance(one, dict) and lang in one else None for one in names
        ]
        name[lang] = " + ".join(one or own for one, own in zip(known, ids, strict=True))
    return {**content, "id": "-plus-".join(ids), "name": name}


def with_sources(problem: InputProblem, additions: Mapping[str, Mapping[str, Any]], base: str) -> InputProblem:
    """A refusal of two instruments that set one dial, with the file of each; any other as it is."""
    if not {"first", "second", "dial"} <= set(problem.fields):
        return problem

    def told(name: object) -> str:
        files = [file for file, content in additions.items() if name in (content.get("instruments") or {})]
        return f"{name} ({', '.join(files) or base})"

    fields = problem.fields | {key: told(problem.fields[key]) for key in ("first", "second")}
    return type(problem)(problem.message, **fields)
