"""Sweeps: the data of a plan, however often stopped, damaged or killed, on however many workers."""

import json
import random
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cli_calls import Call, refused
from sweep_plans import SMALL, data_of, plan, process, written

import smartmix as sm
from experiments.each import Stopped
from experiments.points import Wanted, drawn_points, run_points
from experiments.settings import CompareSettings
from experiments.sweep.block import run_block, run_order
from experiments.sweep.order import BlockOrder
from experiments.sweep.plan import Sweep
from experiments.sweep.plan_checks import check_plan
from experiments.sweep.result import SweepResult
from experiments.sweep.run import on_threads, run_sweep
from scenarios.library import load_mix, vary_mix
from simulation.indicators import INDICATORS
from simulation.problems import InputProblem

pytestmark = pytest.mark.usefixtures("english")


def sweep(**changed: Any) -> Sweep:
    return Sweep(check_plan(plan(**changed)))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> SweepResult:
    """SMALL, run at once by one worker."""
    return run_sweep(sweep(), tmp_path_factory.mktemp("sweep") / "whole", on_threads(1))


def test_a_listed_point_may_repeat_and_say_its_luck(whole: SweepResult, tmp_path: Path) -> None:
    """Draw 3 of a prior sweep, listed by its replication, is that draw again, and twice is two runs."""
    points = [{"replication": 3.0}, {"replication": 3.0}]
    listed = sweep(parameters={"kind": "list", "points": points, "others": "prior"}, futures=["ex-ante-2020"])
    frame = run_sweep(listed, tmp_path / "listed", on_threads(1)).frame(parameters=["start_practice"])
    told = whole.frame(parameters=["start_practice"]).query("point == 3 and future == 'ex-ante-2020'")
    assert frame["run"].nunique() == listed.runs == 2 * told["run"].nunique()
    for point in (0, 1):
        again = frame[frame["point"] == point]
        for name in ("start_practice", *SMALL["indicators"]):
            assert np.array_equal(again[name], told[name], equal_nan=True)


GROWTH: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"parameters": {"kind": "prior", "count": 3}}, {"parameters": {"kind": "prior", "count": 5}}),
    (
        {"parameters": {"kind": "list", "points": [{"start_practice": 0.6}], "others": "prior"}},
        {"parameters": {"kind": "list", "points": [{"start_practice": p} for p in (0.6, 0.7)], "others": "prior"}},
    ),
    ({"years": [2018]}, {"years": [2018, 2020]}),
]


