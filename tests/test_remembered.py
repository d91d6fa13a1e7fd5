"""What was worked out for one visitor of the page is there for the next, and for no other question."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from smartmix.page.parts.remembered import remembered, told


def timing(_comparison: Any, lang: str) -> str:
    return f"told in {lang}"


def test_each_thing_is_made_once_and_none_is_taken_for_another(tmp_path: Path) -> None:
    made: list[str] = []

    def make(what: str) -> str:
        made.append(what)
        return what

    few, more = (SimpleNamespace(folder=tmp_path / name, year=2030, world=None) for name in ("few", "more"))
    for comparison, mix in ((few, "mix-1"), (few, "mix-1"), (few, "timing"), (more, "mix-1")):
        remembered(comparison, ("three numbers", mix, "en"), lambda mix=mix: make(mix))  # type: ignore[arg-type]
    assert made == ["mix-1", "timing", "mix-1"]
    assert told(timing, few, "en") == "told in en" and told(timing, few, "nl") == "told in nl"  # type: ignore[arg-type]


def test_what_failed_is_tried_again(tmp_path: Path) -> None:
    comparison: Any = SimpleNamespace(folder=tmp_path, year=2030, world=None)
    with pytest.raises(ZeroDivisionError):
        remembered(comparison, ("share",), lambda: 1 / 0)
    assert remembered(comparison, ("share",), lambda: 0.5) == 0.5
