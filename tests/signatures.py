"""The signatures of Python's verbs as text: what `tests/golden/signatures.txt` keeps."""

import inspect
from pathlib import Path

import smartmix

FILE = Path(__file__).parent / "golden" / "signatures.txt"


def signatures() -> str:
    """A line per verb: its parameters in order, with how they are given and their defaults, without types."""
    return "".join(f"{name}{_signature(getattr(smartmix, name))}\n" for name in sorted(smartmix.__all__))


def _signature(function: object) -> inspect.Signature:
    found = inspect.signature(function)  # pyright: ignore[reportArgumentType]
    plain = [each.replace(annotation=inspect.Parameter.empty) for each in found.parameters.values()]
    return inspect.Signature(plain)
