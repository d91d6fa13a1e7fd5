#!/usr/bin/env bash
# samplics 0.6.1 calibrates weights to totals given by name, {"small": 50, "large": 30}, but takes them by their place: the 50 go to the large
# firms and the 30 to the small ones, because the table that it made itself has large before small. Written in that order, the
# same totals go where they belong. Nothing is said.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "samplics==0.6.1" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1" "polars==2.1.0"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import warnings

import numpy as np
import pandas as pd
from samplics.weighting import SampleWeight

firms = pd.DataFrame({"size": ["small"] * 4 + ["large"] * 2})
weigher = SampleWeight()
table, empty = weigher.calib_covariates(firms, x_cat="size")


def sums(totals):
    """Sum of the calibrated weights of each size."""
    weights = weigher.calibrate(np.full(6, 10.0), table, totals)
    return {size: round(float(weights[(firms["size"] == size).to_numpy()].sum()), 6) for size in totals}


with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    one, other = {"small": 50, "large": 30}, {"large": 30, "small": 50}
    found, same = sums(one), sums(other)
print("to fill in:", empty, "asked:", one, "got:", found, "asked:", other, "got:", same, "told:", [str(each.message) for each in told])
assert same == other and not told, "behaviour changed"
assert found == {"small": 30, "large": 50}, "behaviour changed"
PYTHON
