"""Finding every text that users can see in two languages: for the tests of the catalogue."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOUSES = ("simulation", "scenarios", "experiments", "calibration", "results", "smartmix")
#: Calls whose first argument is a text for users; the first names the exception of all houses.
MARKERS = ("InputProblem", "BrokenSeal", "Phrase", "_")


def used_texts() -> dict[str, str]:
    """Text to the place where it is used, from the code and the page templates of our packages.

    Raises AssertionError where InputProblem is given something else than a literal text.
    """
    found: dict[str, str] = {}
    for house in HOUSES:
        for file in sorted((ROOT / house).rglob("*.py")):
            for call in _calls(ast.parse(file.read_text(encoding="utf-8"))):
                place = f"{file.relative_to(ROOT).as_posix()}:{call.lineno}"
                texts = _literals(call.args[0])
                # `_(text)` may show a text that was marked elsewhere; an exception is always made on the spot
                assert texts or call.func.id == "_", f"{place}: not a literal text"  # type: ignore[attr-defined]
                found |= {text: found.get(text, place) for text in texts}
        for file in sorted((ROOT / house).rglob("*.j2")):
            for text in re.findall(r'\b_\("((?:[^"\\]|\\.)*)"\)', file.read_text(encoding="utf-8")):
                found.setdefault(text, file.relative_to(ROOT).as_posix())
    return found


def _calls(tree: ast.Module) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS and node.args
    ]


def _literals(node: ast.expr) -> list[str]:
    """The text, or both texts of `"a" if condition else "b"`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    return []


def placeholders(text: str) -> set[str]:
    """Names between braces."""
    return set(re.findall(r"\{(\w+)[^}]*\}", text))
