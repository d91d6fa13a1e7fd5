"""Working out `extends`: a child file changes its parent by field, removes and adds."""

from functools import cache
from typing import Any, TypeAliasType, cast, get_args

from pydantic import BaseModel

from scenarios.future_format import Future
from scenarios.law_format import Law
from scenarios.mix_format import Mix
from simulation.problems import InputProblem, nearest

#: Maps of the mix whose entries are merged one by one.
_MAPS = ("instruments", "rules")
#: Maps that a child replaces as a whole: a text in one language or half a condition means nothing.
_WHOLE = ("name", "description", "when", "then", "support_in_society", "legal_soundness", "feasibility")


def merged(base: dict[str, Any], child: dict[str, Any], file: str, parent: str | None) -> dict[str, Any]:
    """The parent's content changed by the child's.

    Instruments and rules are merged by id and by field; `remove:` takes ids out first; null takes a
    field out; an instrument of another `kind` replaces its parent's. Raises InputProblem.
    """
    result = dict(base)
    child = dict(child)
    removed = _removed(base, child.pop("remove", None), file)
    for name in _MAPS:
        if name in base:
            result[name] = {key: value for key, value in base[name].items() if key not in removed}
    for key, value in child.items():
        if key in _MAPS and isinstance(value, dict):
            changes = cast("dict[str, Any]", value)
            result[key] = _entries(result.get(key, {}), changes, f"{file}: {key}", parent)
        else:
            _put(result, key, value)
    return result


def _put(result: dict[str, Any], key: str, value: Any) -> None:
    """Set a field, or take it out with null. A key that no format knows stays, so that the format refuses it.

    Thousands that a comma parts (`{turnover_eur: 450,000}`) are a key `000` without a value.
    """
    if value is not None or (key not in result and key not in known_fields()):
        result[key] = value
    else:
        result.pop(key, None)


@cache
def known_fields() -> frozenset[str]:
    """The fields of every part of a mix, and of the laws and futures in it."""
    found: set[str] = set()
    waiting: list[Any] = [Mix, Law, Future]
    seen: list[Any] = []
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.append(part)
        if isinstance(part, type) and issubclass(part, BaseModel):
            found |= set(part.model_fields)
            waiting += [field.annotation for field in part.model_fields.values()]
        waiting += [*get_args(part), *([part.__value__] if isinstance(part, TypeAliasType) else [])]
    return frozenset(found)


def _removed(base: dict[str, Any], ids: object, file: str) -> set[str]:
    if ids is None:
        return set()
    known = [key for name in _MAPS for key in base.get(name, {})]
    if not isinstance(ids, list):
        raise InputProblem(
            "{file}: {key}: found {found}, a list with at least one entry is needed",
            file=file,
            key="remove",
            found=str(ids),
        )
    names = [str(name) for name in cast("list[object]", ids)]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise InputProblem("{file}: {key}: {found} is there twice", file=file, key="remove", found=name)
        if name not in known:
            raise InputProblem(
                "{file}: remove: no instrument or rule {name} to remove; the nearest known one is {nearest}",
                file=file,
                name=name,
                nearest=nearest(name, known),
            )
    return set(names)


def _entries(base: dict[str, Any], changes: dict[str, Any], where: str, parent: str | None) -> dict[str, Any]:
    result = dict(base)
    for name, fields in changes.items():
        if not isinstance(fields, dict):
            result[name] = fields  # refused by the format, with its key
            continue
        change = cast("dict[str, Any]", fields)
        if where.endswith("instruments") and name not in base and "kind" not in change:
            file = where.rsplit(": ", 1)[0]
            if parent is None or not base:
                raise InputProblem("{file}: {key} is missing", file=file, key=f"instruments.{name}.kind")
            raise InputProblem(
                "{file}: instruments.{name}: not an instrument of {parent} (the nearest is {nearest}); "
                "a new one needs a kind",
                file=file,
                name=name,
                parent=parent,
                nearest=nearest(name, list(base)),
            )
        old: dict[str, Any] = base.get(name, {})
        new_kind = "kind" in change and old.get("kind") != change["kind"]
        result[name] = changed({} if new_kind else old, change)
    return result


def changed(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Fields of `base` with those of `change` over them; maps are merged, null takes a field out."""
    result = dict(base)
    for key, value in change.items():
        if isinstance(value, dict) and isinstance(result.get(key), dict) and key not in _WHOLE:
            result[key] = changed(result[key], cast("dict[str, Any]", value))
        else:
            _put(result, key, value)
    return result


def change_between(base: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    """What a child has to say so that `merged` makes `result` of `base`: what differs, and nothing else.

    Both as plain values, worked out, without nulls. What is gone is under `remove:` (instruments, rules) or null.
    """
    gone = [key for name in _MAPS for key in base.get(name, {}) if key not in result.get(name, {})]
    change: dict[str, Any] = {"remove": gone} if gone else {}
    for key in (*base, *(key for key in result if key not in base)):
        if key in _MAPS:
            entries = {
                name: _entry_between(base.get(key, {}).get(name), entry)
                for name, entry in cast("dict[str, dict[str, Any]]", result.get(key, {})).items()
                if base.get(key, {}).get(name) != entry
            }
            change |= {key: entries} if entries else {}
        elif base.get(key) != result.get(key):
            change[key] = result.get(key)
    return change


def _entry_between(old: dict[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    return new if old is None or old.get("kind") != new.get("kind") else _fields_between(old, new)


def _fields_between(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {key: None for key in old if key not in new}
    for key, value in new.items():
        before = old.get(key)
        if isinstance(value, dict) and isinstance(before, dict) and key not in _WHOLE:
            inner = _fields_between(cast("dict[str, Any]", before), cast("dict[str, Any]", value))
            found |= {key: inner} if inner else {}
        elif value != before:
            found[key] = value
    return found
