#!/usr/bin/env bash
# chaospy 4.3.21: a Gumbel copula should leave each input its own distribution and only tie them (Kendall's tau = 1 - 1/theta). Of two
# inputs from 0 to 100 the second gets a mean of 72 with theta 1.2, and 77 with theta 1.0001, which is as good as independent; tau is
# 0.42 and 0.35 where 0.17 and 0.00 are right. No warning. The Clayton copula with the same tau does as it should.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "chaospy==4.3.21" "numpy==2.4.6" "scipy==1.18.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import chaospy as cp
from scipy.stats import kendalltau

inputs = cp.J(cp.Uniform(0, 100), cp.Uniform(0, 100))


def drawn(copula, theta):
    sample = copula(inputs, theta=theta).sample(4000, rule="random", seed=1)
    return [round(float(value), 2) for value in (*sample.mean(axis=1), kendalltau(*sample).statistic)]


with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    gumbel = {theta: drawn(cp.Gumbel, theta) for theta in (1.0001, 1.2)}
    clayton = drawn(cp.Clayton, 0.4)  # tau = theta / (theta + 2)
print("means and tau, Gumbel:", gumbel, "Clayton:", clayton, "warnings:", len(told))
assert all(abs(first - 50) < 2 and second > 70 for first, second, _ in gumbel.values()) and not told, "behaviour changed"
assert gumbel[1.0001][2] > 0.3 and gumbel[1.2][2] > 0.4, "behaviour changed"
assert max(abs(clayton[0] - 50), abs(clayton[1] - 50)) < 2 and abs(clayton[2] - 1 / 6) < 0.03, "behaviour changed"
PYTHON
