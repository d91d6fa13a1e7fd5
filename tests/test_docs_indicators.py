"""docs/indicators.md describes every indicator and group, and nothing that does not exist."""

import re
from pathlib import Path

from simulation.indicators import GROUPS, INDICATORS

TEXT = (Path(__file__).parent.parent / "docs" / "indicators.md").read_text(encoding="utf-8")
DERIVED = {"year_90_percent", "regulatory_burden_per_extra_firm_eur", "government_cost_per_extra_firm_eur"}


def sections() -> dict[str, list[list[str]]]:
    """Rows of the tables below each heading, without their heads."""
    found: dict[str, list[list[str]]] = {}
    for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]:
        lines = [line for line in part.splitlines() if line.startswith("|")]
        found[part.splitlines()[0]] = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]
    return found


def names(rows: list[list[str]]) -> list[str]:
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row[0])]


def test_every_indicator_is_described_once() -> None:
    rows = [
        row for title, rows in sections().items() if title not in ("Groups", "Derived from all draws") for row in rows
    ]
    assert sorted(names(rows)) == sorted(INDICATORS)


def test_every_derived_indicator_is_described() -> None:
    assert set(names(sections()["Derived from all draws"])) == DERIVED


def test_every_group_is_described_once() -> None:
    assert sorted(names(sections()["Groups"])) == sorted(GROUPS)


def test_every_row_has_formula_unit_and_reference() -> None:
    for title, rows in sections().items():
        for row in rows:
            assert len(row) == {"Groups": 2, "Derived from all draws": 5}.get(title, 4), row
            assert all(row), row
