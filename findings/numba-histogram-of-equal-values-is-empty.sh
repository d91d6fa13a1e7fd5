#!/usr/bin/env bash
# numba 0.68.1: in compiled code np.histogram counts none of three values that are all equal, where NumPy counts three; nothing
# is said. The same function in Python: [0 3 0]. SmartMix counts firms by whole classes and uses no histogram in compiled code.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --python "$place/env" "numba==0.68.1" "numpy==2.5.4"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numba
import numpy as np


def counts(values):
    return np.histogram(values, 3)[0]


compiled = numba.njit(counts)
for values in (np.array([0.5, 0.5, 0.5]), np.array([0.25, 0.5, 0.75])):
    print("values:", values, "NumPy:", counts(values), "compiled:", compiled(values))
equal = np.array([0.5, 0.5, 0.5])
assert counts(equal).sum() == 3 and compiled(equal).sum() == 0, "behaviour changed"
assert compiled(np.array([0.25, 0.5, 0.75])).sum() == 3, "behaviour changed"
PYTHON
