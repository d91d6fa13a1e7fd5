"""The dials of an instrument, found in its format: type, bounds and choices decide the control."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from scenarios.format_base import Grown
from scenarios.instrument_format import InstrumentBase, LawInstrument
from scenarios.law_content import law_of
from scenarios.library import list_mixes, load_mix
from scenarios.scope_format import OwnMoney, in_euro
from simulation.dials import Dial

type Kind = Literal["share", "number", "money", "whole", "yes_no", "choice", "several", "quarter", "start"]

#: What is not a dial, and dials that few people need.
_HIDDEN = ("name", "description", "sources", "evidence", "kind", "law", "freezes")
RARE = ("ramp", "strength", "order")
DATES = ("announced", "in_force", "ends")
#: How far a slider goes beyond the highest value of the shipped mixes; what is typed may go further.
_ROOM = 2.0


@dataclass(frozen=True)
class Field:
    """A dial: path inside the instrument, kind of control, value, bounds of the format, end of the slider, choices."""

    path: str
    kind: Kind
    value: Any
    low: float = 0.0
    high: float = math.inf
    top: float = 1.0
    options: tuple[str, ...] = ()

    @property
    def last(self) -> str:
        """The field's own name."""
        return self.path.rpartition(".")[2]


def fields_of(item: InstrumentBase) -> list[Field]:
    """All dials of an instrument with the values that hold in its mix, its law's own where it sets none."""
    given: dict[str, Any] = {name: getattr(item, name) for name in type(item).model_fields}
    if isinstance(item, LawInstrument):
        law, content = law_of(item)
        given |= {name: getattr(content, name) for name in type(content).model_fields}
        given |= {name: given[name] or getattr(law, name) for name in DATES}
    found: list[Field] = []
    for name, info in type(item).model_fields.items():
        if name == "option" and isinstance(item, LawInstrument):
            options = tuple(law_of(item)[0].options)
            found += [Field(name, "choice", item.option or "none", options=("none", *options))] if options else []
        elif name not in _HIDDEN and name not in _later(type(item)):
            found += _spread(name, info.annotation, info.metadata, given[name])
    return [_with_top(field, str(item.kind)) if field.kind in ("number", "money") else field for field in found]  # type: ignore[attr-defined]


#: Units of fields that set no dial of their own in the world, by the last part of their name.
_UNITS = {"ramp": "quarters", "inspections_per_100_firms": "inspections per 100 firms and year"}
_UNITS_OF_KINDS: dict[Kind, str] = {"share": "0 to 1", "money": "euro", "quarter": "quarter", "start": "quarter"}


def unit_of(field: Field, kind: str) -> str:
    """The unit of a number or date in an instrument of this kind, as its dial in the world says; else ''."""
    found = next((dial.unit for dial in Dial if (dial.kind, dial.field) == (kind, field.last)), None)
    if found is not None and field.kind != "yes_no":
        return found.replace("quarter", "year") if field.last.endswith("_per_year") else found
    usual = _UNITS.get(field.last, _UNITS_OF_KINDS.get(field.kind, ""))
    return f"{usual} a year" if field.kind == "money" and field.last.endswith("_per_year") else usual


def _later(model: type[BaseModel]) -> frozenset[str]:
    """Fields that a file may hold and few people change: no dials, apart from the tests that a phase combines."""
    return model.LATER - {"tests"} if issubclass(model, Grown) else frozenset()


def _spread(path: str, annotation: Any, metadata: list[Any], value: Any) -> Iterator[Field]:
    """The dials below one field of a format."""
    annotation, metadata = _plain(annotation, list(metadata))
    origin, inner = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name in [name for name in annotation.model_fields if name not in _later(annotation)]:
            info = annotation.model_fields[name]
            part = _default(info) if value is None else getattr(value, name)
            yield from _spread(f"{path}.{name}", info.annotation, info.metadata, part)
    elif origin is dict:
        known = cast("dict[str, Any]", value or {})
        keys = get_args(_plain(inner[0], [])[0]) or tuple(known)
        for key in keys:
            yield from _spread(f"{path}.{key}", inner[1], [], known.get(key))
    elif origin is list and get_origin(inner[0]) is Literal:
        yield Field(path, "several", list(value or []), options=get_args(inner[0]))
    elif origin is list:
        for place, part in enumerate(cast("list[Any]", value or [])):
            yield from _spread(f"{path}.{place}", inner[0], [], part)
    elif origin is Literal and len(inner) > 1:
        yield Field(path, "choice", value, options=tuple(map(str, inner)))
    elif annotation is bool:
        yield Field(path, "yes_no", bool(value))
    elif annotation in (int, float):
        yield _number(path, annotation, metadata, value)
    elif annotation is str:
        last = path.rpartition(".")[2]
        if last in DATES:
            yield Field(path, "start" if any("start" in repr(each) for each in metadata) else "quarter", value)


def _plain(annotation: Any, metadata: list[Any]) -> tuple[Any, list[Any]]:
    """The type without None and annotations, and what the annotations say."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata = [*metadata, *more]
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation, metadata


def _default(info: FieldInfo) -> Any:
    return None if info.is_required() else info.get_default(call_default_factory=True)


def _number(path: str, annotation: Any, metadata: list[Any], value: Any) -> Field:
    bounds: dict[str, float] = {}
    for each in metadata:
        parts = each.metadata if isinstance(each, FieldInfo) else [each]
        for part in parts:
            bounds |= {end: float(getattr(part, end)) for end in ("ge", "le") if getattr(part, end, None) is not None}
    low, high = bounds.get("ge", 0.0), bounds.get("le", math.inf)
    value = in_euro(value) if isinstance(value, OwnMoney) else value
    if annotation is int:
        return Field(path, "whole", value, low, high, high)
    kind: Kind = "money" if "_eur" in path else "share" if (low, high) == (0.0, 1.0) else "number"
    return Field(path, kind, value, low, high, high)


def _with_top(field: Field, kind: str) -> Field:
    largest = max(_largest().get((kind, field.last), 0.0), float(field.value or 0.0))
    return replace(field, top=min(field.high, _round_up(_ROOM * largest) if largest else 10.0))


@cache
def _largest() -> dict[tuple[str, str], float]:
    """The highest value of each number in the shipped mixes, by kind of instrument and field."""
    found: dict[tuple[str, str], float] = {}
    for mix in list_mixes():
        for item in load_mix(mix).instruments.values():
            given = item.model_dump()
            given |= law_of(item)[1].model_dump() if isinstance(item, LawInstrument) else {}
            for name, value in _numbers(given):
                key = (item.kind, name)
                found[key] = max(found.get(key, 0.0), value)
    return found


def _numbers(content: Any, name: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(content, dict):
        for key, value in cast("dict[str, Any]", content).items():
            yield from _numbers(value, key)
    elif isinstance(content, list):
        for value in cast("list[Any]", content):
            yield from _numbers(value, name)
    elif isinstance(content, int | float) and not isinstance(content, bool):
        yield name, float(content)


def _round_up(value: float) -> float:
    """The next of 1, 2, 5, 10, 20 …"""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= value * 0.999999)
