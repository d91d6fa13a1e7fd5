"""What an action takes of one firm: hours x tariff + out-of-pocket, times a year, on the axis low / middle / high."""

from dataclasses import dataclass
from math import inf

from experiments.regulatory_burden.actions_format import Action, Actions, Number, Published, SizeName, YearlyCost
from experiments.regulatory_burden.firms import FirmsHeld
from scenarios.law_content import LawContent
from scenarios.law_format import Law
from scenarios.scope import FirmCount
from simulation.vocabulary import STEPS, Theme

#: The step that is an information duty of its own; the others are substantive.
COMMUNICATE = "communicate"
_WEAKEST_LAST = ("measured", "estimated", "assumed")


@dataclass(frozen=True)
class FirmCost:
    """Euro for one firm, once or a year. cost = times x (hours x tariff_eur + out_of_pocket_eur), each time.

    hours_given: False where a source gives money only and hours are worked back from it.
    """

    hours: float
    tariff_eur: float
    out_of_pocket_eur: float
    times: float
    cost: FirmCount
    sources: tuple[str, ...]
    grade: str
    hours_given: bool


def asked(action: Action, law: Law, content: LawContent) -> bool:
    """Whether a law asks this action: by kind, breadth and id, and by the duties that it has at all."""
    if action.laws is not None and law.id not in action.laws:
        return False
    if law.kind not in action.kinds or (action.broad is not None and action.broad != law.broad):
        return False
    if action.duty == "information":
        return content.reporting
    return action.duty == "taking_note" or bool(_steps(content))


def scope_of_duty(action: Action, content: LawContent) -> float:
    """Share of the full duty that the law asks, by steps and themes (assumed to be proportional)."""
    themes = len(set(content.themes)) / len(Theme)
    match action.scales_with:
        case "nothing":
            return 1.0
        case "themes":
            return themes
        case "steps_and_themes":
            return themes * len(_steps(content)) / (len(STEPS) - 1)


def _steps(content: LawContent) -> set[str]:
    return {step for step in content.steps if step != COMMUNICATE}


def cost_of_firm(
    actions: Actions, action: Action, content: LawContent, size: SizeName, held: FirmsHeld
) -> FirmCost | None:
    """What the action takes of one firm of a size class; None where the file gives nothing for that size."""
    share = scope_of_duty(action, content)
    if action.sizes is not None:
        return _by_hours(actions, action, size, share)
    return _by_published(actions, action, size, share, held)


def _by_hours(actions: Actions, action: Action, size: SizeName, share: float) -> FirmCost | None:
    effort = (action.sizes or {}).get(size)
    if effort is None:
        return None
    tariff, used = actions.tariffs[action.tariff or ""], [actions.tariffs[action.tariff or ""]]
    hours, money = FirmCount(0.0, 0.0, 0.0), FirmCount(0.0, 0.0, 0.0)
    if effort.hours is not None:
        hours = ends(effort.hours, actions)
        used.append(effort.hours)
    if effort.out_of_pocket_eur is not None:
        money = ends(effort.out_of_pocket_eur, actions)
        used.append(effort.out_of_pocket_eur)
    rate, times = ends(tariff, actions), action.times * share
    cost = FirmCount(
        times * (hours.low * rate.low + money.low),
        times * (hours.central * rate.central + money.central),
        times * (hours.high * rate.high + money.high),
    )
    return FirmCost(
        share * hours.central,
        rate.central,
        share * money.central,
        action.times,
        cost,
        _sources(used),
        _grade(used, share),
        True,
    )


def _by_published(actions: Actions, action: Action, size: SizeName, share: float, held: FirmsHeld) -> FirmCost | None:
    published = actions.published[action.published or ""]
    yearly, part = published.yearly.get(size), action.part
    if yearly is None or part is None:
        return None
    base, multiple = _a_year(actions, published, yearly, held), ends(part, actions)
    times = action.times * share
    cost = FirmCount(*(times * a * b for a, b in zip(_listed(base), _listed(multiple), strict=True)))
    once = share * base.central * multiple.central
    tariff, own = actions.tariffs[published.tariff].value, published.own_time.value
    used = [yearly.number, part]
    return FirmCost(
        own * once / tariff if tariff else 0.0,
        tariff,
        (1.0 - own) * once if tariff else once,
        action.times,
        cost,
        _sources(used),
        _grade(used, share),
        False,
    )


def _a_year(actions: Actions, published: Published, yearly: YearlyCost, held: FirmsHeld) -> FirmCount:
    """Yearly cost of full compliance of a mean firm of the size class under the law."""
    number = ends(yearly.number, actions)
    if yearly.share_of_turnover is None:
        return number
    ceiling = FirmCount(inf, inf, inf)
    if yearly.at_most is not None:
        ceiling = ends(published.yearly[yearly.at_most].number, actions)
    return FirmCount(*(held.mean_cost(a, b) for a, b in zip(_listed(number), _listed(ceiling), strict=True)))


def ends(number: Number, actions: Actions) -> FirmCount:
    """Low, middle and high of a number: as given, or the assumed range around an assumed one."""
    around = actions.assumed_range.value if number.grade == "assumed" else 0.0
    low = max(0.0, number.value * (1.0 - around)) if number.low is None else number.low
    return FirmCount(low, number.value, number.value * (1.0 + around) if number.high is None else number.high)


def _listed(found: FirmCount) -> tuple[float, float, float]:
    return found.low, found.central, found.high


def _sources(used: list[Number]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for number in used for source in number.sources))


def _grade(used: list[Number], share: float) -> str:
    """The weakest grade of what the cost rests on; scaling by steps and themes is an assumption."""
    grades = [number.grade for number in used] + (["assumed"] if share < 1.0 else [])
    return max(grades, key=_WEAKEST_LAST.index)
