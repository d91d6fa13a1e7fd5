#!/usr/bin/env bash
# concentrationMetrics 0.6.0: firms with nothing are no firms for the Theil index, nor for Atkinson with an aversion of 1. Where
# two firms share all and two have nothing both are 0, full equality; right are 0.693 (log 2) and 1. Its Gini of the same firms is 0.5,
# and its own generalised entropy just beside 1 is 0.693: the index falls to 0 at 1 only.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "concentrationMetrics==0.6.0" "numpy==2.4.6" "pandas==3.1.1" "scipy==1.18.1"
"$place/env/bin/python" - <<'PYTHON'
import math
import warnings

import numpy as np
from concentrationMetrics import Index

firms, index = np.array([1.0, 1.0, 0.0, 0.0]), Index()
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    theil, atkinson, gini = index.theil(firms), index.atkinson(firms, 1), index.gini(firms)
    beside = [index.gei(firms, alpha) for alpha in (0.9999, 1, 1.0001)]
small = [index.theil(np.array([1.0, 1.0, rest, rest])) for rest in (1e-3, 1e-6, 1e-9)]
print("Theil:", theil, "right:", math.log(2), "for ever smaller rests:", np.round(small, 3), "entropy beside 1:", np.round(beside, 3))
print("Atkinson:", atkinson, "right: 1, Gini:", gini, "told:", len(told))
assert theil == atkinson == 0 and gini == 0.5 and not told, "behaviour changed"
assert abs(small[2] - math.log(2)) < 1e-6 and np.round(beside, 3).tolist() == [0.693, 0, 0.693], "behaviour changed"
PYTHON
