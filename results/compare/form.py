"""What `compare --json` prints: the published form, format 1, checked against its schema before it leaves."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from experiments.compare import Comparison
from experiments.result_parts import Named
from experiments.summary import CHANCE_GROUPS, Summary, as_json
from experiments.worlds.rule import division_rule
from experiments.worlds.summary import DrawsSummary
from results.compare.by_objective import failed_names, objective_rows
from results.compare.changes import firms_range
from results.grade.own_draws import own_grade_json
from results.grade.rows import grade_json, grade_lacking
from results.queries import HEADLINE, Query, ask, baseline, last_year, others
from results.ranged import Ranged
from simulation.vocabulary import GradeName

SCHEMA = Path(__file__).parents[1] / "schema" / "compare.schema.json"

Year = Annotated[str, Field(pattern=r"^20[0-9]{2}$")]
Chance = Annotated[float, Field(ge=0, le=1)]


class _CompareForm(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class RangeForm(_CompareForm):
    """Percentiles over draws; null where undefined.

    share_that_reaches: only at year_90_percent, share of draws in which the goal is reached by that year.
    """

    p05: float | None
    p50: float | None
    p95: float | None
    share_that_reaches: Chance | None = None


class GroupsForm(_CompareForm):
    """By group of firms, then by year."""

    groups: dict[str, dict[Year, RangeForm]]


class MixForm(_CompareForm):
    """By indicator."""

    indicators: dict[str, GroupsForm]


class ChiefForm(_CompareForm):
    """A parameter on which a difference rests, and its share of the whole variance."""

    name: str
    grade: GradeName
    share: Chance


class GradeForm(_CompareForm):
    """What the spread of one difference with the baseline rests on, and whether the order of mixes is robust.

    percent: steps of 10 that add up to 100, null where the draws cannot tell; explained: part of the variance by
    parameters that the regression behind it finds; order_same of structures: in how many of the model's
    structures, the usual one counted, the order of the mixes is the same.
    """

    group: str
    percent: dict[Literal["measured", "estimated", "assumed", "dates", "luck"], int] | None
    explained: Chance | None
    chief: list[ChiefForm]
    order_same: Annotated[int, Field(ge=1)]
    structures: Annotated[int, Field(ge=1)]


class EvidenceForm(_CompareForm):
    """By mix and indicator: the evidence grade of the difference with the baseline in `year`, from `draws` draws."""

    year: int
    draws: Annotated[int, Field(ge=1)]
    mixes: dict[str, dict[str, GradeForm]]


class DrawsGradeForm(_CompareForm):
    """What the spread of one difference with the baseline rests on, by a regression on the draws of this run.

    percent: steps of 10 that add up to 100; luck cannot be told apart from one run of each draw and counts as none.
    lacking: why percent is null.
    """

    indicator: str
    group: str
    percent: dict[Literal["measured", "estimated", "assumed", "dates", "luck"], int] | None
    explained: Chance | None
    chief: list[ChiefForm]
    lacking: str | None


class DrawsWorldForm(_CompareForm):
    """One world: the draws in which an event has come by `year`, or has not.

    chance: its share of the draws; mixes, differences, probabilities: as for all draws together, for the groups of
    which chances are kept.
    """

    key: str
    name: Named
    chance: Chance
    draws: Annotated[int, Field(ge=1)]
    mixes: dict[str, MixForm]
    differences: dict[str, MixForm]
    probabilities: dict[str, dict[str, dict[str, Chance | None]]]


class DivisionForm(_CompareForm):
    """Results by world, where they divide (experiments/worlds/rule.yaml) or somebody asked for it.

    event: what divides them; also: other events on which they divide; cells: the differences that do, by objective
    and mix, and how far apart their middles lie, in sizes that matter.
    """

    event: str
    year: int
    asked: bool
    also: list[str]
    cells: dict[str, dict[str, float]]
    worlds: list[DrawsWorldForm]


class ArrivalForm(_CompareForm):
    """When something comes under a mix: the chance that it has by the year shown, and the year, where it comes."""

    chance: Chance
    p05: float | None
    p50: float | None
    p95: float | None


class MatteringForm(_CompareForm):
    """A paired difference on an objective and the chance that it matters, in the direction of its middle."""

    p05: float | None
    p50: float | None
    p95: float | None
    chance: Chance | None


class ComparedObjectiveForm(_CompareForm):
    """An objective in the year it is read: the size that matters, and by world (or `all`) and mix the difference.

    failed: names of what failed in the validation of the posterior, of all that tests this objective.
    """

    indicator: str
    group: str
    year: int
    size: float
    grade: GradeName
    failed: list[str]
    worlds: dict[str, dict[str, MatteringForm]]


class CompareForm(_CompareForm):
    """The whole answer of `smartmix compare --json`."""

    format: Literal[1]
    baseline: str
    future: str
    draws: Annotated[int, Field(ge=1)]
    seed: Annotated[int, Field(ge=0)]
    #: what uncertain numbers were drawn from: the calibrated ranges, or the uncalibrated ones
    parameters: Literal["posterior", "prior"]
    mixes: dict[str, MixForm]
    #: paired with the baseline, draw by draw
    differences: dict[str, MixForm]
    #: mix, indicator, other mix: chance of being higher in the last year (firms of the goal; all firms
    #: where an indicator is known for all together only)
    probabilities: dict[str, dict[str, dict[str, Chance | None]]]
    #: of the differences with the baseline; null where none was computed for what was compared
    evidence_grade: EvidenceForm | None
    #: why evidence_grade is null, null where it is not
    evidence_lacking: str | None
    #: by world (or `all`) and mix, mixes of one's own too: the grade from the draws of this run
    evidence_of_draws: dict[str, dict[str, DrawsGradeForm]]
    #: null where results do not divide
    by_world: DivisionForm | None
    #: by event and mix; empty where no date is drawn, or the run is of an older version
    timing: dict[str, dict[str, ArrivalForm]]
    #: by objective that has a size that matters
    objectives: dict[str, ComparedObjectiveForm]
    #: by world (or `all`) and mix: firms that started as laggards and have the basics, beyond the baseline
    firms: dict[str, dict[str, RangeForm]]


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """The published form of a comparison, with the indicators that are worked out over draws."""
    content = as_json(comparison.summary, comparison.manifest, {})
    year = str(last_year(comparison))
    empty: dict[str, float | None] = dict.fromkeys(("p05", "p50", "p95"))
    names = ("regulatory_burden_per_extra_firm_eur", "government_cost_per_extra_firm_eur")
    for mix in comparison.mixes:
        indicators = content["mixes"][mix]["indicators"]
        goal = comparison.goal[mix]
        indicators["year_90_percent"] = {"groups": {HEADLINE: {year: dict(goal)}}}
        for name in names:
            found = None if mix == baseline(comparison) else comparison.per_extra_firm[mix][name]
            indicators[name] = {"groups": {"all": {year: dict(found or empty)}}}
    content["evidence_grade"] = grade_json(comparison)
    content |= {
        "evidence_lacking": grade_lacking(comparison),
        "evidence_of_draws": own_grade_json(comparison),
        "by_world": _by_world(comparison),
        "timing": _timing(comparison),
        "objectives": _objectives(comparison),
        "firms": {
            key: {mix: _three(firms_range(view, mix)) for mix in others(comparison)}
            for key, view in _views(comparison).items()
        },
    }
    CompareForm.model_validate(content)
    return content


def _views(comparison: Comparison) -> dict[str, Comparison]:
    return comparison.worlds or {"all": comparison}


def _three(found: Ranged) -> dict[str, float | None]:
    return {"p05": found.p05, "p50": found.p50, "p95": found.p95}


def _by_world(comparison: Comparison) -> dict[str, Any] | None:
    division = comparison.division
    if division is None:
        return None
    cells: dict[str, dict[str, float]] = {}
    for cell in division.cells:
        cells.setdefault(cell.objective, {})[cell.mix] = cell.apart
    worlds: list[dict[str, Any]] = []
    for world in division.worlds:
        whole = as_json(_kept_groups(comparison.worlds[world.key].summary), comparison.manifest, {})
        name = {lang: getattr(world.side.name, lang).format(year=division.year) for lang in ("en", "nl")}
        parts = {part: whole[part] for part in ("mixes", "differences", "probabilities")}
        worlds.append(
            {"key": world.key, "name": name, "chance": world.chance, "draws": int(world.draws.sum()), **parts}
        )
    return {
        "event": division.event,
        "year": division.year,
        "asked": division.is_asked,
        "also": list(division.also),
        "cells": cells,
        "worlds": worlds,
    }


def _kept_groups(summary: Summary | DrawsSummary) -> Summary:
    """Of the groups for which chances are kept, so that the answer does not grow threefold."""

    def kept(frame: Any) -> Any:
        return frame[frame.group.isin(CHANCE_GROUPS)]

    return Summary(
        kept(summary.levels), kept(summary.differences), summary.probabilities, summary.baseline, summary.years
    )


def _timing(comparison: Comparison) -> dict[str, Any]:
    if comparison.dates is None:
        return {}
    return {
        name: {
            mix: {
                "chance": ask(comparison, Query("arrives", mix, event.column, year=comparison.year)),
                "p05": ask(comparison, Query("arrives", mix, event.column, part="p05")),
                "p50": ask(comparison, Query("arrives", mix, event.column, part="p50")),
                "p95": ask(comparison, Query("arrives", mix, event.column, part="p95")),
            }
            for mix in comparison.mixes
        }
        for name, event in division_rule().events.items()
    }


def _objectives(comparison: Comparison) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, view in _views(comparison).items():
        for row in objective_rows(view):
            objective = row.objective
            first = {
                "indicator": objective.indicator,
                "group": objective.group,
                "year": row.year,
                "size": row.size,
                "grade": objective.matters.grade if objective.matters else "assumed",
                "failed": failed_names(comparison, objective),
                "worlds": {},
            }
            changes = {mix: _three(c.range) | {"chance": c.chance} for mix, c in row.changes.items()}
            found.setdefault(row.key, first)["worlds"][key] = changes
    return found


def schema_text() -> str:
    """The JSON schema as it is published in `results/schema/`."""
    schema = CompareForm.model_json_schema()
    schema["title"] = "SmartMix compare --json, format 1"
    return json.dumps(schema, indent=1, sort_keys=True) + "\n"


def write_schema() -> None:
    """Write the published schema; after a change of the form."""
    SCHEMA.write_text(schema_text(), encoding="utf-8")
