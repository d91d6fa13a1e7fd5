#!/usr/bin/env bash
# pyrepo-mcda 0.1.15 and crispyn 0.0.7: cost has a CILOS weight of 0.12 in a table of whole numbers, and of 0.38, most of all, in
# the same table with 100.0 for 100. Lowest cost over cost is written back into the table of whole numbers, where 0.83 becomes 0.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "crispyn==0.0.7" "pyrepo-mcda==0.1.15" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import crispyn.weighting_methods
import numpy as np
import pyrepo_mcda.weighting_methods

table = np.array([[60, 100, 50], [70, 120, 60], [80, 150, 40], [50, 110, 70]])  # firms reached, cost, firms that mend
types = np.array([1, -1, 1])
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    found = {
        package.__name__: [package.cilos_weighting(each, types).round(3).tolist() for each in (table, table.astype(float))]
        for package in (pyrepo_mcda.weighting_methods, crispyn.weighting_methods)
    }
for name, (whole, real) in found.items():
    print(name, "whole numbers:", whole, "with a point:", real, "told:", [str(each.message) for each in told])
    assert not told and np.abs(np.subtract(real, [0.372, 0.384, 0.244])).max() < 0.002, "behaviour changed"
    assert np.abs(np.subtract(whole, [0.471, 0.118, 0.412])).max() < 0.002, "behaviour changed"
PYTHON
