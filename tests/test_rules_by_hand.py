"""Every behavioural rule beside values worked out by hand (simulation/rules/worked_by_hand.yaml)."""

import importlib
import pkgutil
from typing import Any

import pytest

import simulation.rules
from simulation.rules.worked import PAGE, page_with_tables, worked_by_hand

WORKED = worked_by_hand()


def rules() -> set[str]:
    """Every compiled rule in simulation/rules, as module.function."""
    found: set[str] = set()
    for module in pkgutil.iter_modules(simulation.rules.__path__):
        content = importlib.import_module(f"simulation.rules.{module.name}")
        found |= {
            f"{module.name}.{name}"
            for name, one in vars(content).items()
            if hasattr(one, "py_func") and one.py_func.__module__ == content.__name__
        }
    return found


def test_every_rule_is_worked_out() -> None:
    assert {name for name, _line in WORKED} == rules()


@pytest.mark.parametrize(("name", "line"), WORKED, ids=[f"{name}-{line.why[:30]}" for name, line in WORKED])
def test_a_rule_gives_what_was_worked_out(name: str, line: Any) -> None:
    module, _dot, function = name.partition(".")
    rule = getattr(importlib.import_module(f"simulation.rules.{module}"), function)
    found = rule.py_func(**line.given)
    assert found == (pytest.approx(line.value, abs=1e-12) if not isinstance(line.value, list) else tuple(line.value))


def test_the_page_shows_them() -> None:
    """Update with: python -m simulation.rules."""
    assert PAGE.read_text(encoding="utf-8") == page_with_tables()
