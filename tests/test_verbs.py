"""What `help()` shows of every verb is true: its example runs, and what that leaves behind can be opened again.

The one verb whose example is not run is `serve`, which does not end by itself.
"""

import dataclasses
import inspect
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from cli_calls import caller, refused

import smartmix as sm
from smartmix.kinds import KINDS
from smartmix.studies import part

NOT_RUN = {"serve"}


def example_of(name: str) -> str:
    """The indented lines of a docstring above its section on arguments."""
    text = (inspect.getdoc(getattr(sm, name)) or "").split("\nArgs:")[0]
    return "\n".join(line[4:] for line in text.splitlines() if line.startswith("    "))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SMARTMIX_LANG", "en")
    return tmp_path


#: docs/discover.md runs the same search, tests/test_calibration.py a calibration as small, whose folder opens again.
LONG = ("calibrate", "discover")


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=[pytest.mark.long] if n in LONG else []) for n in sorted(set(sm.__all__) - NOT_RUN)]
)
def test_an_example_runs_and_its_folders_open_again(name: str, place: Path) -> None:
    example = example_of(name)
    assert f"sm.{name}(" in example
    known: dict[str, Any] = {"sm": sm}
    exec(compile(example, name, "exec"), known)
    made = [value for value in known.values() if getattr(value, "folder", None) is not None]
    for result in made:
        again = sm.load(result.folder)
        assert type(again) is type(result) and again.folder == result.folder
        if not hasattr(result, "frames"):
            continue  # a sweep reads its frames from the folder either way
        frames = result.frames()
        assert set(again.frames()) == set(frames)
        for table, frame in frames.items():
            pd.testing.assert_frame_equal(again.frames()[table], frame, check_dtype=False, obj=table)
        if "draws" in frames:
            assert len(frames["draws"])


@pytest.mark.parametrize("name", sm.__all__)
def test_help_tells_of_every_argument(name: str) -> None:
    verb = getattr(sm, name)
    text = inspect.getdoc(verb) or ""
    told = re.findall(r"^    (\w+): ", text.split("\nArgs:")[-1], re.MULTILINE)
    assert told == list(inspect.signature(verb).parameters)


#: The figures of a comparison that does not divide by world.
FIGURES = {
    "differences-practice-laggards",
    "objectives",
    "endorsement",
    "stages",
    "practice-reported",
    "burden-practice",
}


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shown") / "run"
    sm.compare("mix-1", draws=2, firms=120, first_year=2029, prior=True, out=folder, figures=False, lang="en")
    return folder


def test_show_prints_what_the_verb_printed(compared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = caller(capsys)
    printed = call("show", compared, "--lang", "nl")
    assert printed.status == 0 and printed.err == ""
    assert printed.out.strip() == sm.show(compared, "nl").strip()
    assert printed.out.startswith("Referentie: ") and sm.show(compared, "en").startswith("Baseline: ")


def test_figures_drawn_anew_leave_the_run_as_it_was(compared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = caller(capsys)
    shown = call("show", compared, "--figures", "--lang", "nl")
    beside = compared.with_name("run-figures")
    assert str(beside) in shown.out
    for ending in ("svg", "png"):
        assert {path.stem for path in beside.glob(f"*.{ending}")} == FIGURES
    assert call("verify", compared).status == 0
    assert call("show", compared, "--figures", "--out", compared.parent / "mine").status == 0
    assert (compared.parent / "mine").is_dir()


def test_a_kind_that_is_not_known_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = caller(capsys)
    manifest = {"format": 1, "kind": "divination", "settings": {}, "fingerprints": {}, "files": {}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    refused(call("show", tmp_path), "divination", "compare")
    refused(call("show", tmp_path / "none"), "manifest.json")


def test_every_kind_has_its_parts() -> None:
    for kind in KINDS.values():
        for place in dataclasses.astuple(kind):
            assert not place or callable(part(place)), place
