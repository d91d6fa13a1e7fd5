"""`smartmix site`: whole or not there, the same bytes again, going on where it stopped, small."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import smartmix as sm
from experiments.integrity import findings
from smartmix.static_site import write
from smartmix.static_site.write import part_of

TINY: dict[str, Any] = {"mixes": ["mix-2"], "futures": ["ex-ante-2020"], "draws": 6, "firms": 120, "last_year": 2022}


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_stopped_it_is_not_there_and_goes_on_to_the_same_bytes(tmp_path, monkeypatch) -> None:
    whole = sm.site(tmp_path / "whole", **TINY)
    assert findings(whole) == [] and not part_of(whole).exists()
    asked: list[str] = []

    def stopping(comparison: Any, divisions: Any, indicator: str) -> Any:
        asked.append(indicator)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return write_indicator(comparison, divisions, indicator)

    write_indicator = write.indicator_content
    with monkeypatch.context() as changed:
        changed.setattr(write, "indicator_content", stopping)
        with pytest.raises(sm.Interrupted, match="6 of 6"):
            sm.site(tmp_path / "again", **TINY)
    assert not (tmp_path / "again").exists()
    asked_before = asked.copy()
    monkeypatch.setattr(write, "indicator_content", lambda *given: asked.append(given[2]) or write_indicator(*given))
    again = sm.site(tmp_path / "again", **TINY)
    assert files(again) == files(whole)
    assert not {*asked_before[:2]} & {*asked[3:]}  # what was written is not worked out again


def test_a_part_that_others_made_and_a_folder_that_is_there_are_refused(tmp_path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(sm.InputProblem, match="is there already"):
        sm.site(tmp_path / "there", **TINY)
    part = part_of(tmp_path / "own") / "site"
    part.mkdir(parents=True)
    (part / "mine.txt").write_text("mine")
    with pytest.raises(sm.InputProblem, match="not empty"):
        sm.site(tmp_path / "own", **TINY)
    assert (part / "mine.txt").read_text() == "mine"
    shutil.rmtree(part)


@pytest.mark.parametrize("nothing", [{"mixes": []}, {"mixes": ["reference-2020"]}, {"futures": []}])
def test_a_site_of_nothing_is_refused(tmp_path, nothing) -> None:
    with pytest.raises(sm.InputProblem, match=next(iter(nothing))):
        sm.site(tmp_path / "own", **TINY | nothing)
    assert list(tmp_path.iterdir()) == []


def test_a_changed_file_is_found(tmp_path) -> None:
    folder = sm.site(tmp_path / "own", **TINY)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["kind"] == "site" and set(manifest["fingerprints"]) == {"ex-ante-2020"}
    with (folder / "site.js").open("a") as script:
        script.write("// more")
    assert [(each.file, each.problem) for each in findings(folder)] == [("site.js", "changed")]
