"""What a validation found: facts and signs beside the model, and the joint test that decides."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from calibration.evidence import Fact
from calibration.predictive import JointTest, Prediction, complete_rows, joint_test, predictions
from calibration.sign_draws import SignShare
from calibration.signs import Sign, Thresholds, load_signs


@dataclass(frozen=True, slots=True)
class FactCheck:
    """A fact and what the model predicts for it, in the unit of the fact; spread: the whole error of measuring."""

    fact: Fact
    spread: float
    prediction: Prediction


@dataclass(frozen=True, slots=True)
class SignCheck:
    """A sign and how often it holds under prior and posterior."""

    sign: Sign
    prior: SignShare
    posterior: SignShare
    thresholds: Thresholds

    @property
    def is_built_in(self) -> bool:
        """Whether the rules give the sign whatever the parameters are."""
        return self.prior.probability is not None and self.prior.probability > self.thresholds.built_in.value

    @property
    def has_failed(self) -> bool:
        """Whether more draws contradict it than show it, or none can tell."""
        return self.posterior.probability is None or self.posterior.probability < self.thresholds.failing.value


@dataclass(frozen=True, slots=True)
class Validation:
    """All checks of one validation.

    facts: role fit; held_out: facts that the calibration did not see; joint decides (`is_met`), joint_held_out
    does not. simulated: candidates (prior, posterior) that gave all facts. posterior: fingerprint of the draws.
    folder: where it was written, once it was.
    """

    draws: int
    sign_draws: int
    seed: int
    firms: int | str
    posterior: str
    simulated: tuple[int, int]
    facts: tuple[FactCheck, ...]
    held_out: tuple[FactCheck, ...]
    joint: JointTest
    joint_held_out: JointTest | None
    signs: tuple[SignCheck, ...]
    thresholds: Thresholds
    folder: Path | None = None

    @property
    def is_met(self) -> bool:
        """Whether the joint test of the fitted facts is passed."""
        return self.joint.p > self.thresholds.joint_test.value

    @property
    def misses(self) -> tuple[FactCheck, ...]:
        """Facts, fitted or held out, that lie outside the posterior's 5-95 range."""
        return tuple(check for check in (*self.facts, *self.held_out) if not check.prediction.inside)


def sign_draws(draws: int) -> int:
    """Draws of the signs in a validation with so many candidates."""
    return min(draws, load_signs().draws.value)


def assemble(
    facts: tuple[Fact, ...],
    prior: Any,
    posterior: Any,
    signs: tuple[SignCheck, ...],
    draws: int,
    seed: int,
    firms: int | str,
    fingerprint: str,
) -> Validation:
    """The Validation from measured statistics: prior (n, K) and posterior (m, K), columns in the order of `facts`."""
    observed = np.array([fact.value for fact in facts])
    prior, posterior = complete_rows(prior), complete_rows(posterior)
    made = predictions(observed, prior, posterior)
    checks = [FactCheck(fact, error_of(fact), prediction) for fact, prediction in zip(facts, made, strict=True)]
    fitted = [k for k, fact in enumerate(facts) if fact.role == "fit"]
    held = [k for k, fact in enumerate(facts) if fact.role == "held_out"]
    return Validation(
        draws,
        sign_draws(draws),
        seed,
        firms,
        fingerprint,
        (len(prior), len(posterior)),
        tuple(checks[k] for k in fitted),
        tuple(checks[k] for k in held),
        joint_test(observed[fitted], posterior[:, fitted]),
        joint_test(observed[held], posterior[:, held]) if held else None,
        signs,
        load_signs().thresholds,
    )


def error_of(fact: Fact) -> float:
    """Standard deviation of the whole error of measuring at the observed value: chance in counts and judgement."""
    chance = 0.0
    if fact.error == "poisson":
        chance = float(np.sqrt(fact.value))
    elif fact.error == "binomial":
        chance = float(np.sqrt(fact.value * (1.0 - fact.value) / fact.size))
    return chance + fact.spread
