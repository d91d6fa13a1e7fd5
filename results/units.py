"""In which unit an indicator is shown, and what that unit is called."""

from results.language import translator
from results.number_format import Unit
from simulation.indicator_rows import ROWS


def unit_of(indicator: str) -> Unit:
    """The unit of an indicator, as its row says."""
    return ROWS[indicator].unit


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
