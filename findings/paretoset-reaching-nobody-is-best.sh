#!/usr/bin/env bash
# paretoset 1.2.5: where more is better, an option that reaches nobody beats all others when the counts are unsigned: of options that
# reach 0, 3 and 7 firms at the same cost the first alone is in the Pareto set and has rank 1. As signed numbers it is the last, as
# it should be: less nothing is nothing, but less 7 is 249 in a byte.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "paretoset==1.2.5" "numpy==2.4.6" "pandas==3.1.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import numpy as np
import pandas as pd
from paretoset import paretorank, paretoset

options = np.array([[0, 5], [3, 5], [7, 5]])  # firms that are reached, cost
seen = {}
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    for kind in ("int64", "uint8", "uint64"):
        table = options.astype(kind)
        frame = pd.DataFrame(table, columns=["reached", "cost"])
        best = [paretoset(each, sense=["max", "min"]).tolist() for each in (table, frame)]
        seen[kind] = (*best, paretorank(table, sense=["max", "min"]).tolist())
print(seen, "told:", [str(each.message) for each in told])
assert seen["int64"] == ([False, False, True], [False, False, True], [3, 2, 1]), "behaviour changed"
assert seen["uint8"] == seen["uint64"] == ([True, False, False], [True, False, False], [1, 3, 2]) and not told, "behaviour changed"
PYTHON
