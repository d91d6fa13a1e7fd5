"""What a validation found: facts, signs and results beside the model, and the tests that decide."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from calibration.evidence import Fact
from calibration.leave_one_out import LeftOut
from calibration.predictive import (
    JointTest,
    Power,
    PredictedSpread,
    Prediction,
    chance_of_one_source,
    complete_rows,
    joint_test,
    passing_values,
    predictions,
    reference_of,
    spreads,
)
from calibration.sign_draws import SignShare, share_of
from calibration.signs import ReadResult, Sign, Thresholds, load_signs
from experiments.told import told


@dataclass(frozen=True, slots=True)
class FactCheck:
    """A fact and what the model predicts for it, in the unit of the fact; spread: the whole error of measuring."""

    fact: Fact
    spread: float
    prediction: Prediction
    #: the same in a country and under an observer never seen; None where an older folder does not hold it
    unseen: PredictedSpread | None = None
    #: which measured values would have failed the joint test of the facts of its role; None in an older folder
    power: Power | None = None


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
class ResultCheck:
    """A result that users read, before and after the calibration, and whether any fact speaks to it.

    p: chance of draws of prior and posterior at least so far apart when the calibration had changed nothing.
    """

    result: ReadResult
    prior: PredictedSpread
    posterior: PredictedSpread
    p: float
    thresholds: Thresholds

    @property
    def is_prior(self) -> bool:
        """Whether no fact speaks to it: what is shown is the prior, as far as the draws can tell."""
        return self.p > self.thresholds.no_fact.value


@dataclass(frozen=True)
class Validation:
    """All checks of one validation.

    facts: role fit; held_out: facts that the calibration did not see; joint and joint_held_out decide (`is_met`)
    together with the log score: the posterior's of the facts held out may not be below the prior's. left_out: the
    facts of each law, predicted from all others. results: what users read, and whether a fact speaks to it.
    simulated: candidates (prior, posterior) that gave all facts. posterior: fingerprint of the draws. measured: a row
    per candidate, `of` prior or posterior, a column per fact (NaN where it could not be run); empty where an older
    folder does not hold it. folder: where it was written, once it was.
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
    log_scores: tuple[float, float] | None  # of the facts held out: prior, posterior
    left_out: tuple[LeftOut, ...]
    signs: tuple[SignCheck, ...]
    results: tuple[ResultCheck, ...]
    thresholds: Thresholds
    measured: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False, repr=False)
    folder: Path | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        """A few lines, without its checks."""
        made = {"draws": self.draws, "firms": self.firms, "seed": self.seed}
        return told(self, [], self.folder, met=self.is_met, facts=len(self.facts), signs=len(self.signs), **made)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Its tables by name, a row each: `facts`, `left_out`, `results`, `signs`; `draws`: a row per candidate."""
        facts = [
            {"id": check.fact.id, "role": role, "observed": check.fact.value, "spread": check.spread}
            | _points("prior", check.prediction.prior)
            | _points("posterior", check.prediction.posterior)
            | _points("unseen", check.unseen)
            | {name: getattr(check.prediction, name) for name in ("inside", "tail", "width_ratio")}
            | {"fails_below": check.power and check.power.low, "fails_above": check.power and check.power.high}
            for role, checks in (("fit", self.facts), ("held_out", self.held_out))
            for check in checks
        ]
        signs = [
            {"id": check.sign.id, "label": check.sign.label}
            | {f"{side}_probability": getattr(check, side).probability for side in ("prior", "posterior")}
            | {"built_in": check.is_built_in, "failed": check.has_failed}
            for check in self.signs
        ]
        left_out = [asdict(one) | {"inside": one.is_inside, "width": one.width} for one in self.left_out]
        results = [
            {"id": check.result.id}
            | _points("prior", check.prior)
            | _points("posterior", check.posterior)
            | {"p": check.p, "is_prior": check.is_prior}
            for check in self.results
        ]
        made = {"facts": facts, "left_out": left_out, "results": results, "signs": signs}
        return {name: pd.DataFrame(rows) for name, rows in made.items()} | {"draws": self.measured}

    @property
    def is_met(self) -> bool:
        """Whether both joint tests are passed, and the posterior predicts facts held out no worse than the prior."""
        level = self.thresholds.joint_test.value
        passed = self.joint.p > level and (self.joint_held_out is None or self.joint_held_out.p > level)
        return passed and self.is_no_worse

    @property
    def is_no_worse(self) -> bool:
        """Whether the log score of the facts held out is no lower under the posterior than under the prior."""
        return self.log_scores is None or self.log_scores[1] >= self.log_scores[0]

    @property
    def misses(self) -> tuple[FactCheck, ...]:
        """Facts, fitted or held out, that lie outside the posterior's 5-95 range."""
        return tuple(check for check in (*self.facts, *self.held_out) if not check.prediction.inside)


