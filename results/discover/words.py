"""What a scenario discovery found, in plain words."""

from experiments.discover.result import DiscoverResult, FailingWhen, LimitShown
from results.language import translator
from results.number_format import chance, decimal, shown
from results.ranged import chance_ends
from results.units import unit_of, unit_words
from results.words import group_words, indicator_words, own_rules_words, parameters_words, study_mix, study_names


def level_text(value: float, when: FailingWhen, lang: str) -> str:
    """A level of the indicator with its unit."""
    unit = unit_of(when.indicator)
    words = unit_words(unit, lang)
    return shown(value, unit, lang) + ("%" if words == "%" else f" {words}" if words else "")


def goal_text(found: DiscoverResult, lang: str) -> str:
    """When the mix fails, as a sentence without its first word."""
    _ = translator(lang)
    when = found.failing_when
    name, group = indicator_words(lang)[when.indicator].name, group_words(lang)[when.group].name
    below = when.below is not None
    if when.baseline:
        text = (
            _("{mix} fails when its difference with {baseline} in {indicator}, {group}, {year}, is below {level}")
            if below
            else _("{mix} fails when its difference with {baseline} in {indicator}, {group}, {year}, is above {level}")
        )
    else:
        text = (
            _("{mix} fails when {indicator}, {group}, {year}, is below {level}")
            if below
            else _("{mix} fails when {indicator}, {group}, {year}, is above {level}")
        )
    return text.format(
        mix=study_names(found, lang)[found.mix],
        baseline=study_mix(found, when.baseline, lang) if when.baseline else "",
        indicator=name,
        group=group,
        year=when.year,
        level=level_text(when.level, when, lang),
    )


def condition_name(name: str, found: DiscoverResult, lang: str) -> str:
    """A condition in words: a parameter's description, or what kind of world it is."""
    _ = translator(lang)
    worlds = {
        "future": _("future of EU law"),
        "response": _("how firms respond to the kinds of policy"),
        "edges": _("on what instruments work"),
        "shock": _("shock"),
    }
    return worlds[name] if name in worlds else found.conditions[name].of(lang)


def category_name(name: str, value: str, found: DiscoverResult, lang: str) -> str:
    """A value of a condition that is no number, in words; of a variant without what stands between brackets."""
    if name == "shock" and value == "none":
        return translator(lang)("none")
    known = found.categories.get(name, {})
    if value not in known:
        return value
    return known[value].of(lang) if name in ("future", "shock") else known[value].of(lang).split(" (")[0]


def number(value: float, lang: str) -> str:
    """A parameter's value with two or three digits that count."""
    size = abs(value)
    digits = 0 if size >= 100 or size == 0 else 1 if size >= 10 else 2 if size >= 0.1 else 4 if size >= 0.001 else 6
    return decimal(value, lang, digits)


def limit_text(limit: LimitShown, found: DiscoverResult, lang: str) -> str:
    """A limit in words, with where it lies among the cases."""
    _ = translator(lang)
    name = condition_name(limit.condition, found, lang)
    if limit.value is None:
        values = [category_name(limit.condition, value, found, lang) for value in limit.among or []]
        return f"{name}: {_(' or ').join(values)}"
    value = number(limit.value, lang)
    if limit.tried is None:
        text = _("{name}: {value} or more") if limit.side == "low" else _("{name}: {value} or less")
        return text.format(name=name, value=value)
    text = (
        _("{name}: {value} or more (tried {low} to {high}; so in {share} of the cases)")
        if limit.side == "low"
        else _("{name}: {value} or less (tried {low} to {high}; so in {share} of the cases)")
    )
    low, high = (number(end, lang) for end in limit.tried)
    return text.format(name=name, value=value, share=chance(limit.kept, lang), low=low, high=high)


def returns_text(limit: LimitShown, found: DiscoverResult, lang: str) -> str:
    """How sure a limit is: how often it returns in halves, where it then lies, and its quasi-p."""
    _ = translator(lang)
    parts = [
        _("returns in {share} of {count} random halves").format(share=chance(limit.returns, lang), count=found.halves)
    ]
    if limit.range is not None:
        low, high = (number(end, lang) for end in limit.range)
        parts.append(_("there between {low} and {high}").format(low=low, high=high))
    p = limit.quasi_p or 0.0
    parts.append(
        _("quasi-p {value}").format(value=decimal(p, lang, 3) if p >= 0.001 else "<" + decimal(0.001, lang, 3))
    )
    if limit.returns is not None and limit.returns < found.stable:
        parts.append(_("UNSURE"))
    return ", ".join(parts)


