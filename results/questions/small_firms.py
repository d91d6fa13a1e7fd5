"""What it costs small firms, demands passed down by customers included (K-3, K-4, K-5, P-A13)."""

from collections.abc import Callable

from results.figure_style import PlainTable
from results.language import translator
from results.queries import Part, Query
from results.questions.asking import Voice
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
    """What a mix adds in euro a firm and year, all and passed down (levels are in the table); share of turnover."""
    _ = translator(case.lang)
    sentences = [(_per_firm if case.is_alone else _more)(case, size) for size in _SIZES]
    sentences += [_of_turnover(case, "small"), *_one_off(case, "small")]
    sentences.append(Sentence(_("The figures are indicative and no measurement by the Handbook."), ()))
    return case.answer(sentences, case.by_world(_table))


def _euros(mix: str, what: tuple[str, ...], size: str, year: int, over: str = "") -> Callable[[Part], PerDraw]:
    return lambda part: PerDraw(mix, what, size, year, "per_firm", part, over)


def _per_firm(case: Case, size: str) -> Sentence:
    _, words = translator(case.lang), group_words(case.lang)[size]
    return case.told(
        _(
            "Averaged over all {size} ({meaning}), such a firm spends so much in {year}, part of it for customers "
            "while no law binds it: {listed}."
        ),
        lambda n, mix: _("{all} euro, of which {passed} for customers").format(
            all=n.ranged(_euros(mix, _ALL, size, case.last), "number"),
            passed=n.ranged(_euros(mix, _PASSED, size, case.last), "number"),
        ),
        case.comparison.mixes,
        size=words.name,
        meaning=words.meaning,
    )


def _more(case: Case, size: str) -> Sentence:
    _ = translator(case.lang)

    def told(n: Voice, mix: str) -> str:
        def together(part: Part) -> PerDraw:
            return PerDraw(mix, _ALL, size, case.last, "sum", part, case.base)

        return _("{all} euro a firm, of which {passed} for customers, {total} million euro together").format(
            all=n.ranged(_euros(mix, _ALL, size, case.last, case.base), "number", signed=True),
            passed=n.ranged(_euros(mix, _PASSED, size, case.last, case.base), "number", signed=True),
            total=n.ranged(together, "million_eur", signed=True),
        )

    words = group_words(case.lang)[size]
    text = _(
        "For {size} ({meaning}) the difference with {baseline} is in {year}, part of it for customers while no law "
        "binds the firm: {listed}."
    )
    return case.told(text, told, size=words.name, meaning=words.meaning)


def _of_turnover(case: Case, size: str) -> Sentence:
    _ = translator(case.lang)
    return case.told(
        _(
            "As a share of turnover, the yearly cost of {size} in {year} is, in euro per {unit} euro: {listed}; "
            "one-off cost and what is passed down are not in that."
        ),
        lambda n, mix: n.level(mix, "burden_share_turnover", size, case.last, "per_turnover"),
        case.comparison.mixes,
        size=group_words(case.lang)[size].name,
        unit=case.voice().whole(100_000),
    )


def _one_off(case: Case, size: str) -> list[Sentence]:
    """One-off cost in its dearest year: most of it falls before the last year, when a law is new."""
    _, years = translator(case.lang), case.comparison.summary.years

    def told(n: Voice, mix: str) -> str:
        values = {year: n.value(Query("levels", mix, "burden_one_off_eur", size, year)) or 0.0 for year in years}
        dearest = max(values, key=lambda year: values[year])
        cost = n.ranged(_euros(mix, ("burden_one_off_eur",), size, dearest), "number")
        return _("{cost} euro in {year}").format(cost=cost, year=dearest)

    if len(years) == 1:
        return []
    return [
        case.told(
            _("One-off cost falls mostly in other years. For {size}, a firm, in the dearest year: {listed}."),
            told,
            case.comparison.mixes,
            size=group_words(case.lang)[size].name,
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
