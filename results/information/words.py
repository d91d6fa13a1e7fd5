"""The value of information in words: what would be gained by knowing, and which measurement helps."""

from collections.abc import Mapping

from experiments.information.result import WEIGHTED, Estimate, InformationResult, Worth
from experiments.result_parts import JudgedOn
from results.language import translator
from results.number_format import Unit, chance, decimal, digits_for, euros, shown
from results.ranged import between, chance_text, difference_unit
from results.units import unit_of, unit_words
from results.words import own_rules_words, parameter_name, parameters_words, quoted, study_mix, theme_words
from simulation.parameters import registry


def unit_of_gain(objective: JudgedOn | None) -> Unit:
    """How an amount of an objective is written: as a difference; a choice by weights counts in steps."""
    return "number" if objective is None else difference_unit(unit_of(objective.indicator))


def amount(value: float, objective: JudgedOn | None, lang: str) -> str:
    """A gain with its unit, with enough digits to tell it from nothing."""
    _ = translator(lang)
    unit = unit_of_gain(objective)
    if unit == "million_eur":
        return _("{amount} a year").format(amount=euros(value, lang))
    if unit == "per_turnover":
        return _("€{amount} per 100,000 of turnover").format(amount=decimal(value * 1e5, lang, 2))
    if unit == "points":
        return _("{amount} points").format(amount=decimal(value * 100, lang, 2))
    if objective is None:
        return _("{amount} steps").format(amount=decimal(value, lang, 3))
    return f"{shown(value, unit, lang, 3)} {unit_words(unit, lang)}"


def plain(value: float, objective: JudgedOn | None, lang: str) -> str:
    """A gain without its unit, for columns."""
    unit = unit_of_gain(objective)
    digits = {"million_eur": 2, "per_turnover": 2, "points": 2}.get(unit, 3)
    return shown(value, unit, lang, digits)


def range_text(estimate: Estimate, objective: JudgedOn | None, lang: str) -> str:
    """`low to high` without unit."""
    return between(plain(estimate.p05, objective, lang), plain(estimate.p95, objective, lang), lang)


def spread_text(estimate: Estimate, objective: JudgedOn | None, lang: str) -> str:
    """`low to high` for sentences: amounts of money carry their own unit."""
    if unit_of_gain(objective) == "million_eur":
        return between(euros(estimate.p05, lang), euros(estimate.p95, lang), lang)
    return range_text(estimate, objective, lang)


def choice_name(found: InformationResult, name: str, lang: str) -> str:
    """An objective in words, or that the user's weights decide."""
    _ = translator(lang)
    if name == WEIGHTED:
        listed = ", ".join(
            f"{found.objectives[key].name.of(lang)} {decimal(w, lang, digits_for([w], 'number'))}"
            for key, w in found.weights.items()
        )
        return _("your weights ({listed})").format(listed=listed)
    return found.objectives[name].name.of(lang)


def objective_of(found: InformationResult, name: str) -> JudgedOn | None:
    """The objective; None for the user's weights."""
    return found.objectives.get(name)


def subject(name: str, found: InformationResult, lang: str) -> str:
    """A parameter, group or measurement in words."""
    _ = translator(lang)
    if name in found.measurement_names:
        return found.measurement_names[name].of(lang)
    if name in registry():
        return parameter_name(name, lang)
    kind, _colon, rest = name.partition(":")
    themes = {"theme": _("parameters of {name}"), "grade": _("all parameters that are {name}")}
    grades = {"measured": _("measured"), "estimated": _("estimated"), "assumed": _("assumed")}
    words = theme_words(lang) if kind == "theme" else grades
    return themes[kind].format(name=words.get(rest, rest)) if kind in themes else name