def _points(side: str, spread: PredictedSpread | None) -> dict[str, float]:
    return {f"{side}_{point}": getattr(spread, point, np.nan) for point in ("p05", "p50", "p95")}


def sign_draws(draws: int) -> int:
    """Draws of the signs and results in a validation with so many candidates."""
    return min(draws, load_signs().draws.value)


def assemble(
    facts: tuple[Fact, ...],
    prior: Any,
    posterior: Any,
    unseen: Any,
    claimed: tuple[dict[str, Any], dict[str, Any]],
    left_out: tuple[LeftOut, ...],
    draws: int,
    seed: int,
    firms: int | str,
    fingerprint: str,
) -> Validation:
    """The Validation from measured statistics (n, K), columns in the order of `facts`.

    unseen: of the posterior in countries and under observers never seen; claimed: values (draws, claims) of signs and
    results by id, under prior and posterior.
    """
    observed = np.array([fact.value for fact in facts])
    measured = pd.concat(
        [
            pd.DataFrame(rows, columns=[fact.id for fact in facts]).assign(of=of, candidate=range(len(rows)))
            for of, rows in (("prior", prior), ("posterior", posterior))
        ],
        ignore_index=True,
    )
    prior, posterior = complete_rows(prior), complete_rows(posterior)
    made, elsewhere = predictions(observed, prior, posterior), spreads(unseen)
    fitted = [k for k, fact in enumerate(facts) if fact.role == "fit"]
    held = [k for k, fact in enumerate(facts) if fact.role == "held_out"]
    known, (before, after) = load_signs(), claimed
    judged = known.thresholds
    power = {
        k: passing_values(
            observed[role], posterior[:, role], place, facts[k].low, facts[k].high, judged.joint_test.value
        )
        for role in (fitted, held)
        for place, k in enumerate(role)
    }
    checks = [FactCheck(fact, error_of(fact), made[k], elsewhere[k], power[k]) for k, fact in enumerate(facts)]
    scores = [reference_of(of[:, held]).log_score(observed[held]) for of in (prior, posterior)] if held else None
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
        None if scores is None else (scores[0], scores[1]),
        left_out,
        tuple(SignCheck(sign, share_of(before[sign.id]), share_of(after[sign.id]), judged) for sign in known.signs),
        tuple(_result(result, before[result.id], after[result.id], judged) for result in known.results),
        judged,
        measured[["of", "candidate", *(fact.id for fact in facts)]],
    )


def _result(result: ReadResult, prior: Any, posterior: Any, thresholds: Thresholds) -> ResultCheck:
    """A result from its values (draws, 1) under prior and posterior; a draw in which it is undefined is left out."""
    before, after = complete_rows(prior), complete_rows(posterior)
    p = chance_of_one_source(before[:, 0], after[:, 0])
    return ResultCheck(result, spreads(before)[0], spreads(after)[0], p, thresholds)


def error_of(fact: Fact) -> float:
    """Standard deviation of the whole error of measuring at the observed value: chance in counts and judgement."""
    chance = 0.0
    if fact.error == "poisson":
        chance = float(np.sqrt(fact.value))
    elif fact.error == "binomial":
        chance = float(np.sqrt(fact.value * (1.0 - fact.value) / fact.size))
    return chance + fact.spread
