"""Laws beside each other: what they ask, of whom, from when, and how they are enforced."""

from results.figure_style import PlainTable
from results.language import translator
from results.mixes.dial_words import value_name
from results.number_format import day_words, decimal, euros, percent
from results.scope.words import outside_words, phases_words, range_words
from scenarios.future_format import Future
from scenarios.law_format import Law
from scenarios.scope import ScopeCount
from scenarios.shipped import load_law

type Counts = dict[str, list[tuple[int, ScopeCount]]]


def laws_table(laws: tuple[str, ...], future: Future, counts: Counts, lang: str) -> PlainTable:
    """A row for each quality, a column for each law; counts that are not there yet show as an ellipsis."""
    _ = translator(lang)
    found = [load_law(law) for law in laws]
    rows = {
        _("kind"): [_kind(law, lang) for law in found],
        _("level"): [value_name(law.level, lang) for law in found],
        _("who falls under it"): [phases_words(law.scope, lang) for law in found],
        _("firms that trade abroad under it (range)"): [_counts(counts.get(law.id), lang) for law in found],
        _("firms under it that do not trade abroad"): [_outside(counts.get(law.id), lang) for law in found],
        _("steps"): ["; ".join(value_name(step, lang) for step in law.steps) or "–" for law in found],
        _("themes"): ["; ".join(value_name(theme, lang) for theme in law.themes) for law in found],
        _("duty to report"): [_yes(law.reporting, lang) for law in found],
        _("supervision"): [_supervision(law, lang) for law in found],
        _("sanctions"): [_sanctions(law, lang) for law in found],
        _("civil liability"): [value_name(law.civil_liability, lang) for law in found],
        _("depth"): [value_name(law.depth, lang) if law.depth else "–" for law in found],
        _("dates of the law itself"): [_dates(*_days(law), lang) for law in found],
        _("by itself in this future"): [_in_future(law, future, lang) for law in found],
        _("sources"): [", ".join(law.sources) for law in found],
    }
    lines = [[name, *cells] for name, cells in rows.items()]
    return PlainTable(_("Laws beside each other"), [_("quality"), *(getattr(law.name, lang) for law in found)], lines)


def _kind(law: Law, lang: str) -> str:
    _ = translator(lang)
    name = value_name(law.kind, lang)
    return name if law.broad else f"{name} ({_('one theme or trade')})"


def _yes(value: bool, lang: str) -> str:
    _ = translator(lang)
    return _("yes") if value else _("no")


def _counts(found: list[tuple[int, ScopeCount]] | None, lang: str) -> str:
    _ = translator(lang)
    if found is None:
        return "…"
    if len(found) == 1:
        return range_words(found[0][1].total, lang)
    return "; ".join(
        _count_after(after, lang).format(count=after, range=range_words(each.total, lang)) for after, each in found
    )


def _count_after(after: int, lang: str) -> str:
    _ = translator(lang)
    if after == 0:
        return _("at the start: {range}")
    return _("after 1 quarter: {range}") if after == 1 else _("after {count} quarters: {range}")


def _outside(found: list[tuple[int, ScopeCount]] | None, lang: str) -> str:
    return "…" if found is None else outside_words(found[-1][1], lang)


def _supervision(law: Law, lang: str) -> str:
    _ = translator(lang)
    parts = [value_name(law.regime, lang)]
    digits = 0 if law.inspections_per_100_firms == round(law.inspections_per_100_firms) else 2
    if law.inspections_per_100_firms:
        parts.append(
            _("{number} inspections a year per 100 firms").format(
                number=decimal(law.inspections_per_100_firms, lang, digits)
            )
        )
    parts += [_("by checklist")] if law.checklist else []
    return "; ".join(parts)


def _sanctions(law: Law, lang: str) -> str:
    _ = translator(lang)
    parts = [_("order under penalty")] if law.order_under_penalty else []
    parts += [_("fine up to {amount}").format(amount=euros(law.fine_eur, lang))] if law.fine_eur else []
    if law.fine_share_of_turnover:
        parts.append(_("fine up to {share} of turnover").format(share=percent(law.fine_share_of_turnover, lang, 0)))
    parts += [_("publication")] if law.publication else []
    parts += [_("criminal law")] if law.criminal else []
    return "; ".join(parts) or _("none")


def _dates(announced: str | None, in_force: str | None, ends: str | None, lang: str) -> str:
    _ = translator(lang)
    announced, ends = (day_words(each, lang) if each else None for each in (announced, ends))
    words = {"drawn": _("drawn"), "never": _("never")}
    start = (words.get(in_force) or day_words(in_force, lang)) if in_force else None
    parts = [_("announced {quarter}").format(quarter=announced)] if announced else []
    parts += [_("in force {quarter}").format(quarter=start)] if start else []
    parts += [_("ends {quarter}").format(quarter=ends)] if ends else []
    return "; ".join(parts) or _("none; a mix sets them")


def _days(law: Law) -> tuple[str | None, str | None, str | None]:
    """The exact days of a law where its file has them, else the quarters."""
    return law.announced_date or law.announced, law.in_force_date or law.in_force, law.ends_date or law.ends


def _in_future(law: Law, future: Future, lang: str) -> str:
    """Whether the future brings the law without any mix."""
    _ = translator(lang)
    for item in future.laws:
        if item.law == law.id:
            return _dates(item.announced or law.announced, item.in_force or law.in_force, item.ends or law.ends, lang)
    if future.eu_law is not None and future.eu_law.law == law.id:
        return _("at a date that is drawn, or never")
    if law.in_force == "drawn":
        return _("at a date that is drawn, or never, in mixes that have it")
    return _("does not come by itself")
