"""A comparison whose every number is known, because somebody made it up: what readers must be told can be worked out.

In each cell the draws lie so that their quantiles 5, 50 and 95 are the three numbers that stand here. What a mix
changes runs through the draws the other way round than the levels do, so that no difference of quantiles is by chance
the quantile of the differences.
"""

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.comparison import Comparison
from experiments.settings import CompareSettings
from experiments.store import block_path, block_table, write_block
from experiments.summary import summarise
from experiments.worlds.dates import DATES
from scenarios.run_dates import RunDates
from simulation.indicators import GROUPS, INDICATORS

DRAWS = 21  # the second lies at the quantile 5, the one before the last at 95
YEARS = [2022, 2023, 2024, 2025]
BASELINE, FIRST, SECOND = MIXES = ("reference-2020", "mix-1", "mix-2")
LAGGARDS, PELOTON, LEADERS = (f"goal90_started_{stage}" for stage in ("laggard", "peloton", "leader"))

type Known = tuple[float, float, float]  # quantiles 5, 50 and 95

#: Levels under the baseline by indicator and group, in each year (of endorsement `made_up` sets some draws).
LEVELS: dict[tuple[str, str], Known] = {
    ("practice", "goal90"): (0.30, 0.40, 0.52),
    ("practice", LAGGARDS): (0.10, 0.16, 0.28),
    ("practice", PELOTON): (0.25, 0.33, 0.45),
    ("practice", LEADERS): (0.60, 0.71, 0.80),
    ("practice", "all"): (0.12, 0.15, 0.21),
    ("reported", "goal90"): (0.35, 0.44, 0.57),
    ("paper_gap", "goal90"): (0.04, 0.09, 0.13),
    ("endorsement", "goal90"): (0.31, 0.42, 0.64),
    ("basic_practice", LAGGARDS): (0.20, 0.25, 0.35),
    ("firms", LAGGARDS): (400.0, 400.0, 400.0),
    ("burden_share_turnover", "small"): (0.0001, 0.0002, 0.0005),
    ("government_cost_eur", "all"): (10e6, 14e6, 23e6),
    ("supervisor_fte", "all"): (12.0, 15.0, 19.0),
    ("playing_field_eu", "goal90"): (0.0010, 0.0016, 0.0031),
    ("indirect_burden_eur", "small"): (20e6, 33e6, 61e6),
    ("reach_information_firms", "all"): (2_000.0, 5_000.0, 8_000.0),
}
#: What each mix changes; where nothing stands here it changes nothing.
CHANGES: dict[str, dict[tuple[str, str], Known]] = {
    FIRST: {
        ("practice", "goal90"): (0.01, 0.04, 0.08),
        ("practice", LAGGARDS): (0.01, 0.05, 0.09),
        ("practice", LEADERS): (-0.01, 0.01, 0.02),
        ("practice", "all"): (0.001, 0.002, 0.003),
        ("paper_gap", "goal90"): (-0.05, -0.03, -0.02),
        ("basic_practice", LAGGARDS): (0.05, 0.10, 0.20),
        ("burden_share_turnover", "small"): (0.00001, 0.00004, 0.00006),
        ("government_cost_eur", "all"): (6e6, 8e6, 11e6),
    },
    SECOND: {
        ("practice", "goal90"): (0.02, 0.09, 0.15),
        ("practice", LAGGARDS): (-0.02, 0.01, 0.03),
        ("practice", LEADERS): (0.02, 0.06, 0.07),
        ("practice", "all"): (0.001, 0.002, 0.003),
        ("paper_gap", "goal90"): (0.01, 0.02, 0.04),
        ("basic_practice", LAGGARDS): (-0.05, -0.02, 0.01),
        ("burden_share_turnover", "small"): (-0.00001, 0.00001, 0.000015),
        ("government_cost_eur", "all"): (-9e6, -7e6, -6e6),
        ("supervisor_fte", "all"): (3.0, 4.0, 6.0),
    },
}
#: In how many of the draws a due-diligence law binds firms of the goal.
BOUND = {BASELINE: 0, FIRST: 5, SECOND: 14}


def over_draws(known: Known) -> Any:
    """(DRAWS,) values, rising, with these quantiles."""
    low, middle, high = known
    place = np.linspace(-1.0, 1.0, DRAWS) / 0.9
    return middle + np.where(place < 0, (middle - low) * place, (high - middle) * place)


def made_up(
    folder: Path,
    came: int = 0,
    levels: Any = LEVELS,
    changes: Any = CHANGES,
    more: tuple[str, ...] = (),
    by_year: Any = None,
) -> Comparison:
    """The comparison, in a run folder that is not closed; nothing is simulated.

    came: in so many of the draws, the first ones, an EU law comes in 2024. levels, changes: others than those above.
    more: further mixes, which change nothing unless `changes` says so. by_year: by indicator and group what a level is
    multiplied by in each of YEARS.
    """
    mixes = (*MIXES, *more)
    settings = CompareSettings(
        mixes=mixes[1:], draws=DRAWS, firms=100, first_year=YEARS[0], last_year=YEARS[-1], prior=True
    )
    for mix in mixes:
        values = np.zeros((DRAWS, len(YEARS), len(GROUPS), len(INDICATORS)))
        for (indicator, group), known in levels.items():
            at = GROUPS.index(group), INDICATORS.index(indicator)
            change = changes.get(mix, {}).get((indicator, group), (0.0, 0.0, 0.0))
            times = (by_year or {}).get((indicator, group), (1.0,) * len(YEARS))
            values[:, :, *at] = (over_draws(known) + over_draws(change)[::-1])[:, None] * np.asarray(times)
        # under the second mix six of the draws reach the goal, in the year after the goal's
        values[:6, 2, GROUPS.index("goal90"), INDICATORS.index("endorsement")] = 0.95 if mix == SECOND else 0.5
        law = GROUPS.index("goal90"), INDICATORS.index("reach_due_diligence_law_firms")
        values[: BOUND.get(mix, 0), :, *law] = 300.0
        write_block(block_path(folder, mix, 0), block_table(mix, dict(enumerate(values[:, None])), 0, YEARS))
    names = [field.name for field in fields(RunDates)]
    rows = [
        {"draw": draw, "mix": mix, **dict.fromkeys(names, ""), "eu_in_force": "2024Q1" if draw < came else ""}
        for draw in range(DRAWS)
        for mix in mixes
    ]
    pd.DataFrame(rows).to_csv(folder / DATES, index=False)
    manifest = {
        "kind": "compare",
        "settings": settings.as_dict() | {"mixes": list(mixes), "baseline": BASELINE},
        "future": settings.future,
        "fingerprints": {"mixes": {}, "behaviour": "made up"},
    }
    return Comparison(folder, manifest, summarise(folder, list(mixes), YEARS, DRAWS), [])
