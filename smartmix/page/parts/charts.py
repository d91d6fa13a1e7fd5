"""ECharts options for figures of a comparison: same colours, line styles and words as the printed figures."""

from collections.abc import Sequence
from typing import Any

from experiments.compare import Comparison
from results.compare.figure_lines import ranges
from results.figure_style import MOST_BANDS, looks
from results.queries import GOAL_SHARE, GOAL_YEAR
from results.units import unit_of, unit_words
from results.words import short_names

_LINES = ("solid", "dashed", "dotted", [8, 3, 2, 3], [12, 4], [2, 4], [6, 2])
type Values = list[float | None]

_SYMBOLS = ("circle", "rect", "triangle", "diamond", "pin", "arrow", "roundRect")


#: Pixels: a row of a legend, the mark before a name, a letter, and the least width of a card.
_ROW, _ICON, _LETTER, _CARD = 22, 44, 7, 300

#: The language of numbers on axes and in tooltips, as browsers name it: ECharts writes English ones in every locale.
_NUMBERS = {"nl": "nl-NL", "en": "en-GB"}


def number_writer(lang: str) -> str:
    """A function of the browser that writes numbers as readers of the language do, for keys that begin with a colon."""
    place = f"'{_NUMBERS.get(lang, _NUMBERS['en'])}'"
    digits = "{maximumFractionDigits: 1}"
    return f"value => value == null ? '–' : new Intl.NumberFormat({place}, {digits}).format(value)"


def base(description: str, named: Sequence[str] = (), has_areas: bool = False) -> dict[str, Any]:
    """What all charts share: text for screen readers, no animation, plain letters; patterns where areas differ.

    named: what a legend names, all at once: of a legend with pages most names are out of sight.
    """
    legend = {"legend": {"type": "plain", "top": 0, "data": [*named]}} if named else {}
    return legend | {
        "aria": {"enabled": True, "label": {"description": description}, "decal": {"show": has_areas}},
        "animation": False,
        "textStyle": {"fontFamily": "system-ui, Verdana, Arial, sans-serif", "fontSize": 13, "color": "#1b1b1b"},
        "grid": {"left": 48, "right": 18, "top": 44 + _ROW * legend_rows(named), "bottom": 30},
        "tooltip": {"trigger": "axis", "confine": True},
    }


def legend_rows(named: Sequence[str]) -> int:
    """Rows of a legend in a card of the least width, a name after the other as they fit; one where there is none."""
    rows, used = 1, 0
    for name in named:
        width = _ICON + _LETTER * len(name)
        if used and used + width > _CARD:
            rows, used = rows + 1, 0
        used += width
    return rows


def lines_option(comparison: Comparison, indicator: str, group: str, lang: str, description: str) -> dict[str, Any]:
    """An indicator of a group by year: a line for each mix with its range 5–95.

    At most MOST_BANDS lines have a band; of more, the range of the last year stands as a bar right of the years.
    """
    years, style, short = comparison.summary.years, looks(comparison), short_names(comparison, lang)
    has_bands = len(comparison.mixes) <= MOST_BANDS
    series: list[dict[str, Any]] = []
    for n, mix in enumerate(comparison.mixes):
        low, middle, high = (
            [None if value is None else round(value, 3) for value in part]
            for part in zip(*ranges(comparison, mix, indicator, group), strict=True)
        )
        symbol, colour = _SYMBOLS[n % len(_SYMBOLS)], style[mix].colour
        line: dict[str, Any] = {
            "name": short[mix],
            "type": "line",
            "data": middle,
            "symbol": symbol,
            "z": 3,
            "symbolSize": 7,
            "itemStyle": {"color": colour},
            "lineStyle": {"color": colour, "width": 2.2, "type": _LINES[n % len(_LINES)]},
        }
        series.append(line)  # the line first: the legend shows the first of a name
        if has_bands:
            series += _band(n, short[mix], colour, low, high)
        elif middle[-1] is not None:
            line |= _bar(len(years) + n, symbol, colour, low[-1], middle[-1], high[-1])
            series.append(_room([[len(years) + n, low[-1]], [len(years) + n, high[-1]]]))
    bars = [] if has_bands else [""] * (len(comparison.mixes) + 1)
    unit = unit_of(indicator)
    names = [short[mix] for mix in comparison.mixes]
    option: dict[str, Any] = base(description, names) | {
        "xAxis": {"type": "category", "data": [*map(str, years), *bars], "boundaryGap": False},
        "yAxis": {
            "type": "value",
            "name": unit_words(unit, lang),
            "nameTextStyle": {"align": "left"},
            "axisLabel": {":formatter": number_writer(lang)},
        },
        "series": series,
    }
    option["tooltip"][":valueFormatter"] = number_writer(lang)
    if indicator == "endorsement" and GOAL_YEAR in years:
        goal = {
            "yAxis": 100 * GOAL_SHARE,
            "lineStyle": {"color": "#444", "type": "dashed", "width": 1},
            "label": {"formatter": f"{100 * GOAL_SHARE:.0f}%", "position": "insideEndTop"},
        }
        series[0].setdefault("markLine", _mark([]))["data"].append(goal)
        option["yAxis"]["max"] = 100
    return option


def _band(place: int, name: str, colour: str, low: Values, high: Values) -> list[dict[str, Any]]:
    """Two hidden lines, one on the other, with the area between them filled."""
    hidden: dict[str, Any] = {
        "name": name,
        "type": "line",
        "stack": f"band-{place}",
        "stackStrategy": "all",
        "symbol": "none",
        "silent": True,
        "itemStyle": {"color": colour},
        "tooltip": {"show": False},
        "lineStyle": {"opacity": 0},
    }
    height = [None if a is None or b is None else round(b - a, 3) for a, b in zip(low, high, strict=True)]
    return [{**hidden, "data": low}, {**hidden, "data": height, "areaStyle": {"color": colour, "opacity": 0.08}}]


def _bar(place: int, symbol: str, colour: str, low: float | None, middle: float, high: float | None) -> dict[str, Any]:
    """A range as an upright bar with its middle, at a place on the axis."""
    style = {"lineStyle": {"color": colour, "width": 2.6, "type": "solid"}, "label": {"show": False}}
    point = {"coord": [place, middle], "symbol": symbol, "symbolSize": 9, "label": {"show": False}}
    return {
        "markLine": _mark([[{"coord": [place, low], **style}, {"coord": [place, high]}]]),
        "markPoint": {"silent": True, "data": [point]},
    }


def _room(places: list[list[Any]]) -> dict[str, Any]:
    """Points that nobody sees: what is marked beside a line does not count when the axis chooses its ends."""
    return {"type": "scatter", "data": places, "symbolSize": 0, "silent": True, "tooltip": {"show": False}}


def _mark(data: list[Any]) -> dict[str, Any]:
    return {"symbol": "none", "silent": True, "data": data}
