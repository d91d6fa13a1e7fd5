"""What `validate --json` prints and `validation.json` and `validation.csv` hold: format 1, one source for all."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from calibration.evidence import Fact, load_facts
from calibration.predictive import JointTest, PredictedSpread, Prediction
from calibration.sign_draws import SignShare
from calibration.signs import Sign, Thresholds, load_signs
from calibration.validation_result import FactCheck, SignCheck, Validation
from scenarios.format_base import Text

SCHEMA = Path(__file__).parents[1] / "schema" / "validate.schema.json"

Chance = Annotated[float, Field(ge=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class SpreadForm(_Strict):
    """5, 50 and 95 percent points over candidates, measurement error included."""

    p05: float
    p50: float
    p95: float


class FactForm(_Strict):
    """A fact beside the model, in the unit of the fact.

    spread: standard deviation of the error of measuring; inside: the observation lies in the posterior range;
    tail: two-sided tail probability; width_ratio: width of the posterior range / width of the prior range.
    """

    pattern: str
    name: dict[str, str]
    sources: list[str]
    grade: str
    observed: float
    spread: float
    prior: SpreadForm
    posterior: SpreadForm
    inside: bool
    tail: Chance
    width_ratio: float | None


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


class ValidateForm(_Strict):
    """The whole answer of `smartmix validate --json`. met: the joint test is passed (exit status 0)."""

    format: Literal[1]
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
    facts: dict[str, FactForm]
    held_out: dict[str, FactForm]
    signs: dict[str, SignForm]


def validation_json(validation: Validation) -> dict[str, Any]:
    """The published form, checked against its schema."""
    held = validation.joint_held_out
    content = {
        "format": 1,
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
        "facts": {check.fact.id: _fact(check) for check in validation.facts},
        "held_out": {check.fact.id: _fact(check) for check in validation.held_out},
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
        "inside": found.inside,
        "tail": found.tail,
        "width_ratio": found.width_ratio,
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


def validation_from(content: dict[str, Any], measured: pd.DataFrame | None = None) -> Validation:
    """The validation that the published form tells of; `measured`: its candidates, where they were stored.

    Facts and signs that this version still has are taken from it, with the value that was held against the model then;
    signs are judged by the thresholds of this version. Raises ValidationError for content of another form.
    """
    form, signs = ValidateForm.model_validate(content), load_signs()
    facts, known = {fact.id: fact for fact in load_facts()}, {sign.id: sign for sign in signs.signs}
    level = signs.thresholds.joint_test.model_copy(update={"value": form.level})
    return Validation(
        form.draws,
        form.sign_draws,
        form.seed,
        form.firms,
        form.posterior,
        (form.candidates["prior"], form.candidates["posterior"]),
        tuple(_fact_back(facts.get(name), name, entry, "fit") for name, entry in form.facts.items()),
        tuple(_fact_back(facts.get(name), name, entry, "held_out") for name, entry in form.held_out.items()),
        JointTest(**form.joint.model_dump()),
        None if form.joint_held_out is None else JointTest(**form.joint_held_out.model_dump()),
        tuple(_sign_back(known.get(name), name, entry, signs.thresholds) for name, entry in form.signs.items()),
        signs.thresholds.model_copy(update={"joint_test": level}),
        pd.DataFrame() if measured is None else measured,
    )


def _fact_back(known: Fact | None, name: str, entry: FactForm, role: str) -> FactCheck:
    """A fact as it was; of one that this version does not have, its unit is told from its values."""
    value = entry.observed
    low, high = (-1.0 if entry.prior.p05 < 0 else 0.0), (1.0 if max(value, entry.prior.p95) <= 1 else float("inf"))
    fallback = Fact(
        name, "", role, "", value, entry.spread, "normal", 0, low, high, tuple(entry.sources), entry.grade, {}, {}
    )
    told = {"pattern": entry.pattern, "name": entry.name, "value": value}
    prior, posterior = (PredictedSpread(**side.model_dump()) for side in (entry.prior, entry.posterior))
    prediction = Prediction(prior, posterior, entry.inside, entry.tail, entry.width_ratio)
    return FactCheck(replace(known or fallback, **told), entry.spread, prediction)


def _sign_back(known: Sign | None, name: str, entry: SignForm, thresholds: Thresholds) -> SignCheck:
    told: dict[str, Any] = {"pattern": entry.pattern, "label": entry.label, "sources": entry.sources}
    sign = known or Sign.model_construct(id=name, statement=Text(**entry.statement), **told)
    return SignCheck(sign, SignShare(**entry.prior.model_dump()), SignShare(**entry.posterior.model_dump()), thresholds)


COLUMNS: tuple[str, ...] = (
    "kind",
    "id",
    "pattern",
    "name_en",
    "name_nl",
    "label",
    "sources",
    "grade",
    "observed",
    "spread",
    "prior_p05",
    "prior_p50",
    "prior_p95",
    "posterior_p05",
    "posterior_p50",
    "posterior_p95",
    "inside",
    "tail",
    "width_ratio",
    "prior_probability",
    "prior_defined",
    "posterior_probability",
    "posterior_defined",
    "built_in",
    "failed",
    "joint_p",
    "joint_distance",
    "joint_facts",
    "joint_replicated",
)


def validation_csv(content: dict[str, Any]) -> str:
    """The published form as a tidy table: a row per test, fact and sign."""
    rows: list[dict[str, Any]] = []
    for kind in ("joint", "joint_held_out"):
        if content[kind] is not None:
            rows.append({"kind": kind, "id": kind} | {f"joint_{key}": value for key, value in content[kind].items()})
    for kind in ("facts", "held_out"):
        rows += [_fact_row(kind, name, fact) for name, fact in content[kind].items()]
    rows += [_sign_row(name, sign) for name, sign in content["signs"].items()]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _fact_row(kind: str, name: str, fact: dict[str, Any]) -> dict[str, Any]:
    row = {key: fact[key] for key in ("pattern", "grade", "observed", "spread", "inside", "tail", "width_ratio")}
    row |= {f"{side}_{point}": fact[side][point] for side in ("prior", "posterior") for point in fact[side]}
    return {"kind": kind, "id": name, **_names(fact["name"]), "sources": " ".join(fact["sources"]), **row}


def _sign_row(name: str, sign: dict[str, Any]) -> dict[str, Any]:
    row = {key: sign[key] for key in ("pattern", "label", "built_in", "failed")}
    row |= {f"{side}_{part}": sign[side][part] for side in ("prior", "posterior") for part in sign[side]}
    return {"kind": "sign", "id": name, **_names(sign["statement"]), "sources": " ".join(sign["sources"]), **row}


def _names(text: dict[str, str]) -> dict[str, str]:
    return {f"name_{lang}": text[lang] for lang in ("en", "nl")}


def schema_text() -> str:
    """The JSON schema as it is published in `results/schema/`."""
    schema = ValidateForm.model_json_schema()
    schema["title"] = "SmartMix validate --json, format 1"
    return json.dumps(schema, indent=1, sort_keys=True) + "\n"


def write_schema() -> None:
    """Write the published schema; after a change of the form."""
    SCHEMA.write_text(schema_text(), encoding="utf-8")
