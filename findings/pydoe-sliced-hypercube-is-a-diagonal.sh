#!/usr/bin/env bash
# pyDOE 1.6.0: a sliced Latin hypercube has one slice for each batch or kind of run, and each slice should cover the whole cube (Qian
# 2012). Here slice 1 of 4 has the lowest quarter of every input and slice 4 the highest: inputs rise together, with a correlation
# of about 0.94 (1 - 1/16). An input that does nothing then looks as strong as the one that does all.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "pydoe==1.6.0" "numpy==2.4.6" "scipy==1.18.1"
"$place/env/bin/python" - <<'PYTHON'
import numpy as np
import pydoe
from scipy.stats import spearmanr

points, slices = pydoe.sliced_lhs(3, 50, 4, seed=1)
plain = pydoe.lhs(3, 200, seed=1)
tied = {name: round(float(spearmanr(x[:, 0], x[:, 1]).statistic), 2) for name, x in (("sliced", points), ("plain", plain))}
spans = [(round(float(part.min()), 2), round(float(part.max()), 2)) for part in (points[slices == n] for n in range(4))]
output = points[:, 0]  # the second and third input do nothing
seen = [round(float(np.corrcoef(column, output)[0, 1]), 2) for column in points.T]
print("correlation of two inputs:", tied, "spans of the slices:", spans, "correlation with the output:", seen)
assert tied["sliced"] > 0.9 and abs(tied["plain"]) < 0.2 and min(seen) > 0.9, "behaviour changed"
assert all(n / 4 <= low and high <= (n + 1) / 4 for n, (low, high) in enumerate(spans)), "behaviour changed"
PYTHON
