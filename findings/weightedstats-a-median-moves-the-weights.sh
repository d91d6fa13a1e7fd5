#!/usr/bin/env bash
# WeightedStats 0.4.1: asking for a median puts the list that was given in order, so weights asked for afterwards go to other values.
# Of turnovers 9, 1 and 5 with weights 3, 1 and 1 the weighted median is 9 and the weighted mean 6.6; after the plain median was
# asked they are 1 and 3.4.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "weightedstats==0.4.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import weightedstats

turnover, weights = [9, 1, 5], [3, 1, 1]


def weighted():
    """Weighted median and mean."""
    mean = weightedstats.weighted_mean(turnover, weights=weights)
    return weightedstats.weighted_median(turnover, weights=weights), round(mean, 6)


with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    before, middle, after = weighted(), weightedstats.median(turnover), weighted()
print("before:", before, "plain median:", middle, "after:", after, "the list is now:", turnover, "told:", len(told))
assert before == (9, 6.6) and middle == 5, "behaviour changed"
assert after == (1, 3.4) and turnover == [1, 5, 9] and not told, "behaviour changed"
PYTHON
