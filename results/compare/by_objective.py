"""A comparison by objective: one row each, the paired difference of every mix, and the chance that it matters."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from experiments.compare import Comparison
from experiments.objectives import Objective, shipped_objectives
from results.language import translator
from results.number_format import SCALE, Unit, shown
from results.queries import Query, ask, difference_of, level_of, others, views
from results.ranged import Ranged, difference_unit, digits_together
from results.report.shipped import validation
from results.units import unit_of, unit_words


class Change(NamedTuple):
    """What a mix changes on an objective in one world.

    range: the paired difference with the baseline; chance: of a difference of at least the size that matters, in the
    direction of the middle; is_divided: over all draws it has two humps, so that a middle is true in neither world.
    """

    range: Ranged
    chance: float | None
    is_divided: bool


@dataclass(frozen=True)
class ObjectiveRow:
    """One objective in the year that is shown (or the year of its own): what each mix changes."""

    key: str
    objective: Objective
    year: int
    size: float
    level: Ranged
    changes: dict[str, Change]

    @property
    def unit(self) -> Unit:
        """Of its differences."""
        return difference_unit(unit_of(self.objective.indicator))


def shown_objectives(comparison: Comparison) -> dict[str, tuple[Objective, int, float]]:
    """By key the objectives that have a size that matters: the objective, the year in which it is read, the size."""
    sizes, found = comparison.sizes, dict[str, tuple[Objective, int, float]]()
    for key, objective in shipped_objectives().items():
        year = objective.year or comparison.year
        if key in sizes and year in comparison.summary.years:
            found[key] = objective, year, sizes[key]
    return found


def objective_rows(comparison: Comparison) -> list[ObjectiveRow]:
    """The rows of one world, or of all draws together; differences of a row have the same decimals in every world."""
    rows: list[ObjectiveRow] = []
    for key, (objective, year, size) in shown_objectives(comparison).items():
        where = objective.indicator, objective.group, year, unit_of(objective.indicator)
        level = level_of(comparison, comparison.summary.baseline, *where)
        changes = {
            mix: Change(
                difference_of(comparison, mix, *where),
                chance_that_it_matters(comparison, key, mix),
                bool(comparison.division and comparison.division.divides(mix, key)),
            )
            for mix in others(comparison)
        }
        rows.append(ObjectiveRow(key, objective, year, size, level, changes))
    return rows


def rows_by_world(comparison: Comparison) -> list[tuple[Comparison, list[ObjectiveRow]]]:
    """`objective_rows` of each world in which results are given, with decimals that agree between them."""
    found = [(view, objective_rows(view)) for view in views(comparison)]
    for n in range(len(found[0][1])):
        ranges = [change.range for _view, rows in found for change in rows[n].changes.values()]
        digits = digits_together(ranges) if ranges else None
        for _view, rows in found:
            changes = {m: c._replace(range=replace(c.range, digits=digits)) for m, c in rows[n].changes.items()}
            rows[n] = replace(rows[n], changes=changes)
    return found


def objectives_csv(comparison: Comparison) -> str:
    """A row per world (`all`: all draws), mix and objective: the paired difference and the chance that it matters."""
    lines: list[dict[str, object]] = []
    for view in [comparison, *comparison.worlds.values()]:
        world = ("all", 1.0) if view.world is None else (view.world.key, view.world.chance)
        for row in objective_rows(view):
            first = {"world": world[0], "chance_of_world": world[1], "objective": row.key, "year": row.year}
            for mix, change in row.changes.items():
                found = change.range
                middle = {"p05": found.p05, "p50": found.p50, "p95": found.p95}
                more = {"size": row.size, "chance_of_size": change.chance, "two_humps": change.is_divided}
                lines.append({**first, "mix": mix, **middle, **more})
    return pd.DataFrame(lines).to_csv(index=False, lineterminator="\n")


def exceeds(comparison: Comparison, key: str, mix: str) -> Query:
    """The query for the chance that a difference matters, in the direction of its middle."""
    objective, year, size = shown_objectives(comparison)[key]
    middle = ask(comparison, Query("differences", mix, objective.indicator, objective.group, year)) or 0.0
    return Query("exceeds", mix, objective.indicator, objective.group, year, threshold=-size if middle < 0.0 else size)


def chance_that_it_matters(comparison: Comparison, key: str, mix: str) -> float | None:
    """The chance of a difference of at least the size that matters, in the direction of the middle."""
    return ask(comparison, exceeds(comparison, key, mix))


def size_of(comparison: Comparison, indicator: str) -> float | None:
    """The size that matters of the first objective on this indicator; None where nobody set one."""
    named = {key: each.indicator for key, each in shipped_objectives().items()}
    return next(
        (comparison.sizes[key] for key, name in named.items() if name == indicator and key in comparison.sizes), None
    )


def size_number(comparison: Comparison, key: str, lang: str) -> str:
    """The size that matters of an objective in the unit in which it is shown, without that unit."""
    objective, _year, size = shown_objectives(comparison)[key]
    unit = unit_of(objective.indicator)
    scaled = round(SCALE[unit] * size, 6)
    return shown(size, unit, lang, 0 if scaled == int(scaled) else 2)


def size_words(comparison: Comparison, key: str, lang: str) -> str:
    """`2 percentage points`: the size that matters of an objective."""
    unit = difference_unit(unit_of(shown_objectives(comparison)[key][0].indicator))
    return f"{size_number(comparison, key, lang)} {unit_words(unit, lang)}"


def objective_name(row: ObjectiveRow, lang: str) -> str:
    """What a row is called."""
    return getattr(row.objective.name, lang)


def failed_names(comparison: Comparison, objective: Objective) -> list[str]:
    """The checks of an objective that failed in the validation of the posterior that the draws come from."""
    found = validation()
    if found["posterior"] != comparison.manifest["fingerprints"].get("posterior"):
        return []
    return [name for name in objective.checks if name in found["missed"] or name in found["failed"]]


def failed_checks(comparison: Comparison, objective: Objective, lang: str) -> list[str]:
    """The same in words, in quotation marks."""
    _, found = translator(lang), validation()
    named = {name: fact["name"] for name, fact in found["missed"].items()}
    named |= {name: sign["statement"] for name, sign in found["failed"].items()}
    return [_("“{text}”").format(text=named[name][lang]) for name in failed_names(comparison, objective)]
