#!/usr/bin/env bash
# SALib 1.6.0, RBD-FAST ("all samplers"): with inputs that take a few levels, runs that share a level stay in the order in
# which they were made. In a full factorial design, where the first input varies slowest, an input without any effect gets
# a first-order index of 0.54, and 0.0 once the rows are shuffled. Seen: [0.97, 0.54, 0.16], shuffled about [0.97, 0, 0].
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --python "$place/env" "SALib==1.6.0" "numpy==2.4.6" "scipy==1.18.1" "pandas==3.1.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import itertools

import numpy as np
from SALib.analyze import rbd_fast

levels = [range(3), range(3), range(3), range(20)]
x = np.array(list(itertools.product(*levels)), float)
y = x[:, 0].copy()  # the second and third input do nothing
problem = {"num_vars": 4, "names": list("abcd"), "bounds": [[0, 2]] * 3 + [[0, 19]]}
asis = rbd_fast.analyze(problem, x, y, seed=1)["S1"]
order = np.random.default_rng(1).permutation(len(x))
shuffled = rbd_fast.analyze(problem, x[order], y[order], seed=1)["S1"]
print("in order:", np.round(asis, 2), "shuffled:", np.round(shuffled, 2))
assert asis[1] > 0.4 and abs(shuffled[1]) < 0.1, "behaviour changed"
PYTHON
