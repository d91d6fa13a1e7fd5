"""The table of a synergy analysis for a terminal: who does the work, for whom, at what cost, and which pairs."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.result_parts import SpreadOfDefined
from experiments.synergy.result import SynergyResult
from results.by_width import ByWidth
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
    world_lines,
)
from results.words import group_words, indicator_words

_COLUMN = 24


def synergy_table(found: SynergyResult, lang: str) -> RenderableType:
    """For a terminal of any width."""
    return ByWidth(lambda width: _table(found, lang, width))


def _table(found: SynergyResult, lang: str, width: int) -> RenderableType:
    title, *done = head_lines(found, lang)
    parts: list[RenderableType] = [Text(title, style="bold"), *map(Text, done)]
    for place, (indicator, effect) in enumerate(found.indicators.items()):
        parts += [Text(""), Text(whole_line(found, indicator, HEADLINE, lang), style="bold")]
        parts += map(Text, world_lines(found, indicator, lang))
        parts += [_effects(found, indicator, lang, width), *map(Text, pair_lines(found, indicator, HEADLINE, lang))]
        if len(effect.groups) > 1:
            parts.append(_stages(found, indicator, lang, width))
        if place == 0:
            parts += [Text(""), *map(Text, element_lines(found, indicator, HEADLINE, lang))]
    parts += [Text(""), _costs(found, lang, width), Text("")]
    return Group(*parts, *(Text(line, style="dim") for line in notes(found, lang)))


def _plain(first: str, heads: list[str], width: int) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim")
    column = min(_COLUMN, max(14, (width - 24) // len(heads)))
    table.add_column(first, width=max(24, width - column * len(heads)) - 1, overflow="fold")
    for head in heads:
        table.add_column(head, width=column - 1, justify="right", overflow="fold")
    return table


def _effects(found: SynergyResult, indicator: str, lang: str, width: int) -> Table:
    """Share, alone and within the mix, for the firms of the goal."""
    _ = translator(lang)
    digits, effect = effect_digits(found, indicator, HEADLINE), found.indicators[indicator].groups[HEADLINE]
    table = _plain(_("element"), [_("share"), _("alone"), _("within the mix")], width)
    for element, name in element_names(found, lang).items():
        table.add_row(name, *(effect_text(cell, lang, digits) for cell in effect.elements[element].all_three))
    table.add_row(_("together"), effect_text(effect.total, lang, digits), "", "", style="bold")
    return table


def _stages(found: SynergyResult, indicator: str, lang: str, width: int) -> Table:
    """Shares by the stage in which firms started."""
    _ = translator(lang)
    groups = {group: effect for group, effect in found.indicators[indicator].groups.items() if group != HEADLINE}
    table = _plain(_("share by starting stage"), [group_words(lang)[group].name for group in groups], width)
    digits = [effect_digits(found, indicator, group) for group in groups]

    def row(name: str, cells: list[SpreadOfDefined], style: str = "") -> None:
        texts = [effect_text(cell, lang, n) for cell, n in zip(cells, digits, strict=True)]
        table.add_row(name, *texts, style=style)

    for element, name in element_names(found, lang).items():
        row(name, [effect.elements[element].shapley for effect in groups.values()])
    row(_("together"), [effect.total for effect in groups.values()], "bold")
    return table


def cost_names(lang: str) -> dict[str, str]:
    """Heads of the costs, in million euro a year."""
    _ = translator(lang)
    return {
        "government_cost": _("government cost, million euro a year"),
        "burden": _("burden of all firms, million euro a year"),
        "burden_goal90": _("burden of the goal's firms, million euro a year"),
    }


def _costs(found: SynergyResult, lang: str, width: int) -> Table:
    """Shapley shares of cost beside the share of effect on the first indicator."""
    _ = translator(lang)
    (indicator, first), heads = next(iter(found.indicators.items())), cost_names(lang)
    head = _("{indicator}, percentage points").format(indicator=indicator_words(lang)[indicator].name)
    table = _plain(_("cost beside effect (shares)"), [head, *(heads[name] for name in found.costs)], width)
    digits, effect = effect_digits(found, indicator, HEADLINE), first.groups[HEADLINE]
    fine = [max(1, digits_for([cost.total.mean], "million_eur")) for cost in found.costs.values()]

    def row(name: str, does: SpreadOfDefined, paid: list[SpreadOfDefined], style: str = "") -> None:
        texts = [effect_text(one, lang, n, "million_eur") for one, n in zip(paid, fine, strict=True)]
        table.add_row(name, shown(does.mean, "points", lang, digits, signed=True), *texts, style=style)

    for element, name in element_names(found, lang).items():
        row(name, effect.elements[element].shapley, [cost.elements[element].shapley for cost in found.costs.values()])
    row(_("together"), effect.total, [cost.total for cost in found.costs.values()], "bold")
    return table
