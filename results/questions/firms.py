"""How many firms start to do due diligence, and how many of them began as laggards (S-011, S-198)."""

from collections.abc import Callable

from results.figure_style import PlainTable
from results.language import translator
from results.queries import GOAL_SHARE, HEADLINE, Part, Query
from results.questions.case import Case
from results.questions.model import PermittedAnswer
from results.questions.traced_draws import PerDraw
from results.traced import Sentence

_LAGGARD = f"{HEADLINE}_started_laggard"


def how_many_firms(case: Case) -> PermittedAnswer:
    """Firms of the goal one to one, then all firms that trade abroad; level, and difference with the baseline."""
    makers = (_alone,) if case.is_alone else (_extra, _in_all)
    sentences = [make(case) for make in makers]
    if case.knows(case.base, "firms", _LAGGARD, case.last):
        sentences.append(_started(case))
    return case.answer([*sentences, _everyone(case)], _table(case))


def number_with_basic(mix: str, group: str, year: int, over: str = "") -> Callable[[Part], PerDraw]:
    """Firms of a group with basic practice, or the difference with `over`, by part of the range."""
    return lambda part: PerDraw(mix, ("basic_practice",), group, year, "times_firms", part, over)


def _alone(case: Case) -> Sentence:
    _, n, mix = translator(case.lang), case.voice(), case.base
    return n.write(
        _(
            "In {mix}, {level} of the {firms} firms of the {goal} goal do due diligence to a basic level in {year}; "
            "there is no other mix to compare it with."
        ),
        {
            "mix": case.name(mix),
            "goal": n.constant(GOAL_SHARE),
            "year": case.last,
            "level": n.ranged(number_with_basic(mix, HEADLINE, case.last), "number"),
            "firms": n.say(Query("levels", mix, "firms", HEADLINE, case.last)),
        },
    )


def _extra(case: Case) -> Sentence:
    _, n, base = translator(case.lang), case.voice(), case.base
    low, high = case.ends(lambda mix: number_with_basic(mix, HEADLINE, case.last, base)("p50"))
    has_laggards = case.knows(base, "firms", _LAGGARD, case.last)
    if low == high:
        text = (
            _(
                "Against {baseline}, {high_mix} brings {high} firms of the {goal} goal to a basic level of due "
                "diligence in {year}; of firms that started as laggards it brings {high_laggards}."
            )
            if has_laggards
            else _(
                "Against {baseline}, {high_mix} brings {high} firms of the {goal} goal to a basic level of due "
                "diligence in {year}."
            )
        )
    else:
        text = (
            _(
                "Against {baseline}, the mixes bring {low} firms of the {goal} goal (in {low_mix}, the fewest) to "
                "{high} (in {high_mix}, the most) to a basic level of due diligence in {year}; of firms that "
                "started as laggards they bring {low_laggards} and {high_laggards}."
            )
            if has_laggards
            else _(
                "Against {baseline}, the mixes bring {low} firms of the {goal} goal (in {low_mix}, the fewest) to "
                "{high} (in {high_mix}, the most) to a basic level of due diligence in {year}."
            )
        )
    fields = {
        "year": case.last,
        "baseline": case.name(base),
        "goal": n.constant(GOAL_SHARE),
        "low_mix": case.name(low),
        "high_mix": case.name(high),
        "low": n.ranged(number_with_basic(low, HEADLINE, case.last, base), "number", signed=True),
        "high": n.ranged(number_with_basic(high, HEADLINE, case.last, base), "number", signed=True),
        "low_laggards": n.ranged(number_with_basic(low, _LAGGARD, case.last, base), "number", signed=True),
        "high_laggards": n.ranged(number_with_basic(high, _LAGGARD, case.last, base), "number", signed=True),
    }
    return n.write(text, fields)


def _in_all(case: Case) -> Sentence:
    _, n = translator(case.lang), case.voice()
    _low, high = case.ends(lambda mix: number_with_basic(mix, HEADLINE, case.last)("p50"))
    return n.write(
        _("In all, {level} of the {firms} firms of the goal do so in {mix}, against {reference} in {baseline}."),
        {
            "mix": case.name(high),
            "baseline": case.name(case.base),
            "firms": n.say(Query("levels", high, "firms", HEADLINE, case.last)),
            "level": n.ranged(number_with_basic(high, HEADLINE, case.last), "number"),
            "reference": n.ranged(number_with_basic(case.base, HEADLINE, case.last), "number"),
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
    firms = n.say(Query("levels", base, "firms", "all", case.last), "thousand")
    if case.is_alone:
        return n.write(
            _("Of all {firms} thousand firms that trade abroad, most of them very small, {level} thousand do so."),
            {"firms": firms, "level": n.ranged(number_with_basic(base, "all", case.last), "thousand")},
        )
    low, high = case.ends(lambda mix: number_with_basic(mix, "all", case.last, base)("p50"))
    text = (
        _(
            "Of all {firms} thousand firms that trade abroad, most of them very small, the difference is {high} "
            "thousand in {high_mix}."
        )
        if low == high
        else _(
            "Of all {firms} thousand firms that trade abroad, most of them very small, the difference is {low} "
            "thousand in {low_mix} and {high} thousand in {high_mix}."
        )
    )
    return n.write(
        text,
        {
            "firms": firms,
            "low_mix": case.name(low),
            "high_mix": case.name(high),
            "low": n.ranged(number_with_basic(low, "all", case.last, base), "thousand", signed=True),
            "high": n.ranged(number_with_basic(high, "all", case.last, base), "thousand", signed=True),
        },
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
