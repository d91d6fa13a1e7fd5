"""`smartmix report`: where the files stand, what is refused, and that the run folder stays what it was."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from cli_calls import Call, refused
from pypdf import PdfReader
from report_documents import sample

import smartmix as sm
from experiments.files import file_hash
from results.report import forms
from smartmix import reporting
from smartmix.cli import main

pytestmark = pytest.mark.usefixtures("english")

FORMS = ["html", "docx", "xlsx", "pdf"]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small comparison."""
    folder = tmp_path_factory.mktemp("report") / "run"
    words = ["compare", "mix-1", "mix-2", "--draws", "2", "--firms", "120", "--no-figures", "--quiet"]
    assert main([*words, "--out", str(folder)]) == 0
    return folder


@pytest.fixture
def run(finished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished, tmp_path / "run"))


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """The made-up report in place of the chapters, for tests of all that is around them."""

    def content(_comparison: Any, _wanted: Any, lang: str) -> Any:
        return sample(lang)

    monkeypatch.setattr(reporting, "content_of", content)


def test_the_real_report_in_every_form(call: Call, run: Path) -> None:
    before = {path: file_hash(path) for path in run.rglob("*") if path.is_file()}
    outcome = call("report", run, "--lang", "nl", "--quiet")
    assert outcome.status == 0, outcome.err
    paths = [Path(line) for line in outcome.out.splitlines()]
    assert paths == [run / "reports" / f"report.nl.{form}" for form in FORMS]
    assert sorted(run.glob("reports/*")) == sorted(paths)
    assert {path: file_hash(path) for path in before} == before
    assert call("verify", run).status == 0
    pages = PdfReader(run / "reports" / "report.nl.pdf").pages
    assert pages[1].extract_text().startswith("Inhoud")  # the first page is one page


@pytest.mark.usefixtures("short")
def test_paths_are_printed(call: Call, run: Path) -> None:
    outcome = call("report", run, "--format", "html,pdf,html")
    assert outcome.status == 0 and outcome.err == ""
    assert outcome.out.splitlines() == [
        "The report stands in:",
        *(str(run / "reports" / f"report.en.{form}") for form in ("html", "pdf")),
    ]
    given = json.loads(call("report", run, "--format", "xlsx", "--lang", "nl", "--json").out)
    path = (run / "reports" / "report.nl.xlsx").as_posix()
    assert given == {"format": 1, "run": run.as_posix(), "lang": "nl", "files": {"xlsx": path}}


@pytest.mark.usefixtures("short")
def test_the_same_from_python(run: Path) -> None:
    paths = sm.report(run, formats=["docx"], lang="nl")
    assert paths == {"docx": run / "reports" / "report.nl.docx"}
    assert paths["docx"].is_file()
    assert sm.report(str(run), formats="html", lang="en")["html"].read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "odt"], ("odt", "html, docx, xlsx, pdf")),
        (["--format", ""], ("--format", "html, docx, xlsx, pdf")),
        (["--lang", "fr"], ("fr",)),
        (["--with", "missing"], ("missing", "manifest.json")),
        (["--burden", "missing.yaml"], ("missing.yaml",)),
    ],
)
def test_wrong_words(call: Call, run: Path, words: list[str], told: tuple[str, ...]) -> None:
    refused(call("report", run, *words), *told)
    assert not (run / "reports").exists()


def test_only_a_finished_comparison_has_a_report(call: Call, run: Path, tmp_path: Path) -> None:
    refused(call("report", tmp_path / "nowhere"), "nowhere", "manifest.json")
    without_seal = json.loads((run / "manifest.json").read_text("utf-8"))
    del without_seal["seal"]
    (run / "manifest.json").write_text(json.dumps(without_seal | {"kind": "robustness", "format": 2}), encoding="utf-8")
    refused(call("report", run), "robustness", "compare", "--with")
    (run / "manifest.json").unlink()
    refused(call("report", run), "manifest.json")
    assert not (run / "reports").exists()


@pytest.mark.usefixtures("short")
def test_a_form_that_fails_leaves_nothing_behind(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_document: Any, path: Path) -> None:
        path.write_text("half", encoding="utf-8")
        raise RuntimeError("no")

    old = sm.report(run, formats=["html"])["html"].read_bytes()
    monkeypatch.setitem(forms.FORMS, "html", fails)
    with pytest.raises(RuntimeError):
        sm.report(run, formats=["html"])
    assert [path.name for path in (run / "reports").iterdir()] == ["report.en.html"]
    assert (run / "reports" / "report.en.html").read_bytes() == old
