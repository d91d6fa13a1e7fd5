"""JSON schemas of mixes and laws, for editors that check while one types."""

import json
from pathlib import Path
from typing import Any

from scenarios.format_base import LAW_FORMAT
from scenarios.law_format import Law
from scenarios.mix_format import Mix
from scenarios.shelf import HERE

FOLDER = HERE / "schema"


def mix_schema() -> dict[str, Any]:
    """The schema of a mix as people write it: with `extends` and `remove`, and with partial instruments
    (a child may change single fields of its parent's)."""
    schema = Mix.model_json_schema()
    schema["title"] = f"SmartMix mix, format {LAW_FORMAT}"
    properties = schema["properties"]
    del properties["lineage"]
    properties["extends"] = {"type": "string", "description": "A shipped mix, or a file beside this one."}
    properties["remove"] = {
        "type": "array",
        "items": {"type": "string"},
        "description": "Instruments and rules of the parent that this mix does not have.",
    }
    schema["required"] = ["format", "id", "name"]
    kinds: list[str] = []
    for name, part in schema["$defs"].items():
        if "kind" in part.get("properties", {}) and "sources" in part["properties"]:
            kinds.append(name)
            part.pop("required", None)
            for key, value in part["properties"].items():
                if key != "kind":
                    part["properties"][key] = _or_null(value)
    instruments: list[dict[str, Any]] = [{"$ref": f"#/$defs/{name}"} for name in kinds]
    properties["instruments"]["additionalProperties"] = {"anyOf": instruments}
    schema["$defs"]["Rule"].pop("required", None)
    return schema


def _or_null(value: dict[str, Any]) -> dict[str, Any]:
    return value if {"type": "null"} in value.get("anyOf", []) else {"anyOf": [value, {"type": "null"}]}


def law_schema() -> dict[str, Any]:
    """The schema of a law file."""
    return {**Law.model_json_schema(), "title": f"SmartMix law, format {LAW_FORMAT}"}


def texts() -> dict[str, str]:
    """File name to text of each schema."""
    parts = {"mix.schema.json": mix_schema(), "law.schema.json": law_schema()}
    return {name: json.dumps(part, indent=1, sort_keys=True) + "\n" for name, part in parts.items()}


def json_schema(folder: Path = FOLDER) -> list[Path]:
    """Write the schemas into `folder` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, text in texts().items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written
