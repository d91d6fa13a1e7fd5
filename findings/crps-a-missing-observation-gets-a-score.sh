#!/usr/bin/env bash
# crps 2.0.4: an observation that is missing gets no score when it is np.nan itself, and a score when it comes from an array or a
# table: that of one equal to the lowest member. Over four quarters of which one is missing the mean score of a forecast is 0.5,
# where the three that were observed have 0.375; the wider the forecast, the more a missing value adds.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "crps==2.0.4" "numpy==2.4.6"
"$place/env/bin/python" -W ignore::SyntaxWarning - <<'PYTHON'
import warnings

import numpy as np
from CRPS import CRPS

members = np.array([1.0, 2.0, 3.0, 4.0])
observed = np.array([2.5, np.nan, 2.5, 2.5])


def by_pairs(value):
    """The score by its definition: the mean distance to what is observed less half of that between two members."""
    return np.abs(members - value).mean() - np.abs(np.subtract.outer(members, members)).mean() / 2


with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    *scores, itself, lowest = (float(CRPS(members, value).compute()[0]) for value in (*observed, np.nan, 1.0))
print("right:", [float(by_pairs(value)) for value in observed], "scores:", scores, "of np.nan itself:", itself, "at 1:", lowest)
print("mean of what has a score:", np.nanmean(scores), "right:", by_pairs(2.5), "told:", len(told))
assert np.isnan(itself) and lowest == by_pairs(1.0) == 0.875 and by_pairs(2.5) == 0.375, "behaviour changed"
assert scores == [0.375, 0.875, 0.375, 0.375] and np.nanmean(scores) == 0.5 and not told, "behaviour changed"
PYTHON
