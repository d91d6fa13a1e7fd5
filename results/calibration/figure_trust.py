"""Whether the method can be trusted: ranks and coverage of known truths."""

from math import sqrt
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from results.calibration.data import CalibrationData, parameter_label
from results.compare.figure_repeats import repeats_picture
from results.figure_style import Picture, PlainTable, headline, write_axis
from results.language import translator
from results.number_format import decimal
from results.ranged import Ranged

_DARK, _LIGHT = "#0072B2", "#d0d0d0"
#: Panels of ranks: the parameters that the evidence narrows most.
_PANELS = 9
#: 95% point of Kolmogorov's distribution, by which ranks stay within the band together.
_KOLMOGOROV = 1.3581


def trust_pictures(data: CalibrationData, lang: str) -> list[Picture]:
    """Ranks, coverage and repeats, as far as this calibration checked its method."""
    found: list[Picture] = []
    if data.table("ranks") is not None and data.table("coverage") is not None:
        found += [ranks_picture(data, lang), coverage_picture(data, lang)]
    if data.table("repeats") is not None:
        found.append(repeats_picture(data, lang))
    return found


def band_of(count: int) -> float:
    """Half the width of the 95% band around zero of an ECDF of `count` uniform ranks less the diagonal."""
    return _KOLMOGOROV / (sqrt(count) + 0.12 + 0.11 / sqrt(count))


def ecdf_difference(ranks: Any) -> tuple[Any, Any]:
    """Where the ECDF of ranks (m,) steps and how far it is from the diagonal, before and after each step."""
    ordered, count = np.sort(np.asarray(ranks, float)), len(ranks)
    x = np.repeat(ordered, 2)
    steps = np.repeat(np.arange(count + 1) / count, 2)[1:-1]
    return np.concatenate([[0.0], x, [1.0]]), np.concatenate([[0.0], steps - x, [0.0]])


def ranks_picture(data: CalibrationData, lang: str) -> Picture:
    """ECDF of ranks less the diagonal, with the band of chance, for the parameters narrowed most."""
    _ = translator(lang)
    title = _("Known truths: do their ranks in the posterior look even?")
    ranks = data.tables["ranks"]
    names = [name for name in data.calibrated["parameter"] if name in ranks.columns][:_PANELS]
    band = band_of(len(ranks))
    far = [float(np.abs(ecdf_difference(ranks[name])[1]).max()) for name in names]
    lines = [
        [parameter_label(name, lang, 0), decimal(most, lang, 3), _("yes") if most <= band else _("no")]
        for name, most in zip(names, far, strict=True)
    ]
    description = _(
        "A panel for each of the {count} parameters that the evidence narrows most. A line shows by how much the "
        "share of {trials} known truths below a rank differs from what even ranks would give, which is zero; a grey "
        "band holds an even series in 95% of cases. A line that arches up means posteriors too high, one that "
        "dips first and rises later means posteriors too wide, the other way round too narrow. Largest difference, "
        "the band being {band}: {listed}."
    ).format(
        count=len(names),
        trials=len(ranks),
        band=decimal(band, lang, 3),
        listed="; ".join(f"{label}: {most}" for label, most, _inside in lines),
    )
    table = PlainTable(
        _("Ranks of {trials} known truths: largest difference from even ranks").format(trials=len(ranks)),
        [_("parameter"), _("largest difference"), _("within the band")],
        lines,
    )
    return Picture(
        "calibration-ranks",
        title,
        description,
        table,
        data.origin(lang),
        lambda: _draw_ranks(ranks, names, lang, title),
    )


def _draw_ranks(ranks: Any, names: list[str], lang: str, title: str) -> Figure:
    _ = translator(lang)
    rows = -(-len(names) // 3)
    figure = Figure(figsize=(9.0, 1.0 + 2.1 * rows), layout="constrained")
    grid: Any = figure.subplots(rows, 3, sharex=True, sharey=True, squeeze=False)
    band = band_of(len(ranks))
    for position, axes in enumerate(grid.ravel()):
        if position >= len(names):
            axes.set_axis_off()
            continue
        axes.axhspan(-band, band, color=_LIGHT, linewidth=0)
        axes.axhline(0.0, color="#666666", linewidth=0.8)
        axes.plot(*ecdf_difference(ranks[names[position]]), color=_DARK, linewidth=1.3)
        axes.set_title(parameter_label(names[position], lang, 40), fontsize=7.6)
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.5, 1])
        write_axis(axes.xaxis, lang, 1)
        write_axis(axes.yaxis, lang, 2)
    figure.supxlabel(_("rank of the truth in its posterior"), fontsize=9)
    figure.supylabel(_("share below, less what even ranks give"), fontsize=9)
    headline(figure, title)
    return figure


def _held(row: Any, part: str, lang: str) -> str:
    low, middle, high = (float(row[name]) for name in (f"{part}_low", part, f"{part}_high"))
    return Ranged(low, middle, high, "share", digits=0).text(lang)


def coverage_picture(data: CalibrationData, lang: str) -> Picture:
    """How often ranges of 50 and 90% held the truth, with the interval of chance, for every calibrated parameter."""
    _ = translator(lang)
    title = _("Known truths: how often do ranges of 50 and 90% hold them?")
    found = data.tables["coverage"].set_index("parameter")
    names = [name for name in data.calibrated["parameter"] if name in found.index]
    rows = [found.loc[name] for name in names]
    lines = [
        [parameter_label(name, lang, 0), *(_held(row, part, lang) for part in ("covered50", "covered90"))]
        for name, row in zip(names, rows, strict=True)
    ]
    description = _(
        "A line per calibrated parameter. A circle shows how often the 50% range held the truth, a square how often "
        "the 90% range did, each with its interval of chance (95%); broken lines stand at 50 and 90%. Per parameter: "
        "{listed}."
    ).format(listed="; ".join(f"{label}: {half}, {most}" for label, half, most in lines))
    table = PlainTable(
        _("Coverage of known truths, with intervals of chance"), [_("parameter"), _("50% range"), _("90% range")], lines
    )
    return Picture(
        "calibration-coverage",
        title,
        description,
        table,
        data.origin(lang),
        lambda: _draw_coverage(names, rows, lang, title),
    )


def _draw_coverage(names: list[str], rows: list[Any], lang: str, title: str) -> Figure:
    _ = translator(lang)
    figure = Figure(figsize=(9.0, 1.5 + 0.34 * len(names)), layout="constrained")
    axes: Any = figure.subplots(1, 1)
    handles: list[Any] = []
    for n, row in enumerate(rows):
        height, pair = len(names) - 1 - n, list[Any]()
        for part, marker, colour in (("covered50", "o", "#D55E00"), ("covered90", "s", _DARK)):
            middle, low, high = (100 * float(row[part + end]) for end in ("", "_low", "_high"))
            pair.append(
                axes.errorbar(
                    [middle],
                    [height],
                    xerr=[[middle - low], [high - middle]],
                    marker=marker,
                    markersize=5,
                    color=colour,
                    capsize=2,
                    linewidth=1.1,
                )
            )
        handles = pair
    for share in (50, 90):
        axes.axvline(share, color="#444444", linewidth=0.8, linestyle="--")
    axes.set_yticks(range(len(names) - 1, -1, -1), [parameter_label(name, lang, 58) for name in names], fontsize=7.6)
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.set_xlim(0, 100)
    axes.grid(visible=False, axis="y")
    write_axis(axes.xaxis, lang, 0, "%")
    names_of = [_("50% range held the truth"), _("90% range held the truth")]
    figure.legend(handles, names_of, loc="outside lower center", ncols=2)
    headline(figure, title)
    return figure
