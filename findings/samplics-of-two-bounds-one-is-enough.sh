#!/usr/bin/env bash
# samplics 0.6.1: asked to rake weights so that none becomes less than 0.1 or more than twice what it was, it makes three of them 2.18
# times what they were, without a word, though weights of 0.2, 1, 2 and 2 meet all that was asked: where the lower bound holds,
# the upper one is not looked at.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "samplics==0.6.1" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1" "polars==2.1.0"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import warnings

import numpy as np
from samplics.weighting import SampleWeight

margins = {"size": np.array(["small"] * 6 + ["large"] * 4), "region": np.array(list("nnnnnsnsss"))}
totals = {"size": {"small": 2, "large": 8}, "region": {"n": 3, "s": 7}}
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    free = SampleWeight().rake(np.ones(10), margins, totals)
    bound = SampleWeight().rake(np.ones(10), margins, totals, ll_bound=0.1, up_bound=2.0)
print("without bounds:", free.round(2), "between 0.1 and 2:", bound.round(2), "told:", [str(each.message) for each in told])
met = np.array([0.2] * 5 + [1.0] + [2.0] * 4)
assert all(abs(met[groups == name].sum() - totals[margin][name]) < 1e-9 for margin, groups in margins.items() for name in totals[margin])
assert bound.min() > 0.1 and abs(bound.max() - 2.18) < 0.01 and not told, "behaviour changed"
assert np.array_equal(free, bound), "behaviour changed"
PYTHON
