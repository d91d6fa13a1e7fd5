"""Whether a firm falls under a law, as a clerk answers: yes or no, from when, by which test, with the article."""

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from results.figure_style import PlainTable
from results.language import translator
from results.number_format import day_words, exact
from results.scope.articles import article_words
from results.scope.words import (
    least_words,
    limit_words,
    money_words,
    place_names,
    product_words,
    role_names,
    size_names,
)
from results.words import sector_names
from scenarios.firm_checks import Check
from scenarios.firm_scope import FirmAnswer, Verdict, decisive


def verdict_words(lang: str) -> dict[Verdict, str]:
    """Each answer in a few words."""
    _ = translator(lang)
    return {
        "binds": _("falls under it"),
        "from_later": _("will fall under it"),
        "would_bind": _("would fall under it; it is not in force"),
        "lighter": _("lighter duty only"),
        "not_bound": _("does not fall under it"),
        "unclear": _("cannot be said"),
    }


def fact_names(lang: str) -> dict[str, str]:
    """The facts of a firm by their keys, for those whose key says too little."""
    _ = translator(lang)
    return limit_words(lang) | {
        "employees": _("working persons"),
        "turnover": _("turnover"),
        "assets": _("balance total"),
        "years": _("years in which the figures hold"),
        "group": _("place in a group"),
        "established": _("seat"),
        "covered_by_parent": _("covered by the parent"),
        "royalties_eu": _("royalties in the EU"),
        "turnover_eu": _("turnover in the EU"),
        "eu_subsidiary_turnover": _("turnover of one subsidiary or branch in the EU"),
        "employees_full_time": _("full-time posts"),
        "group_employees": _("working persons in the whole group"),
        "group_turnover": _("turnover of the whole group"),
        "group_assets": _("balance total of the whole group"),
        "country_group_employees": _("working persons of the group in the law's country"),
        "country_group_turnover": _("turnover of the group in the law's country"),
        "founded": _("day of founding"),
        "year_end": _("last day of the financial year"),
        "currency": _("amounts in euro, or in the law's own currency"),
        "active_in": _("where it does business"),
        "public_interest": _("public-interest entity"),
        "legal_form": _("legal form"),
        "sector": _("sector"),
        "role": _("role"),
        "product": _("products"),
    }


def named(facts: tuple[str, ...], lang: str) -> str:
    """Facts in words, with the key that tells them: `turnover (turnover=)`."""
    names = fact_names(lang)
    return ", ".join(f"{names.get(fact, fact.replace('_', ' '))} ({fact}=…)" for fact in facts)


def check_words(check: Check, lang: str) -> str:
    """One condition with what was found: `turnover: more than €1.5 billion – €1.2 billion: no`."""
    _ = translator(lang)
    outcome = {True: _("yes"), False: _("no"), None: _("cannot be said")}[check.holds]
    return f"{_asked(check, lang)} – {_found(check, lang)}: {outcome}"


def _asked(check: Check, lang: str) -> str:
    _ = translator(lang)
    test, names = check.test, size_names(lang)
    if check.key in names:
        return names[check.key].format(least=least_words(test, check.key, lang))
    if check.key == "turnover_or_assets":
        both = [names[key].format(least=least_words(test, key, lang)) for key in ("turnover_eur", "assets_eur")]
        return _(" or ").join(both)
    lists = {
        "sectors": [sector_names(lang)[name] for name in test.sectors],
        "legal_forms": test.legal_forms,
        "roles": [f"{words} ({role})" for role, words in zip(test.roles, role_names(test.roles, lang), strict=True)],
        "established": place_names(test.established, lang),
        "active_in": place_names(test.active_in, lang),
        "products": [product_words(product, lang) for product in test.products],
    }
    heads = limit_words(lang) | {
        "years": _("two years in a row"),
        "counts": _("figures of the group"),
        "sectors": _("sector"),
        "legal_forms": _("legal form"),
        "roles": _("role"),
        "established": _("seat"),
        "active_in": _("where it does business"),
        "products": _("products"),
        "founded_after": _("founded after {day}").format(day=day_words(test.founded_after, lang)),
        "year_ends_from": _("a financial year that ends on {day} or later").format(
            day=day_words(test.year_ends_from, lang)
        ),
        "not_covered_by_parent": _("not covered by a report or plan of the parent"),
    }
    told = lists.get(check.key)
    return heads[check.key] if told is None else f"{heads[check.key]}: {', '.join(told)}"


