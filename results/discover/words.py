"""What a scenario discovery found, in plain words."""

from experiments.discover.box import Limit
from experiments.discover.run import Discovery, FailingWhen, choices
from experiments.robustness.worlds import load_shocks
from results.indicator_words import indicator_words
from results.language import translator
from results.number_format import chance, decimal, shown
from results.robustness.words import unit_of, unit_words
from results.words import group_words, own_rules_lines, parameters_words
from scenarios.library import load_future
from simulation.parameters import registry
from simulation.structure import tables


def level_text(value: float, when: FailingWhen, lang: str) -> str:
    """A level of the indicator with its unit."""
    unit = unit_of(when.indicator)
    words = unit_words(unit, lang)
    return shown(value, unit, lang) + ("%" if words == "%" else f" {words}" if words else "")


def goal_text(found: Discovery, lang: str) -> str:
    """When the mix fails, as a sentence without its first word."""
    _ = translator(lang)
    when = found.failing_when
    name, group = indicator_words(lang)[when.indicator].name, group_words(lang)[when.group].name
    level = when.below if when.below is not None else when.above
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
        mix=found.mix,
        baseline=when.baseline,
        indicator=name,
        group=group,
        year=when.year,
        level=level_text(float(level or 0.0), when, lang),
    )


def condition_name(name: str, lang: str) -> str:
    """A condition in words: a parameter's description, or what kind of world it is."""
    _ = translator(lang)
    worlds = {
        "future": _("future of EU law"),
        "response": _("how firms respond to the kinds of policy"),
        "edges": _("on what instruments work"),
        "shock": _("shock"),
    }
    return worlds[name] if name in worlds else str(getattr(registry()[name], lang))


def category_name(name: str, value: str, lang: str) -> str:
    """A value of a condition that is no number, in words."""
    _ = translator(lang)
    if name == "future":
        return str(getattr(load_future(value).name, lang))
    if name == "shock":
        shocks = load_shocks()
        return _("none") if value == "none" else str(getattr(shocks[value].name, lang)) if value in shocks else value
    return str(tables(name)["variants"][value][lang]).split(" (")[0]


def number(value: float, lang: str) -> str:
    """A parameter's value with two or three digits that count."""
    size = abs(value)
    digits = 0 if size >= 100 or size == 0 else 1 if size >= 10 else 2 if size >= 0.1 else 4 if size >= 0.001 else 6
    return decimal(value, lang, digits)


def limit_text(limit: Limit, found: Discovery, lang: str) -> str:
    """A limit in words, with where it lies among the cases."""
    _ = translator(lang)
    name = condition_name(limit.name, lang)
    if limit.side == "in":
        values = [category_name(limit.name, value, lang) for value in limit.among]
        return f"{name}: {_(' or ').join(values)}"
    column = found.x[limit.name]
    kept = float(limit.holds(found.x).mean())
    text = (
        _("{name}: {value} or more (tried {low} to {high}; so in {share} of the cases)")
        if limit.side == "low"
        else _("{name}: {value} or less (tried {low} to {high}; so in {share} of the cases)")
    )
    return text.format(
        name=name,
        value=number(limit.value, lang),
        share=chance(kept, lang),
        low=number(float(column.min()), lang),
        high=number(float(column.max()), lang),
    )


def returns_text(limit: Limit, found: Discovery, lang: str) -> str:
    """How sure a limit is: how often it returns in halves, where it then lies, and its quasi-p."""
    _ = translator(lang)
    share = found.returns(limit.name, limit.side)
    parts = [
        _("returns in {share} of {count} random halves").format(share=chance(share, lang), count=len(found.halves))
    ]
    between = None if limit.side == "in" else found.value_range(limit.name, limit.side)
    if between is not None:
        parts.append(
            _("there between {low} and {high}").format(low=number(between[0], lang), high=number(between[1], lang))
        )
    p = found.quasi_p[limit]
    parts.append(
        _("quasi-p {value}").format(value=decimal(p, lang, 3) if p >= 0.001 else "<" + decimal(0.001, lang, 3))
    )
    if share < choices()["stable"]:
        parts.append(_("UNSURE"))
    return ", ".join(parts)


def head_lines(found: Discovery, lang: str) -> list[str]:
    """What was asked, on how many cases, and how many fail."""
    _ = translator(lang)
    settings = found.settings
    firms = decimal(settings.firms, lang) if isinstance(settings.firms, int) else settings.firms
    lines = [
        _("Under which conditions does {mix} fail?").format(mix=found.mix),
        goal_text(found, lang) + ".",
        _("{cases} cases, {firms} firms, seed {seed}; each case has parameters, luck and a world of its own.").format(
            cases=decimal(len(found.fails), lang), firms=firms, seed=settings.seed
        )
        + " "
        + parameters_words(settings.drawn_from, lang),
        *own_rules_lines(settings, lang),
    ]
    if found.failures:
        lines.append(
            _("{count} cases failed to run or are undefined, and are left out.").format(count=len(found.failures))
        )
    return lines


def answer_lines(found: Discovery, lang: str) -> list[str]:
    """The answer: how often the mix fails, under which conditions, and how often there and elsewhere."""
    _ = translator(lang)
    failing, box = int(found.fails.sum()), found.box
    first = _(
        "It fails in {share} of the cases ({failing} of {total}). That is a share of what was tried, not how "
        "likely it is."
    ).format(
        share=chance(failing / len(found.fails), lang),
        failing=decimal(failing, lang),
        total=decimal(len(found.fails), lang),
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
    if not found.reached:
        lines.append(
            _(
                "No box of conditions has failures in {density} of its cases; this one balances coverage and "
                "density best."
            ).format(density=chance(found.density, lang))
        )
    return lines


def sure_lines(found: Discovery, lang: str) -> list[str]:
    """How sure the answer is, and how to read it."""
    _ = translator(lang)
    lines: list[str] = []
    coverage, density = found.left_out_range("coverage"), found.left_out_range("density")
    if coverage is not None and density is not None:
        text = _("On cases that the search had not seen (random halves): density {d0}–{d1}, coverage {c0}–{c1}.")
        lines.append(
            text.format(
                d0=chance(density[0], lang),
                d1=chance(density[1], lang),
                c0=chance(coverage[0], lang),
                c1=chance(coverage[1], lang),
            )
        )
    own = {(limit.name, limit.side) for limit in found.box.limits}
    others = [(key, share) for key, share in found.all_returns().items() if key not in own and share >= 0.25][:5]
    if others:
        listed = "; ".join(f"{condition_name(name, lang)} ({chance(share, lang)})" for (name, _side), share in others)
        lines.append(_("Other conditions that random halves came up with: {listed}.").format(listed=listed))
    lines.append(
        _(
            "Density: share of the cases inside that fail. Coverage: share of all failures that lies inside. A "
            "box describes these cases; it does not prove a cause. This is an exploration and no "
            "forecast."
        )
    )
    return lines
