"""Does it lower child labour: what cannot be said comes first (S-105), then what firms do."""

from results.figure_style import PlainTable
from results.language import translator
from results.queries import GOAL_SHARE, HEADLINE, Query
from results.questions.case import Case
from results.questions.model import PermittedAnswer
from results.traced import Sentence


def child_labour(case: Case) -> PermittedAnswer:
    """Effort of firms on this theme, and the exploratory chain index in words only."""
    _ = translator(case.lang)
    sentences = [
        Sentence(
            _(
                "That cannot be said. Effect on the ground in the chains cannot be attributed to a mix (S-105); "
                "what the "
                "model shows is what firms do."
            ),
            (),
        ),
        _effort(case),
        *case.paired(),
        _index(case),
    ]
    return case.answer(sentences, _table(case))


def _effort(case: Case) -> Sentence:
    _, n = translator(case.lang), case.voice()
    low, high = case.ends(lambda mix: Query("levels", mix, "coverage_child_labour", HEADLINE, case.last))
    if case.is_alone:
        text = _(
            "Of the effort of firms of the {goal} goal, {high} reaches child labour in {year} in {high_mix}; their "
            "practice as a whole is {practice} of what full due diligence asks."
        )
    elif low == high:
        text = _(
            "Of the effort of firms of the {goal} goal, {high} reaches child labour in {year} in {high_mix}, against "
            "{reference} in {baseline} (a difference of {more} percentage points); their practice as a whole is "
            "{practice} of what full due diligence asks."
        )
    else:
        text = _(
            "Of the effort of firms of the {goal} goal, {low} (in {low_mix}, the lowest) to {high} (in {high_mix}, "
            "the highest) reaches child labour in {year}, against {reference} in {baseline}; for {high_mix} the "
            "difference is {more} percentage points, and practice as a whole is {practice} of what full due "
            "diligence asks."
        )
    return n.write(
        text,
        {
            "goal": n.constant(GOAL_SHARE),
            "year": case.last,
            "low_mix": case.name(low),
            "high_mix": case.name(high),
            "baseline": case.name(case.base),
            "low": n.level(low, "coverage_child_labour", HEADLINE, case.last),
            "high": n.level(high, "coverage_child_labour", HEADLINE, case.last),
            "reference": n.level(case.base, "coverage_child_labour", HEADLINE, case.last),
            "more": "" if case.is_alone else n.difference(high, "coverage_child_labour", HEADLINE, case.last),
            "practice": n.level(high, "practice", HEADLINE, case.last),
        },
    )


def _index(case: Case) -> Sentence:
    """The exploratory index of conditions at suppliers, without a number."""
    _ = translator(case.lang)
    if case.is_alone:
        return Sentence(
            _(
                "The exploratory index of conditions at suppliers, over all themes together, says nothing about "
                "one mix "
                "alone."
            ),
            (),
        )
    sides = {mix: case.clear_side(mix, "chain_risk_index", HEADLINE) for mix in case.mixes}
    lower = [case.name(mix) for mix, (_low, high) in sides.items() if high < 0.0]
    if not lower:
        return Sentence(
            _(
                "The exploratory index of conditions at suppliers, over all themes together, shows no clear difference "
                "from the baseline in any mix."
            ),
            (),
        )
    return Sentence(
        _(
            "The exploratory index of conditions at suppliers, over all themes together, points to somewhat better "
            "conditions than in the baseline in: {mixes}. It is an index of the model and no observation."
        ).format(mixes=", ".join(lower)),
        (),
    )


def _table(case: Case) -> PlainTable:
    _, n = translator(case.lang), case.voice()
    themes = (
        (_("child labour"), "coverage_child_labour"),
        (_("working conditions and forced labour"), "coverage_working_conditions"),
        (_("living wage and union rights"), "coverage_living_wage"),
        (_("environment"), "coverage_environment"),
    )
    lines = [
        [case.name(mix), *(n.level(mix, name, HEADLINE, case.last) for _head, name in themes)]
        for mix in case.comparison.mixes
    ]
    caption = _("Effort of firms of the {goal} goal that reaches each theme, {year}").format(
        goal=n.constant(GOAL_SHARE), year=case.last
    )
    return PlainTable(caption, [_("mix"), *(head for head, _name in themes)], lines)
