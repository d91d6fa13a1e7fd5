"""Comparisons: refusals, run folders, resuming, verifying, failed draws, and what the summary says."""

import csv
import json
import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from damaged_folders import as_older

import experiments.comparison
import experiments.runner
from experiments.compare import Comparison, finish, load_comparison, run_comparison, settings_of, write_summary
from experiments.each import Stopped
from experiments.files import file_hash
from experiments.manifest import manifest_of, read_manifest
from experiments.prepare import prepare
from experiments.runner import BLOCK_OF_DRAWS, blocks_of, run_draw
from experiments.seal import write_sealed
from experiments.settings import CompareSettings
from experiments.summary import as_json, read_values
from experiments.verify import verify
from simulation.indicators import GROUPS, INDICATORS
from simulation.problems import InputProblem

SETTINGS = CompareSettings(
    mixes=("mix-0", "mix-2"), draws=51, firms=100, first_year=2018, last_year=2026, seed=3, prior=True
)
YEARS = list(range(2018, 2027))
#: For runs in which a draw fails: the summary of cells with gaps takes longer.
SHORT = replace(SETTINGS, draws=30, first_year=2026)


def data_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted((folder / "data").rglob("*.parquet"))}


def finished(folder: Path, settings: CompareSettings = SETTINGS, **others: Any) -> Comparison:
    comparison = run_comparison(settings, folder, **{"workers": 1} | others)
    write_summary(comparison)
    finish(comparison)
    return comparison


@pytest.fixture(scope="session")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return finished(tmp_path_factory.mktemp("runs") / "run")


@pytest.fixture
def copied(comparison: Comparison, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(comparison.folder, tmp_path / "copy"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"draws": 0}, "--draws: found 0"),
        ({"draws": -5}, "--draws"),
        ({"firms": 99}, "100"),
        ({"firms": "some"}, "some"),
        ({"firms": 406_001}, "406"),
        ({"first_year": 2011}, "2011"),
        ({"last_year": 2036}, "2036"),
        ({"first_year": 2027}, "2027"),
        ({"seed": -1}, "--seed"),
        ({"seed": 2**63}, "--seed"),
        ({"mixes": ("mix-9",)}, "mix-"),
        ({"baseline": "refrence-2020"}, "reference-2020"),
        ({"future": "no-eu-lawx"}, "no-eu-law"),
        ({"parameters": {"norm_meen": 0.1}}, "norm_mean"),
        ({"variants": {"edges": "half-effect"}}, "half-effects"),
        ({"variants": {"edgess": "x"}}, "edges"),
        ({"parameters": {"norm_mean": float("nan")}}, "norm_mean"),
        ({"parameters": {"norm_mean": float("inf")}}, "norm_mean"),
    ],
    ids=lambda v: str(v)[:40] if isinstance(v, dict) else None,
)
def test_wrong_settings_are_refused_in_one_line(change: dict[str, Any], words: str, tmp_path: Path) -> None:
    with pytest.raises(InputProblem) as caught:
        run_comparison(replace(SETTINGS, **change), tmp_path / "run")
    assert words in str(caught.value) and "\n" not in str(caught.value)
    assert str(Path(experiments.runner.__file__).parents[1]) not in str(caught.value), (
        "names what was given, not our files"
    )
    assert not (tmp_path / "run").exists(), "checked before anything is written"


def test_workers_are_refused_below_one(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="--workers"):
        run_comparison(SETTINGS, tmp_path / "run", workers=0)


def test_a_folder_with_other_content_is_refused_and_kept(tmp_path: Path, comparison: Comparison) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    for folder in (tmp_path, comparison.folder):  # a finished run is never overwritten either
        before = sorted(folder.rglob("*"))
        with pytest.raises(InputProblem, match="--out"):
            run_comparison(SETTINGS, folder)
        assert sorted(folder.rglob("*")) == before
    with pytest.raises(InputProblem):
        run_comparison(SETTINGS, tmp_path / "letter.txt" / "run")


