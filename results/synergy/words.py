"""What a synergy analysis says, in sentences: who does the work, alone and within the mix, and in pairs."""

from experiments.synergy.data import synergy_data
from experiments.synergy.effects import Spread, Word, word_of
from experiments.synergy.run import Synergy
from results.indicator_words import indicator_words
from results.language import translator
from results.number_format import Unit, decimal, digits_for, percent, shown
from results.words import group_words, own_rules_lines, parameters_words
from scenarios.library import load_future

#: Pairs named in a sentence at most, each way; all are in the table and the matrix.
_PAIRS_NAMED = 3


def element_names(result: Synergy, lang: str) -> dict[str, str]:
    """Name of each element."""
    return {player.id: getattr(player.name, lang) for player in result.elements.players}


def capital(text: str) -> str:
    """The text with a capital in front."""
    return text[:1].upper() + text[1:]


def effect_digits(result: Synergy, indicator: str, group: str) -> int:
    """Decimals for the effects of one indicator and group, so that small elements keep a digit."""
    means = [result.spread(indicator, group, "shapley", e).mean for e in result.elements.ids]
    return max(1, digits_for([*means], "points"))


def effect_text(spread: Spread, lang: str, digits: int, unit: Unit = "points") -> str:
    """`+1.2 (+0.4 to +2.0)`: mean and range 5-95."""
    _ = translator(lang)
    if spread.mean is None:
        return _("n/a")
    middle, low, high = (
        shown(value, unit, lang, digits, signed=True) for value in (spread.mean, spread.p05, spread.p95)
    )
    return _("{mean} ({low} to {high})").format(mean=middle, low=low, high=high)


def pair_words(word: Word | None, lang: str) -> str:
    """The word for a pair."""
    _ = translator(lang)
    words = {"reinforce": _("reinforce"), "neutral": _("neutral"), "substitute": _("substitute")}
    return _("n/a") if word is None else words[word]


def head_lines(result: Synergy, lang: str) -> list[str]:
    """What was done, with which draws, future and grouping."""
    _ = translator(lang)
    asked, compare = result.settings, result.settings.compare
    lines = [
        _("What does the work in {mix}, against {baseline}, in {year}").format(
            mix=getattr(result.mix.name, lang), baseline=getattr(result.baseline.name, lang), year=asked.year
        ),
        _(
            "Elements: {elements}. All {subsets} subsets on the same {draws} draws with {firms} firms; seed {seed}. "
            "{drawn_from} Exploration, not a forecast."
        ).format(
            elements=len(result.elements.players),
            subsets=decimal(2 ** len(result.elements.players), lang),
            draws=decimal(result.draws, lang),
            seed=compare.seed,
            firms=decimal(compare.firms, lang) if isinstance(compare.firms, int) else compare.firms,
            drawn_from=parameters_words(compare.drawn_from, lang),
        ),
        future_line(result, lang),
        *grouping_lines(result, lang),
    ]
    lines += own_rules_lines(compare, lang)
    if result.found.failures:
        lines.append(_("{count} draws failed and are left out.").format(count=len(result.found.failures)))
    if result.draws < synergy_data().few_draws:
        lines.append(_("Fewer than {count} draws: the ranges say little.").format(count=synergy_data().few_draws))
    return lines


def future_line(result: Synergy, lang: str) -> str:
    """The future used, how often EU law is in force in it, and what that does to the elements."""
    _ = translator(lang)
    future, shares = load_future(result.settings.compare.future), result.eu_law_shares()
    text = _("Future: {future}.").format(future=getattr(future.name, lang))
    if shares is None or max(shares) == 0.0:
        return text
    law = _(
        "EU due-diligence law is in force by the end of {year} in {without} of the draws without the elements and in "
        "{whole} with all of them. It takes over work of the mix; --future no-eu-law shows the mix without it."
    ).format(year=result.settings.year, without=percent(shares[0], lang, 0), whole=percent(shares[1], lang, 0))
    return f"{text} {law}"


