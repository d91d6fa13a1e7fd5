"""An optimisation in words: what was searched, what is on the front, and what that does not say."""

from typing import Any

from experiments.objectives import Objective
from experiments.optimise.run import Candidate, Optimised
from results.information.words import unit_of
from results.language import translator
from results.number_format import decimal, digits_for, shown
from results.words import own_rules_lines, parameters_words

#: Lines of the front in a terminal.
MOST = 15


def level(value: float, objective: Objective, lang: str, digits: int | None = None) -> str:
    """A level of an objective as its unit is written: %, euro per 100,000 or million euro."""
    unit = unit_of(objective)
    given = digits_for([value], unit) if digits is None else digits
    text = shown(value, unit, lang, given)
    return f"{text}%" if unit == "points" else text


def unit_words(objective: Objective, lang: str) -> str:
    """The unit for a head or an axis."""
    _ = translator(lang)
    names = {"points": "%", "per_turnover": _("euro per 100,000 of turnover"), "million_eur": _("million euro a year")}
    return names.get(unit_of(objective), "")


def levels(candidate: Candidate, optimised: Optimised, lang: str) -> list[str]:
    """Mean per objective, with the range of the level for the base, of the difference with the base for others."""
    found: list[str] = []
    for n, objective in enumerate(optimised.objectives.values()):
        unit = unit_of(objective)
        digits = {"points": 1, "per_turnover": 2, "million_eur": 1}.get(unit, 2)
        ends = (candidate.less[n], candidate.more[n]) if candidate.number else (candidate.p05[n], candidate.p95[n])
        low, high = (shown(value, unit, lang, digits, signed=bool(candidate.number)) for value in ends)
        found.append(f"{level(candidate.means[n], objective, lang, digits)} ({low} – {high})")
    return found


def turned(candidate: Candidate, lang: str) -> str:
    """The dials of a candidate in one line."""
    _ = translator(lang)
    parts = [
        f"{name.split('.', 1)[0]}: {_value(value, lang)}"
        if name.endswith(".strength")
        else f"{name.rsplit('.', 1)[-1]}: {_value(value, lang)}"
        for name, value in candidate.chosen.items()
    ]
    return "; ".join(parts) or _("as it is")


def _value(value: Any, lang: str) -> str:
    if isinstance(value, str):
        return value
    return decimal(value, lang, 0 if float(value).is_integer() else 2)


def head_lines(optimised: Optimised, lang: str) -> list[str]:
    """What was searched, and how to read it."""
    _ = translator(lang)
    settings, plan = optimised.settings, optimised.plan
    names = "; ".join(
        f"{getattr(o.name, lang)} ({_('more') if o.sign > 0 else _('less')})" for o in optimised.objectives.values()
    )
    lines = [
        _("Search for mixes that no other mix beats on every objective: {count} tried, {front} on the front").format(
            count=decimal(len(optimised.candidates), lang), front=len(optimised.front)
        ),
        _("Objectives: {names}, in {year}.").format(names=names, year=optimised.year),
        _(
            "Base {base}; {points} points, the same for every mix, {firms} firms, future {future}, seed {seed}, method "
            "{method}. {drawn}"
        ).format(
            base=optimised.base.id,
            points=decimal(settings.draws, lang),
            future=settings.future,
            seed=settings.seed,
            firms=decimal(settings.firms, lang) if isinstance(settings.firms, int) else settings.firms,
            method=plan.method,
            drawn=parameters_words(settings.drawn_from, lang),
        ),
    ]
    lines += own_rules_lines(settings, lang)
    if plan.limits:
        listed = "; ".join(
            f"{getattr(optimised.objectives[name].name, lang)}: {level(value, optimised.objectives[name], lang)}"
            for name, value in plan.limits.items()
        )
        lines.append(_("Limits on means: {limits}.").format(limits=listed))
    failed = sum(1 for c in optimised.candidates if c.failure)
    if failed:
        lines.append(_("{count} mixes could not be run; candidates.csv says why.").format(count=failed))
    if not optimised.front:
        lines.append(_("No mix that was tried keeps the limits."))
    return lines


def base_line(optimised: Optimised, lang: str) -> str:
    """Whether the base itself is on the front."""
    _ = translator(lang)
    base = optimised.candidates[0]
    if base.is_front:
        return _("The base itself is on the front.")
    if not base.is_allowed:
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
