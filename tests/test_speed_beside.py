"""The table of speed beside the last release fails nothing, and says when it is left out."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CI = Path(__file__).parents[1] / ".ci"


@pytest.mark.skipif(os.name == "nt", reason="a script of the shell")
def test_a_clone_without_the_release_says_so_and_ends_well(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    for name in ("speed", "last_release"):
        shutil.copy(CI / name, tmp_path / ".ci" / name)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    done = subprocess.run([str(tmp_path / ".ci" / "speed")], capture_output=True, text=True, check=True)
    release = (CI / "last_release").read_text(encoding="utf-8").strip()
    assert f"left out, as this clone does not hold {release}" in done.stdout
