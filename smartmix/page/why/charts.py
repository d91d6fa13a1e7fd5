"""ECharts options for the studies of the page Why: bars with their ranges, readable in grey."""

from math import floor, isnan
from typing import Any

from experiments.robustness.result import RobustnessResult
from experiments.sensitivity.result import LUCK, SensitivityOutput, SensitivityResult
from experiments.synergy.effects import Word
from experiments.synergy.result import SynergyResult
from results.number_format import SCALE, shown
from results.queries import HEADLINE
from results.sensitivity.words import input_name
from results.synergy.words import element_names
from results.units import unit_of
from results.words import study_name
from smartmix.page.parts.charts import base

_BLUE, _ORANGE, _GREY, _DARK = "#0072B2", "#E69F00", "#999999", "#333333"
#: Patterns by which bars stay apart without colour.
_PLAIN = {"symbol": "none"}
_STRIPES = {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [2, 5], "rotation": -0.785}
_CELLS: dict[Word | None, str] = {"reinforce": "#9fd0ef", "neutral": "#f4f4f4", "substitute": "#f3cf80", None: "#fff"}


def tornado_option(result: SensitivityResult, output: SensitivityOutput, lang: str, description: str) -> dict[str, Any]:
    """The largest inputs of one output with their ranges 5-95, luck last, in % of the variance."""
    luck = result.luck_of(output)
    rows = [*result.ordered(output), *([luck] if luck else [])]
    bars = [
        {"value": _percent(row.value), "itemStyle": _look(_GREY if row.input == LUCK else _BLUE, row.input == LUCK)}
        for row in rows
    ]
    whiskers = [(_percent(row.p05), _percent(row.p95)) for row in rows]
    return _bars([input_name(row.input, lang) for row in rows], bars, whiskers, description, "%")


def waterfall_option(result: SynergyResult, indicator: str, lang: str, description: str) -> dict[str, Any]:
    """From existing policy to the whole mix: what each element adds (mean share), with its range 5-95."""
    names, effect = element_names(result, lang), result.indicators[indicator].groups[HEADLINE]
    level = 100.0 * (effect.without.mean or 0.0)
    first = study_name(result, result.baseline, lang)
    labels, whiskers = [first], [(_round(level), _round(level))]
    bars: list[dict[str, Any]] = [{"value": _round(level), "itemStyle": _look("#555555")}]
    hidden: list[float] = [0.0]
    for element, name in names.items():
        spread = effect.elements[element].shapley
        share, low, high = (100.0 * (value or 0.0) for value in (spread.mean, spread.p05, spread.p95))
        labels.append(name)
        hidden.append(_round(min(level, level + share)))
        is_loss = share < 0
        bars.append({"value": _round(abs(share)), "itemStyle": _look(_ORANGE if is_loss else "#56B4E9", is_loss)})
        whiskers.append((_round(level + low), _round(level + high)))
        level += share
    labels.append(study_name(result, result.mix, lang))
    hidden.append(0.0)
    bars.append({"value": _round(level), "itemStyle": _look("#555555")})
    whiskers.append((_round(level), _round(level)))
    option = _bars(labels, bars, whiskers, description, "%")
    ends = [end for pair in whiskers for end in pair]
    room = max(max(ends) - min(ends), 0.1)
    option["xAxis"]["min"] = max(0, floor(min(ends) - 0.25 * room))  # small elements would not be seen from zero
    unseen = {"color": "transparent", "decal": _PLAIN}
    option["series"].insert(0, {"type": "bar", "stack": "all", "silent": True, "data": hidden, "itemStyle": unseen})
    option["series"][1]["stack"] = "all"
    return option


