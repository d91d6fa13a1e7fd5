"""The life of a firm as a chart, a list of events, and a table with the reasons of each quarter."""

from typing import Any

from experiments.life import LifeOfFirm
from results.figure_style import PlainTable
from results.language import translator
from results.life.life import SMALLEST_PULL, event_words, motive_names, stage_name
from results.life.picture import cost, shares
from results.number_format import decimal, percent
from smartmix.page.parts.charts import base, number_writer

#: Colour, line, symbol: apart in grey too.
_LOOKS = {
    "awareness": ("#E69F00", "dotted", "triangle"),
    "commitment": ("#0072B2", "solid", "circle"),
    "practice": ("#009E73", [10, 4], "rect"),
    "reported": ("#D55E00", "dashed", "diamond"),
}


def life_option(life: LifeOfFirm, lang: str, description: str, highest_cost: float) -> dict[str, Any]:
    """Four lines in % and bars of cost on an axis of their own, the same for all mixes (`highest_cost`)."""
    _ = translator(lang)
    words = {
        "awareness": _("awareness"),
        "commitment": _("commitment"),
        "practice": _("practice"),
        "reported": _("reported"),
    }
    series: list[dict[str, Any]] = [
        {
            "name": _("cost (right axis)"),
            "type": "bar",
            "yAxisIndex": 1,
            "barCategoryGap": "10%",
            "data": [round(cost(q)) for q in life.quarters],
            "itemStyle": {"color": "#c9c9c9", "decal": {"symbol": "none"}},
        }
    ]
    for key, (colour, line, symbol) in _LOOKS.items():
        series.append(
            {
                "name": words[key],
                "type": "line",
                "symbol": symbol,
                "symbolSize": 6,
                "showAllSymbol": False,
                "data": [round(100 * shares(q)[key], 1) for q in life.quarters],
                "itemStyle": {"color": colour},
                "lineStyle": {"color": colour, "type": line, "width": 2.2},
            }
        )
    shared = base(description, [line["name"] for line in series])
    return shared | {
        "grid": shared["grid"] | {"left": 8, "right": 8, "bottom": 8, "containLabel": True},
        "xAxis": {
            "type": "category",
            "data": [f"{q.year} Q{q.quarter}" for q in life.quarters],
            "axisLabel": {"interval": 15, "hideOverlap": True},
        },
        "yAxis": [
            {"type": "value", "name": "%", "min": 0, "max": 100, "interval": 25},
            {
                "type": "value",
                "name": _("euro a quarter"),
                "nameTextStyle": {"align": "right"},
                "min": 0,
                "max": _ceiling(highest_cost),
                "splitLine": {"show": False},
                "axisLabel": {":formatter": number_writer(lang)},
            },
        ],
        "series": series,
        "tooltip": {"trigger": "axis", "confine": True, ":valueFormatter": number_writer(lang)},
    }


def _ceiling(value: float) -> float:
    """The next number with one significant digit."""
    if value <= 0:
        return 1.0
    size = 10.0 ** (len(str(int(max(value, 1.0)))) - 1)
    return size * (int(value / size) + 1)


def event_lines(life: LifeOfFirm, lang: str) -> list[str]:
    """`2023 Q1: a law binds it from now on: …`, in order."""
    return [f"{q.year} Q{q.quarter}: {event_words(event, lang)}" for q in life.quarters for event in q.events]


def reasons_table(life: LifeOfFirm, name: str, lang: str) -> PlainTable:
    """By quarter, under the mix of this name: stage, pulls to and from commitment, what they support, what happens."""
    _ = translator(lang)
    names = motive_names(lang)
    lines: list[list[str]] = []
    for q in life.quarters:
        pulls = sorted(((q.pulls[key], name) for key, name in names.items()), reverse=True)
        towards = [f"{name} ({decimal(pull, lang, 1, True)})" for pull, name in pulls if pull >= SMALLEST_PULL]
        away = [f"{name} ({decimal(pull, lang, 1, True)})" for pull, name in pulls[::-1] if pull <= -SMALLEST_PULL]
        lines.append(
            [
                f"{q.year} Q{q.quarter}",
                stage_name(q.stage, lang),
                ", ".join(towards) or _("nothing"),
                ", ".join(away) or _("nothing"),
                percent(q.moved["supported"], lang),
                percent(q.did["commitment"], lang),
                "; ".join(event_words(event, lang) for event in q.events),
            ]
        )
    heads = [
        _("quarter"),
        _("stage"),
        _("moved by"),
        _("held back by"),
        _("supported commitment"),
        _("commitment"),
        _("what happens"),
    ]
    return PlainTable(f"{_('Quarter by quarter, with reasons (pulls in log-odds)')}: {name}", heads, lines)
