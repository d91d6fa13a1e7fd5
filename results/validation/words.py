"""A validation in words: rows of texts for the table, the page and the figure, in the chosen language."""

from dataclasses import dataclass

from calibration.evidence import Fact
from calibration.predictive import JointTest, PredictedSpread
from calibration.validation_result import FactCheck, SignCheck, Validation
from results.language import translator
from results.number_format import Unit, chance, decimal, digits_for, shown
from results.ranged import Ranged, ending


@dataclass(frozen=True)
class FactText:
    """A fact as texts: name, measured ± spread, ranges of prior and posterior, inside, tail, width left."""

    name: str
    measured: str
    prior: str
    posterior: str
    inside: str
    tail: str
    width: str


@dataclass(frozen=True)
class SignText:
    """A sign as texts: id, statement, probability under prior and posterior, marks."""

    id: str
    statement: str
    prior: str
    posterior: str
    marks: str


def unit_of(fact: Fact) -> Unit:
    """How the fact is counted: a number, a difference in percentage points, or a share."""
    return "number" if fact.high > 1 else "points" if fact.low < 0 else "share"


def fact_texts(checks: tuple[FactCheck, ...], lang: str) -> list[FactText]:
    """One FactText per fact, in order."""
    _ = translator(lang)
    rows: list[FactText] = []
    for check in checks:
        fact, found, unit = check.fact, check.prediction, unit_of(check.fact)
        digits = _digits(check)
        ratio = found.width_ratio
        rows.append(
            FactText(
                fact_name(fact, lang),
                f"{shown(fact.value, unit, lang, digits)} ± {shown(check.spread, unit, lang, digits)}{ending(unit)}",
                _ends(found.prior, unit, lang, digits),
                _ends(found.posterior, unit, lang, digits),
                _("yes") if found.inside else _("MISSED"),
                probability(found.tail, lang),
                _("n/a") if ratio is None else decimal(ratio, lang, 2),
            )
        )
    return rows


def _ends(spread: PredictedSpread, unit: Unit, lang: str, digits: int) -> str:
    return Ranged(spread.p05, spread.p50, spread.p95, unit, digits=digits).ends(lang)


def _digits(check: FactCheck) -> int:
    values: list[float | None] = [check.spread] if check.spread > 0 else [check.fact.value]
    return min(1, digits_for(values, unit_of(check.fact)))


def fact_name(fact: Fact, lang: str) -> str:
    """The fact's name, with its unit where the numbers do not show it."""
    _ = translator(lang)
    name = fact.name[lang]
    return _("{name}, in percentage points").format(name=name) if unit_of(fact) == "points" else name


def probability(value: float, lang: str) -> str:
    """A p-value or tail probability with two decimals, three below 0.1."""
    return decimal(value, lang, 3 if value < 0.0995 else 2)


def sign_texts(checks: tuple[SignCheck, ...], label: str, lang: str) -> list[SignText]:
    """One SignText per sign with this label, in order."""
    _ = translator(lang)
    rows: list[SignText] = []
    for check in checks:
        if check.sign.label != label:
            continue
        marks = [_("FAILED")] if check.has_failed else []
        marks += [_("built in")] if check.is_built_in else []
        rows.append(
            SignText(
                check.sign.id,
                getattr(check.sign.statement, lang),
                chance(check.prior.probability, lang),
                chance(check.posterior.probability, lang),
                ", ".join(marks),
            )
        )
    return rows


def verdict(validation: Validation, lang: str) -> str:
    """The result of the test that decides, in one sentence."""
    _ = translator(lang)
    fields = {
        "count": validation.joint.facts,
        "p": probability(validation.joint.p, lang),
        "level": decimal(validation.thresholds.joint_test.value, lang, 2),
    }
    if validation.is_met:
        text = _(
            "Passed: the {count} facts together are as the calibrated model predicts (p = {p}; needed: above {level})."
        )
    else:
        text = _(
            "NOT passed: the {count} facts together are not as the calibrated model predicts (p = {p}; needed: above "
            "{level})."
        )
    return text.format(**fields)


def misses_text(validation: Validation, lang: str) -> list[str]:
    """A sentence per fact outside its range, or one that there is none."""
    _ = translator(lang)
    if not validation.misses:
        return [_("No single fact lies outside its range.")]
    lines = [_("Outside the range of the calibrated model:")]
    for text in fact_texts(validation.misses, lang):
        lines.append(
            _("- {name}: measured {measured}, the model says {range}").format(
                name=text.name, measured=text.measured, range=text.posterior
            )
        )
    return lines


def held_out_text(test: JointTest | None, lang: str) -> str:
    """What the joint test says of the facts held out; it decides nothing."""
    _ = translator(lang)
    if test is None:
        return _("There are none.")
    text = _("Not seen by the calibration. Together: p = {p} over {count} facts; this does not decide the result.")
    return text.format(p=probability(test.p, lang), count=test.facts)


def signs_summary(validation: Validation, lang: str) -> str:
    """How many empirical signs tell something, and how many failed."""
    _ = translator(lang)
    empirical = [check for check in validation.signs if check.sign.label == "empirical"]
    telling = [check for check in empirical if not check.is_built_in]
    text = _(
        "{count} signs have been observed; {telling} of them are not built in, and {failed} failed. Of the "
        "signs expected "
        "in advice {failed_expected} failed; they do not count as validation."
    )
    return text.format(
        count=len(empirical),
        telling=len(telling),
        failed=sum(check.has_failed for check in empirical),
        failed_expected=sum(check.has_failed for check in validation.signs if check.sign.label == "expected"),
    )
