#!/usr/bin/env bash
# black-it 0.3.3: its GSL divergence cuts each series into five classes between its own lowest and highest value, widened by
# 0.00001 on both sides. Shares that differ by less all fall in the middle class, so any simulation fits them perfectly: of a steady
# and a wandering series the loss is 0.89, with all values a hundred thousand times as small 0.78, and a hundred times smaller still 0.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
# without its dependencies: it asks for NumPy 1.26, with which the same was seen on Python 3.12
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" --no-deps "black-it==0.3.3"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "numpy==2.5.5" "scipy==1.18.1" "pandas==3.1.1" "statsmodels==0.15.0"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from black_it.loss_functions.gsl_div import GslDivLoss

rng = np.random.default_rng(1)
measured = rng.normal(0, 1, (60, 1))
simulated = rng.normal(0, 1, (60, 1)).cumsum(axis=0)
loss = GslDivLoss(nb_values=5, nb_word_lengths=3)
seen = {unit: round(float(loss.compute_loss((unit * simulated)[None], unit * measured)), 3) for unit in (1, 1e-3, 1e-5, 1e-7)}
print("loss of the same two series by their unit:", seen)
assert seen[1] > 0.8 and abs(seen[1e-3] - seen[1]) < 0.01, "behaviour changed"
assert seen[1e-5] < seen[1] - 0.1 and seen[1e-7] == 0, "behaviour changed"
PYTHON
