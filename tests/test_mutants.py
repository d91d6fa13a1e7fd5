"""The list of mutants fits the code, and is refused where it does not; a tiny project shows what becomes of each."""

import subprocess
from pathlib import Path

import pytest

from benchmarks.mutants.listed import FOLDER, HOUSES, WrongListError, mutants
from benchmarks.mutants.running import Fate, Workshop

ROOT = Path(__file__).parents[1]


def test_every_mutant_stands_in_the_code() -> None:
    """Where this fails a replacement no longer fits: mend the row in benchmarks/mutants, do not drop it."""
    found = mutants(FOLDER, ROOT)
    assert len(found) >= 300
    assert {each.file.split("/")[0] for each in found} == set(HOUSES)


#: A list with a row for each thing that may be wrong, and what is said.
WRONG = {
    '["a + c", "a - c"]': "stands there 0 times",
    '["a", "c"]': "stands there 3 times",
    '["a + b", "a + b"]': "replaced by something else",
    '["a + b"]': "and a reason or none",
    '["a + b", "a - b"], ["a + b", "a - b"]': "there twice",
}


def project(folder: Path, rows: str, tests: str = "tests/test_sum.py") -> Path:
    for name in ("scenarios", "tests"):
        (folder / name).mkdir()
    (folder / "scenarios" / "__init__.py").touch()
    (folder / "scenarios" / "sums.py").write_text("def total(a, b):\n    return a + b\n", encoding="utf-8")
    (folder / "tests" / "test_sum.py").write_text(
        "from scenarios.sums import total\n\n\ndef test_total():\n    assert total(2, 0) == 2\n", encoding="utf-8"
    )
    (folder / "scenarios.yaml").write_text(
        f"format: 1\nfiles: [{{file: scenarios/sums.py, tests: [{tests}], mutants: [{rows}]}}]\n", encoding="utf-8"
    )
    return folder


@pytest.mark.parametrize("rows", WRONG)
def test_a_list_that_does_not_fit_is_refused(tmp_path: Path, rows: str) -> None:
    with pytest.raises(WrongListError, match=WRONG[rows]):
        mutants(project(tmp_path, rows), tmp_path, ["scenarios"])


def test_a_golden_run_may_not_be_named(tmp_path: Path) -> None:
    with pytest.raises(WrongListError, match="no golden run"):
        mutants(project(tmp_path, '["a + b", "a - b"]', "tests/test_golden.py"), tmp_path, ["scenarios"])


def test_what_becomes_of_each(tmp_path: Path) -> None:
    """2 + 0: a product is noticed, a difference is not, and what cannot be read is no question to a test."""
    rows = '["a + b", "a * b"], ["a + b", "a - b"], ["a + b", "a +"]'
    folder = project(tmp_path, rows)
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    chosen = mutants(folder, folder, ["scenarios"])
    with Workshop(folder) as workshop:
        workshop.check(["tests/test_sum.py"])
        fates = [fate for _mutant, fate in workshop.fates(chosen)]
    assert fates == [Fate.KILLED, Fate.SURVIVED, Fate.BROKEN]
    assert "a + b" in (folder / "scenarios" / "sums.py").read_text(encoding="utf-8")
