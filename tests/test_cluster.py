"""A sweep on a real scheduler and two worker processes: the same data, whoever is killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from cli_calls import ROOT, caller, refused
from sweep_plans import data_of, plan, process, written

from experiments.sweep.cluster import on_cluster
from experiments.sweep.order import BlockOrder
from experiments.sweep.plan import Sweep
from experiments.sweep.plan_checks import check_plan
from experiments.sweep.result import SweepResult
from experiments.sweep.run import on_threads, run_sweep
from simulation.problems import InputProblem
from smartmix import sweep_worker
from smartmix.sweep_worker import ready, work

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals to another process work differently there")

#: 240 runs in 60 blocks: long enough to kill something on the way.
LONGER = plan(parameters={"kind": "prior", "count": 30}, runs_per_block=4)


class Cluster:
    """A scheduler and workers, each a process of its own on this machine."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.processes = folder, list[subprocess.Popen[bytes]]()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", str(self.port))
        self.wait_for_scheduler()
        self.workers = [self.worker(), self.worker()]

    def wait_for_scheduler(self) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        return self.start(
            "worker",
            self.address,
            "--nthreads",
            "1",
            "--no-nanny",
            "--local-directory",
            str(self.folder),
            environment=environment,
        )

    def start(
        self, *words: str, environment: dict[str, str] | None = None, folder: Path | None = None
    ) -> subprocess.Popen[bytes]:
        own = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"} | (environment or {})
        started = subprocess.Popen(
            [sys.executable, "-m", "dask", *words, "--no-dashboard"],
            cwd=folder or self.folder,
            env=own,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(started)
        return started

    def stop(self) -> None:
        for running in reversed(self.processes):
            running.kill()
            running.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Generator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("dask"))
    yield made
    made.stop()


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> SweepResult:
    return run_sweep(Sweep(check_plan(LONGER)), tmp_path_factory.mktemp("right") / "run", on_threads(2))


def blocks_in(folder: Path) -> int:
    return len(list((folder / "blocks").glob("*.json")))


def until_some(folder: Path, running: subprocess.Popen[str], count: int) -> None:
    end = time.monotonic() + 120
    while blocks_in(folder) < count and running.poll() is None and time.monotonic() < end:
        time.sleep(0.01)


def test_killed_worker_and_killed_coordinator(cluster: Cluster, right: SweepResult, tmp_path: Path) -> None:
    path, folder = written(tmp_path, LONGER), tmp_path / "run"
    words = ("sweep", path, "--out", folder, "--resume", "--quiet", "--cluster", cluster.address)
    running = process(*words)
    until_some(folder, running, 8)
    cluster.workers[0].send_signal(signal.SIGKILL)  # on the way, with blocks in hand
    until_some(folder, running, 20)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=60)
    assert running.returncode == -signal.SIGKILL
    kept = blocks_in(folder)
    assert 20 <= kept < 60 and not (folder / "manifest.json").exists()
    cluster.workers[0] = cluster.worker()
    result = run_sweep(Sweep(check_plan(LONGER)), folder, on_cluster(cluster.address, work, ready), resume=True)
    assert result.failed == 0
    assert data_of(folder) == data_of(right.folder)


def test_same_data_as_on_one_machine(cluster: Cluster, right: SweepResult, tmp_path: Path) -> None:
    done: list[int] = []
    runner = on_cluster(cluster.address, work, ready)
    run_sweep(Sweep(check_plan(LONGER)), tmp_path / "run", runner, progress=done.append)
    assert sum(done) == 240
    assert data_of(tmp_path / "run") == data_of(right.folder)


def test_other_worker_is_refused(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker whose SmartMix behaves otherwise, seen from here: we behave otherwise than the workers."""
    monkeypatch.setattr("experiments.sweep.cluster.identity", lambda: {**sweep_worker.identity(), "behaviour": "ours"})
    with pytest.raises(InputProblem, match=r"tcp://127.* behaviour") as refusal:
        run_sweep(Sweep(check_plan(plan())), tmp_path / "run", on_cluster(cluster.address, work, ready))
    assert "packages" not in str(refusal.value) and not blocks_in(tmp_path / "run")


def test_worker_with_hidden_packages_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    """Somebody's own `experiments` beside the worker: one line that says so, and nothing is run with it."""
    (tmp_path / "experiments.py").write_text("", encoding="utf-8")
    alone = Cluster.__new__(Cluster)
    alone.folder, alone.processes = tmp_path, []
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    alone.address = f"tcp://127.0.0.1:{port}"
    try:
        alone.start("scheduler", "--host", "127.0.0.1", "--port", str(port), folder=ROOT)
        alone.worker(PYTHONPATH=str(tmp_path))
        with pytest.raises(InputProblem, match="cannot run SmartMix"):
            run_sweep(Sweep(check_plan(plan())), tmp_path / "run", on_cluster(alone.address, work, ready))
    finally:
        alone.stop()


def test_scheduler_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("SMARTMIX_LANG", "en")
    monkeypatch.setattr("experiments.sweep.cluster.SCHEDULER_SECONDS", 1)
    path, call = written(tmp_path, plan()), caller(capsys)
    for address in ("tcp://127.0.0.1:9", "nonsense"):
        refused(call("sweep", path, "--out", tmp_path / "run", "--resume", "--cluster", address), "--cluster", address)


def test_lost_scheduler_is_one_line(
    tmp_path: Path, right: SweepResult, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("experiments.sweep.cluster.SCHEDULER_SECONDS", 4)
    own, folder, done = Cluster(tmp_path / "dask"), tmp_path / "run", list[int]()

    def kill(runs: int) -> None:
        done.append(runs)
        if len(done) == 6:
            own.scheduler.kill()

    try:
        with pytest.raises(InputProblem, match=f"{own.address} went away.*--resume"):
            run_sweep(Sweep(check_plan(LONGER)), folder, on_cluster(own.address, work, ready), progress=kill)
    finally:
        own.stop()
    assert capfd.readouterr().err == ""
    assert 6 <= blocks_in(folder) < 60
    run_sweep(Sweep(check_plan(LONGER)), folder, on_threads(2), resume=True)
    assert data_of(folder) == data_of(right.folder)


def test_block_that_kills_its_workers_becomes_failed_rows() -> None:
    from experiments.sweep.block import without_worker

    order: BlockOrder = Sweep(check_plan(plan())).order(0)
    block = without_worker(order, "workers died")
    assert block.failed == block.runs.num_rows == order.runs and block.data.num_rows == 0
    assert set(block.runs["stage"].to_pylist()) == {"worker"}
