"""From the published form of a validation, also of an older format, back to what `smartmix validate` made."""

from dataclasses import replace
from typing import Any

import pandas as pd

from calibration.evidence import Fact, load_facts
from calibration.leave_one_out import LeftOut
from calibration.predictive import JointTest, Power, PredictedSpread, Prediction
from calibration.sign_draws import SignShare
from calibration.signs import ReadResult, Sign, Thresholds, load_signs
from calibration.validation_result import FactCheck, ResultCheck, SignCheck, Validation
from results.validation.form import FORMAT, FactForm, ResultForm, SignForm, SpreadForm, ValidateForm
from scenarios.format_base import Text


def validation_from(content: dict[str, Any], measured: pd.DataFrame | None = None) -> Validation:
    """The validation that the published form tells of; `measured`: its candidates, where they were stored.

    Facts, signs and results that this version still has are taken from it, with the value that was held against the
    model then; they, and the whole, are judged by the rules of this version. Raises ValidationError for content of
    another form.
    """
    form, signs = ValidateForm.model_validate(older(content)), load_signs()
    facts, known = {fact.id: fact for fact in load_facts()}, {one.id: one for one in signs.signs}
    read = {one.id: one for one in signs.results}
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
        None if form.log_scores is None else (form.log_scores.prior, form.log_scores.posterior),
        tuple(LeftOut(name, one.law, one.measured, one.p05, one.p50, one.p95) for name, one in form.left_out.items()),
        tuple(_sign_back(known.get(name), name, entry, signs.thresholds) for name, entry in form.signs.items()),
        tuple(_result_back(read.get(name), name, entry, signs.thresholds) for name, entry in form.results.items()),
        signs.thresholds.model_copy(update={"joint_test": level}),
        pd.DataFrame() if measured is None else measured,
    )


def older(content: dict[str, Any]) -> dict[str, Any]:
    """Content of format 1, which held one verdict and no more than prior and posterior, in the present form."""
    if content["format"] != 1:
        return content
    lacking = {"unseen": None, "fails": None}
    facts = {role: {name: entry | lacking for name, entry in content[role].items()} for role in ("facts", "held_out")}
    return content | facts | {"format": FORMAT, "log_scores": None, "left_out": {}, "results": {}}


def _spread(entry: SpreadForm) -> PredictedSpread:
    return PredictedSpread(entry.p05, entry.p50, entry.p95)


def _fact_back(known: Fact | None, name: str, entry: FactForm, role: str) -> FactCheck:
    """A fact as it was; of one that this version does not have, its unit is told from its values."""
    value = entry.observed
    low, high = (-1.0 if entry.prior.p05 < 0 else 0.0), (1.0 if max(value, entry.prior.p95) <= 1 else float("inf"))
    fallback = Fact(
        name, "", role, "", "", value, entry.spread, "normal", 0, low, high, tuple(entry.sources), entry.grade, {}, {}
    )
    told = {"pattern": entry.pattern, "name": entry.name, "value": value}
    found = Prediction(_spread(entry.prior), _spread(entry.posterior), entry.inside, entry.tail, entry.width_ratio)
    unseen = None if entry.unseen is None else _spread(entry.unseen)
    power = None if entry.fails is None else Power(entry.fails.below, entry.fails.above)
    return FactCheck(replace(known or fallback, **told), entry.spread, found, unseen, power)


def _sign_back(known: Sign | None, name: str, entry: SignForm, thresholds: Thresholds) -> SignCheck:
    told: dict[str, Any] = {"pattern": entry.pattern, "label": entry.label, "sources": entry.sources}
    sign = known or Sign.model_construct(id=name, statement=Text(**entry.statement), **told)
    return SignCheck(sign, SignShare(**entry.prior.model_dump()), SignShare(**entry.posterior.model_dump()), thresholds)


def _result_back(known: ReadResult | None, name: str, entry: ResultForm, thresholds: Thresholds) -> ResultCheck:
    result = known or ReadResult.model_construct(id=name, name=Text(**entry.name))
    return ResultCheck(result, _spread(entry.prior), _spread(entry.posterior), entry.p, thresholds)
