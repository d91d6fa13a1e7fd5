"""What all scenario formats share: strict models, texts in two languages, evidence of a number."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from typing import Annotated, Any, ClassVar, Self, TypeVar, cast

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from simulation.number_text import UnclearNumber, WrittenDecimal, read_number, reads_as_value
from simulation.vocabulary import GradeName

#: The newest version of the formats that this program reads, where a format says nothing else (`NEWEST`).
FORMAT = 1
#: Of laws, and of mixes and futures, which may override what a law says.
LAW_FORMAT = 2
#: No file or folder on Windows can have these names.
_DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)})


def _read_amount(value: object) -> object:
    """Refuse `1.125` of money or heads, which a Dutch writer may mean as 1,125."""
    if isinstance(value, WrittenDecimal):
        try:
            read_number(value.text)
        except UnclearNumber as problem:
            raise PydanticCustomError("unclear_number", "two readings", dict(problem.fields)) from None
    return value


@lru_cache(maxsize=4096)
def _check_identifier(value: str) -> str:
    """Refuse an id that a table or another program would read as a number, a date, nothing or a truth.

    And one that is no folder on Windows: results of a mix stand in a folder of its name.
    """
    if reads_as_value(value):
        raise PydanticCustomError("id_as_value", "reads as a value", {})
    if value in _DEVICES:
        raise PydanticCustomError("id_as_device", "names a device", {})
    return value


def _check_written(value: str) -> str:
    """Refuse a text of blanks alone."""
    if not value.strip():
        raise PydanticCustomError("string_too_short", "blanks alone", {})
    return value


def _check_once(values: list[Any]) -> list[Any]:
    """Refuse a name that stands twice: nobody can tell what the second was meant to be."""
    for place, value in enumerate(values):
        if value in values[:place]:
            raise PydanticCustomError("twice", "there twice", {"twice": value})
    return values


Share = Annotated[float, Field(ge=0, le=1)]
#: Money, heads and other things that come in thousands.
Amount = Annotated[float, Field(ge=0, le=1e15), BeforeValidator(_read_amount)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$"), AfterValidator(_check_identifier)]
#: A text that says something.
Written = Annotated[str, Field(min_length=1), AfterValidator(_check_written)]
Sources = Annotated[list[Written], Field(min_length=1)]
_Name = TypeVar("_Name")
#: A list of names of a kind, each once.
Once = Annotated[list[_Name], AfterValidator(_check_once)]


class Strict(BaseModel):
    """A part of a scenario file: no unknown keys, no silent conversion, no change after reading."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    @model_validator(mode="wrap")
    @classmethod
    def _known_keys(cls, data: Any, handler: ModelWrapValidatorHandler[Any]) -> Any:
        """Refuse an unknown key before anything else, with the keys that are known (for "did you mean")."""
        if isinstance(data, dict) and not (known := _names_of(cls)).issuperset(data):  # pyright: ignore[reportUnknownArgumentType]
            key = next(key for key in data if key not in known)  # pyright: ignore[reportUnknownVariableType]
            raise PydanticCustomError("unknown_key", "unknown key", {"key": key, "allowed": sorted(known)})
        return handler(data)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with fields changed (unchecked, as in pydantic); what was worked out from them is forgotten."""
        copy = super().model_copy(update=update, deep=deep)
        kept = cast("dict[str, Any]", copy.__dict__)
        for name in set(kept) - set(type(self).model_fields):
            del kept[name]
        return copy


@cache
def _names_of(model: type[BaseModel]) -> frozenset[str]:
    """The keys of a part: pydantic works them out anew each time that it is asked, and a mix has thousands of parts."""
    return frozenset(model.model_fields)


@cache
def defaults_of(model: type[BaseModel]) -> dict[str, Any]:
    """The default of every field: pydantic reads the signature of a factory anew each time that it is asked."""
    return {name: field.get_default(call_default_factory=True) for name, field in model.model_fields.items()}


class Grown(Strict):
    """A part that was given more fields later: those in LATER are written only where they say something.

    So an older file keeps its content, and with it the fingerprint by which a run knows it.
    """

    LATER: ClassVar[frozenset[str]] = frozenset()

    @model_serializer(mode="wrap")
    def _without_silent_fields(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        defaults = defaults_of(type(self))
        written: dict[str, Any] = handler(self)
        return {
            name: value
            for name, value in written.items()
            if not (name in self.LATER and getattr(self, name) == defaults[name])
        }


class Text(Strict):
    """A name or description in both languages."""

    en: Written
    nl: Written


class Evidence(Strict):
    """Where a number comes from: its grade, sources (source ids) and what was assumed."""

    grade: GradeName
    sources: list[Written] = Field(default_factory=list[str])
    note: Text


class Judgement(Strict):
    """What a source says of a quality that the model does not compute (never a computed score)."""

    text: Text
    sources: Sources


class Fingerprinted(Strict):
    """A scenario that is known by its content: equal content is the same key in a cache."""

    @cached_property
    def fingerprint(self) -> str:
        """sha256 of the canonical JSON (laws that it refers to apart, see `scenarios.library`)."""
        text = json.dumps(self.model_dump(mode="json", exclude={"lineage"}), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def as_yaml(self) -> str:
        """The scenario as a file that reads back to the same content, with nothing left to look up."""
        return self._yaml

    @cached_property
    def _yaml(self) -> str:
        content = self.model_dump(mode="json", exclude_unset=True, exclude={"lineage"})
        return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)

    def __hash__(self) -> int:
        """Of the content."""
        return hash(self.fingerprint)

    def __eq__(self, other: object) -> bool:
        """The same kind of scenario with the same content."""
        return isinstance(other, type(self)) and self.fingerprint == other.fingerprint
