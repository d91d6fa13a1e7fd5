#!/usr/bin/env bash
# Rhodium 1.3.0: a model gives firms, reach and cost in this order, and its answers are named in this order, the first to be ignored. Reach
# is then reported as the number of firms and cost as the reach: an ignored answer is skipped in the names and not in the values.
# As one for information all three are right.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "rhodium==1.3.0" "platypus-opt==1.4.1" "prim==1.0.0" "scikit-learn==1.9.1" "numpy==2.5.5" "pandas==3.1.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
from rhodium import Model, Parameter, Response, evaluate


def run(kind):
    """What is reported of a model of which the first answer is of this kind."""
    model = Model(lambda tax: (450, 0.3 * tax, 7 * tax))
    model.parameters = [Parameter("tax")]
    model.responses = [Response("firms", kind), Response("reach", Response.MAXIMIZE), Response("cost", Response.MINIMIZE)]
    return dict(evaluate(model, {"tax": 1.0}))


informed, ignored = run(Response.INFO), run(Response.IGNORE)
print("for information:", informed, "ignored:", ignored)
assert informed == {"tax": 1.0, "firms": 450, "reach": 0.3, "cost": 7.0}, "behaviour changed"
assert ignored == {"tax": 1.0, "reach": 450, "cost": 0.3}, "behaviour changed"
PYTHON