@pytest.mark.parametrize(("small", "large"), GROWTH)
def test_a_plan_that_grew_goes_on_and_equals_one_run_at_once(
    small: dict[str, Any], large: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only blocks whose runs changed are made again; interrupted while it grew, it still ends equal."""
    common = {"mixes": ["mix-1"], "levers": {}, "futures": ["no-eu-law"], "runs_per_block": 2, "firms": 100}
    first, second = sweep(**common, **small), sweep(**common, **large)
    run_sweep(first, tmp_path / "grown", on_threads(1))
    with pytest.raises(InputProblem, match="resume"):
        run_sweep(second, tmp_path / "grown", on_threads(1))
    made: list[int] = []

    def counted(orders: Any) -> Any:
        for order in orders:
            if made and "stopped" not in made:  # one block, and then killed
                made.append("stopped")  # type: ignore[arg-type]
                raise KeyboardInterrupt
            made.append(order.number)
            yield run_order(order)

    for _try in range(2):
        try:
            run_sweep(second, tmp_path / "grown", counted, resume=True)
        except Stopped:
            continue
    if "years" not in large:
        assert 0 not in made or first.runs < 2
    run_sweep(second, tmp_path / "whole", on_threads(1))
    assert data_of(tmp_path / "grown") == data_of(tmp_path / "whole")
    with pytest.raises(InputProblem, match="plan"):
        run_sweep(first, tmp_path / "grown", on_threads(1), resume=True)


def test_data_are_those_of_a_comparison(whole: SweepResult) -> None:
    """Every number as run_points gives it, with the groups by starting stage where compare fixes them."""
    settings = CompareSettings(prior=True, firms=SMALL["firms"])
    wanted = Wanted(tuple(SMALL["years"]), tuple(SMALL["groups"]), tuple(SMALL["indicators"]))
    mixes = [load_mix(name) for name in ("mix-0", *SMALL["mixes"])]
    mixes.append(vary_mix(load_mix("mix-2"), {"broad-law.strength": 0.5}, "weaker"))
    answers = run_points(settings, mixes, drawn_points(settings, range(4)), wanted, 1)
    frame = whole.frame()
    frame = frame[frame["future"] == "ex-ante-2020"].sort_values(["point"], kind="stable")
    assert set(frame["mix"]) == set(SMALL["mixes"])
    for n, name in enumerate(answers.mixes[1:], start=1):
        lever = {"mix-2": 1.0, "weaker": 0.5}.get(name)
        rows = frame[frame["mix"] == ("mix-2" if name == "weaker" else name)]
        rows = rows[rows["broad-law.strength"].isna() if lever is None else rows["broad-law.strength"] == lever]
        found = rows[SMALL["indicators"]].to_numpy().reshape(4, 2, 3, 2)
        assert np.array_equal(found, answers.values[:, n], equal_nan=True)


def test_blocks_are_pure_and_workers_make_no_difference(whole: SweepResult, tmp_path: Path) -> None:
    run_sweep(sweep(), tmp_path / "many", on_threads(3))
    assert data_of(tmp_path / "many") == data_of(whole.folder)
    assert run_block(sweep(), 3).equals(run_block(sweep(), 3))
    rows = [pq.read_table(file) for file in sorted((whole.folder / "data").glob("*.parquet"))]
    assert sum(table.num_rows for table in rows) == whole.runs * 2 * 3
    other = run_sweep(sweep(runs_per_block=32), tmp_path / "other", on_threads(2)).frame()
    by = ["run", "year", "group"]
    mine = whole.frame().astype({"run": str, "group": str}).sort_values(by, ignore_index=True)
    other = other.astype({"run": str, "group": str}).sort_values(by, ignore_index=True)
    assert mine[[*by, *SMALL["indicators"]]].equals(other[[*by, *SMALL["indicators"]]])


def test_read_back(whole: SweepResult) -> None:
    loaded = sm.load(whole.folder)
    assert (
        isinstance(loaded, SweepResult) and loaded == SweepResult.load(whole.folder) and loaded.folder == whole.folder
    )
    assert {name: len(frame) for name, frame in loaded.frames().items()} == {
        "data": len(whole.frame()),
        "runs": whole.runs,
    }
    assert (loaded.runs, loaded.failed, loaded.levers) == (32, 0, ["broad-law.strength"])
    frame = loaded.frame(["practice"], years=[2024], groups=["all"], parameters=["start_awareness"])
    assert len(frame) == 32 and {"run", "mix", "point", "practice", "start_awareness"} <= set(frame)
    assert "endorsement" not in frame
    assert set(loaded.status()["status"]) == {"done"} and loaded.failures().empty
    data = loaded.xarray()
    assert dict(data.sizes) == {"run": 32, "year": 2, "group": 3}
    run = str(frame["run"].iloc[7])
    assert float(data["practice"].sel(run=run, year=2024, group="all")) == frame["practice"].iloc[7]
    assert str(data["mix"].sel(run=run).item()) == frame["mix"].iloc[7]
    query = f"""select count(*) from read_parquet('{loaded.data_files}') d join read_parquet('{loaded.run_files}') r
                using (run) where d."group" = 'all' and r.status = 'done'"""
    assert duckdb.connect().execute(query).fetchall() == [(64,)]
    with pytest.raises(InputProblem, match="practice"):
        loaded.frame(["practise"])


def test_xarray_that_is_not_there_is_said(whole: SweepResult, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(InputProblem, match=r"smartmix\[xarray\]"):
        whole.xarray()


def test_damaged_blocks_are_found_and_run_again(whole: SweepResult, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    run_sweep(sweep(), folder, on_threads(2))
    right = data_of(folder)

    def half(path: Path) -> None:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    def flip(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(bytes(content))

    half(folder / "data" / "000000.parquet")
    flip(folder / "data" / "000001.parquet")
    flip(folder / "runs" / "000002.parquet")
    (folder / "runs" / "000003.parquet").unlink()
    half(folder / "blocks" / "000004.json")
    (folder / "blocks" / "000005.json").unlink()
    (folder / "data" / ".writing-left.parquet").write_bytes(b"half")
    done: list[int] = []

    def counted(orders: Any) -> Any:
        for block in on_threads(2)(orders):
            done.append(block.number)
            yield block

    run_sweep(sweep(), folder, counted, resume=True)
    assert sorted(done) == [0, 1, 2, 3, 4, 5]
    assert data_of(folder) == right == data_of(whole.folder)


def test_failed_runs_are_rows(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One mix that cannot be made, and one run that breaks: the others go on, and the status is 1."""
    from experiments.sweep import block as sweep_block

    real = sweep_block.indicator_table
    calls: list[int] = []

    def breaks(*given: Any) -> Any:
        calls.append(1)
        if len(calls) == 5:
            raise ZeroDivisionError("broken\nhere")
        return real(*given)

    monkeypatch.setattr(sweep_block, "indicator_table", breaks)
    # alone, each date is right; together the law ends before it begins
    levers = {"broad-law.in_force": ["2022Q1", "2026Q1"], "broad-law.ends": ["2025Q1", "2030Q1"]}
    path = written(tmp_path, plan(levers=levers, futures=["no-eu-law"]))
    outcome = call("sweep", path, "--out", tmp_path / "run", "--workers", 1)
    assert outcome.status == 1 and "Runs: 24, of which 5 failed" in outcome.out
    result = sm.load(tmp_path / "run")
    assert isinstance(result, SweepResult)
    failures = result.failures()
    assert result.failed == len(failures) == 5
    assert failures["stage"].value_counts().to_dict() == {"mix": 4, "run": 1}
    assert set(failures.loc[failures["stage"] == "mix", "broad-law.ends"]) == {"2025Q1"}
    assert "ZeroDivisionError: broken here" in set(failures["failure"])
    assert len(result.status()) == 24 and len(result.frame()) == 19 * 2 * 3
    assert len((tmp_path / "run" / "failures.csv").read_text(encoding="utf-8").splitlines()) == 6
    assert result.xarray().sizes["run"] == 19


@pytest.mark.skipif(sys.platform == "win32", reason="signals to another process work differently there")
def test_killed_at_random_moments_and_resumed(tmp_path: Path) -> None:
    content = plan(parameters={"kind": "prior", "count": 60}, runs_per_block=4)
    path, folder = written(tmp_path, content), tmp_path / "run"
    right = data_of(run_sweep(Sweep(check_plan(content)), tmp_path / "right", on_threads(2)).folder)
    luck = random.Random(20)
    kills = 0
    for how in (signal.SIGKILL, signal.SIGINT):
        before = len(list((folder / "blocks").glob("*.json")))
        running = process("sweep", path, "--out", folder, "--resume", "--quiet", "--workers", "2")
        goal = before + luck.randrange(1, 25)
        while len(list((folder / "blocks").glob("*.json"))) < goal and running.poll() is None:
            time.sleep(0.005)
        time.sleep(luck.random() * 0.02)
        running.send_signal(how)
        _, err = running.communicate(timeout=60)
        if how == signal.SIGINT and running.returncode == 130:
            assert err.count("\n") == 1 and f"--out {folder} --resume" in err
        kills += running.returncode != 0
        assert not (folder / "manifest.json").exists() or running.returncode == 0
    assert kills >= 1
    run_sweep(Sweep(check_plan(content)), folder, on_threads(1), resume=True)
    assert data_of(folder) == right


def test_changed_inputs_and_behaviour_are_noticed(
    call: Call, whole: SweepResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, path = tmp_path / "run", written(tmp_path, SMALL)
    words = ("sweep", path, "--out", folder, "--quiet")
    assert call(*words).status == 0
    refused(call(*words), str(folder), "--resume")
    written(tmp_path, plan(seed=2))
    refused(call(*words, "--resume"), "plan.seed", "--force")
    written(tmp_path, SMALL)
    with monkeypatch.context() as patch:
        patch.setattr("experiments.fingerprints.behaviour_fingerprint", lambda: "other")
        refused(call(*words, "--resume"), "fingerprints.behaviour", "--force")
    assert data_of(folder) == data_of(whole.folder)
    # forced on with other inputs, runs that are still asked for are kept, and the manifest says so
    written(tmp_path, plan(futures=["ex-ante-2020"], parameters={"kind": "prior", "count": 2}))
    assert call(*words, "--resume", "--force").status == 0
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["runs"] == 8 and "plan.futures" in manifest["forced"][0]
    smaller = run_sweep(sweep(futures=["ex-ante-2020"], parameters={"kind": "prior", "count": 2}), tmp_path / "small")
    assert smaller.frame().equals(sm.load(folder).frame())  # type: ignore[union-attr]
    assert sorted(data_of(folder)) == sorted(data_of(smaller.folder))


def test_folders_that_are_not_the_sweeps(call: Call, tmp_path: Path) -> None:
    path = written(tmp_path, SMALL)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x", encoding="utf-8")
    refused(call("sweep", path, "--out", tmp_path / "full", "--resume"), "full", "--out")
    refused(call("sweep", path, "--resume"), "--resume", "--out")
    refused(call("sweep", tmp_path / "nowhere.yaml"), "nowhere.yaml")
    refused(call("sweep"), "PLAN")
    refused(call("sweep", path, "--workers", "0"), "--workers", "0")


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_full_disk_is_one_line_and_what_is_finished_is_kept(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: later blocks are larger than it allows."""
    content = plan(
        indicators=list(INDICATORS),
        groups=["all", "goal90"],
        runs_per_block=32,
        parameters={"kind": "prior", "count": 40},
        mixes=["mix-1", "reference-2020"],
        levers=None,
        futures=["ex-ante-2020", "no-eu-law"],
    )
    right = run_sweep(Sweep(check_plan(content)), tmp_path / "right")
    sizes = [file.stat().st_size for file in (right.folder / "data").glob("*.parquet")]
    small, large = min(sizes), max(sizes)
    assert small < large

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, ((small + large) // 2, resource.RLIM_INFINITY))

    path, folder = written(tmp_path, content), tmp_path / "run"
    running = process("sweep", path, "--out", folder, "--workers", "1", preexec_fn=limit)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 2 and out == "", err
    assert err.count("\n") == 1 and str(folder) in err and "cannot be written" in err and "Traceback" not in err
    assert not list(folder.rglob(".writing-*")) and not (folder / "manifest.json").exists()
    result = run_sweep(Sweep(check_plan(content)), folder, resume=True)
    assert data_of(result.folder) == data_of(right.folder)


def test_dry_run_tells_runs_time_and_disk(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path, plan(parameters={"kind": "prior", "count": 1_000_000}))
    outcome = call("sweep", path, "--dry-run", "--json")
    told = json.loads(outcome.out)
    assert outcome.status == 0 and told["runs"] == 8_000_000
    assert 0 < told["seconds"][0] <= told["seconds"][1] and 0 < told["bytes"][0] <= told["bytes"][1]
    assert call("sweep", path, "--dry-run", "--lang", "nl").out.startswith("Runs: 8.000.000, in ")
    assert sm.sweep(path, dry_run=True, workers=1).blocks == told["blocks"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.yaml"]


def test_forecast_of_disk_is_near_the_truth(whole: SweepResult) -> None:
    from experiments.sweep.trial import forecast, size_of

    found = forecast(sweep(parameters={"kind": "prior", "count": 40}, runs_per_block=50), 1)
    assert found.runs == 320
    result = [run_order(sweep(parameters={"kind": "prior", "count": 40}, runs_per_block=50).order(n)) for n in range(8)]
    truth = sum(size_of(block.data) + size_of(block.runs) for block in result)
    assert 0.5 * truth < found.bytes[0] <= found.bytes[1] < 2 * truth


def test_memory_does_not_grow_with_runs() -> None:
    """Ten times the blocks, the same peak but for a hash in the manifest: what a sweep keeps is a block."""
    import tracemalloc

    def peak(count: int, folder: Path) -> int:
        of = sweep(parameters={"kind": "prior", "count": count}, runs_per_block=16)
        empty: dict[int, Any] = {}

        def quick(orders: Any) -> Any:
            for order in orders:
                yield _instead(order, empty)

        tracemalloc.start()
        run_sweep(of, folder, quick)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    import tempfile

    with tempfile.TemporaryDirectory() as place:
        peak(20, Path(place) / "warm")
        small, large = peak(20, Path(place) / "small"), peak(200, Path(place) / "large")
    assert large < 1.5 * small + 300_000, (small, large)


def _instead(order: BlockOrder, _kept: dict[int, Any]) -> Any:
    """A block of made-up numbers: this is about what the coordinator keeps, not about simulating."""
    from experiments.sweep.tables import block_of

    shape = (len(order.years), len(order.groups), len(order.indicators))
    cells = [(w, c) for w in range(len(order.worlds)) for c in range(len(order.cases))]
    return block_of(order, {cell: np.full(shape, 0.5) for cell in cells}, {})


def test_tables_hold_text_levers_and_nothing_for_failures() -> None:
    levers = {"broad-law.in_force": ["2022Q1", "2023Q1"]}
    table = run_block(sweep(levers=levers, futures=["no-eu-law"], parameters={"kind": "prior", "count": 1}), 0)
    assert set(table["broad-law.in_force"].to_pylist()) == {None, "2022Q1", "2023Q1"}
    assert pa.types.is_float64(table["practice"].type)
