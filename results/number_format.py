"""Numbers and days as people write them in Dutch and in English, with no more digits than they carry."""

import datetime
from typing import Literal

from results.language import translator

#: share: of 1, shown in %; points: a difference of shares; per_turnover: of 1, shown as euro per 100,000
#: euro of turnover; million_eur: euro, shown in millions; thousand: shown in thousands; number: as it is.
type Unit = Literal["share", "points", "per_turnover", "million_eur", "thousand", "number"]

#: English marks of thousands and decimals to Dutch ones.
_DUTCH_MARKS = str.maketrans(",.", ".,")
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
MINUS = "\N{MINUS SIGN}"
#: From the unit of a number to what is shown of it.
SCALE: dict[Unit, float] = {
    "share": 100.0,
    "points": 100.0,
    "per_turnover": 1e5,
    "million_eur": 1e-6,
    "thousand": 1e-3,
    "number": 1.0,
}
#: More digits would suggest a precision that a simulation does not have.
_MOST_DIGITS: dict[Unit, int] = {
    "share": 1,
    "points": 1,
    "per_turnover": 2,
    "million_eur": 2,
    "thousand": 1,
    "number": 1,
}


def digits_for(middles: list[float | None], unit: Unit, ends: list[float | None] | None = None) -> int:
    """Decimals for numbers that are shown together: two significant digits for the largest middle value,
    fewer where the ends of the ranges are large."""
    largest = max((abs(value) * SCALE[unit] for value in middles if value is not None), default=0.0)
    furthest = max((abs(value) * SCALE[unit] for value in ends or [] if value is not None), default=0.0)
    needed = 0 if largest >= 9.95 or largest == 0.0 else 1 if largest >= 0.95 else 2
    allowed = 0 if furthest >= 19.95 else 1 if furthest >= 0.95 else 2
    return min(needed, allowed, _MOST_DIGITS[unit])


def decimal(value: float, lang: str, digits: int = 0, signed: bool = False) -> str:
    """`1.234,5` in Dutch, `1,234.5` in English; signed puts a plus before what is above zero.

    Below zero stands a minus sign (U+2212), which cannot be read as a hyphen or as the dash of a range.
    """
    rounded = round(value, digits) + 0.0  # adding zero takes the sign from -0.0
    text = f"{rounded:,.{digits}f}".replace("-", MINUS)
    if lang == "nl":
        text = text.translate(_DUTCH_MARKS)
    return f"+{text}" if signed and rounded > 0 else text


def exact(value: float, lang: str) -> str:
    """A number that somebody told, never rounded over a threshold: `1.000,5`, and `1.000` where it is whole."""
    digits = next((each for each in range(7) if round(value, each) == value), 7)
    return decimal(value, lang, digits)


def shown(value: float | None, unit: Unit, lang: str, digits: int | None = None, signed: bool = False) -> str:
    """One number without its unit, or the word for "not available"."""
    if value is None:
        return translator(lang)("n/a")
    return decimal(value * SCALE[unit], lang, digits_for([value], unit) if digits is None else digits, signed)


def percent(value: float | None, lang: str, digits: int | None = None) -> str:
    """A share as `31%`."""
    text = shown(value, "share", lang, digits)
    return text if value is None else f"{text}%"


def euros(value: float | None, lang: str) -> str:
    """An amount in words: `€1.2 million` or `€ 1,2 miljoen`; never a thousand million, nor a million in digits."""
    _ = translator(lang)
    if value is None:
        return _("n/a")
    sign = "€ " if lang == "nl" else "€"
    for size, below, word in ((1e9, 1e6, _("billion")), (1e6, 1.0, _("million"))):
        if round(abs(value) / below) * below >= size:  # as it would be rounded in the smaller size
            scaled = value / size
            return f"{sign}{decimal(scaled, lang, 0 if abs(scaled) >= 9.95 else 1)} {word}"
    return f"{sign}{decimal(value, lang)}"


def chance(value: float | None, lang: str) -> str:
    """A chance as a percentage: 0% and 100% only when it is exactly that."""
    if value is not None and 0.0 < value < 0.01:
        return "<1%"
    if value is not None and 0.99 < value < 1.0:
        return ">99%"
    return percent(value, lang, 0)


def day_words(day: str | None, lang: str) -> str:
    """`26 July 2029`, a quarter as it is, or a dash."""
    if day is None:
        return "–"
    if "Q" in day:
        return day
    date = datetime.date.fromisoformat(day)
    return f"{date.day} {_MONTHS[lang].split()[date.month - 1]} {date.year}"


def duration(seconds: float, lang: str) -> str:
    """A time in words, no more exact than an estimate is."""
    _ = translator(lang)
    for size, text in ((3600.0, _("about {count} hours")), (60.0, _("about {count} minutes"))):
        if seconds >= 1.5 * size:
            return text.format(count=decimal(seconds / size, lang))
    return _("about {count} seconds").format(count=decimal(max(2.0, seconds), lang))
