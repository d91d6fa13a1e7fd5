#!/usr/bin/env bash
# scikit-criteria 0.10: with a weight of 0 for the last of three criteria, MultiMOORA and the full multiplicative form give all three options the
# first place, though the first is best in all three; with a weight of 0.001 they are first, second and third, whatever the weights.
# The form is said not to use weights; it takes the logarithm of value times weight. All that is said is a division by zero.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "scikit-criteria==0.10" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import skcriteria
from skcriteria.agg.moora import FullMultiplicativeForm, MultiMOORA

options = [[9, 8, 5], [7, 5, 4], [2, 4, 3.0]]  # the first is best in all, the second comes next


def places(last):
    """Places of the options where the last criterion has this weight."""
    table = skcriteria.mkdm(options, [max, max, max], weights=[0.6, 0.4 - last, last])
    return [method().evaluate(table).rank_.tolist() for method in (MultiMOORA, FullMultiplicativeForm)]


found = {last: places(last) for last in (0.2, 0.001, 0.0)}
print("places by the weight of the last criterion:", found)
assert found[0.2] == found[0.001] == [[1, 2, 3], [1, 2, 3]], "behaviour changed"
assert found[0.0] == [[1, 1, 1], [1, 1, 1]], "behaviour changed"
PYTHON
