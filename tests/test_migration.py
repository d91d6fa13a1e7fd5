"""What version 0.1.0 wrote is read, or refused with a line that says why: docs/migration.md says which.

`tests/older/0.1.0/` holds files of that version as they were: a mix, a law, a future, a plan, the posterior. Older
run folders are in the tests of integrity, experiments, discover, information and optimise.
"""

from pathlib import Path

import pytest
from cli_calls import caller

from experiments.posterior import load_posterior
from experiments.posterior_files import read_posterior
from experiments.sweep.plan_checks import read_plan
from simulation.problems import InputProblem

OLDER = Path(__file__).parent / "older" / "0.1.0"


@pytest.mark.parametrize("file", ["mix.yaml", "law.yaml", "future.yaml", "plan.yaml"])
def test_files_are_right_as_they_are(capsys: pytest.CaptureFixture[str], file: str) -> None:
    if file == "plan.yaml":
        assert read_plan(OLDER / file).plan.firms == 100
    else:
        assert caller(capsys)("check", OLDER / file).status == 0


def test_its_posterior_is_refused_by_name() -> None:
    """Parameters of then are gone, and priors have changed: one line says so, and what to do."""
    with pytest.raises(InputProblem, match=r"posterior|prior"):
        read_posterior(OLDER / "posterior")
        load_posterior(OLDER / "posterior")
