#!/usr/bin/env bash
# SALib 1.6.0, DGSM: the mean and the spread of an input with a normal distribution are taken for the two ends of a range. Of
# x + y with x from N(1, 1) and y from N(10, 1) each has half of the variance; the index is exactly 0 for x and 4.1 for y: it grows
# with the square of spread less mean. The second point of each pair is held to that "range" too: it is the mean in all 512 pairs.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "SALib==1.6.0" "numpy==2.4.6" "scipy==1.18.1" "pandas==3.1.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import numpy as np
from SALib.analyze import dgsm
from SALib.sample import finite_diff

problem = {"num_vars": 2, "names": ["x", "y"], "bounds": [[1, 1], [10, 1]], "dists": ["norm", "norm"]}
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    points = finite_diff.sample(problem, 512)
    found = dgsm.analyze(problem, points, points.sum(axis=1), seed=1)
first, moved_x, moved_y = points.reshape(512, 3, 2).transpose(1, 0, 2)
ends = np.unique(moved_x[:, 0]).tolist(), np.unique(moved_y[:, 1]).tolist()
print("spreads:", first.std(axis=0).round(2), "index:", found["dgsm"].round(2), "moved to:", ends, "warnings:", len(told))
assert np.allclose(first.std(axis=0), 1, atol=0.01) and ends == ([1.0], [10.0]), "behaviour changed"
assert found["dgsm"][0] == 0 and found["dgsm"][1] > 4 and not told, "behaviour changed"
PYTHON
