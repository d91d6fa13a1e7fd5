"""Whether a comparison divides on an event, as `rule.yaml` says, and the draws on each side."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from experiments.objectives import shipped_objectives
from experiments.worlds.dates import years_of
from experiments.worlds.rule import NOT_DIVIDED, DividingEvent, Side, division_rule

if TYPE_CHECKING:
    from experiments.comparison import Comparison


@dataclass(frozen=True)
class DrawsWorld:
    """One world: its key and words, the (draws,) bool that lie in it, and the share of the draws that do."""

    key: str
    side: Side
    draws: Any
    chance: float


class DividedCell(NamedTuple):
    """A difference that divides: mix, objective, and how far the middles lie apart, in sizes that matter."""

    mix: str
    objective: str
    apart: float


@dataclass(frozen=True)
class Division:
    """How a comparison divides: on which event, into which worlds, and which differences make it so.

    is_asked: somebody asked for the event, whatever the rule says; also: other events on which the rule divides.
    """

    event: str
    worlds: tuple[DrawsWorld, ...]
    cells: tuple[DividedCell, ...]
    year: int
    is_asked: bool
    also: tuple[str, ...]

    @property
    def rule(self) -> DividingEvent:
        """The event as `rule.yaml` has it."""
        return division_rule().events[self.event]

    @property
    def places(self) -> list[str]:
        """By draw the key of its world."""
        found = np.select([world.draws for world in self.worlds], [world.key for world in self.worlds], "")
        return [str(key) for key in found]

    def divides(self, mix: str, objective: str) -> bool:
        """Whether this difference has two humps, so that a middle over all draws is true in neither world."""
        return any(cell.mix == mix and cell.objective == objective for cell in self.cells)

    def frame(self) -> pd.DataFrame:
        """A row per world."""
        return pd.DataFrame(
            [
                {
                    "event": self.event,
                    "world": w.key,
                    "chance": w.chance,
                    "draws": int(w.draws.sum()),
                    "year": self.year,
                }
                for w in self.worlds
            ]
        )


def divide(comparison: "Comparison", dates: pd.DataFrame, asked: str = "") -> Division | None:
    """How the comparison divides in the year that it shows, by `rule.yaml` or on the event that is asked.

    None where nothing divides it, where `none` is asked, or where all draws lie on one side.
    """
    if asked == NOT_DIVIDED:
        return None
    rule, sides = division_rule(), dict[str, Any]()
    for name, event in rule.events.items():
        came = years_of(dates, comparison.summary.baseline, event.column) < comparison.year + 1
        if enough_draws(came) or (asked and came.any() and not came.all()):
            sides[name] = came
    apart = {name: tuple(_cells(comparison, came, rule.least_order)) for name, came in sides.items()}
    found = {name: max(cell.apart for cell in cells) for name, cells in apart.items() if cells}
    event = asked or max(found, key=lambda name: found[name], default="")
    if event not in sides:
        return None
    both = ((rule.events[event].came, sides[event]), (rule.events[event].not_yet, ~sides[event]))
    worlds = tuple(DrawsWorld(side.key, side, draws, float(draws.mean())) for side, draws in both)
    also = tuple(name for name in found if name != event)
    return Division(event, worlds, apart[event], comparison.year, bool(asked), also)


def _cells(comparison: "Comparison", came: Any, least_order: float) -> list[DividedCell]:
    """The differences that an event divides."""
    found: list[DividedCell] = []
    for name, size in comparison.sizes.items():
        objective = shipped_objectives()[name]
        year = objective.year or comparison.year
        if year not in comparison.summary.years:
            continue
        for mix in comparison.mixes[1:]:
            cell = apart_in_sizes(
                comparison.changes(mix, objective.indicator, objective.group, year), came, size, least_order
            )
            if cell is not None:
                found.append(DividedCell(mix, name, cell))
    return found


def enough_draws(came: Any) -> bool:
    """Whether both sides of an event hold as many of the draws as the rule asks."""
    rule = division_rule()
    return bool(min(came.sum(), (~came).sum()) >= max(rule.least_draws, rule.least_share * len(came)))


def apart_in_sizes(changes: Any, came: Any, size: float, least_order: float) -> float | None:
    """How many sizes the middles of both sides lie apart, where that is more than one and they are two humps."""
    a, b = (changes[side & np.isfinite(changes)] for side in (came, ~came))
    if not (a.size and b.size):
        return None
    apart = abs(float(np.median(a) - np.median(b))) / size
    above = float((a[:, None] > b).mean() + 0.5 * (a[:, None] == b).mean())
    return apart if apart > 1.0 and max(above, 1.0 - above) >= least_order else None
