"""Run folders are as they were written, or say in one line that they are not; one writer at a time."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from cli_calls import ROOT, Call, refused
from damaged_folders import as_older
from sweep_plans import plan

import experiments.compare
import smartmix as sm
from experiments import integrity
from experiments.integrity import PLAN, blocks_kept
from experiments.run_folder import claim_folder
from experiments.seal import seal_holds, write_sealed
from experiments.sweep.folder import claim
from experiments.writing import LOCK, writing
from simulation.problems import InputProblem
from smartmix.writable import check_folder

pytestmark = pytest.mark.usefixtures("english")

WORDS = ("compare", "mix-1", "--draws", "51", "--firms", "100", "--from", "2018", "--until", "2018", "--prior")
QUIET = ("--no-figures", "--quiet", "--lang", "en")


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A comparison of three blocks."""
    folder = tmp_path_factory.mktemp("integrity") / "run"
    sm.compare("mix-1", draws=51, firms=100, first_year=2018, last_year=2018, prior=True, figures=False, out=folder)
    return folder


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("integrity") / "sweep"
    sm.sweep(plan(firms=100, futures=["no-eu-law"], years=[2018]), out=folder)
    return folder


@pytest.fixture
def copied(compared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(compared, tmp_path / "run"))


def unfinished(folder: Path) -> Path:
    """The folder as it was just before it was closed."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").unlink()
    write_sealed(folder / "plan.json", {key: manifest[key] for key in manifest if key not in ("files", "tables")})
    return folder


@pytest.mark.parametrize("left", [".writing-1a2b.json", LOCK])
def test_a_kill_while_the_plan_is_written_leaves_a_folder_to_begin_in(tmp_path: Path, left: str) -> None:
    for name in ("analysis", "sweep"):
        (tmp_path / name).mkdir()
        (tmp_path / name / left).write_bytes(b"half")
        check_folder(tmp_path / name, may_hold=(PLAN,))
    claim_folder(tmp_path / "analysis", {"kind": "compare"})
    assert not claim(tmp_path / "sweep", {"kind": "sweep"}, resume=False, force=False)
    assert all((tmp_path / name / PLAN).is_file() for name in ("analysis", "sweep"))


def refused_by_all(call: Call, folder: Path, *words: str) -> None:
    """Every reader refuses the folder in one line with these words."""
    refused(call("show", folder), *words)
    refused(call("report", folder, "--format", "html"), *words)
    with pytest.raises(InputProblem, match=re.escape(words[0])):
        sm.load(folder)


# what is found


def test_a_folder_that_goes_while_it_is_written_is_no_result(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, note_block = tmp_path / "run", experiments.compare.note_block

    def gone(place: Path, block: int, files: dict[str, str], **known: int) -> None:
        note_block(place, block, files, **known)
        if block == 0:
            shutil.rmtree(folder)

    monkeypatch.setattr(experiments.compare, "note_block", gone)
    refused(call(*WORDS, *QUIET, "--workers", "1", "--out", folder), "was removed or moved")
    assert not (folder / "manifest.json").exists()
    refused(call("verify", folder), "not a finished run")


def test_a_block_that_goes_while_others_are_made_is_no_result(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, note_block = tmp_path / "run", experiments.compare.note_block

    def gone(place: Path, block: int, files: dict[str, str], **known: int) -> None:
        note_block(place, block, files, **known)
        if block == 2:
            (place / "data" / "mix-1" / "00000.parquet").unlink()

    with monkeypatch.context() as patched:
        patched.setattr(experiments.compare, "note_block", gone)
        refused(call(*WORDS, *QUIET, "--workers", "1", "--out", folder), "give the same command again")
    assert call(*WORDS, *QUIET, "--out", folder).status == 0
    assert call("verify", folder, "--all").status == 0


def test_fewer_draws_than_were_asked_are_found_in_a_run_of_an_older_version(call: Call, copied: Path) -> None:
    as_older(copied, *(f"data/{mix}/00001.parquet" for mix in ("reference-2020", "mix-1")))
    found = call("verify", copied, "--all")
    assert found.status == 1 and "data/mix-1: is missing" in found.out
    refused_by_all(call, copied, "data/reference-2020 is missing")


def test_one_changed_number_is_printed_by_nobody(call: Call, copied: Path) -> None:
    summary = copied / "summary.csv"
    lines = summary.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[5].split(",")
    cells[6] = "0.99"
    summary.write_text("".join([*lines[:5], ",".join(cells), *lines[6:]]), encoding="utf-8")
    refused_by_all(call, copied, "summary.csv is not as it was written")
    assert call("verify", copied).status == 1


def test_a_file_that_does_not_belong_is_found(call: Call, swept: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(swept, tmp_path / "sweep"))
    loaded = sm.load(folder)
    rows = len(loaded.frame())
    (folder / "data" / "stray.parquet").write_bytes(b"nothing of ours")
    found = call("verify", folder)
    assert found.status == 1 and "data/stray.parquet: does not belong to this run" in found.out
    refused(call("show", folder), "data/stray.parquet does not belong")
    with pytest.raises(InputProblem, match="does not belong"):
        sm.load(folder)
    assert len(loaded.frame()) == rows


def test_a_sweep_damaged_after_it_was_loaded_says_so(swept: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(swept, tmp_path / "sweep"))
    loaded = sm.load(folder)
    (folder / "data" / "000000.parquet").write_bytes(b"PAR1 and nothing more PAR1")
    with pytest.raises(InputProblem, match="damaged"):
        loaded.frame()


def test_what_programs_of_others_leave_is_no_damage(call: Call, copied: Path) -> None:
    (copied / "figures").mkdir(exist_ok=True)
    for name in (".DS_Store", "figures/Thumbs.db", "reports/my notes.txt"):
        (copied / name).parent.mkdir(exist_ok=True)
        (copied / name).write_bytes(b"")
    assert call("verify", copied).status == call("show", copied).status == 0


def test_no_changed_byte_of_a_manifest_goes_unseen(copied: Path) -> None:
    file = copied / "manifest.json"
    good = file.read_bytes()
    assert seal_holds(good, json.loads(good))
    for place in range(0, len(good), 7):
        file.write_bytes(good[:place] + bytes([good[place] ^ (1 << place % 8)]) + good[place + 1 :])
        with pytest.raises(InputProblem):
            integrity.finished(copied)
    for length in range(0, len(good), 97):
        file.write_bytes(good[:length])
        with pytest.raises(InputProblem):
            integrity.finished(copied)
    content = json.loads(good)
    del content["seal"]
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputProblem, match="seal"):
        integrity.finished(copied)


def test_a_changed_manifest_is_a_finding_of_verify(call: Call, copied: Path) -> None:
    file = copied / "manifest.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"draws": 51', '"draws": 52'), encoding="utf-8")
    found = call("verify", copied)
    assert found.status == 1 and found.out == "manifest.json: is not as it was written\n"
    refused_by_all(call, copied, "its seal is broken")


# resuming


def test_no_changed_bit_of_a_finished_block_passes_a_resume(call: Call, copied: Path, compared: Path) -> None:
    unfinished(copied)
    years = (2018, 2018)
    assert blocks_kept(copied, 51, years) == [0, 1, 2]
    chance = random.Random(25)
    files = [*(copied / "data").rglob("00001.parquet"), copied / "blocks" / "000001.json"]
    path, bad = files[0], bytearray()
    for _ in range(120):
        path = chance.choice(files)
        good = path.read_bytes()
        bad = bytearray(good)
        bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        path.write_bytes(bad)
        assert blocks_kept(copied, 51, years) == [0, 2], path
        path.write_bytes(good)
    path.write_bytes(bad)
    assert call(*WORDS, *QUIET, "--out", copied).status == 0
    for file in (path, copied / "summary.csv", copied / "runs.csv"):
        assert file.read_bytes() == (compared / file.relative_to(copied)).read_bytes()
    assert call("verify", copied).status == 0


def test_a_changed_plan_is_not_gone_on_with(call: Call, copied: Path) -> None:
    file = unfinished(copied) / "plan.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"seed": 1', '"seed": 2'), encoding="utf-8")
    refused(call(*WORDS, *QUIET, "--out", copied), "its seal is broken")


@pytest.mark.parametrize("left", [("kept/block",), (LOCK,), ("kept/block", "plan.json", LOCK)])
def test_a_kill_at_the_very_end_leaves_nothing(call: Call, copied: Path, left: tuple[str, ...]) -> None:
    before = sorted(copied.rglob("*"))
    for name in left:
        (copied / name).parent.mkdir(exist_ok=True)
        (copied / name).write_bytes(b"")
    assert call("verify", copied).status == 0
    assert sorted(copied.rglob("*")) == before


# one writer


def test_a_second_writer_is_told_who_writes_and_how_to_go_on(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    with writing(folder):
        told = call(*WORDS, *QUIET, "--out", folder)
        refused(told, f"process {os.getpid()} on ", " UTC; wait until it is done and give the same command again")
    assert not folder.exists()


def test_the_lock_of_a_dead_process_is_taken_over(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    code = "import os, signal, sys; from pathlib import Path; from experiments.writing import writing\n"
    code += "with writing(Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL if os.name != 'nt' else 15)"
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=False)
    assert (folder / LOCK).is_file()
    assert call(*WORDS, *QUIET, "--draws", "2", "--out", folder).status == 0
    assert not (folder / LOCK).exists()


def test_only_one_of_many_has_a_folder(tmp_path: Path) -> None:
    inside, refusals, together = list[int](), list[str](), threading.Barrier(8)

    def write(number: int) -> None:
        together.wait()
        for _ in range(50):
            try:
                with writing(tmp_path / "run"):
                    inside.append(number)
                    assert inside == [number]
                    inside.remove(number)
            except InputProblem as problem:
                refusals.append(problem.message)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not inside and all("has been writing here" in message for message in refusals)


# of older versions


def test_an_older_run_is_read_and_said_to_carry_no_seal(call: Call, copied: Path) -> None:
    as_older(copied)
    assert call("show", copied).status == 0 and sm.load(copied).mixes == ["reference-2020", "mix-1"]
    found = call("verify", copied)
    assert found.status == 0 and "carries no seal" in found.out
    (copied / "summary.csv").write_bytes(b"kind\n")
    refused_by_all(call, copied, "summary.csv is not as it was written")


# compiled code

RULES = """
from simulation.compiled import rule

@rule
def awareness(before):
    return {value}
"""
STAGE = """
from simulation.compiled import loop
from simulation.rules import awareness

@loop
def stage(before):
    return awareness(before) + 0.0

print(stage(0.644901))
"""


def test_an_edited_rule_holds_at_once_whatever_folder_keeps_compiled_code(tmp_path: Path) -> None:
    home = tmp_path / "simulation"
    home.mkdir()
    for name in ("compiled.py", "nested.py", "indicators.yaml"):
        shutil.copyfile(ROOT / "simulation" / name, home / name)
    (home / "__init__.py").touch()
    (home / "stage.py").write_text(STAGE, encoding="utf-8")
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / "cache"), "PYTHONPATH": str(tmp_path)}
    told: list[str] = []
    for value in ("before", "0.0", "before"):
        (home / "rules.py").write_text(RULES.format(value=value), encoding="utf-8")
        command = [sys.executable, "-c", "import simulation.stage"]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
        told.append(done.stdout.strip())
    assert told == ["0.644901", "0.0", "0.644901"]
    assert len(list((tmp_path / "cache").iterdir())) == 2
