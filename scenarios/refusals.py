"""One line for the user from what a strict model found wrong with a file."""

import re
from typing import Any, cast

from pydantic import BaseModel, ValidationError

from scenarios.format_base import FORMAT
from scenarios.instrument_format import KINDS
from scenarios.scope_format import EXAMPLES
from simulation.problems import InputProblem, nearest

_MISSING = object()


def checked[M: BaseModel](model: type[M], content: dict[str, Any], file: str) -> M:
    """The content as `model`. Raises InputProblem with one line that names file, key, found, allowed."""
    refuse_newer(content, file, newest_of(model))
    try:
        return model.model_validate(content)
    except ValidationError as problem:
        errors = problem.errors(include_url=False, include_input=True)
        # An unknown key explains more than what is missing because of it.
        errors.sort(key=lambda error: error["type"] != "unknown_key")
        error = cast("dict[str, Any]", errors[0])
        raise _problem(error | {"loc": _written(error, content)}, file) from None


def _written(error: dict[str, Any], content: dict[str, Any]) -> tuple[int | str, ...]:
    """Where it is, in the keys of the file: without the names that the checker gives to the members of a union."""
    found: list[int | str] = []
    here: Any = content
    location = list(cast("tuple[int | str, ...]", error["loc"]))
    if len(location) > 2 and location[0] == "instruments" and location[2] in KINDS:
        del location[2]  # an instrument has a key `law` too
    for part in location:
        if isinstance(part, int) and isinstance(here, list) and part < len(cast("list[Any]", here)):
            here = here[part]
        elif isinstance(here, dict) and part in here:
            here = cast("dict[str, Any]", here)[str(part)]
        elif part != "[key]" and not (error["type"] == "missing" and part == location[-1]):
            continue
        found.append(part)
    return tuple(found)


def newest_of(model: type[BaseModel]) -> int:
    """The newest format that a model of a whole file reads."""
    field = model.model_fields.get("format")
    highest = [rule.le for rule in field.metadata if hasattr(rule, "le")] if field is not None else []
    return int(highest[0]) if highest else FORMAT


def refuse_newer(content: dict[str, Any], file: str, newest: int = FORMAT) -> None:
    """Refuse a file made by a newer version before looking at keys that this version cannot know."""
    version = content.get("format", _MISSING)
    if isinstance(version, int) and not isinstance(version, bool) and version > newest:
        raise InputProblem(
            "{file}: format {found} was made by a newer version of SmartMix; this version reads up to {allowed}",
            file=file,
            found=version,
            allowed=newest,
        )


def shown(value: object) -> str:
    """A value as the user wrote it, short enough for one line."""
    text = {None: "null", True: "true", False: "false"}.get(value) if value in (None, True, False) else None  # type: ignore[arg-type]
    text = text if text is not None and isinstance(value, bool | None) else " ".join(str(value).split())
    return (text or "''") if len(text) <= 60 else text[:57] + "..."


def key_path(location: tuple[int | str, ...]) -> str:
    """`instruments.office.advisers` from the place of a part."""
    path = ""
    for part in location:
        if part != "[key]":
            path += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return path.lstrip(".") or "format"


def _problem(error: dict[str, Any], file: str) -> InputProblem:
    kind, context = str(error["type"]), cast("dict[str, Any]", error.get("ctx", {}))
    location, found = cast("tuple[int | str, ...]", error["loc"]), shown(error.get("input"))
    key = key_path(location)
    if kind == "unknown_key":
        where = key_path((*location, str(context["key"])))
        return InputProblem(
            "{file}: unknown key {key}; the nearest known one is {nearest}",
            file=file,
            key=where,
            nearest=nearest(str(context["key"]), context["allowed"]),
        )
    if kind in ("union_tag_invalid", "literal_error"):
        allowed = re.findall(r"'([^']*)'", str(context.get("expected_tags", context.get("expected", ""))))
        tag = kind == "union_tag_invalid"
        return InputProblem(
            "{file}: {key}: unknown value {found}; the nearest known one is {nearest} (allowed: {allowed})",
            file=file,
            key=f"{key}.kind" if tag else key,
            found=shown(context["tag"]) if tag else found,
            nearest=nearest(str(context["tag"]) if tag else found, allowed),
            allowed=", ".join(allowed),
        )
    if kind in ("missing", "union_tag_not_found"):
        return InputProblem("{file}: {key} is missing", file=file, key=key if kind == "missing" else f"{key}.kind")
    simple = _simple(kind, context, file, key, found)
    return simple or InputProblem("{file}: {key}: found {found}, which is not allowed", file=file, key=key, found=found)


