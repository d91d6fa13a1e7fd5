"""What it costs small firms, demands passed down by customers included (K-3, K-4, K-5, P-A13)."""

from collections.abc import Callable

from results.figure_style import PlainTable
from results.language import translator
from results.queries import Part, Query, ask
from results.questions.case import Case
from results.questions.model import PermittedAnswer
from results.questions.traced_draws import PerDraw
from results.traced import Sentence
from results.words import group_words

_SIZES = ("small", "micro")
#: All that a firm spends in a year: of its own, and on demands of customers when no law binds it.
_ALL = ("burden_yearly_eur", "burden_one_off_eur", "indirect_burden_eur")
_PASSED = ("indirect_burden_eur",)


def small_firms(case: Case) -> PermittedAnswer:
    """Euro a firm and year, all and passed down; cost as share of turnover; then the differences."""
    _ = translator(case.lang)
    sentences = [_per_firm(case, size) for size in _SIZES]
    if not case.is_alone:
        sentences += [_more(case, size) for size in _SIZES]
    sentences += [_of_turnover(case, size) for size in _SIZES]
    sentences += _one_off(case, "small")
    sentences.append(Sentence(_("The figures are indicative and no measurement by the Handbook."), ()))
    return case.answer(sentences, _table(case))


def _euros(mix: str, what: tuple[str, ...], size: str, year: int, over: str = "") -> Callable[[Part], PerDraw]:
    return lambda part: PerDraw(mix, what, size, year, "per_firm", part, over)


def _highest(case: Case, size: str) -> str:
    return case.ends(lambda mix: _euros(mix, _ALL, size, case.last)("p50"))[1]


def _per_firm(case: Case, size: str) -> Sentence:
    _, n, mix = translator(case.lang), case.voice(), _highest(case, size)
    text = (
        _(
            "Averaged over all {size} ({meaning}), such a firm spends {all} euro in {year} in {mix}; {passed} euro of "
            "that answers demands of customers while no law binds it."
        )
        if case.is_alone or len(case.mixes) == 1
        else _(
            "Averaged over all {size} ({meaning}), such a firm spends {all} euro in {year} in {mix}, where it is "
            "highest; {passed} euro of that answers demands of customers while no law binds it."
        )
    )
    words = group_words(case.lang)[size]
    return n.write(
        text,
        {
            "size": words.name,
            "meaning": words.meaning,
            "year": case.last,
            "mix": case.name(mix),
            "all": n.ranged(_euros(mix, _ALL, size, case.last), "number"),
            "passed": n.ranged(_euros(mix, _PASSED, size, case.last), "number"),
        },
    )


def _more(case: Case, size: str) -> Sentence:
    _, n, mix = translator(case.lang), case.voice(), _highest(case, size)
    return n.write(
        _(
            "For {size} that is a difference of {all} euro a firm from {baseline}, of which {passed} euro is passed "
            "down; all of them together differ by {total} million euro."
        ),
        {
            "size": group_words(case.lang)[size].name,
            "baseline": case.name(case.base),
            "all": n.ranged(_euros(mix, _ALL, size, case.last, case.base), "number", signed=True),
            "passed": n.ranged(_euros(mix, _PASSED, size, case.last, case.base), "number", signed=True),
            "total": n.ranged(
                lambda part: PerDraw(mix, _ALL, size, case.last, "sum", part, case.base), "million_eur", signed=True
            ),
        },
    )


def _of_turnover(case: Case, size: str) -> Sentence:
    _, n = translator(case.lang), case.voice()
    _low, high = case.ends(lambda mix: Query("levels", mix, "burden_share_turnover", size, case.last))
    fields = {
        "size": group_words(case.lang)[size].name,
        "mix": case.name(high),
        "baseline": case.name(case.base),
        "unit": n.whole(100_000),
        "level": n.level(high, "burden_share_turnover", size, case.last, "per_turnover"),
        "reference": n.level(case.base, "burden_share_turnover", size, case.last, "per_turnover"),
    }
    if case.is_alone:
        return n.write(
            _(
                "As a share of turnover, the yearly cost of {size} is {level} euro per {unit} euro; one-off cost and "
                "what is passed down are not in that."
            ),
            fields,
        )
    return n.write(
        _(
            "As a share of turnover, the yearly cost of {size} is {level} euro per {unit} euro in {mix}, against "
            "{reference} in {baseline}; one-off cost and what is passed down are not in that."
        ),
        fields,
    )


def _one_off(case: Case, size: str) -> list[Sentence]:
    """One-off cost in its dearest year: most of it falls before the last year, when a law is new."""
    _, n, mix = translator(case.lang), case.voice(), _highest(case, size)
    values = {
        year: ask(case.comparison, Query("levels", mix, "burden_one_off_eur", size, year)) or 0.0
        for year in case.comparison.summary.years
    }
    dearest = max(values, key=lambda year: values[year])
    if dearest == case.last:
        return []
    return [
        n.write(
            _(
                "One-off cost falls mostly in other years: for {size} it is highest in {year}, {cost} euro a "
                "firm in {mix}."
            ),
            {
                "size": group_words(case.lang)[size].name,
                "year": dearest,
                "mix": case.name(mix),
                "cost": n.ranged(_euros(mix, ("burden_one_off_eur",), size, dearest), "number"),
            },
        )
    ]


def _table(case: Case) -> PlainTable:
    _, n = translator(case.lang), case.voice()
    names = [group_words(case.lang)[size].name for size in _SIZES]
    heads = [_("mix")]
    for name in names:
        heads += [_("{size}: euro a firm").format(size=name), _("{size}: of which passed down").format(size=name)]
    lines = [
        [
            case.name(mix),
            *(n.ranged(_euros(mix, what, size, case.last), "number") for size in _SIZES for what in (_ALL, _PASSED)),
        ]
        for mix in case.comparison.mixes
    ]
    caption = _("What firms spend in {year}, own and passed down, one-off cost of that year included").format(
        year=case.last
    )
    return PlainTable(caption, heads, lines)
