"""Damage at random: a bounded run, with a fixed seed, of `python -m benchmarks.damage`."""

from pathlib import Path

import pytest

from benchmarks.damage import QUICK, campaign, table


def test_damage_is_found_and_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMARTMIX_LANG", "en")
    found = campaign(36, 14, QUICK, tmp_path)
    assert len({one.damage for one in found}) == 6 and {one.kind for one in found} == {*QUICK}
    assert not [one for one in found if one.unnoticed], table(found)
