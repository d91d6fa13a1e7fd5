"""How many firms fall under a law or threshold, as a table of ranges."""

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from results.figure_style import PlainTable
from results.language import translator
from results.number_format import decimal
from results.ranged import between
from results.scope.words import group_lines, reading_names
from results.words import group_words, sector_names
from scenarios.scope import FirmCount, ScopeCount


def scope_table(count: ScopeCount, lang: str) -> RenderableType:
    """Firms that trade abroad by size and sector, the readings of the test, and firms that do not trade abroad."""
    _ = translator(lang)
    table = Table(box=None, pad_edge=False)
    table.add_column(_("firms that trade abroad"))
    for head in (_("low"), _("central"), _("high")):
        table.add_column(head, justify="right")
    _row(table, _("all"), count.total, lang, "bold")
    for name, part in count.by_size.items():
        _row(table, group_words(lang)[name].name, part, lang)
    table.add_section()
    for name, part in count.by_sector.items():
        _row(table, sector_names(lang)[name], part, lang)
    notes: list[RenderableType] = [Text(""), *(Text(line) for line in group_lines(count, lang))]
    notes.append(Text(_outside(count, lang)))
    readings = _readings(count, lang)
    if readings:
        notes.append(
            Text(_("The text of the test can be read in more than one way: {readings}.").format(readings=readings))
        )
    held = _("The range holds these readings, thresholds in euro read lower and higher, and sampling (5-95).")
    if count.groups is not None:
        held = _("The range holds these readings, figures of groups read lower and higher, and sampling (5-95).")
    notes.append(Text(held))
    return Group(table, *notes)


def _row(table: Any, name: str, part: FirmCount, lang: str, style: str = "") -> None:
    table.add_row(name, *(decimal(value, lang) for value in (part.low, part.central, part.high)), style=style)


def _outside(count: ScopeCount, lang: str) -> str:
    _ = translator(lang)
    if count.outside is None:
        return _("Firms that fall under it without trading abroad: cannot be established.")
    return _("Firms that fall under it without trading abroad: {count}.").format(
        count=between(decimal(count.outside.low, lang), decimal(count.outside.high, lang), lang)
    )


def _readings(count: ScopeCount, lang: str) -> str:
    names = {key: name for key, name in reading_names(lang).items() if not key.startswith("euro")}
    found = {key: value for key, value in count.readings.items() if key in names}
    if len(found) < 2:
        return ""
    return "; ".join(f"{names[key]} {decimal(value, lang)}" for key, value in found.items())


def count_table(found: ScopeCount, lang: str) -> PlainTable:
    """The same as a plain table, for a page."""
    _ = translator(lang)
    parts = {_("all"): found.total}
    parts |= {group_words(lang)[name].name: part for name, part in found.by_size.items()}
    parts |= {sector_names(lang)[name]: part for name, part in found.by_sector.items()}
    lines = [[name, *(decimal(v, lang) for v in (p.low, p.central, p.high))] for name, p in parts.items()]
    caption = _("Firms that trade abroad and fall under it")
    return PlainTable(caption, [_("firms that trade abroad"), _("low"), _("central"), _("high")], lines)
