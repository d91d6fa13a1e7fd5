"""`dates.csv` of a run folder: in which quarter the laws come whose date is drawn, by draw and mix."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.files import write_text
from experiments.prepare import Experiment
from scenarios.run_dates import RunDates
from simulation.vocabulary import quarter_name

DATES = "dates.csv"
_NAMES = tuple(field.name for field in fields(RunDates))


def write_dates(folder: Path, experiment: Experiment) -> None:
    """A row per draw and mix: the quarter of each date (`2026Q1`), empty where it does not come by 2035."""
    rows: list[dict[str, Any]] = []
    for draw in sorted(experiment.parameters):
        for mix in experiment.mixes:
            dates = experiment.dates[mix][draw]
            quarters = {name: getattr(dates, name) for name in _NAMES}
            texts = {name: "" if q is None else quarter_name(q) for name, q in quarters.items()}
            rows.append({"draw": draw, "mix": mix, **texts})
    write_text(folder / DATES, pd.DataFrame(rows).to_csv(index=False, lineterminator="\n"))


def read_dates(folder: Path) -> pd.DataFrame | None:
    """What `write_dates` wrote; None for a run of an older version, of which the worlds are not known."""
    path = folder / DATES
    if not path.is_file():
        return None
    return pd.read_csv(path, dtype=dict.fromkeys(_NAMES, "str"), keep_default_na=False)


def years_of(dates: pd.DataFrame, mix: str, column: str) -> Any:
    """(draws,) float64 years of one date under one mix, with the quarter as a part; infinite where it never comes."""
    texts = dates.loc[dates.mix == mix].sort_values("draw")[column]
    return texts.map({text: _year(text) for text in texts.unique()}).to_numpy(float)


def _year(text: str) -> float:
    """`2026Q3` as 2026.5; infinite for an empty text."""
    return int(text[:4]) + (int(text[5]) - 1) / 4 if text else float("inf")
