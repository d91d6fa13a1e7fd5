"""A mix that starts a sector initiative of its own, beside a baseline that has none: its own members are shown."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments.compare import run_comparison
from experiments.comparison import Comparison
from experiments.prepare import prepare
from experiments.settings import CompareSettings
from simulation.indicators import INDICATORS
from simulation.vocabulary import SECTORS

ALONE = """
format: 2
id: alone
extends: reference-2020
remove: [covenants]
name: {en: No covenants, nl: Zonder convenanten}
"""
OWN = """
format: 2
id: own
extends: alone.yaml
name: {en: Textiles together, nl: Textiel samen}
instruments:
  together:
    kind: sector_initiatives
    name: {en: Textiles together, nl: Textiel samen}
    sources: [S-098]
    in_force: 2023Q1
    share_of_firms: {textiles: 0.5}
    standard: 0.8
    monitoring: 0.8
    joint_leverage: 0.5
    cost_share: 0.5
    complaints_mechanism: 0.5
"""
SETTINGS = CompareSettings(mixes=(), firms=600, draws=2, first_year=2022, last_year=2026, prior=True)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("mixes")
    for name, text in (("alone", ALONE), ("own", OWN)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder / "alone.yaml", folder / "own.yaml"


@pytest.fixture(scope="module")
def compared(files: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    alone, own = map(str, files)
    settings = replace(SETTINGS, mixes=(own, "reference-2020"), baseline=alone)
    return run_comparison(settings, tmp_path_factory.mktemp("run") / "run", workers=1)


def test_its_own_members_are_shown(compared: Comparison) -> None:
    for indicator in INDICATORS:
        for year in compared.summary.years:
            members = compared.summary.value("own", indicator, "with_initiative", year)
            assert members == compared.summary.value("own", indicator, "sector:textiles", year), indicator
    assert compared.summary.value("own", "practice", "with_initiative", 2026)["p50"] is not None
    assert compared.summary.value("alone", "practice", "with_initiative", 2026)["p50"] is None
    assert compared.summary.value("own", "practice", "with_initiative", 2026, "differences")["p50"] is None


def test_members_and_others_are_all_firms(compared: Comparison) -> None:
    for mix in ("own", "reference-2020"):
        firms = [
            compared.summary.value(mix, "firms", group, 2026)["mean"]
            for group in ("all", "with_initiative", "without_initiative")
        ]
        assert firms[0] == pytest.approx(firms[1] + firms[2])
        assert 0 < firms[1] < firms[0]


def test_a_baseline_with_initiatives_says_for_all_mixes_who_the_members_are(files: tuple[Path, Path]) -> None:
    settings = replace(SETTINGS, mixes=("mix-1", str(files[1])))
    found = prepare(settings, [0]).initiatives(0)
    assert list(found) == ["reference-2020", "mix-1", "own"]
    assert all(np.array_equal(each, found["reference-2020"]) for each in found.values())
    assert found["own"][SECTORS.index("metal")] == 1
