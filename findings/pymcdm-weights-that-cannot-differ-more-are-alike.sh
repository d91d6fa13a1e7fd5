#!/usr/bin/env bash
# pymcdm 1.4.0: its coefficient for how alike two sets of weights are is said to run from 0 to 1, 0 being as different as can be. All
# weight on one goal in the place of half on each gives 0.75, and all on the last in the place of 20 % and 80 % gives 0.36; right
# (one less the difference over twice the room there is) is 0 both times: the room multiplies where it should divide.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "pymcdm==1.4.0" "numpy==2.4.6" "scipy==1.18.1" "pandas==3.1.1" "matplotlib==3.11.2"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import numpy as np
from pymcdm.correlations import wsc


def right(first, second):
    """One less the part of the largest difference from the first set that the second has."""
    largest = max(np.abs(first - corner).sum() for corner in np.eye(len(first)))
    return 1 - np.abs(first - second).sum() / largest


pairs = [([0.5, 0.5], [1.0, 0.0]), ([0.2, 0.8], [1.0, 0.0]), ([0.4, 0.3, 0.3], [0.0, 0.0, 1.0]), ([0.5, 0.5], [0.5, 0.5])]
pairs = [(np.array(first), np.array(second)) for first, second in pairs]
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    seen = [round(float(wsc(*pair)), 3) for pair in pairs]
asked = [round(float(right(*pair)), 3) for pair in pairs]
said = " ".join(wsc.__doc__.split())
print("seen:", seen, "right:", asked, "its words:", said[said.index("in range") : said.index("same weights")], "told:", len(told))
assert seen == [0.75, 0.36, 0.51, 1.0] and asked == [0.0, 0.0, 0.0, 1.0], "behaviour changed"
assert "where 0 is different weights" in said and not told, "behaviour changed"
PYTHON