def matrix_option(result: SynergyResult, indicator: str, lang: str, description: str) -> dict[str, Any]:
    """Pairs of elements: the mean interaction in percentage points; dark where certain, with its sign as text."""
    names = element_names(result, lang)
    ids, data = list(names), list[dict[str, Any]]()
    for pair in result.indicators[indicator].groups[HEADLINE].interactions:
        is_certain = pair.word in ("reinforce", "substitute")
        data.append(
            {
                "value": [ids.index(pair.a), ids.index(pair.b) - 1, _round(100.0 * (pair.mean or 0.0))],
                "itemStyle": {
                    "color": _CELLS[pair.word],
                    "borderColor": _DARK,
                    "borderWidth": 2 if is_certain else 0.5,
                },
                "label": {
                    "formatter": shown(pair.mean, "points", lang, 2, signed=True),
                    "fontWeight": "bold" if is_certain else "normal",
                },
            }
        )
    axis = {"type": "category", "splitArea": {"show": False}}
    small = {"width": 92, "overflow": "break", "fontSize": 11, "lineHeight": 12, "interval": 0}
    return base(description) | {
        "aria": {"enabled": True, "label": {"description": description}, "decal": {"show": False}},
        "grid": {"left": 8, "right": 8, "top": 8, "bottom": 8, "containLabel": True},
        "tooltip": {"show": False},
        "xAxis": {**axis, "data": [names[i] for i in ids[:-1]], "axisLabel": {**small, "rotate": 60, "width": 110}},
        "yAxis": {**axis, "data": [names[i] for i in ids[1:]], "inverse": True, "axisLabel": small},
        "series": [{"type": "heatmap", "data": data, "label": {"show": True, "color": "#1b1b1b"}}],
    }


def regret_option(result: RobustnessResult, objective: str, names: dict[str, str], description: str) -> dict[str, Any]:
    """Regret of each mix on one objective, as its upper quantile over cases with its range; the largest as a mark."""
    scale = SCALE[unit_of(result.objectives[objective].indicator)]
    rows = {row.mix: row for row in result.regret if row.objective == objective}
    upper, low, high, most = (
        [_round(scale * (getattr(rows[mix], part) or 0.0)) for mix in result.mixes]
        for part in ("upper", "upper_low", "upper_high", "max")
    )
    bars = [{"value": value, "itemStyle": _look(_BLUE)} for value in upper]
    option = _bars([names[mix] for mix in result.mixes], bars, list(zip(low, high, strict=True)), description, "")
    option["series"].append(
        {"type": "scatter", "data": most, "symbol": "diamond", "symbolSize": 11, "itemStyle": {"color": _DARK}}
    )
    return option


def _bars(
    labels: list[str], bars: list[dict[str, Any]], whiskers: list[tuple[float, float]], description: str, unit: str
) -> dict[str, Any]:
    """Bars from the top down; a line from the low to the high end of each range."""
    return base(description) | {
        "aria": {"enabled": True, "label": {"description": description}, "decal": {"show": True}},
        "grid": {"left": 8, "right": 24, "top": 12, "bottom": 8, "containLabel": True},
        "tooltip": {"show": False},
        "xAxis": {"type": "value", "axisLabel": {"formatter": f"{{value}}{unit}", "hideOverlap": True}},
        "yAxis": {
            "type": "category",
            "data": labels,
            "inverse": True,
            "axisLabel": {"width": 130, "overflow": "break", "lineHeight": 14, "interval": 0},
        },
        "series": [
            {"type": "bar", "data": bars, "barMaxWidth": 22},
            *(_whisker(place, low, high) for place, (low, high) in enumerate(whiskers) if low != high),
        ],
    }


def _whisker(place: int, low: float, high: float) -> dict[str, Any]:
    """A range as a short line with an end mark on each side."""
    return {
        "type": "line",
        "data": [[low, place], [high, place]],
        "silent": True,
        "symbol": "rect",
        "symbolSize": [2, 10],
        "lineStyle": {"color": "#000", "width": 1.6},
        "itemStyle": {"color": "#000"},
        "z": 5,
    }


def _look(colour: str, is_striped: bool = False) -> dict[str, Any]:
    return {
        "color": colour,
        "borderColor": _DARK,
        "borderWidth": 0.8,
        "decal": {**_STRIPES, "color": "rgba(0,0,0,.45)"} if is_striped else _PLAIN,
    }


def _percent(share: float | None) -> float:
    return 0.0 if share is None else _round(100.0 * share)


def _round(value: float) -> float:
    return 0.0 if isnan(value) else round(value, 3)
