"""What a validation found: facts and signs beside the model, and the joint test that decides."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from calibration.evidence import Fact
from calibration.predictive import JointTest, PredictedSpread, Prediction, complete_rows, joint_test, predictions
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


@dataclass(frozen=True)
class Validation:
    """All checks of one validation.

    facts: role fit; held_out: facts that the calibration did not see; joint decides (`is_met`), joint_held_out
    does not. simulated: candidates (prior, posterior) that gave all facts. posterior: fingerprint of the draws.
    measured: a row per candidate, `of` prior or posterior, a column per fact (NaN where it could not be run); empty
    where an older folder does not hold it. folder: where it was written, once it was.
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
    measured: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False, repr=False)
    folder: Path | None = field(default=None, compare=False)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Its tables by name: `facts` and `signs`, a row each; `draws`, a row per candidate (`measured`)."""
        facts = [
            {"id": check.fact.id, "role": role, "observed": check.fact.value, "spread": check.spread}
            | _points("prior", check.prediction.prior)
            | _points("posterior", check.prediction.posterior)
            | {name: getattr(check.prediction, name) for name in ("inside", "tail", "width_ratio")}
            for role, checks in (("fit", self.facts), ("held_out", self.held_out))
            for check in checks
        ]
        signs = [
            {"id": check.sign.id, "label": check.sign.label}
            | {f"{side}_probability": getattr(check, side).probability for side in ("prior", "posterior")}
            | {"built_in": check.is_built_in, "failed": check.has_failed}
            for check in self.signs
        ]
        return {"facts": pd.DataFrame(facts), "signs": pd.DataFrame(signs), "draws": self.measured}

    @property
    def is_met(self) -> bool:
        """Whether the joint test of the fitted facts is passed."""
        return self.joint.p > self.thresholds.joint_test.value

    @property
    def misses(self) -> tuple[FactCheck, ...]:
        """Facts, fitted or held out, that lie outside the posterior's 5-95 range."""
        return tuple(check for check in (*self.facts, *self.held_out) if not check.prediction.inside)


def _points(side: str, spread: PredictedSpread) -> dict[str, float]:
    return {f"{side}_{point}": getattr(spread, point) for point in ("p05", "p50", "p95")}


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
    measured = pd.concat(
        [
            pd.DataFrame(rows, columns=[fact.id for fact in facts]).assign(of=of, candidate=range(len(rows)))
            for of, rows in (("prior", prior), ("posterior", posterior))
        ],
        ignore_index=True,
    )
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
        measured[["of", "candidate", *(fact.id for fact in facts)]],
    )


def error_of(fact: Fact) -> float:
    """Standard deviation of the whole error of measuring at the observed value: chance in counts and judgement."""
    chance = 0.0
    if fact.error == "poisson":
        chance = float(np.sqrt(fact.value))
    elif fact.error == "binomial":
        chance = float(np.sqrt(fact.value * (1.0 - fact.value) / fact.size))
    return chance + fact.spread
