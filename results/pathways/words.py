"""What `pathways` found, in words and texts of cells, in both languages."""

from typing import Any

from experiments.pathways.plan import Goal
from experiments.pathways.run import Pathways, Strategy
from results.language import translator
from results.number_format import chance, decimal, percent
from results.pathways.form import adapting_draws, counted, eu_dates, has_range, pathways_json
from results.words import own_rules_words, parameters_words
from scenarios.library import load_future
from simulation.population import load_population


def name_of(one: Strategy, lang: str) -> str:
    """The full name of a strategy."""
    return str(getattr(one.mix.name, lang))


def head_lines(found: Pathways, lang: str) -> list[str]:
    """What was asked, on what, and what kind of result it is."""
    _ = translator(lang)
    settings = found.settings
    first, last = counted(found)
    full = found.firms == len(load_population("full").firm_id) if settings.firms == "full" else False
    lines = [
        _("Routes to law under uncertain EU timing, beside {baseline}. Future: {future}.").format(
            baseline=str(getattr(found.baseline.name, lang)), future=getattr(load_future(settings.future).name, lang)
        ),
        _("Draws: {draws}. Simulated firms: {firms}. Seed: {seed}. Sums are over {first} to {last}.").format(
            draws=decimal(found.draws, lang),
            firms=_("all") if full else decimal(found.firms, lang),
            seed=settings.seed,
            first=first,
            last=last,
        ),
        _("Exploration, not a forecast. {parameters} The ranges are 5–95 ranges over the draws.").format(
            parameters=parameters_words(settings.drawn_from, lang)
        ),
    ]
    if settings.model:
        lines.append(own_rules_words(settings.as_dict()["model"], lang))
    if found.failures:
        lines.append(_("Draws that failed and are left out: {count}.").format(count=len(found.failures)))
    return lines


def notes(found: Pathways, lang: str) -> list[str]:
    """How to read it."""
    _ = translator(lang)
    path = {
        "linear": _("the same number of points each year"),
        "logistic": _("an S-shape: the same step of the log-odds each year"),
    }[found.yardstick]
    return [
        _(
            "A firm-year of practice is one firm that does all six steps in full for one year; two firms at half count "
            "as one. In each cell: the middle of the draws and the range 5–95. The strategies stand in the order "
            "given; that is no ranking."
        ),
        _(
            "Price of delay: the same strategy in time less the same strategy with its own laws {delay} later, on the "
            "same draws. Euros as spent, not discounted."
        ).format(delay=delay_words(found.plan.delay, lang)),
        _(
            "Tipping point: the year from which the strategy stays behind the needed path ({path}) until the goal's "
            "year. Never: the goal is reached."
        ).format(path=path),
        _(
            "Adapting twice: firms that had adapted to the national law when EU law took over. The cost is booked for "
            "every firm under the new law, by what it does already (S-109; the size of it is assumed)."
        ),
    ]


def delay_words(quarters: int, lang: str) -> str:
    """A delay as people say it."""
    _ = translator(lang)
    return {1: _("a quarter"), 4: _("a year")}.get(quarters, _("{count} quarters").format(count=quarters))


def number_range(values: dict[str, Any], lang: str, scale: float = 1.0, signed: bool = False) -> str:
    """`135 (89…277)`, with as many digits as the middle carries; n/a where undefined."""
    if values["p50"] is None:
        return translator(lang)("n/a")
    numbers = [values[part] * scale for part in ("p50", "p05", "p95")]
    largest = max(abs(number) for number in numbers)
    digits = 0 if largest >= 10 or largest == 0 else 1
    middle, low, high = (decimal(number, lang, digits, signed) for number in numbers)
    return f"{middle} ({low}…{high})"


def share_range(values: dict[str, Any], lang: str) -> str:
    """`31% (20%…45%)`."""
    if values["p50"] is None:
        return translator(lang)("n/a")
    return f"{percent(values['p50'], lang, 0)} ({percent(values['p05'], lang, 0)}…{percent(values['p95'], lang, 0)})"


def moment_text(value: object, lang: str) -> str:
    """A quarter or year, or the word for never."""
    _ = translator(lang)
    return _("never") if value == "never" else str(value)


def eu_text(one: Strategy, step: str, last_year: int, lang: str) -> str:
    """`2026Q3 (2025Q1…never)`."""
    dates = eu_dates(one, step, last_year)
    low, middle, high = (moment_text(dates[part], lang) for part in ("p05", "p50", "p95"))
    return f"{middle} ({low}…{high})"


def tipping_text(table: dict[str, Any], lang: str) -> str:
    """`2026 (2024…never)`; n/a where it is defined in no draw."""
    if table["p50"] is None:
        return translator(lang)("n/a")
    low, middle, high = (moment_text(table[part], lang) for part in ("p05", "p50", "p95"))
    return f"{middle} ({low}…{high})"


def goal_name(goal: Goal, lang: str) -> str:
    """The goal's name; with a mark when nobody set it."""
    _ = translator(lang)
    name = str(getattr(goal.name, lang))
    return name if goal.grade == "measured" else _("{goal} (a yardstick)").format(goal=name)


def sentences(found: Pathways, lang: str) -> list[str]:
    """One paragraph per strategy: when law comes, what a delay costs, how often firms adapt twice."""
    _ = translator(lang)
    content: list[str] = []
    form = pathways_json(found)["strategies"]
    for key, one in found.strategies.items():
        row = form[key]
        arrives = chance(1 - row["eu_law"]["in_force"]["never"], lang)
        parts = [
            _("{name}: EU law is in force by the end of {year} in {share} of the draws.").format(
                name=name_of(one, lang), year=found.settings.last_year, share=arrives
            )
        ]
        for rule, content_ in row["rules"].items():
            parts.append(
                _("The rule '{rule}' fires in {share} of the draws.").format(
                    rule=getattr(one.mix.rules[rule].name, lang), share=chance(content_["fires"], lang)
                )
            )
        if one.delayed_laws:
            lost = row["delay"]["lost"]
            parts.append(
                _(
                    "With its own law {delay} later, firms of the 90% goal practise {lost} firm-years less, "
                    "and all firms spend {saved} million euro less."
                ).format(
                    delay=delay_words(found.plan.delay, lang),
                    lost=number_range(lost["practice_firm_years"]["goal90"], lang),
                    saved=number_range(lost["burden_eur"]["all"], lang, 1e-6),
                )
            )
        else:
            parts.append(_("It has no law of its own with a date that can be delayed."))
        if adapting_draws(one) > 0 and not has_range(one):
            parts.append(
                _("In {share} of the draws firms adapt twice: too few draws for a range of the cost.").format(
                    share=chance(adapting_draws(one), lang)
                )
            )
        elif adapting_draws(one) > 0:
            cost = number_range(row["adapting"]["cost_eur_where"]["all"], lang, 1e-6)
            parts.append(
                _("In {share} of the draws firms adapt twice; there that costs {cost} million euro.").format(
                    share=chance(adapting_draws(one), lang), cost=cost
                )
            )
        content.append(" ".join(parts))
    return content
