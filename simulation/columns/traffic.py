"""Bytes of a firm that each stage of a quarter names: what has to come through the processor's cache.

Counted from the source, so the same on every machine: fields of `firms` and `traits` in a stage and in the rules that
it calls, all of a vector at once. `state.WORK` does not count, because it stays in the cache. What is only read under
a condition counts in full.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

from simulation.driver import QUARTER
from simulation.state import BLOCK, FIRMS, TRAITS

#: Names under which rules know the columns of a block; `buyer` is a firm of another block.
_KNOWN_AS = {"firms": FIRMS, "buyer": FIRMS, "traits": TRAITS}
HEAD = (
    "# Bytes of a firm by stage: state, traits. Written by `python -m simulation.columns`; a stage that grows shows.\n"
)


def traffic_table() -> str:
    """A line per stage with the bytes of state and of traits that it names, and a line with all of both records."""
    rows = [(stage.name, *(_bytes(stage.function, record) for record in (FIRMS, TRAITS))) for stage in QUARTER]
    rows.append(("kept", FIRMS.itemsize // BLOCK, TRAITS.itemsize // BLOCK))
    return HEAD + "".join(f"{name}: [{state}, {traits}]\n" for name, state, traits in rows)


def _bytes(stage: Callable[..., Any], record: Any) -> int:
    fields = {name for known, name in _fields(stage, set()) if _KNOWN_AS[known] is record}
    return sum(record[name].itemsize for name in fields) // BLOCK


def _fields(function: Any, seen: set[str]) -> set[tuple[str, str]]:
    """Columns that a compiled function names, with those of the compiled functions that it calls."""
    found: set[tuple[str, str]] = set()
    plain = function.py_func
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(plain)))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in _KNOWN_AS:
            found.add((node.value.id, node.attr))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id not in seen:
            called = plain.__globals__.get(node.func.id)
            if hasattr(called, "py_func"):
                found |= _fields(called, seen | {node.func.id})
    return found
