"""`python tests/update_golden.py`: write the golden files anew, after a change of behaviour that is meant.

Runs by draw and year, and what every verb prints and writes (`studies/`). Say in the commit what changed and why.
Parameter numbers are added, never altered or taken out.
"""

import csv
import io
from pathlib import Path

import numpy as np
from golden_studies import update_studies

from experiments.prepare import prepare
from experiments.runner import run_draw
from experiments.settings import CompareSettings
from simulation.indicators import GROUPS, INDICATORS
from simulation.parameters import registry
from simulation.parameters.__main__ import main as write_parameters_page

FOLDER = Path(__file__).parent / "golden"
COMMAND = "python tests/update_golden.py"
SETTINGS = CompareSettings(
    mixes=("mix-1", "mix-2", "mix-3"),
    baseline="reference-2020",
    draws=2,
    firms=200,
    first_year=2012,
    last_year=2035,
    seed=20,
    prior=True,
)
YEARS = (2013, 2017, 2020, 2023, 2026, 2030, 2035)
KEPT = ("all", "goal90", "started_laggard")


def golden_runs() -> dict[str, str]:
    """CSV text by mix: a row per draw, year and group, a column per indicator, 12 significant digits."""
    experiment = prepare(SETTINGS)
    tables = np.stack([run_draw(experiment, draw) for draw in range(SETTINGS.draws)])
    return {mix: _csv_of(tables[:, position]) for position, mix in enumerate(experiment.mixes)}


def _csv_of(tables: np.ndarray) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["draw", "year", "group", *INDICATORS])
    for draw, of_draw in enumerate(tables):
        for year in YEARS:
            for group in KEPT:
                row = of_draw[year - SETTINGS.first_year, GROUPS.index(group)]
                writer.writerow([draw, year, group, *("" if np.isnan(v) else f"{v:.12g}" for v in row)])
    return text.getvalue()


def numbers_file() -> Path:
    """Every parameter number that was ever given out."""
    return FOLDER / "parameter_numbers.csv"


def update_numbers() -> None:
    """Add new parameters. Raises SystemExit when one took the number of another."""
    path = numbers_file()
    known: dict[str, int] = {}
    if path.is_file():
        with path.open(encoding="utf-8") as stream:
            known = {row["name"]: int(row["number"]) for row in csv.DictReader(stream)}
    taken = {number: name for name, number in known.items()}
    for parameter in registry().values():
        if known.get(parameter.name, parameter.number) != parameter.number:
            raise SystemExit(f"{parameter.name} had number {known[parameter.name]}, now {parameter.number}")
        if taken.get(parameter.number, parameter.name) != parameter.name:
            raise SystemExit(f"{parameter.name} takes number {parameter.number} of {taken[parameter.number]}")
        known[parameter.name] = parameter.number
    rows = sorted((number, name) for name, number in known.items())
    path.write_text("number,name\n" + "".join(f"{n},{name}\n" for n, name in rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write_parameters_page()
    for mix, text in golden_runs().items():
        path = FOLDER / f"{mix}.csv"
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path)
    for folder in update_studies():
        print(folder)
    update_numbers()  # last: it stops when a number was used again
