"""Counts of firms in words and tables: always a range, and "cannot be established" where that is so."""

from results.figure_style import PlainTable
from results.language import translator
from results.number_format import decimal
from results.words import group_words, sector_names
from scenarios.scope import Range, ScopeCount


def range_words(part: Range, lang: str) -> str:
    """`1,690 (1,504–1,760)`."""
    low, middle, high = (decimal(value, lang) for value in (part.low, part.central, part.high))
    return f"{middle} ({low}–{high})"


def outside_words(found: ScopeCount, lang: str) -> str:
    """How many fall under it that do not trade abroad."""
    _ = translator(lang)
    if found.outside is None:
        return _("cannot be established")
    return f"{decimal(found.outside.low, lang)}–{decimal(found.outside.high, lang)}"


def count_table(found: ScopeCount, lang: str) -> PlainTable:
    """Firms by size and sector, with the range."""
    _ = translator(lang)
    parts = {_("all"): found.total}
    parts |= {group_words(lang)[name].name: part for name, part in found.by_size.items()}
    parts |= {sector_names(lang)[name]: part for name, part in found.by_sector.items()}
    lines = [[name, *(decimal(v, lang) for v in (p.low, p.central, p.high))] for name, p in parts.items()]
    caption = _("Firms that trade abroad and fall under it")
    return PlainTable(caption, [_("firms that trade abroad"), _("low"), _("central"), _("high")], lines)


def reading_lines(found: ScopeCount, lang: str) -> list[str]:
    """What the range holds: each reading of the test with its count."""
    _ = translator(lang)
    names = {
        "as_given": _("as given"),
        "at_least": _("at the threshold or above"),
        "strictly_more": _("above the threshold"),
        "turnover_and_assets": _("turnover and balance total"),
        "turnover_or_assets": _("turnover or balance total"),
        "euro_lower": _("thresholds in euro read lower"),
        "euro_higher": _("thresholds in euro read higher"),
    }
    return [f"{names[key]}: {decimal(value, lang)}" for key, value in found.readings.items()]
