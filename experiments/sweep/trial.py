"""What a sweep is going to ask, before it is begun: runs, time and disk, from a small part that is really run."""

import time
from io import BytesIO
from typing import Any

import pyarrow.parquet as pq

from experiments.sweep.block import run_order
from experiments.sweep.plan import Sweep
from experiments.sweep.result import Forecast

#: Worlds and mixes of the trial at most: enough to share a past as blocks do, and a few seconds at 5,000 firms.
TRIAL = 5
#: Trials, at blocks spread over the sweep: the range of the estimate is that of their times.
TRIALS = 3


def forecast(sweep: Sweep, workers: int) -> Forecast:
    """Run TRIALS small parts and scale up to all runs, on so many workers of this machine's speed.

    Nothing is written. The first run is not timed: it may turn the rules into machine code.
    """
    if sweep.own is not None:
        workers = 1  # own rules run one after the other
    run_order(sweep.order(0, 1))
    times: list[float] = []
    sizes: list[float] = []
    for number in (round(n * (sweep.blocks - 1) / (TRIALS - 1)) for n in range(TRIALS)):
        began = time.perf_counter()
        order = sweep.order(number, TRIAL)
        block = run_order(order)
        times.append((time.perf_counter() - began) / order.runs)
        sizes.append(sum(_extrapolated(table, order.runs, sweep) for table in (block.data, block.runs)))
    # on many workers a sweep takes as long as the one that gets most blocks
    share = max(1.0, -(-sweep.blocks // workers) * sweep.runs / sweep.blocks)
    return Forecast(
        format=1,
        runs=sweep.runs,
        blocks=sweep.blocks,
        seconds=[min(times) * share, max(times) * share],
        bytes=[min(sizes), max(sizes)],
        workers=workers,
    )


def _extrapolated(table: Any, runs: int, sweep: Sweep) -> float:
    """Bytes of all blocks: what a file holds whatever its rows (names, most of all), and what each run adds."""
    half, whole = size_of(table.slice(0, table.num_rows // 2)), size_of(table)
    return sweep.blocks * max(0, 2 * half - whole) + sweep.runs * (whole - half) * 2 / runs


def size_of(table: Any) -> int:
    """Bytes of a table as a file."""
    page = BytesIO()
    pq.write_table(table, page, compression="zstd")
    return page.tell()
