"""Pros and cons of each mix by a printed rule, and what sources say of what the model does not compute."""

from typing import NamedTuple

from experiments.compare import Comparison
from results.blocks import Block, Bullets, Cell, Chapter, Column, Heading, Paragraph, Row, Table, plain
from results.language import translator
from results.number_format import chance, decimal, percent
from results.own_mixes import mixes_of
from results.queries import Query, ask, baseline, last_year, others
from results.ranged import difference_unit
from results.report.choices import SHIPPED, Criterion, report_choices
from results.report.number_cells import Measure, difference_range, difference_text
from results.report.objective_words import name_of
from results.report.sentences import capital, from_study, joined
from results.traced import Numbers, Sentence
from results.units import unit_of, unit_words
from results.words import mix_names, short_names
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
            "The rule: a mix gets a pro (or a con) where it comes out better (or worse) than {baseline} in at least "
            "{chance} of the draws in {year} and the middle difference is at least {points} percentage points, {euro} "
            "euro per 100,000 euro of turnover or {million} million euro. The rest stands under no clear difference."
        ).format(
            baseline=short_names(comparison, lang)[baseline(comparison)],
            year=last_year(comparison),
            chance=percent(choice.chance.value, lang, 0),
            points=decimal(100.0 * size["share"], lang, 1),
            euro=decimal(1e5 * size["per_turnover"], lang),
            million=decimal(1e-6 * size["million_eur"], lang),
        ),
        _("Both thresholds are assumed. Points are not weighed against each other; that is for policy."),
    ]


def judged(comparison: Comparison, mix: str) -> list[Judged]:
    """Every criterion of `report.yaml` for a mix, by the rule."""
    return [_judge(comparison, mix, c) for c in report_choices().pros_and_cons.criteria]


def _judge(comparison: Comparison, mix: str, c: Criterion) -> Judged:
    choice = report_choices().pros_and_cons
    unit = unit_of(c.indicator)
    m = Measure(c.indicator, c.indicator, c.group, unit, last_year(comparison))
    middle = difference_range(comparison, m, mix).p50
    if middle is None or abs(middle) < choice.smallest.value.get(unit, 0.0):  # type: ignore[call-overload]
        return Judged(0, False, m)
    value = ask(comparison, _chance(comparison, m, mix, middle > 0.0))
    if value is None or value < choice.chance.value:
        return Judged(0, middle > 0.0, m)
    return Judged(1 if (middle > 0.0) == (ROWS[c.indicator].better == "more") else -1, middle > 0.0, m)


def _chance(comparison: Comparison, m: Measure, mix: str, is_higher: bool) -> Query:
    """The chance of being above the baseline, or of the baseline being above the mix."""
    first, second = (mix, baseline(comparison)) if is_higher else (baseline(comparison), mix)
    return Query("chance", first, m.indicator, m.group, other=second)


def _mix(comparison: Comparison, lang: str, mix: str) -> list[Block]:
    _ = translator(lang)
    names, found = mix_names(comparison, lang)[mix], judged(comparison, mix)
    blocks: list[Block] = [Heading(names.name)]
    if names.meaning:
        blocks.append(Paragraph(plain(names.meaning), mark="source"))
    for title, sign in ((_("Pros"), 1), (_("Cons"), -1)):
        points = tuple((_point(comparison, lang, mix, one),) for one in found if one.sign == sign)
        blocks.append(Heading(title, 3))
        blocks.append(Bullets(points, mark="model") if points else Paragraph(plain(_("None by the rule."))))
    unclear = [name_of(one.measure, lang) for one in found if not one.sign]
    if unclear:
        blocks += [Heading(_("No clear difference"), 3), Paragraph(plain(capital(joined(unclear, lang)) + "."))]
    return [*blocks, *_qualities(comparison, lang, mix)]


def _point(comparison: Comparison, lang: str, mix: str, one: Judged) -> Sentence:
    _ = translator(lang)
    n, m = Numbers(comparison, lang), one.measure
    query = _chance(comparison, m, mix, one.is_higher)
    text = _("{measure}: higher, {difference} {unit}; so in {chance} of the draws.")
    if not one.is_higher:
        text = _("{measure}: lower, {difference} {unit}; so in {chance} of the draws.")
    return n.sentence(
        text,
        measure=capital(name_of(m, lang)),
        difference=difference_text(n, m, mix),
        unit=unit_words(difference_unit(m.unit), lang),
        chance=n.note(query, chance(ask(comparison, query), lang)),
    )


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
        mix=short_names(comparison, lang)[mix]
    )
    return [Table(f"qualities-{mix}", caption, (Column(_("quality")), Column(_("as a source has it"))), rows)]
