"""How many inspectors supervision takes, and what half of them would do (P-C3, P-C18)."""

from collections.abc import Callable

from results.figure_style import PlainTable
from results.language import translator
from results.number_format import Unit
from results.queries import HEADLINE, Part
from results.questions.case import Case
from results.questions.half import WithHalf, half_inspectors, halved_in
from results.questions.model import PermittedAnswer
from results.questions.traced_draws import How
from results.traced import Sentence


def inspectors(case: Case) -> PermittedAnswer:
    """Posts and their cost, then the paired change with half the inspectors, or what must be run for it."""
    _ = translator(case.lang)
    halved = halved_in(case.comparison, case.studies.half_inspectors)
    sentences = [_posts(case), *([_with_half(case, halved)] if halved else [])]
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
    return case.answer(sentences, case.by_world(lambda inside: _table(inside, halved)), command, needs)


def _needs(case: Case) -> str:
    _ = translator(case.lang)
    if case.studies.half_inspectors is not None:
        return _(
            "The run with half the inspectors does not fit this comparison: it needs the same mixes, draws, firms, "
            "years, future and seed."
        )
    return _("First run these mixes with half the inspections, each saved as a file.")


def _posts(case: Case) -> Sentence:
    _ = translator(case.lang)
    posts, cost = "supervisor_fte", "government_cost_supervision_eur"
    return case.told(
        _("Supervision takes so many full-time posts in {year}: {listed}."),
        lambda n, mix: _("{posts}, at {cost} million euro a year").format(
            posts=n.level(mix, posts, "all", case.last, "number"),
            cost=n.level(mix, cost, "all", case.last, "million_eur"),
        ),
        case.comparison.mixes,
    )


def _half(case: Case, mix: str, name: str, group: str, how: How) -> Callable[[Part], WithHalf]:
    return lambda part: WithHalf(mix, (name,), group, case.last, how, part)


def _with_half(case: Case, halved: list[str]) -> Sentence:
    _ = translator(case.lang)
    return case.told(
        _(
            "With half the inspections this changes in {year}, in full-time posts, in percentage points for firms of "
            "the {goal} goal, and in the number of these firms with basic practice: {listed}."
        ),
        lambda n, mix: _("posts {posts}, practice {practice}, paper gap {gap}, firms {firms}").format(
            posts=n.ranged(_half(case, mix, "supervisor_fte", "all", "sum"), "number", signed=True),
            practice=n.ranged(_half(case, mix, "practice", HEADLINE, "sum"), "points", signed=True),
            gap=n.ranged(_half(case, mix, "paper_gap", HEADLINE, "sum"), "points", signed=True),
            firms=n.ranged(_half(case, mix, "basic_practice", HEADLINE, "times_firms"), "number", signed=True),
        ),
        halved,
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
