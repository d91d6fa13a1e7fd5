"""The words of a robustness analysis: worlds, objectives, heads and notes."""

from typing import NamedTuple

from experiments.robustness.result import RobustnessResult, WorldTried
from results.language import translator
from results.number_format import Unit, decimal, shown
from results.units import unit_of, unit_words
from results.words import own_rules_words, parameters_words, quoted, study_mix


def world_name(world: WorldTried, lang: str) -> str:
    """A world in words; of a structural variant without what stands between brackets."""
    _ = translator(lang)
    if world.kind == "base":
        return _("the usual world")
    if world.kind == "future":
        return _("future: {name}").format(name=world.title.of(lang))
    return world.title.of(lang) if world.kind == "shock" else world.title.of(lang).split(" (")[0]


def world_names(found: RobustnessResult, lang: str) -> dict[str, str]:
    """All worlds in words, by name; '' for no world."""
    return {"": "", **{world.name: world_name(world, lang) for world in found.world_settings}}


class Title(NamedTuple):
    """The heading of one objective and how its numbers are shown."""

    text: str
    unit: Unit
    goal: str


def title_of(name: str, found: RobustnessResult, lang: str) -> Title:
    """The heading of an objective: name, year, unit, which way is better, goal."""
    _ = translator(lang)
    objective = found.objectives[name]
    unit, years = unit_of(objective.indicator), objective.years
    when = str(years[0]) if len(years) == 1 else _("mean of {first} to {last}").format(first=years[0], last=years[-1])
    better = _("more is better") if objective.direction == "more" else _("less is better")
    parts = [part for part in (when, unit_words(unit, lang), better) if part]
    goal = ""
    if objective.goal is not None:
        goal = _("goal {level} ({sources})").format(
            level=shown(objective.goal, unit, lang) + ("%" if unit == "share" else ""),
            sources=", ".join(objective.goal_sources),
        )
        parts.append(goal)
    return Title(f"{objective.name.of(lang)} ({'; '.join(parts)})", unit, goal)


def head_lines(found: RobustnessResult, lang: str) -> list[str]:
    """What was asked, on how many cases, and what shares mean."""
    _ = translator(lang)
    return [
        _("Robustness: what holds in every world that was tried"),
        _(
            "{worlds} worlds × {draws} draws = {cases} cases a mix, {firms} firms, seed {seed}; usual future {future}."
        ).format(
            worlds=len(found.world_settings),
            draws=decimal(found.draws, lang),
            cases=decimal(found.cases, lang),
            firms=_("all") if found.all_firms else decimal(found.firms, lang),
            seed=found.seed,
            future=quoted(found.future_name.of(lang), lang),
        )
        + " "
        + parameters_words(found.parameters, lang),
        *([own_rules_words(found.model.model_dump(), lang)] if found.model else []),
        _(
            "Every world counts alike: a share of cases says what was tried, not how likely it is. This is an "
            "exploration and no forecast."
        ),
    ]


def notes(found: RobustnessResult, lang: str) -> list[str]:
    """How to read the columns."""
    _ = translator(lang)
    lines = [
        _(
            "regret: how much worse than the best of these mixes in the same case; with other mixes beside it, it "
            "changes. Between brackets the range 5–95 over resampled draws."
        ),
        _(
            "chance of better than {baseline}: share of the cases, then the lowest and the highest share of a world."
        ).format(baseline=study_mix(found, found.baseline, lang)),
        _("A shock on a parameter holds in the past too. Laws of the future keep their own supervision."),
    ]
    if found.failures:
        lines.append(
            _("{count} runs failed and are left out; see {file}").format(count=len(found.failures), file="result.json")
        )
    return lines


def weights_line(found: RobustnessResult, lang: str) -> str:
    """The weights as the user gave them."""
    _ = translator(lang)
    each = [
        _("{weight} for {step} of {objective}").format(
            weight=f"{weight:g}".replace(".", "," if lang == "nl" else "."),
            step=found.objectives[name].step_words.of(lang),
            objective=found.objectives[name].name.of(lang),
        )
        for name, weight in (found.weights or {}).items()
    ]
    return _("Your weights: {listed}.").format(listed="; ".join(each))
