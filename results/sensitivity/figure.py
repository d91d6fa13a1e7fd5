"""Figures of a sensitivity analysis: a tornado per output, a heat map over outputs, indices through time."""

from collections.abc import Sequence
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from experiments.sensitivity.result import LUCK, SensitivityIndex, SensitivityOutput, SensitivityResult
from results.figure_style import Picture, PlainTable, headline, write_axis
from results.language import translator
from results.number_format import decimal
from results.origin import origin_of
from results.sensitivity.words import input_name, measure_words, output_name, value_text

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


def sensitivity_pictures(found: SensitivityResult, lang: str) -> list[Picture]:
    """Tornado of the first output (last year); heat map with two outputs or more; through time with two years."""
    shown = [output for output in found.outputs if output.year == found.last_year and found.ordered(output)]
    pictures = [tornado_picture(found, output, lang, n) for n, output in enumerate(shown[:4])]
    if len(shown) > 1:
        pictures.append(heat_picture(found, shown, lang))
    if len({output.year for output in found.outputs}) > 1 and shown:
        pictures.append(time_picture(found, shown[0], lang))
    return pictures


def tornado_picture(found: SensitivityResult, output: SensitivityOutput, lang: str, number: int = 0) -> Picture:
    """The largest inputs of one output with their ranges, and luck."""
    _ = translator(lang)
    luck = found.luck_of(output) if found.method in ("shapley", "sobol") else None
    rows = [*found.ordered(output)[:MOST_BARS], *([luck] if luck else [])]
    title = _("What the spread comes from: {output}").format(output=output_name(found, output, lang))
    lines = [[input_name(i.input, lang), value_text(i, lang)] for i in rows]
    description = _(
        "A bar per input, the largest above, luck in grey at the bottom; a line shows the range 5–95. {listed}."
    ).format(listed="; ".join(": ".join(line) for line in lines))
    table = PlainTable(title, [_("input"), _("index (range 5–95)")], lines)
    return Picture(
        f"sensitivity-tornado-{number + 1}",
        title,
        description,
        table,
        origin_of(found, lang),
        lambda: _draw_tornado(found, rows, lang, title),
    )


def _draw_tornado(found: SensitivityResult, rows: list[SensitivityIndex], lang: str, title: str) -> Figure:
    scale, ending = _scale(found)
    figure = Figure(figsize=(9.0, 1.6 + 0.36 * len(rows)), layout="constrained")
    axes: Any = figure.subplots()
    heights = np.arange(len(rows))[::-1]
    colours = [_LUCK if i.input == LUCK else _BAR for i in rows]
    hatches = ["////" if i.input == LUCK else "" for i in rows]
    low, middle, high = (scale * ends for ends in _ends(rows))
    axes.barh(heights, middle, color=colours, hatch=hatches, edgecolor=_EDGE, linewidth=0.6)
    axes.hlines(heights, low, high, color=_EDGE, linewidth=1.6)
    axes.axvline(0.0, color=_EDGE, linewidth=0.8)
    axes.set_yticks(heights, [_wrapped(input_name(i.input, lang), _NAME) for i in rows], fontsize=8)
    axes.grid(visible=False, axis="y")
    axes.set_xlabel(_wrapped(measure_words(found.method, lang)), fontsize=8.5)
    largest = max(np.abs(high), default=1.0)
    write_axis(axes.xaxis, lang, 0 if largest > 5 else 1 if largest > 0.5 else 2, ending)
    headline(figure, title)
    return figure


def heat_picture(found: SensitivityResult, shown: list[SensitivityOutput], lang: str) -> Picture:
    """Inputs against outputs, with the number in each field."""
    _ = translator(lang)
    columns = [{index.input: index for index in found.ordered(output)} for output in shown]
    totals: dict[str, float] = {}
    for column in columns:  # outputs have units: each counts by its own largest
        largest = max(*(abs(index.value or 0.0) for index in column.values()), 1e-300)
        for name, index in column.items():
            totals[name] = max(totals.get(name, 0.0), abs(index.value or 0.0) / largest)
    names = sorted(totals, key=lambda name: -totals[name])[:MOST_ROWS]
    heads = [output_name(found, output, lang) for output in shown]
    lines = [
        [input_name(name, lang), *(value_text(column[name], lang) if name in column else "" for column in columns)]
        for name in names
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
        origin_of(found, lang),
        lambda: _draw_heat(found, names, columns, heads, lang, title),
    )


