"""What an argument of Python may be, by the type that its function declares; refused before anything else is done."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAliasType, Union, cast, get_args, get_origin

from simulation.given import as_list, number, plain
from simulation.problems import InputProblem

#: How a type is said; numbers are finite.
_SAID = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    os.PathLike: "a path",
    Path: "a path",
    NoneType: "None",
}


class _Unfit(Exception):
    """The value is not of the type."""


def held(name: str, kind: Any, value: Any) -> Any:
    """The value as the function takes it: lists as tuples. Raises InputProblem that names the argument."""
    try:
        return _as(kind, value)
    except _Unfit:
        raise InputProblem(
            "{name}: found {found}; allowed: {allowed}", name=name, found=_told(value), allowed=_said(kind)
        ) from None


def _members(kind: Any) -> list[Any]:
    """The types that one stands for, in order: those of an alias, of one with notes, of a union."""
    if isinstance(kind, TypeAliasType):
        return _members(kind.__value__)
    if get_origin(kind) is Annotated:
        return _members(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return list(dict.fromkeys(each for part in get_args(kind) for each in _members(part)))
    return [kind]


def _as(kind: Any, value: Any) -> Any:
    value, members = plain(value), _members(kind)
    if str in members and isinstance(value, str | os.PathLike):
        if "\0" in os.fspath(cast("str | os.PathLike[str]", value)):
            raise _Unfit
        takes_paths = any(each is Path or get_origin(each) is os.PathLike for each in members)
        return value if takes_paths else os.fspath(cast("str | os.PathLike[str]", value))  # a mix may be a file
    for each in members:
        try:
            return _as_one(each, value)
        except _Unfit:
            continue
    raise _Unfit


def _as_one(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind) or kind, get_args(kind)
    if origin is Any:
        return value
    if origin in (int, float):
        return _number(origin, value)
    if origin is Literal:
        fits = isinstance(value, str) and value in inner
    elif issubclass(origin, Mapping):
        fits = isinstance(value, Mapping)
        if fits and inner:
            return {_as(inner[0], key): _as(inner[1], each) for key, each in cast("Mapping[Any, Any]", value).items()}
    elif issubclass(origin, Iterable) and origin is not str:
        return _several(origin, inner, value)
    else:
        fits = isinstance(value, origin)
    if not fits:
        raise _Unfit
    return value


def _number(kind: type, value: Any) -> Any:
    try:
        found = number("", value)
    except InputProblem:
        raise _Unfit from None
    if kind is float:
        return found
    if found != int(found):
        raise _Unfit
    return int(found)


def _several(origin: type, inner: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if isinstance(value, str | bytes | Mapping | os.PathLike) or not isinstance(value, Iterable):
        raise _Unfit
    values = as_list(value)
    if origin is tuple and Ellipsis not in inner:
        if len(values) != len(inner):
            raise _Unfit
        return tuple(map(_as, inner, values))
    return tuple(_as(inner[0], each) for each in values)


def _said(kind: Any) -> str:
    return " or ".join(dict.fromkeys(map(_said_one, _members(kind))))


def _said_one(kind: Any) -> str:
    origin, inner = get_origin(kind) or kind, [each for each in get_args(kind) if each is not Ellipsis]
    if origin is Literal:
        return ", ".join(map(repr, inner))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "a dict"
    return _SAID.get(origin) or f"a list, each of it {_said(inner[0])}"


def _told(value: Any) -> str:
    """A value on one line, and of what type it is where that does not show."""
    if isinstance(value, int) and abs(value) >= 10**300:  # Python refuses to write it
        return f"a number of {value.bit_length()} bits"
    told = repr(value)
    return told if isinstance(value, str | int | float | NoneType) else f"{told} ({type(value).__name__})"