def head_lines(found: DiscoverResult, lang: str) -> list[str]:
    """What was asked, on how many cases, and how many fail."""
    _ = translator(lang)
    lines = [
        _("Under which conditions does {mix} fail?").format(mix=study_mix(found, found.mix, lang)),
        goal_text(found, lang) + ".",
        *set_aside_lines(found, lang),
        _("{cases} cases, {firms} firms, seed {seed}; each case has parameters, luck and a world of its own.").format(
            cases=decimal(found.cases, lang),
            firms=_("all") if found.all_firms else decimal(found.firms, lang),
            seed=found.seed,
        )
        + " "
        + parameters_words(found.parameters, lang),
        *([] if "futures" in found.world_kinds else [_("Future: {future}.").format(future=found.future_name.of(lang))]),
        *([own_rules_words(found.model.model_dump(), lang)] if found.model else []),
    ]
    if found.failures:
        lines.append(
            _("{count} cases failed to run or are undefined, and are left out.").format(count=len(found.failures))
        )
    return lines


def set_aside_lines(found: DiscoverResult, lang: str) -> list[str]:
    """That another level was taken than the goal, where nobody named one and the goal divides nothing."""
    _ = translator(lang)
    aside = found.goal_set_aside
    if aside is None:
        return []
    text = _(
        "The goal of {goal} is missed in {failing} of {cases} cases, so that it divides nothing. No level was named: "
        "the middle of the cases is taken."
    )
    goal = level_text(aside.level, found.failing_when, lang)
    return [text.format(goal=goal, failing=decimal(aside.failing, lang), cases=decimal(found.cases, lang))]


def answer_lines(found: DiscoverResult, lang: str) -> list[str]:
    """The answer: how often the mix fails, under which conditions, and how often there and elsewhere."""
    _ = translator(lang)
    box = found.box
    first = _(
        "It fails in {share} of the cases ({failing} of {total}). That is a share of what was tried, not how "
        "likely it is."
    ).format(
        share=chance(found.failing / found.cases, lang),
        failing=decimal(found.failing, lang),
        total=decimal(found.cases, lang),
    )
    if not box.limits:
        return [
            first,
            _(
                "No conditions were found: no limit on a single condition or on some together says more "
                "than chance would."
            ),
        ]
    lines = [
        first,
        _(
            "Where all of the following holds it fails in {density} of the cases ({failing} of {cases}); elsewhere in "
            "{elsewhere}. {coverage} of all failures lie there."
        ).format(
            density=chance(box.density, lang),
            failing=decimal(box.failing, lang),
            cases=decimal(box.cases, lang),
            elsewhere=chance(box.elsewhere, lang),
            coverage=chance(box.coverage, lang),
        ),
    ]
    if not found.density_reached:
        lines.append(
            _(
                "No box of conditions has failures in {density} of its cases; this one balances coverage and "
                "density best."
            ).format(density=chance(found.density_asked, lang))
        )
    return lines


def sure_lines(found: DiscoverResult, lang: str) -> list[str]:
    """How sure the answer is, and how to read it."""
    _ = translator(lang)
    lines: list[str] = []
    coverage, density = found.left_out.coverage, found.left_out.density
    if coverage is not None and density is not None:
        text = _("On cases that the search had not seen (random halves): density {density}, coverage {coverage}.")
        lines.append(
            text.format(
                density=chance_ends(chance(density[0], lang), chance(density[1], lang), lang),
                coverage=chance_ends(chance(coverage[0], lang), chance(coverage[1], lang), lang),
            )
        )
    others = [each for each in found.other_conditions if each.returns >= 0.25][:5]
    if others:
        listed = "; ".join(
            f"{condition_name(each.condition, found, lang)} ({chance(each.returns, lang)})" for each in others
        )
        lines.append(_("Other conditions that random halves came up with: {listed}.").format(listed=listed))
    lines.append(
        _(
            "Density: share of the cases inside that fail. Coverage: share of all failures that lies inside. A "
            "box describes these cases; it does not prove a cause. This is an exploration and no "
            "forecast."
        )
    )
    return lines
