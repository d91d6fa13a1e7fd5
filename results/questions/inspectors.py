"""How many inspectors supervision takes, and what half of them would do (P-C3, P-C18)."""

from collections.abc import Callable

from results.figure_style import PlainTable
from results.language import translator
from results.number_format import Unit
from results.queries import GOAL_SHARE, HEADLINE, Part, Query
from results.questions.case import Case
from results.questions.half import WithHalf, half_inspectors, halved_in
from results.questions.model import PermittedAnswer
from results.questions.traced_draws import How
from results.traced import Sentence


def inspectors(case: Case) -> PermittedAnswer:
    """Posts and their cost, then the paired change with half the inspectors, or what must be run for it."""
    _ = translator(case.lang)
    sentences, halved = [_posts(case)], halved_in(case.comparison, case.studies.half_inspectors)
    sentences += [_with_half(case, mix) for mix in halved]
    names = [mix.id for mix in half_inspectors(case.comparison)]
    # the years of the comparison: draws are compared one by one
    command = case.verb_line("compare", names, (case.comparison.summary.years[0], case.last)) if names else ""
    if not names:
        sentences.append(
            Sentence(
                _(
                    "Half the inspectors would change nothing here: none of these mixes has a law of its own "
                    "with inspections."
                ),
                (),
            )
        )
    needs = "" if halved or not names else _needs(case)
    return case.answer(sentences, _table(case, halved), command, needs)


def _needs(case: Case) -> str:
    _ = translator(case.lang)
    if case.studies.half_inspectors is not None:
        return _(
            "The run with half the inspectors does not fit this comparison: it needs the same mixes, draws, firms, "
            "years, future and seed."
        )
    return _("First run these mixes with half the inspections, each saved as a file.")


def _posts(case: Case) -> Sentence:
    _, n, base = translator(case.lang), case.voice(), case.base
    if case.is_alone:
        return n.write(
            _("In {mix} supervision takes {posts} full-time posts in {year}, at {cost} million euro a year."),
            {
                "mix": case.name(base),
                "year": case.last,
                "posts": n.level(base, "supervisor_fte", "all", case.last, "number"),
                "cost": n.level(base, "government_cost_supervision_eur", "all", case.last, "million_eur"),
            },
        )
    low, high = case.ends(lambda mix: Query("levels", mix, "supervisor_fte", "all", case.last))
    text = (
        _(
            "In {year} supervision takes {high} full-time posts in {high_mix}, at {cost} million euro a year, "
            "against {reference} posts in {baseline}."
        )
        if low == high
        else _(
            "In {year} supervision takes {low} full-time posts in {low_mix} (the fewest) to {high} in {high_mix} "
            "(the most, at {cost} million euro a year), against {reference} posts in {baseline}."
        )
    )
    return n.write(
        text,
        {
            "year": case.last,
            "low_mix": case.name(low),
            "high_mix": case.name(high),
            "baseline": case.name(base),
            "low": n.level(low, "supervisor_fte", "all", case.last, "number"),
            "high": n.level(high, "supervisor_fte", "all", case.last, "number"),
            "cost": n.level(high, "government_cost_supervision_eur", "all", case.last, "million_eur"),
            "reference": n.level(base, "supervisor_fte", "all", case.last, "number"),
        },
    )


def _half(case: Case, mix: str, name: str, group: str, how: How) -> Callable[[Part], WithHalf]:
    return lambda part: WithHalf(mix, (name,), group, case.last, how, part)


def _with_half(case: Case, mix: str) -> Sentence:
    _, n = translator(case.lang), case.voice()
    return n.write(
        _(
            "With half the inspections, the posts in {mix} change by {posts} in {year}; practice of firms of the "
            "{goal} goal changes by {practice} percentage points, the gap between paper and practice by {gap} "
            "percentage points, and the number of these firms with basic practice by {firms}."
        ),
        {
            "mix": case.name(mix),
            "year": case.last,
            "goal": n.constant(GOAL_SHARE),
            "posts": n.ranged(_half(case, mix, "supervisor_fte", "all", "sum"), "number", signed=True),
            "practice": n.ranged(_half(case, mix, "practice", HEADLINE, "sum"), "points", signed=True),
            "gap": n.ranged(_half(case, mix, "paper_gap", HEADLINE, "sum"), "points", signed=True),
            "firms": n.ranged(_half(case, mix, "basic_practice", HEADLINE, "times_firms"), "number", signed=True),
        },
    )


def _table(case: Case, halved: list[str]) -> PlainTable:
    _, n = translator(case.lang), case.voice()
    columns: tuple[tuple[str, str, str, Unit, How], ...] = (
        (_("posts"), "supervisor_fte", "all", "number", "sum"),
        (_("practice, percentage points"), "practice", HEADLINE, "points", "sum"),
        (_("firms with basic practice"), "basic_practice", HEADLINE, "number", "times_firms"),
    )
    heads = [_("mix"), _("full-time posts"), _("cost, million euro")]
    heads += [_("with half: {what}").format(what=head) for head, *_rest in columns] if halved else []
    lines: list[list[str]] = []
    for mix in case.comparison.mixes:
        line = [
            case.name(mix),
            n.level(mix, "supervisor_fte", "all", case.last, "number"),
            n.level(mix, "government_cost_supervision_eur", "all", case.last, "million_eur"),
        ]
        for _head, name, group, unit, how in columns if halved else ():
            line.append(n.ranged(_half(case, mix, name, group, how), unit, signed=True) if mix in halved else "")
        lines.append(line)
    caption = _("Supervision in {year}: middle and range 5–95").format(year=case.last)
    return PlainTable(caption, heads, lines)
