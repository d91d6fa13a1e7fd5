"""The shipped validation as the object that `smartmix validate` makes, so that its words and figures serve here too."""

from functools import cache
from typing import Any

from calibration.evidence import load_facts
from calibration.predictive import JointTest, Prediction, Spread
from calibration.sign_draws import SignShare
from calibration.signs import load_signs
from calibration.validation_result import FactCheck, SignCheck, Validation
from experiments.posterior import SHIPPED, read_posterior
from results.report.shipped import validation as shipped_form


@cache
def shipped_validation() -> Validation:
    """The validation that ships, with the facts and signs of this version; those that it does not know are left out."""
    content = shipped_form()
    facts, signs = {fact.id: fact for fact in load_facts()}, {sign.id: sign for sign in load_signs().signs}
    thresholds = load_signs().thresholds
    return Validation(
        content["draws"],
        content["sign_draws"],
        content["seed"],
        content["firms"],
        content["posterior"],
        (content["candidates"]["prior"], content["candidates"]["posterior"]),
        tuple(_check(facts[name], entry) for name, entry in content["facts"].items() if name in facts),
        tuple(_check(facts[name], entry) for name, entry in content["held_out"].items() if name in facts),
        JointTest(**content["joint"]),
        None if content["joint_held_out"] is None else JointTest(**content["joint_held_out"]),
        tuple(
            SignCheck(signs[name], _share(entry["prior"]), _share(entry["posterior"]), thresholds)
            for name, entry in content["signs"].items()
            if name in signs
        ),
        thresholds,
    )


def is_current() -> bool:
    """Whether it was made for the posterior, facts and signs of this version."""
    content, facts = shipped_form(), {fact.id: fact for fact in load_facts()}
    known = content["facts"] | content["held_out"]
    compared = {fact.id for fact in load_facts() if fact.role in ("fit", "held_out")}
    return (
        content["posterior"] == read_posterior(SHIPPED).fingerprint
        and set(known) == compared
        and all(entry["observed"] == facts[name].value for name, entry in known.items())
        and set(content["signs"]) == {sign.id for sign in load_signs().signs}
    )


def _check(fact: Any, entry: Any) -> FactCheck:
    prediction = Prediction(
        Spread(**entry["prior"]), Spread(**entry["posterior"]), entry["inside"], entry["tail"], entry["width_ratio"]
    )
    return FactCheck(fact, entry["spread"], prediction)


def _share(entry: Any) -> SignShare:
    return SignShare(entry["probability"], entry["defined"], ())
