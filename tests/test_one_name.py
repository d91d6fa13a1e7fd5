"""One name, one thing: a class name that stands in two places says in which sense it does."""

import ast
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOUSES = ("simulation", "scenarios", "experiments", "calibration", "results", "smartmix")
#: Names with two meanings, and why both keep theirs.
ALLOWED = {"SupportOffice": "the instrument in a mix, by its published name, and the Mesa agent that carries it out"}


def test_no_class_name_has_two_meanings() -> None:
    found = Counter(
        node.name
        for house in HOUSES
        for file in (ROOT / house).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert {name for name, places in found.items() if places > 1} == set(ALLOWED)
