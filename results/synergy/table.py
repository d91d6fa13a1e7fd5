"""The table of a synergy analysis for a terminal: who does the work, for whom, at what cost, and which pairs."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.synergy.data import synergy_data
from experiments.synergy.run import Synergy
from results.indicator_words import indicator_words
from results.language import translator
from results.number_format import digits_for, shown
from results.queries import HEADLINE
from results.synergy.words import (
    effect_digits,
    effect_text,
    element_lines,
    element_names,
    head_lines,
    notes,
    pair_lines,
    whole_line,
)
from results.words import group_words

_COLUMN = 24


def synergy_table(result: Synergy, lang: str, width: int = 120) -> RenderableType:
    """The whole table for a terminal of `width` characters."""
    title, *done = head_lines(result, lang)
    parts: list[RenderableType] = [Text(title, style="bold"), *map(Text, done)]
    for place, indicator in enumerate(result.settings.indicators):
        parts += [Text(""), Text(whole_line(result, indicator, HEADLINE, lang), style="bold")]
        parts += [_effects(result, indicator, lang, width), *map(Text, pair_lines(result, indicator, HEADLINE, lang))]
        parts.append(_stages(result, indicator, lang, width))
        if place == 0:
            parts += [Text(""), *map(Text, element_lines(result, indicator, HEADLINE, lang))]
    parts += [Text(""), _costs(result, lang, width), Text("")]
    years = next(m.years for m in result.measures if m.name in synergy_data().costs)
    parts += [Text(line.format(since=f"{years[0]}–{years[-1]}"), style="dim") for line in notes(lang)]
    return Group(*parts)


def _plain(first: str, heads: list[str], width: int) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim")
    column = min(_COLUMN, max(14, (width - 24) // len(heads)))
    table.add_column(first, width=max(24, width - column * len(heads)) - 1, overflow="fold")
    for head in heads:
        table.add_column(head, width=column - 1, justify="right", overflow="fold")
    return table


def _effects(result: Synergy, indicator: str, lang: str, width: int) -> Table:
    """Share, alone and within the mix, for the firms of the goal."""
    _ = translator(lang)
    digits = effect_digits(result, indicator, HEADLINE)
    table = _plain(_("element"), [_("share"), _("alone"), _("within the mix")], width)
    for element, name in element_names(result, lang).items():
        cells = [result.spread(indicator, HEADLINE, q, element) for q in ("shapley", "first_in", "last_out")]
        table.add_row(name, *(effect_text(cell, lang, digits) for cell in cells))
    whole = effect_text(result.spread(indicator, HEADLINE, "total"), lang, digits)
    table.add_row(_("together"), whole, "", "", style="bold")
    return table


def _stages(result: Synergy, indicator: str, lang: str, width: int) -> Table:
    """Shares by the stage in which firms started."""
    _ = translator(lang)
    groups = [group for group in synergy_data().groups if group != HEADLINE]
    table = _plain(_("share by starting stage"), [group_words(lang)[group].name for group in groups], width)
    digits = [effect_digits(result, indicator, group) for group in groups]
    for element, name in [*element_names(result, lang).items(), ("", _("together"))]:
        cells = [
            result.spread(indicator, group, "shapley" if element else "total", element or None) for group in groups
        ]
        texts = [effect_text(cell, lang, d) for cell, d in zip(cells, digits, strict=True)]
        table.add_row(name, *texts, style="" if element else "bold")
    return table


def cost_names(lang: str) -> dict[str, str]:
    """Heads of the costs, in million euro a year."""
    _ = translator(lang)
    return {
        "government_cost": _("government cost, million euro a year"),
        "burden": _("burden of all firms, million euro a year"),
        "burden_goal90": _("burden of the goal's firms, million euro a year"),
    }


def _costs(result: Synergy, lang: str, width: int) -> Table:
    """Shapley shares of cost beside the share of effect on the first indicator."""
    _ = translator(lang)
    indicator, costs, heads = result.settings.indicators[0], synergy_data().costs, cost_names(lang)
    head = _("{indicator}, percentage points").format(indicator=indicator_words(lang)[indicator].name)
    table = _plain(_("cost beside effect (shares)"), [head, *(heads[name] for name in costs)], width)
    digits = effect_digits(result, indicator, HEADLINE)
    fine = {n: digits_for([result.spread(n, c.group, "total").mean], "million_eur") for n, c in costs.items()}
    for element, name in [*element_names(result, lang).items(), ("", _("together"))]:
        quantity, of = ("shapley", element) if element else ("total", None)
        effect = shown(result.spread(indicator, HEADLINE, quantity, of).mean, "points", lang, digits, signed=True)
        paid = [
            effect_text(result.spread(n, c.group, quantity, of), lang, max(1, fine[n]), "million_eur")
            for n, c in costs.items()
        ]
        table.add_row(name, effect, *paid, style="" if element else "bold")
    return table
