#!/usr/bin/env bash
# scikit-criteria 0.10: of two options the first is better in two criteria and equal in the third. MultiMOORA, which ranks by how often an option
# dominates another, gives both the first place: two of the three methods that it joins rank the first above the second, the third
# calls them equal, and a pair that is equal anywhere counts for neither.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "scikit-criteria==0.10" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import skcriteria
from skcriteria.agg.moora import MultiMOORA
from skcriteria.agg.topsis import TOPSIS

table = skcriteria.mkdm([[9, 9, 1], [8, 8, 1], [2, 2, 3.0]], [max, max, max], weights=[1, 1, 1])
result = MultiMOORA().evaluate(table)
joined, other = result.e_.rank_matrix.tolist(), TOPSIS().evaluate(table).rank_.tolist()
print("places:", result.rank_.tolist(), "by TOPSIS:", other, "in the three methods, for each option:", joined)
assert table.dominance.dominance().to_numpy()[0, 1] and joined == [[1, 1, 1], [2, 1, 2], [3, 2, 3]] and other[0] == 1, "behaviour changed"
assert result.rank_.tolist() == [1, 1, 2], "behaviour changed"
PYTHON
