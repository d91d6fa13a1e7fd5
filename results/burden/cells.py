"""Numbers of table A as cells: counts of firms, and costs on the axis low / middle / high."""

from typing import Any

import pandas as pd

from results.blocks import Cell
from results.language import translator
from results.number_format import decimal, digits_for, euros, shown
from results.ranged import with_ends
from scenarios.scope import FirmCount

_MILLION = 1e-6


def money_cell(rows: pd.DataFrame, lang: str, left: FirmCount | None = None) -> Cell:
    """`130 (20 to 1,290)`: the sum over rows in million euro; a dash where there are no firms or nothing is asked.

    left: share of the cost that is left after experience, on the axis low / middle / high.
    """
    if rows.empty or not rows["firms_high"].any():
        return Cell("–")
    times = left or FirmCount(1.0, 1.0, 1.0)
    low = times.low * float(rows["cost_low_eur"].sum())
    middle = times.central * float(rows["cost_eur"].sum())
    high = times.high * float(rows["cost_high_eur"].sum())
    digits = digits_for([middle], "million_eur", [high])
    said = [_million(value, lang, digits) for value in (middle, low, high)]
    text = with_ends(said[0], said[1], said[2], lang)
    return Cell(text, middle * _MILLION, low * _MILLION, high * _MILLION, mark="model")


def _million(value: float, lang: str, digits: int) -> str:
    """An amount in million euro; `<0.1` for one that is not zero but would be written as zero."""
    least = 10.0**-digits
    too_small = 0.0 < value * _MILLION < least / 2
    return f"<{decimal(least, lang, digits)}" if too_small else shown(value, "million_eur", lang, digits)


def firms_cell(rows: pd.DataFrame, lang: str) -> Cell:
    """`1,690 (1,616 to 1,760)`: firms of one size class under a law, or of all."""
    once = rows.drop_duplicates("size")
    low, middle, high = (float(once[name].sum()) for name in ("firms_low", "firms", "firms_high"))
    ends = decimal(low, lang), decimal(high, lang)
    text = decimal(middle, lang)
    # text only: the other cells of the column are million euro
    return Cell(text if low == high else with_ends(text, *ends, lang), mark="model")


def form_cell(row: Any, lang: str) -> Cell:
    """`1,690 × (40 h × €77 + €200)`: the standard cost form of one action and size class.

    How often is written only where it is not once, money only where there is any.
    """
    _ = translator(lang)
    if not row["firms_high"]:
        return Cell("–")
    parts: list[str] = []
    if row["hours"]:
        hours, tariff = _short(row["hours"], lang), euros(row["tariff_eur"], lang)
        parts.append(_("{hours} h × {tariff}").format(hours=hours, tariff=tariff))
    if row["out_of_pocket_eur"]:
        parts.append(euros(row["out_of_pocket_eur"], lang))
    times = "" if row["times"] == 1 else f"{_short(row['times'], lang)} × "
    return Cell(f"{decimal(row['firms'], lang)} × {times}({' + '.join(parts)})", mark="model")


def _short(value: float, lang: str) -> str:
    """One decimal below ten, unless it is whole."""
    return decimal(value, lang, 0 if value >= 9.95 or value == round(value) else 1)
