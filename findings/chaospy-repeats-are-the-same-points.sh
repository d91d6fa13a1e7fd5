#!/usr/bin/env bash
# chaospy 4.3.21: a seed changes random and Latin hypercube samples, but is taken and not used for Sobol and Halton points.
# Ten "repeats" of an estimate with ten seeds are ten times the same points: their standard error is exactly 0, although
# the estimate is off (here the mean of a steep function with 64 points).
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "chaospy==4.3.21" "numpy==2.4.6" "scipy==1.18.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import chaospy as cp
import numpy as np

unit = cp.J(cp.Uniform(0, 1), cp.Uniform(0, 1))
errors = {}
for rule in ("random", "sobol", "halton"):
    means = [np.mean(np.prod(unit.sample(64, rule=rule, seed=seed) ** 4, axis=0)) for seed in range(1, 11)]
    errors[rule] = (np.std(means), np.mean(means) - 0.04)
print({rule: (float(spread), round(float(off), 5)) for rule, (spread, off) in errors.items()})
assert errors["random"][0] > 0 and errors["sobol"][0] == errors["halton"][0] == 0, "behaviour changed"
assert abs(errors["sobol"][1]) > 1e-4, "behaviour changed"
PYTHON
