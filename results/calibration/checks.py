"""The generated parts of docs/calibration.md on whether to trust it: coverage, repeats, ceilings."""

from collections.abc import Callable
from typing import Any

import numpy as np

from calibration.ceilings import ceiling_values
from calibration.simulation_based import binomial_interval
from results.calibration.data import CalibrationData
from results.calibration.parts import markdown_table, number, rows_of, share, share_range
from results.number_format import decimal
from results.ranged import Ranged
from scenarios.library import list_mixes, load_mix

_NO_CHECK = "This calibration was not checked (`smartmix calibrate --check`)."
_NO_REPEATS = "No whole repeat was made of this calibration (`smartmix calibrate --check --repeats N`)."
_NO_CEILINGS = "Not computed with this calibration (`smartmix calibrate --ship`)."


def coverage(data: CalibrationData) -> str:
    """How often ranges held known truths, per calibrated parameter."""
    ranks = data.table("ranks")
    return _coverage(data.table("coverage"), None if ranks is None else len(ranks), "parameter")


def results(data: CalibrationData) -> str:
    """The same for results that users read."""
    return _coverage(data.table("result_coverage"), None, "result")


def _coverage(found: Any, truths: int | None, of: str) -> str:
    if found is None:
        return _NO_CHECK
    rows = [
        [
            f"`{row['parameter']}`",
            *(share_range(row[f"{part}_low"], row[part], row[f"{part}_high"]) for part in ("covered50", "covered90")),
            _p(float(row["p_value"])),
            share(row["spread_removed"]),
            "**too narrow**" if row["too_narrow"] else "",
        ]
        for row in rows_of(found.sort_values("spread_removed", ascending=False, kind="stable"))
    ]
    narrow, uneven = int(found["too_narrow"].sum()), int((found["p_value"] < 0.05).sum())
    count = "" if truths is None else f" over {truths} known truths"
    return (
        f"Mean over {of}s{count}: ranges of 50% held the truth in {share(found['covered50'].mean(), 1)}, ranges "
        f"of 90% in {share(found['covered90'].mean(), 1)}. Of {len(found)} {of}s {narrow} have ranges too narrow "
        f"beyond chance, and {uneven} have ranks that are uneven at 5% (by chance alone some "
        f"{decimal(0.05 * len(found), 'en', 1)} would).\n\n"
        + markdown_table([of, "50% range", "90% range", "p of even ranks", "spread removed, mean", "remark"], rows)
    )


def _p(value: float) -> str:
    return "below 0.001" if value < 0.001 else decimal(value, "en", 3)


def repeats(data: CalibrationData) -> str:
    """Whole calibrations to known truths."""
    found = data.table("repeats")
    if found is None:
        return _NO_REPEATS
    rows: list[list[str]] = []
    for name, part in found.groupby("repeat"):
        first = part.iloc[0]
        rows.append(
            [
                str(name),
                decimal(float(first["simulations"]), "en"),
                str(int(first["generations"])),
                *(f"{_inside(part, width)} of {len(part)}" for width in (0.5, 0.9)),
            ]
        )
    told = [f"{share(_inside(found, width) / len(found))} in ranges of {share(width)}" for width in (0.5, 0.9)]
    low, high = binomial_interval(_inside(found, 0.9), len(found))
    heads = ["repeat", "simulations after the bank", "generations", "truths in 50% ranges", "truths in 90% ranges"]
    return (
        f"All repeats together: {told[0]}, {told[1]} (95% interval of the last, were parameters independent: "
        f"{Ranged(low, None, high, 'share', digits=0).ends('en')}).\n\n{markdown_table(heads, rows)}"
    )


def _inside(part: Any, width: float) -> int:
    return int((np.abs(part["rank"] - 0.5) <= 0.5 * width).sum())


def ceilings(data: CalibrationData) -> str:
    """Results for low, middle and high ceilings of voluntary growth."""
    found = data.table("ceilings")
    if found is None:
        return _NO_CEILINGS
    levels, mixes = list(dict.fromkeys(found["ceiling"])), list(dict.fromkeys(found["mix"]))
    values = ceiling_values()
    parts: list[str] = []
    for indicator in dict.fromkeys(found["indicator"]):
        chosen = found[found["indicator"] == indicator].set_index(["mix", "ceiling"])
        rows = [[_mix_name(mix), *(_range(chosen.loc[(mix, level)]) for level in levels)] for mix in mixes]
        heads = ["mix", *(f"{level} ceiling ({number(values[level])})" for level in levels)]
        orders = {tuple(sorted(mixes, key=lambda mix: float(chosen.loc[(mix, level), "p50"]))) for level in levels}
        same = "the same under all ceilings" if len(orders) == 1 else "not the same under all ceilings"
        first = found[found["indicator"] == indicator].iloc[0]
        parts.append(
            f"**{str(indicator).capitalize()}** in {first['year']}, group `{first['group']}`: middle of the draws and "
            f"range 5 to 95. The order of the mixes by their middle is {same}.\n\n{markdown_table(heads, rows)}"
        )
    return "\n\n".join(parts)


def _range(row: Any) -> str:
    return share_range(row["p05"], row["p50"], row["p95"])


def _mix_name(mix: str) -> str:
    return f"{load_mix(mix).name.en} (`{mix}`)" if mix in list_mixes() else f"`{mix}`"


CHECKS: dict[str, Callable[[CalibrationData], str]] = {
    "coverage": coverage,
    "results": results,
    "repeats": repeats,
    "ceilings": ceilings,
}