def _simple(  # noqa: PLR0911, PLR0912 - one case a line
    kind: str, context: dict[str, Any], file: str, key: str, found: str
) -> InputProblem | None:
    fields = {"file": file, "key": key, "found": found}
    match kind:
        case "greater_than_equal":
            return InputProblem(
                "{file}: {key}: found {found}, allowed is {low} or more", **fields, low=f"{context['ge']:.15g}"
            )
        case "less_than_equal":
            return InputProblem(
                "{file}: {key}: found {found}, allowed is {high} or less", **fields, high=f"{context['le']:.15g}"
            )
        case "float_type" | "finite_number" | "float_parsing":
            return InputProblem("{file}: {key}: found {found}, a number is needed", **fields)
        case "int_type" | "int_from_float" | "int_parsing":
            return InputProblem("{file}: {key}: found {found}, a whole number is needed", **fields)
        case "bool_type" | "bool_parsing":
            return InputProblem("{file}: {key}: found {found}, true or false is needed", **fields)
        case "string_type" | "string_too_short":
            return InputProblem("{file}: {key}: found {found}, a text is needed", **fields)
        case "string_pattern_mismatch" if context["pattern"] in EXAMPLES:
            return InputProblem(
                "{file}: {key}: found {found}, which is written otherwise, such as {example}",
                **fields,
                example=EXAMPLES[context["pattern"]],
            )
        case "string_pattern_mismatch":
            return InputProblem(
                "{file}: {key}: found {found}, a name of small letters, digits and hyphens is needed", **fields
            )
        case "too_long":
            return InputProblem(
                "{file}: {key}: more than {allowed} entries", file=file, key=key, allowed=context["max_length"]
            )
        case "list_type" | "too_short":
            return InputProblem("{file}: {key}: found {found}, a list with at least one entry is needed", **fields)
        case "twice":
            return InputProblem(
                "{file}: {key}: {found} is there twice", file=file, key=key, found=shown(context["twice"])
            )
        case "dict_type" | "model_type" | "model_attributes_type":
            return InputProblem("{file}: {key}: found {found}, keys with values are needed", **fields)
        case "quarter":
            return InputProblem(
                "{file}: {key}: found {found}, a quarter such as 2021Q3 or a date such as 2021-07-01 "
                "from 2012 to 2035 is needed",
                **fields,
            )
        case "start":
            return InputProblem(
                "{file}: {key}: found {found}, a quarter such as 2021Q3 from 2012 to 2035, drawn or never is needed",
                **fields,
            )
        case "early":
            return InputProblem(
                "{file}: {key}: in_force {start} comes before announced {announced}",
                file=file,
                key=key,
                start=context["start"],
                announced=context["announced"],
            )
        case "ends":
            return InputProblem(
                "{file}: {key}: ends {ends} does not come after {first} {start}",
                file=file,
                key=key,
                ends=context["ends"],
                first=context["key"],
                start=context["start"],
            )
        case "needed":
            return InputProblem(
                "{file}: {key}: needed asks for more tests than the {given} given",
                file=file,
                key=key,
                given=context["given"],
            )
        case "unclear_number":
            return InputProblem(
                "{file}: {key}: {found} is not clear; write one of {allowed}", file=file, key=key, **context
            )
        case "id_as_value":
            return InputProblem(
                "{file}: {key}: {found} reads as a number, a date or no value; an id needs a name of its own, such as "
                "mix-{found}",
                **fields,
            )
        case "id_as_device":
            return InputProblem(
                "{file}: {key}: {found} is what Windows calls a device; an id needs a name of its own, such as "
                "mix-{found}",
                **fields,
            )
        case "day":
            return InputProblem("{file}: {key}: found {found}, an exact day such as 2026-03-18 is needed", **fields)
        case "day_quarter":
            return InputProblem(
                "{file}: {key}: {name} {day} lies in another quarter than the one that acts, {quarter}",
                file=file,
                key=key,
                name=context["key"],
                day=context["day"],
                quarter=context["quarter"],
            )
        case "combine":
            return InputProblem("{file}: {key}: found {found}, any, all or a number of tests is needed", **fields)
        case "both_of":
            return InputProblem(
                "{file}: {key}: {first} and {second} go together",
                file=file,
                key=key,
                first=context["first"],
                second=context["second"],
            )
        case "no_dial":
            return InputProblem(
                "{file}: {key}: sets none of its dials ({allowed})",
                file=file,
                key=key,
                allowed=", ".join(context["allowed"]),
            )
        case "one_of":
            return InputProblem(
                "{file}: {key}: needs exactly one of {first} and {second}",
                file=file,
                key=key,
                first=context["first"],
                second=context["second"],
            )
        case "threshold" | "threshold_value":
            return InputProblem(
                "{file}: {key}: eu_state is held against proposed, adopted or in_force, endorsement "
                "against a share from 0 to 1",
                file=file,
                key=key,
            )
        case "moments":
            return InputProblem("{file}: {key}: the quarters must rise", file=file, key=key)
        case "eu_order":
            return InputProblem(
                "{file}: {key}: proposal, adoption and in_force must come in this order at every quantile",
                file=file,
                key=key,
            )
        case _:
            return None
