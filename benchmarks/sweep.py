"""Throughput of a sweep with and without Dask, its memory at two sizes, and kills survived.

    python -m benchmarks.sweep [--firms 1400] [--draws 60] [--kills 4] [--json FILE]

Every part runs as a process of its own; nothing else should be running. Peak memory is that of the coordinator.
"""

import argparse
import json
import os
import random
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml

MIXES = ["reference-2020", "mix-1", "mix-2", "mix-3"]


def plan_of(firms: int, draws: int) -> dict[str, Any]:
    return {"format": 1, "mixes": MIXES, "parameters": {"kind": "prior", "count": draws}, "firms": firms}


def environment() -> dict[str, str]:
    return os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def start(*words: str | Path, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *map(str, words)],
        env=environment(),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def one(plan: Path, out: Path, cluster: str | None) -> None:
    """In a process of its own: run, and print runs, seconds (without start-up) and peak memory."""
    import smartmix as sm  # noqa: PLC0415 - only in the child, so that the parent stays small
    from experiments.sweep.block import run_order  # noqa: PLC0415
    from smartmix.sweeping import sweep_of  # noqa: PLC0415

    run_order(sweep_of(plan).order(0, 1))  # compiled and loaded before the clock starts
    began = time.perf_counter()
    result = sm.sweep(plan, out=out, cluster=cluster)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"runs": result.runs, "seconds": round(seconds, 2), "peak_mb": round(peak, 1)}))


def measured(place: Path, name: str, firms: int, draws: int, cluster: str | None = None, **more: int) -> dict[str, Any]:
    plan = place / f"{name}.yaml"
    plan.write_text(yaml.safe_dump(plan_of(firms, draws) | more), encoding="utf-8")
    words = [sys.executable, "-m", "benchmarks.sweep", "--one", str(plan), str(place / name), cluster or ""]
    done = subprocess.run(words, env=environment(), capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return found | {"runs_per_second": round(found["runs"] / found["seconds"], 1)}


def with_dask(place: Path, firms: int, draws: int, workers: int) -> dict[str, Any]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    running = [start("dask", "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", folder=place)]
    try:
        time.sleep(3)
        for _ in range(workers):
            running.append(
                start("dask", "worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny", folder=place)
            )
        measured(place, "warm", firms, 4 * workers, address, runs_per_block=4)  # each worker gets a block or more
        return measured(place, "dask", firms, draws, address)
    finally:
        for process in running:
            process.kill()


def kills(place: Path, firms: int, draws: int, count: int) -> dict[str, Any]:
    """Kill -9 the coordinator at random moments until `count` have hit, resume, and compare every file."""
    plan, luck = place / "kills.yaml", random.Random(1)
    content = plan_of(firms, draws) | {"runs_per_block": 8}
    plan.write_text(yaml.safe_dump(content), encoding="utf-8")
    whole, killed = place / "whole", place / "killed"
    root = Path(__file__).parent.parent
    assert start("smartmix", "sweep", plan, "--out", whole, "--quiet", folder=root).wait() == 0
    hit, blocks = 0, -(-draws * len(MIXES) // 8)
    while hit < count:
        before = len(list((killed / "blocks").glob("*.json")))
        process = start("smartmix", "sweep", plan, "--out", killed, "--resume", "--quiet", folder=root)
        goal = before + luck.randrange(0, max(1, blocks // count))
        while process.poll() is None and len(list((killed / "blocks").glob("*.json"))) <= goal:
            time.sleep(0.005)
        time.sleep(luck.random() * 0.1)
        process.send_signal(signal.SIGKILL)
        if process.wait() == 0:
            break
        hit += 1
    assert start("smartmix", "sweep", plan, "--out", killed, "--resume", "--quiet", folder=root).wait() == 0
    files = sorted(path.relative_to(whole) for path in whole.rglob("*") if path.is_file())
    equal = all((whole / name).read_bytes() == (killed / name).read_bytes() for name in files)
    return {"kills": hit, "files": len(files), "equal": equal}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--firms", type=int, default=1400)
    parser.add_argument("--draws", type=int, default=60)
    parser.add_argument("--kills", type=int, default=4)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", nargs=3)
    asked = parser.parse_args()
    if asked.one:
        one(Path(asked.one[0]), Path(asked.one[1]), asked.one[2] or None)
        return
    workers = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        found: dict[str, Any] = {"firms": asked.firms, "workers": workers}
        found["threads"] = measured(place, "threads", asked.firms, asked.draws)
        found["dask"] = with_dask(place, asked.firms, asked.draws, workers)
        found["memory_small"] = measured(place, "small", 150, asked.draws)
        found["memory_ten_times"] = measured(place, "large", 150, 10 * asked.draws)
        found["killed"] = kills(place, 150, asked.draws, asked.kills) if asked.kills else None
    text = json.dumps(found, indent=1)
    print(text)
    if asked.json:
        asked.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
