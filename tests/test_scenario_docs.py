"""The worked example of docs/scenarios.md works as printed."""

import re
from pathlib import Path

import pytest

from scenarios.checking import check_file
from scenarios.instrument_format import KINDS, Dated, LawInstrument
from scenarios.law_format import Law, LawContent
from scenarios.refusals import checked
from scenarios.scope_format import ScopePhase
from simulation.problems import InputProblem
from simulation.schedule import ScopeTest

DOC = Path(__file__).parent.parent / "docs" / "scenarios.md"


def test_the_worked_example(tmp_path: Path, monkeypatch, capsys) -> None:
    blocks = re.findall(r"```(\w+)\n(.*?)```", DOC.read_text(encoding="utf-8"), flags=re.DOTALL)
    monkeypatch.chdir(tmp_path)
    for language, text in blocks:
        if language == "yaml":
            name = re.match(r"# file: (\S+)\n", text)
            assert name is not None
            (tmp_path / name[1]).write_text(text, encoding="utf-8")
        elif language == "python":
            exec(compile(text, str(DOC), "exec"), {})
    printed = capsys.readouterr().out
    assert "support-office advisers 12 40" in printed.replace(".0", "")
    assert "rule:law-if-needed" in printed


def test_the_example_of_an_error(tmp_path: Path) -> None:
    text = re.search(r"```yaml\n(.*?)```", DOC.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert text is not None
    path = tmp_path / "my-mix.yaml"
    path.write_text(text[1].replace("advisers:", "adviser:"), encoding="utf-8")
    with pytest.raises(InputProblem) as found:
        check_file(path)
    assert f"`{found.value}`" in DOC.read_text(encoding="utf-8").replace("\n", " ")


def test_every_kind_and_dial_is_in_the_doc() -> None:
    text = DOC.read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"`{kind}`" in text
    for model in Dated.__subclasses__():
        for field in set(model.model_fields) - set(Dated.model_fields):
            assert f"`{field}`" in text, field
    for model in (LawInstrument, Law, ScopePhase):
        for field in model.model_fields:
            assert f"`{field}`" in text, field


def test_the_doc_says_what_does_not_act() -> None:
    rows = re.findall(r"^\| (`[^|]+) \| [^|]+ \| (yes|no)[^|]* \|$", DOC.read_text(encoding="utf-8"), re.MULTILINE)
    silent = {name for keys, acts in rows if acts == "no" for name in re.findall(r"`(\w+)`", keys)}
    assert silent | {"date", "in_model"} == LawContent.INFORMATION | ScopePhase.INFORMATION


def test_the_law_of_the_doc(tmp_path: Path) -> None:
    text = re.search(r"```yaml\n(# file: my-law.yaml\n.*?)```", DOC.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert text is not None
    path = tmp_path / "my-law.yaml"
    path.write_text(text[1], encoding="utf-8")
    law = check_file(path).content
    assert isinstance(law, Law)
    assert law.scope[0].test() == ScopeTest(
        parts=(ScopeTest(5000, 1.5e9, strictly_more=True), ScopeTest(5000, 1.5e9, strictly_more=True, group=True)),
        parts_needed=1,
    )
    assert checked(Law, law.model_dump(mode="json"), "again") == law