def _draw_heat(
    found: SensitivityResult,
    names: list[str],
    columns: list[dict[str, SensitivityIndex]],
    heads: list[str],
    lang: str,
    title: str,
) -> Figure:
    scale, _ending = _scale(found)
    values = np.array([[_value(column.get(name)) for column in columns] for name in names])
    relative = np.abs(values) / np.nanmax(np.abs(values), axis=0)
    figure = Figure(figsize=(4.6 + 1.25 * len(heads), 2.4 + 0.36 * len(names)), layout="constrained")
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
    axes.set_xticks(range(len(heads)), [_wrapped(head, 20) for head in heads], fontsize=7.5)
    axes.set_yticks(range(len(names)), [_wrapped(input_name(name, lang), _NAME) for name in names], fontsize=8)
    axes.grid(visible=False)
    headline(figure, title)
    return figure


def time_picture(found: SensitivityResult, chosen: SensitivityOutput, lang: str) -> Picture:
    """The largest inputs of one output, and luck, over the years."""
    _ = translator(lang)
    key = (chosen.mix, chosen.indicator, chosen.group)
    through = [output for output in found.outputs if (output.mix, output.indicator, output.group) == key]
    columns = [{index.input: index for index in found.ordered(output)} for output in through]
    peak: dict[str, float] = {}
    for column in columns:
        for name, index in column.items():
            peak[name] = max(peak.get(name, 0.0), index.value or 0.0)
    names = sorted(peak, key=lambda name: -peak[name])[:MOST_LINES]
    series = {name: [column.get(name) for column in columns] for name in names}
    if found.method in ("shapley", "sobol"):
        series[LUCK] = [found.luck_of(output) for output in through]
    years = [output.year for output in through]
    title = _("What the spread comes from, through time: {output}").format(
        output=output_name(found, chosen, lang, years=f"{years[0]}–{years[-1]}")
    )
    lines = [[input_name(name, lang), *(value_text(i, lang) if i else "" for i in row)] for name, row in series.items()]
    description = _("A line per input, with a band for the range 5–95. In the last year: {listed}.").format(
        listed="; ".join(f"{line[0]}: {line[-1]}" for line in lines)
    )
    table = PlainTable(title, [_("input"), *map(str, years)], lines)
    return Picture(
        "sensitivity-time",
        title,
        description,
        table,
        origin_of(found, lang),
        lambda: _draw_time(found, series, years, lang, title),
    )


def _draw_time(
    found: SensitivityResult, series: dict[str, list[SensitivityIndex | None]], years: list[int], lang: str, title: str
) -> Figure:
    scale, ending = _scale(found)
    figure = Figure(figsize=(8.5, 5.2), layout="constrained")
    axes: Any = figure.subplots()
    for (name, row), (colour, line, marker) in zip(series.items(), _LINES, strict=False):
        low, middle, high = (scale * ends for ends in _ends(row))
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
    axes.set_ylabel(_wrapped(measure_words(found.method, lang), 48), fontsize=8.5)
    write_axis(axes.yaxis, lang, 0 if ending else 2, ending)
    figure.legend(loc="outside lower center", ncols=2, fontsize=8)
    headline(figure, title)
    return figure


def _ends(rows: Sequence[SensitivityIndex | None]) -> tuple[Any, Any, Any]:
    """Arrays of the low end, the value and the high end; NaN where there is none."""
    parts = [[np.nan] * 3 if row is None else [row.p05, row.value, row.p95] for row in rows]
    low, middle, high = np.array(parts, np.float64).reshape(-1, 3).T
    return low, middle, high


def _value(index: SensitivityIndex | None) -> float:
    return np.nan if index is None or index.value is None else index.value


def _scale(found: SensitivityResult) -> tuple[float, str]:
    return (100.0, "%") if found.method in ("shapley", "sobol") else (1.0, "")


def _wrapped(text: str, width: int = 88) -> str:
    return fill(text, width)
