#!/usr/bin/env bash
# inequality 1.2.0 with libpysal 4.15.1: the spatial Gini index reads neighbours by their label and values by their place. Of six regions in two
# countries, put in another order, 0.23 of inequality lies between regions that are no neighbours, where 0.35 is right and what the
# first order gives: the values of other regions are compared. Only an order in which labels are not places shows it.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "inequality==1.2.0" "libpysal==4.15.1" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import pandas as pd
from inequality.gini import Gini_Spatial
from libpysal.weights import block_weights

regions = pd.DataFrame({"turnover": [1, 2, 3, 10, 11, 12.0], "country": list("aaabbb")})


def between(table):
    """The share of inequality between regions that are no neighbours, and the pairs that are."""
    weights = block_weights(table["country"], ids=table.index.tolist())
    assert weights.id_order == table.index.tolist()
    pairs = {frozenset((one, other)) for one, others in weights.neighbors.items() for other in others}
    return round(float(Gini_Spatial(table, weights, permutations=0, column="turnover").wcg_share), 3), pairs


(plain, pairs), (moved, same) = between(regions), between(regions.loc[[5, 2, 4, 1, 3, 0]])
print("in order:", plain, "in another order:", moved, "same neighbours:", pairs == same)
assert plain == 0.346 and pairs == same, "behaviour changed"
assert moved == 0.226, "behaviour changed"
PYTHON
