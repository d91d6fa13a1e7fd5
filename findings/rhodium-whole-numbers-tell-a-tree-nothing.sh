#!/usr/bin/env bash
# Rhodium 1.3.0: where level 2 or 3 of a measure makes all the difference, its tree (Cart) tells every case if the level is a number
# with a point, and 58% if it is a whole number, as many as with no level at all: the bytes of the whole number are read as a
# number with a point, and 3 becomes 1.5e-323.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "rhodium==1.3.0" "platypus-opt==1.4.1" "prim==1.0.0" "scikit-learn==1.9.1" "numpy==2.5.5" "pandas==3.1.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pandas as pd
from rhodium import Cart

rng = np.random.default_rng(0)
level, noise = rng.integers(0, 4, 400), rng.random(400)
answer = np.where(level >= 2, "good", "bad")


def told(table):
    """Share of cases that a tree with one question tells, and the levels that it saw."""
    tree = Cart(table, answer.tolist(), max_depth=1)
    return round(float(tree.score(tree._x, answer)), 3), sorted({float(seen) for seen in tree._x[:, 0]})[:4]


found = {kind: told(pd.DataFrame({"level": level.astype(kind), "noise": noise})) for kind in ("float64", "int64")}
print(found)
assert found["float64"] == (1.0, [0, 1, 2, 3]), "behaviour changed"
assert found["int64"][0] < 0.65 and max(found["int64"][1]) < 1e-300, "behaviour changed"
PYTHON
