#!/usr/bin/env bash
# pyrepo-mcda 0.1.15: in its sensitivity analysis of weights of 0.70, 0.25 and 0.05 the first is raised by 20% and the rest taken in equal parts
# from the others, so that the last becomes -0.02 and counts against what it stood for: of two mixes that differ in it alone the worse
# comes first. Nothing is said.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "pyrepo-mcda==0.1.15" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import numpy as np
from pyrepo_mcda.mcda_methods import SAW
from pyrepo_mcda.sensitivity_analysis_weights_percentages import Sensitivity_analysis_weights_percentages

table = np.array([[8.0, 6, 9], [8, 6, 3], [5, 7, 2]])  # three criteria of which more is better: the first mix is never worse
weights = np.array([0.70, 0.25, 0.05])
analysis = Sensitivity_analysis_weights_percentages()
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    seen = analysis(table, weights, np.ones(3, int), np.array([0.05, 0.1, 0.2]), SAW(), 0, [1])
used = {change: analysis._change_weights(0, weights, change).round(3).tolist() for change in (0.05, 0.1, 0.2)}
print(seen.to_string(), "\nweights:", used, "told:", [str(each.message) for each in told])
columns = [seen[name].tolist() for name in seen.columns if name != "Ai"]
assert columns[0][:2] == columns[1][:2] == [1, 2] and not told, "behaviour changed"
assert columns[2][:2] == [2, 1] and used[0.2][2] == -0.02, "behaviour changed"
PYTHON
