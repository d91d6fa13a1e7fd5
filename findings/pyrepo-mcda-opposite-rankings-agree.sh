#!/usr/bin/env bash
# pyrepo-mcda 0.1.15 gives options of equal worth the same place (1, 1, 2), and its Spearman correlation then says that opposite rankings agree:
# 0.75 for four options at the top and one below against the reverse, where -1 is right; its other measures say -1 or below 0.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "pyrepo-mcda==0.1.15" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1"
"$place/env/bin/python" - <<'PYTHON'
import numpy as np
from pyrepo_mcda import correlations
from pyrepo_mcda.additions import rank_preferences
from scipy.stats import spearmanr

worth = np.array([0.9, 0.9, 0.9, 0.9, 0.1])
one, reverse = rank_preferences(worth, reverse=True), rank_preferences(worth, reverse=False)
found = {name: round(float(getattr(correlations, name)(one, reverse)), 3) for name in ("spearman", "weighted_spearman", "pearson_coeff", "kendall_tau")}
right = round(float(spearmanr(one, reverse).statistic), 3)
print("rankings:", one.tolist(), reverse.tolist(), "found:", found, "Spearman of SciPy:", right)
assert right == found["pearson_coeff"] == found["kendall_tau"] == -1, "behaviour changed"
assert found["spearman"] == 0.75 and found["weighted_spearman"] > 0, "behaviour changed"
PYTHON
