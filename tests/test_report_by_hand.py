"""What a report takes from elsewhere: studies that fit its comparison, numbers that ship, and commands to repeat."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from results.blocks import Code
from results.report import certainty, shipped
from results.report.sources import documents, known_sources, named_sources
from results.report.studies import ShownStudy, Studies, covered

PRINTS = {"behaviour": "b", "parameters": "p", "posterior": "q", "future": "f"}
SETTINGS = {"variants": {}, "parameters": {}, "future": "f", "prior": False, "posterior": ""}


def compared(**settings: Any) -> Any:
    mixes = {"base": "1", "mix-1": "2", "mix-2": "3"}
    manifest = {"fingerprints": PRINTS | {"mixes": mixes}, "settings": SETTINGS | settings}
    return SimpleNamespace(mixes=list(mixes), summary=SimpleNamespace(baseline="base"), manifest=manifest)


def study(prints: Any = None, mixes: Any = None, settings: Any = None, baseline: str = "base") -> Any:
    mixes = mixes or {"base": "1", "mix-1": "2", "mix-2": "of other content", "mix-9": "4"}
    manifest = {"fingerprints": PRINTS | (prints or {}) | {"mixes": mixes}, "settings": SETTINGS | (settings or {})}
    return ShownStudy("run", manifest, SimpleNamespace(baseline=baseline, mix="mix-1"))  # type: ignore[type-var]


def test_a_study_covers_the_mixes_that_it_looked_at_as_they_are_here() -> None:
    assert covered(study(), compared()) == ["mix-1"]
    assert covered(study(mixes={"base": "of other content", "mix-1": "2"}), compared()) == []
    assert covered(study(mixes={"mix-1": "2"}), compared()) == []
    assert covered(study(), compared(model={"file": "own.py"})) == []


@pytest.mark.parametrize(
    "other",
    [
        *({"prints": {name: "another"}} for name in PRINTS),
        {"settings": {"variants": {"a": "b"}}},
        {"settings": {"parameters": {"a": 1.0}}},
        {"baseline": "mix-2"},
    ],
)
def test_a_study_of_other_rules_draws_or_futures_is_not_shown(other: Any) -> None:
    fits, given = study(), study(**other)
    assert Studies(robustness=fits, with_shipped=False).robustness_of(compared()) is fits
    assert Studies(robustness=given, with_shipped=False).robustness_of(compared()) is None
    assert Studies({"mix-1": fits}, with_shipped=False).synergy_of(compared(), "mix-1") is fits
    found = Studies({"mix-1": given}, with_shipped=False)
    assert found.synergy_of(compared(), "mix-1") is None and found.left_out(compared()) == ["run"]
    assert Studies({"mix-1": fits}, with_shipped=False).synergy_of(compared(), "mix-2") is None


def test_the_command_for_other_worlds_is_that_of_the_run() -> None:
    line = "smartmix robustness mix-1 mix-2 --baseline base.yaml --future "
    for settings, rest in (
        ({}, "f"),
        ({"future": "my future.yaml"}, "'my future.yaml'"),
        ({"prior": True}, "f --prior"),
        ({"posterior": "my draws"}, "f --posterior 'my draws'"),
    ):
        (code,) = (each for each in certainty._not_computed(compared(**settings), "en") if isinstance(each, Code))
        assert code.text == line + rest


def test_what_a_validation_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    content = {
        "facts": {"a": {"inside": True}, "b": {"inside": False}},
        "held_out": {"c": {"inside": False}, "d": {"inside": False}},
        "signs": {
            "e": {"label": "empirical", "failed": False, "built_in": True},
            "f": {"label": "empirical", "failed": True, "built_in": False},
            "g": {"label": "empirical", "failed": False, "built_in": False},
            "h": {"label": "expected in advice", "failed": True, "built_in": False},
            "i": {"label": "expected in advice", "failed": True, "built_in": False},
        },
        "left_out": {name: {"inside": name in "jk"} for name in "jklmn"},
        "results": {name: {"is_prior": name == "o"} for name in "opq"},
        "joint": {"p": 0.25, "none": None},
    }
    (tmp_path / "validation.json").write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setattr(shipped, "VALIDATION", tmp_path / "validation.json")
    shipped.validation.cache_clear()
    try:
        counted = ("facts", "held_out", "missed", "empirical", "earned", "failed", "left_inside", "left_out", "untold")
        found = {name: shipped.shipped_number(f"validation/{name}") for name in counted}
        assert list(found.values()) == [2, 2, 3, 3, 2, 3, 2, 5, 1]
        assert shipped.shipped_number("validation/joint/p") == 0.25
        assert shipped.shipped_number("validation/joint/none") is None
        assert shipped.shipped_number("validation/nothing/p") is None
    finally:
        shipped.validation.cache_clear()


def test_sources_are_called_by_their_document_or_by_what_they_are_about() -> None:
    known = known_sources()
    policy = [name for name, each in known.items() if each.place.startswith("S1 ")][:2]
    web = next(name for name in known if name.startswith("P-"))
    first, second = named_sources([*policy, web], "en")
    assert first == f"{documents()['S1'].en} ({policy[0]}, {policy[1]})"
    assert second.startswith(str(known[web].topic.en)) and f"({web}" in second
