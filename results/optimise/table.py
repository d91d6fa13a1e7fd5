"""The front of an optimisation for a terminal."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.optimise.result import FoundCandidate, OptimiseResult
from results.by_width import ByWidth
from results.language import translator
from results.number_format import chance
from results.optimise.words import MOST, base_line, head_lines, levels, notes, turned, unit_words


def optimise_table(found: OptimiseResult, lang: str) -> RenderableType:
    """The front, ordered by the first objective, with the base; for a terminal of any width."""
    return ByWidth(lambda width: _table(found, lang, width))


def _table(found: OptimiseResult, lang: str, width: int) -> RenderableType:
    _ = translator(lang)
    title, *rest = head_lines(found, lang)
    parts: list[RenderableType] = [Text(title, style="bold"), *(Text(line) for line in rest), Text("")]
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for n, head in enumerate(heads(found, lang)):
        table.add_column(head, justify="left" if n == 0 else "right", max_width=max(12, (width - 24) // 4))
    shown = found.front[:MOST]
    shown += [] if found.base_candidate.on_front else [found.base_candidate]
    for candidate in shown:
        table.add_row(*row(candidate, found, lang))
    parts.append(table)
    if len(found.front) > MOST:
        parts.append(Text(_("and {count} more; front.csv holds all").format(count=len(found.front) - MOST)))
    parts += [Text(""), Text(_("dials"), style="bold")]
    parts += [Text(f"{row(each, found, lang)[0]}: {turned(each, lang)}") for each in shown if each.dials]
    parts += [Text(""), Text(base_line(found, lang)), *(Text(note) for note in notes(lang))]
    return Group(*parts)


def heads(found: OptimiseResult, lang: str) -> list[str]:
    """Heads of the columns before the dials."""
    _ = translator(lang)
    names = [f"{o.name.of(lang)} ({unit_words(o, lang)})" for o in found.objectives.values()]
    return [_("mix"), *names, _("certain")]


def row(candidate: FoundCandidate, found: OptimiseResult, lang: str) -> list[str]:
    """Texts of a candidate before the dials."""
    _ = translator(lang)
    name = candidate.mix or (_("base") if candidate.number == 0 else str(candidate.number))
    return [name, *levels(candidate, found, lang), chance(candidate.chance_on_front, lang)]
