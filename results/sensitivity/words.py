"""A sensitivity analysis in words: names of inputs, what a measure means, what to doubt."""

from experiments.sensitivity.result import (
    CHANCE,
    LUCK,
    OTHERS,
    SensitivityDoubt,
    SensitivityIndex,
    SensitivityOutput,
    SensitivityResult,
)
from results.language import translator
from results.number_format import decimal, percent
from results.ranged import Ranged
from results.words import group_words, indicator_words, own_rules_words, parameter_name, quoted, study_mix, theme_words


def input_name(name: str, lang: str) -> str:
    """An input for people: luck, chance, a group's word, or what a parameter is called."""
    _ = translator(lang)
    words = {
        LUCK: _("luck (chance events and dates)"),
        CHANCE: _("an input without effect"),
        OTHERS: _("other parameters"),
        "measured": _("parameters graded measured"),
        "estimated": _("parameters graded estimated"),
        "assumed": _("parameters graded assumed"),
        **theme_words(lang),
    }
    return words.get(name) or parameter_name(name, lang)


def output_name(found: SensitivityResult, output: SensitivityOutput, lang: str, years: str = "") -> str:
    """What an output is, in words; `years` replaces its year."""
    _ = translator(lang)
    words = _("{indicator}, {group}, {year}, {mix}").format(
        indicator=indicator_words(lang)[output.indicator].name,
        group=group_words(lang)[output.group].name,
        year=years or output.year,
        mix=study_mix(found, output.mix, lang),
    )
    if not output.baseline:
        return words
    return _("{output} less {baseline}").format(output=words, baseline=study_mix(found, output.baseline, lang))


def measure_words(method: str, lang: str) -> str:
    """What the main measure of a method says."""
    _ = translator(lang)
    return {
        "shapley": _("share of the variance (Shapley effect): what inputs share is divided among them"),
        "sobol": _("share of the variance that an input takes part in (total index); alone: first-order index"),
        "morris": _(
            "mean change of the output over the range of the input (mu*); sigma: how much that depends on others"
        ),
        "pawn": _("how far the distribution of the output moves when the input is known (PAWN, 0 to 1)"),
        "delta": _("how far the distribution of the output moves when the input is known (delta, 0 to 1)"),
    }[method]


def value_text(index: SensitivityIndex, lang: str) -> str:
    """`31% (24 to 38)` for shares, three digits for others; with the range 5–95; n/a where it cannot be told."""
    is_share = index.measure in ("shapley", "ST", "S1", "share", "explained")
    furthest = max((abs(end) for end in (index.p05, index.p95) if end is not None), default=0.0)
    digits = 0 if is_share or furthest >= 9.9995 else 3
    return Ranged(index.p05, index.value, index.p95, "share" if is_share else "number", digits=digits).text(lang)


def doubt_text(doubt: SensitivityDoubt, lang: str) -> str:
    """One doubt as a sentence."""
    _ = translator(lang)
    number = percent(doubt.number, lang, 0)
    known = doubt.input or ""
    name = parameter_name(known, lang)
    name = input_name(known, lang) if name == known else quoted(name, lang)
    return {
        "constant": _("This output does not vary between the runs, so nothing can be divided."),
        "negative": _("The sample is too small: the index of {name} is {number}, below zero beyond its range."),
        "above": _("The sample is too small: the share of {name} is {number}, and no share is above 100%."),
        "ties": _(
            "{number} of the runs give one and the same value: the index mostly tells how often that value comes, and "
            "little of the others."
        ),
        "wide": _("The sample is too small for shares: the range of {name} is {number} wide."),
        "order": _(
            "Which input matters most is not settled: the ranges of the two largest, {name} the second, overlap."
        ),
        "chance": _("No input rises above what chance gives with this sample: take more draws."),
        "unresolved": _(
            "{number} of the variance is neither luck nor found by the regression: take more draws; what "
            "remains then are sharp thresholds or interactions of three and more."
        ),
    }[doubt.code].format(name=name, number=number)


def head_lines(found: SensitivityResult, lang: str) -> list[str]:
    """What was done, and what stayed the same."""
    _ = translator(lang)
    lines = [
        _("Sensitivity: where the spread of a result comes from. Exploration, not a forecast."),
        _("Method {method}, {runs} runs, {firms} firms, future {future}, seed {seed}; ranges 5–95.").format(
            method=found.method,
            runs=decimal(found.runs, lang),
            future=quoted(found.future_name.of(lang), lang),
            seed=found.seed,
            firms=decimal(found.firms, lang) if isinstance(found.firms, int) else found.firms,
        ),
        _("Index: {meaning}.").format(meaning=measure_words(found.method, lang)),
    ]
    if found.method in ("morris", "sobol"):
        lines.append(
            _(
                "Inputs vary over their ranges independently; parameters that are not named stay at the middle "
                "of theirs."
            )
        )
    else:
        lines.append(
            _("Draws from the calibrated ranges (posterior).")
            if found.parameters == "posterior"
            else _("Draws from the uncalibrated ranges (prior).")
        )
    if found.model:
        lines.append(own_rules_words(found.model.model_dump(), lang))
    return lines
