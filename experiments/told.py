"""A result in a few lines, for who types its name in Python: what it is, what made it, and where it lies."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

#: Mixes that are named; of more the number is told.
_NAMED = 8


def told(result: object, mixes: Iterable[str], folder: Path | None, **made: Any) -> str:
    """`Comparison: reference-2020, mix-1`, below it what made it (None: left out), and the folder, if any."""
    listed = list(dict.fromkeys(mixes))
    more = [f"and {len(listed) - _NAMED} more"] if len(listed) > _NAMED else []
    lines = [
        f"{type(result).__name__}: {', '.join([*listed[:_NAMED], *more])}".removesuffix(": "),
        ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in made.items() if value is not None),
        "" if folder is None else f"folder {folder}",
    ]
    return "\n  ".join(line for line in lines if line)
