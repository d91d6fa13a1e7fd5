"""What a finished sweep holds, for a terminal and a notebook."""

from rich.console import Group, RenderableType
from rich.text import Text

from experiments.sweep.result import SweepResult
from results.language import translator
from results.number_format import decimal
from results.words import own_rules_words


def sweep_table(result: SweepResult, lang: str) -> RenderableType:
    """Runs, those that failed, and whose rules; the numbers themselves are in `frame()`."""
    _ = translator(lang)
    own = result.manifest["settings"].get("model")
    lines = [
        _("Runs: {runs}, of which {failed} failed").format(
            runs=decimal(result.runs, lang), failed=decimal(result.failed, lang)
        ),
        *([own_rules_words(own, lang)] if own else []),
    ]
    return Group(*map(Text, lines))
