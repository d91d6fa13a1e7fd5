"""From the cases of `discover` to its result, and to tidy tables."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from experiments.discover.box import Box, Limit
from experiments.discover.question import choices
from experiments.discover.result import (
    BoxLimit,
    BoxPassed,
    BoxShown,
    DiscoverResult,
    LimitReturned,
    LimitShown,
    OnUnseenCases,
    names_of_conditions,
)
from experiments.discover.runs import DiscoverRuns
from experiments.frames import plain
from experiments.result_parts import Failure, Named
from experiments.study import made_with, named
from scenarios.library import load_future
from simulation.population import load_population


def summed_up(runs: DiscoverRuns) -> DiscoverResult:
    """The result with its frames; null where undefined. docs/discover.md says what each part means."""
    question, settings = runs.question, runs.question.settings
    own = {(limit.name, limit.side) for limit in runs.box.limits}
    conditions, categories = _names(runs)
    return DiscoverResult(
        format=DiscoverResult.FORMAT,
        **made_with(settings, runs.mixes),
        mix=runs.mixes[-1].id,
        failing_when=runs.failing_when.model_copy(
            update={"baseline": runs.mixes[0].id if runs.failing_when.baseline else ""}
        ),
        goal_set_aside=runs.goal_set_aside,
        draws=settings.draws,
        firms=len(load_population(settings.firms).firm_id),  # type: ignore[arg-type] - checked with the settings
        all_firms=settings.firms == "full",
        parameters=settings.drawn_from,
        world_kinds=list(question.kinds),  # type: ignore[arg-type] - checked when worlds are made
        cases=len(runs.fails),
        failing=int(runs.fails.sum()),
        density_asked=question.density,
        density_reached=runs.reached,
        stable=choices()["stable"],
        conditions=conditions,
        categories=categories,
        box=BoxShown(**_counts(runs.box), limits=[_shown(limit, runs) for limit in runs.box.limits]),
        left_out=OnUnseenCases(coverage=runs.left_out_range("coverage"), density=runs.left_out_range("density")),
        halves=len(runs.halves),
        other_conditions=[
            LimitReturned(condition=name, side=side, returns=share)  # type: ignore[arg-type] - one of the three
            for (name, side), share in runs.all_returns().items()
            if (name, side) not in own
        ],
        boxes=[_passed(box) for box in runs.boxes],
        failures=[Failure(draw=draw, failure=reason) for draw, reason in sorted(runs.failures.items())],
    ).with_frames(_frames(runs))


def _counts(box: Box) -> dict[str, Any]:
    shares = {name: plain(getattr(box, name)) for name in ("coverage", "density", "elsewhere")}
    return shares | {"cases": box.cases, "failing": box.failing}


def _passed(box: Box) -> BoxPassed:
    return BoxPassed(**_counts(box), limits=[BoxLimit(**_limit(limit)) for limit in box.limits])


def _limit(limit: Limit) -> dict[str, Any]:
    return {
        "condition": limit.name,
        "side": limit.side,
        "value": None if limit.side == "in" else limit.value,
        "among": list(limit.among) or None,
    }


def _shown(limit: Limit, runs: DiscoverRuns) -> LimitShown:
    is_category, column = limit.side == "in", runs.x[limit.name]
    return LimitShown(
        **_limit(limit),
        quasi_p=plain(runs.quasi_p[limit]),
        returns=plain(runs.returns(limit.name, limit.side)),
        range=None if is_category else runs.value_range(limit.name, limit.side),
        tried=None if is_category else [float(column.min()), float(column.max())],
        kept=float(limit.holds(runs.x).mean()),
    )


def _names(runs: DiscoverRuns) -> tuple[dict[str, Named], dict[str, dict[str, Named]]]:
    """Names of the conditions that vary, and of the values that they take."""
    shocks = {name: named(shock.name) for name, shock in runs.question.shocks.items()}
    parameters, categories = names_of_conditions(shocks)
    columns = list(runs.x.columns)

    def name_of(value: str, known: Mapping[str, Named]) -> Named:
        return known[value] if value in known else named(load_future(value).name)  # a future of the user's own

    taken = {
        name: {value: name_of(value, known) for value in _values(runs.x[name]) if value != "none"}
        for name, known in categories.items()
        if name in columns
    }
    return {name: text for name, text in parameters.items() if name in columns}, taken


def _values(column: Any) -> Sequence[str]:
    return sorted({str(value) for value in column})


def _frames(runs: DiscoverRuns) -> dict[str, pd.DataFrame]:
    """`cases` (a row per draw that is defined) and `boxes`, tidy."""
    boxes = [
        {
            "box": n,
            "coverage": box.coverage,
            "density": box.density,
            "cases": box.cases,
            "failing": box.failing,
            "limits": len(box.limits),
        }
        for n, box in enumerate(runs.boxes)
    ]
    texts = {str(name): column.astype(str) for name, column in runs.x.items() if column.dtype.kind != "f"}
    cases = runs.x.assign(**texts, value=runs.values, fails=runs.fails)
    return {"cases": cases, "boxes": pd.DataFrame(boxes)}
