"""What the main command installs, and what is said where a verb needs more."""

import sys
import tomllib
from pathlib import Path

import pytest
from cli_calls import ROOT, Call, caller, refused

from experiments.extras import EXTRAS, has
from simulation.problems import InputProblem

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("SMARTMIX_LANG", "en")
    return caller(capsys)


def test_the_main_command_brings_no_test_tools_and_no_extras() -> None:
    assert PROJECT["tool"]["uv"]["default-groups"] == []
    extras = PROJECT["project"]["optional-dependencies"]
    for module, extra in EXTRAS.items():
        package = module.replace("_", "-")
        assert any(line.startswith(package) for line in extras[extra])
        assert not any(line.startswith(package) for line in PROJECT["project"]["dependencies"])
        assert has(module), "the tests need every extra"


@pytest.mark.parametrize(("module", "words"), [("optuna", ["optimise"]), ("ema_workbench", ["discover", "mix-2"])])
def test_a_verb_without_its_extra_says_how_to_get_it(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, module: str, words: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    refused(call(*words, "--out", tmp_path / "run"), f"--extra {EXTRAS[module]}")
    assert not (tmp_path / "run").exists()


def test_a_report_without_typst_is_written_in_the_other_forms(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import smartmix as sm

    run = tmp_path / "run"
    sm.compare("mix-1", draws=2, firms=120, first_year=2022, last_year=2024, figures=False, out=run)
    monkeypatch.setitem(sys.modules, "typst", None)
    outcome = call("report", run)
    assert outcome.status == 0 and "--extra pdf" in outcome.err
    assert {path.suffix for path in (run / "reports").iterdir()} == {".html", ".docx", ".xlsx"}
    outcome = call("memo", run)
    assert outcome.status == 0 and "the PDF is left out" in outcome.err and outcome.out.count("memo.en.docx") == 1
    with pytest.raises(InputProblem, match="typst"):
        sm.report(run, ["pdf"])


@pytest.mark.parametrize(
    "words",
    [
        ("memo", "mix-22"),
        ("memo", "mix-1", "--question", "goal-mised"),
        ("memo", "mix-1", "--baseline", "mix-22"),
        ("memo", "{study}"),
        ("report", "{study}"),
        ("report", "nowhere"),
    ],
)
def test_what_is_refused_is_told_before_what_would_be_left_out(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...]
) -> None:
    import smartmix as sm

    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "typst", None)
    if "{study}" in words:
        sm.run("mix-1", firms=100, last_year=2017, prior=True, out="study")
    refused(call(*(word.format(study="study") for word in words)))
