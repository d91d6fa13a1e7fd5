"""The format of a sweep's plan: which runs a researcher wants, as a file that is checked strictly.

A plan names values; which of them exist (mixes, dials, parameters) is asked in `experiments.sweep.plan_checks`.
"""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from experiments import bounds
from experiments.files import write_text
from experiments.settings import LARGEST_SEED, CompareSettings
from scenarios.format_base import FORMAT, Strict
from simulation.vocabulary import FIRST_YEAR, LAST_YEAR

type Scalar = float | int | str | bool

#: Runs of a block when the plan does not say: some 4 s of work at 5,000 firms, so that little is lost by a kill
#: and little is spent on files and messages.
RUNS_PER_BLOCK = 100
_USUAL = CompareSettings()

Count = Annotated[int, Field(ge=1, le=bounds.SWEPT)]
Names = Annotated[list[str], Field(min_length=1)]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Others = Literal["posterior", "prior", "middle"]
Some = Annotated[dict[str, Any], Field(min_length=1)]


class Range(Strict):
    """From low to high; `whole`: whole numbers, each with the same share (for dials that take no other)."""

    low: float
    high: float
    whole: bool = False


class Grid(Strict):
    """Every combination of the values given of each parameter."""

    kind: Literal["grid"]
    values: Some
    others: Others = "posterior"
    posterior: str = ""
    fixed: dict[str, float] = Field(default_factory=dict[str, float])


class LatinHypercube(Strict):
    """`count` points, each range cut into as many strata of equal chance with one point in each."""

    kind: Literal["latin_hypercube"]
    count: Count
    ranges: dict[str, Any] = Field(default_factory=dict[str, Any])
    others: Others = "posterior"
    posterior: str = ""
    fixed: dict[str, float] = Field(default_factory=dict[str, float])


class Sobol(Strict):
    """`count` points (a power of 2) of a scrambled Sobol sequence."""

    kind: Literal["sobol"]
    count: Count
    ranges: dict[str, Any] = Field(default_factory=dict[str, Any])
    others: Others = "posterior"
    posterior: str = ""
    fixed: dict[str, float] = Field(default_factory=dict[str, float])


class Listed(Strict):
    """Points written out, each a value per parameter; they may repeat. `replication` is the luck of one point.

    What a point does not set comes from the draw with the number of its replication: `replication` 3 alone is draw 3.
    """

    kind: Literal["list"]
    points: Annotated[list[dict[str, float]], Field(min_length=1)]
    others: Others = "posterior"
    posterior: str = ""
    fixed: dict[str, float] = Field(default_factory=dict[str, float])


class FromPosterior(Strict):
    """`count` draws from the posterior that ships, or from the one in a folder."""

    kind: Literal["posterior"]
    count: Count
    posterior: str = ""
    fixed: dict[str, float] = Field(default_factory=dict[str, float])


class FromPrior(Strict):
    """`count` draws from the prior."""

    kind: Literal["prior"]
    count: Count
    fixed: dict[str, float] = Field(default_factory=dict[str, float])


type Design = Grid | LatinHypercube | Sobol | Listed | FromPosterior | FromPrior
DESIGNS: dict[str, type[Strict]] = {
    "grid": Grid,
    "latin_hypercube": LatinHypercube,
    "sobol": Sobol,
    "list": Listed,
    "posterior": FromPosterior,
    "prior": FromPrior,
}


class Variants(Strict):
    """Structural variants by table; every combination is run."""

    response: Names | None = None
    edges: Names | None = None


class PlanFile(Strict):
    """A plan as it is written. `levers` and `parameters` are checked part by part, for clearer refusals.

    mixes: ids or files (beside the plan); baseline: the mix that all part from, which fixes the groups by
    starting stage; levers: dial paths, each a list of values (crossed) or low and high (a dimension of the
    design); replications: worlds of luck per point; years, groups, indicators: what to keep of each run.
    """

    format: Annotated[int, Field(ge=1, le=FORMAT)]
    title: str = ""
    mixes: Names
    baseline: str = _USUAL.baseline
    futures: Names = Field(default_factory=lambda: [_USUAL.future])
    levers: dict[str, Any] = Field(default_factory=dict[str, Any])
    parameters: dict[str, Any]
    variants: Variants = Field(default_factory=Variants)
    replications: Count = 1
    firms: Any = _USUAL.firms
    years: Annotated[list[Year], Field(min_length=1)] = Field(
        default_factory=lambda: list(range(_USUAL.first_year, _USUAL.last_year + 1))
    )
    groups: Names = Field(default_factory=lambda: ["all", "goal90"])
    indicators: Names | None = None
    seed: Annotated[int, Field(ge=0, le=LARGEST_SEED)] = _USUAL.seed
    runs_per_block: Count = RUNS_PER_BLOCK


def plan_schema() -> dict[str, Any]:
    """The JSON schema of a plan, for editors that check while one types."""
    schema = PlanFile.model_json_schema()
    definitions = schema.setdefault("$defs", {})
    for name, model in {"Range": Range, **{kind.__name__: kind for kind in DESIGNS.values()}}.items():
        part = model.model_json_schema()
        definitions |= part.pop("$defs", {})
        definitions[name] = part
    span: dict[str, Any] = {"$ref": "#/$defs/Range"}
    properties = schema["properties"]
    values = {"type": "array", "minItems": 1, "items": {"type": ["number", "string", "boolean"]}}
    properties["levers"]["additionalProperties"] = {"anyOf": [values, span]}
    properties["parameters"] = {"anyOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in DESIGNS.values()]}
    properties["firms"] = {"anyOf": [{"type": "integer"}, {"const": "full"}], "default": _USUAL.firms}
    numbers = {"type": "array", "minItems": 1, "items": {"type": "number"}}
    definitions["Grid"]["properties"]["values"]["additionalProperties"] = numbers
    for name in ("LatinHypercube", "Sobol"):
        definitions[name]["properties"]["ranges"]["additionalProperties"] = {"anyOf": [span, {"const": "prior"}]}
    schema["title"] = "SmartMix plan of a sweep, format 1"
    return schema


__all__ = [
    "DESIGNS",
    "RUNS_PER_BLOCK",
    "Design",
    "FromPosterior",
    "FromPrior",
    "Grid",
    "LatinHypercube",
    "Listed",
    "PlanFile",
    "Range",
    "Scalar",
    "Sobol",
    "plan_schema",
]


def write_plan_schema(folder: Path) -> Path:
    """Write `plan.schema.json`; its path."""
    path = folder / "plan.schema.json"
    write_text(path, json.dumps(plan_schema(), indent=1, sort_keys=True) + "\n")
    return path
