#!/usr/bin/env bash
# SALib 1.6.0, Morris: the lowest and highest of its levels are probabilities 0 and 1, and are put through the inverse of a
# normal distribution all the same. Half of the inputs that it asks to run are minus or plus infinity, without a warning.
# A model that saturates (here a logistic curve) answers them without complaint, as if it had been asked about extremes.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --python "$place/env" "SALib==1.6.0" "numpy==2.4.6" "scipy==1.18.1" "pandas==3.1.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import warnings

import numpy as np
from SALib.sample import morris

problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1], [0, 1]], "dists": ["norm", "unif"]}
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    x = morris.sample(problem, 50, num_levels=4, seed=1)
share = np.mean(np.isinf(x[:, 0]))
answers = 1.0 / (1.0 + np.exp(-x[:, 0]))
print("share of infinite inputs:", round(share, 2), "answers all finite:", np.isfinite(answers).all(), "warnings:", len(told))
assert share > 0.3 and np.isfinite(answers).all() and not told, "behaviour changed"
PYTHON
