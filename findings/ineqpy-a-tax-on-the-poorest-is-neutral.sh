#!/usr/bin/env bash
# IneqPy 0.4.1: Kakwani's index puts taxes in order of themselves, not of incomes. Of incomes of 10, 20, 30 and 40, a tax that takes
# 4, 3, 2 and 1 gets an index of 0, as a tax in proportion does, where -2/3 is right; one that takes 4 from the second alone gets 2/3,
# most progressive, where -2/3 is right too. Its text gives the index by the rank of incomes; its `concentration`, unsorted, is that.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "ineqpy==0.4.1" "numpy==2.4.6" "pandas==3.1.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import numpy as np
from ineqpy.inequality import concentration, gini, kakwani

incomes = np.array([10.0, 20.0, 30.0, 40.0])
ranks = np.arange(1, 5) / 4


def by_ranks(tax):
    """The index by its definition: two covariances with the rank of incomes, each over its mean."""
    return 2 * np.cov(tax, ranks)[0, 1] / tax.mean() - 2 * np.cov(incomes, ranks)[0, 1] / incomes.mean()


taxes = {"in proportion": incomes / 10, "on the poorest": incomes[::-1] / 10, "on the second": np.array([0, 4.0, 0, 0])}
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    found = {name: round(float(kakwani(tax, incomes)), 6) + 0.0 for name, tax in taxes.items()}
    unsorted = [round(float(concentration(tax, sort=False) - gini(incomes)), 6) + 0.0 for tax in taxes.values()]
right = {name: round(float(by_ranks(tax)), 6) + 0.0 for name, tax in taxes.items()}
print("right:", right, "kakwani:", found, "unsorted:", unsorted, "told:", len(told))
assert list(right.values()) == unsorted == [0.0, -0.666667, -0.666667], "behaviour changed"
assert list(found.values()) == [0.0, 0.0, 0.666667] and not told, "behaviour changed"
PYTHON
