"""One installed name: what the build writes, and that a clone knows the same names. `.ci/wheel` installs the wheel."""

import ast
import importlib
import sys

import pytest
from cli_calls import ROOT

import simulation.state
import smartmix as sm
from smartmix.houses import HOUSES

hatch_build = importlib.import_module("hatch_build")


def imports_of(source: str) -> set[str]:
    """First names of all modules that a file imports from, relative ones left out."""
    found = set[str]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module).split(".")[0])
    return found


def test_no_file_of_the_wheel_imports_a_house_from_the_top() -> None:
    files = [file for house in (*HOUSES, "smartmix") for file in (ROOT / house).rglob("*.py")]
    assert len(files) > 500
    for file in files:
        source = file.read_text(encoding="utf-8")
        built = hatch_build.rewritten(source, file.name)
        assert not imports_of(built) & set(HOUSES), file
        assert len(built.splitlines()) == len(source.splitlines()), file
        assert ast.dump(ast.parse(built)).count("ImportFrom") == ast.dump(ast.parse(source)).count("ImportFrom")


def test_only_import_statements_change() -> None:
    source = 'def f():\n    from simulation.state import (\n        FIRMS,\n    )\n    return "from simulation.state"\n'
    built = source.replace("from simulation.state import", "from smartmix.simulation.state import", 1)
    assert hatch_build.rewritten(source, "f.py") == built
    assert hatch_build.rewritten("from results import language\n", "f.py") == "from smartmix.results import language\n"
    assert hatch_build.rewritten("from resultset import x\n", "f.py") == "from resultset import x\n"
    with pytest.raises(SyntaxError, match="line 2"):
        hatch_build.rewritten("import numpy\nimport simulation.state\n", "f.py")


def test_in_a_clone_both_names_are_the_same_module() -> None:
    below = importlib.import_module("smartmix.simulation.state")
    assert below is simulation.state is sys.modules["simulation.state"] and below.__spec__ is not None
    assert (below.__name__, below.__spec__.name) == ("simulation.state", "simulation.state")
    with pytest.raises(ImportError):
        importlib.import_module("smartmix.simulation.nothing")
    assert sm.InputProblem is importlib.import_module("smartmix.simulation.problems").InputProblem
