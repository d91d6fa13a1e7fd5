"""The table of a sensitivity analysis for a terminal."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.sensitivity.result import CHANCE, SensitivityOutput, SensitivityResult
from results.by_width import ByWidth
from results.language import translator
from results.sensitivity.words import doubt_text, head_lines, input_name, output_name, value_text

#: Lines per output; the file holds all.
MOST_LINES = 12


def sensitivity_table(found: SensitivityResult, lang: str) -> RenderableType:
    """For a terminal of any width."""
    return ByWidth(lambda width: _table(found, lang, width))


def _table(found: SensitivityResult, lang: str, width: int) -> RenderableType:
    """Head, and per output its largest inputs, luck and doubts; several years of one output: the last one."""
    _ = translator(lang)
    title, *rest = head_lines(found, lang)
    parts: list[RenderableType] = [Text(title, style="bold"), *(Text(line) for line in rest)]
    for output in found.outputs:
        if output.year != found.last_year:
            continue
        parts += [Text(""), Text(output_name(found, output, lang), style="bold"), _lines(found, output, lang, width)]
        parts += [Text(doubt_text(doubt, lang), style="yellow") for doubt in output.doubts]
    if len({output.year for output in found.outputs}) > 1:
        parts += [Text(""), Text(_("Other years are in indices.csv and in the figure through time."), style="dim")]
    return Group(*parts)


def _lines(found: SensitivityResult, output: SensitivityOutput, lang: str, width: int) -> Table:
    _ = translator(lang)
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(width=max(28, width - 68), overflow="fold")
    table.add_column(width=24, justify="right")
    table.add_column(width=42, overflow="fold")
    rows, alone = found.ordered(output), {index.input: index for index in output.indices if index.measure == "S1"}
    parameters = {one.name for one in found.inputs if one.kind in ("parameter", "range")}
    for index in rows[:MOST_LINES]:
        code = index.input if index.input in parameters else ""  # what --parameter and the files call it
        note = _("alone {value}").format(value=value_text(alone[index.input], lang)) if index.input in alone else ""
        table.add_row(
            input_name(index.input, lang),
            value_text(index, lang),
            Text(". ".join(filter(None, (note, code))), style="dim"),
        )
    if len(rows) > MOST_LINES:
        more = _("{count} more in indices.csv").format(count=len(rows) - MOST_LINES)
        table.add_row("…", "", Text(more, style="dim"))
    luck, chance = found.luck_of(output), [index for index in output.indices if index.input == CHANCE]
    for index in [*chance, *([luck] if luck else [])]:
        table.add_row(Text(input_name(index.input, lang), style="italic"), value_text(index, lang), "")
    return table
