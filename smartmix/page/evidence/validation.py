"""The shipped validation as the object that `smartmix validate` makes, so that its words and figures serve here too."""

import json
from functools import cache

from calibration.evidence import load_facts
from calibration.signs import load_signs
from calibration.validation_result import Validation
from experiments.posterior import SHIPPED, read_posterior
from results.report.shipped import VALIDATION
from results.validation.reading import validation_from


@cache
def shipped_validation() -> Validation:
    """The validation that ships."""
    return validation_from(json.loads(VALIDATION.read_text(encoding="utf-8")))


def is_current() -> bool:
    """Whether it was made for the posterior, facts and signs of this version."""
    found = shipped_validation()
    compared = {fact.id: fact.value for fact in load_facts() if fact.role in ("fit", "held_out")}
    return (
        found.posterior == read_posterior(SHIPPED).fingerprint
        and {check.fact.id: check.fact.value for check in (*found.facts, *found.held_out)} == compared
        and {check.sign.id for check in found.signs} == {sign.id for sign in load_signs().signs}
    )
