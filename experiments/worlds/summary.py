"""The summary of some of the draws, or of the years up to an earlier one; worked out only as far as it is asked."""

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.summary import QUANTILES, Summary, read_values, refuse_absent_cell, summarise
from simulation.indicators import GROUPS, INDICATORS


def stored_draws(folder: Path, mix: str, indicator: str, years: int) -> Any:
    """(draws, years, GROUPS) float64 of one indicator as it is stored; read again when blocks were written since.

    A block gets its name when it is whole, which changes the folder: two looks, for what is asked some 100,000 times.
    """
    place = folder / "data" / mix  # its names are counted, since clocks of disks may be coarse
    return _read(folder, mix, indicator, years, (place.stat().st_mtime_ns, sum(1 for _file in place.iterdir())))


#: Eight indicators of every shipped mix: what the objectives and the numbers of firms read.
@lru_cache(maxsize=200)
def _read(folder: Path, mix: str, indicator: str, years: int, made: tuple[int, int]) -> Any:
    del made
    return read_values(folder, mix, [indicator], years)[..., 0]


class DrawsSummary:
    """What `Summary` says, of the draws that `kept` marks and the first `len(years)` of the stored years."""

    def __init__(self, folder: Path, mixes: list[str], years: list[int], stored_years: int, kept: Any) -> None:
        """`stored_years`: how many years the blocks hold; kept: (draws,) bool."""
        self._folder, self._mixes, self._stored, self._kept = folder, mixes, stored_years, kept
        self.baseline, self.years = mixes[0], years
        self._known: dict[tuple[str, str, str, str], list[tuple[float | None, ...]]] = {}

    def draws(self, mix: str, indicator: str) -> Any:
        """(draws, years, GROUPS) of one indicator, NaN where undefined."""
        return stored_draws(self._folder, mix, indicator, self._stored)[self._kept, : len(self.years)]

    def _cell(self, mix: str, indicator: str, place: tuple[int, int]) -> Any:
        """(draws,) of one year and group: the draws are chosen last, since that copies what is chosen of."""
        return stored_draws(self._folder, mix, indicator, self._stored)[:, *place][self._kept]

    def _line(self, mix: str, indicator: str, group: str) -> Any:
        """(years, draws) of one group."""
        place = slice(len(self.years)), GROUPS.index(group)
        return stored_draws(self._folder, mix, indicator, self._stored)[:, *place].T[:, self._kept]

    def value(self, mix: str, indicator: str, group: str, year: int, kind: str = "levels") -> dict[str, float | None]:
        """As in `Summary`."""
        refuse_absent_cell(self._mixes, self.years, (mix,), indicator, group, year, kind)
        return self.found(mix, indicator, group, year, kind)

    def found(self, mix: str, indicator: str, group: str, year: int, kind: str = "levels") -> dict[str, float | None]:
        """As in `Summary`."""
        names = ("p05", "p50", "p95", "mean")
        if year not in self.years or indicator not in INDICATORS or (kind != "levels" and mix == self.baseline):
            return dict.fromkeys(names)
        key = (kind, mix, indicator, group)
        if key not in self._known:
            values = self._line(mix, indicator, group)
            if kind != "levels":
                values = values - self._line(self.baseline, indicator, group)
            self._known[key] = _summed_up(values)
        return dict(zip(names, self._known[key][self.years.index(year)], strict=True))

    def chance_higher(self, mix: str, indicator: str, other: str, group: str = "goal90") -> float | None:
        """As in `Summary`."""
        refuse_absent_cell(self._mixes, self.years, (mix, other), indicator, group)
        if mix == other:
            return None
        place = len(self.years) - 1, GROUPS.index(group)
        difference = self._cell(mix, indicator, place) - self._cell(other, indicator, place)
        known = difference[np.isfinite(difference)]
        return float(((known > 0) + 0.5 * (known == 0)).mean()) if known.size else None

    @cached_property
    def _whole(self) -> Summary:
        draws = len(self._kept)
        return summarise(self._folder, self._mixes, self.years, draws, self._stored, self._kept)

    @property
    def levels(self) -> pd.DataFrame:
        """As in `Summary`."""
        return self._whole.levels

    @property
    def differences(self) -> pd.DataFrame:
        """As in `Summary`."""
        return self._whole.differences

    @property
    def probabilities(self) -> pd.DataFrame:
        """As in `Summary`."""
        return self._whole.probabilities


class SmallSummary(DrawsSummary):
    """What a `Summary` of all draws says, in a tenth of its memory: its tables are made anew where they are asked."""

    def __init__(self, folder: Path, mixes: list[str], summary: Summary, draws: int) -> None:
        """`summary`: of the so many draws in the folder."""
        super().__init__(folder, mixes, summary.years, len(summary.years), np.ones(draws, bool))
        self._cells = summary.cells

    def found(self, mix: str, indicator: str, group: str, year: int, kind: str = "levels") -> dict[str, float | None]:
        """As in `Summary`."""
        return self._cells.value(mix, indicator, group, year, kind)

    def chance_higher(self, mix: str, indicator: str, other: str, group: str = "goal90") -> float | None:
        """As in `Summary`."""
        refuse_absent_cell(self._mixes, self.years, (mix, other), indicator, group)
        return self._cells.chance_higher(mix, indicator, other, group)


def _summed_up(values: Any) -> list[tuple[float | None, ...]]:
    """By year p05, p50, p95 and mean of values (years, draws); None where undefined.

    A year that is undefined in some draws is summarised over the others.
    """
    values = np.ascontiguousarray(values)  # along a line, so that a mean has the bits that it has alone
    whole = np.isfinite(values).all(axis=1)
    found: list[tuple[float | None, ...]] = [(None,) * 4] * len(values)
    if whole.any():
        parts = np.vstack([np.quantile(values[whole], QUANTILES, axis=1), values[whole].mean(axis=1)])
        for year, row in zip(np.flatnonzero(whole), parts.T.tolist(), strict=True):
            found[year] = tuple(row)
    for year in np.flatnonzero(~whole):
        known = values[year][np.isfinite(values[year])]
        if known.size:
            found[year] = (*(float(q) for q in np.quantile(known, QUANTILES)), float(known.mean()))
    return found
