#!/usr/bin/env bash
# SALib 1.6.0: a seed of 0 counts as none. Two analyses of the same outputs with seed=0 differ, with seed=1 they are equal;
# the same holds for every analysis that draws. SmartMix gives SALib a seed of 1 or more, whatever the user's is.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/python" -m pip install -q --disable-pip-version-check "SALib==1.6.0" "numpy>=2.1,<3"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from SALib.analyze import sobol
from SALib.sample import sobol as design

problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1], [0, 1]]}
x = design.sample(problem, 64, calc_second_order=False, seed=1)
y = x[:, 0] + x[:, 1] ** 2


def width(seed):
    return sobol.analyze(problem, y, calc_second_order=False, seed=seed)["S1_conf"].tolist()


zero, one = (width(0), width(0)), (width(1), width(1))
print("width of the intervals, seed 0 twice:", *zero)
print("width of the intervals, seed 1 twice:", *one)
raise SystemExit(0 if zero[0] != zero[1] and one[0] == one[1] else 1)
PYTHON
