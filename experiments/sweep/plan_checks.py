"""Is a plan right? Everything that can be refused before the first run, one line each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pandas as pd

from experiments.evaluate.table import rows_of
from experiments.sweep.plan_design import design_of
from experiments.sweep.plan_format import Design, Grid, LatinHypercube, Listed, PlanFile, Range, Scalar, Sobol
from experiments.sweep.plan_levers import levers_of
from experiments.sweep.plan_parts import refuse_twice, refuse_unknown_value
from scenarios.future_format import Future
from scenarios.library import list_futures, list_mixes, load_future, load_mix
from scenarios.mix_format import Mix
from scenarios.refusals import checked, shown
from simulation.given import plain_content
from simulation.indicators import GROUPS, INDICATORS
from simulation.population import load_population
from simulation.problems import InputProblem
from simulation.safe_yaml import read_yaml
from simulation.structure import tables


@dataclass(frozen=True)
class CheckedPlan:
    """A plan whose every name is known; mixes and futures are loaded, so that it holds all that decides runs.

    crossed: values by lever path; ranged: ranges by lever path, dimensions of the design after those of its
    parameters; ranges: of parameters, None for the prior of that parameter.
    """

    file: str
    plan: PlanFile
    baseline: Mix
    mixes: tuple[Mix, ...]
    futures: tuple[Future, ...]
    design: Design
    crossed: dict[str, tuple[Scalar, ...]]
    ranged: dict[str, Range]
    ranges: dict[str, Range | None]
    variants: tuple[dict[str, str], ...]
    indicators: tuple[str, ...]


def read_plan(path: Path) -> CheckedPlan:
    """The plan in a file, with every name looked up. Raises InputProblem with one line for the first mistake."""
    return check_plan(read_yaml(path), path.name, path.parent)


def check_plan(content: dict[str, Any], file: str = "plan", folder: Path = Path()) -> CheckedPlan:
    """As `read_plan`, from content that is there already; files that it names are looked for in `folder`."""
    plain = plain_content(_with_rows(content))
    for key in ("mixes", "futures", "years", "groups", "indicators"):
        if isinstance(plain.get(key), str | int):  # one is a list of one
            plain[key] = [plain[key]]
    plan = checked(PlanFile, plain, file)
    for key in ("mixes", "futures", "years", "groups", "indicators"):
        refuse_twice(file, key, cast("list[Any]", getattr(plan, key) or []))
    refuse_unknown_value(file, "groups", plan.groups, GROUPS)
    refuse_unknown_value(file, "indicators", plan.indicators or [], INDICATORS)
    mixes = tuple(
        _loaded(file, f"mixes[{n + 1}]", name, folder, list_mixes, load_mix) for n, name in enumerate(plan.mixes)
    )
    refuse_twice(file, "mixes", [mix.id for mix in mixes])
    baseline = _loaded(file, "baseline", plan.baseline, folder, list_mixes, load_mix)
    futures = tuple(
        _loaded(file, f"futures[{n + 1}]", name, folder, list_futures, load_future)
        for n, name in enumerate(plan.futures)
    )
    refuse_twice(file, "futures", [future.id for future in futures])
    _firms(file, plan.firms)
    design, ranges = design_of(file, plan, folder)
    crossed, ranged = levers_of(file, plan, mixes)
    if isinstance(design, LatinHypercube | Sobol) and not (ranges or ranged):
        raise InputProblem("{file}: {key} is missing", file=file, key="parameters.ranges")
    if ranged and not isinstance(design, LatinHypercube | Sobol):
        raise InputProblem(
            "{file}: {key}: low and high need latin_hypercube or sobol as parameters.kind; or give a list of values",
            file=file,
            key=f"levers.{next(iter(ranged))}",
        )
    return CheckedPlan(
        file,
        plan,
        baseline,
        mixes,
        futures,
        design,
        crossed,
        ranged,
        ranges,
        _variants(file, plan),
        tuple(plan.indicators or INDICATORS),
    )


def _with_rows(content: dict[str, Any]) -> dict[str, Any]:
    """The content with points as a list of rows, where Python gave them as a frame."""
    given: Any = content.get("parameters")
    points = given.get("points") if isinstance(given, dict) else None
    if not isinstance(points, pd.DataFrame):
        return content
    return content | {"parameters": given | {"points": rows_of(points)}}


def values_set(plan: CheckedPlan) -> Iterator[tuple[str, float]]:
    """The values that a plan sets parameters to, by name: each value, and both ends of each range."""
    yield from plan.design.fixed.items()
    for name, span in plan.ranges.items():
        if span is not None:
            yield from ((name, span.low), (name, span.high))
    match plan.design:
        case Grid(values=values):
            yield from ((name, float(value)) for name, given in values.items() for value in given)
        case Listed(points=points):
            yield from (pair for point in points for pair in point.items())
        case _:
            pass


def _loaded[T](
    file: str, key: str, name: str, folder: Path, known: Callable[[], list[str]], load: Callable[[str | Path], T]
) -> T:
    if "+" in name and load is load_mix:  # each part may be a file beside the plan
        parts = [part.strip() for part in name.split("+")]
        return load("+".join(str(folder / part) if part.endswith((".yaml", ".yml")) else part for part in parts))
    if name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name:
        return load(folder / name)
    refuse_unknown_value(file, key, [name], known())
    return load(name)


def _firms(file: str, firms: object) -> None:
    try:
        load_population(firms)  # type: ignore[arg-type] - anything else is refused there
    except InputProblem:
        raise InputProblem(
            "{file}: {key}: found {found}; allowed: {allowed}",
            file=file,
            key="firms",
            found=shown(firms),
            allowed="100 …, full",
        ) from None


def _variants(file: str, plan: PlanFile) -> tuple[dict[str, str], ...]:
    found: list[dict[str, str]] = [{}]
    for table in ("response", "edges"):
        content = tables(table)
        chosen = cast("list[str]", getattr(plan.variants, table) or [content["default"]])
        refuse_twice(file, f"variants.{table}", chosen)
        refuse_unknown_value(file, f"variants.{table}", chosen, content["variants"])
        found = [{**old, table: variant} for old in found for variant in chosen]
    return tuple(found)
