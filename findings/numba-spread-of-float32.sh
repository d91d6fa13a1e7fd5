#!/usr/bin/env bash
# numba 0.68.1 adds float32 arrays one by one in float32, where NumPy adds in pairs: a million values between 10,000 and
# 10,001 have a standard deviation of 0.289, and 130.7 in compiled code; 20 million ones have the mean 0.84. SmartMix adds
# no float32 arrays in compiled code: amounts are float64 there.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "numba==0.68.1" "numpy==2.4.6"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numba
import numpy as np


@numba.njit
def spread(values):
    return np.std(values)


@numba.njit
def mean(values):
    return np.mean(values)


values = (1e4 + np.random.default_rng(1).random(1_000_000)).astype(np.float32)
ones = np.ones(20_000_000, np.float32)
print("standard deviation:", values.std(), "compiled:", spread(values), "mean of ones:", ones.mean(), "compiled:", mean(ones))
assert abs(values.std() - 0.2887) < 0.001 and spread(values) > 100 and mean(ones) < 0.85, "behaviour changed"
PYTHON
