#!/usr/bin/env bash
# SALib 1.6.0, Sobol indices: one output of 256 that is not a number turns every index into exactly 0, without a warning,
# so that the result reads as "no input matters". Seen with numpy 2.5. SmartMix refuses outputs that are not finite.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/python" -m pip install -q --disable-pip-version-check "SALib==1.6.0" "numpy>=2.1,<3"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import numpy as np
from SALib.analyze import sobol
from SALib.sample import sobol as sampler

problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1], [0, 1]]}
points = sampler.sample(problem, 64, calc_second_order=False, seed=7)
outputs = points[:, 0] + 0.1 * points[:, 1]
whole = sobol.analyze(problem, outputs, calc_second_order=False, seed=7)
outputs[5] = np.nan
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    found = sobol.analyze(problem, outputs, calc_second_order=False, seed=7)
print("all finite:", np.round(whole["ST"], 2), "one NaN:", found["S1"], found["ST"], "warnings:", len(told))
assert whole["ST"][0] > 0.9
assert np.array_equal(found["S1"], [0, 0]) and np.array_equal(found["ST"], [0, 0]) and not told, "behaviour changed"
PYTHON
