"""Overhead a point: `smartmix.evaluate` beside a sweep of one point, at equal points.

    python -m benchmarks.evaluate [--points 40] [--firms 100] [--json FILE]

Overhead is all time that is not spent in the compiled quarters. The two take turns, point by point, so that other work
on the machine weighs on both alike; medians are printed. `single` calls `evaluate` anew for every point, `replications`
does so with another luck each time (other dates, so that schedules are compiled anew), `table` gives it all at once.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import smartmix as sm
from simulation.run import Run

MIX, INDICATOR, YEAR = "mix-1", "practice", 2030


class Clock:
    """Seconds inside the compiled quarters."""

    def __init__(self) -> None:
        self.seconds = 0.0
        advance = Run.advance

        def timed(*words: Any) -> None:
            began = time.perf_counter()
            advance(*words)
            self.seconds += time.perf_counter() - began

        Run.advance = timed  # type: ignore[method-assign]

    def overhead(self, work: Callable[[], object]) -> float:
        """Milliseconds that `work` takes beside the quarters."""
        inside, began = self.seconds, time.perf_counter()
        work()
        return 1000 * (time.perf_counter() - began - (self.seconds - inside))


def plan_of(firms: int, value: float) -> dict[str, Any]:
    return {
        "format": 1,
        "mixes": [MIX],
        "firms": firms,
        "years": [YEAR],
        "groups": ["all"],
        "indicators": [INDICATOR],
        "parameters": {"kind": "list", "points": [{"start_practice": value}]},
    }


def measured(points: int, firms: int) -> dict[str, Any]:
    clock, found = Clock(), dict[str, list[float]]()
    values = [0.05 + 0.2 * n / points for n in range(points)]

    def evaluate(value: Any, replication: Any = 0) -> None:
        sm.evaluate(
            {"start_practice": value, "replication": replication},
            MIX,
            INDICATOR,
            firms=firms,
            years=YEAR,
            groups="all",
            workers=1,
        )

    with tempfile.TemporaryDirectory() as name:

        def sweep(value: float) -> None:
            sm.sweep(plan_of(firms, value), out=Path(name) / f"{value}", workers=1).frame()

        sweep(0.01)
        evaluate(0.01)
        for n, value in enumerate(values):
            found.setdefault("sweep", []).append(clock.overhead(lambda v=value: sweep(v)))
            found.setdefault("single", []).append(clock.overhead(lambda v=value: evaluate(v)))
            found.setdefault("replications", []).append(clock.overhead(lambda v=value, r=n + 1: evaluate(v, r)))
    tables = [clock.overhead(lambda: evaluate(values)) / points for _ in range(3)]
    result = {name: round(median(times), 2) for name, times in found.items()} | {"table": round(median(tables), 2)}
    ratios = {name: round(result["sweep"] / result[name], 1) for name in result if name != "sweep"}
    return {"points": points, "firms": firms, "overhead_ms": result, "times_less_than_a_sweep": ratios}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=40)
    parser.add_argument("--firms", type=int, default=100)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    text = json.dumps(measured(asked.points, asked.firms), indent=1)
    print(text)
    if asked.json:
        asked.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
