"""The laws that ship: what each asks, of whom, from when, and what the future brings by itself."""

from typing import Any

from experiments.comparison import Comparison
from scenarios.library import load_future
from scenarios.scope import count_law, everyone
from scenarios.shipped import list_laws
from smartmix.page.law.mixes import FIRST_LAWS, MOST_LAWS
from smartmix.page.law.table import laws_table


def laws_content(comparisons: dict[str, Comparison], lang: str) -> dict[str, Any]:
    """By future the qualities and a cell of each for every law, as the page of laws shows them."""
    laws = tuple(list_laws())
    counts = {law: count_law(law, everyone()) for law in laws}
    found: dict[str, Any] = {"first": FIRST_LAWS, "most": MOST_LAWS, "futures": {}}
    for name, comparison in comparisons.items():
        future = load_future(str(comparison.manifest["settings"]["future"]))
        table = laws_table(laws, future, counts, lang)
        found["quality"] = table.heads[0]
        found["names"] = dict(zip(laws, table.heads[1:], strict=True))
        found["futures"][name] = [[line[0], dict(zip(laws, line[1:], strict=True))] for line in table.lines]
    return found
