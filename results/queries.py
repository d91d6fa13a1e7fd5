"""Every number of a text, as a question that can be put to a comparison again."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np

from calibration.grade_file import load_grade
from experiments.compare import Comparison
from experiments.posterior import folder_of
from experiments.summary import read_values
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

    kind: `levels` or `differences` (summary, `part` of the range over draws), `chance` (that `mix` is
    above `other` in the last year), `draws` (share of draws in which the indicator is at least
    `threshold`, or above it where the threshold is 0), `reached` (share of draws in which the goal is
    reached by the last year), `settings` (a number of the manifest named by `indicator`), `parameters`
    (how many uncertain parameters have the evidence grade `group`, or all for "all"), `grade` (share of the
    spread of the difference that rests on `other`: assumed, estimated, measured, dates or luck), `shipped` (a
    number of the posterior, its validation or the edge table; `indicator` is its address).
    """

    kind: Literal["levels", "differences", "chance", "draws", "reached", "settings", "parameters", "grade", "shipped"]
    mix: str = ""
    indicator: str = ""
    group: str = ""
    year: int = 0
    part: Part = "p50"
    other: str = ""
    threshold: float = 0.0

    def __str__(self) -> str:
        """As it is printed beside a number."""
        words = [self.kind, self.mix, self.other, self.indicator, self.group, str(self.year or "")]
        words += [self.part] if self.kind in ("levels", "differences") else []
        words += [f">={self.threshold:g}" if self.threshold else ">0"] if self.kind == "draws" else []
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
    value = comparison.summary.value(mix, indicator, group, year, "differences" if is_change else "levels")
    return Ranged(value["p05"], value["p50"], value["p95"], unit, is_change=is_change)


def ask(comparison: Comparison, query: Query) -> float | None:
    """The answer to a query; None where undefined."""
    summary = comparison.summary
    match query.kind:
        case "levels" | "differences":
            return summary.value(query.mix, query.indicator, query.group, query.year, query.kind)[query.part]
        case "chance":
            return summary.chance_higher(query.mix, query.indicator, query.other, query.group)
        case "draws":
            return _share_of_draws(comparison, query)
        case "reached":
            return cast("float | None", comparison.goal[query.mix]["share_that_reaches"])
        case "settings":
            return float(comparison.manifest["settings"][query.indicator])
        case "parameters" | "grade" | "shipped":
            return _evidence(comparison, query)


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


def _share_of_draws(comparison: Comparison, query: Query) -> float | None:
    """Share of the draws in which the value is known and meets the threshold."""
    if query.year not in comparison.summary.years:
        return None
    years = len(comparison.summary.years)
    values = _draws_of(str(comparison.folder), query.mix, query.indicator, years)
    cell = values[:, comparison.summary.years.index(query.year), GROUPS.index(query.group)]
    known = cell[np.isfinite(cell)]
    if not known.size:
        return None
    return float((known >= query.threshold if query.threshold else known > 0.0).mean())


@lru_cache(maxsize=16)
def _draws_of(folder: str, mix: str, indicator: str, years: int) -> Any:
    """(draws, years, GROUPS) of one indicator; a text asks the same more than once. A finished run does not change."""
    return read_values(Path(folder), mix, [indicator], years)[..., 0]
