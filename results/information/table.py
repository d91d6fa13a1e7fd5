"""The value of information for a terminal: a table per choice, the verdict above it."""

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.information.run import Choice, Information
from experiments.information.worth import Estimate
from results.information.words import (
    MOST,
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


def information_table(information: Information, lang: str, width: int = 120, most: int = MOST) -> RenderableType:
    """All choices; `most` parameters and groups each, and every measurement."""
    title, *rest = head_lines(information, lang)
    parts: list[RenderableType] = [Text(title, style="bold"), *(Text(line) for line in rest)]
    for choice in information.choices:
        parts += [Text(""), Text(choice_name(information, choice.name, lang), style="bold")]
        parts += [Text(line) for line in choice_lines(choice, information, lang)]
        if choice.parameters and choice.perfect.differs:
            parts.append(_table(choice, information, lang, width, most))
    if rest := left_out_lines(information, lang):
        parts += [Text(""), *(Text(line) for line in rest)]
    return Group(*parts)


def heads(lang: str) -> list[str]:
    """Heads of the columns."""
    _ = translator(lang)
    return [_("to know"), _("gain"), "5–95", _("bias"), _("changes choice"), ""]


def rows(choice: Choice, information: Information, lang: str, most: int | None = None) -> list[list[str]]:
    """Texts of the rows: everything; then the `most` groups and parameters that differ from
    their bias (all there are when None); then every measurement."""
    _ = translator(lang)
    objective, perfect = objective_of(information, choice.name), choice.perfect

    def row(name: str, value: Estimate, bias: float, changes: Estimate, differs: bool) -> list[str]:
        return [
            name,
            plain(value.value, objective, lang),
            range_text(value, objective, lang),
            plain(bias, objective, lang),
            chance(changes.value, lang),
            "" if differs else _("not told from bias"),
        ]

    found = [
        row(_("all parameters"), perfect.value, perfect.plug_in - perfect.value.value, perfect.changes, perfect.differs)
    ]
    for worths, limit in ((choice.groups, most), (choice.parameters, most), (choice.measurements, None)):
        found += [
            row(subject(w.name, information, lang), w.value, w.bias, w.changes, w.differs)
            for w in ranked(worths)[:limit]
            if limit is None or w.differs
        ]
    return found


def _table(choice: Choice, information: Information, lang: str, width: int, most: int) -> Any:
    table = Table(box=None, width=width, pad_edge=False, header_style="bold")
    for n, head in enumerate(heads(lang)):
        table.add_column(
            head, justify="left" if n in (0, 5) else "right", ratio=1 if n == 0 else None, no_wrap=n in (1, 2, 3)
        )
    for line in rows(choice, information, lang, most):
        table.add_row(*line)
    return table
