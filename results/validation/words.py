"""A validation in words: rows of texts for the table, the page and the figure, in the chosen language."""

from dataclasses import dataclass

from calibration.evidence import Fact
from calibration.leave_one_out import LeftOut
from calibration.predictive import JointTest, PredictedSpread
from calibration.validation_result import FactCheck, ResultCheck, SignCheck, Validation
from results.language import translator
from results.number_format import Unit, chance, decimal, digits_for, shown
from results.ranged import Ranged, ending


@dataclass(frozen=True)
class FactText:
    """A fact as texts.

    name, measured ± spread, ranges of prior and posterior and in a country never seen, inside, tail, width left, and
    which measured values would have failed the joint test.
    """

    name: str
    measured: str
    prior: str
    posterior: str
    unseen: str
    inside: str
    tail: str
    width: str
    fails: str


@dataclass(frozen=True)
class LeftOutText:
    """A fact of a law as texts: name, measured, range from all other laws, inside, width of that range in points."""

    name: str
    measured: str
    range: str
    inside: str
    width: str


@dataclass(frozen=True)
class ResultText:
    """A result as texts: name, ranges of prior and posterior, what it rests on."""

    name: str
    prior: str
    posterior: str
    rests_on: str


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
                _("n/a") if check.unseen is None else _ends(check.unseen, unit, lang, digits),
                _("yes") if found.inside else _("MISSED"),
                probability(found.tail, lang),
                _("n/a") if ratio is None else decimal(ratio, lang, 2),
                _fails(check, lang, digits),
            )
        )
    return rows


def _fails(check: FactCheck, lang: str, digits: int) -> str:
    """`below 12%, above 60%`; `none` where the test would have passed whatever was measured."""
    _ = translator(lang)
    if check.power is None:
        return _("n/a")
    unit = unit_of(check.fact)
    ends = ((_("below {value}"), check.power.low), (_("above {value}"), check.power.high))
    said = [
        text.format(value=shown(value, unit, lang, digits) + ending(unit)) for text, value in ends if value is not None
    ]
    return ", ".join(said) or _("none")


def left_out_texts(validation: Validation, lang: str) -> list[LeftOutText]:
    """One LeftOutText per fact of a law, in order."""
    _ = translator(lang)
    known = {check.fact.id: check for check in (*validation.facts, *validation.held_out)}
    rows: list[LeftOutText] = []
    for one in validation.left_out:
        check = known.get(one.fact)
        unit: Unit = "share" if check is None else unit_of(check.fact)
        scale = 1.0 if unit == "number" else 100.0
        rows.append(
            LeftOutText(
                one.fact if check is None else fact_name(check.fact, lang),
                f"{shown(one.measured, unit, lang, 0)}{ending(unit)}",
                Ranged(one.p05, one.p50, one.p95, unit, digits=0).ends(lang),
                _("yes") if one.is_inside else _("MISSED"),
                decimal(scale * one.width, lang, 0),
            )
        )
    return rows


def left_out_summary(left_out: tuple[LeftOut, ...], lang: str) -> str:
    """How many facts of laws lie in their range, and the widest range; there is one fact at least."""
    _ = translator(lang)
    text = _(
        "Each fact of a law, predicted from the facts of all other laws: {inside} of {count} lie in their range; the "
        "widest range is {width} points."
    )
    inside, widest = sum(one.is_inside for one in left_out), max(one.width for one in left_out)
    return text.format(inside=inside, count=len(left_out), width=decimal(100.0 * widest, lang, 0))


def power_summary(validation: Validation, lang: str) -> str:
    """Of the facts of laws, for how many the joint test would have failed at half and at double the value."""
    _ = translator(lang)
    laws = [check for check in (*validation.facts, *validation.held_out) if check.fact.law and check.power is not None]
    if not laws:
        return _("There are none.")
    halved = [check for check in laws if check.power and not check.power.fails(check.fact.value / 2)]
    possible = [check for check in laws if 2 * check.fact.value <= check.fact.high]
    doubled = [check for check in possible if check.power and not check.power.fails(2 * check.fact.value)]
    text = _(
        "Had one fact of a law been half of what it is, the joint test would have failed for {halved} of {count}; had "
        "it been double, for {doubled} of the {possible} that can double."
    ).format(
        halved=len(laws) - len(halved), count=len(laws), doubled=len(possible) - len(doubled), possible=len(possible)
    )
    if not halved and not doubled:
        return text
    both = {check.fact.id: fact_name(check.fact, lang) for check in (*halved, *doubled)}
    return text + " " + _("The test does not see it for: {names}.").format(names="; ".join(both.values()))


def result_texts(checks: tuple[ResultCheck, ...], lang: str) -> list[ResultText]:
    """One ResultText per result, in order; ranges in percentage points."""
    _ = translator(lang)
    return [
        ResultText(
            getattr(check.result.name, lang),
            _ends(check.prior, "points", lang, 1),
            _ends(check.posterior, "points", lang, 1),
            _("prior") if check.is_prior else _("facts"),
        )
        for check in checks
    ]


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
    """The result, in one sentence."""
    _ = translator(lang)
    if validation.is_met:
        return _("Passed: the calibrated model predicts the facts as they were measured.")
    return _("NOT passed: the calibrated model does not predict the facts as they were measured.")


def verdict_lines(validation: Validation, lang: str) -> list[str]:
    """A sentence per test that decides, and whether it is passed."""
    _ = translator(lang)
    level = validation.thresholds.joint_test.value
    fitted = _("The {count} facts used in the calibration together: p = {p}; needed: above {level}.")
    held = _("The {count} facts held out together: p = {p}; needed: above {level}.")
    tests = [
        (text.format(count=test.facts, p=probability(test.p, lang), level=decimal(level, lang, 2)), test.p > level)
        for text, test in ((fitted, validation.joint), (held, validation.joint_held_out))
        if test is not None
    ]
    if validation.log_scores is not None:
        prior, posterior = (decimal(score, lang, 1) for score in validation.log_scores)
        text = _(
            "Log score of the facts held out: {posterior} by the calibrated model, {prior} before the calibration; "
            "needed: no lower."
        )
        tests.append((text.format(prior=prior, posterior=posterior), validation.is_no_worse))
    return [f"{text} {_('Passed.') if passed else _('FAILED.')}" for text, passed in tests]


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
    """That the calibration did not see them, or that there are none."""
    _ = translator(lang)
    return _("There are none.") if test is None else _("Not seen by the calibration; they decide the result too.")


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
