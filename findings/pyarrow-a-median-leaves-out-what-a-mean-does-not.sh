#!/usr/bin/env bash
# pyarrow 26.0.1: of a column with one value that is not a number, quantile, minimum and maximum are those of the other values,
# without a warning, while mean and sum are not a number and count counts all. SmartMix stores what is undefined as null, which
# all of them leave out.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --python "$place/env" "pyarrow==26.0.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import math

import pyarrow as pa
import pyarrow.compute as pc

values = pa.array([1.0, 3.0, math.nan])
middle, highest, mean, count = pc.quantile(values)[0].as_py(), pc.max(values).as_py(), pc.mean(values).as_py(), pc.count(values).as_py()
print("values:", values.to_pylist(), "median:", middle, "maximum:", highest, "mean:", mean, "count:", count)
assert (middle, highest, count) == (2.0, 3.0, 3) and math.isnan(mean), "behaviour changed"
PYTHON
