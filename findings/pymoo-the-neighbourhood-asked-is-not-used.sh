#!/usr/bin/env bash
# pymoo 0.6.2: HighTradeoffPoints picks answers of a front that lose much by any change to an answer nearby; how near is its epsilon. The
# epsilon that is given is kept and not used: the search always looks 0.125 around. Of a front with a small bend at 10 and a large one
# at 60 it picks both with every epsilon; by its own rule, worked out beside it, 0.6 leaves the large one alone. No warning.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "pymoo==0.6.2" "numpy==2.4.6" "scipy==1.18.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from pymoo.mcdm.high_tradeoff import HighTradeoffPoints

x = np.linspace(0, 1, 101)
front = np.column_stack([x, np.interp(x, [0, 0.1, 0.2, 0.6, 1], [1, 0.75, 0.72, 0.2, 0.1])])


def by_its_rule(radius):
    worth = []
    for each in front:
        steps = front[np.linalg.norm(front - each, axis=1) <= radius] - each
        with np.errstate(all="ignore"):
            worth.append(np.nanmin(np.maximum(0, steps).sum(axis=1) / np.maximum(0, -steps).sum(axis=1)))
    known = np.flatnonzero(np.isfinite(worth))
    high = np.array(worth)[known]
    return known[(high - high.mean()) / high.std() >= 2].tolist()


seen = {radius: (HighTradeoffPoints(epsilon=radius).do(front).tolist(), by_its_rule(radius)) for radius in (0.125, 0.6)}
for radius, (given, right) in seen.items():
    print("epsilon", radius, "given:", given, "by its rule:", right)
assert seen == {0.125: ([10, 60], [10, 60]), 0.6: ([10, 60], [60])}, "behaviour changed"
PYTHON
