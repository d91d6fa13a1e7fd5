"""The table of a sensitivity analysis for a terminal, and its JSON."""

import math
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.sensitivity.indices import CHANCE
from experiments.sensitivity.run import Sensitivity
from results.language import translator
from results.sensitivity.words import doubt_text, head_lines, input_name, luck_of, ordered, output_name, value_text
from simulation.parameters import registry

#: Lines per output; the file holds all.
MOST_LINES = 12


def sensitivity_table(result: Sensitivity, lang: str, width: int = 120) -> RenderableType:
    """Head, and per output its largest inputs, luck and doubts; several years of one output: the last one."""
    _ = translator(lang)
    title, *rest = head_lines(result, lang)
    parts: list[RenderableType] = [Text(title, style="bold"), *(Text(line) for line in rest)]
    last = max(result.model.wanted.years)
    for k, output in enumerate(result.outputs):
        if output.year != last:
            continue
        parts += [Text(""), Text(output_name(output, lang), style="bold"), _lines(result, k, lang, width)]
        parts += [Text(doubt_text(d, result, lang), style="yellow") for d in result.doubts if d.output == k]
    if len(result.model.wanted.years) > 1:
        parts += [Text(""), Text(_("Other years are in indices.csv and in the figure through time."), style="dim")]
    return Group(*parts)


def _lines(result: Sensitivity, k: int, lang: str, width: int) -> Table:
    _ = translator(lang)
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(width=max(28, width - 62), overflow="fold")
    table.add_column(width=18, justify="right")
    table.add_column(width=42, overflow="fold")
    found, alone = ordered(result, k), {i.input: i for i in result.indices if i.output == k and i.measure == "S1"}
    for index in found[:MOST_LINES]:
        code = index.input if index.input in registry() else ""  # what --parameter and the files call it
        note = _("alone {value}").format(value=value_text(alone[index.input], lang)) if index.input in alone else ""
        table.add_row(
            input_name(index.input, lang),
            value_text(index, lang),
            Text(". ".join(filter(None, (note, code))), style="dim"),
        )
    if len(found) > MOST_LINES:
        more = _("{count} more in indices.csv").format(count=len(found) - MOST_LINES)
        table.add_row("…", "", Text(more, style="dim"))
    chance = [i for i in result.indices if i.output == k and i.input == CHANCE]
    for index in [*chance, *([luck] if (luck := luck_of(result, k)) else [])]:
        table.add_row(Text(input_name(index.input, lang), style="italic"), value_text(index, lang), "")
    return table


def sensitivity_json(result: Sensitivity) -> dict[str, Any]:
    """What `result.json` holds; undefined is null."""
    q, settings = result.question, result.model.settings
    per_output: list[dict[str, Any]] = []
    for k, o in enumerate(result.outputs):
        rows = [
            {
                "input": i.input,
                "measure": i.measure,
                "value": _digits(i.value),
                "p05": _digits(i.low),
                "p95": _digits(i.high),
            }
            for i in result.indices
            if i.output == k
        ]
        doubted = [
            {"code": d.code, "input": d.input or None, "number": _digits(d.number)}
            for d in result.doubts
            if d.output == k
        ]
        per_output.append(
            {
                "mix": o.mix,
                "baseline": o.baseline,
                "indicator": o.indicator,
                "group": o.group,
                "year": o.year,
                "indices": rows,
                "doubts": doubted,
            }
        )
    return {
        "format": 1,
        "method": q.method,
        "future": settings.future,
        "firms": settings.firms,
        "seed": settings.seed,
        "size": q.size,
        "runs": result.runs,
        "parameters": settings.drawn_from,
        "inputs": [
            {"name": f.name, "group": group, "kind": f.kind}
            for f, group in zip(result.model.factors, q.groups, strict=True)
        ],
        "outputs": per_output,
        **settings.own_rules,
    }


def _digits(value: float) -> float | None:
    """Six digits: what is behind them differs between processors' libraries."""
    return None if math.isnan(value) else float(f"{value:.6g}")
