#!/usr/bin/env bash
# SPOTPY 1.6.7 with SALib 1.6.0: the Morris screening scales its points to the ranges twice. Of an input from 10 to 20 the model is asked
# for 110 to 210, of one from 2 to 3 for 4 to 5: every run lies outside, without a warning. The mean of 10 to 20 is 15; seen: about 160.
# With ranges from 0 to 1 nothing is to be seen of it. The Latin hypercube of the same package stays inside.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "spotpy==1.6.7" "SALib==1.6.0" "numpy==2.4.6" "scipy==1.18.1" "pandas==3.1.1"
"$place/env/bin/python" -W ignore - >"$place/said" <<'PYTHON' || { cat "$place/said"; exit 1; }
import numpy as np
import spotpy


class Model:
    cost, years = spotpy.parameter.Uniform(low=10, high=20), spotpy.parameter.Uniform(low=2, high=3)

    def __init__(self):
        self.asked = []

    def simulation(self, values):
        self.asked.append(list(values))
        return [values[0] * values[1]]

    def evaluation(self):
        return [0]

    def objectivefunction(self, simulation, evaluation, params=None):
        return simulation[0]


for name in ("morris", "lhs"):
    model = Model()
    getattr(spotpy.algorithms, name)(model, dbname="runs", dbformat="ram", random_state=1).sample(12)
    asked = np.array(model.asked)
    print("seen:", name, "lowest", asked.min(axis=0).round(1), "highest", asked.max(axis=0).round(1), "runs", len(asked))
    outside = ((asked < [9.9, 1.9]) | (asked > [20.1, 3.1])).all()
    assert outside == (name == "morris"), "behaviour changed"
PYTHON
grep "^seen" "$place/said"
