"""Every number of a text, as a question that can be put to a comparison again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

import numpy as np

from calibration.grade_file import load_grade
from experiments.compare import Comparison
from experiments.posterior import folder_of
from experiments.worlds.dates import years_of
from results.number_format import Unit
from results.ranged import Ranged, difference_unit, digits_together
from results.report.shipped import shipped_number
from simulation.indicators import GROUPS
from simulation.parameters import registry

#: The year and the share of the public goal (S-020).
GOAL_YEAR = 2023
GOAL_SHARE = 0.9
HEADLINE = "goal90"

type Part = Literal["p05", "p50", "p95", "mean"]


@dataclass(frozen=True, slots=True)
class Query:
    """Where one number comes from.

    kind: `levels` or `differences` (summary, `part` of the range over draws), `chance` (that `mix` is above `other` in
    the last year), `draws` (share of draws in which the indicator is at least `threshold`, or above it where the
    threshold is 0), `exceeds` (share of draws in which the paired difference, with `other` or else the baseline, is at
    least `threshold`, or at most that where it is below zero), `firms` (of the paired difference in how many firms: the
    share of the group times its firms), `world` (share of draws in world `other`), `arrives` (in which year the date
    `indicator` lies under `mix`, over draws in which it comes; the share of draws in which it has come by `year` where
    one is given), `size` (the size that matters of objective `indicator`), `reached` (share of draws in which the goal
    is reached by the last year), `settings` (a number of the
    manifest named by `indicator`), `parameters` (how many uncertain parameters have the evidence grade `group`, or all
    for "all"), `grade` (share of the spread of the difference that rests on `other`: assumed, estimated, measured,
    dates or luck), `shipped` (a number of the posterior, its validation or the edge table; `indicator` is its address).
    world: the world that it is asked in, '' for all draws together.
    """

    kind: Literal[
        "levels",
        "differences",
        "chance",
        "draws",
        "exceeds",
        "firms",
        "reached",
        "world",
        "arrives",
        "size",
        "settings",
        "parameters",
        "grade",
        "shipped",
    ]
    mix: str = ""
    indicator: str = ""
    group: str = ""
    year: int = 0
    part: Part = "p50"
    other: str = ""
    threshold: float = 0.0
    world: str = ""

    def __str__(self) -> str:
        """As it is printed beside a number."""
        words = [self.kind, self.mix, self.other, self.indicator, self.group, str(self.year or "")]
        words += [self.part] if self.kind in ("levels", "differences", "firms", "arrives") else []
        words += [f">={self.threshold:g}" if self.threshold else ">0"] if self.kind == "draws" else []
        words += [f"{'<=' if self.threshold < 0 else '>='}{self.threshold:g}"] if self.kind == "exceeds" else []
        words += [self.world] if self.world else []
        return " / ".join(word for word in words if word)


def last_year(comparison: Comparison) -> int:
    """The last year that the run reports."""
    return comparison.summary.years[-1]


def baseline(comparison: Comparison) -> str:
    """The mix that the others are compared with."""
    return comparison.summary.baseline


def others(comparison: Comparison) -> list[str]:
    """The mixes that are compared with the baseline, in the order given."""
    return [mix for mix in comparison.mixes if mix != baseline(comparison)]


def drawn_from(comparison: Comparison) -> str:
    """`posterior` or `prior`: where the parameters were drawn from."""
    return "prior" if comparison.manifest["settings"]["prior"] else "posterior"


def level_of(comparison: Comparison, mix: str, indicator: str, group: str, year: int, unit: Unit) -> Ranged:
    """The level of an indicator under one mix, with the same decimals for all mixes: so it reads the same in every
    table, sentence and figure of a comparison."""
    found = {each: _range_of(comparison, each, indicator, group, year, unit) for each in comparison.mixes}
    return replace(found[mix], digits=digits_together([*found.values()]))


def difference_of(comparison: Comparison, mix: str, indicator: str, group: str, year: int, unit: Unit) -> Ranged:
    """The paired difference of one mix to the baseline, with the same decimals for all mixes. unit: that of the
    level; differences of shares are counted in percentage points."""
    moved = difference_unit(unit)
    found = {
        each: _range_of(comparison, each, indicator, group, year, moved, is_change=True)
        for each in dict.fromkeys([*others(comparison), mix])
    }
    return replace(found[mix], digits=digits_together([*found.values()]))


def _range_of(
    comparison: Comparison, mix: str, indicator: str, group: str, year: int, unit: Unit, is_change: bool = False
) -> Ranged:
    value = comparison.summary.found(mix, indicator, group, year, "differences" if is_change else "levels")
    return Ranged(value["p05"], value["p50"], value["p95"], unit, is_change=is_change)


def ask(comparison: Comparison, query: Query) -> float | None:
    """The answer to a query; None where undefined."""
    if query.world and comparison.world is None:
        comparison = comparison.worlds[query.world]
    return _ANSWERS[query.kind](comparison, query)


def _of_summary(comparison: Comparison, query: Query) -> float | None:
    kind = "differences" if query.kind == "differences" else "levels"
    return comparison.summary.found(query.mix, query.indicator, query.group, query.year, kind)[query.part]


def _chance(comparison: Comparison, query: Query) -> float | None:
    are_there = {query.mix, query.other} <= {*comparison.mixes}
    return comparison.summary.chance_higher(query.mix, query.indicator, query.other, query.group) if are_there else None


def _firms(comparison: Comparison, query: Query) -> float | None:
    gained = firms_gained(comparison, query.mix, query.indicator, query.group, query.year)
    return _part_of(gained, query.part)


def _world(comparison: Comparison, query: Query) -> float | None:
    worlds = comparison.division.worlds if comparison.division else ()
    return next((world.chance for world in worlds if world.key == query.other), None)


def _reached(comparison: Comparison, query: Query) -> float | None:
    return cast("float | None", comparison.goal[query.mix]["share_that_reaches"])


def _size(comparison: Comparison, query: Query) -> float | None:
    return comparison.sizes.get(query.indicator)


def _setting(comparison: Comparison, query: Query) -> float | None:
    return float(comparison.manifest["settings"][query.indicator])


def _evidence(comparison: Comparison, query: Query) -> float | None:
    """How many parameters have a grade, what share of a spread rests on it, or a number that ships."""
    if query.kind == "shipped":
        return shipped_number(query.indicator)
    if query.kind == "parameters":
        uncertain = [p.grade for p in registry().values() if p.is_uncertain]
        return float(len(uncertain) if query.group == "all" else uncertain.count(query.group))
    grade = load_grade(folder_of(comparison.manifest["settings"]["posterior"]))
    cell = grade.cell(query.mix, query.indicator, query.group) if grade else None
    return cell.percent[query.other] / 100.0 if cell and cell.percent else None


def views(comparison: Comparison) -> list[Comparison]:
    """The comparison in each world that its results are given by; itself where it does not divide."""
    return list(comparison.worlds.values()) or [comparison]


def firms_gained(comparison: Comparison, mix: str, indicator: str, group: str, year: int) -> Any:
    """(draws,) how many more firms of a group than under the baseline an indicator that is a share counts."""

    def count(of: str) -> Any:
        return comparison.cell(of, indicator, group, year) * comparison.cell(of, "firms", group, year)

    return count(mix) - count(baseline(comparison))


def _part_of(values: Any, part: Part) -> float | None:
    """A quantile over the draws in which it is known, or their mean."""
    known = values[np.isfinite(values)]
    if not known.size:
        return None
    return float(known.mean() if part == "mean" else np.quantile(known, int(part[1:]) / 100))


def _share_that_exceeds(comparison: Comparison, query: Query) -> float | None:
    if query.year not in comparison.summary.years:
        return None
    changes = comparison.changes(query.mix, query.indicator, query.group, query.year, query.other or None)
    known = changes[np.isfinite(changes)]
    if not known.size:
        return None
    return float((known <= query.threshold if query.threshold < 0 else known >= query.threshold).mean())


def _arrives(comparison: Comparison, query: Query) -> float | None:
    """In which year a date lies, or the share of draws in which it has come by the end of a year."""
    if comparison.dates is None:
        return None
    found = years_of(comparison.dates, query.mix, query.indicator)
    if comparison.kept is not None:
        found = found[comparison.kept]
    if query.year:
        return float((found < query.year + 1).mean())
    comes = found[np.isfinite(found)]
    return float(np.floor(np.quantile(comes, int(query.part[1:]) / 100))) if comes.size else None


def _share_of_draws(comparison: Comparison, query: Query) -> float | None:
    """Share of the draws in which the value is known and meets the threshold."""
    if query.year not in comparison.summary.years:
        return None
    values = comparison.draws(query.mix, query.indicator)
    cell = values[:, comparison.summary.years.index(query.year), GROUPS.index(query.group)]
    known = cell[np.isfinite(cell)]
    if not known.size:
        return None
    return float((known >= query.threshold if query.threshold else known > 0.0).mean())


_ANSWERS: dict[str, Callable[[Comparison, Query], float | None]] = {
    "levels": _of_summary,
    "differences": _of_summary,
    "chance": _chance,
    "draws": _share_of_draws,
    "exceeds": _share_that_exceeds,
    "firms": _firms,
    "reached": _reached,
    "world": _world,
    "arrives": _arrives,
    "size": _size,
    "settings": _setting,
    "parameters": _evidence,
    "grade": _evidence,
    "shipped": _evidence,
}
