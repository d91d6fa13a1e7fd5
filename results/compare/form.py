"""What `compare --json` prints: the published form, format 1, checked against its schema before it leaves."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from experiments.compare import Comparison
from experiments.summary import as_json
from results.grade.rows import grade_json
from results.queries import HEADLINE, baseline, last_year
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
    CompareForm.model_validate(content)
    return content


def schema_text() -> str:
    """The JSON schema as it is published in `results/schema/`."""
    schema = CompareForm.model_json_schema()
    schema["title"] = "SmartMix compare --json, format 1"
    return json.dumps(schema, indent=1, sort_keys=True) + "\n"


def write_schema() -> None:
    """Write the published schema; after a change of the form."""
    SCHEMA.write_text(schema_text(), encoding="utf-8")
