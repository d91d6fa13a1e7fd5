"""Analyses that are stopped or killed go on where they were, and say the same as if they never had been."""

import errno
import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cli_calls import Call, changed_words, refused
from test_cli_processes import process

from experiments import runner
from experiments.discover.question import choices
from experiments.kept import Kept, KeptBlock

SMALL = """
format: 1
id: small
extends: reference-2020
name: {en: Small, nl: Klein}
instruments:
  office:
    kind: support_office
    name: {en: Office, nl: Loket}
    sources: [S-190]
    in_force: 2021Q1
    advisers: 20
  buying:
    kind: procurement
    name: {en: Buying, nl: Inkoop}
    sources: [S-034]
    in_force: 2021Q1
    order: 1
    share_followed_up: 0.5
"""
TINY = ("--firms", "100", "--prior", "--no-figures", "--quiet", "--lang", "en")
#: Words of each verb, how many runs or draws there are, and what the line counts. Blocks hold 3 here, 1 in synergy.
VERBS: dict[str, tuple[tuple[str, ...], int, str]] = {
    "synergy": (("synergy", "SMALL", "--draws", "5", "--year", "2022"), 5, "draws"),
    "robustness": (("robustness", "mix-1", "--worlds", "futures", "--draws", "5"), 15, "runs"),
    "discover": (
        (
            "discover",
            "mix-1",
            "--indicator",
            "practice",
            "--below",
            "LEVEL",
            "--year",
            "2022",
            "--worlds",
            "variants",
            "--draws",
            "18",
        ),
        18,
        "draws",
    ),
    "information": (("information", "mix-1", "--draws", "24", "--replications", "2"), 48, "runs"),
    "optimise": (("optimise", "--evaluations", "3", "--draws", "5"), 10, "runs"),
    "pathways": (("pathways", "ser-route-3", "--draws", "10"), 20, "runs"),
    "sensitivity": (
        (
            "sensitivity",
            "mix-2",
            "--method",
            "morris",
            "--draws",
            "4",
            "--parameter",
            "norm_mean",
            "--parameter",
            "legal_duty",
            "--years",
            "2022",
        ),
        16,
        "runs",
    ),
    "levers": (
        (
            "sensitivity",
            "mix-2",
            "--method",
            "morris",
            "--draws",
            "4",
            "--parameter",
            "norm_mean",
            "--lever",
            "support-office.advisers=5..40",
            "--years",
            "2022",
        ),
        16,
        "runs",
    ),
}


@pytest.fixture(autouse=True)
def small_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "BLOCK_OF_DRAWS", 3)
    for name, fewer in (("fewest", 4), ("halves", 2)):
        monkeypatch.setitem(choices(), name, fewer)


def words_of(verb: str, folder: Path) -> list[str]:
    """The command line of a verb, with a mix of our own written where it needs one."""
    mix = folder / "small.yaml"
    mix.write_text(SMALL, encoding="utf-8")
    named = {"SMALL": str(mix), "LEVEL": "0.3"}
    return [named.get(word, word) for word in (*VERBS[verb][0], *TINY)]


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def count_keeps(monkeypatch: pytest.MonkeyPatch, stop_after: int | None = None) -> dict[str, int]:
    """Points by block that is kept from now on; Ctrl-C is pressed when so many are."""
    kept: dict[str, int] = {}
    keep = Kept.keep

    def counted(self: Kept, key: str, points: int, block: KeptBlock) -> None:
        if len(kept) == stop_after:
            raise KeyboardInterrupt
        keep(self, key, points, block)
        kept[key] = points

    monkeypatch.setattr(Kept, "keep", counted)
    return kept


