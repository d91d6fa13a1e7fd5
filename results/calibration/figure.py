"""What the evidence pinned down: every calibrated parameter, its prior beside its posterior."""

from math import log
from typing import Any

from matplotlib.figure import Figure

from results.calibration.data import CalibrationData, parameter_label
from results.calibration.figure_trust import trust_pictures
from results.figure_style import Picture, PlainTable, headline, write_axis
from results.language import translator
from results.number_format import decimal, percent
from results.ranged import between
from simulation.parameters import registry

#: The prior light and broad, the posterior dark and narrow, its median a white gap: apart in grey too.
_PRIOR, _POSTERIOR = "#d0d0d0", "#0072B2"


def calibration_pictures(data: CalibrationData, lang: str) -> list[Picture]:
    """The figures of docs/calibration.md: parameters, and those of the method where it was checked."""
    return [parameters_picture(data, lang), *trust_pictures(data, lang)]


def place_in_prior(row: dict[str, Any], value: float) -> float:
    """The quantile of the prior at a value: 0 for its lowest, 1 for its highest."""
    low, high = float(row["prior_low"]), float(row["prior_high"])
    known = registry().get(str(row["parameter"]))
    if known is not None and known.kind == "loguniform":
        low, high, value = log(low), log(high), log(value)
    return min(1.0, max(0.0, (value - low) / (high - low)))  # a normal prior goes on beyond its 5 and 95 percent points


def parameters_picture(data: CalibrationData, lang: str) -> Picture:
    """A strip per calibrated parameter: posterior within prior, most narrowed on top."""
    _ = translator(lang)
    title = _("What the evidence pins down: calibrated parameters within their prior range")
    rows: list[dict[str, Any]] = data.calibrated.to_dict("records")
    lines: list[list[str]] = []
    for row in rows:
        points = [decimal(place_in_prior(row, float(row[point])), lang, 2) for point in ("p05", "p50", "p95")]
        label = parameter_label(str(row["parameter"]), lang, 0)
        lines.append([label, *points, percent(float(row["spread_removed"]), lang, 0)])
    listed = "; ".join(
        f"{label}: {between(low, high, lang)} ({removed})" for label, low, _middle, high, removed in lines
    )
    description = _(
        "A line per calibrated parameter, the most narrowed on top. A broad light bar shows the prior range from its "
        "lowest (0) to its highest value (1), a narrow dark bar the range 5–95 of the posterior on the same scale, a "
        "white gap its middle; at the right stands the share of the prior's spread that the evidence removed. Range "
        "5–95 within the prior, and in brackets the share removed: {listed}."
    ).format(listed=listed)
    heads = [_("parameter"), _("5% point"), _("middle"), _("95% point"), _("spread removed")]
    table = PlainTable(_("Posterior within the prior: 0 its lowest value, 1 its highest"), heads, lines)
    return Picture(
        "calibration-parameters", title, description, table, data.origin(lang), lambda: _draw(rows, lang, title)
    )


def _draw(rows: list[dict[str, Any]], lang: str, title: str) -> Figure:
    _ = translator(lang)
    labels = [parameter_label(str(row["parameter"]), lang, 58) for row in rows]
    figure = Figure(figsize=(9.0, 1.5 + 0.36 * len(rows)), layout="constrained")
    axes: Any = figure.subplots(1, 1)
    handles: list[Any] = []
    for n, row in enumerate(rows):
        height = len(rows) - 1 - n
        low, middle, high = (place_in_prior(row, float(row[point])) for point in ("p05", "p50", "p95"))
        prior = axes.barh(height, 1.0, left=0.0, height=0.74, color=_PRIOR)
        posterior = axes.barh(height, high - low, left=low, height=0.4, color=_POSTERIOR)
        (gap,) = axes.plot(
            [middle], [height], marker="|", markersize=9, markeredgewidth=2.4, color="#ffffff", linestyle="none"
        )
        handles = [prior, posterior, gap]
        removed = percent(float(row["spread_removed"]), lang, 0)
        axes.annotate(removed, (1.015, height), va="center", fontsize=8.5, annotation_clip=False)
    gap_in_legend = axes.plot([], [], marker="|", markersize=9, markeredgewidth=2.4, color="#888888", linestyle="none")
    axes.set_yticks(range(len(rows) - 1, -1, -1), labels, fontsize=7.6)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xlim(0.0, 1.0)
    axes.grid(visible=False, axis="y")
    axes.set_xlabel(_("place within the prior range: 0 its lowest value, 1 its highest"))
    axes.set_title(_("spread removed"), loc="right", fontsize=8.5)
    write_axis(axes.xaxis, lang, 2)
    names = [_("prior"), _("posterior, 5–95"), _("its middle (white)")]
    figure.legend([*handles[:2], gap_in_legend[0]], names, loc="outside lower center", ncols=3)
    headline(figure, title)
    return figure
