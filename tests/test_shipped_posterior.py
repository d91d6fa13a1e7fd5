"""The posterior that ships fits the program it ships with, and is what is used when nobody says otherwise."""

from pathlib import Path

import pytest
from cli_calls import caller

from experiments.posterior import Posterior, load_posterior
from experiments.settings import CompareSettings
from simulation.problems import InputProblem

HINT = "the shipped posterior no longer fits; make a new one with: smartmix calibrate --ship"


@pytest.fixture(scope="module")
def shipped() -> Posterior:
    """Refuses other priors, another population and other behaviour."""
    try:
        return load_posterior()
    except InputProblem as problem:
        pytest.fail(f"{HINT}\n{problem}")


def test_it_fits_priors_population_and_behaviour(shipped: Posterior) -> None:
    assert shipped.names and len(shipped.quantiles) > 1, HINT


def test_it_fits_the_evidence(shipped: Posterior) -> None:
    from calibration.evidence import evidence_fingerprint

    assert shipped.manifest["fingerprints"]["evidence"] == evidence_fingerprint(), f"{HINT} (the evidence has changed)"


def test_it_is_the_default() -> None:
    assert CompareSettings().drawn_from == "posterior"
    assert CompareSettings().posterior == ""


def test_compare_uses_it(shipped: Posterior, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = caller(capsys)
    tiny = ["--draws", "2", "--firms", "120", "--from", "2022", "--until", "2023", "--no-figures", "--lang", "en"]
    outcome = call("compare", "mix-1", *tiny, "--out", tmp_path / "run")
    assert outcome.status == 0, outcome.err
    assert "calibrated ranges (posterior)" in outcome.out
