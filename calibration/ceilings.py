"""Results in 2030 for low, middle and high ceilings of voluntary growth: an assumption that no fact pins down.

Nothing measured says how far expectations of consumers and investors would have carried firms after 2019
without new policy (docs/calibration.md), so the results are shown for three values of it.
"""

from typing import Any

import numpy as np
import pandas as pd

from experiments.prepare import prepare
from experiments.runner import blocks_of, run_blocks
from experiments.settings import CompareSettings
from simulation.indicators import GROUPS, INDICATORS
from simulation.parameters import registry, values_at

PARAMETER = "voluntary_ceiling"
#: Quantiles of the prior of the ceiling that are called low, middle and high.
LEVELS = {"low": 0.1, "middle": 0.5, "high": 0.9}
SHOWN = ("endorsement", "practice")
GROUP = "goal90"
YEAR = 2030
_POINTS = {"p05": 0.05, "p50": 0.5, "p95": 0.95}


def ceiling_values() -> dict[str, float]:
    """The value of the ceiling at each level, in its own unit."""
    every = np.full(len(registry()), 0.5)
    place = list(registry()).index(PARAMETER)
    found: dict[str, float] = {}
    for level, quantile in LEVELS.items():
        every[place] = quantile
        found[level] = float(values_at(every)[PARAMETER][0])
    return found


def ceilings(draws: int = 200, firms: int | str = 5000, workers: int = 1, posterior: str = "") -> Any:
    """One row per ceiling, default mix (the baseline too) and indicator: its range over draws in 2030.

    Columns: ceiling (low, middle, high), mix, indicator, group, year, p05, p50, p95 (shares). posterior: a folder,
    '' for the shipped one; all other parameters come from it. The same draws and luck under each ceiling. A draw
    that fails is left out. Raises InputProblem as `prepare`, Stopped when interrupted.
    """
    rows: list[dict[str, Any]] = []
    for level, value in ceiling_values().items():
        settings = CompareSettings(
            draws=draws,
            firms=firms,
            first_year=YEAR,
            last_year=YEAR,
            prior=False,
            posterior=posterior,
            parameters={PARAMETER: value},
        )
        mixes, tables = _run(settings, workers)
        for position, mix in enumerate(mixes):
            for indicator in SHOWN:
                values = tables[:, position, 0, GROUPS.index(GROUP), INDICATORS.index(indicator)]
                points = {name: float(np.quantile(values, point)) for name, point in _POINTS.items()}
                place = {"ceiling": level, "mix": mix, "indicator": indicator, "group": GROUP, "year": YEAR}
                rows.append(place | points)
    return pd.DataFrame(rows)


def _run(settings: CompareSettings, workers: int) -> tuple[list[str], Any]:
    """Ids of the mixes, and (draws that ran, mixes, years, groups, indicators) in the order of the draws."""
    experiment = prepare(settings)
    found: dict[int, Any] = {}

    def finish(_block: int, tables: dict[int, Any], _failed: dict[int, str]) -> None:
        found.update(tables)

    run_blocks(experiment, range(len(blocks_of(settings.draws))), finish, workers)
    return list(experiment.mixes), np.stack([found[draw] for draw in sorted(found)])
