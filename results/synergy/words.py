"""What a synergy analysis says, in sentences: who does the work, alone and within the mix, and in pairs."""

from experiments.result_parts import SpreadOfDefined
from experiments.synergy.data import synergy_data
from experiments.synergy.effects import Word
from experiments.synergy.result import SynergyResult
from experiments.worlds.rule import division_rule
from results.language import capital, translator
from results.mixes.differences import title_of
from results.number_format import Unit, chance, decimal, digits_for, percent, shown
from results.ranged import Ranged
from results.words import group_words, indicator_words, own_rules_words, parameters_words, study_mix, study_name
from scenarios.library import load_mix
from simulation.problems import InputProblem

#: Pairs named in a sentence at most, each way; all are in the table and the matrix.
_PAIRS_NAMED = 3
#: Elements named of each world.
_ELEMENTS_NAMED = 3


def element_names(found: SynergyResult, lang: str) -> dict[str, str]:
    """Name of each element."""
    return {element.id: element.name.of(lang) for element in found.elements}


def effect_digits(found: SynergyResult, indicator: str, group: str) -> int:
    """Decimals for the effects of one indicator and group, so that small elements keep a digit."""
    effects = found.indicators[indicator].groups[group].elements.values()
    return max(1, digits_for([effect.shapley.mean for effect in effects], "points"))


def pair_digits(found: SynergyResult, indicator: str, group: str) -> int:
    """One more than for shares: interactions are smaller."""
    return min(2, effect_digits(found, indicator, group) + 1)


def effect(spread: SpreadOfDefined, digits: int, unit: Unit = "points") -> Ranged:
    """Mean and range 5–95 of an effect: parts add up in their means."""
    return Ranged(spread.p05, spread.p50, spread.p95, unit, spread.mean, is_change=True, digits=digits)


def effect_text(spread: SpreadOfDefined, lang: str, digits: int, unit: Unit = "points") -> str:
    """`+1.2 (+0.4 to +2.0)`: mean and range 5–95."""
    return effect(spread, digits, unit).text(lang)


def pair_words(word: Word | None, lang: str) -> str:
    """The word for a pair."""
    _ = translator(lang)
    words = {"reinforce": _("reinforce"), "neutral": _("neutral"), "substitute": _("substitute")}
    return _("n/a") if word is None else words[word]


def head_lines(found: SynergyResult, lang: str) -> list[str]:
    """What was done, with which draws, future and grouping."""
    _ = translator(lang)
    lines = [
        _("What does the work in {mix}, against {baseline}, in {year}").format(
            mix=study_name(found, found.mix, lang), baseline=study_mix(found, found.baseline, lang), year=found.year
        ),
        _(
            "Elements: {elements}. All {subsets} subsets on the same {draws} draws with {firms} firms; seed {seed}. "
            "{drawn_from} Exploration, not a forecast."
        ).format(
            elements=len(found.elements),
            subsets=decimal(2 ** len(found.elements), lang),
            draws=decimal(found.draws, lang),
            seed=found.seed,
            firms=decimal(found.firms, lang) if isinstance(found.firms, int) else found.firms,
            drawn_from=parameters_words(found.drawn_from, lang),
        ),
        future_line(found, lang),
        *grouping_lines(found, lang),
    ]
    if found.model:
        lines.append(own_rules_words(found.model.model_dump(), lang))
    if found.failed:
        lines.append(_("{count} draws failed and are left out.").format(count=found.failed))
    if found.draws < synergy_data().few_draws:
        lines.append(_("Fewer than {count} draws: the ranges say little.").format(count=synergy_data().few_draws))
    return lines


def future_line(found: SynergyResult, lang: str) -> str:
    """The future used, how often EU law is in force in it, and what that does to the elements."""
    _ = translator(lang)
    law = found.eu_law_in_force
    text = _("Future: {future}.").format(future=found.future_name.of(lang))
    if law is None or max(law.without, law.with_) == 0.0:
        return text
    told = _(
        "EU due-diligence law is in force by the end of {year} in {without} of the draws without the elements and in "
        "{whole} with all of them. It takes over work of the mix; --future no-eu-law shows the mix without it."
    ).format(year=found.year, without=percent(law.without, lang, 0), whole=percent(law.with_, lang, 0))
    return f"{text} {told}"


def _item_names(found: SynergyResult, lang: str) -> dict[str, str]:
    """What instruments and rules are called, where their mixes are at hand: a result keeps the names of elements."""
    try:
        mixes = [load_mix(found.mix), load_mix(found.baseline)]
    except InputProblem:
        return {}
    return {item: title_of(item, lang, *mixes) for one in found.elements for item in one.items}


def grouping_lines(found: SynergyResult, lang: str) -> list[str]:
    """Which items count as one element, and why."""
    _ = translator(lang)
    why = {
        "none": _("Taken as one, because one builds on or replaces the other: {groups}."),
        "file": _("Taken as one, as you asked, or because one builds on or replaces the other: {groups}."),
        "numbers": _("More than eight elements, so grouped by the mix's item numbers: {groups}."),
        "kinds": _("More than eight elements, so grouped by kind of instrument: {groups}."),
        "tactics": _("More than eight elements, so grouped by tactic: {groups}."),
    }
    names = _item_names(found, lang)
    groups = [
        f"{one.name.of(lang)} = {' + '.join(names.get(item, item) for item in one.items)}"
        for one in found.elements
        if len(one.items) > 1
    ]
    return [why[found.grouping].format(groups="; ".join(groups))] if groups else []


