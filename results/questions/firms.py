"""How many firms start to do due diligence, and how many of them began as laggards (S-011, S-198)."""

from collections.abc import Callable

from results.figure_style import PlainTable
from results.language import translator
from results.queries import GOAL_SHARE, HEADLINE, Part, Query
from results.questions.asking import Voice
from results.questions.case import Case
from results.questions.model import PermittedAnswer
from results.questions.traced_draws import PerDraw
from results.traced import Sentence

_LAGGARD = f"{HEADLINE}_started_laggard"


def how_many_firms(case: Case) -> PermittedAnswer:
    """Firms of the goal one to one, then all firms that trade abroad; level, and difference with the baseline."""
    _ = translator(case.lang)
    has_laggards = case.knows(case.base, "firms", _LAGGARD, case.last)
    sentences: list[Sentence] = []
    if not case.is_alone:
        sentences.append(
            _more(
                case,
                _(
                    "So many more firms of the {goal} goal than under {baseline} do due diligence to a basic level in "
                    "{year}: {listed}."
                ),
                HEADLINE,
            )
        )
        if has_laggards:
            sentences.append(_more(case, _("Of them started as laggards: {listed}."), _LAGGARD))
    sentences.append(_in_all(case))
    if has_laggards:
        sentences.append(_started(case))
    return case.answer([*sentences, _everyone(case)], case.by_world(_table))


def number_with_basic(mix: str, group: str, year: int, over: str = "") -> Callable[[Part], PerDraw]:
    """Firms of a group with basic practice, or the difference with `over`, by part of the range."""
    return lambda part: PerDraw(mix, ("basic_practice",), group, year, "times_firms", part, over)


def _more(case: Case, text: str, group: str) -> Sentence:
    return case.told(
        text, lambda n, mix: n.ranged(number_with_basic(mix, group, case.last, case.base), "number", signed=True)
    )


def _in_all(case: Case) -> Sentence:
    _, n = translator(case.lang), case.voice()
    return n.write(
        _("In all, so many of the {firms} firms of the {goal} goal do so: {listed}.")
        if not case.is_alone
        else _(
            "In {year} so many of the {firms} firms of the {goal} goal do due diligence to a basic level: {listed}. "
            "There is no other mix to compare it with."
        ),
        {
            "year": case.last,
            "goal": n.constant(GOAL_SHARE),
            "firms": n.say(Query("levels", case.base, "firms", HEADLINE, case.last)),
            "listed": case.listed(
                n,
                lambda inside, mix: inside.ranged(number_with_basic(mix, HEADLINE, case.last), "number"),
                case.comparison.mixes,
            ),
        },
    )


def _started(case: Case) -> Sentence:
    _, n = translator(case.lang), case.voice()
    return n.write(
        _("Of the firms of the goal, {laggards} were laggards when the mixes began to differ."),
        {"laggards": n.level(case.base, "firms", _LAGGARD, case.last, "number")},
    )


def _everyone(case: Case) -> Sentence:
    _, n, base = translator(case.lang), case.voice(), case.base
    over = "" if case.is_alone else base

    def count(inside: Voice, mix: str) -> str:
        return inside.ranged(number_with_basic(mix, "all", case.last, over), "thousand", signed=bool(over))

    return n.write(
        _("Of all {firms} thousand firms that trade abroad, most of them very small, so many thousand do so: {listed}.")
        if case.is_alone
        else _(
            "Of all {firms} thousand firms that trade abroad, most of them very small, so many thousand more do so: "
            "{listed}."
        ),
        {"firms": n.say(Query("levels", base, "firms", "all", case.last), "thousand"), "listed": case.listed(n, count)},
    )


def _table(case: Case) -> PlainTable:
    _, n = translator(case.lang), case.voice()
    heads = [
        _("mix"),
        _("with basic practice"),
        _("difference with the baseline"),
        _("of them started as laggards"),
        _("all firms that trade abroad, thousand"),
    ]
    lines: list[list[str]] = []
    for mix in case.comparison.mixes:
        line = [case.name(mix), n.ranged(number_with_basic(mix, HEADLINE, case.last), "number")]
        if mix == case.base:
            line += ["", ""]
        else:
            line += [
                n.ranged(number_with_basic(mix, group, case.last, case.base), "number", signed=True)
                for group in (HEADLINE, _LAGGARD)
            ]
        lines.append([*line, n.ranged(number_with_basic(mix, "all", case.last), "thousand")])
    caption = _("Firms of the {goal} goal with basic practice in {year}: number and range 5–95").format(
        goal=n.constant(GOAL_SHARE), year=case.last
    )
    return PlainTable(caption, heads, lines)
