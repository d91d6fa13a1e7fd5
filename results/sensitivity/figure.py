"""Figures of a sensitivity analysis: a tornado per output, a heat map over outputs, indices through time."""

from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from experiments.sensitivity.design import LUCK
from experiments.sensitivity.indices import Index
from experiments.sensitivity.run import Sensitivity
from results.figure_style import Picture, PlainTable, headline, write_axis
from results.language import translator
from results.number_format import decimal
from results.sensitivity.words import input_name, luck_of, measure_words, ordered, output_name, value_text

#: Inputs in a figure: the largest; lines in the figure through time.
MOST_BARS, MOST_ROWS, MOST_LINES = 12, 20, 5
#: Characters on a line of an input's name.
_NAME = 52
_BAR, _LUCK, _EDGE = "#0072B2", "#BBBBBB", "#000000"
_LINES = (
    ("#0072B2", "-", "o"),
    ("#D55E00", "--", "s"),
    ("#009E73", "-.", "^"),
    ("#CC79A7", ":", "D"),
    ("#E69F00", (0, (5, 1, 1, 1)), "v"),
    ("#777777", (0, (1, 1)), "x"),
)


def sensitivity_pictures(result: Sensitivity, lang: str) -> list[Picture]:
    """Tornado of the first output (last year); heat map with two outputs or more; through time with two years."""
    years, last = result.model.wanted.years, max(result.model.wanted.years)
    shown = [k for k, o in enumerate(result.outputs) if o.year == last and ordered(result, k)]
    found = [tornado_picture(result, k, lang, n) for n, k in enumerate(shown[:4])]
    if len(shown) > 1:
        found.append(heat_picture(result, shown, lang))
    if len(years) > 1 and shown:
        found.append(time_picture(result, shown[0], lang))
    return found


def tornado_picture(result: Sensitivity, k: int, lang: str, number: int = 0) -> Picture:
    """The largest inputs of one output with their ranges, and luck."""
    _ = translator(lang)
    luck = luck_of(result, k) if result.question.method not in ("morris", "pawn", "delta") else None
    rows = [*ordered(result, k)[:MOST_BARS], *([luck] if luck else [])]
    title = _("What the spread comes from: {output}").format(output=output_name(result.outputs[k], lang))
    lines = [[input_name(i.input, lang), value_text(i, lang)] for i in rows]
    description = _(
        "A bar per input, the largest above, luck in grey at the bottom; a line shows the range 5–95. {listed}."
    ).format(listed="; ".join(": ".join(line) for line in lines))
    table = PlainTable(title, [_("input"), _("index (range 5–95)")], lines)
    return Picture(
        f"sensitivity-tornado-{number + 1}", title, description, table, lambda: _draw_tornado(result, rows, lang, title)
    )


def _draw_tornado(result: Sensitivity, rows: list[Index], lang: str, title: str) -> Figure:
    scale, ending = _scale(result)
    figure = Figure(figsize=(9.0, 1.6 + 0.36 * len(rows)), layout="constrained")
    axes: Any = figure.subplots()
    heights = np.arange(len(rows))[::-1]
    colours = [_LUCK if i.input == LUCK else _BAR for i in rows]
    hatches = ["////" if i.input == LUCK else "" for i in rows]
    axes.barh(heights, [scale * i.value for i in rows], color=colours, hatch=hatches, edgecolor=_EDGE, linewidth=0.6)
    axes.hlines(heights, [scale * i.low for i in rows], [scale * i.high for i in rows], color=_EDGE, linewidth=1.6)
    axes.axvline(0.0, color=_EDGE, linewidth=0.8)
    axes.set_yticks(heights, [_wrapped(input_name(i.input, lang), _NAME) for i in rows], fontsize=8)
    axes.grid(visible=False, axis="y")
    axes.set_xlabel(_wrapped(measure_words(result.question.method, lang)), fontsize=8.5)
    largest = max((abs(scale * i.high) for i in rows), default=1.0)
    write_axis(axes.xaxis, lang, 0 if largest > 5 else 1 if largest > 0.5 else 2, ending)
    headline(figure, title)
    return figure


def heat_picture(result: Sensitivity, shown: list[int], lang: str) -> Picture:
    """Inputs against outputs, with the number in each field."""
    _ = translator(lang)
    indices = {(i.output, i.input): i for k in shown for i in ordered(result, k)}
    totals: dict[str, float] = {}
    for (k, name), index in indices.items():  # outputs have units: each counts by its own largest
        largest = max(abs(ordered(result, k)[0].value), 1e-300)
        totals[name] = max(totals.get(name, 0.0), abs(index.value) / largest)
    names = sorted(totals, key=lambda name: -totals[name])[:MOST_ROWS]
    heads = [output_name(result.outputs[k], lang) for k in shown]
    lines = [
        [input_name(n, lang), *(value_text(indices[k, n], lang) if (k, n) in indices else "" for k in shown)]
        for n in names
    ]
    title = _("Which input matters for which result")
    description = _(
        "A row per input, a column per result; the darker a field, the larger the index beside the largest "
        "of its column. {listed}."
    ).format(listed="; ".join(": ".join(line[:2]) for line in lines))
    table = PlainTable(title, [_("input"), *heads], lines)
    return Picture(
        "sensitivity-heat",
        title,
        description,
        table,
        lambda: _draw_heat(result, shown, names, indices, heads, lang, title),
    )


