"""The value of information for a terminal: a table per choice, the verdict above it."""

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.information.result import Estimate, InformationResult
from results.by_width import ByWidth
from results.information.words import (
    choice_lines,
    choice_name,
    head_lines,
    left_out_lines,
    objective_of,
    plain,
    range_text,
    ranked,
    subject,
)
from results.language import translator
from results.number_format import chance


def information_table(found: InformationResult, lang: str) -> RenderableType:
    """All choices; `top` parameters and groups each, and every measurement; for a terminal of any width."""
    return ByWidth(lambda width: _all(found, lang, width))


def _all(found: InformationResult, lang: str, width: int) -> RenderableType:
    title, *rest = head_lines(found, lang)
    parts: list[RenderableType] = [Text(title, style="bold"), *(Text(line) for line in rest)]
    for name, choice in found.choices.items():
        parts += [Text(""), Text(choice_name(found, name, lang), style="bold")]
        parts += [Text(line) for line in choice_lines(name, found, lang)]
        if choice.parameters and choice.perfect.differs:
            parts.append(_table(name, found, lang, width))
    if rest := left_out_lines(found, lang):
        parts += [Text(""), *(Text(line) for line in rest)]
    return Group(*parts)


def heads(lang: str) -> list[str]:
    """Heads of the columns."""
    _ = translator(lang)
    return [_("to know"), _("gain"), "5–95", _("bias"), _("changes choice"), ""]


def rows(name: str, found: InformationResult, lang: str, most: int | None = None) -> list[list[str]]:
    """Texts of the rows of a choice: everything; then the `most` groups and parameters that differ from
    their bias (all there are when None); then every measurement."""
    _ = translator(lang)
    objective, choice = objective_of(found, name), found.choices[name]

    def row(label: str, gain: Estimate, bias: float, changes: Estimate, differs: bool) -> list[str]:
        return [
            label,
            plain(gain.value, objective, lang),
            range_text(gain, objective, lang),
            plain(bias, objective, lang),
            chance(changes.value, lang),
            "" if differs else _("not told from bias"),
        ]

    perfect = choice.perfect
    bias = perfect.uncorrected - perfect.gain.value
    texts = [row(_("all parameters"), perfect.gain, bias, perfect.changes, perfect.differs)]
    for worths, limit in ((choice.groups, most), (choice.parameters, most), (choice.measurements, None)):
        texts += [
            row(subject(known, found, lang), worth.gain, worth.bias, worth.changes, worth.differs)
            for known, worth in ranked(worths)[:limit]
            if limit is None or worth.differs
        ]
    return texts


def _table(name: str, found: InformationResult, lang: str, width: int) -> Any:
    table = Table(box=None, width=width, pad_edge=False, header_style="bold")
    for n, head in enumerate(heads(lang)):
        table.add_column(
            head, justify="left" if n in (0, 5) else "right", ratio=1 if n == 0 else None, no_wrap=n in (1, 2, 3)
        )
    for line in rows(name, found, lang, found.top):
        table.add_row(*line)
    return table
