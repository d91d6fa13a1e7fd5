#!/usr/bin/env bash
# wquantiles 0.6: a value with weight 0 above all others sets the high quantiles. Of three firms that reach 1, 2 and 3 and one that
# would reach 1,000 and weighs nothing, the 95 % quantile is 700.9; without the last one it is 3. The weight may be as small as one
# likes: between a millionth and 0 nothing changes. A weight of 0 elsewhere moves nothing.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "wquantiles==0.6" "numpy==2.4.6"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import numpy as np
from wquantiles import quantile

reached = np.array([1.0, 2.0, 3.0, 1000.0])
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    three = round(float(quantile(reached[:3], np.ones(3), 0.95)), 1)
    four = {weight: round(float(quantile(reached, np.array([1, 1, 1, weight]), 0.95)), 1) for weight in (0.0, 1e-6)}
    below = round(float(quantile(-reached, np.array([1, 1, 1, 0.0]), 0.05)), 1)
    inside = round(float(quantile(np.array([1.0, 2.0, 2.2, 3.0]), np.array([1, 1, 0.0, 1]), 0.95)), 1)
print("three firms:", three, "and one that weighs:", four, "below all others:", below, "in between:", inside, "told:", len(told))
assert three == inside == 3.0, "behaviour changed"
assert four == {0.0: 700.9, 1e-6: 700.9} and below == -700.9 and not told, "behaviour changed"
PYTHON
