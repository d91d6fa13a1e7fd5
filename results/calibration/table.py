"""What a calibration found, for a terminal and as JSON: how much the evidence narrowed each parameter."""

from math import floor, log10
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from calibration.result import CalibrationResult
from results.by_width import ByWidth
from results.calibration.data import data_of, parameter_label
from results.figure_style import Picture
from results.language import translator
from results.number_format import decimal, percent
from results.ranged import between


def calibration_json(calibration: CalibrationResult) -> dict[str, Any]:
    """Counts of simulations and, by parameter, prior, posterior and share of spread removed."""
    table = calibration.frames()["identification"].set_index("parameter")
    return {
        "format": 1,
        "simulations": calibration.simulations,
        "draws": len(calibration.draws),
        "parameters": {
            name: {
                key: row[key]
                for key in ("calibrated", "prior_low", "prior_high", "p05", "p50", "p95", "spread_removed", "unit")
            }
            for name, row in table.astype(object).iterrows()
        },
    }


def _range(low: float, high: float, lang: str) -> str:
    """Both ends with as many digits as tell them apart: three of the larger one."""
    largest = max(abs(low), abs(high))
    digits = max(0, 2 - floor(log10(largest))) if largest > 0 else 0
    return between(decimal(low, lang, digits), decimal(high, lang, digits), lang)


def calibration_table(calibration: CalibrationResult, lang: str) -> RenderableType:
    """Calibrated parameters, the best pinned down first; what stays at its prior is counted."""
    return ByWidth(lambda width: _table(calibration, lang, width))


def calibration_run_pictures(calibration: CalibrationResult, lang: str) -> list[Picture]:
    """Its figures: the parameters, and where the method was checked how far it can be trusted."""
    from results.calibration.figure import calibration_pictures  # noqa: PLC0415 - matplotlib takes a second
    from results.calibration.figure_trust import trust_pictures  # noqa: PLC0415

    data = data_of(calibration)
    return [*calibration_pictures(data, lang), *trust_pictures(data, lang)]


def _table(calibration: CalibrationResult, lang: str, width: int) -> RenderableType:
    _ = translator(lang)
    found = calibration.frames()["identification"]
    narrowed = found[found["calibrated"]].sort_values("spread_removed", ascending=False, kind="stable")
    table = Table(width=min(width, 120), show_edge=False)
    table.add_column(_("parameter"), ratio=1)
    for head in (_("prior"), _("posterior 5–95"), _("spread removed")):
        table.add_column(head, justify="right", no_wrap=True)
    for row in narrowed.to_dict("records"):
        table.add_row(
            parameter_label(str(row["parameter"]), lang),
            _range(float(row["prior_low"]), float(row["prior_high"]), lang),
            _range(float(row["p05"]), float(row["p95"]), lang),
            percent(float(row["spread_removed"]), lang, 0),
        )
    counts = calibration.simulations
    lines = [
        _("Simulations: {screening} to screen, {bank} of the prior, {sequential} to refine").format(**counts),
        _("{kept} parameters are calibrated; {left} that no fact moves stay at their prior").format(
            kept=len(calibration.kept), left=len(found) - len(calibration.kept)
        ),
    ]
    return Group(table, Text(""), *(Text(line) for line in lines))
