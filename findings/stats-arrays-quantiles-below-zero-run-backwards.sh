#!/usr/bin/env bash
# stats_arrays 4.0 (Brightway): of a lognormal input below zero the quantiles run backwards. The 5 % quantile is -0.19 and the 95 %
# quantile -5.18, where its own draws lie 5 % below -5.2 and 5 % above -0.19; the chance of at most -3 is 0.86, where 0.14 is right. And
# asking for that chance turns the signs in the array that was given.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "stats_arrays==4.0" "numpy==2.4.6" "scipy==1.18.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import numpy as np
from stats_arrays import LognormalUncertainty as Lognormal

cost = Lognormal.from_dicts({"loc": 0.0, "scale": 1.0, "negative": True, "uncertainty_type": Lognormal.id})
draws = Lognormal.random_variables(cost, 100_000, np.random.RandomState(1)).ravel()
place = np.array([-3.0])
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    low, high = (Lognormal.ppf(cost, np.array([share])).item() for share in (0.05, 0.95))
    chance = Lognormal.cdf(cost, place).item()
ends, below = np.quantile(draws, [0.05, 0.95]).round(2).tolist(), float((draws <= -3).mean())
print("quantiles 5 % and 95 %:", round(low, 2), round(high, 2), "of its draws:", ends)
print("chance of at most -3:", round(chance, 3), "of its draws:", round(below, 3), "the array given is now:", place, "told:", len(told))
assert (round(low, 2), round(high, 2)) == (-0.19, -5.18) and ends[0] < -5 < -0.3 < ends[1], "behaviour changed"
assert round(chance, 2) == 0.86 and 0.13 < below < 0.15 and place[0] == 3 and not told, "behaviour changed"
PYTHON
