#!/usr/bin/env bash
# ipfn 1.4.4 on a data frame: a margin whose first category is 0 is not looked at when convergence is judged (0 / 0 is not a number,
# and the largest of a row that begins with one is that). Fitting stops after the first of its rounds and says converged:
# 39.9 and 60.1 where 50 and 50 were asked. The same numbers with the empty category last, or as an array, are fitted.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "ipfn==1.4.4" "numpy==2.4.6" "pandas==3.1.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pandas as pd
from ipfn.ipfn import ipfn

start = [[1.0, 1.0], [30.0, 10.0], [20.0, 40.0]]
size, trade = [0.0, 50.0, 50.0], [30.0, 70.0]


def fitted(names):
    """Totals by size of a data frame whose sizes have these names, in the order of `size`."""
    cells = pd.DataFrame(
        [(name, t, row[n]) for name, row in zip(names, start) for n, t in enumerate(("no", "yes"))],
        columns=["size", "trade", "total"],
    )
    margins = [pd.Series(size, pd.Index(names, name="size")).sort_index(), pd.Series(trade, pd.Index(["no", "yes"], name="trade"))]
    table, converged, rounds = ipfn(cells, margins, [["size"], ["trade"]], verbose=2).iteration()
    return table.groupby("size")["total"].sum()[names].round(1).tolist(), converged, len(rounds)


first, last = fitted(["large", "medium", "small"]), fitted(["very large", "medium", "small"])
array = ipfn(np.array(start), [np.array(size), np.array(trade)], [[0], [1]]).iteration().sum(axis=1).round(1).tolist()
print("asked:", size, "empty one first:", first, "empty one last:", last, "array:", array)
assert first == ([0.0, 39.9, 60.1], 1, 1) and last[0] == array == size and last[2] > 3, "behaviour changed"
PYTHON
