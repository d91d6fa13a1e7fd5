"""What `validate --json` prints and `validation.json` holds: format 2, one source for all."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from calibration.leave_one_out import LeftOut
from calibration.predictive import JointTest, PredictedSpread
from calibration.sign_draws import SignShare
from calibration.validation_result import FactCheck, ResultCheck, SignCheck, Validation

FORMAT = 2
SCHEMA = Path(__file__).parents[1] / "schema" / "validate.schema.json"

Chance = Annotated[float, Field(ge=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class SpreadForm(_Strict):
    """5, 50 and 95 percent points over candidates, measurement error included."""

    p05: float
    p50: float
    p95: float


class PowerForm(_Strict):
    """Measured values, below and above these, for which the joint test would have failed; null: none on that side."""

    below: float | None
    above: float | None


class FactForm(_Strict):
    """A fact beside the model, in the unit of the fact.

    spread: standard deviation of the error of measuring; inside: the observation lies in the posterior range;
    unseen: the posterior's range in a country and under an observer never seen; tail: two-sided tail probability;
    width_ratio: width of the posterior range / width of the prior range; fails: what the joint test of the facts of
    this role would have seen. unseen and fails are null where format 1 did not hold them.
    """

    pattern: str
    name: dict[str, str]
    sources: list[str]
    grade: str
    observed: float
    spread: float
    prior: SpreadForm
    posterior: SpreadForm
    unseen: SpreadForm | None
    inside: bool
    tail: Chance
    width_ratio: float | None
    fails: PowerForm | None


class LeftOutForm(_Strict):
    """A fact of a law as the fitted facts of all other laws predict it, in the unit of the fact."""

    law: str
    measured: float
    p05: float
    p50: float
    p95: float
    inside: bool
    width: float


class JointForm(_Strict):
    """The joint posterior-predictive test of the facts of one role."""

    p: Chance
    distance: float
    facts: int
    replicated: int


class ShareForm(_Strict):
    """How often a sign holds: null where it is defined in no draw; defined: draws in which it is."""

    probability: Chance | None
    defined: int


class SignForm(_Strict):
    """A sign; only those labelled empirical count as validation."""

    pattern: str
    label: Literal["empirical", "expected"]
    statement: dict[str, str]
    sources: list[str]
    prior: ShareForm
    posterior: ShareForm
    built_in: bool
    failed: bool


class ResultForm(_Strict):
    """A result that users read: a difference between two mixes, in shares.

    p: chance that draws of prior and posterior lie so far apart when the calibration changed nothing; is_prior: no fact
    speaks to it, as far as these draws can tell.
    """

    name: dict[str, str]
    prior: SpreadForm
    posterior: SpreadForm
    p: Chance
    is_prior: bool


class ScoresForm(_Strict):
    """Log scores of the facts held out: the logarithm of the density of what was measured."""

    prior: float
    posterior: float


class ValidateForm(_Strict):
    """The whole answer of `smartmix validate --json`.

    met: both joint tests are passed and the log score of the facts held out is no lower under the posterior than under
    the prior (exit status 0). log_scores is null, left_out and results are empty where format 1 did not hold them.
    """

    format: Literal[2]
    met: bool
    level: Chance
    draws: int
    sign_draws: int
    seed: int
    firms: int | str
    posterior: str
    candidates: dict[Literal["prior", "posterior"], int]
    joint: JointForm
    joint_held_out: JointForm | None
    log_scores: ScoresForm | None
    facts: dict[str, FactForm]
    held_out: dict[str, FactForm]
    left_out: dict[str, LeftOutForm]
    results: dict[str, ResultForm]
    signs: dict[str, SignForm]


def validation_json(validation: Validation) -> dict[str, Any]:
    """The published form, checked against its schema."""
    held, scores = validation.joint_held_out, validation.log_scores
    content = {
        "format": FORMAT,
        "met": validation.is_met,
        "level": validation.thresholds.joint_test.value,
        "draws": validation.draws,
        "sign_draws": validation.sign_draws,
        "seed": validation.seed,
        "firms": validation.firms,
        "posterior": validation.posterior,
        "candidates": dict(zip(("prior", "posterior"), validation.simulated, strict=True)),
        "joint": _joint(validation.joint),
        "joint_held_out": None if held is None else _joint(held),
        "log_scores": None if scores is None else dict(zip(("prior", "posterior"), scores, strict=True)),
        "facts": {check.fact.id: _fact(check) for check in validation.facts},
        "held_out": {check.fact.id: _fact(check) for check in validation.held_out},
        "left_out": {one.fact: _left_out(one) for one in validation.left_out},
        "results": {check.result.id: _result(check) for check in validation.results},
        "signs": {check.sign.id: _sign(check) for check in validation.signs},
    }
    ValidateForm.model_validate(content)
    return content


def _joint(test: JointTest) -> dict[str, Any]:
    return {"p": test.p, "distance": test.distance, "facts": test.facts, "replicated": test.replicated}


def _spread(spread: PredictedSpread) -> dict[str, float]:
    return {"p05": spread.p05, "p50": spread.p50, "p95": spread.p95}


def _fact(check: FactCheck) -> dict[str, Any]:
    fact, found = check.fact, check.prediction
    return {
        "pattern": fact.pattern,
        "name": dict(fact.name),
        "sources": list(fact.sources),
        "grade": fact.grade,
        "observed": fact.value,
        "spread": check.spread,
        "prior": _spread(found.prior),
        "posterior": _spread(found.posterior),
        "unseen": None if check.unseen is None else _spread(check.unseen),
        "inside": found.inside,
        "tail": found.tail,
        "width_ratio": found.width_ratio,
        "fails": None if check.power is None else {"below": check.power.low, "above": check.power.high},
    }


def _left_out(one: LeftOut) -> dict[str, Any]:
    ends = {"p05": one.p05, "p50": one.p50, "p95": one.p95}
    return {"law": one.law, "measured": one.measured, **ends, "inside": one.is_inside, "width": one.width}


def _result(check: ResultCheck) -> dict[str, Any]:
    return {
        "name": check.result.name.model_dump(),
        "prior": _spread(check.prior),
        "posterior": _spread(check.posterior),
        "p": check.p,
        "is_prior": check.is_prior,
    }


def _share(share: SignShare) -> dict[str, Any]:
    return {"probability": share.probability, "defined": share.defined}


def _sign(check: SignCheck) -> dict[str, Any]:
    sign = check.sign
    return {
        "pattern": sign.pattern,
        "label": sign.label,
        "statement": sign.statement.model_dump(),
        "sources": list(sign.sources),
        "prior": _share(check.prior),
        "posterior": _share(check.posterior),
        "built_in": check.is_built_in,
        "failed": check.has_failed,
    }


def schema_text() -> str:
    """The JSON schema as it is published in `results/schema/`."""
    schema = ValidateForm.model_json_schema()
    schema["title"] = f"SmartMix validate --json, format {FORMAT}"
    return json.dumps(schema, indent=1, sort_keys=True) + "\n"


def write_schema() -> None:
    """Write the published schema; after a change of the form."""
    SCHEMA.write_text(schema_text(), encoding="utf-8")
