#!/usr/bin/env bash
# PyGini 1.0.1 along an axis: a loss in one sector changes the Gini index of another, as all values are moved up by the lowest of
# the whole table: firms with 2, 2, 2 and 4 get 0.05, where 0.15 is right and is given when they stand alone. The table given is
# moved too: afterwards the loss of 5 is a profit of 0 and a mean profit of 2.5 is one of 7.5.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "pygini==1.0.1" "numpy==2.4.6"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import numpy as np
from pygini import gini


def by_pairs(values):
    """The Gini index by its definition: the mean difference of all pairs over twice the mean."""
    return np.abs(np.subtract.outer(values, values)).mean() / 2 / values.mean()


calm = np.array([2.0, 2.0, 2.0, 4.0])
table = np.array([[-5.0, 1.0, 4.0, 10.0], calm])
before = table.mean(axis=1)
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    together, alone = gini(table, axis=1), gini(calm)
print("right:", by_pairs(calm), "alone:", alone.round(6), "beside a loss:", together[1].round(6), "told:", len(told))
print("means before:", before, "after:", table.mean(axis=1).round(6), "the loss is now:", table[0, 0].round(6))
assert by_pairs(calm) == 0.15 and round(float(alone), 6) == 0.15, "behaviour changed"
assert round(float(together[1]), 6) == 0.05 and not told, "behaviour changed"
assert before.tolist() == [2.5, 2.5] and np.allclose(table.mean(axis=1), 7.5), "behaviour changed"
PYTHON
