#!/usr/bin/env bash
# PINTS 0.6.1: its effective sample size counts the correlation of a draw with itself as if it were one with the next draw, so that no chain
# gets more than a third of its draws. 20,000 independent draws count as some 6,700; of a chain in which each draw keeps half of the
# one before, some 4,000 where a third of 20,000 is right; the more a chain sticks, the smaller the error, so that a good
# sampler gains least from being good. No warning.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "pints==0.6.1" "numpy==2.4.6" "scipy==1.18.1"
"$place/env/bin/python" -W error::UserWarning - <<'PYTHON'
import numpy as np
import pints
from scipy.signal import lfilter

count = 20_000
luck = np.random.default_rng(1).normal(size=count)
seen = {}
for kept in (0.0, 0.5, 0.9, 0.99):
    chain = lfilter([1], [1, -kept], luck)  # each draw keeps this share of the one before
    right = count * (1 - kept) / (1 + kept)
    seen[kept] = float(pints.effective_sample_size(chain[:, None])[0]) / right
    print("kept:", kept, "right:", round(right), "seen:", round(seen[kept] * right), "share:", round(seen[kept], 2))
assert 0.3 < seen[0.0] < 0.35 and 0.5 < seen[0.5] < 0.7 and seen[0.9] > 0.75, "behaviour changed"
PYTHON
