#!/usr/bin/env bash
# paretoset 1.2.5: ranks within groups take more for less. Of three laws in one group that reach 1, 2 and 3 firms, more being better,
# the one that reaches 1 has rank 1 and the one that reaches 3 rank 3, while its Pareto set, asked the same, holds the one that
# reaches 3. Without groups both agree.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "paretoset==1.2.5" "numpy==2.4.6" "pandas==3.1.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import pandas as pd
from paretoset import paretorank, paretoset

laws = pd.DataFrame({"sector": ["a", "a", "a", "b"], "size": ["large"] * 4, "reached": [1.0, 2.0, 3.0, 4.0]})
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    ranks = paretorank(laws, sense=["diff", "diff", "max"]).tolist()
    best = paretoset(laws, sense=["diff", "diff", "max"]).tolist()
    alone = paretorank(laws[["reached"]][:3], sense=["max"]).tolist()
print("ranks:", ranks, "best:", best, "ranks without groups:", alone, "told:", [str(each.message) for each in told])
assert best == [False, False, True, True] and alone == [3, 2, 1], "behaviour changed"
assert ranks == [1, 2, 3, 1] and not told, "behaviour changed"
PYTHON
