"""The table of a robustness analysis for a terminal: an objective at a time, every number with its range."""

from itertools import pairwise

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.robustness.result import PairCompared, RobustnessResult
from results.by_width import ByWidth
from results.language import translator
from results.number_format import Unit, chance, digits_for, percent, shown
from results.ranged import Ranged, chance_text
from results.robustness.words import head_lines, notes, title_of, weights_line, world_names
from results.words import in_running_text, study_mix, study_names

#: Widths in characters of the columns after the first, which takes what is left.
_WIDTHS = (21, 20, 28, 20, 15)


def robustness_table(found: RobustnessResult, lang: str) -> RenderableType:
    """For a terminal of any width."""
    return ByWidth(lambda width: _table(found, lang, width))


def _table(found: RobustnessResult, lang: str, width: int) -> RenderableType:
    _ = translator(lang)
    title, *lines = head_lines(found, lang)
    parts: list[RenderableType] = [Text(title, style="bold"), *map(Text, lines)]
    for name in found.objectives:
        parts += [Text(""), Text(title_of(name, found, lang).text, style="bold"), _objective(found, name, lang, width)]
    if found.pareto:
        parts += [Text(""), Text(_("Not beaten on practice, burden and government cost together"), style="bold")]
        parts.append(_pareto(found, lang, width))
    if found.weights:
        parts += [Text(""), Text(_("Order by your weights"), style="bold"), Text(weights_line(found, lang))]
        parts += [_order(found, lang, width), *map(Text, order_lines(found, lang))]
    else:
        parts += [Text(""), Text(_("No overall order: that takes weights, and those are yours (--weights)."))]
    return Group(*parts, Text(""), *(Text(line, style="dim") for line in notes(found, lang)))


def _grid(heads: list[str], width: int) -> Table:
    table = Table(box=None, show_header=True, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("", width=max(12, width - sum(_WIDTHS)) - 1, overflow="fold")
    widths = _WIDTHS if len(heads) > 3 else (32, 32, 32)
    for head, own in zip(heads, widths, strict=False):
        table.add_column(head, width=own - 1, overflow="fold")
    return table


def objective_lines(found: RobustnessResult, name: str, lang: str) -> tuple[list[str], list[list[str]]]:
    """Heads of one objective, and a line per mix: level, regret, goal, chance of better than the baseline."""
    _, short = translator(lang), study_names(found, lang)
    unit, worlds = title_of(name, found, lang).unit, world_names(found, lang)
    levels = {row.mix: row for row in found.levels if row.objective == name}
    regrets = {row.mix: row for row in found.regret if row.objective == name}
    goals = {row.mix: row for row in found.goals if row.objective == name}
    own = {row.mix: row for row in found.pairs if row.objective == name and row.other == found.baseline}
    part: Unit = "points" if unit == "share" else unit
    digits = digits_for([row.p50 for row in levels.values()], unit)
    lost = digits_for([row.upper for row in regrets.values()], part)
    heads = [
        "",
        *regret_heads(found, lang),
        _("chance of better than {baseline}").format(baseline=study_mix(found, found.baseline, lang)),
        *([_("goal is met")] if goals else []),
    ]
    lines: list[list[str]] = []
    for mix in found.mixes:
        level, regret = levels[mix], regrets[mix]
        where = f" ({worlds[regret.max_world]})" if regret.max else ""
        line = [
            short[mix],
            Ranged(level.p05, level.p50, level.p95, unit, digits=digits).text(lang),
            Ranged(regret.upper_low, regret.upper, regret.upper_high, part, digits=lost).text(lang),
            f"{shown(regret.max, part, lang, lost)}{where}",
            _better(own.get(mix), lang),
        ]
        if goals:
            line.append(chance_text(goals[mix].share, goals[mix].low, goals[mix].high, lang))
        lines.append(line)
    return heads, lines


def regret_heads(found: RobustnessResult, lang: str) -> list[str]:
    """Heads of the columns of levels and regrets."""
    _ = translator(lang)
    upper = _("regret, {share} of cases").format(share=percent(found.regret_quantile, lang, 0))
    return [_("middle, range 5–95"), upper, _("largest regret, in which world")]


def _better(row: PairCompared | None, lang: str) -> str:
    """The chance of being better than the baseline with the lowest and highest of a world; '' for itself."""
    return "" if row is None else chance_text(row.better, row.lowest, row.highest, lang)


def _objective(found: RobustnessResult, name: str, lang: str, width: int) -> Table:
    heads, lines = objective_lines(found, name, lang)
    table = _grid(heads[1:], width)
    for line in lines:
        table.add_row(*map(Text, line))
    return table


def _pareto(found: RobustnessResult, lang: str, width: int) -> Table:
    _, short = translator(lang), study_names(found, lang)
    table, worlds = (
        _grid([_("share of cases"), _("lowest in a world"), _("highest in a world")], width),
        world_names(found, lang),
    )
    for row in found.pareto:
        ends = ((row.lowest, row.lowest_world), (row.highest, row.highest_world))
        cells = [f"{chance(value, lang)} ({worlds[world]})" for value, world in ends]
        table.add_row(*map(Text, [short[row.mix], chance_text(row.share, row.low, row.high, lang), *cells]))
    return table


def _order(found: RobustnessResult, lang: str, width: int) -> Table:
    _, short = translator(lang), study_names(found, lang)
    heads = [
        _("mean above {baseline}").format(baseline=study_mix(found, found.baseline, lang)),
        _("range 5–95 over cases"),
        _("is the best"),
        _("lowest and highest mean of a world"),
    ]
    table, worlds = _grid(heads, width), world_names(found, lang)
    for row in found.order or []:
        ends = ((row.lowest, row.lowest_world), (row.highest, row.highest_world))
        cells = [
            Ranged(row.mean_low, row.mean, row.mean_high, digits=1).text(lang),
            Ranged(row.p05, row.p50, row.p95, digits=1).text(lang),
            chance_text(row.best, row.best_low, row.best_high, lang),
            "; ".join(f"{shown(value, 'number', lang, 1)} ({worlds[world]})" for value, world in ends)
            if row.lowest != row.highest
            else "",
        ]
        table.add_row(*map(Text, [short[row.mix], *cells]))
    return table


def order_lines(found: RobustnessResult, lang: str) -> list[str]:
    """How often each step of the order holds."""
    _, short = translator(lang), study_names(found, lang)
    pairs = {(row.mix, row.other): row for row in found.order_pairs or []}
    lines: list[str] = []
    for above, below in pairwise(row.mix for row in found.order or []):
        row = pairs[above, below]
        held = chance_text(row.better, row.low, row.high, lang)
        text = _("{above} above {below}: in {share} of the cases")
        lines.append(text.format(above=short[above], below=in_running_text(below, short, lang), share=held))
    return lines
