"""Every observation model beside values worked out by hand, for five firms (calibration/observation_by_hand.yaml)."""

from dataclasses import replace

import pytest

from calibration.observation import OBSERVATION_MODELS
from calibration.observation_worked import WorkedSight, worked_sights

WORKED = worked_sights()


def test_every_observation_model_is_worked_out() -> None:
    assert {line.model for line in WORKED} == set(OBSERVATION_MODELS)


@pytest.mark.parametrize("line", WORKED, ids=[f"{line.model}-{line.why[:30]}" for line in WORKED])
def test_a_model_gives_what_was_worked_out(line: WorkedSight) -> None:
    assert OBSERVATION_MODELS[line.model](line.sight()) == pytest.approx(line.value, abs=1e-12)


@pytest.mark.parametrize("model", ["australian_criteria_2022", "british_statements_2019", "timber_compliance_2016"])
def test_a_share_of_nobody_is_a_number(model: str) -> None:
    """Where nobody publishes, or all have been visited: 0 or 1, never undefined."""
    line = next(line for line in WORKED if line.model == model)
    empty = {"statement": [0] * 5, "mended": [1] * 5, "complies": [0] * 5}
    shown = {
        world: {moment: columns | empty for moment, columns in moments.items()} for world, moments in line.shown.items()
    }
    assert OBSERVATION_MODELS[model](replace(line, shown=shown).sight()) == (1.0 if "timber" in model else 0.0)
