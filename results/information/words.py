"""The value of information in words: what would be gained by knowing, and which measurement helps."""

from experiments.information.run import WEIGHTED, Choice, Information
from experiments.information.worth import Estimate, Worth
from experiments.objectives import Objective
from experiments.result_parts import JudgedOn
from results.language import translator
from results.number_format import Unit, chance, decimal, digits_for, euros, shown
from results.parameter_words import parameter_name, quoted, theme_words
from results.words import own_rules_lines, parameters_words
from simulation.parameters import registry

#: Parameters that are named in words and in the table when nobody asks for more.
MOST = 5


def unit_of(objective: Objective | JudgedOn | None) -> Unit:
    """How an amount of an objective is written; a choice by weights counts in steps."""
    if objective is None:
        return "number"
    if objective.indicator.endswith("_eur"):
        return "million_eur"
    is_per_turnover = objective.indicator.startswith(("burden_share", "playing_field"))
    return "per_turnover" if is_per_turnover else "points"


def amount(value: float, objective: Objective | None, lang: str) -> str:
    """A gain with its unit, with enough digits to tell it from nothing."""
    _ = translator(lang)
    unit = unit_of(objective)
    if unit == "million_eur":
        return _("{amount} a year").format(amount=euros(value, lang))
    if unit == "per_turnover":
        return _("€{amount} per 100,000 of turnover").format(amount=decimal(value * 1e5, lang, 2))
    if unit == "points":
        return _("{amount} points").format(amount=decimal(value * 100, lang, 2))
    return _("{amount} steps").format(amount=decimal(value, lang, 3))


def plain(value: float, objective: Objective | None, lang: str) -> str:
    """A gain without its unit, for columns."""
    unit = unit_of(objective)
    digits = {"million_eur": 2, "per_turnover": 2, "points": 2}.get(unit, 3)
    return shown(value, unit, lang, digits)


def range_text(estimate: Estimate, objective: Objective | None, lang: str) -> str:
    """`low – high` without unit."""
    return f"{plain(estimate.low, objective, lang)} – {plain(estimate.high, objective, lang)}"


def spread_text(estimate: Estimate, objective: Objective | None, lang: str) -> str:
    """`low – high` for sentences: amounts of money carry their own unit."""
    if unit_of(objective) == "million_eur":
        return f"{euros(estimate.low, lang)} – {euros(estimate.high, lang)}"
    return range_text(estimate, objective, lang)


def choice_name(information: Information, name: str, lang: str) -> str:
    """An objective in words, or that the user's weights decide."""
    _ = translator(lang)
    if name == WEIGHTED:
        objectives = information.plan.objectives
        listed = ", ".join(
            f"{getattr(objectives[key].name, lang)} {decimal(w, lang, digits_for([w], 'number'))}"
            for key, w in information.plan.weights.items()
        )
        return _("your weights ({listed})").format(listed=listed)
    return str(getattr(information.plan.objectives[name].name, lang))


def objective_of(information: Information, name: str) -> Objective | None:
    """The objective; None for the user's weights."""
    return information.plan.objectives.get(name)


def subject(name: str, information: Information, lang: str) -> str:
    """A parameter, group or measurement in words."""
    _ = translator(lang)
    if name in information.plan.measurements:
        return str(getattr(information.plan.measurements[name].name, lang))
    if name in registry():
        return parameter_name(name, lang)
    kind, _colon, rest = name.partition(":")
    themes = {"theme": _("parameters of {name}"), "grade": _("all parameters that are {name}")}
    grades = {"measured": _("measured"), "estimated": _("estimated"), "assumed": _("assumed")}
    words = theme_words(lang) if kind == "theme" else grades
    return themes[kind].format(name=words.get(rest, rest)) if kind in themes else name


def head_lines(information: Information, lang: str) -> list[str]:
    """What was done, and how to read it."""
    _ = translator(lang)
    settings, plan = information.settings, information.plan
    return [
        _("Value of information: would knowing more change the choice between {mixes}?").format(
            mixes=", ".join(mix.id for mix in information.options)
        ),
        _(
            "{points} points with {replications} replications each, {firms} firms, future {future}, seed {seed}, "
            "objectives in {year} where they name no year. {drawn}"
        ).format(
            points=decimal(settings.draws, lang),
            replications=plan.replications,
            firms=decimal(settings.firms, lang) if isinstance(settings.firms, int) else settings.firms,
            future=settings.future,
            seed=settings.seed,
            year=plan.year,
            drawn=parameters_words(settings.drawn_from, lang),
        ),
        *own_rules_lines(settings, lang),
        _(
            "Gains are expected gains in the unit of the objective, less the bias that the method has of itself, with "
            "their range 5–95. An exploration, not a forecast."
        ),
    ]


def left_out_lines(information: Information, lang: str) -> list[str]:
    """Objectives that could not be judged, and points that failed."""
    _ = translator(lang)
    text = _("Not judged: {name}; only {count} points give every mix a value.")
    lines = [
        text.format(name=choice_name(information, name, lang), count=decimal(count, lang))
        for name, count in information.left_out.items()
    ]
    if information.failures:
        lines.append(_("{count} runs failed and are left out.").format(count=decimal(len(information.failures), lang)))
    return lines


def choice_lines(choice: Choice, information: Information, lang: str) -> list[str]:
    """The verdict on one choice, in sentences."""
    _ = translator(lang)
    objective, perfect = objective_of(information, choice.name), choice.perfect
    lines = [
        _("Best on average: {mix}, and the best in {share} of the points.").format(
            mix=information.options[perfect.best].id, share=chance(perfect.chances[perfect.best], lang)
        )
    ]
    if not choice.parameters:
        return [*lines, _("It is the best in every point, so nothing that could be learned changes this choice.")]
    gain = amount(perfect.value.value, objective, lang)
    spread = spread_text(perfect.value, objective, lang)
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
                "chance of {chance} ({low} – {high})."
            ).format(
                gain=gain,
                spread=spread,
                chance=chance(perfect.changes.value, lang),
                low=chance(perfect.changes.low, lang),
                high=chance(perfect.changes.high, lang),
            )
        )
    sets = (
        (choice.parameters, _("parameters"), _("No single parameter can be told from the bias of the method.")),
        (choice.measurements, _("measurements"), _("No measurement can be told from the bias of the method.")),
    )
    return [*lines, *(_most(worths, information, choice, lang, kind, none) for worths, kind, none in sets)]


def _most(worths: tuple[Worth, ...], information: Information, choice: Choice, lang: str, kind: str, none: str) -> str:
    _ = translator(lang)
    sure = [each for each in ranked(worths) if each.differs]
    if not sure:
        return none
    first, objective = sure[0], objective_of(information, choice.name)
    text = _(
        "Worth most of the {kind}: {name}. It would gain {gain} ({spread}) and change the choice with a chance of "
        "{chance} ({low} – {high})."
    ).format(
        kind=kind,
        name=quoted(subject(first.name, information, lang), lang),
        gain=amount(first.value.value, objective, lang),
        spread=spread_text(first.value, objective, lang),
        chance=chance(first.changes.value, lang),
        low=chance(first.changes.low, lang),
        high=chance(first.changes.high, lang),
    )
    if first.hits <= first.hits_without:
        return text
    more = _("The share of points in which the best mix is chosen would rise from {before} to {after}.")
    return f"{text} {more.format(before=chance(first.hits_without, lang), after=chance(first.hits, lang))}"


def ranked(worths: tuple[Worth, ...]) -> list[Worth]:
    """Largest gain first; what differs from its bias before what does not."""
    return sorted(worths, key=lambda each: (-each.differs, -each.value.value, each.name))
