#!/usr/bin/env bash
# numba 0.68.1: the difference of two numbers of one byte, 3 - 5, is 18446744073709551614 in compiled code (they become
# unsigned numbers of 64 bits first), 254 in NumPy, and -2 nowhere. As a share of 100 firms it is 1.8e17.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "numba==0.68.1" "numpy==2.4.6"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numba
import numpy as np


@numba.njit
def change(counts):
    return counts[0] - counts[1]


counts = np.array([3, 5], np.uint8)
with np.errstate(over="ignore"):
    plain = int(counts[0] - counts[1])
print("compiled:", change(counts), "NumPy:", plain, "as a share of 100:", change(counts) / 100)
assert change(counts) == 2**64 - 2 and plain == 254, "behaviour changed"
PYTHON