def test_a_finished_run_folder_is_complete(comparison: Comparison) -> None:
    folder = comparison.folder
    manifest = read_manifest(folder)
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"manifest.json"}
    assert set(manifest["files"]) == files and {"runs.csv", "summary.csv"} <= files
    assert all(file_hash(folder / name) == digest for name, digest in manifest["files"].items())
    assert settings_of(manifest, Path()) == SETTINGS
    table = pq.read_table(folder / "data" / "mix-2" / "00000.parquet")
    assert table.schema.names == ["mix", "draw", "replication", "year", "group", *INDICATORS]
    assert table.num_rows == BLOCK_OF_DRAWS * len(YEARS) * len(GROUPS)
    assert not any(np.isnan(table[name].drop_null().to_numpy()).any() for name in INDICATORS)  # undefined is null
    again = load_comparison(folder)
    assert again.summary.levels.equals(comparison.summary.levels) and again.goal == comparison.goal
    assert again.per_extra_firm == comparison.per_extra_firm
    for kept, made in (
        (again.summary.differences, comparison.summary.differences),
        (again.summary.probabilities, comparison.summary.probabilities),
    ):
        assert kept.equals(made)  # what the folder keeps is exact, to the last digit


def test_a_run_of_an_older_version_is_summed_up_again(comparison: Comparison, tmp_path: Path) -> None:
    shutil.copytree(comparison.folder, tmp_path / "run")
    as_older(tmp_path / "run", "probabilities.csv")
    again = load_comparison(tmp_path / "run").summary
    assert again.levels.equals(comparison.summary.levels)
    assert again.probabilities.equals(comparison.summary.probabilities)


def test_equal_settings_have_equal_manifests() -> None:
    first, second = (json.dumps(manifest_of(prepare(SETTINGS)), sort_keys=True) for _ in range(2))
    assert first == second
    changes: tuple[dict[str, Any], ...] = (
        {"seed": 4},
        {"draws": 22},
        {"firms": 101},
        {"mixes": ("mix-2", "mix-0")},
        {"future": "no-eu-law"},
        {"parameters": {"norm_mean": 0.2}},
        {"variants": {"edges": "half-effects"}},
        {"last_year": 2027},
    )
    for change in changes:
        assert json.dumps(manifest_of(prepare(replace(SETTINGS, **change))), sort_keys=True) != first, change


def test_workers_do_not_change_a_bit(comparison: Comparison, tmp_path: Path) -> None:
    several = finished(tmp_path / "run", workers=3)
    assert data_of(several.folder) == data_of(comparison.folder)
    assert (tmp_path / "run" / "summary.csv").read_bytes() == (comparison.folder / "summary.csv").read_bytes()
    assert several.manifest == comparison.manifest


def interrupted(folder: Path, after: int, settings: CompareSettings = SETTINGS) -> None:
    done = threading.Semaphore(after)

    def progress(_: int) -> None:
        if not done.acquire(blocking=False):
            raise KeyboardInterrupt

    with pytest.raises(Stopped):
        run_comparison(settings, folder, workers=1, progress=progress)
    assert not (folder / "manifest.json").exists()


