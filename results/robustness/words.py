"""The words of a robustness analysis: worlds, objectives, heads and notes."""

from math import isnan
from typing import Any, NamedTuple

from experiments.objectives import Objective
from experiments.robustness.run import Robustness
from experiments.robustness.worlds import World
from results.language import translator
from results.number_format import Unit, chance, decimal, shown
from results.words import own_rules_lines, parameters_words
from scenarios.library import load_future
from simulation.structure import tables


def unit_of(indicator: str) -> Unit:
    """How an indicator is shown."""
    if indicator.startswith(("burden_share", "playing_field")):
        return "per_turnover"
    if indicator.endswith("_eur"):
        return "million_eur"
    if indicator in ("supervisor_fte", "firms") or indicator.endswith("_firms"):
        return "number"
    return "share"


def unit_words(unit: Unit, lang: str) -> str:
    """The unit in words, for heads; '' for a number without one."""
    _ = translator(lang)
    return {
        "share": "%",
        "points": _("percentage points"),
        "per_turnover": _("euro per 100,000 euro of turnover"),
        "million_eur": _("million euro"),
    }.get(unit, "")


def text_of(item: Any, lang: str) -> str:
    """A text of a data file in the language."""
    return str(getattr(item, lang))


def name_of(objective: Objective, lang: str) -> str:
    """The name of an objective in the language."""
    return text_of(objective.name, lang)


def world_name(world: World, lang: str) -> str:
    """A world in words."""
    _ = translator(lang)
    if world.kind == "base":
        return _("the usual world")
    if world.kind == "future":
        return _("future: {name}").format(name=text_of(load_future(world.future).name, lang))
    if world.shock is not None:
        return text_of(world.shock.name, lang)
    table, variant = world.name.split(":", 1)
    return variant_words(table, variant, lang)


def variant_words(table: str, variant: str, lang: str) -> str:
    """A structural variant in words, without what stands between brackets."""
    return str(tables(table)["variants"][variant][lang]).split(" (")[0]


def world_names(result: Robustness, lang: str) -> dict[str, str]:
    """All worlds in words, by name; '' for no world."""
    return {"": "", **{world.name: world_name(world, lang) for world in result.worlds}}


class Title(NamedTuple):
    """The heading of one objective and how its numbers are shown."""

    text: str
    unit: Unit
    goal: str


def title_of(name: str, result: Robustness, lang: str) -> Title:
    """The heading of an objective: name, year, unit, which way is better, goal."""
    _ = translator(lang)
    objective = result.question.objectives[name]
    unit, years = unit_of(objective.indicator), objective.years(result.question.year)
    when = str(years[0]) if len(years) == 1 else _("mean of {first} to {last}").format(first=years[0], last=years[-1])
    better = _("more is better") if objective.direction == "more" else _("less is better")
    parts = [part for part in (when, unit_words(unit, lang), better) if part]
    level = objective.goal_level
    goal = ""
    if level is not None and objective.goal is not None:
        goal = _("goal {level} ({sources})").format(
            level=shown(level, unit, lang) + ("%" if unit == "share" else ""), sources=", ".join(objective.goal.sources)
        )
        parts.append(goal)
    return Title(f"{name_of(objective, lang)} ({'; '.join(parts)})", unit, goal)


def head_lines(result: Robustness, lang: str) -> list[str]:
    """What was asked, on how many cases, and what shares mean."""
    _ = translator(lang)
    settings = result.settings
    firms = decimal(settings.firms, lang) if isinstance(settings.firms, int) else settings.firms
    return [
        _("Robustness: what holds in every world that was tried"),
        _(
            "{worlds} worlds × {draws} draws = {cases} cases a mix, {firms} firms, seed {seed}; usual future {future}."
        ).format(
            worlds=len(result.worlds),
            draws=decimal(len(result.values), lang),
            cases=decimal(result.cases, lang),
            firms=firms,
            seed=settings.seed,
            future=settings.future,
        )
        + " "
        + parameters_words(settings.drawn_from, lang),
        *own_rules_lines(settings, lang),
        _(
            "Every world counts alike: a share of cases says what was tried, not how likely it is. This is an "
            "exploration and no forecast."
        ),
    ]


def notes(result: Robustness, lang: str) -> list[str]:
    """How to read the columns."""
    _ = translator(lang)
    lines = [
        _(
            "regret: how much worse than the best of these mixes in the same case; with other mixes beside it, it "
            "changes. Between brackets the range 5–95 over resampled draws."
        ),
        _(
            "chance of better than {baseline}: share of the cases, then the lowest and the highest share of a world."
        ).format(baseline=result.mixes[0]),
        _("A shock on a parameter holds in the past too. Laws of the future keep their own supervision."),
    ]
    if result.failures:
        lines.append(
            _("{count} runs failed and are left out; see {file}").format(count=len(result.failures), file="result.json")
        )
    return lines


def weights_line(result: Robustness, lang: str) -> str:
    """The weights as the user gave them."""
    _ = translator(lang)
    objectives = result.question.objectives
    each = [
        _("{weight} for {step} of {objective}").format(
            weight=f"{weight:g}".replace(".", "," if lang == "nl" else "."),
            step=text_of(objectives[name].step_words, lang),
            objective=name_of(objectives[name], lang),
        )
        for name, weight in result.question.weights.items()
    ]
    return _("Your weights: {listed}.").format(listed="; ".join(each))


def with_range(value: float, low: float, high: float, lang: str) -> str:
    """A chance with its interval."""
    if isnan(value):
        return translator(lang)("n/a")
    return f"{chance(value, lang)} ({chance(low, lang)}–{chance(high, lang)})"
