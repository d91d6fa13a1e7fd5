"""From the runs of `sensitivity` to its result, and to tidy tables."""

import math
from typing import Any

import numpy as np
import pandas as pd

from experiments.sensitivity.doubts import Doubt
from experiments.sensitivity.indices import Index
from experiments.sensitivity.result import (
    LUCK,
    SensitivityDoubt,
    SensitivityIndex,
    SensitivityInput,
    SensitivityOutput,
    SensitivityResult,
)
from experiments.sensitivity.runs import SensitivityRuns
from experiments.study import made_with


def summed_up(runs: SensitivityRuns) -> SensitivityResult:
    """The result with its frames; null where undefined. docs/sensitivity.md says what each part means."""
    design, settings = runs.design, runs.model.settings
    return SensitivityResult(
        format=SensitivityResult.FORMAT,
        **made_with(settings, runs.model.mixes),
        method=design.method,
        firms=settings.firms,
        size=design.size,
        runs=len(runs.x),
        parameters=settings.drawn_from,
        inputs=[
            SensitivityInput(name=factor.name, group=group, kind=factor.kind)
            for factor, group in zip(runs.model.factors, design.groups, strict=True)
        ],
        outputs=[
            SensitivityOutput(
                mix=output.mix,
                baseline=output.baseline,
                indicator=output.indicator,
                group=output.group,
                year=output.year,
                indices=[_index(index) for index in runs.indices if index.output == k],
                doubts=[_doubt(doubt) for doubt in runs.doubts if doubt.output == k],
            )
            for k, output in enumerate(runs.outputs)
        ],
    ).with_frames({"indices": indices_frame(runs), "runs": _runs_frame(runs)})


def _index(index: Index) -> SensitivityIndex:
    value, low, high = map(_digits, (index.value, index.low, index.high))
    return SensitivityIndex(input=index.input, measure=index.measure, value=value, p05=low, p95=high)


def _doubt(doubt: Doubt) -> SensitivityDoubt:
    return SensitivityDoubt(code=doubt.code, input=doubt.input or None, number=_digits(doubt.number))


def _digits(value: float) -> float | None:
    """Six digits: what is behind them differs between processors' libraries."""
    return None if math.isnan(value) else float(f"{value:.6g}")


def indices_frame(runs: SensitivityRuns) -> pd.DataFrame:
    """A row per index: mix, baseline, indicator, group, year, input, measure, value, p05, p95."""
    rows = [
        (o.mix, o.baseline or "", o.indicator, o.group, o.year, i.input, i.measure, i.value, i.low, i.high)
        for i in runs.indices
        for o in [runs.outputs[i.output]]
    ]
    names = ["mix", "baseline", "indicator", "group", "year", "input", "measure", "value", "p05", "p95"]
    return pd.DataFrame(rows, columns=names)


def _runs_frame(runs: SensitivityRuns) -> pd.DataFrame:
    """A row per run: its number, each input as a quantile of its range, luck (a whole number), each output."""
    columns: dict[str, Any] = {"run": range(len(runs.x))}
    columns |= {name: runs.x[:, n] for n, name in enumerate(runs.design.names)}
    columns[LUCK] = runs.x[:, -1].astype(np.int64)
    columns |= {output.label: runs.y[:, k] for k, output in enumerate(runs.outputs)}
    return pd.DataFrame(columns)
