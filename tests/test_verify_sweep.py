"""`verify` on a sweep: files held against their hashes, and blocks computed again."""

import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cli_calls import Call, refused
from sweep_plans import plan, written

import smartmix as sm
from experiments.files import file_hash
from experiments.seal import write_sealed

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify") / "sweep"
    sm.sweep(plan(firms=100, futures=["no-eu-law"], years=[2018]), out=folder, workers=2)
    return folder


@pytest.fixture
def copied(swept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(swept, tmp_path / "copied"))


def change_a_value(folder: Path, name: str) -> None:
    """One number of a block becomes another."""
    table = pq.read_table(folder / name)
    place = table.schema.get_field_index("practice")
    values = table["practice"].to_pylist()
    values[0] += 1e-9
    pq.write_table(table.set_column(place, "practice", pa.array(values)), folder / name)


def test_a_good_sweep_comes_out_the_same(call: Call, swept: Path) -> None:
    assert call("verify", swept).out.rstrip().endswith("and one block of runs came out the same again")
    every = call("verify", swept, "--all")
    assert every.status == 0 and "every block of runs came out the same again" in every.out
    assert sm.verify(swept) == []


def test_a_changed_value_is_found_by_its_hash(call: Call, copied: Path) -> None:
    change_a_value(copied, "data/000000.parquet")
    outcome = call("verify", copied)
    assert outcome.status == 1 and "data/000000.parquet: is not as it was written" in outcome.out


def test_a_changed_value_under_a_fixed_hash_is_found_by_computing(call: Call, copied: Path) -> None:
    manifest = json.loads((copied / "manifest.json").read_text(encoding="utf-8"))
    for number in range(manifest["blocks"]):
        name = f"data/{number:06d}.parquet"
        change_a_value(copied, name)
        manifest["files"][name] = file_hash(copied / name)
    write_sealed(copied / "manifest.json", manifest)
    one, every = call("verify", copied), call("verify", copied, "--all")
    assert one.status == every.status == 1
    assert one.out.count("comes out differently when computed again") == 1
    assert every.out.count("comes out differently when computed again") == manifest["blocks"]


def test_a_sweep_of_another_version_is_refused(call: Call, copied: Path) -> None:
    manifest = json.loads((copied / "manifest.json").read_text(encoding="utf-8"))
    manifest["fingerprints"]["parameters"] = "0" * 64
    write_sealed(copied / "manifest.json", manifest)
    refused(call("verify", copied), "fingerprints.parameters")


def test_a_sweep_of_own_files_is_held_against_its_hashes(call: Call, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("format: 1\nid: own\nextends: mix-1\nname: {en: Own, nl: Eigen}\n", encoding="utf-8")
    file = written(
        tmp_path,
        plan(
            mixes=["own.yaml"],
            levers=None,
            firms=100,
            futures=["no-eu-law"],
            years=[2018],
            parameters={"kind": "prior", "count": 1},
        ),
    )
    assert call("sweep", file, "--quiet", "--out", tmp_path / "run").status == 0
    done = call("verify", tmp_path / "run")
    assert done.status == 0 and done.out.rstrip().endswith("files are as they were written")
