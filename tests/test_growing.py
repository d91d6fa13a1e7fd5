"""A finished run that is asked for more: it keeps what it has, and ends as if it had been asked at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_calls import Call, refused
from test_kept import TINY, count_keeps, files_of, words_of

from experiments import runner
from experiments.discover.question import choices
from experiments.growing import has_grown
from experiments.integrity import PLAN, finished
from experiments.kept import Kept
from experiments.manifest import deciding, read_manifest
from experiments.run_folder import claim_folder

COMPARE = ("compare", "mix-1", "--from", "2029", "--until", "2030", "--draws", "4", *TINY)
#: By verb: what is asked first and then, beyond the words of `test_kept`; and the fewest blocks that are found again.
MORE: dict[str, tuple[tuple[str, ...], tuple[str, ...], int]] = {
    "synergy": ((), ("--draws", "7"), 5),
    "robustness": ((), ("--draws", "7"), 3),
    "discover": ((), ("--draws", "24"), 4),
    "information": ((), ("--replications", "3"), 16),
    "optimise": (("--evaluations", "12", "--draws", "2"), ("--evaluations", "16"), 2),
    "pathways": ((), ("--draws", "13"), 3),
    "sensitivity": ((), ("--draws", "6"), 4),
}


@pytest.fixture(autouse=True)
def small_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "BLOCK_OF_DRAWS", 3)
    for name, fewer in (("fewest", 4), ("halves", 2)):
        monkeypatch.setitem(choices(), name, fewer)


@pytest.mark.parametrize("verb", MORE)
def test_a_study_of_more_is_the_one_asked_at_once(
    verb: str, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, more, found = MORE[verb]
    words, folder, at_once = [*words_of(verb, tmp_path), *first], tmp_path / "run", tmp_path / "at-once"
    assert call(*words, "--out", folder).status == 0
    with monkeypatch.context() as patched:
        every = count_keeps(patched)
        assert call(*words, *more, "--out", at_once).status == 0
    with monkeypatch.context() as patched:
        new = count_keeps(patched)
        assert call(*words, *more, "--out", folder).status == 0
    assert files_of(folder) == files_of(at_once)
    assert len(every) - len(new) >= found
    assert call("verify", folder).status == 0
    refused(call(*words, "--out", folder), "not empty")  # of less


def test_a_comparison_grows_in_draws_and_in_years(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "here" / "run"
    assert call(*COMPARE, "--out", folder).status == 0
    (folder / "reports").mkdir()
    (folder / "reports" / "mine.md").write_text("edited", encoding="utf-8")
    whole = (folder / "data" / "mix-1" / "00000.parquet").stat().st_mtime_ns
    for words in (("--draws", "7"), ("--draws", "7", "--from", "2028")):
        at_once = tmp_path / words[-1] / "run"
        assert call(*COMPARE, *words, "--out", folder).status == 0
        assert call(*COMPARE, *words, "--out", at_once).status == 0
        grown = files_of(folder)
        assert grown.pop("reports/mine.md") == b"edited"
        assert grown == files_of(at_once)
        is_same = (folder / "data" / "mix-1" / "00000.parquet").stat().st_mtime_ns == whole
        assert is_same == (words[-1] == "7")  # other years are other files
    for other in (("--draws", "4"), ("--seed", "2"), ("--from", "2030"), ("--firms", "101")):
        before = files_of(folder)
        refused(call(*COMPARE, "--draws", "9", "--from", "2028", *other, "--out", folder), "not empty")
        assert files_of(folder) == before
    assert call("verify", folder).status == 0


def test_a_study_has_its_old_result_until_the_new_one_is_there(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, folder = words_of("synergy", tmp_path), tmp_path / "run"
    assert call(*words, "--out", folder).status == 0
    old = files_of(folder)
    with monkeypatch.context() as patched:
        count_keeps(patched, stop_after=1)
        stopped = call(*words, "--draws", "8", "--out", folder, "--workers", "1")
    assert stopped.status == 130 and "6 of 8 draws are kept" in stopped.err
    assert call("show", folder, "--lang", "en").status == 0
    assert (folder / PLAN).is_file()  # reading the old one does not forget the new one
    assert {name: content for name, content in files_of(folder).items() if name in old} == old
    Kept(folder).forget()  # as where more is refused
    assert not (folder / PLAN).exists() and finished(folder)["settings"]["draws"] == 5


def test_only_more_of_the_same_grows(tmp_path: Path, call: Call) -> None:
    folder = tmp_path / "run"
    assert call(*COMPARE, "--draws", "1", "--out", folder).status == 0
    old = deciding(read_manifest(folder))

    def with_(change: Callable[[Any], Any]) -> Any:
        new = {**old, "settings": {**old["settings"]}, "fingerprints": {**old["fingerprints"]}}
        change(new)
        return new

    assert not has_grown(old, old)
    assert has_grown(old, with_(lambda new: new["settings"].update(draws=2, last_year=2031)))
    assert not has_grown(old, with_(lambda new: new["settings"].update(draws=2, last_year=2029)))
    assert not has_grown(old, with_(lambda new: new["settings"].update(draws=2, seed=2)))
    assert not has_grown(old, with_(lambda new: new["fingerprints"].update(behaviour="other")))
    assert not has_grown(old, with_(lambda new: new.update(packages=["numpy==1"])))
    claim_folder(folder, with_(lambda new: new["settings"].update(draws=2)))
    assert not (folder / "manifest.json").exists() and (folder / "data").is_dir()
