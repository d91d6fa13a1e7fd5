"""The signatures of Python's verbs, kept in `tests/golden/signatures.txt`: `python tests/signatures.py` writes them."""

import inspect
from pathlib import Path

import smartmix

FILE = Path(__file__).parent / "golden" / "signatures.txt"


def signatures() -> str:
    """A line per verb: its parameters and their defaults, without types; those given by name in alphabetical order."""
    return "".join(f"{name}{_signature(getattr(smartmix, name))}\n" for name in sorted(smartmix.__all__))


def _signature(function: object) -> inspect.Signature:
    found = inspect.signature(function)  # pyright: ignore[reportArgumentType]
    plain = [each.replace(annotation=inspect.Parameter.empty) for each in found.parameters.values()]
    placed = [each for each in plain if each.kind is not inspect.Parameter.KEYWORD_ONLY]
    return inspect.Signature(placed + sorted((each for each in plain if each not in placed), key=lambda one: one.name))


if __name__ == "__main__":
    FILE.write_text(signatures(), encoding="utf-8")
