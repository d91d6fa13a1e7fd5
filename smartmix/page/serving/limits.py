"""Settings of the server for a small machine: firms and draws of everything that pages compute."""

import os

from experiments import defaults
from simulation.problems import InputProblem

FIRMS, DRAWS = "SMARTMIX_PAGE_FIRMS", "SMARTMIX_PAGE_DRAWS"


def page_firms() -> int:
    """Firms of a comparison: SMARTMIX_PAGE_FIRMS, or the default. Raises InputProblem for another text."""
    return _setting(FIRMS, defaults.FIRMS, 100, 50_000)


def page_draws() -> int:
    """Draws of a comparison: SMARTMIX_PAGE_DRAWS, or the default. Raises InputProblem for another text."""
    return _setting(DRAWS, defaults.DRAWS, 2, 1_000)


def _setting(name: str, default: int, low: int, high: int) -> int:
    text = os.environ.get(name, str(default)).strip()
    if not (text.isdecimal() and low <= int(text) <= high):
        raise InputProblem(
            "{name}: found '{found}'; allowed: a whole number from {low} to {high}",
            name=name,
            found=text,
            low=low,
            high=high,
        )
    return int(text)
