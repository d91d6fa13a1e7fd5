"""What `pathways` found, in words and texts of cells, in both languages."""

from experiments.pathways.result import DateRange, PathwaysGoal, PathwaysResult, TippingRange
from experiments.result_parts import Spread
from results.language import translator
from results.number_format import Unit, chance, decimal
from results.ranged import Ranged, with_ends
from results.words import own_rules_words, parameters_words, study_mix, study_name


def head_lines(found: PathwaysResult, lang: str) -> list[str]:
    """What was asked, on what, and what kind of result it is."""
    _ = translator(lang)
    first, last = found.counted
    lines = [
        _("Routes to law under uncertain EU timing, beside {baseline}. Future: {future}.").format(
            baseline=study_mix(found, found.baseline, lang), future=found.future_name.of(lang)
        ),
        _("Draws: {draws}. Simulated firms: {firms}. Seed: {seed}. Sums are over {first} to {last}.").format(
            draws=decimal(found.draws, lang),
            firms=_("all") if found.all_firms else decimal(found.firms, lang),
            seed=found.seed,
            first=first,
            last=last,
        ),
        _("Exploration, not a forecast. {parameters} The ranges are 5–95 ranges over the draws.").format(
            parameters=parameters_words(found.parameters, lang)
        ),
    ]
    if found.model:
        lines.append(own_rules_words(found.model.model_dump(), lang))
    if found.failures:
        lines.append(_("Draws that failed and are left out: {count}.").format(count=len(found.failures)))
    return lines


def notes(found: PathwaysResult, lang: str) -> list[str]:
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
        ).format(delay=delay_words(found.delay_quarters, lang)),
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


def spread_text(values: Spread, unit: Unit, lang: str, is_change: bool = False) -> str:
    """`135 (89 to 277)`; firm-years are whole."""
    digits = 0 if unit == "number" else None
    return Ranged(values.p05, values.p50, values.p95, unit, is_change=is_change, digits=digits).text(lang)


def moment_text(value: object, lang: str) -> str:
    """A quarter or year, or the word for never."""
    _ = translator(lang)
    return _("never") if value == "never" else str(value)


def moments_text(dates: DateRange | TippingRange, lang: str) -> str:
    """`2026Q3 (2025Q1 to never)`; n/a where it is defined in no draw."""
    if dates.p50 is None:
        return translator(lang)("n/a")
    low, middle, high = (moment_text(date, lang) for date in (dates.p05, dates.p50, dates.p95))
    return with_ends(middle, low, high, lang)


def goal_name(goal: PathwaysGoal, lang: str) -> str:
    """The goal's name; with a mark when nobody set it."""
    _ = translator(lang)
    name = goal.name.of(lang)
    return name if goal.grade == "measured" else _("{goal} (a yardstick)").format(goal=name)


def sentences(found: PathwaysResult, lang: str) -> list[str]:
    """One paragraph per strategy: when law comes, what a delay costs, how often firms adapt twice."""
    _ = translator(lang)
    content: list[str] = []
    for mix, row in found.strategies.items():
        parts = [
            _("{name}: EU law is in force by the end of {year} in {share} of the draws.").format(
                name=study_name(found, mix, lang),
                year=found.counted[1],
                share=chance(1 - row.eu_law.in_force.never, lang),
            )
        ]
        parts += [
            _("The rule '{rule}' fires in {share} of the draws.").format(
                rule=rule.name.of(lang), share=chance(rule.fires, lang)
            )
            for rule in row.rules.values()
        ]
        if row.delay:
            parts.append(
                _(
                    "With its own law {delay} later, firms of the 90% goal practise {lost} firm-years less, "
                    "and all firms spend {saved} million euro less."
                ).format(
                    delay=delay_words(found.delay_quarters, lang),
                    lost=spread_text(row.delay.lost["practice_firm_years"]["goal90"], "number", lang),
                    saved=spread_text(row.delay.lost["burden_eur"]["all"], "million_eur", lang),
                )
            )
        else:
            parts.append(_("It has no law of its own with a date that can be delayed."))
        share = chance(row.adapting.draws, lang)
        if row.adapting.draws > 0 and not row.adapting.has_range:
            parts.append(
                _("In {share} of the draws firms adapt twice: too few draws for a range of the cost.").format(
                    share=share
                )
            )
        elif row.adapting.draws > 0:
            cost = spread_text(row.adapting.cost_eur_where["all"], "million_eur", lang)
            parts.append(
                _("In {share} of the draws firms adapt twice; there that costs {cost} million euro.").format(
                    share=share, cost=cost
                )
            )
        content.append(" ".join(parts))
    return content
