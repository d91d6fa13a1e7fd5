"""The tutorials run from the first cell to the last, at a small size, and their results show as HTML."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "docs" / "notebooks"
SMALL = {
    "policy_questions": "draws, firms = 4, 300",
    "sweep_and_sensitivity": "draws, firms = 8, 200",
    "own_rule_and_instrument": "draws, firms, last_year = 1, 100, 2018",
    "adapter_salib": "size, firms = 2, 100",
    "adapter_ema": "scenarios, firms = 2, 100",
    "adapter_optuna_and_pyabc": "trials, particles, firms = 2, 6, 100",
    "adapter_iamc": "draws, firms = 2, 100",
}
#: What a tutorial needs and .ci/run adds; with SMARTMIX_REQUIRE_REFERENCE=1 it may not be missing.
NEEDS = {"adapter_optuna_and_pyabc": "pyabc", "adapter_iamc": "pyam"}


def test_every_tutorial_is_tested() -> None:
    assert {path.stem for path in FOLDER.glob("*.ipynb")} == set(SMALL)


@pytest.mark.parametrize("name", SMALL)
def test_a_tutorial_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMARTMIX_LANG", "en")
    if name in NEEDS and os.environ.get("SMARTMIX_REQUIRE_REFERENCE") != "1":
        pytest.importorskip(NEEDS[name], reason="not installed: uv run --group reference pytest")
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not cell.get("outputs"), "a tutorial is kept without outputs: clear them"
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = SMALL[name]
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [
        output.data["text/html"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.get("data", {}).get("text/html")
    ]
    assert shown, "nothing shows as HTML"
    if name.startswith("adapter_"):
        return  # frames, which pandas shows
    assert any("<pre" in html or 'role="region"' in html for html in shown), "no result of ours shows as one"