def grouping_lines(result: Synergy, lang: str) -> list[str]:
    """Which items count as one element, and why."""
    _ = translator(lang)
    why = {
        "none": _("Taken as one, because one builds on or replaces the other: {groups}."),
        "file": _("Taken as one, as you asked, or because one builds on or replaces the other: {groups}."),
        "numbers": _("More than eight elements, so grouped by the mix's item numbers: {groups}."),
        "kinds": _("More than eight elements, so grouped by kind of instrument: {groups}."),
        "tactics": _("More than eight elements, so grouped by tactic: {groups}."),
    }
    groups = [f"{getattr(p.name, lang)} = {' + '.join(p.items)}" for p in result.elements.players if len(p.items) > 1]
    return [why[result.elements.grouping].format(groups="; ".join(groups))] if groups else []


def whole_line(result: Synergy, indicator: str, group: str, lang: str) -> str:
    """What all elements change, beside the sum of what each does alone."""
    _ = translator(lang)
    total, surplus = (result.spread(indicator, group, quantity) for quantity in ("total", "surplus"))
    names = {"indicator": capital(indicator_words(lang)[indicator].name), "group": group_words(lang)[group].name}
    if total.mean is None or surplus.mean is None:
        return _("{indicator}, {group}: undefined in these draws.").format(**names)
    digits = effect_digits(result, indicator, group)
    if len(result.elements.ids) == 1:
        return _("{indicator}, {group}: {total} percentage points.").format(
            total=effect_text(total, lang, digits), **names
        )
    verdict = {
        "reinforce": _("as a whole the elements reinforce one another"),
        "neutral": _("as a whole they neither reinforce nor replace one another for certain"),
        "substitute": _("as a whole they stand in for one another"),
        None: "",
    }[word_of(surplus, synergy_data().direction(indicator))]
    return _(
        "{indicator}, {group}: together {total} percentage points. That is {surplus} compared with the sum of what "
        "each does alone: {verdict}."
    ).format(
        total=effect_text(total, lang, digits), surplus=effect_text(surplus, lang, digits), verdict=verdict, **names
    )


def element_lines(result: Synergy, indicator: str, group: str, lang: str) -> list[str]:
    """A sentence per element, the largest share first: what it adds alone and within the mix."""
    _ = translator(lang)
    digits, names = effect_digits(result, indicator, group), element_names(result, lang)
    spreads = {e: result.spread(indicator, group, "shapley", e) for e in result.elements.ids}
    order = sorted(result.elements.ids, key=lambda e: -abs(spreads[e].mean or 0.0))
    return [
        _("{element} adds {first} alone, {last} within the mix.").format(
            element=names[e],
            first=effect_text(result.spread(indicator, group, "first_in", e), lang, digits),
            last=effect_text(result.spread(indicator, group, "last_out", e), lang, digits),
        )
        for e in order
        if spreads[e].mean is not None
    ]


def pair_lines(result: Synergy, indicator: str, group: str, lang: str) -> list[str]:
    """Sentences on the largest interactions that are certain, or one that there is none."""
    _ = translator(lang)
    names, rows = element_names(result, lang), result.interactions
    digits = min(2, effect_digits(result, indicator, group) + 1)  # interactions are smaller than shares
    rows = rows[(rows.indicator == indicator) & (rows.group == group)]
    if rows.empty:
        return []
    lines: list[str] = []
    heads = {
        "reinforce": _("Reinforce each other, most first: {pairs}."),
        "substitute": _("Stand in for each other in part, most first: {pairs}."),
    }
    for word, head in heads.items():
        chosen = rows[rows.word == word]
        chosen = chosen.loc[chosen["mean"].abs().sort_values(ascending=False, kind="stable").index]
        if chosen.empty:
            continue
        pairs = [
            f"{names[str(r['a'])]} × {names[str(r['b'])]} ({shown(r['mean'], 'points', lang, digits, signed=True)})"
            for r in chosen.head(_PAIRS_NAMED).to_dict("records")
        ]
        more = len(chosen) - len(pairs)
        if more:
            pairs.append(_("{count} more").format(count=more))
        lines.append(head.format(pairs="; ".join(pairs)))
    return lines or [_("No pair reinforces or replaces the other for certain: every range holds zero.")]


def notes(lang: str) -> list[str]:
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
        _("Costs are Shapley shares, mean of the years {since}; burden is indicative, no measurement by the Handbook."),
    ]