def _draw_heat(
    result: Sensitivity,
    shown: list[int],
    names: list[str],
    indices: dict[tuple[int, str], Index],
    heads: list[str],
    lang: str,
    title: str,
) -> Figure:
    scale, _ending = _scale(result)
    values = np.array([[indices[k, n].value if (k, n) in indices else np.nan for k in shown] for n in names])
    relative = np.abs(values) / np.nanmax(np.abs(values), axis=0)
    figure = Figure(figsize=(4.6 + 1.25 * len(shown), 2.4 + 0.36 * len(names)), layout="constrained")
    axes: Any = figure.subplots()
    axes.imshow(relative, cmap="Greys", vmin=0.0, vmax=1.3, aspect="auto")
    for (row, column), value in np.ndenumerate(values):
        digits = 0 if abs(scale * values[:, column]).max() > 5 else 2
        axes.text(
            column,
            row,
            decimal(scale * value, lang, digits),
            ha="center",
            va="center",
            fontsize=8,
            color="white" if relative[row, column] > 0.7 else "black",
        )
    axes.set_xticks(range(len(shown)), [_wrapped(head, 20) for head in heads], fontsize=7.5)
    axes.set_yticks(range(len(names)), [_wrapped(input_name(name, lang), _NAME) for name in names], fontsize=8)
    axes.grid(visible=False)
    headline(figure, title)
    return figure


def time_picture(result: Sensitivity, k: int, lang: str) -> Picture:
    """The largest inputs of one output, and luck, over the years."""
    _ = translator(lang)
    chosen = result.outputs[k]
    places = [
        n
        for n, o in enumerate(result.outputs)
        if (o.mix, o.indicator, o.group) == (chosen.mix, chosen.indicator, chosen.group)
    ]
    peak: dict[str, float] = {}
    for n in places:
        for index in ordered(result, n):
            peak[index.input] = max(peak.get(index.input, 0.0), index.value)
    names = sorted(peak, key=lambda name: -peak[name])[:MOST_LINES]
    series: dict[str, list[Index | None]] = {
        name: [next((i for i in ordered(result, n) if i.input == name), None) for n in places] for name in names
    }
    if result.question.method in ("shapley", "sobol"):
        series[LUCK] = [luck_of(result, n) for n in places]
    years = [result.outputs[n].year for n in places]
    title = _("What the spread comes from, through time: {output}").format(
        output=output_name(chosen, lang, years=f"{years[0]}–{years[-1]}")
    )
    lines = [[input_name(name, lang), *(value_text(i, lang) if i else "" for i in row)] for name, row in series.items()]
    description = _("A line per input, with a band for the range 5–95. In the last year: {listed}.").format(
        listed="; ".join(f"{line[0]}: {line[-1]}" for line in lines)
    )
    table = PlainTable(title, [_("input"), *map(str, years)], lines)
    return Picture(
        "sensitivity-time", title, description, table, lambda: _draw_time(result, series, years, lang, title)
    )


def _draw_time(
    result: Sensitivity, series: dict[str, list[Index | None]], years: list[int], lang: str, title: str
) -> Figure:
    scale, ending = _scale(result)
    figure = Figure(figsize=(8.5, 5.2), layout="constrained")
    axes: Any = figure.subplots()
    for (name, row), (colour, line, marker) in zip(series.items(), _LINES, strict=False):
        low, middle, high = ([np.nan if i is None else scale * float(i[part]) for i in row] for part in (4, 3, 5))
        axes.fill_between(years, low, high, color=colour, alpha=0.15, linewidth=0)
        axes.plot(
            years,
            middle,
            color=colour,
            linestyle=line,
            marker=marker,
            markersize=4,
            label=_wrapped(input_name(name, lang), _NAME),
        )
    axes.set_xticks([y for y in years if (years[-1] - y) % max(1, len(years) // 7) == 0])
    axes.set_ylabel(_wrapped(measure_words(result.question.method, lang), 48), fontsize=8.5)
    write_axis(axes.yaxis, lang, 0 if ending else 2, ending)
    figure.legend(loc="outside lower center", ncols=2, fontsize=8)
    headline(figure, title)
    return figure


def _scale(result: Sensitivity) -> tuple[float, str]:
    return (100.0, "%") if result.question.method in ("shapley", "sobol") else (1.0, "")


def _wrapped(text: str, width: int = 88) -> str:
    return fill(text, width)
