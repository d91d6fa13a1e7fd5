"""In which unit an indicator is shown, and what that unit is called."""

from collections.abc import Iterable

from results.language import translator
from results.number_format import Unit
from simulation.indicator_rows import ROWS


def unit_of(indicator: str) -> Unit:
    """The unit of an indicator, as its row says."""
    return ROWS[indicator].unit


def short_unit(unit: Unit, lang: str) -> str:
    """The unit for a narrow column, which `units_explained` explains beside it; "" where the unit needs no word."""
    _ = translator(lang)
    return {"points": _("pts"), "per_turnover": _("€/100,000"), "million_eur": _("mln €")}.get(unit, "")


def units_explained(units: Iterable[Unit], lang: str) -> str:
    """What the short units of a table mean: `pts: percentage points; mln €: million euro.`"""
    said = (f"{short}: {unit_words(unit, lang)}" for unit in dict.fromkeys(units) if (short := short_unit(unit, lang)))
    return f"{'; '.join(said)}."


def unit_words(unit: Unit, lang: str) -> str:
    """The unit in words, for heads and axes."""
    _ = translator(lang)
    return {
        "share": "%",
        "points": _("percentage points"),
        "per_turnover": _("euro per 100,000 euro of turnover"),
        "million_eur": _("million euro"),
        "thousand": _("thousand firms"),
        "number": _("number"),
    }[unit]
