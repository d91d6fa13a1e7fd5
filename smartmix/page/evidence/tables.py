"""The tables of the page Evidence as HTML: numbers with small bars, ids of sources as links to where they stand."""

from html import escape

from calibration.evidence import Fact
from calibration.validation_result import FactCheck, SignCheck, Validation
from results.language import translator
from results.number_format import chance, digits_for, shown
from results.ranged import ending
from results.sensitivity.words import input_name
from results.validation.table import fact_heads, left_out_heads, power_heads, result_heads
from results.validation.words import fact_name, fact_texts, left_out_texts, result_texts, unit_of
from smartmix.page.evidence.bars import range_bar
from smartmix.page.evidence.parameters import ParameterRow, grade_words, number_text, range_text, role_words, unit_words
from smartmix.page.evidence.sources import sources


def table(caption: str, heads: list[str], rows: list[str]) -> str:
    """A table that scrolls sideways; `rows` are HTML."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    name = escape(caption, quote=True)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{name}"><table class="evidence">'
        f'<caption class="visually-hidden">{name}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def source_marks(names: tuple[str, ...] | list[str]) -> str:
    """Ids of sources: a link to the page of the source where there is one, else the id with its place as title."""
    marks: list[str] = []
    for name in names:
        source = sources().get(name)
        where = escape("" if source is None else source.where, quote=True)
        if source is not None and source.links:
            address = escape(source.links[0], quote=True)
            marks.append(f'<a href="{address}" rel="noreferrer" target="_blank" title="{where}">{escape(name)}</a>')
        else:
            marks.append(f'<abbr title="{where}">{escape(name)}</abbr>' if where else escape(name))
    return ", ".join(marks)


def source_list(names: list[str], lang: str) -> str:
    """Where each source stands, as a list."""
    _ = translator(lang)
    items: list[str] = []
    for name in sorted(names):
        source = sources().get(name)
        if source is None:
            items.append(f"<dt>{escape(name)}</dt><dd>{escape(_('made for this model: see its documentation'))}</dd>")
            continue
        links = " ".join(
            f'<a href="{escape(each, quote=True)}" rel="noreferrer" target="_blank">{escape(each)}</a>'
            for each in source.links
        )
        items.append(f"<dt>{escape(name)}</dt><dd>{links or escape(source.where)}</dd>")
    return f"<dl>{''.join(items)}</dl>"


def parameter_table(rows: list[ParameterRow], lang: str) -> str:
    """Numbers of the model: name, value or range, small bar, unit, sources, grade, role."""
    _ = translator(lang)
    grades, roles = grade_words(lang), role_words(lang)
    heads = [
        _("number"),
        _("value, or range 5–95 before"),
        _("range 5–95 after"),
        _("before and after"),
        _("grade"),
        _("role"),
        _("sources"),
    ]
    lines: list[str] = []
    for row in rows:
        p = row.parameter
        before = number_text(p.low, lang) if row.prior is None else range_text(row.prior, lang)
        after = "" if row.posterior is None else range_text(row.posterior, lang)
        words = _("before {before}, after {after}").format(before=before, after=after or _("the same"))
        bar = "" if row.prior is None else range_bar(p.low, p.high, row.prior, row.posterior, words)
        theme, unit = escape(input_name(p.theme, lang)), escape(unit_words(p.unit, lang))
        name = escape(p.nl if lang == "nl" else p.en)
        name += f'<span class="second">{theme} · <code>{escape(p.name)}</code></span>'
        cells = [
            f'{escape(before)}<span class="second">{unit}</span>',
            escape(after) or "–",
            bar,
            escape(grades[p.grade]),
            escape(roles[row.role]),
            source_marks(p.sources),
        ]
        lines.append(f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>')
    return table(_("Numbers of the model"), heads, lines)


def fact_table(checks: tuple[FactCheck, ...], caption: str, lang: str) -> str:
    """Facts beside the model; what lies outside its range is marked in words."""
    _ = translator(lang)
    fact, measured, prior, posterior, inside, _tail, _width = fact_heads(lang)
    heads = [
        fact,
        measured,
        prior,
        posterior,
        _("before and after, measured as a mark"),
        inside,
        _("grade"),
        _("sources"),
    ]
    lines: list[str] = []
    for check, words in zip(checks, fact_texts(checks, lang), strict=True):
        found, one = check.prediction, check.fact
        before, after = ((s.p05, s.p50, s.p95) for s in (found.prior, found.posterior))
        ends = [*before, *after, one.value]
        said = _("measured {measured}; model before {prior}, after {posterior}").format(
            measured=words.measured, prior=words.prior, posterior=words.posterior
        )
        bar = range_bar(min(ends), max(ends), before, after, said, one.value)
        cells = [
            escape(words.measured),
            escape(words.prior),
            escape(words.posterior),
            bar,
            escape(words.inside),
            escape(grade_words(lang)[one.grade]),
            source_marks(one.sources),
        ]
        css = "" if found.inside else ' class="failed"'
        name = escape(words.name)
        lines.append(f'<tr{css}><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>')
    return table(caption, heads, lines)


def left_out_table(validation: Validation, caption: str, lang: str) -> str:
    """Facts of laws as all other laws predict them; what lies outside the range is marked in words."""
    pairs = zip(validation.left_out, left_out_texts(validation, lang), strict=True)
    rows = [
        _row((text.name, text.measured, text.range, text.inside, text.width), not one.is_inside) for one, text in pairs
    ]
    return table(caption, left_out_heads(lang), rows)


def power_table(checks: tuple[FactCheck, ...], caption: str, lang: str) -> str:
    """What a country never seen would show, and which measured values would have failed the joint test."""
    texts = fact_texts(checks, lang)
    return table(
        caption, power_heads(lang), [_row((text.name, text.measured, text.unseen, text.fails)) for text in texts]
    )


def result_table(validation: Validation, caption: str, lang: str) -> str:
    """Results before and after the calibration, and whether a fact speaks to them."""
    texts = result_texts(validation.results, lang)
    return table(
        caption, result_heads(lang), [_row((text.name, text.prior, text.posterior, text.rests_on)) for text in texts]
    )


def _row(texts: tuple[str, ...], has_failed: bool = False) -> str:
    """A row of texts, the first of which names it."""
    name, *cells = map(escape, texts)
    css = ' class="failed"' if has_failed else ""
    return f'<tr{css}><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def other_facts_table(facts: list[Fact], lang: str) -> str:
    """Facts that go in as they are, or of which only the direction is known: nothing to compare."""
    _ = translator(lang)
    roles = {"input": _("goes into the model as it is"), "sign": _("only the direction is known")}
    lines: list[str] = []
    for fact in facts:
        unit = unit_of(fact)
        value = shown(fact.value, unit, lang, digits_for([fact.value], unit)) + ending(unit)
        cells = [
            escape(value),
            escape(roles[fact.role]),
            escape(grade_words(lang)[fact.grade]),
            source_marks(fact.sources),
        ]
        name = escape(fact_name(fact, lang))
        lines.append(f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>')
    return table(_("Other facts"), [_("fact"), _("measured"), _("role"), _("grade"), _("sources")], lines)


def sign_table(checks: list[SignCheck], caption: str, lang: str) -> str:
    """Patterns with their chances before and after the calibration; failed ones marked in words."""
    _ = translator(lang)
    lines: list[str] = []
    for check in checks:
        sign = check.sign
        verdict = _("FAILED") if check.has_failed else _("held")
        if check.is_built_in:
            verdict += ", " + _("built in")
        cells = [
            escape(chance(check.prior.probability, lang)),
            escape(chance(check.posterior.probability, lang)),
            escape(verdict),
            source_marks(sign.sources),
        ]
        css = ' class="failed"' if check.has_failed else ""
        name = f"{escape(sign.id)}: {escape(getattr(sign.statement, lang))}"
        lines.append(f'<tr{css}><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>')
    return table(caption, [_("pattern"), _("before"), _("after"), _("verdict"), _("sources")], lines)
