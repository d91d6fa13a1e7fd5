"""An optimisation in words: what was searched, what is on the front, and what that does not say."""

from typing import Any

from experiments.optimise.result import FoundCandidate, OptimiseResult
from experiments.result_parts import JudgedOn
from results.information.words import unit_of_gain
from results.language import translator
from results.number_format import decimal, digits_for, shown
from results.ranged import with_ends
from results.units import unit_words as words_of_unit
from results.words import own_rules_words, parameters_words, quoted, study_mix

#: Lines of the front in a terminal.
MOST = 15


def level(value: float, objective: JudgedOn, lang: str, digits: int | None = None) -> str:
    """A level of an objective as its unit is written: %, euro per 100,000 or million euro."""
    unit = unit_of_gain(objective)
    given = digits_for([value], unit) if digits is None else digits
    text = shown(value, unit, lang, given)
    return f"{text}%" if unit == "points" else text


def unit_words(objective: JudgedOn, lang: str) -> str:
    """The unit for a head or an axis."""
    _ = translator(lang)
    money = words_of_unit("per_turnover", lang)
    names = {"points": "%", "per_turnover": money, "million_eur": _("million euro a year")}
    return names.get(unit_of_gain(objective), "")


def levels(candidate: FoundCandidate, found: OptimiseResult, lang: str) -> list[str]:
    """Mean per objective, with the range of the level for the base, of the difference with the base for others."""
    texts: list[str] = []
    for name, objective in found.objectives.items():
        reached, unit = candidate.objectives[name], unit_of_gain(objective)
        if reached is None:
            texts.append(translator(lang)("n/a"))
            continue
        digits = {"points": 1, "per_turnover": 2, "million_eur": 1}.get(unit, 2)
        of_base = (reached.p05, reached.p95)
        ends = (reached.difference_p05, reached.difference_p95) if candidate.number else of_base
        low, high = (shown(value, unit, lang, digits, signed=bool(candidate.number)) for value in ends)
        texts.append(with_ends(level(reached.mean, objective, lang, digits), low, high, lang))
    return texts


def turned(candidate: FoundCandidate, lang: str) -> str:
    """The dials of a candidate in one line."""
    _ = translator(lang)
    parts = [
        f"{name.split('.', 1)[0]}: {_value(value, lang)}"
        if name.endswith(".strength")
        else f"{name.rsplit('.', 1)[-1]}: {_value(value, lang)}"
        for name, value in candidate.dials.items()
    ]
    return "; ".join(parts) or _("as it is")


def _value(value: Any, lang: str) -> str:
    if isinstance(value, str):
        return value
    return decimal(value, lang, 0 if float(value).is_integer() else 2)


def head_lines(found: OptimiseResult, lang: str) -> list[str]:
    """What was searched, and how to read it."""
    _ = translator(lang)
    names = "; ".join(
        f"{o.name.of(lang)} ({_('more') if o.direction == 'more' else _('less')})" for o in found.objectives.values()
    )
    lines = [
        _("Search for mixes that no other mix beats on every objective: {count} tried, {front} on the front").format(
            count=decimal(found.tried, lang), front=len(found.front)
        ),
        _("Objectives: {names}, in {year}.").format(names=names, year=found.year),
        _(
            "Base {base}; {points} points, the same for every mix, {firms} firms, future {future}, seed {seed}, method "
            "{method}. {drawn}"
        ).format(
            base=study_mix(found, found.base, lang),
            points=decimal(found.draws, lang),
            future=quoted(found.future_name.of(lang), lang),
            seed=found.seed,
            firms=_("all") if found.all_firms else decimal(found.firms, lang),
            method=found.method,
            drawn=parameters_words(found.parameters, lang),
        ),
    ]
    if found.model:
        lines.append(own_rules_words(found.model.model_dump(), lang))
    if found.limits:
        listed = "; ".join(
            f"{found.objectives[name].name.of(lang)}: {level(value, found.objectives[name], lang)}"
            for name, value in found.limits.items()
        )
        lines.append(_("Limits on means: {limits}.").format(limits=listed))
    if found.failed:
        lines.append(_("{count} mixes could not be run; candidates.csv says why.").format(count=found.failed))
    if not found.front:
        lines.append(_("No mix that was tried keeps the limits."))
    return lines


def base_line(found: OptimiseResult, lang: str) -> str:
    """Whether the base itself is on the front."""
    _ = translator(lang)
    if found.base_candidate.on_front:
        return _("The base itself is on the front.")
    if not found.base_candidate.allowed:
        return _("The base itself does not keep the limits.")
    return _("The base itself is not on the front: another mix beats it.")


def notes(lang: str) -> list[str]:
    """How to read the table."""
    _ = translator(lang)
    return [
        _(
            "Mean over the points, and in brackets the range 5–95: of the level for the base, of the difference "
            "with the base on the same points for others. Certain: share of redrawn sets of points in which the mix "
            "is on the front; a low share means that the draw put it there."
        ),
        _(
            "The front is no ranking, and a search of so many mixes has not seen all of them. An exploration, not a "
            "forecast."
        ),
    ]
