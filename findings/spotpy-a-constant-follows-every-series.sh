#!/usr/bin/env bash
# SPOTPY 1.6.7: the rank correlation inside its non-parametric Kling-Gupta efficiency gives equal values the order of the other series. A
# simulation that never changes follows any observation with a correlation of 1 (it has none); two independent series that are
# zero on 70% of days get 0.50, where 0.06 is right (SciPy, mean ranks). Without equal values both agree.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "spotpy==1.6.7" "numpy==2.4.6" "scipy==1.18.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from scipy.stats import spearmanr
from spotpy.objectivefunctions import kge_non_parametric

luck = np.random.default_rng(2)
first, second = (np.where(luck.random(400) < 0.7, 0, luck.gamma(2, 5, 400)) for _ in range(2))
constant, untied = np.full(400, first.mean()), luck.gamma(2, 5, 400)
seen = {}
for name, one, other in (("constant", first, constant), ("dry days", first, second), ("no ties", untied, untied + luck.normal(0, 5, 400))):
    right = float(spearmanr(one, other).statistic) if name != "constant" else float("nan")
    seen[name] = float(kge_non_parametric(one, other, return_all=True)[1]), right
    print(name, "correlation:", round(seen[name][0], 3), "right:", round(right, 3))
assert abs(seen["constant"][0] - 1) < 1e-9 and seen["dry days"][0] > 0.45 and abs(seen["dry days"][1]) < 0.1, "behaviour changed"
assert abs(seen["no ties"][0] - seen["no ties"][1]) < 1e-9, "behaviour changed"
PYTHON