def whole_line(found: SynergyResult, indicator: str, group: str, lang: str) -> str:
    """What all elements change, beside the sum of what each does alone."""
    _ = translator(lang)
    effect = found.indicators[indicator].groups[group]
    total, surplus = effect.total, effect.surplus
    names = {"indicator": capital(indicator_words(lang)[indicator].name), "group": group_words(lang)[group].name}
    if total.mean is None or surplus.mean is None:
        return _("{indicator}, {group}: undefined in these draws.").format(**names)
    digits = effect_digits(found, indicator, group)
    if len(found.elements) == 1:
        return _("{indicator}, {group}: {total} percentage points.").format(
            total=effect_text(total, lang, digits), **names
        )
    verdict = {
        "reinforce": _("as a whole the elements reinforce one another"),
        "neutral": _("as a whole they neither reinforce nor replace one another for certain"),
        "substitute": _("as a whole they stand in for one another"),
        None: "",
    }[effect.word]
    return _(
        "{indicator}, {group}: together {total} percentage points. That is {surplus} compared with the sum of what "
        "each does alone: {verdict}."
    ).format(
        total=effect_text(total, lang, digits), surplus=effect_text(surplus, lang, digits), verdict=verdict, **names
    )


def world_lines(found: SynergyResult, indicator: str, lang: str) -> list[str]:
    """What all elements change with an EU law and without, and the elements that do most of it there."""
    _ = translator(lang)
    event, names = division_rule().events["eu_law"], element_names(found, lang)
    lines: list[str] = []
    for world in found.worlds or []:
        side = event.came if world.key == event.came.key else event.not_yet
        does = world.indicators[indicator]
        if does.total.mean is None:
            continue
        digits = max(1, digits_for([share.mean for share in does.shares.values()], "points"))
        order = sorted(names, key=lambda element, does=does: -abs(does.shares[element].mean or 0.0))
        shares = [f"{names[e]} {effect_text(does.shares[e], lang, digits)}" for e in order[:_ELEMENTS_NAMED]]
        lines.append(
            _("{world} ({chance} of the draws): together {total} percentage points, most by {shares}.").format(
                world=capital(getattr(side.name, lang).format(year=found.year)),
                chance=chance(world.chance, lang),
                total=effect_text(does.total, lang, digits),
                shares="; ".join(shares),
            )
        )
    return lines


def element_lines(found: SynergyResult, indicator: str, group: str, lang: str) -> list[str]:
    """A sentence per element, the largest share first: what it adds alone and within the mix."""
    _ = translator(lang)
    digits, names = effect_digits(found, indicator, group), element_names(found, lang)
    effects = found.indicators[indicator].groups[group].elements
    order = sorted(names, key=lambda element: -abs(effects[element].shapley.mean or 0.0))
    return [
        _("{element} adds {first} alone, {last} within the mix.").format(
            element=names[e],
            first=effect_text(effects[e].first_in, lang, digits),
            last=effect_text(effects[e].last_out, lang, digits),
        )
        for e in order
        if effects[e].shapley.mean is not None
    ]


def pair_lines(found: SynergyResult, indicator: str, group: str, lang: str) -> list[str]:
    """Sentences on the largest interactions that are certain, or one that there is none."""
    _ = translator(lang)
    names, digits = element_names(found, lang), pair_digits(found, indicator, group)
    known = found.indicators[indicator].groups[group].interactions
    if not known:
        return []
    lines: list[str] = []
    heads = {
        "reinforce": _("Reinforce each other, most first: {pairs}."),
        "substitute": _("Stand in for each other in part, most first: {pairs}."),
    }
    for word, head in heads.items():
        chosen = sorted((pair for pair in known if pair.word == word), key=lambda pair: -abs(pair.mean or 0.0))
        if not chosen:
            continue
        pairs = [
            f"{names[pair.a]} × {names[pair.b]} ({shown(pair.mean, 'points', lang, digits, signed=True)})"
            for pair in chosen[:_PAIRS_NAMED]
        ]
        more = len(chosen) - len(pairs)
        if more:
            pairs.append(_("{count} more").format(count=more))
        lines.append(head.format(pairs="; ".join(pairs)))
    return lines or [_("No pair reinforces or replaces the other for certain: every range holds zero.")]


def notes(found: SynergyResult, lang: str) -> list[str]:
    """How to read the numbers."""
    _ = translator(lang)
    return [
        _(
            "Effects in percentage points, mean of the draws and in brackets range 5–95. share: Shapley value, "
            "the mean "
            "of what an element adds over all orders in which elements can be introduced; shares add up to the whole. "
            "alone: added to existing policy only. within the mix: what the whole mix loses without it."
        ),
        _(
            "Pairs: reinforce = together they do more good (or less harm) than apart, substitute = less, neutral = the "
            "range 5–95 holds zero."
        ),
        _(
            "Costs are Shapley shares, mean of the years {since}; burden is indicative, no measurement by the Handbook."
        ).format(since=f"{found.cost_years[0]}–{found.cost_years[-1]}"),
    ]
