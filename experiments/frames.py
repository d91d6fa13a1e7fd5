"""Tidy tables beside a result: written as CSV, read back as they were."""

import math
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.integrity import finished, readable


def read_frames(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables of a run folder by name; columns of text stay text, whatever they say (`2024`, `null`)."""
    kinds: dict[str, dict[str, str]] = finished(folder).get("tables", {})
    frames: dict[str, pd.DataFrame] = {}
    for name, columns in kinds.items():
        texts = [column for column, kind in columns.items() if kind == "text"]
        numbers = [column for column in columns if column not in texts]
        with readable(folder):
            frames[name] = pd.read_csv(
                folder / f"{name}.csv",
                dtype=dict.fromkeys(texts, "str"),
                keep_default_na=False,
                na_values={column: [""] for column in numbers},
            )
    return frames


def kinds_of(frame: pd.DataFrame) -> dict[str, str]:
    """By column `text` or `number`: what a CSV file does not tell."""
    return {
        str(name): "number" if pd.api.types.is_numeric_dtype(column.dtype) else "text" for name, column in frame.items()
    }


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values, as JSON knows them; what is not finite is None."""
    return [{str(key): plain(value) for key, value in row.items()} for row in frame.to_dict("records")]


def plain(value: Any) -> Any:
    """A value that JSON knows; what is not finite is None."""
    found = value.item() if hasattr(value, "item") else value
    return None if isinstance(found, float) and not math.isfinite(found) else found