def head_lines(found: InformationResult, lang: str) -> list[str]:
    """What was done, and how to read it."""
    _ = translator(lang)
    lines = [
        _("Value of information: would knowing more change the choice between {mixes}?").format(
            mixes=", ".join(study_mix(found, mix, lang) for mix in found.mixes)
        ),
        _(
            "{points} points with {replications} replications each, {firms} firms, future {future}, seed {seed}, "
            "objectives in {year} where they name no year. {drawn}"
        ).format(
            points=decimal(found.draws, lang),
            replications=found.replications,
            firms=_("all") if found.all_firms else decimal(found.firms, lang),
            future=quoted(found.future_name.of(lang), lang),
            seed=found.seed,
            year=found.year,
            drawn=parameters_words(found.parameters, lang),
        ),
    ]
    if found.model:
        lines.append(own_rules_words(found.model.model_dump(), lang))
    return [
        *lines,
        _(
            "Gains are expected gains in the unit of the objective, less the bias that the method has of itself, with "
            "their range 5–95. An exploration, not a forecast."
        ),
    ]


def left_out_lines(found: InformationResult, lang: str) -> list[str]:
    """Objectives that could not be judged, and points that failed."""
    _ = translator(lang)
    text = _("Not judged: {name}; only {count} points give every mix a value.")
    lines = [
        text.format(name=choice_name(found, name, lang), count=decimal(count, lang))
        for name, count in found.left_out.items()
    ]
    if found.failed:
        lines.append(_("{count} runs failed and are left out.").format(count=decimal(found.failed, lang)))
    return lines


def choice_lines(name: str, found: InformationResult, lang: str) -> list[str]:
    """The verdict on one choice, in sentences."""
    _ = translator(lang)
    objective, choice = objective_of(found, name), found.choices[name]
    perfect = choice.perfect
    lines = [
        _("Best on average: {mix}, and the best in {share} of the points.").format(
            mix=study_mix(found, choice.best, lang), share=chance(choice.chances_best[choice.best], lang)
        )
    ]
    if not choice.parameters:
        return [*lines, _("It is the best in every point, so nothing that could be learned changes this choice.")]
    gain = amount(perfect.gain.value, objective, lang)
    spread = spread_text(perfect.gain, objective, lang)
    if not perfect.differs:
        lines.append(
            _(
                "Knowing all parameters would gain {gain} (range 5–95 {spread}): this cannot be told from nothing."
            ).format(gain=gain, spread=spread)
        )
    else:
        lines.append(
            _(
                "Knowing all parameters would gain {gain} (range 5–95 {spread}) and change the choice with a "
                "chance of {chance}."
            ).format(
                gain=gain,
                spread=spread,
                chance=chance_text(perfect.changes.value, perfect.changes.p05, perfect.changes.p95, lang),
            )
        )
    sets: tuple[tuple[Mapping[str, Worth], str, str], ...] = (
        (choice.parameters, _("parameters"), _("No single parameter can be told from the bias of the method.")),
        (choice.measurements, _("measurements"), _("No measurement can be told from the bias of the method.")),
    )
    return [*lines, *(_most(worths, found, objective, lang, kind, none) for worths, kind, none in sets)]


def _most(
    worths: Mapping[str, Worth], found: InformationResult, objective: JudgedOn | None, lang: str, kind: str, none: str
) -> str:
    _ = translator(lang)
    sure = [(name, worth) for name, worth in ranked(worths) if worth.differs]
    if not sure:
        return none
    name, first = sure[0]
    text = _(
        "Worth most of the {kind}: {name}. It would gain {gain} ({spread}) and change the choice with a chance of "
        "{chance}."
    ).format(
        kind=kind,
        name=quoted(subject(name, found, lang), lang),
        gain=amount(first.gain.value, objective, lang),
        spread=spread_text(first.gain, objective, lang),
        chance=chance_text(first.changes.value, first.changes.p05, first.changes.p95, lang),
    )
    if first.best_chosen <= first.best_chosen_without:
        return text
    more = _("The share of points in which the best mix is chosen would rise from {before} to {after}.")
    return (
        f"{text} {more.format(before=chance(first.best_chosen_without, lang), after=chance(first.best_chosen, lang))}"
    )


def ranked(worths: Mapping[str, Worth]) -> list[tuple[str, Worth]]:
    """Largest gain first; what differs from its bias before what does not."""
    return sorted(worths.items(), key=lambda item: (-item[1].differs, -item[1].gain.value, item[0]))
