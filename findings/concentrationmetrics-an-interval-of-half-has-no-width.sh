#!/usr/bin/env bash
# concentrationMetrics 0.6.0: a bootstrap interval that is asked to hold 95 % holds 90 %: its ends are the 5th and the 95th of 100
# samples. One that is asked to hold half has no width at all, both ends being the median, and one of 40 % has its lower end on top.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "concentrationMetrics==0.6.0" "numpy==2.4.6" "pandas==3.1.1" "scipy==1.18.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import numpy as np
from concentrationMetrics import Index

turnover = np.random.default_rng(1).lognormal(size=200)


def interval(share):
    """Lower and upper end for the top ten's share of the market, from the same 1,000 samples each time."""
    np.random.seed(1)
    low, _, high = Index().compute(turnover, 10, ci=share, samples=1000, index="cr")
    return float(low), float(high)


np.random.seed(1)
again = [np.random.choice(turnover, size=200, replace=True) for _ in range(1000)]
samples = np.array([np.sort(each)[-10:].sum() / each.sum() for each in again])
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    found = {share: interval(share) for share in (0.95, 0.5, 0.4)}
low, high = found[0.95]
held = ((samples >= low) & (samples < high)).mean()
right = np.quantile(samples, [0.025, 0.975]).round(3)
print("95 %:", np.round(found[0.95], 3), "holds", held, "of the samples; right:", right, "50 %:", found[0.5], "40 %:", found[0.4])
assert 0.89 < held < 0.91 and low > right[0] and high < right[1] and not told, "behaviour changed"
assert found[0.5][0] == found[0.5][1] and found[0.4][0] > found[0.4][1], "behaviour changed"
PYTHON
