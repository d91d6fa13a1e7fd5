"""Side effects: users of government instruments that stay away (Q11), suppliers that are left (P-C22)."""

from results.figure_style import PlainTable
from results.language import translator
from results.queries import GOAL_SHARE, HEADLINE, Query
from results.questions.case import Case
from results.questions.model import PermittedAnswer
from results.traced import Sentence


def scared_off(case: Case) -> PermittedAnswer:
    """Share of firms that stay away from instruments that suit them, level and difference with the baseline."""
    _ = translator(case.lang)
    indicator = "instrument_users_lost"
    if case.is_alone:
        text = _("In {high_mix}, {high} of the firms that government instruments suit stay away in {year}.")
    elif _one(case, indicator, "all"):
        text = _(
            "In {year}, {high} of the firms that government instruments suit stay away in {high_mix}, against "
            "{reference} in {baseline}: a difference of {more} percentage points."
        )
    else:
        text = _(
            "In {year}, {low} of the firms that government instruments suit stay away in {low_mix} (the fewest) to "
            "{high} in {high_mix} (the most), against {reference} in {baseline}; for {high_mix} the difference is "
            "{more} percentage points."
        )
    sentences = [_clear(case, indicator, "all"), _levels(case, indicator, "all", text), *case.paired()]
    sentences.append(
        Sentence(
            _(
                "Conditions that must improve and may not exclude (“no knock-out”) soften this; the size of the "
                "effect is "
                "assumed (S-101)."
            ),
            (),
        )
    )
    heads = (_("all firms"), _("firms of the 90% goal"), _("small firms"))
    caption = _("Firms that stay away from government instruments that suit them, {year}").format(year=case.last)
    return case.answer(sentences, _table(case, indicator, ("all", HEADLINE, "small"), heads, caption))


def leaving_countries(case: Case) -> PermittedAnswer:
    """Share of links with suppliers that firms have broken off, level and difference with the baseline."""
    _ = translator(case.lang)
    indicator = "disengagement"
    if case.is_alone:
        text = _("In {high_mix}, firms of the {goal} goal have left {high} of their suppliers of 2012 by {year}.")
    elif _one(case, indicator, HEADLINE):
        text = _(
            "By {year}, firms of the {goal} goal have left {high} of their suppliers of 2012 in {high_mix}, against "
            "{reference} in {baseline}: a difference of {more} percentage points."
        )
    else:
        text = _(
            "By {year}, firms of the {goal} goal have left {low} of their suppliers of 2012 in {low_mix} (the fewest) "
            "to {high} in {high_mix} (the most), against {reference} in {baseline}; for {high_mix} the difference is "
            "{more} percentage points."
        )
    sentences = [_clear(case, indicator, HEADLINE), _levels(case, indicator, HEADLINE, text), *case.paired()]
    sentences.append(
        Sentence(
            _(
                "In the model firms leave out of fear of a sanction or because they have too little influence; "
                "published "
                "intentions to leave set the upper bound (K-7)."
            ),
            (),
        )
    )
    heads = (_("firms of the 90% goal"), _("all firms"), _("large firms"))
    caption = _("Links with suppliers that firms have broken off by {year}").format(year=case.last)
    return case.answer(sentences, _table(case, indicator, (HEADLINE, "all", "large"), heads, caption))


def _ends(case: Case, indicator: str, group: str) -> tuple[str, str]:
    return case.ends(lambda mix: Query("levels", mix, indicator, group, case.last))


def _one(case: Case, indicator: str, group: str) -> bool:
    low, high = _ends(case, indicator, group)
    return low == high


def _levels(case: Case, indicator: str, group: str, text: str) -> Sentence:
    n = case.voice()
    low, high = _ends(case, indicator, group)
    return n.write(
        text,
        {
            "year": case.last,
            "goal": n.constant(GOAL_SHARE),
            "low_mix": case.name(low),
            "high_mix": case.name(high),
            "baseline": case.name(case.base),
            "low": n.level(low, indicator, group, case.last),
            "high": n.level(high, indicator, group, case.last),
            "reference": n.level(case.base, indicator, group, case.last),
            "more": "" if case.is_alone else n.difference(high, indicator, group, case.last),
        },
    )


def _clear(case: Case, indicator: str, group: str) -> Sentence:
    """The answer in words: whether the range of the largest difference lies on one side of zero."""
    _ = translator(case.lang)
    if case.is_alone:
        return Sentence(_("Whether measures change that, a comparison with another mix would tell."), ())
    mix = _ends(case, indicator, group)[1]
    low, high = case.clear_side(mix, indicator, group)
    if low > 0.0:
        text = _(
            "In the model yes, at least in {mix}: the whole range of the difference with {baseline} is above zero."
        )
    elif high < 0.0:
        text = _("In the model no: even in {mix} the whole range of the difference with {baseline} is below zero.")
    else:
        text = _("Whether the measures change this cannot be told: the range of the difference holds zero.")
    return Sentence(text.format(mix=case.name(mix), baseline=case.name(case.base)), ())


def _table(case: Case, indicator: str, groups: tuple[str, ...], heads: tuple[str, ...], caption: str) -> PlainTable:
    _, n = translator(case.lang), case.voice()
    lines = [
        [case.name(mix), *(n.level(mix, indicator, group, case.last) for group in groups)]
        for mix in case.comparison.mixes
    ]
    return PlainTable(caption, [_("mix"), *heads], lines)
