"""findings/: every script has a row that says what SmartMix does, pins what it installs, and can fail."""

import re
import shlex
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "findings"
SCRIPTS = sorted(FOLDER.glob("*.sh"))
ROWS = [line for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| [")]


def test_every_finding_has_one_row_and_every_row_a_finding() -> None:
    names = [re.findall(r"\[([^\]]+)\]\(([^)]+)\)", row)[0] for row in ROWS]
    assert sorted(link for _, link in names) == [script.name for script in SCRIPTS]
    assert all(link == f"{name}.sh" for name, link in names)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("]")[0].removeprefix("| ["))
def test_a_row_says_software_with_version_what_happens_and_what_we_do(row: str) -> None:
    _, software, happens, done = (cell.strip() for cell in row.strip("| ").split(" | "))
    assert re.search(r"\d+\.\d+", software)
    assert happens
    assert done


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_finding_pins_its_packages_works_elsewhere_and_can_fail(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    head, _, rest = text.partition("\nset -eu\n")
    assert re.match(r"#!/usr/bin/env bash\n# .*\d+\.\d+", head), "says the version first"
    assert "mktemp -d" in rest
    assert re.search(r"behaviour changed|\? 0 : 1|0 if .* else 1", rest), "fails when it changed"
    installs = [line.partition(" install ")[2] for line in rest.splitlines() if " install " in line]
    words = [word for line in installs for word in shlex.split(line, comments=True)]
    packages = [word for word in words if not word.startswith(("-", "$", ">"))]
    assert packages
    # NumPy may be a range where what is found does not depend on it
    assert [each for each in packages if not re.search(r"==|@\d", each) and not each.startswith("numpy>=")] == []
    assert not re.search(r"smartmix|https?:|--index", rest, re.IGNORECASE)
