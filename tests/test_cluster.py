"""Sweeps and studies on a real scheduler and two worker processes: the same data, whoever is killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from inspect import signature
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from cli_calls import ROOT, caller, refused
from golden_studies import FOLDER, STUDIES
from golden_studies import run as golden_run
from sweep_plans import data_of, plan, process, written
from test_golden_studies import changes

import smartmix as sm
from experiments import cluster as engine
from experiments.fingerprints import identity
from experiments.kept import Kept, KeptBlock
from experiments.points import Wanted, drawn_points, run_points
from experiments.settings import CompareSettings
from experiments.sweep.order import BlockOrder
from experiments.sweep.plan import Sweep
from experiments.sweep.plan_checks import check_plan
from experiments.sweep.result import SweepResult
from experiments.sweep.run import Runner, on_cluster, on_threads, run_sweep
from scenarios.library import load_mix
from simulation.problems import InputProblem
from smartmix.cluster_worker import answer, ready
from smartmix.going_on import going_on

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


def on(address: str) -> Runner:
    return on_cluster(engine.Cluster(address, answer, ready))


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
    result = run_sweep(Sweep(check_plan(LONGER)), folder, on(cluster.address), resume=True)
    assert result.failed == 0
    assert data_of(folder) == data_of(right.folder)


def test_same_data_as_on_one_machine(cluster: Cluster, right: SweepResult, tmp_path: Path) -> None:
    done: list[int] = []
    runner = on(cluster.address)
    run_sweep(Sweep(check_plan(LONGER)), tmp_path / "run", runner, progress=done.append)
    assert sum(done) == 240
    assert data_of(tmp_path / "run") == data_of(right.folder)


def test_other_worker_is_refused(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker whose SmartMix behaves otherwise, seen from here: we behave otherwise than the workers."""
    monkeypatch.setattr(engine, "identity", lambda: {**identity(), "behaviour": "ours"})
    with pytest.raises(InputProblem, match=r"tcp://127.* behaviour") as refusal:
        run_sweep(Sweep(check_plan(plan())), tmp_path / "run", on(cluster.address))
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
            run_sweep(Sweep(check_plan(plan())), tmp_path / "run", on(alone.address))
    finally:
        alone.stop()


def test_scheduler_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("SMARTMIX_LANG", "en")
    monkeypatch.setattr(engine, "SCHEDULER_SECONDS", 1)
    path, call = written(tmp_path, plan()), caller(capsys)
    for address in ("tcp://127.0.0.1:9", "nonsense"):
        refused(call("sweep", path, "--out", tmp_path / "run", "--resume", "--cluster", address), "--cluster", address)


def test_lost_scheduler_is_one_line(
    tmp_path: Path, right: SweepResult, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engine, "SCHEDULER_SECONDS", 4)
    own, folder, done = Cluster(tmp_path / "dask"), tmp_path / "run", list[int]()

    def kill(runs: int) -> None:
        done.append(runs)
        if len(done) == 6:
            own.scheduler.kill()

    try:
        with pytest.raises(InputProblem, match=f"{own.address} went away.*--resume"):
            run_sweep(Sweep(check_plan(LONGER)), folder, on(own.address), progress=kill)
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


#: Studies that run elsewhere too, and what they are when no cluster is there: `tests/golden/studies/`.
ELSEWHERE = (
    "compare",
    "sensitivity",
    "sensitivity-levers",
    "synergy",
    "robustness",
    "discover",
    "information",
    "pathways",
    "optimise",
)


@pytest.mark.parametrize(
    "name", [ELSEWHERE[0], *(pytest.param(name, marks=pytest.mark.long) for name in ELSEWHERE[1:])]
)
def test_a_study_on_two_workers_writes_what_it_writes_on_threads(cluster: Cluster, name: str) -> None:
    written = golden_run(STUDIES[name], "en", 1, "--cluster", cluster.address)[1]
    kept = {file: (FOLDER / name / file).read_text(encoding="utf-8") for file in written}
    assert [line for file in kept for line in changes(file, kept[file], written[file], STUDIES[name].near)] == []


def test_every_function_that_takes_a_cluster_is_held_against_one_machine() -> None:
    """By the tests above and below."""
    taking = {name for name in sm.__all__ if "cluster" in signature(getattr(sm, name)).parameters}
    assert taking == {name.partition("-")[0] for name in ELSEWHERE} | {"calibrate", "sweep"}


@pytest.mark.long
def test_points_are_the_same_when_a_worker_is_killed(cluster: Cluster) -> None:
    settings = CompareSettings(draws=60, firms=100, prior=True)
    mixes = [load_mix(name) for name in ("mix-0", "mix-1", "mix-2")]
    wanted, points = Wanted((2024,), ("goal90", "all"), ("practice", "paper_gap")), drawn_points(settings, range(60))
    seen: list[int] = []

    def kill(count: int) -> None:
        seen.append(count)
        if len(seen) == 6:
            cluster.workers[0].send_signal(signal.SIGKILL)

    there = run_points(settings, mixes, points, wanted, engine.Cluster(cluster.address, answer, ready), kill)
    cluster.workers[0] = cluster.worker()
    here = run_points(settings, mixes, points, wanted, 1)
    assert sum(seen) == 60 and not there.failures
    assert np.array_equal(there.values, here.values, equal_nan=True)


@pytest.mark.long
def test_a_calibration_on_two_workers_is_the_one_on_threads(cluster: Cluster, tmp_path: Path) -> None:
    asked: dict[str, Any] = {"simulations": 200, "particles": 80, "generations": 1, "trajectories": 2, "draws": 20}
    there = sm.calibrate(**asked, cluster=cluster.address, out=tmp_path / "there")
    here = sm.calibrate(**asked, workers=2, out=tmp_path / "here")
    files = sorted(path.relative_to(tmp_path / "here") for path in (tmp_path / "here").rglob("*.parquet"))
    assert len(files) > 2 and there.kept == here.kept
    for file in files:
        pd.testing.assert_frame_equal(
            pd.read_parquet(tmp_path / "there" / file), pd.read_parquet(tmp_path / "here" / file)
        )


def test_own_rules_and_a_cluster_are_refused_together(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rule = "from smartmix.simulation.mesa.agents import Firm\n\nclass Mine(Firm):\n    pass\n"
    (tmp_path / "rule.py").write_text(rule, encoding="utf-8")
    words = ("--model", tmp_path / "rule.py", "--cluster", "tcp://127.0.0.1:9", "--lang", "en")
    for verb in ("compare", "synergy"):
        refused(caller(capsys)(verb, "mix-1", *words), "--model", "--cluster")


@pytest.mark.long
def test_an_item_that_kills_its_workers_ends_a_study_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_item: int, _check: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")  # of the workers that run an item
    monkeypatch.setattr(engine, "TRIES", 1)
    own = Cluster(tmp_path / "dask")
    try:
        with pytest.raises(InputProblem, match="workers died"):
            list(engine.Cluster(own.address, answer, ready).as_done(die, [1]))
    finally:
        own.stop()


def test_what_is_kept_stays_when_no_scheduler_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SCHEDULER_SECONDS", 1)
    kept, block = Kept(tmp_path), KeptBlock({"values": np.ones(2)}, {})
    kept.keep("one", 1, block)
    for address in ("tcp://127.0.0.1:9", "nonsense"):
        with pytest.raises(InputProblem, match="--cluster"), going_on(kept, 2, lambda _folder: ""):
            list(engine.Cluster(address, answer, ready).as_done(lambda item, _check: item, [1]))
        assert kept.find("one", 1, {"values": (2,)}) is not None
