"""What a scenario discovery found, for a terminal: sentences, and a table of the limits."""

from rich.console import Group, RenderableType
from rich.text import Text

from experiments.discover.result import DiscoverResult
from results.by_width import ByWidth
from results.discover.words import answer_lines, head_lines, limit_text, returns_text, sure_lines


def discover_table(found: DiscoverResult, lang: str) -> RenderableType:
    """For a terminal of any width."""
    return ByWidth(lambda width: _table(found, lang, width))


def _table(found: DiscoverResult, lang: str, width: int) -> RenderableType:
    title, *lines = head_lines(found, lang)
    parts: list[RenderableType] = [Text(title, style="bold"), *map(Text, lines), Text("")]
    first, *rest = answer_lines(found, lang)
    parts += [Text(first), *(Text(line, style="bold") for line in rest[:1]), *map(Text, rest[1:])]
    for number, limit in enumerate(found.box.limits, start=1):
        parts.append(Text(f"  {number}. {limit_text(limit, found, lang)}"[: 3 * width]))
        parts.append(Text(f"     {returns_text(limit, found, lang)}", style="dim"))
    return Group(*parts, Text(""), *(Text(line, style="dim") for line in sure_lines(found, lang)))
