#!/usr/bin/env bash
# crispyn 0.0.7 and pyrepo-mcda 0.1.15: VIKOR over many sets of weights (VIKOR_SMAA) takes v, the weight of the strategy of the majority, and
# does not use it: the chances of first place are the same for v = 0, 0.5 and 1. VIKOR itself, asked for each set of weights,
# puts the second option first in 49% of sets for v = 0 and the third in 58% for v = 1.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "crispyn==0.0.7" "pyrepo-mcda==0.1.15" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import crispyn.mcda_methods
import numpy as np
import pyrepo_mcda.mcda_methods

table = np.array([[4, 100, 3], [7, 300, 5], [2, 50, 9], [9, 900, 1.0]])
types = np.array([1, -1, 1])
weights = np.random.default_rng(1).dirichlet(np.ones(3), 2000)


def first(method):
    """Chance of first place of each option over the sets of weights."""
    return method(table, weights, types)[0][:, 0].round(3).tolist()


for package in (crispyn.mcda_methods, pyrepo_mcda.mcda_methods):
    asked = {v: first(package.VIKOR_SMAA(v=v)) for v in (0.0, 0.5, 1.0)}
    right = {}
    for v in asked:
        best = [package.VIKOR(v=v)(table, one, types).argmin() for one in weights]
        right[v] = (np.bincount(best, minlength=4) / len(weights)).round(3).tolist()
    print(package.__name__, "asked:", asked, "one by one:", right)
    assert np.argmax(right[0.0]) == 1 and np.argmax(right[1.0]) == 2, "behaviour changed"
    assert asked[0.0] == asked[0.5] == asked[1.0] and np.abs(np.subtract(asked[0.5], right[0.5])).max() < 0.01, "behaviour changed"
PYTHON