def _found(check: Check, lang: str) -> str:
    _ = translator(lang)
    value: Any = check.found
    if value is None or isinstance(value, bool):
        return {None: _("not told"), True: _("yes"), False: _("no")}[value]
    if isinstance(value, tuple):
        return ", ".join("?" if each is None else money_words(each, lang, check.currency) for each in value)
    if isinstance(value, int | float):
        return money_words(value, lang, check.currency) if check.key.endswith("_eur") else exact(value, lang)
    if isinstance(value, list):
        return ", ".join(each if isinstance(each, str) else product_words(each, lang) for each in value) or "–"
    if check.key in ("founded_after", "year_ends_from"):
        return day_words(str(value), lang)
    names = {"none": _("no group"), "ultimate_parent": _("ultimate parent"), "subsidiary": _("subsidiary")}
    return {**names, **sector_names(lang)}.get(str(value), str(value))


def firm_sentences(answer: FirmAnswer, lang: str) -> list[str]:
    """The answer of one law: verdict with the day, the article, what decided, what is missing, what was taken."""
    _ = translator(lang)
    name = getattr(answer.law.name, lang)
    which = answer.law.id if answer.version is None else f"{answer.law.id}, {answer.version}"
    said = [f"{name} ({which}): {verdict_words(lang)[answer.verdict]}."]
    if answer.since is not None and answer.verdict in ("binds", "from_later"):
        said.append(_("From {day}.").format(day=day_words(answer.since, lang)))
    if answer.verdict == "would_bind":
        said.append(_standing(answer, lang))
    if answer.verdict == "lighter" and answer.law.lighter_duty is not None:
        said.append(getattr(answer.law.lighter_duty, lang))
    if answer.test.article is not None:
        said.append(_("Article: {article}.").format(article=_article(answer, lang)))
    said += [check_words(check, lang) for check in decisive(answer)]
    if answer.missing:
        said.append(_("Needed for an answer: {facts}.").format(facts=named(answer.missing, lang)))
    elif answer.verdict == "unclear":
        said.append(_("The words of the law that decide this were not seen, or can be read in two ways."))
    return said + taken_words([answer], lang)


def taken_words(answers: list[FirmAnswer], lang: str) -> list[str]:
    """What these answers took for granted, in one sentence; nothing where all was told."""
    _ = translator(lang)
    taken = {
        "years": "2",
        "group": _("no group"),
        "established": "NL",
        "covered_by_parent": _("no"),
        "royalties_eu": money_words(0.0, lang),
        "founded": _("not a new firm"),
        "year_end": _("late enough"),
        "active_in": _("nowhere but at its seat"),
    }
    names = fact_names(lang)
    facts = dict.fromkeys(fact for answer in answers for fact in answer.taken)
    listed = ", ".join(f"{names[fact]} ({taken[fact]})" for fact in facts)
    return [_("Taken, because it was not told: {facts}.").format(facts=listed)] if listed else []


def _article(answer: FirmAnswer, lang: str) -> str:
    article = answer.test.article
    return "–" if article is None else article_words(article, lang, answer.law.level == "EU")


def _standing(answer: FirmAnswer, lang: str) -> str:
    _ = translator(lang)
    since = day_words(answer.since, lang)
    return {
        "law": _("It has no date in this file, or has ended."),
        "not_in_force": _("Adopted, but not in force in the Netherlands."),
        "bill": _("A bill; its text would hold from {day}.").format(day=since),
        "what_if": _("A what-if, no law."),
        "replaced": _("Replaced by a later text; this one would have held from {day}.").format(day=since),
    }[answer.law.standing]


def firm_text(answer: FirmAnswer, lang: str) -> RenderableType:
    """The answer of one law for a terminal."""
    first, *rest = firm_sentences(answer, lang)
    return Group(Text(first, style="bold"), *(Text(f"  {line}") for line in rest))


def firm_overview(answers: list[FirmAnswer], lang: str) -> RenderableType:
    """All laws beside each other, for a terminal."""
    plain = firm_table(answers, lang)
    table = Table(box=None, pad_edge=False, title=plain.caption, title_justify="left")
    for head in plain.heads:
        table.add_column(head, overflow="fold")
    for line in plain.lines:
        table.add_row(*line)
    return Group(table, *(Text(line) for line in taken_words(answers, lang)))


def firm_table(answers: list[FirmAnswer], lang: str) -> PlainTable:
    """All laws beside each other: verdict, from when, and what decides."""
    _ = translator(lang)
    lines = [
        [
            getattr(answer.law.name, lang),
            verdict_words(lang)[answer.verdict],
            day_words(answer.since, lang),
            _article(answer, lang),
            "; ".join(check_words(check, lang) for check in list(decisive(answer))[:3])
            if answer.verdict != "unclear" or not answer.missing
            else named(answer.missing, lang),
        ]
        for answer in answers
    ]
    heads = [_("law"), _("answer"), _("from"), _("article"), _("what decides")]
    return PlainTable(_("This firm under each law"), heads, lines)
