"""Pros and cons of each mix by a printed rule, and what sources say of what the model does not compute."""

from typing import NamedTuple

from experiments.compare import Comparison, mixes_of
from results.blocks import Block, Bullets, Cell, Chapter, Column, Heading, Paragraph, Row, Table, plain
from results.compare.by_objective import size_of
from results.compare.worlds import world_name
from results.language import capital, translator
from results.number_format import decimal, percent
from results.queries import Query, ask, last_year, others, views
from results.report.choices import SHIPPED, Criterion, report_choices
from results.report.number_cells import Measure, difference_range
from results.report.objective_words import name_of
from results.report.sentences import from_study
from results.traced import Sentence
from results.units import unit_of
from results.words import baseline_words, in_running_text, joined, mix_names, short_names
from simulation.indicator_rows import ROWS


class Judged(NamedTuple):
    """What the rule makes of one criterion for one mix: 1 pro, -1 con, 0 neither; and whether it is higher."""

    sign: int
    is_higher: bool
    measure: Measure


def chapter(comparison: Comparison, lang: str) -> Chapter:
    """Each mix beside the baseline; the baseline alone has nothing to be held against."""
    _ = translator(lang)
    blocks: list[Block] = [Paragraph(from_study(SHIPPED.name, *rule(comparison, lang)), style="small")]
    if not others(comparison):
        blocks = [Paragraph(plain(_("Only the baseline was run, so there are no pros and cons to name.")))]
    for mix in others(comparison):
        blocks += _mix(comparison, lang, mix)
    return Chapter("pros-cons", _("Pros and cons of each mix"), tuple(blocks))


def rule(comparison: Comparison, lang: str) -> list[str]:
    """The rule in words, with its numbers from `report.yaml`."""
    _, choice = translator(lang), report_choices().pros_and_cons
    size = choice.smallest.value
    return [
        _(
            "The rule: a mix gets a pro (or a con) where it comes out better (or worse) than {baseline} by at "
            "least the size that matters in at least {chance} of the draws in {year}, in each world by itself. "
            "Where no size was set it is {points} percentage points, {euro} euro per 100,000 euro of turnover "
            "or {million} million euro. The rest stands under no clear difference."
        ).format(
            baseline=baseline_words(comparison, lang),
            year=last_year(comparison),
            chance=percent(choice.chance.value, lang, 0),
            points=decimal(100.0 * size["share"], lang, 1),
            euro=decimal(1e5 * size["per_turnover"], lang),
            million=decimal(1e-6 * size["million_eur"], lang),
        ),
        _("Sizes and chance are assumed. Points are not weighed against each other; that is for policy."),
    ]


def judged(comparison: Comparison, mix: str) -> list[Judged]:
    """Every criterion of `report.yaml` for a mix, by the rule."""
    return [_judge(comparison, mix, c) for c in report_choices().pros_and_cons.criteria]


def _judge(comparison: Comparison, mix: str, c: Criterion) -> Judged:
    choice = report_choices().pros_and_cons
    m = Measure(c.indicator, c.indicator, c.group, unit_of(c.indicator), last_year(comparison))
    middle = difference_range(comparison, m, mix).p50
    if middle is None:
        return Judged(0, False, m)
    value = ask(comparison, _chance(comparison, m, mix))
    if value is None or value < choice.chance.value:
        return Judged(0, middle > 0.0, m)
    return Judged(1 if (middle > 0.0) == (ROWS[c.indicator].better == "more") else -1, middle > 0.0, m)


def _chance(comparison: Comparison, m: Measure, mix: str) -> Query:
    """The chance of a difference of at least the size that matters, the way of its middle."""
    smallest = report_choices().pros_and_cons.smallest.value
    size = size_of(comparison, m.indicator) or smallest.get(m.unit, 0.0)  # type: ignore[call-overload]
    is_lower = (difference_range(comparison, m, mix).p50 or 0.0) < 0.0
    return Query("exceeds", mix, m.indicator, m.group, m.year, threshold=-size if is_lower else size)


def _mix(comparison: Comparison, lang: str, mix: str) -> list[Block]:
    _ = translator(lang)
    names = mix_names(comparison, lang)[mix]
    found = [(view, one) for view in views(comparison) for one in judged(view, mix)]
    blocks: list[Block] = [Heading(names.name)]
    if names.meaning:
        blocks.append(Paragraph(plain(names.meaning), mark="source"))
    for title, sign in ((_("Pros"), 1), (_("Cons"), -1)):
        points = tuple((_point(view, lang, one),) for view, one in found if one.sign == sign)
        blocks.append(Heading(title, 3))
        blocks.append(Bullets(points, mark="model") if points else Paragraph(plain(_("None by the rule."))))
    named = {(one.measure.indicator, one.measure.group) for _view, one in found if one.sign}
    unclear = dict.fromkeys(
        name_of(one.measure, lang) for _view, one in found if (one.measure.indicator, one.measure.group) not in named
    )
    if unclear:
        blocks += [Heading(_("No clear difference"), 3), Paragraph(plain(capital(joined(list(unclear), lang)) + "."))]
    return [*blocks, *_qualities(comparison, lang, mix)]


def _point(comparison: Comparison, lang: str, one: Judged) -> Sentence:
    """In words: the numbers stand in the table of the objective."""
    _ = translator(lang)
    where = "" if comparison.world is None else f" ({world_name(comparison, lang)})"
    text = _("{measure}: higher.") if one.is_higher else _("{measure}: lower.")
    return Sentence(text.format(measure=capital(name_of(one.measure, lang)) + where), ())


def _qualities(comparison: Comparison, lang: str, mix: str) -> list[Block]:
    """Support in society, legal soundness and feasibility, as sources have them; empty is "not assessed"."""
    _ = translator(lang)
    content = mixes_of(comparison)[mix]
    rows = tuple(
        Row(
            label,
            (
                Cell(f"{getattr(said.text, lang)} ({', '.join(said.sources)})", mark="source")
                if said
                else Cell(_("not assessed"), mark="policy"),
            ),
        )
        for label, said in (
            (_("Support in society"), content.support_in_society),
            (_("Legal soundness"), content.legal_soundness),
            (_("Feasibility"), content.feasibility),
        )
    )
    caption = _("What sources say of {mix}; the model does not compute this").format(
        mix=in_running_text(mix, short_names(comparison, lang), lang)
    )
    return [Table(f"qualities-{mix}", caption, (Column(_("quality")), Column(_("as a source has it"))), rows)]
