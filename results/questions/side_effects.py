"""Side effects: users of government instruments that stay away (Q11), suppliers that are left (P-C22)."""

from experiments.compare import Comparison
from results.figure_style import PlainTable
from results.language import translator
from results.queries import HEADLINE, Query, ask
from results.questions.case import Case
from results.questions.model import PermittedAnswer
from results.traced import Sentence
from results.words import baseline_words


def scared_off(case: Case) -> PermittedAnswer:
    """Share of firms that stay away from instruments that suit them, level and difference with the baseline."""
    _ = translator(case.lang)
    indicator = "instrument_users_lost"
    sentences = [
        *_more_than(case, indicator, "all", _("Whether more firms stay away than under {baseline}: {listed}.")),
        case.told(
            _("In {year} so many of the firms that government instruments suit stay away: {listed}."),
            lambda n, mix: n.level(mix, indicator, "all", case.last),
            case.comparison.mixes,
        ),
        *_differences(case, indicator, "all"),
    ]
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
    groups = ("all", HEADLINE, "small")
    return case.answer(sentences, case.by_world(lambda inside: _table(inside, indicator, groups, heads, caption)))


def leaving_countries(case: Case) -> PermittedAnswer:
    """Share of links with suppliers that firms have broken off, level and difference with the baseline."""
    _ = translator(case.lang)
    indicator = "disengagement"
    sentences = [
        *_more_than(
            case, indicator, HEADLINE, _("Whether firms leave more suppliers than under {baseline}: {listed}.")
        ),
        case.told(
            _("By {year}, firms of the {goal} goal have left so many of their suppliers of 2012: {listed}."),
            lambda n, mix: n.level(mix, indicator, HEADLINE, case.last),
            case.comparison.mixes,
        ),
        *_differences(case, indicator, HEADLINE),
    ]
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
    groups = (HEADLINE, "all", "large")
    return case.answer(sentences, case.by_world(lambda inside: _table(inside, indicator, groups, heads, caption)))


def _more_than(case: Case, indicator: str, group: str, text: str) -> list[Sentence]:
    """The answer in words: by world on which side of zero the whole range of the difference lies, of which mixes."""
    _ = translator(case.lang)
    if case.is_alone:
        return [Sentence(_("Whether measures change that, a comparison with another mix would tell."), ())]

    def verdict(view: Comparison, mix: str) -> str:
        low, high = (
            ask(view, Query("differences", mix, indicator, group, case.last, part)) or 0.0 for part in ("p05", "p95")
        )
        if low > 0.0:
            return _("yes in")
        return _("no in") if high < 0.0 else _("not to be told (the range includes zero) in")

    n = case.voice()
    fields = {"baseline": baseline_words(case.comparison, case.lang), "listed": case.verdicts(n, verdict)}
    return [n.write(text, fields)]


def _differences(case: Case, indicator: str, group: str) -> list[Sentence]:
    _ = translator(case.lang)
    if case.is_alone:
        return []
    return [
        case.told(
            _("The difference with {baseline}, in percentage points: {listed}."),
            lambda n, mix: n.difference(mix, indicator, group, case.last),
        ),
        *case.paired(),
    ]


def _table(case: Case, indicator: str, groups: tuple[str, ...], heads: tuple[str, ...], caption: str) -> PlainTable:
    _, n = translator(case.lang), case.voice()
    lines = [
        [case.name(mix), *(n.level(mix, indicator, group, case.last) for group in groups)]
        for mix in case.comparison.mixes
    ]
    return PlainTable(caption, [_("mix"), *heads], lines)