@pytest.mark.parametrize("verb", VERBS)
def test_what_was_stopped_goes_on(verb: str, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words, total, unit = words_of(verb, tmp_path), *VERBS[verb][1:]
    whole, folder = tmp_path / "whole", tmp_path / "run"
    with monkeypatch.context() as patched:
        every = count_keeps(patched)
        assert call(*words, "--out", whole, "--workers", "2").status == 0
    with monkeypatch.context() as patched:
        kept = count_keeps(patched, stop_after=3)
        stopped = call(*words, "--out", folder, "--workers", "1")
    assert stopped.status == 130 and stopped.out == "" and stopped.err.count("\n") == 1
    assert f"stopped: {sum(kept.values())} of {total} {unit} are kept" in stopped.err
    assert f"--out {folder}" in stopped.err
    assert not (folder / "manifest.json").exists()
    refused(call(*words, "--seed", "7", "--out", folder), "not empty")

    half, other, sound = (folder / "kept" / f"{key}.block" for key in kept)
    half.write_bytes(half.read_bytes()[:100])
    other.write_bytes(b"something else")
    with monkeypatch.context() as patched:
        again = count_keeps(patched)
        assert call(*words, "--out", folder, "--workers", "2").status == 0
    assert again == {key: points for key, points in every.items() if key != sound.stem}
    assert files_of(folder) == files_of(whole)
    assert not (folder / "plan.json").exists()
    assert call("verify", folder).status == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals to another process work differently there")
def test_a_process_that_ends_anyhow_goes_on(call: Call, tmp_path: Path) -> None:
    words = changed_words(*words_of("synergy", tmp_path), "--draws", "40", "--workers", "1")
    whole, folder = tmp_path / "whole", tmp_path / "run"
    for how, enough in ((signal.SIGINT, 3), (signal.SIGKILL, 6)):
        running = process(*words, "--out", folder)
        while len(list(folder.glob("kept/*.block"))) < enough and running.poll() is None:
            time.sleep(0.01)
        running.send_signal(how)
        out, err = running.communicate(timeout=60)
        assert out == "" and not (folder / "manifest.json").exists()
        if how == signal.SIGINT:
            assert running.returncode == 130 and re.search(r"stopped: \d+ of 40 draws are kept", err), err
    assert call(*words, "--out", folder).status == 0
    assert call(*words, "--out", whole).status == 0
    assert files_of(folder) == files_of(whole)


def test_a_refusal_that_would_come_back_leaves_nothing(call: Call, tmp_path: Path) -> None:
    words = [word if word != "0.3" else "0.0001" for word in words_of("discover", tmp_path)]
    refused(call(*words, "--out", tmp_path / "run"), "0 of 18 cases fail")
    assert not (tmp_path / "run").exists()


def test_a_full_disk_keeps_what_was_finished(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words, folder, keep = words_of("robustness", tmp_path), tmp_path / "run", Kept.keep
    with monkeypatch.context() as patched:
        written: list[str] = []

        def full(self: Kept, key: str, points: int, block: KeptBlock) -> None:
            if len(written) == 2:
                patched.setattr(Path, "write_bytes", no_room)
            keep(self, key, points, block)
            written.append(key)

        patched.setattr(Kept, "keep", full)
        refused(call(*words, "--out", folder, "--workers", "1"), "No space left")
    assert {path.stem for path in (folder / "kept").iterdir()} == set(written)
    assert call(*words, "--out", folder).status == 0


def no_room(*_given: Any, **_named: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_no_changed_byte_goes_unseen(tmp_path: Path) -> None:
    values = np.array([[1.5, np.nan, -0.0], [np.pi, 1e-300, np.inf]])
    kept, shapes = Kept(tmp_path), {"values": (2, 3)}
    kept.keep("block", 2, KeptBlock({"values": values}, {1: "ValueError: é"}))
    (path,) = (tmp_path / "kept").iterdir()
    good = path.read_bytes()
    for place in range(len(good)):
        path.write_bytes(good[:place] + bytes([good[place] ^ 0x55]) + good[place + 1 :])
        assert kept.find("block", 2, shapes) is None
    for length in range(len(good)):
        path.write_bytes(good[:length])
        assert kept.find("block", 2, shapes) is None
    path.write_bytes(good)
    assert kept.find("block", 2, {"values": (3, 3)}) is None and kept.find("other", 2, shapes) is None
    found = kept.find("block", 2, shapes)
    assert found is not None and found.values["values"].tobytes() == values.tobytes()
    assert found.failures == {1: "ValueError: é"}
