"""Reading the committed data files: rows of CSV, and values of YAML that carry unit, source and grade."""

from collections.abc import Iterable
from csv import DictReader
from pathlib import Path
from typing import Any, cast

import numpy as np

from simulation.population.tables import Floats
from simulation.safe_yaml import read_yaml
from simulation.vocabulary import SECTORS

DATA = Path(__file__).parent / "data"

#: What each entry of a YAML data file must say.
REQUIRED_KEYS = ("value", "unit", "source", "grade", "en", "nl")
GRADES = ("measured", "estimated", "assumed")


def rows(file_name: str) -> list[dict[str, str]]:
    """Rows of a CSV file in the data folder, as text by column name."""
    with (DATA / file_name).open(encoding="utf-8", newline="") as file:
        return list(DictReader(file))


class Values:
    """Values of one YAML data file by name; a missing name or key is a defect of ours (KeyError)."""

    def __init__(self, file_name: str) -> None:
        """Read `file_name` from the data folder."""
        self.entries = cast("dict[str, dict[str, Any]]", read_yaml(DATA / file_name))

    def value(self, name: str) -> Any:
        """The value as the file has it."""
        return self.entries[name]["value"]

    def number(self, name: str) -> float:
        """A single number."""
        return float(self.value(name))

    def listed(self, name: str, keys: Iterable[str]) -> Floats:
        """One number per key, in the order of `keys`; a table with other keys is refused (KeyError)."""
        table = cast("dict[str, float]", self.value(name))
        order = list(keys)
        if set(order) != set(table):
            raise KeyError(f"{name}: {sorted(set(order) ^ set(table))}")
        return np.array([float(table[key]) for key in order])

    def by_sector(self, name: str) -> Floats:
        """One number per sector, shape (14,)."""
        return self.listed(name, SECTORS)

    def by_size(self, name: str) -> Floats:
        """One number per size class, shape (4,)."""
        return self.listed(name, ("micro", "small", "medium", "large"))
