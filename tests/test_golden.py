"""Golden runs: the yearly indicators of four mixes, as they were when last looked at."""

import csv

import pytest
from update_golden import COMMAND, FOLDER, golden_runs

MIXES = ("reference-2020", "mix-1", "mix-2", "mix-3")
HINT = f"behaviour changed; if that was meant, run: {COMMAND} (and say in the commit what changed and why)"


@pytest.fixture(scope="module")
def runs() -> dict[str, str]:
    return golden_runs()


@pytest.mark.parametrize("mix", MIXES)
def test_golden_run(runs: dict[str, str], mix: str) -> None:
    path = FOLDER / f"{mix}.csv"
    assert path.is_file(), HINT
    kept, found = (list(csv.DictReader(text.splitlines())) for text in (path.read_text("utf-8"), runs[mix]))
    assert found and list(kept[0]) == list(found[0]), HINT
    assert [tuple(row.values())[:3] for row in kept] == [tuple(row.values())[:3] for row in found], HINT
    changed = [
        f"draw {a['draw']}, {a['year']}, {a['group']}: {name} was {a[name]}, is {b[name]}"
        for a, b in zip(kept, found, strict=True)
        for name in a
        if a[name] != b[name]
    ]
    assert not changed, f"{HINT}\n{len(changed)} values, the first: " + "\n".join(changed[:5])
