"""The generated parts of docs/calibration.md on what the evidence pins down: every number comes from the data."""

from collections.abc import Callable
from math import isnan
from typing import Any

import numpy as np

from calibration.evidence import load_facts
from results.calibration.data import CalibrationData, parameter_label
from results.number_format import MINUS, decimal, percent
from results.ranged import Ranged, between, with_ends

#: Correlations weaker than this are counted and not listed, and at most so many are.
_WEAK, _MOST = 0.3, 20
#: Facts pull against each other when the cosine between their pulls is below this.
_AGAINST = -0.3
_STAGES = {
    "screening": "screening",
    "bank": "bank (simulations of the prior)",
    "sequential": "sequential Monte Carlo",
    "repeats": "whole repeats to known truths",
}
_OF_METHOD = ("trajectories", "kept_from", "nearest", "distance", "particles", "effective", "steps", "pooled")


def markdown_table(heads: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def rows_of(frame: Any) -> list[dict[str, Any]]:
    """The rows of a table, as plain mappings."""
    return frame.to_dict("records")


def number(value: float) -> str:
    """A value of a parameter with three digits that count."""
    if abs(value) >= 1000:
        return decimal(float(f"{value:.3g}"), "en")
    return (MINUS if value < 0 else "") + f"{abs(value):.3g}"


def share(value: Any, digits: int = 0) -> str:
    """A share in percent."""
    return percent(float(value), "en", digits)


def share_range(low: Any, middle: Any, high: Any) -> str:
    """A share in percent with its range."""
    return Ranged(float(low), float(middle), float(high), "share", digits=0).text("en")


def _duration(seconds: float) -> str:
    if isnan(seconds):
        return "not recorded"
    return f"{decimal(seconds / 60, 'en', 1)} min" if seconds >= 60 else f"{decimal(seconds, 'en')} s"


def fact_name(fact: str) -> str:
    """What a fact is, in English; its id when it is not known any more."""
    return next((known.name["en"] for known in load_facts() if known.id == fact), fact)


def work(data: CalibrationData) -> str:
    """Simulations and time per stage, and the settings."""
    rows = [
        [
            _STAGES.get(str(row["stage"]), str(row["stage"])),
            decimal(float(row["simulations"]), "en"),
            _duration(float(row["seconds"])),
        ]
        for row in rows_of(data.tables["stages"])
    ]
    settings = data.manifest["settings"]
    told = ", ".join(f"`{name}` {settings[name]}" for name in _OF_METHOD if name in settings)
    kept, every = len(data.calibrated), len(data.tables["identification"])
    return (
        f"{markdown_table(['stage', 'simulations', 'time'], rows)}\n\n"
        f"Settings: {told}. The posterior has {data.manifest['draws']} draws of {kept} parameters; "
        f"the other {every - kept} of {every} uncertain ones stay at their prior."
    )


def screening(data: CalibrationData) -> str:
    """Which parameters are calibrated, and which stay at their prior."""
    found = data.tables["identification"].sort_values("effect", ascending=False, kind="stable")

    def line(row: dict[str, Any]) -> list[str]:
        strongest = row["strongest_fact"] if isinstance(row["strongest_fact"], str) else ""
        fact = fact_name(strongest) if strongest else "none"
        return [f"`{row['parameter']}`", str(row["grade"]), number(float(row["effect"])), fact]

    heads = ["parameter", "grade", "strongest effect", "on"]
    moved, still = found[found["calibrated"]], found[~found["calibrated"]]
    return (
        f"**Calibrated** ({len(moved)}): some fact moves by "
        f"{data.manifest['settings']['kept_from']} of its precision or more.\n\n"
        f"{markdown_table(heads, [line(row) for row in rows_of(moved)])}\n\n"
        f"**At their prior** ({len(still)}): no fact can tell.\n\n"
        f"{markdown_table(heads, [line(row) for row in rows_of(still)])}"
    )


def parameters(data: CalibrationData) -> str:
    """Prior beside posterior for every uncertain parameter."""
    found = data.tables["identification"].sort_values(["calibrated", "spread_removed"], ascending=False, kind="stable")
    rows: list[list[str]] = []
    for row in rows_of(found):
        prior = between(number(float(row["prior_low"])), number(float(row["prior_high"])), "en")
        posterior = with_ends(number(float(row["p50"])), number(float(row["p05"])), number(float(row["p95"])), "en")
        calibrated = bool(row["calibrated"])
        rows.append(
            [
                f"`{row['parameter']}`: {parameter_label(str(row['parameter']), 'en')}",
                str(row["unit"]),
                prior,
                posterior if calibrated else "prior",
                share(row["spread_removed"]) if calibrated else "not calibrated",
            ]
        )
    calibrated = data.calibrated["spread_removed"]
    halved, little = int((calibrated >= 0.5).sum()), int((calibrated < 0.1).sum())
    return (
        f"Of {len(calibrated)} calibrated parameters the evidence removes half of the spread or more for {halved}, and "
        f"less than a tenth for {little}.\n\n"
        + markdown_table(["parameter", "unit", "prior range", "posterior: middle (5 to 95)", "spread removed"], rows)
    )


def correlations(data: CalibrationData) -> str:
    """The strongest correlations left among parameters."""
    found = data.tables["correlations"].sort_values("rank_correlation", key=np.abs, ascending=False, kind="stable")
    strong = found[np.abs(found["rank_correlation"]) >= _WEAK]
    told = f"{len(strong)} of {len(found)} pairs have a rank correlation of {_WEAK} or more either way"
    if strong.empty:
        return told + "."
    rows = [
        [f"`{row['parameter']}`", f"`{row['with']}`", decimal(float(row["rank_correlation"]), "en", 2, signed=True)]
        for row in rows_of(strong[:_MOST])
    ]
    listed = "" if len(strong) <= _MOST else f"; the {_MOST} strongest"
    return f"{told}{listed}:\n\n{markdown_table(['parameter', 'with', 'rank correlation'], rows)}"


def pulls(data: CalibrationData) -> str:
    """How strongly each fact pulls, on what, and against which other fact."""
    found = data.tables["pulls"]
    rows: list[list[str]] = []
    pairs: dict[frozenset[str], float] = {}
    order = found.groupby("fact", sort=False).first().sort_values("strength", ascending=False, kind="stable")
    for fact, first in order.iterrows():
        mine = found[found["fact"] == fact].sort_values("pull", key=np.abs, ascending=False, kind="stable")
        moved = [
            f"`{row['parameter']}` {decimal(float(row['pull']), 'en', 2, signed=True)}" for row in rows_of(mine[:3])
        ]
        against, tension = str(first["against"]), float(first["tension"])
        opposes = tension <= _AGAINST
        if opposes:
            pairs[frozenset((str(fact), against))] = tension
        rows.append(
            [
                fact_name(str(fact)),
                decimal(float(first["strength"]), "en", 2),
                ", ".join(moved),
                f"{fact_name(against)} ({decimal(tension, 'en', 2)})" if opposes else "none",
            ]
        )
    heads = ["fact", "strength", "pulls most on", "pulls most against (cosine)"]
    told = f"{len(pairs)} pairs of facts pull clearly against each other (cosine {_AGAINST} or lower)."
    return f"{told}\n\n{markdown_table(heads, rows)}"


def agreement(data: CalibrationData) -> str:
    """The sequential answer beside the bank's."""
    found = data.tables["agreement"]
    apart = np.abs(found["apart"])
    wider = found["sequential_spread"] / found["bank_spread"]
    rows = [
        [
            f"`{row['parameter']}`",
            *(
                f"{decimal(float(row[f'{of}_mean']), 'en', 2)} ± {decimal(float(row[f'{of}_spread']), 'en', 2)}"
                for of in ("bank", "sequential")
            ),
            decimal(float(row["apart"]), "en", 2, signed=True),
        ]
        for row in rows_of(found)
    ]
    return (
        f"Means are {decimal(float(np.sqrt((apart**2).mean())), 'en', 2)} prior standard deviations apart (root mean "
        f"square), at most {decimal(float(apart.max()), 'en', 2)}; the sequential spread is "
        f"{decimal(float(wider.median()), 'en', 2)} times the bank's (median).\n\n"
        + markdown_table(["parameter (quantile of its prior)", "bank", "sequential", "apart"], rows)
    )


def generations(data: CalibrationData) -> str:
    """How the sequential run went from the prior to the posterior."""
    rows = [
        [
            str(int(row["generation"])),
            number(float(row["power"])),
            decimal(float(row["simulations"]), "en"),
            share(row["acceptance"], 1),
            decimal(float(row["distinct"]), "en"),
        ]
        for row in rows_of(data.tables["generations"])
    ]
    return markdown_table(["generation", "power of the likelihood", "simulations", "steps taken", "distinct"], rows)


PARTS: dict[str, Callable[[CalibrationData], str]] = {
    "work": work,
    "screening": screening,
    "parameters": parameters,
    "correlations": correlations,
    "pulls": pulls,
    "agreement": agreement,
    "generations": generations,
}
