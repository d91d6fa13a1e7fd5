"""The command line: statuses, one line for every wrong input, nothing half written, docs as the program is."""

import errno
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from cli_calls import ROOT, Call, refused
from signatures import FILE, signatures

from smartmix.cli import build, main

pytestmark = pytest.mark.usefixtures("english")

TINY = ["--draws", "2", "--firms", "120", "--until", "2024", "--no-figures", "--prior"]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "run"
    assert main(["compare", "mix-1", "mix-2", *TINY, "--quiet", "--out", str(folder)]) == 0
    return folder


@pytest.fixture
def copied(finished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished, tmp_path / "copy"))


MIX = """format: 1
id: own
extends: mix-1
name: {en: Own, nl: Eigen}
description: {en: Own., nl: Eigen.}
sources: [own]
instruments:
  support-office: {LINE}
"""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{advisors: 3}", ("advisors", "advisers")),
        ("{advisers: many}", ("advisers", "many")),
        ("{advisers: -3}", ("advisers",)),
        ("{in_force: 2021-02-31}", ("in_force",)),
        ("{in_force: 1999Q1}", ("in_force",)),
    ],
)
@pytest.mark.parametrize("verb", ["check", "compare"])
def test_wrong_files(call: Call, tmp_path: Path, verb: str, line: str, words: tuple[str, ...]) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(MIX.replace("{LINE}", line), encoding="utf-8")
    rest = [*TINY, "--out", tmp_path / "run"] if verb == "compare" else []
    refused(call(verb, file, *rest), "own.yaml", *words)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["compare", "mix-9"], ("mix-9", "mix-")),
        (["compare", "missing.yaml"], ("missing.yaml",)),
        (["compare", "--draws", "-5"], ("--draws", "-5")),
        (["compare", "--draws", "0"], ("--draws", "0")),
        (["compare", "--draws", "many"], ("--draws", "many")),
        (["compare", "--draws"], ("--draws",)),
        (["compare", "--firms", "50"], ("50", "100")),
        (["compare", "--firms", "all"], ("all", "full")),
        (["compare", "--firms", "10000000"], ("10000000",)),
        (["compare", "--from", "2030", "--until", "2020"], ("2030", "2020")),
        (["compare", "--until", "2036"], ("2036", "2035")),
        (["compare", "--seed", "-1"], ("--seed",)),
        (["compare", "--workers", "0"], ("--workers",)),
        (["compare", "--baseline", "mix-9"], ("mix-9",)),
        (["compare", "--future", "as-hapened"], ("as-hapened", "as-happened")),
        (["compare", "--lang", "fr"], ("fr", "nl")),
        (["--lang", "fr", "compare"], ("fr", "nl")),
        (["compare", "--drws", "3"], ("--drws", "--draws")),
        (["compair"], ("compair", "compare")),
        (["scope"], ("--employees",)),
        (["scope", "csdd-2024"], ("csdd-2024", "csddd-2024")),
        (["scope", "--employees", "-1"], ("--employees", "-1")),
        (["scope", "--turnover", "much"], ("--turnover", "much")),
        (["scope", "csddd-2024", "--employees", "3"], ("--employees",)),
        (["scope", "csddd-2024", "extra"], ("extra",)),
        (["site", "new", "--mixes", ","], ("--mixes", "','")),
        (["site", "new", "--mixes", "reference-2020"], ("--mixes", "reference-2020")),
        (["site", "new", "--futures", " , "], ("--futures", "' , '")),
        (["report", "run", "--format", ","], ("--format", "html, docx, xlsx, pdf")),
        (["mixes", "--diff", "mix-1"], ("--diff",)),
        (["mixes", "--diff", "mix-1", "mix-9"], ("mix-9",)),
        (["check"], ("FILE",)),
        (["check", "missing.yaml"], ("missing.yaml",)),
        (["verify", "missing"], ("missing", "manifest.json")),
        (["run", "mix-2", "--draw", "-1"], ("--draw", "-1")),
        (["run"], ("MIX",)),
        (["explain", "--mix", "mix-2"], ("--firm",)),
        (["explain", "--mix", "mix-2", "--firm", "one"], ("--firm", "one")),
        (["explain", "--mix", "mix-2", "--firm", "1", "--firms", "120"], ("nearest id is", "full")),
        (["explain", "--mix", "mix-2", "--firm", "1", "--figure", "life.doc"], ("life.doc", ".svg")),
    ],
)
def test_wrong_words(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    refused(call(*words), *told)
    assert list(tmp_path.iterdir()) == []


def test_refusals_speak_dutch_wherever_lang_stands(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in (["--lang", "nl", "compare", "mix-9"], ["compare", "mix-9", "--lang=nl"]):
        refused(call(*words), "onbekende mix")
    monkeypatch.setenv("SMARTMIX_LANG", "nl")
    refused(call("compair"), "onbekende opdracht")
    refused(call("check", "missing.yaml"), "missing.yaml", "dit bestand of deze map is er niet")
    monkeypatch.setenv("SMARTMIX_LANG", "xx")
    refused(call("mixes"), "SMARTMIX_LANG", "xx")


def test_folders_that_do_not_do(call: Call, tmp_path: Path, finished: Path) -> None:
    (tmp_path / "file").write_text("mine")
    refused(call("compare", "mix-1", *TINY, "--out", tmp_path / "file" / "run"), "run")
    refused(call("compare", "mix-1", *TINY, "--out", tmp_path / "file"), "file")
    refused(call("compare", "mix-1", *TINY, "--out", tmp_path), "not empty")
    refused(call("compare", "mix-1", "mix-2", *TINY, "--out", finished), "not empty")
    refused(call("run", "mix-1", "--firms", "120", "--out", tmp_path), "not empty")
    refused(call("schema", tmp_path / "file" / "below"), "below", "Not a directory")
    refused(call("schema", tmp_path / "file" / "below", "--lang", "nl"), "below", "dit is geen map")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    if sys.platform != "win32" and os.geteuid() != 0:  # nothing is closed to the superuser
        (tmp_path / "closed").mkdir(mode=0o500)
        refused(call("compare", "mix-1", *TINY, "--out", tmp_path / "closed" / "run"), "closed")


def test_checks_come_before_the_simulation(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import smartmix.comparing

    monkeypatch.setattr(smartmix.comparing, "prepare", lambda settings: pytest.fail("too late"))  # pyright: ignore
    (tmp_path / "file").write_text("mine")
    for words in (["--out", tmp_path], ["--out", tmp_path / "file" / "x"], ["--workers", "-1"], ["--firms", "9"]):
        refused(call("compare", *words))


def test_full_disk_then_room_again(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import experiments.store

    def full(*_words: Any, **_named: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    words = ["compare", "mix-1", *TINY, "--out", tmp_path / "run"]
    with monkeypatch.context() as patch:
        patch.setattr(experiments.store.pq, "write_table", full)
        refused(call(*words), "No space left")
    left = [path.name for path in (tmp_path / "run").rglob("*") if path.is_file()]
    assert left == ["plan.json"]
    assert call(*words).status == 0
    assert not (tmp_path / "run" / "plan.json").exists()


def test_defect_asks_for_a_report(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("scenarios.shelf.mix_titles", broken)
    outcome = call("mixes")
    assert outcome.status == 70 and outcome.out == ""
    assert outcome.err.count("\n") == 1 and "report" in outcome.err and "two lines" in outcome.err
    monkeypatch.setenv("SMARTMIX_DEBUG", "1")
    assert "Traceback" in call("mixes").err


def test_memory_and_interrupt_have_their_status(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(error: BaseException) -> Callable[..., None]:
        def _fails(*_words: Any) -> None:
            raise error

        return _fails

    monkeypatch.setattr("scenarios.shelf.mix_titles", fails(MemoryError()))
    refused(call("mixes"), "memory")
    monkeypatch.setattr("scenarios.shelf.mix_titles", fails(OSError(errno.ENOSPC, "full", "there")))
    refused(call("mixes"), "there", "full")
    monkeypatch.setattr("scenarios.shelf.mix_titles", fails(KeyboardInterrupt()))
    outcome = call("mixes")
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (130, "", 1)


# what a finished run prints and holds


def test_verify(call: Call, copied: Path) -> None:
    assert call("verify", copied).status == 0
    assert call("verify", copied, "--all").status == 0


def test_corrupted_data_is_found(call: Call, copied: Path) -> None:
    block = copied / "data" / "mix-1" / "00000.parquet"
    content = bytearray(block.read_bytes())
    content[len(content) // 2] ^= 1
    block.write_bytes(content)
    (copied / "summary.csv").unlink()
    outcome = call("verify", copied)
    assert outcome.status == 1 and outcome.err == ""
    assert "data/mix-1/00000.parquet: is not as it was written" in outcome.out
    assert "summary.csv: is missing" in outcome.out
    block.write_bytes(bytes(content[:100]))
    assert call("verify", copied).status == 1


@pytest.mark.parametrize(
    ("text", "word"),
    [("{", "cannot be read"), ("[]", "cannot be read"), ('{"format": 99}', "99"), ('{"format": 1}', "cannot be read")],
)
def test_manifest_that_cannot_be_read_or_is_newer(call: Call, copied: Path, text: str, word: str) -> None:
    (copied / "manifest.json").write_text(text, encoding="utf-8")
    refused(call("verify", copied), word)


def test_newer_mix_is_refused(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(MIX.replace("{LINE}", "{advisers: 3}").replace("format: 1", "format: 9"), encoding="utf-8")
    refused(call("check", file), "9", "own.yaml")


def test_json_is_all_that_json_prints(call: Call, tmp_path: Path) -> None:
    outcome = call("compare", "mix-1", *TINY, "--json", "--out", tmp_path / "run")
    content = json.loads(outcome.out)
    assert outcome.status == 0 and outcome.err == "" and content["format"] == 1
    assert content["baseline"] == "reference-2020" and set(content["mixes"]) == {"reference-2020", "mix-1"}
    for words in (
        ["mixes"],
        ["mixes", "--diff", "mix-1", "mix-2"],
        ["scope", "csddd-2024"],
        ["scope", "--employees", "9"],
        ["run", "mix-1", "--firms", "120", "--until", "2020"],
    ):
        assert json.loads(call(*words, "--json").out)["format"] == 1


def test_table_names_folder_and_page(call: Call, tmp_path: Path) -> None:
    outcome = call("compare", "mix-1", *TINY, "--out", tmp_path / "run", "--lang", "nl")
    assert outcome.status == 0 and outcome.err == ""
    assert str(tmp_path / "run" / "index.html") in outcome.out
    assert "Map met resultaten" in outcome.out


def test_quiet_prints_the_folder(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = call("compare", "mix-1", *TINY, "--quiet")
    assert re.fullmatch(r"runs[/\\]\d{8}T\d{6}Z-[0-9a-f]{8}\n", outcome.out)
    assert (tmp_path / outcome.out.strip() / "manifest.json").is_file()


def test_run_writes_every_firm(call: Call, tmp_path: Path) -> None:
    words = ["run", "mix-2", "--firms", "120", "--from", "2020", "--until", "2021"]
    assert call(*words, "--trajectory", "--out", tmp_path / "one").status == 0
    table = pq.read_table(tmp_path / "one" / "trajectory.parquet")
    assert table.num_rows == 120 * 8
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == [
        "indicators.csv",
        "manifest.json",
        "run.json",
        "trajectory.parquet",
    ]


def test_a_run_without_its_manifest_is_read_only_where_it_never_had_one(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "one"
    assert call("run", "mix-1", "--firms", "120", "--until", "2018", "--out", folder).status == 0
    (folder / "manifest.json").unlink()
    refused = call("show", folder, "--lang", "en")
    assert (refused.status, refused.out) == (2, "") and "manifest.json" in refused.err
    file = folder / "run.json"  # as the first version wrote it
    first = json.loads(file.read_text(encoding="utf-8"))
    del first["branch"]
    file.write_text(json.dumps(first), encoding="utf-8")
    assert call("show", folder).status == 0


def test_explain_in_both_languages(call: Call, tmp_path: Path) -> None:
    words = ["explain", "--mix", "mix-2", "--draw", "1", "--firm", "53583", "--firms", "120", "--until", "2021"]
    english, dutch = call(*words).out, call(*words, "--lang", "nl").out
    assert "an imagined firm" in english.lower() and "bedacht bedrijf" in dutch
    for kind in ("svg", "png"):
        assert call(*words, "--figure", tmp_path / f"life.{kind}").status == 0
        assert (tmp_path / f"life.{kind}").stat().st_size > 10_000
    life = json.loads(call(*words, "--json").out)
    assert len(life["quarters"]) == 20 and set(life["quarters"][0]) >= {"reached", "perceived", "moved", "did", "cost"}


# from Python

#: What only a program can ask.
PYTHON_ONLY = {"evaluate", "parameters", "indicators", "levers"}


def test_python_has_the_same_verbs(finished: Path, tmp_path: Path) -> None:
    import smartmix as sm

    assert set(sm.__all__) == {*build().commands, "diff", "load", *PYTHON_ONLY}
    assert signatures() == FILE.read_text(encoding="utf-8")  # scripts rely on names, order and defaults
    assert sm.verify(finished) == []
    assert set(sm.load(finished).summary.levels.mix) == {"reference-2020", "mix-1", "mix-2"}
    assert "mix-2" in set(sm.mixes("en").id) and len(sm.diff("mix-1", "mix-2"))
    assert sm.scope(employees=1000)[0][1].total.central > 0
    assert sm.check(ROOT / "scenarios" / "mixes" / "mix-2.yaml").kind == "mix"
    assert [path.name for path in sm.schema(tmp_path)] == [
        f"{name}.schema.json" for name in ("mix", "law", "plan", "expect")
    ]
    result = sm.run("mix-2", firms=120, first_year=2020, last_year=2021, trajectory=True)
    assert result.trajectory is not None and len(result.trajectory) == 120 * 8
    assert set(result.indicators.year) == {2020, 2021}
    assert len(sm.explain("mix-2", 53583, firms=120, first_year=2020, last_year=2020).quarters) == 4
