#!/usr/bin/env bash
# SALib 1.6.0, PAWN: slices hold values below their upper end, the last one too, so runs with the highest level of an input
# are in no slice. A measure with levels 0, 1 and 2 that acts at 2 only has a largest Kolmogorov-Smirnov distance of 2/3
# (between the runs at 2 and all runs); PAWN finds 1/3 for minimum, median and maximum, whatever the number of runs.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --python "$place/env" "SALib==1.6.0" "numpy==2.4.6" "scipy==1.18.1" "pandas==3.1.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from SALib.analyze import pawn
from scipy.stats import ks_2samp

generator = np.random.default_rng(1)
x = np.column_stack([generator.integers(0, 3, 3000), generator.random(3000)]).astype(float)
y = (x[:, 0] == 2) + generator.normal(0.0, 0.01, 3000)
problem = {"num_vars": 2, "names": ["level", "other"], "bounds": [[0, 2], [0, 1]]}
found = pawn.analyze(problem, x, y, S=10)
right = max(ks_2samp(y[x[:, 0] == level], y).statistic for level in (0, 1, 2))
print("largest distance by hand:", round(right, 2), "PAWN:", {k: round(found[k][0], 2) for k in ("median", "maximum")})
assert right > 0.64 and found["maximum"][0] < 0.36, "behaviour changed"
PYTHON
