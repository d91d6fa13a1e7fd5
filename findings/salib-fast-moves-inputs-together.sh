#!/usr/bin/env bash
# SALib 1.6.0, FAST: with few runs the other inputs share one frequency and one phase, so that they move as one. For x + y - z with
# three equal inputs each has a third of the variance. 100 points for each input (over the 64 that SALib asks) give 1, 1 and 0.2:
# where x is looked at, y and z are the same number in every run and cancel. With 129 points all is well. The sum of 20 equal
# inputs gets first-order indices that add up to 0.72 with 1,000 points for each, where 1 is right. The one
# warning, that its intervals are not reliable, says nothing of this.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "SALib==1.6.0" "numpy==2.4.6" "scipy==1.18.1" "pandas==3.1.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from SALib.analyze import fast
from SALib.sample import fast_sampler


def indices(weights, count):
    inputs = len(weights)
    problem = {"num_vars": inputs, "names": [f"x{n}" for n in range(inputs)], "bounds": [[0, 1]] * inputs}
    points = fast_sampler.sample(problem, count, seed=1)
    found = fast.analyze(problem, points @ np.array(weights), seed=1)
    return points, np.round(found["S1"], 2).tolist(), np.round(found["ST"], 2).tolist()


points, few, total = indices([1.0, 1.0, -1.0], 100)
apart = float(np.abs(points[:100, 1] - points[:100, 2]).max())
enough = indices([1.0, 1.0, -1.0], 129)[1]
many = sum(indices([1.0] * 20, 1000)[1])
print("100 points:", few, "total:", total, "y and z differ by at most", apart, "129 points:", enough, "sum of 20:", round(many, 2))
assert few == total == [1.0, 1.0, 0.2] and apart == 0 and np.allclose(enough, 1 / 3, atol=0.01) and many < 0.75, "behaviour changed"
PYTHON
