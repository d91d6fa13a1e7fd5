"""Whole calibrations to known truths: the truth beside the sequential answer."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from results.calibration.data import CalibrationData, parameter_label
from results.figure_style import Picture, PlainTable, headline, write_axis
from results.language import translator

_DARK, _LIGHT, _TRUTH = "#0072B2", "#d0d0d0", "#000000"
#: Lines of a panel: the parameters that the evidence narrows most.
_LINES = 12


def repeats_picture(data: CalibrationData, lang: str) -> Picture:
    """Whole calibrations to known truths: the truth beside the sequential answer, a panel per repeat."""
    _ = translator(lang)
    title = _("Whole calibrations to known truths: truth beside answer")
    repeats = data.tables["repeats"]
    there = set(repeats["parameter"])
    names = [name for name in data.calibrated["parameter"] if name in there][:_LINES]
    lines: list[list[str]] = []
    for number, part in repeats.groupby("repeat"):
        inside = [int((np.abs(part["rank"] - 0.5) <= 0.5 * share).sum()) for share in (0.5, 0.9)]
        lines.append([str(number), *(_("{inside} of {count}").format(inside=n, count=len(part)) for n in inside)])
    description = _(
        "A panel per repeat, a line for each of the {count} parameters that the evidence narrows most. A bar shows the "
        "answer (mean and one standard deviation either way, on the scale of the prior from 0 to 1), a black mark the "
        "truth: a diamond when the 90% range holds it, a cross when not. Truths in the 50% and in the 90% range, all "
        "calibrated parameters counted: {listed}."
    ).format(count=len(names), listed="; ".join(f"{number}: {half}, {most}" for number, half, most in lines))
    heads = [_("repeat"), _("truths in the 50% range"), _("truths in the 90% range")]
    table = PlainTable(_("Whole calibrations to known truths"), heads, lines)
    return Picture(
        "calibration-repeats",
        title,
        description,
        table,
        data.origin(lang),
        lambda: _draw_repeats(repeats, names, lang, title),
    )


def _draw_repeats(repeats: Any, names: list[str], lang: str, title: str) -> Figure:
    _ = translator(lang)
    numbers = sorted(set(repeats["repeat"]))
    figure = Figure(figsize=(9.0, 1.6 + 0.36 * len(names)), layout="constrained")
    grid: Any = figure.subplots(1, len(numbers), sharey=True, squeeze=False)
    bar: Any = None
    marks: dict[str, Any] = {}
    for number, axes in zip(numbers, grid.ravel(), strict=True):
        rows = repeats[repeats["repeat"] == number].set_index("parameter")
        for n, name in enumerate(names):
            height, row = len(names) - 1 - n, rows.loc[name]
            low, high = (min(1.0, max(0.0, row["mean"] + sign * row["spread"])) for sign in (-1, 1))
            axes.barh(height, 1.0, left=0.0, height=0.74, color=_LIGHT)
            bar = axes.barh(height, high - low, left=low, height=0.4, color=_DARK)
            marker = "D" if abs(row["rank"] - 0.5) <= 0.45 else "X"
            (marks[marker],) = axes.plot(
                [row["true_quantile"]],
                [height],
                marker=marker,
                color=_TRUTH,
                markersize=6.5,
                markeredgecolor="#ffffff",
                markeredgewidth=0.7,
                linestyle="none",
                zorder=5,
                clip_on=False,
            )
        axes.set_title(_("repeat {number}").format(number=number), fontsize=9)
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 1])
        axes.grid(visible=False, axis="y")
        write_axis(axes.xaxis, lang)
    labels = [parameter_label(name, lang, 44) for name in names]
    grid[0, 0].set_yticks(range(len(names) - 1, -1, -1), labels, fontsize=7)
    words = {"D": _("truth, in the 90% range"), "X": _("truth, outside it")}
    shown = [marker for marker in words if marker in marks]
    names_of = [_("answer: mean ± one standard deviation"), *(words[marker] for marker in shown)]
    handles = [bar, *(marks[marker] for marker in shown)]
    figure.legend(handles, names_of, loc="outside lower center", ncols=3, fontsize=8.5)
    headline(figure, title)
    return figure