def test_an_interrupted_run_is_resumed(comparison: Comparison, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    interrupted(folder, 30)
    kept = data_of(folder)
    assert {Path(name).stem for name in kept} == {"00000"}  # whole blocks only
    assert not list(folder.rglob(".writing-*"))
    with pytest.raises(InputProblem, match="--out"):
        run_comparison(replace(SETTINGS, seed=4), folder)
    steps: list[int] = []
    resumed = finished(folder, progress=steps.append)
    assert sum(steps) == SETTINGS.draws and steps[0] == BLOCK_OF_DRAWS
    assert data_of(folder) == data_of(comparison.folder)
    assert resumed.summary.levels.equals(comparison.summary.levels)
    assert verify(folder, everything=True) == []


def test_verify_finds_nothing_wrong_with_a_good_run(comparison: Comparison) -> None:
    assert verify(comparison.folder) == []


def test_verify_finds_a_changed_byte(copied: Path) -> None:
    path = copied / "summary.csv"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    assert [(f.file, f.problem) for f in verify(copied)] == [("summary.csv", "changed")]
    (copied / "runs.csv").unlink()
    assert ("runs.csv", "missing") in [(f.file, f.problem) for f in verify(copied)]


def test_verify_finds_a_changed_value_under_a_fixed_hash(copied: Path) -> None:
    manifest = json.loads((copied / "manifest.json").read_text())
    for block in range(3):
        name = f"data/mix-2/{block:05d}.parquet"
        table = pq.read_table(copied / name)
        values = table["practice"].to_numpy().copy()
        values[5] += 1e-12
        pq.write_table(table.set_column(table.schema.get_field_index("practice"), "practice", [values]), copied / name)
        manifest["files"][name] = file_hash(copied / name)
    write_sealed(copied / "manifest.json", manifest)
    assert [f.problem for f in verify(copied)] == ["recomputed differently"]
    assert len(verify(copied, everything=True)) == 3


def test_verify_refuses_what_it_cannot_judge(copied: Path, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="not a finished run"):
        verify(tmp_path)
    manifest = json.loads((copied / "manifest.json").read_text())
    for change, words in (
        ({"format": 4}, "newer"),
        ({"fingerprints": manifest["fingerprints"] | {"behaviour": "00"}}, "behaviour"),
    ):
        write_sealed(copied / "manifest.json", manifest | change)
        with pytest.raises(InputProblem, match=words):
            verify(copied)
    (copied / "manifest.json").write_text("{")
    with pytest.raises(InputProblem):
        verify(copied)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = experiments.runner.run_draw

    def run(experiment: Any, draw: int, between: Any = None) -> Any:
        if draw == 4:
            raise ZeroDivisionError("a draw that fails")
        return real(experiment, draw, between)

    monkeypatch.setattr(experiments.runner, "run_draw", run)


def status(folder: Path) -> dict[int, tuple[str, str]]:
    with (folder / "runs.csv").open(encoding="utf-8", newline="") as stream:
        return {int(row["draw"]): (row["status"], row["failure"]) for row in csv.DictReader(stream)}


def test_a_failed_draw_is_a_row_and_the_others_go_on(failing: None, comparison: Comparison, tmp_path: Path) -> None:
    run = finished(tmp_path / "run", SHORT)
    rows = status(run.folder)
    assert rows[4][0] == "failed" and "a draw that fails" in rows[4][1]
    assert all(rows[draw] == ("done", "") for draw in range(30) if draw != 4)
    assert [failure["draw"] for failure in run.failures] == [4]
    ours = read_values(run.folder, "mix-2", ["practice"], 1)[:, -1]
    whole = read_values(comparison.folder, "mix-2", ["practice"], len(YEARS))[:30, -1]
    assert np.isnan(ours[4]).all()
    assert np.array_equal(np.delete(ours, 4, axis=0), np.delete(whole, 4, axis=0), equal_nan=True)
    value = run.summary.value("mix-2", "practice", "all", 2026)
    assert value["p50"] == pytest.approx(np.median(np.delete(whole, 4, axis=0)[:, 0, 0]), rel=1e-12)
    assert [int(f["draw"]) for f in load_comparison(run.folder).failures] == [4]


def test_a_failed_draw_does_not_spoil_what_is_said(failing: None, tmp_path: Path) -> None:
    run = finished(tmp_path / "run", SHORT)
    json.dumps({"goal": run.goal, "per_extra_firm": run.per_extra_firm}, allow_nan=False)  # null, never NaN
    as_json(run.summary, run.manifest, {})


def test_a_failed_draw_is_not_a_draw_that_misses_the_goal(
    failing: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run = finished(tmp_path / "run", SHORT)
    monkeypatch.setattr(experiments.comparison, "central_values", lambda: {"goal_endorsement": np.zeros(1)})
    assert run.goal
    for goal in run.goal.values():
        assert goal["share_that_reaches"] == 1.0  # all draws that were made reach it


def test_a_failed_draw_is_remembered_when_a_run_is_resumed(failing: None, tmp_path: Path) -> None:
    interrupted(tmp_path / "run", 10, SHORT)
    resumed = finished(tmp_path / "run", SHORT)
    assert status(resumed.folder)[4][0] == "failed"
    assert [int(failure["draw"]) for failure in resumed.failures] == [4]


def stored(comparison: Comparison, mix: str, names: list[str]) -> np.ndarray:
    """(draws, years, groups, indicators) read without the code under test."""
    frames = [pq.read_table(p) for p in sorted((comparison.folder / "data" / mix).glob("*.parquet"))]
    columns = [np.concatenate([f[name].to_numpy(zero_copy_only=False) for f in frames]) for name in names]
    return np.stack(columns, axis=-1).reshape(SETTINGS.draws, len(YEARS), len(GROUPS), len(names))


def test_summary_is_numpy_on_the_raw_blocks(comparison: Comparison) -> None:
    names = ["endorsement", "practice", "paper_gap", "burden_yearly_eur", "government_cost_eur", "disengagement"]
    base, other = (stored(comparison, mix, names) for mix in ("reference-2020", "mix-2"))
    for kind, values in (("levels", other), ("differences", other - base)):
        for n, name in enumerate(names):
            for group in ("all", "goal90", "small", "started_laggard", "sector:textiles", "in_scope"):
                cell = values[:, YEARS.index(2026), GROUPS.index(group), n]
                found = comparison.summary.value("mix-2", name, group, 2026, kind)
                known = cell[np.isfinite(cell)]
                if not known.size:
                    assert found == dict.fromkeys(("p05", "p50", "p95", "mean"))
                    continue
                p05, p50, p95 = np.quantile(known, (0.05, 0.5, 0.95))
                for key, expected in {"p05": p05, "p50": p50, "p95": p95, "mean": known.mean()}.items():
                    assert found[key] == pytest.approx(expected, rel=1e-12, abs=1e-300), (kind, name, group, key)
                assert p05 <= p50 <= p95


def test_chances_are_shares_and_complementary(comparison: Comparison) -> None:
    rows = comparison.summary.probabilities
    known = rows[rows.chance.notna()]
    assert known.chance.between(0.0, 1.0).all() and len(known) > 100
    for row in known.iloc[::17].itertuples():
        back = comparison.summary.chance_higher(row.other, row.indicator, row.mix, row.group)
        assert back is not None and back + row.chance == pytest.approx(1.0, abs=1e-12)
    a, b = (stored(comparison, mix, ["practice"])[:, -1, GROUPS.index("goal90"), 0] for mix in ("mix-2", "mix-0"))
    assert comparison.summary.chance_higher("mix-2", "practice", "mix-0") == np.mean((a > b) + 0.5 * (a == b))


def test_goal_reached_is_the_first_year_at_or_above_it(comparison: Comparison) -> None:
    endorsement = stored(comparison, "mix-2", ["endorsement"])[:, :, GROUPS.index("goal90"), 0]
    assert comparison.goal["mix-2"]["share_that_reaches"] == (endorsement >= 0.9).any(axis=1).mean()


def test_json_has_the_published_shape(comparison: Comparison) -> None:
    content = as_json(comparison.summary, comparison.manifest, {})
    assert content["format"] == 1 and content["baseline"] == "reference-2020" and content["draws"] == SETTINGS.draws
    assert set(content["mixes"]) == {"reference-2020", "mix-0", "mix-2"}
    assert set(content["differences"]) == {"mix-0", "mix-2"}
    cell = content["mixes"]["mix-2"]["indicators"]["practice"]["groups"]["goal90"]["2026"]
    assert set(cell) == {"p05", "p50", "p95"}
    indicators = content["mixes"]["mix-2"]["indicators"]
    assert set(indicators) == set(INDICATORS) and set(indicators["practice"]["groups"]) == set(GROUPS)
    assert 0.0 <= content["probabilities"]["mix-2"]["practice"]["mix-0"] <= 1.0


@pytest.mark.parametrize(
    "mixes", [("mix-1", "mix-2", "mix-3"), ("mix-0",), ("ser-route-2",), ("ser-route-1", "ser-route-2")], ids=" ".join
)
def test_fewer_draws_are_the_first_of_many(mixes: tuple[str, ...]) -> None:
    """In every bit and every group, whatever the later draws bring (dates, rules that fire)."""
    shown = replace(SETTINGS, mixes=mixes[-1:], baseline=mixes[0], last_year=2030, seed=1)
    if len(mixes) != 2:
        shown = replace(shown, mixes=mixes, baseline="reference-2020")
    few, some, many = (prepare(replace(shown, draws=n)) for n in (1, 10, 20))
    for draw in range(10):
        assert some.parameters[draw].tobytes() == many.parameters[draw].tobytes()
        assert run_draw(some, draw).tobytes() == run_draw(many, draw).tobytes(), f"draw {draw} of 10 and of 20"
    assert run_draw(few, 0).tobytes() == run_draw(many, 0).tobytes(), "draw 0 alone and of 20"


def test_who_started_as_what_is_the_same_in_every_year(comparison: Comparison) -> None:
    """Groups fixed at the branch: years before it speak of the same firms, or are undefined."""
    for group in ("started_laggard", "started_peloton", "started_leader"):
        firms = stored(comparison, "mix-2", ["firms"])[:, :, GROUPS.index(group), 0]
        for of_draw in firms:
            known = of_draw[np.isfinite(of_draw)]
            assert (known == known[-1]).all(), (group, dict(zip(YEARS, of_draw.tolist(), strict=True)))


def test_blocks_hold_every_draw_once() -> None:
    for draws in (1, 9, 10, 11, 200):
        assert [d for block in blocks_of(draws) for d in block] == list(range(draws))
