"""How long Sobol takes, and whether indices at 1,500 and 5,000 firms agree: `python -m benchmarks.sensitivity`.

Times a piece of the design (runs from all over it, after one that compiles), and extrapolates to the whole: D inputs,
N base points, N * (D + 3) runs with luck as an input. Runs are independent, so the time grows in proportion; the
indices of one result are timed on random numbers of the full size. Then the same small Sobol analysis of parameter
groups is made with 1,500 and with 5,000 firms, and the indices are printed beside each other.
"""

import argparse
import json
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.sensitivity.design import points_of, runs_of
from experiments.sensitivity.indices import indices
from experiments.sensitivity.model import evaluate
from experiments.sensitivity.question import SensitivityQuestion, sensitivity_question
from experiments.sensitivity.run import run_sensitivity
from experiments.settings import CompareSettings
from simulation.parameters import registry

ROOT = Path(__file__).resolve().parent
_MANIFEST = ROOT.parent / "simulation" / "parameters" / "posterior" / "manifest.json"


def asked(inputs: int, size: int, firms: int, baseline: str) -> SensitivityQuestion:
    """A Sobol analysis of `inputs` uncertain parameters: those that evidence moves come first."""
    uncertain = [p.name for p in registry().values() if p.is_uncertain]
    moved = json.loads(_MANIFEST.read_text(encoding="utf-8"))["parameters"]
    names = tuple(sorted(uncertain, key=lambda name: name not in moved))[:inputs]
    return sensitivity_question(CompareSettings(prior=True, firms=firms), (), "sobol", size, baseline, names)


def measured(inputs: int, size: int, firms: int, baseline: str, piece: int, workers: int) -> dict[str, Any]:
    """Seconds for a piece, and for the whole by proportion."""
    design, model = asked(inputs, size, firms, baseline).plan
    started = time.perf_counter()
    x = points_of(design)
    designing = time.perf_counter() - started
    evaluate(model, x[:workers], workers)  # compile, load the population
    # runs from all over the design: branches and dates differ between base points
    rows = np.random.default_rng(1).choice(len(x), size=piece, replace=False)
    started = time.perf_counter()
    evaluate(model, x[rows], workers)
    running = time.perf_counter() - started
    y = np.random.default_rng(2).random((len(x), 1))
    started = time.perf_counter()
    indices(design, x, y)
    analysing = time.perf_counter() - started
    whole = designing + running / piece * len(x) + analysing
    return {
        "inputs": inputs,
        "size": size,
        "firms": firms,
        "mixes": 2 if baseline else 1,
        "runs": runs_of(design),
        "piece": piece,
        "workers": workers,
        "design_s": designing,
        "piece_s": running,
        "ms_per_run_and_worker": 1000 * running * workers / piece,
        "indices_s_per_output": analysing,
        "extrapolated_minutes": whole / 60,
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }


def compared(size: int, firms: tuple[int, ...], workers: int) -> list[dict[str, Any]]:
    """The same small analysis of groups at each number of firms: total indices and ranges side by side."""
    tables: list[Any] = []
    for number in firms:
        settings, explained = CompareSettings(prior=True, firms=number), ("practice", "endorsement")
        question = sensitivity_question(settings, (), "sobol", size, by="theme", indicators=explained)
        table = run_sensitivity(question, workers).frames()["indices"]
        tables.append(table[table.measure == "ST"].set_index(["indicator", "input"]))
    rows: list[dict[str, Any]] = []
    for key in tables[0].index:
        row: dict[str, Any] = {"indicator": key[0], "input": key[1]}
        for number, table in zip(firms, tables, strict=True):
            row |= {
                f"ST_{number}": round(table.loc[key, "value"], 3),
                f"low_{number}": round(table.loc[key, "p05"], 3),
                f"high_{number}": round(table.loc[key, "p95"], 3),
            }
        first, last = firms[0], firms[-1]
        row["overlap"] = bool(row[f"low_{first}"] <= row[f"high_{last}"] and row[f"low_{last}"] <= row[f"high_{first}"])
        rows.append(row)
    return rows


def whole(inputs: int, size: int, firms: int, workers: int) -> tuple[dict[str, Any], pd.DataFrame]:
    """The whole analysis of practice and endorsement, timed from plan to indices, and its table."""
    question = replace(asked(inputs, size, firms, ""), indicators=("practice", "endorsement"))
    started = time.perf_counter()
    result = run_sensitivity(question, workers)
    seconds = time.perf_counter() - started
    row = {
        "inputs": inputs,
        "size": size,
        "firms": firms,
        "runs": result.runs,
        "workers": workers,
        "minutes": seconds / 60,
        "doubts": [doubt.code for output in result.outputs for doubt in output.doubts],
    }
    return row, result.frames()["indices"]


def main_whole(inputs: int, size: int, workers: int) -> None:
    """The whole analysis at 1,500 and at 5,000 firms, and how far its indices agree."""
    times, tables = zip(*[whole(inputs, size, firms, workers) for firms in (1500, 5000)], strict=True)
    key = ["indicator", "input", "measure"]
    small, large = (table.set_index(key)[["value", "p05", "p95"]] for table in tables)
    both = small.add_suffix("_1500").join(large.add_suffix("_5000"))
    both["overlap"] = (both.p05_1500 <= both.p95_5000) & (both.p05_5000 <= both.p95_1500)
    for row in times:
        print(row)
    for (indicator, measure), part in both.groupby(level=["indicator", "measure"]):
        apart = (part.value_1500 - part.value_5000).abs()
        print(
            f"{indicator} {measure}: largest difference {apart.max():.3f} ({apart.idxmax()[1]}), "
            f"ranges overlap for {int(part.overlap.sum())} of {len(part)}, "
            f"correlation {part.value_1500.corr(part.value_5000):.4f}, of ranks "
            f"{part.value_1500.corr(part.value_5000, method='spearman'):.3f}"
        )
    print(both[both.value_5000 > 0.02].round(3).to_string())
    target = ROOT / "results" / "sensitivity.json"
    rows = both.round(5).reset_index().to_dict("records")
    target.write_text(json.dumps({"whole": times, "agreement": rows}, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Measure, compare, print, and save in benchmarks/results/sensitivity.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=30)
    parser.add_argument("--size", type=int, default=1024)
    parser.add_argument("--piece", type=int, default=400, help="runs that are timed")
    parser.add_argument("--compare-size", type=int, default=64, help="base points of the comparison (0: none)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--whole", action="store_true", help="run all of it at 1,500 and 5,000 firms (20 minutes)")
    chosen = parser.parse_args()
    if chosen.whole:
        main_whole(chosen.inputs, chosen.size, chosen.workers)
        return
    times = [
        measured(chosen.inputs, chosen.size, firms, baseline, chosen.piece, chosen.workers)
        for firms in (5000, 1500)
        for baseline in ("", "reference-2020")
    ]
    for row in times:
        print({key: round(value, 2) if isinstance(value, float) else value for key, value in row.items()})
    rows = compared(chosen.compare_size, (1500, 5000), chosen.workers) if chosen.compare_size else []
    for row in rows:
        print(row)
    if rows:
        print(f"ranges overlap for {sum(row['overlap'] for row in rows)} of {len(rows)} indices")
    target = ROOT / "results" / "sensitivity.json"
    target.write_text(json.dumps({"times": times, "agreement": rows}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
