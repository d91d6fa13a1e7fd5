"""A finished comparison as data: all its draws, and the same of one world or of the years up to an earlier one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.integrity import readable
from experiments.objectives import shipped_objectives
from experiments.store import KEYS, read_columns
from experiments.summary import PER_EXTRA_FIRM, Summary, goal_reached, per_extra_firm, refuse_absent_cell
from experiments.told import told
from experiments.worlds.dates import read_dates
from experiments.worlds.division import Division, DrawsWorld, divide
from experiments.worlds.summary import DrawsSummary, stored_draws
from simulation.given import names, refuse_absent, refuse_unknown, wholes
from simulation.indicators import GROUPS, INDICATORS
from simulation.parameters import central_values


@dataclass
class Comparison:
    """A finished comparison: where it is, what decided it, what it says.

    kept: (draws,) bool, the draws that it speaks of, all where None; world: the world that these draws make up, None
    for all draws together. `division` says whether and how a result is given by world; `worlds` are the same
    comparison in each; `until(year)` is the same with an earlier year as the one that is shown.
    """

    folder: Path
    manifest: dict[str, Any]
    summary: Summary | DrawsSummary
    failures: list[dict[str, Any]]
    kept: Any = None
    world: DrawsWorld | None = None

    def __repr__(self) -> str:
        """A few lines; the whole manifest is in `manifest`."""
        made = {name: self.manifest["settings"].get(name) for name in ("draws", "firms", "future", "seed")}
        if self.kept is not None:
            made["draws"] = int(np.count_nonzero(self.kept))
        world = None if self.world is None else self.world.key
        years = f"{self.summary.years[0]} to {self.year}"
        return told(self, self.mixes, self.folder, **made, years=years, world=world)

    @property
    def mixes(self) -> list[str]:
        """Ids of the mixes, the baseline first."""
        return list(self.manifest["settings"]["mixes"])

    @property
    def year(self) -> int:
        """The year that is shown: the last one."""
        return self.summary.years[-1]

    @property
    def stored_years(self) -> int:
        """How many years the run folder holds."""
        settings = self.manifest["settings"]
        return settings["last_year"] - settings["first_year"] + 1

    def draws(self, mix: str, indicator: str) -> Any:
        """(draws, years, GROUPS) float64 of one indicator under one mix, NaN where undefined or failed.

        Raises InputProblem for a name that it does not hold.
        """
        refuse_absent_cell(self.mixes, self.summary.years, (mix,), indicator)
        found = stored_draws(self.folder, mix, indicator, self.stored_years)[:, : len(self.summary.years)]
        return found if self.kept is None else found[self.kept]

    def changes(self, mix: str, indicator: str, group: str, year: int | None = None, other: str | None = None) -> Any:
        """(draws,) paired differences with `other` (the baseline) in a year (the one shown).

        Raises InputProblem for what it does not hold.
        """
        at = self.year if year is None else year
        first = other or self.summary.baseline
        return self.cell(mix, indicator, group, at) - self.cell(first, indicator, group, at)

    def cell(self, mix: str, indicator: str, group: str, year: int) -> Any:
        """(draws,) of one indicator, group and year under one mix. Raises InputProblem for what it does not hold."""
        refuse_absent_cell(self.mixes, self.summary.years, (mix,), indicator, group, year)
        at = self.summary.years.index(year), GROUPS.index(group)
        found = stored_draws(self.folder, mix, indicator, self.stored_years)[:, *at]
        return found if self.kept is None else found[self.kept]  # last, since that copies what is chosen of

    @cached_property
    def goal(self) -> dict[str, Any]:
        """By mix `year_90_percent`."""
        target, place = float(central_values()["goal_endorsement"][0]), GROUPS.index("goal90")
        years = self.summary.years
        return {mix: goal_reached(self.draws(mix, "endorsement")[:, :, place], years, target) for mix in self.mixes}

    @cached_property
    def per_extra_firm(self) -> dict[str, Any]:
        """By mix but the baseline: euros per extra firm with basic practice."""
        place, first, *rest = GROUPS.index("all"), *self.mixes
        values = {
            mix: np.stack([self.draws(mix, name)[:, -1, place] for name in PER_EXTRA_FIRM], axis=1)
            for mix in (first, *rest)
        }
        return {mix: per_extra_firm(values[mix], values[first], self.manifest["settings"]["seed"]) for mix in rest}

    @cached_property
    def dates(self) -> pd.DataFrame | None:
        """By draw and mix the quarters in which laws come whose date is drawn; None for a run of an older version."""
        return read_dates(self.folder)

    @property
    def sizes(self) -> Mapping[str, float]:
        """By objective the size that matters: the shipped ones, and those that the user gave instead."""
        shipped = {name: each.matters.size for name, each in shipped_objectives().items() if each.matters}
        return shipped | dict(self.manifest["settings"].get("matters", {}))

    @cached_property
    def division(self) -> Division | None:
        """How its results divide in the year that is shown; None where they do not, or where it is one world."""
        asked = self.manifest["settings"].get("worlds", "")
        return None if self.world is not None or self.dates is None else divide(self, self.dates, asked)

    @cached_property
    def worlds(self) -> dict[str, "Comparison"]:
        """By key the same comparison in each world; empty where it does not divide."""
        return {world.key: self._in(world) for world in self.division.worlds} if self.division else {}

    def _in(self, world: DrawsWorld) -> "Comparison":
        years = self.summary.years
        summary = DrawsSummary(self.folder, self.mixes, years, self.stored_years, world.draws)
        return replace(self, summary=summary, kept=world.draws, world=world)

    def until(self, year: int) -> "Comparison":
        """The same with `year` as the last one. Raises InputProblem for a year that the run does not have."""
        if year == self.year:
            return self
        refuse_absent("year", [year], self.summary.years)
        years = self.summary.years[: self.summary.years.index(year) + 1]
        everything = np.ones(self.manifest["settings"]["draws"], bool) if self.kept is None else self.kept
        return replace(self, summary=DrawsSummary(self.folder, self.mixes, years, self.stored_years, everything))

    def frame(
        self,
        indicators: str | Iterable[str] | None = None,
        years: int | Iterable[int] | None = None,
        groups: str | Iterable[str] | None = None,
    ) -> pd.DataFrame:
        """Every draw: a row per mix, draw, year and group, a column per indicator; NaN where undefined or failed.

        Only the indicators, years and groups asked for are in it (all when none is given). `world` names the world of
        the draw in the year that is shown, where results divide. Raises InputProblem for what it does not hold.
        """
        wanted = None if indicators is None else names(indicators)
        if wanted is not None:
            refuse_unknown("indicators", wanted, INDICATORS)
        columns = None if wanted is None else [*KEYS, *wanted]
        with readable(self.folder):
            tables = [read_columns(self.folder, mix, columns).to_pandas() for mix in self.mixes]
        found = pd.concat(tables, ignore_index=True)
        if years is not None:
            held = range(self.manifest["settings"]["first_year"], self.manifest["settings"]["last_year"] + 1)
            found = found[found["year"].isin(refuse_absent("years", wholes("years", years), held))]
        if groups is not None:
            chosen = names(groups)
            refuse_unknown("groups", chosen, GROUPS)
            found = found[found["group"].isin(chosen)]
        found = found.reset_index(drop=True)
        if self.division:
            places = self.division.places
            found.insert(1, "world", [places[draw] for draw in found["draw"]])
        return found

    def frames(self) -> dict[str, pd.DataFrame]:
        """Its tables by name; `draws` is `frame()`. `world` is `all` for all draws together.

        worlds: a row per world with its event, chance and number of draws; dates: quarters by draw and mix.
        """
        views = {"all": self} | self.worlds
        names = ("levels", "differences", "probabilities")
        tables = {
            name: pd.concat(
                [getattr(view.summary, name).assign(world=key) for key, view in views.items()], ignore_index=True
            )
            for name in names
        }
        worlds = self.division.frame() if self.division else DIVIDED_NOWHERE
        dates = {} if self.dates is None else {"dates": self.dates}
        return tables | {"worlds": worlds} | dates | {"draws": self.frame()}


#: The table of worlds of a comparison that does not divide.
DIVIDED_NOWHERE = pd.DataFrame(columns=["event", "world", "chance", "draws", "year"])
