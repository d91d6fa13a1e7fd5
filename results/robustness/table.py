"""The table of a robustness analysis for a terminal: an objective at a time, every number with its range."""

from itertools import pairwise
from math import isnan
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.robustness.question import choices
from experiments.robustness.run import Robustness
from results.language import translator
from results.number_format import Unit, chance, decimal, digits_for, percent, shown
from results.robustness.words import head_lines, notes, title_of, weights_line, with_range, world_names

#: Widths in characters of the columns after the first, which takes what is left.
_WIDTHS = (21, 20, 28, 20, 15)


def robustness_table(result: Robustness, lang: str, width: int = 120) -> RenderableType:
    """The whole table for a terminal of `width` characters."""
    _ = translator(lang)
    title, *lines = head_lines(result, lang)
    parts: list[RenderableType] = [Text(title, style="bold"), *map(Text, lines)]
    for name in result.objectives:
        parts += [
            Text(""),
            Text(title_of(name, result, lang).text, style="bold"),
            _objective(result, name, lang, width),
        ]
    if not result.frames["pareto"].empty:
        parts += [Text(""), Text(_("Not beaten on practice, burden and government cost together"), style="bold")]
        parts.append(_pareto(result, lang, width))
    if result.question.weights:
        parts += [Text(""), Text(_("Order by your weights"), style="bold"), Text(weights_line(result, lang))]
        parts += [_order(result, lang, width), *map(Text, order_lines(result, lang))]
    else:
        parts += [Text(""), Text(_("No overall order: that takes weights, and those are yours (--weights)."))]
    return Group(*parts, Text(""), *(Text(line, style="dim") for line in notes(result, lang)))


def number_range(low: Any, middle: Any, high: Any, unit: Unit, lang: str, digits: int) -> str:
    """`31 (12–55)`; the word for "not available" where undefined."""
    if isnan(middle):
        return translator(lang)("n/a")
    joint = " … " if min(low, middle) < 0 else "–"
    a, b, c = (shown(float(value), unit, lang, digits) for value in (low, middle, high))
    return f"{b} ({a}{joint}{c})"


def _grid(heads: list[str], width: int) -> Table:
    table = Table(box=None, show_header=True, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("", width=max(12, width - sum(_WIDTHS)) - 1, overflow="fold")
    widths = _WIDTHS if len(heads) > 3 else (32, 32, 32)
    for head, own in zip(heads, widths, strict=False):
        table.add_column(head, width=own - 1, overflow="fold")
    return table


def objective_lines(result: Robustness, name: str, lang: str) -> tuple[list[str], list[list[str]]]:
    """Heads and lines of one objective: level, regret, goal, chance of better than the baseline."""
    _ = translator(lang)
    unit, worlds = title_of(name, result, lang).unit, world_names(result, lang)
    tables: dict[str, dict[str, Any]] = {}
    for key in ("levels", "regret", "goals"):
        frame = result.frames[key]
        tables[key] = frame[frame["objective"] == name].set_index("mix").to_dict("index")  # type: ignore[assignment]
    pairs = result.frames["pairs"]
    chosen = pairs[(pairs["objective"] == name) & (pairs["other"] == result.mixes[0])].set_index("mix")
    own: dict[str, Any] = chosen.to_dict("index")  # type: ignore[assignment]
    part: Unit = "points" if unit == "share" else unit
    digits = digits_for([row["p50"] for row in tables["levels"].values() if not isnan(row["p50"])], unit)
    lost = digits_for([row["upper"] for row in tables["regret"].values() if not isnan(row["upper"])], part)
    heads = [
        "",
        *regret_heads(lang),
        _("chance of better than {baseline}").format(baseline=result.mixes[0]),
        *([_("goal is met")] if tables["goals"] else []),
    ]
    lines: list[list[str]] = []
    for mix in result.mixes:
        level, regret = tables["levels"][mix], tables["regret"][mix]
        most = shown(regret["max"], part, lang, lost) if not isnan(regret["max"]) else _("n/a")
        where = f" ({worlds[regret['max_world']]})" if regret["max"] > 0 else ""
        line = [
            mix,
            number_range(level["p05"], level["p50"], level["p95"], unit, lang, digits),
            number_range(regret["upper_low"], regret["upper"], regret["upper_high"], part, lang, lost),
            f"{most}{where}",
            _better(own.get(mix), lang),
        ]
        if tables["goals"]:
            goal = tables["goals"][mix]
            line.append(with_range(goal["share"], goal["low"], goal["high"], lang))
        lines.append(line)
    return heads, lines


def regret_heads(lang: str) -> list[str]:
    """Heads of the columns of levels and regrets."""
    _ = translator(lang)
    upper = _("regret, {share} of cases").format(share=percent(choices()["regret_quantile"], lang, 0))
    return [_("middle, range 5–95"), upper, _("largest regret, in which world")]


def _better(row: Any, lang: str) -> str:
    """The chance of being better than the baseline with the lowest and highest of a world; '' for itself."""
    if row is None:
        return ""
    if isnan(row["better"]):
        return translator(lang)("n/a")
    return f"{chance(row['better'], lang)} ({chance(row['lowest'], lang)}–{chance(row['highest'], lang)})"


def _objective(result: Robustness, name: str, lang: str, width: int) -> Table:
    heads, lines = objective_lines(result, name, lang)
    table = _grid(heads[1:], width)
    for line in lines:
        table.add_row(*map(Text, line))
    return table


def _pareto(result: Robustness, lang: str, width: int) -> Table:
    _ = translator(lang)
    table, worlds = (
        _grid([_("share of cases"), _("lowest in a world"), _("highest in a world")], width),
        world_names(result, lang),
    )
    for row in result.frames["pareto"].to_dict("records"):
        cells = [f"{chance(row[k], lang)} ({worlds[row[f'{k}_world']]})" for k in ("lowest", "highest")]
        table.add_row(*map(Text, [row["mix"], with_range(row["share"], row["low"], row["high"], lang), *cells]))
    return table


def _order(result: Robustness, lang: str, width: int) -> Table:
    _ = translator(lang)
    heads = [
        _("mean above {baseline}").format(baseline=result.mixes[0]),
        _("range 5–95 over cases"),
        _("is the best"),
        _("lowest and highest mean of a world"),
    ]
    table, worlds = _grid(heads, width), world_names(result, lang)
    for row in result.frames["order"].to_dict("records"):
        cells = [
            number_range(row["mean_low"], row["mean"], row["mean_high"], "number", lang, 1),
            number_range(row["p05"], row["p50"], row["p95"], "number", lang, 1),
            with_range(row["best"], row["best_low"], row["best_high"], lang),
            "; ".join(f"{decimal(row[k], lang, 1)} ({worlds[row[f'{k}_world']]})" for k in ("lowest", "highest"))
            if row["lowest"] != row["highest"]
            else "",
        ]
        table.add_row(*map(Text, [row["mix"], *cells]))
    return table


def order_lines(result: Robustness, lang: str) -> list[str]:
    """How often each step of the order holds."""
    _ = translator(lang)
    order, pairs = list(result.frames["order"]["mix"]), result.frames["order_pairs"].set_index(["mix", "other"])
    lines: list[str] = []
    for above, below in pairwise(order):
        row: Any = pairs.loc[(above, below)]
        held = with_range(float(row["better"]), float(row["low"]), float(row["high"]), lang)
        lines.append(_("{above} above {below}: in {share} of the cases").format(above=above, below=below, share=held))
    return lines
