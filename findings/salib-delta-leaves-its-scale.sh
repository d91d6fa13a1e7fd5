#!/usr/bin/env bash
# SALib 1.6.0, delta (moment-independent): the index is a distance between densities and lies between 0 and 1, but comes out
# above 1 (balanced) and below 0 (raw) where most outputs share a value, as rare shares do. SmartMix holds it to its scale.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/python" -m pip install -q --disable-pip-version-check "SALib==1.6.0" "numpy>=2.1,<3"
"$place/env/bin/python" -W ignore - 2>/dev/null <<'PYTHON'
import numpy as np
from SALib.analyze import delta

problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1], [0, 1]]}
points = np.random.default_rng(1).random((300, 2))
rare = (points[:, 0] > 0.97) * points[:, 1]  # zero in all but a few runs
found = delta.analyze(problem, points, rare, seed=1)
print("balanced:", np.round(found["delta_balanced"], 2), "raw:", np.round(found["delta_raw"], 2))
assert max(found["delta_balanced"]) > 1.0 and min(found["delta_raw"]) < 0.0, "behaviour changed"
PYTHON
