"""What a file of rules says before it runs: names that are slips, modules beside it, and luck that nothing repeats."""

import ast
import random
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

import numpy as np

from simulation.problems import ALIKE, InputProblem
from simulation.state import FIRMS, TRAITS

#: Makers of luck of one's own: fine with a seed.
_SEEDED = ("default_rng", "RandomState", "Random", "Generator", "SeedSequence", "Philox", "PCG64", "SFC64", "MT19937")
#: Luck that has no seed.
_NEVER = ("secrets.", "uuid.uuid4", "uuid.uuid1", "os.urandom", "random.SystemRandom")


def global_luck() -> tuple[Any, ...]:
    """The state of the generators that the whole process shares: that of `random` and the old one of numpy."""
    state: Any = np.random.get_state()
    return random.getstate(), state[1].tobytes(), state[2:]


def global_uses(source: str) -> list[tuple[int, str]]:
    """Line and name of each function of `random` or `numpy.random` that draws from what the process shares."""
    return [
        (call.lineno, name)
        for call, name in _calls(source)
        if name.startswith(("random.", "numpy.random.")) and name.split(".")[-1] not in _SEEDED
    ]


def unseeded(source: str) -> list[tuple[int, str]]:
    """Line and name of each generator that is made without a seed, and of luck that cannot have one."""
    return [
        (call.lineno, name)
        for call, name in _calls(source)
        if name.startswith(_NEVER)
        or (
            name.startswith(("random.", "numpy.random."))
            and name.split(".")[-1] in _SEEDED[:3]
            and not (call.args or call.keywords)
        )
    ]


def _calls(source: str) -> list[tuple[ast.Call, str]]:
    """Calls with their full dotted names, imports under another name worked in."""
    tree, known = ast.parse(source), dict[str, str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                known[name.asname or name.name.split(".")[0]] = name.name if name.asname else name.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            known |= {name.asname or name.name: f"{node.module}.{name.name}" for name in node.names}
    found: list[tuple[ast.Call, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            first, dot, rest = ast.unparse(node.func).partition(".")
            if first in known:
                found.append((node, known[first] + dot + rest))
    return sorted(found, key=lambda each: each[0].lineno)


def neighbours(source: str, folder: Path) -> Iterator[tuple[int, str]]:
    """Line and file of each import that would take a module from the file's own folder.

    A name that is imported already from somewhere else (SmartMix, a package) is that one.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        else:
            continue
        for name in {name.split(".")[0] for name in names} - {""}:
            beside = PathFinder.find_spec(name, [str(folder)])
            if beside is None or beside.origin is None or name in sys.modules or name in sys.stdlib_module_names:
                continue
            elsewhere = [place for place in sys.path if place and Path(place).resolve() != folder]
            if PathFinder.find_spec(name, elsewhere) is None:
                yield node.lineno, Path(beside.origin).name


def refuse_slips(path: Path, source: str, kind: type) -> None:
    """Refuse a name in a class that does nothing: a column that is hidden, or a method or setting that is misspelt."""
    used = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    columns = {*(FIRMS.names or ()), *(TRAITS.names or ())}
    base = next(each for each in kind.__mro__[1:] if each.__module__ != kind.__module__)
    acting = [name for name in dir(base) if not name.startswith("_")]
    for name in vars(kind):
        key = f"{kind.__name__}.{name}"
        if name in columns and "awareness" in acting:
            raise InputProblem(
                "{file}: {key}: a column cannot be given a value in the class; write self.{name} in step",
                file=path.name,
                key=key,
                name=name,
            )
        if name.startswith("_") or name in used or name in acting:
            continue
        near = get_close_matches(name, acting, 1, ALIKE)
        if near and near[0] not in vars(kind):
            raise InputProblem(
                "{file}: {key}: nothing uses this name; did you mean '{nearest}'?",
                file=path.name,
                key=key,
                nearest=near[0],
            )
