#!/usr/bin/env bash
# black-it 0.3.3: the loss of its method of moments with weights of inverse variance is 18, the number of moments, for every
# candidate that was run once: one that is like what was measured, one that is ten times as high, one a thousand times. With 20 runs
# each it is 10 for all three. What is called variance is the mean square of what the loss itself measures. With equal weights they
# are 3, 8,141 and 100 million.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
# without its dependencies: it asks for NumPy 1.26, with which the same was seen on Python 3.12
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" --no-deps "black-it==0.3.3"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "numpy==2.5.5" "scipy==1.18.1" "pandas==3.1.1" "statsmodels==0.15.0"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from black_it.loss_functions.msm import MethodOfMomentsLoss

rng = np.random.default_rng(1)
measured = rng.normal(10, 1, (100, 1))
candidates = {"alike": (10, 1), "ten times": (100, 1), "a thousand times": (10_000, 50)}
inverse, equal = MethodOfMomentsLoss(covariance_mat="inverse_variance"), MethodOfMomentsLoss()
seen = {
    runs: {
        name: tuple(round(float(loss.compute_loss(rng.normal(mean, spread, (runs, 100, 1)), measured)), 3) for loss in (inverse, equal))
        for name, (mean, spread) in candidates.items()
    }
    for runs in (1, 20)
}
for runs, losses in seen.items():
    print(runs, "runs each, loss with inverse variance and with equal weights:", losses)
assert [loss[0] for loss in seen[1].values()] == [18.0] * 3, "behaviour changed"
assert all(8 < loss[0] < 12 for loss in seen[20].values()), "behaviour changed"
assert all(losses["alike"][1] < 10 and losses["ten times"][1] > 5_000 for losses in seen.values()), "behaviour changed"
PYTHON
