"""What large comparisons cost: `python -m benchmarks.scale` writes benchmarks/results/scale.json.

The tables of docs/scale.md are made from that file.

Five mixes (the default comparison) are run on few draws of all firms: on one thread, on two, and on two Dask workers of
this machine. The costs of the first draws are taken off, so that what is left is the cost of a draw; the page
multiplies it. A comparison of a small sample shows what does not grow with firms, and one of many draws what does with
draws. On two quiet cores it takes some ten minutes; `--firms 40000` measures on a part of the firms, and says so.

    python -m benchmarks.scale                  all firms
    python -m benchmarks.scale --firms 40000    a tenth of them, a minute or two
    python -m benchmarks.scale --page           the page again, from the figures that are there

Unix only: processor time and memory of a child are what `wait4` says.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.against import spent
from benchmarks.report import machine
from benchmarks.scale_page import ALL_FIRMS, PAGE, SAVED, filled

#: Draws of the smaller and of the larger run of a pair, for each worker: with all firms, and with a part of them, where
#: a draw is short beside what differs between two starts of the program.
DRAWS, DRAWS_OF_PART = (1, 3), (2, 22)
#: Firms, and draws of a pair, of the comparisons that show what does not grow with firms, and what does with draws.
SMALL, SMALL_DRAWS = 5_000, (10, 30)
FEW, MANY_DRAWS = 100, (25, 500)
_ONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def compare(firms: int, draws: int, words: list[str]) -> dict[str, float]:
    """Seconds, processor seconds, MiB at most, and bytes of draws on disk of one comparison in a process of its own."""
    size = "full" if firms == ALL_FIRMS else str(firms)
    asked = ["compare", "--firms", size, "--draws", str(draws), "--no-figures", "--quiet", "--out", "run", *words]
    with tempfile.TemporaryDirectory() as place:
        took, _text = spent([sys.executable, "-m", "smartmix", *asked], Path(place))
        disk = sum(file.stat().st_size for file in (Path(place) / "run" / "data").rglob("*.parquet"))
    assert took.wall is not None and took.cpu is not None and took.peak is not None
    return {"seconds": took.wall, "processor": took.cpu, "mib": took.peak, "bytes": float(disk)}


def per_draw(few: dict[str, float], many: dict[str, float], more: int) -> dict[str, float]:
    """What a draw more costs, between two comparisons; the start is in both and falls out."""
    return {name: (many[name] - few[name]) / more for name in ("seconds", "processor", "bytes")}


def on_threads(firms: int, threads: int, draws: tuple[int, int]) -> dict[str, Any]:
    """A pair of comparisons on threads of one process."""
    few, many = (compare(firms, each * threads, ["--workers", str(threads)]) for each in draws)
    found = per_draw(few, many, (draws[1] - draws[0]) * threads)
    return {"firms": firms, "workers": threads, "mib": many["mib"], **found}


def on_workers(firms: int, count: int, draws: tuple[int, int]) -> dict[str, Any]:
    """The same on Dask workers of this machine; `mib`: of the coordinator, `worker_mib`: of the largest worker.

    Processor seconds of a draw are those of workers and coordinator together.
    """
    pairs: list[dict[str, float]] = []
    with _cluster(count) as (address, workers):
        # workers load the firms and the compiled rules with their first draw: that is no cost of a draw
        compare(firms, count, ["--cluster", address])
        before = sum(_seconds(worker) for worker in workers)
        for each in draws:
            taken = compare(firms, each * count, ["--cluster", address])
            after = sum(_seconds(worker) for worker in workers)
            pairs.append(taken | {"processor": taken["processor"] + after - before})
            before = after
        largest = max(_peak(worker) for worker in workers)
    found = per_draw(*pairs, (draws[1] - draws[0]) * count)
    return {"firms": firms, "workers": count, "mib": pairs[1]["mib"], "worker_mib": largest, **found}


@contextmanager
def _cluster(count: int) -> Generator[tuple[str, list[int]]]:
    """The address of a scheduler, and the processes of its workers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    address, running = f"tcp://127.0.0.1:{port}", list[subprocess.Popen[bytes]]()
    with tempfile.TemporaryDirectory() as place:

        def start(*words: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            running.append(subprocess.Popen(command, cwd=place, env=os.environ | _ONE, **quiet))
            return running[-1]

        try:
            start("scheduler", "--host", "127.0.0.1", "--port", str(port))
            ends = time.monotonic() + 120
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    if time.monotonic() > ends:
                        raise
                    time.sleep(0.1)
            words = ("worker", address, "--nthreads", "1", "--no-nanny", "--memory-limit", "0")
            yield address, [start(*words, "--local-directory", place).pid for _n in range(count)]
        finally:
            for each in reversed(running):
                each.terminate()
                each.wait()


def _seconds(process: int) -> float:
    """Processor seconds of a running process (Linux; elsewhere nothing is known, and 0 is said)."""
    place = Path(f"/proc/{process}/stat")
    if not place.exists():
        return 0.0
    ticks = place.read_text().rpartition(")")[2].split()
    return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")


def _peak(process: int) -> float:
    """The most MiB that a running process has held (Linux; elsewhere 0)."""
    place = Path(f"/proc/{process}/status")
    lines = place.read_text().splitlines() if place.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def measure(firms: int) -> None:
    """All figures, with the machine and its load before and after; the file is written after each."""
    found: dict[str, Any] = {"format": 1, "machine": machine()}
    print("compiling, if that was not done yet ...", file=sys.stderr, flush=True)
    compare(FEW, 1, ["--workers", "1"])
    draws = DRAWS if firms == ALL_FIRMS else DRAWS_OF_PART
    steps = {
        "one_thread": lambda: on_threads(firms, 1, draws),
        "two_threads": lambda: on_threads(firms, 2, draws),
        "two_dask_workers": lambda: on_workers(firms, 2, draws),
        "small": lambda: on_threads(SMALL, 1, SMALL_DRAWS),
        "many_draws": _memory_of_draws,
    }
    for name, step in steps.items():
        print(f"measuring {name.replace('_', ' ')} ...", file=sys.stderr, flush=True)
        found[name] = step()
        SAVED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    found["load_after"] = round(os.getloadavg()[0], 1)
    SAVED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _memory_of_draws() -> dict[str, Any]:
    """MiB that a draw more takes of the process that stores and sums up."""
    few, many = (compare(FEW, draws, ["--workers", "1"]) for draws in MANY_DRAWS)
    return {"firms": FEW, "draws": list(MANY_DRAWS), "mib": many["mib"]} | {
        "mib_per_draw": max(0.0, many["mib"] - few["mib"]) / (MANY_DRAWS[1] - MANY_DRAWS[0])
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description="What large comparisons cost.")
    parser.add_argument("--firms", type=int, default=ALL_FIRMS, help="firms that are measured (default: all)")
    parser.add_argument("--page", action="store_true", help="write the page again, from the figures that are there")
    asked = parser.parse_args()
    if not asked.page:
        measure(asked.firms)
    found = json.loads(SAVED.read_text(encoding="utf-8"))
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), found), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
