#!/usr/bin/env bash
# EMA Workbench 3.0.0 with scikit-learn 1.9.1: a tree that tells by a category without error which cases are of interest is
# reported as two boxes that hold none of them. The box of the category leaves it out as well, for what one box drops, all
# later ones lack. Right: one box {law} with coverage 1 and density 1; seen: both 0, twice. Shares of cases add up to 1.35.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "ema-workbench==3.0.0" "scikit-learn==1.9.1" "numpy==2.4.6" "scipy==1.18.1" "pandas==3.1.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pandas as pd
from ema_workbench.analysis.cart import CART

luck = np.random.default_rng(1)
cases = pd.DataFrame({"measure": pd.Categorical(luck.choice(["law", "office", "subsidy"], 600)), "cost": luck.random(600)})
interest = (cases["measure"] == "law").to_numpy()
tree = CART(cases, interest)
tree.build_tree()
print("the tree is right in:", tree.clf.score(tree._x, interest), "of cases")
for box, stats in zip(tree.boxes, tree.stats):
    print("box:", sorted(box.loc[0, "measure"]), {name: round(float(number), 2) for name, number in stats.items()})
assert tree.clf.score(tree._x, interest) == 1.0, "the tree itself"
assert [sorted(box.loc[0, "measure"]) for box in tree.boxes] == [["office", "subsidy"]] * 2, "behaviour changed"
assert [stats["coverage"] for stats in tree.stats] == [0, 0] and sum(stats["mass"] for stats in tree.stats) > 1.3, "behaviour changed"
PYTHON
