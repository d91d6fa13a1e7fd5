"""The result of a synergy analysis as tidy frames: one row per element (or pair), indicator, group and quantity."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.synergy.data import synergy_data
from experiments.synergy.effects import word_of

if TYPE_CHECKING:
    from experiments.synergy.run import Synergy

#: What is said of every element, and of all elements together.
OF_ELEMENT = ("shapley", "first_in", "last_out")
OF_WHOLE = ("without", "total", "surplus")


def shares_frame(result: "Synergy") -> pd.DataFrame:
    """indicator, group, element, quantity (OF_ELEMENT), mean, p05, p50, p95, defined."""
    return _elements(result, lambda name: name in result.settings.indicators, "indicator")


def costs_frame(result: "Synergy") -> pd.DataFrame:
    """The same of costs, in euro a year: cost, group, element, quantity, mean, p05, p50, p95, defined."""
    return _elements(result, lambda name: name in synergy_data().costs, "cost")


def totals_frame(result: "Synergy") -> pd.DataFrame:
    """measure (indicator or cost), group, quantity (OF_WHOLE), mean, p05, p50, p95, defined."""
    return pd.DataFrame(
        [
            {
                "measure": m.name,
                "group": m.group,
                "quantity": quantity,
                **result.spread(m.name, m.group, quantity).as_dict(),
            }
            for m in result.measures
            for quantity in OF_WHOLE
        ]
    )


def interactions_frame(result: "Synergy") -> pd.DataFrame:
    """indicator, group, a, b (in the mix's order), mean, p05, p50, p95, defined, word."""
    ids, data, rows = result.elements.ids, synergy_data(), list[dict[str, Any]]()
    for m in result.measures:
        if m.name not in result.settings.indicators:
            continue
        for n, a in enumerate(ids):
            for b in ids[n + 1 :]:
                spread = result.spread(m.name, m.group, "interactions", (min(a, b), max(a, b)))
                word = word_of(spread, data.direction(m.name))
                rows.append({"indicator": m.name, "group": m.group, "a": a, "b": b, **spread.as_dict(), "word": word})
    columns = ["indicator", "group", "a", "b", "mean", "p05", "p50", "p95", "defined", "word"]
    return pd.DataFrame(rows, columns=columns)


def elements_frame(result: "Synergy") -> pd.DataFrame:
    """element, name_en, name_nl, items (instruments, `rule:<id>` for rules), grouping."""
    return pd.DataFrame(
        [
            {
                "element": p.id,
                "name_en": p.name.en,
                "name_nl": p.name.nl,
                "items": " ".join(p.items),
                "grouping": result.elements.grouping,
            }
            for p in result.elements.players
        ]
    )


def _elements(result: "Synergy", wanted: Callable[[str], bool], head: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                head: m.name,
                "group": m.group,
                "element": element,
                "quantity": quantity,
                **result.spread(m.name, m.group, quantity, element).as_dict(),
            }
            for m in result.measures
            if wanted(m.name)
            for element in result.elements.ids
            for quantity in OF_ELEMENT
        ]
    )
