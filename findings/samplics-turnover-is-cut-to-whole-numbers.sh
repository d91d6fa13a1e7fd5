#!/usr/bin/env bash
# samplics 0.6.1: the table that its calib_covariates makes to calibrate weights by a number, here a turnover in millions, holds
# whole numbers, cut off: 0.4 and 0.9 become 0. Weights calibrated to a turnover of 900 give one of 928, without a word.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "samplics==0.6.1" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1" "polars==2.1.0"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import warnings

import numpy as np
import pandas as pd
from samplics.weighting import SampleWeight

firms = pd.DataFrame({"size": ["small"] * 4 + ["large"] * 2, "turnover": [0.4, 0.9, 1.6, 0.5, 10.5, 20.2]})
weigher = SampleWeight()
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    table, _empty = weigher.calib_covariates(firms, x_cat="size", x_cont=["turnover"])
    weights = weigher.calibrate(np.full(6, 10.0), table, {"large": 30, "small": 50, "turnover": 900})
    own = np.column_stack([firms["size"] == "large", firms["size"] == "small", firms["turnover"]]).astype(float)
    right = weigher.calibrate(np.full(6, 10.0), own, {"large": 30, "small": 50, "turnover": 900})
found, meant = (round(float((each * firms["turnover"]).sum()), 1) for each in (weights, right))
print("turnover in its table:", table[:, -1].tolist(), "of", firms["turnover"].tolist(), "asked: 900 got:", found, "with a table of our own:", meant)
assert meant == 900 and not told, "behaviour changed"
assert table[:, -1].tolist() == [0, 0, 1, 0, 10, 20] and found == 927.6, "behaviour changed"
PYTHON
