"""Does it lower child labour: what cannot be said comes first (S-105), then what firms do."""

from experiments.compare import Comparison
from results.figure_style import PlainTable
from results.language import translator
from results.queries import GOAL_SHARE, HEADLINE, Query, ask
from results.questions.case import Case
from results.questions.model import PermittedAnswer
from results.traced import Sentence
from results.words import baseline_words


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
        *_effort(case),
        *case.paired(),
        _index(case),
    ]
    return case.answer(sentences, case.by_world(_table))


def _effort(case: Case) -> list[Sentence]:
    _ = translator(case.lang)
    effort = "coverage_child_labour", HEADLINE, case.last
    found = [
        case.told(
            _("Of the effort of firms of the {goal} goal, so much reaches child labour in {year}: {listed}."),
            lambda n, mix: n.level(mix, *effort),
            case.comparison.mixes,
        )
    ]
    if not case.is_alone:
        found.append(
            case.told(
                _("The difference with {baseline}, in percentage points: {listed}."),
                lambda n, mix: n.difference(mix, *effort),
            )
        )
    text = _("Their practice as a whole, of what full due diligence asks: {listed}.")
    return [
        *found,
        case.told(text, lambda n, mix: n.level(mix, "practice", HEADLINE, case.last), case.comparison.mixes),
    ]


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

    def verdict(view: Comparison, mix: str) -> str:
        high = ask(view, Query("differences", mix, "chain_risk_index", HEADLINE, case.last, "p95")) or 0.0
        return _("somewhat better conditions in") if high < 0.0 else _("no clear difference in")

    n = case.voice()
    return n.write(
        _(
            "The exploratory index of conditions at suppliers, over all themes together, points against {baseline} to: "
            "{listed}. It is an index of the model and no observation."
        ),
        {"baseline": baseline_words(case.comparison, case.lang), "listed": case.verdicts(n, verdict)},
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
