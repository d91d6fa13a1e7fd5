#!/usr/bin/env bash
# pyDecision 5.1.8: TOPSIS squares what it is given as whole numbers of 64 bits. Amounts above 3.04 billion come out as other amounts, without a
# word: of three options the first is by far the best where turnovers are in millions or written with a point, and by far the worst
# where they are whole euros.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "pydecision==5.1.8" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import numpy as np

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pyDecision.algorithm import topsis_method

euros = np.array([[4_100_000_000, 89], [5_300_000_000, 43], [5_600_000_000, 42]])  # turnover reached, share of firms that comply


def scores(table):
    return topsis_method(table, np.array([0.5, 0.5]), ["max", "max"], graph=False, verbose=False).round(3).tolist()


with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    whole, point, millions = scores(euros), scores(euros.astype(float)), scores(np.array([[4100, 89], [5300, 43], [5600, 42]]))
print("whole euros:", whole, "with a point:", point, "in millions:", millions, "told:", [str(each.message) for each in told])
assert point == millions and np.argmax(point) == 0 and not told, "behaviour changed"
assert whole == [0.315, 0.619, 0.685] and point == [0.718, 0.243, 0.282], "behaviour changed"
PYTHON
