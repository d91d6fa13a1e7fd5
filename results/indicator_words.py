"""Names and one-line meanings of the indicators in a language, from their rows (simulation/indicators.yaml)."""

from functools import cache

from results.words import Words
from simulation.indicator_rows import REACH, ROWS


@cache
def indicator_words(lang: str) -> dict[str, Words]:
    """Every indicator of a run, and those that are worked out over draws."""
    return {key: Words(row.name[lang], row.meaning[lang]) for key, row in ROWS.items()}


@cache
def instrument_names(lang: str) -> dict[str, str]:
    """Instruments of which the reach is recorded."""
    return {key: name[lang] for key, name in REACH.items()}
