"""Numbers read back from how this program writes them, for spreadsheets: `31% (12 to 55)` is three of them."""

import re
from typing import NamedTuple

from results.language import translator
from results.number_format import MINUS

_NUMBER = rf"[+{MINUS}]?\d+(?:[.,]\d+)*"


class WrittenNumbers(NamedTuple):
    """One number, or a middle with both ends of its range; in per cent they are shares of 1."""

    middle: float
    low: float | None = None
    high: float | None = None
    is_percent: bool = False


def numbers_in(text: str, lang: str) -> WrittenNumbers | None:
    """The numbers of a cell that holds nothing else; None for words, dates and what is open, such as `<1%`."""
    to = re.escape(translator(lang)("to"))
    found = re.fullmatch(rf"({_NUMBER})(%?)(?: \(({_NUMBER}) {to} ({_NUMBER})\))?", text.replace("\u00a0", " "))
    if found is None:
        return None
    scale = 100.0 if found[2] else 1.0
    middle, low, high = (None if part is None else _read(part, lang) / scale for part in (found[1], found[3], found[4]))
    return None if middle is None else WrittenNumbers(middle, low, high, bool(found[2]))


def _read(text: str, lang: str) -> float:
    marks = {"nl": ".,", "en": ",."}[lang]
    return float(text.replace(marks[0], "").replace(marks[1], ".").replace(MINUS, "-"))
