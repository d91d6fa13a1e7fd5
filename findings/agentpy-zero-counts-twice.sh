#!/usr/bin/env bash
# agentpy 0.1.5 with SALib 1.6.0: whole numbers from -3 to 3 are made by cutting off the decimals of a number from -3 to 4, which rounds down
# above zero and up below. Of 7 values, each with a share of 1/7, -3 is never sampled and 0 in 2/7 of runs; so it is with Saltelli
# points (for Sobol indices) and, but for the first point, with even ones. A range from 0 to 6 is as it should be.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "agentpy==0.1.5" "SALib==1.6.0" "numpy==2.4.6" "scipy==1.18.1" "pandas==3.1.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
from collections import Counter

import agentpy

seen = {}
for method, count in (("saltelli", 512), ("linspace", 701)):
    for low in (-3, 0):
        sample = agentpy.Sample({"step": agentpy.IntRange(low, low + 6), "other": agentpy.Range(0, 1)} if method == "saltelli"
                                else {"step": agentpy.IntRange(low, low + 6)}, n=count, method=method)
        counts = Counter(each["step"] for each in sample)
        seen[method, low] = {value: round(counts[value] / len(sample), 2) for value in range(low, low + 7)}
        print(method, low, "to", low + 6, "shares:", seen[method, low])
for (method, low), shares in seen.items():
    if low == 0:
        assert all(abs(share - 1 / 7) < 0.02 for share in shares.values()), "behaviour changed"
    else:
        assert shares[-3] < 0.01 and abs(shares[0] - 2 / 7) < 0.02, "behaviour changed"
PYTHON
