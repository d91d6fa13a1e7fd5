#!/usr/bin/env bash
# pyarrow 26.0.1 and polars 2.1.0: where the folders of a Parquet data set carry names (mix=007, mix=7), names that look like numbers
# become numbers on the way back, so that mixes "007" and "7" are one. A third folder mix=a3 turns all of them into text again:
# what a mix is called depends on what else was run. SmartMix keeps names in columns, never in folders of a data set.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "pyarrow==26.0.1" "polars==2.1.0"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import tempfile

import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds


def back(names):
    folder = tempfile.mkdtemp()
    table = pa.table({"mix": names, "value": list(range(len(names)))})
    ds.write_dataset(table, folder, format="parquet", partitioning=["mix"], partitioning_flavor="hive")
    arrow = ds.dataset(folder, partitioning="hive").to_table()["mix"].to_pylist()
    polars = pl.read_parquet(f"{folder}/**/*.parquet", hive_partitioning=True)["mix"].to_list()
    return arrow, polars


numbers, mixed = back(["007", "7"]), back(["007", "7", "a3"])
print("007 and 7:", numbers, "with a3:", mixed)
assert numbers == ([7, 7], [7, 7]), "behaviour changed"
assert sorted(mixed[0]) == ["007", "7", "a3"], "behaviour changed"
PYTHON
