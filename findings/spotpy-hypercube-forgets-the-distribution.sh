#!/usr/bin/env bash
# SPOTPY 1.6.7: its Latin hypercube draws every parameter evenly between the lowest and highest of 100,000 draws, whatever distribution it was
# given. A normal parameter with a spread of 1 gets a spread of 2.5; a lognormal one with mean 1.65 gets a mean of some 30 to 50, another
# each time, as its highest draw decides. Plain Monte Carlo of the same package draws what was asked. No warning.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "spotpy==1.6.7" "numpy==2.4.6" "scipy==1.18.1"
"$place/env/bin/python" -W ignore - >"$place/said" <<'PYTHON' || { cat "$place/said"; exit 1; }
import numpy as np
import spotpy


class Model:
    effect, cost = spotpy.parameter.Normal(mean=0, stddev=1), spotpy.parameter.logNormal(mean=0, sigma=1)

    def __init__(self):
        self.asked = []

    def simulation(self, values):
        self.asked.append(list(values))
        return [0]

    def evaluation(self):
        return [0]

    def objectivefunction(self, simulation, evaluation, params=None):
        return 0


for name in ("mc", "lhs"):
    model = Model()
    getattr(spotpy.algorithms, name)(model, dbname="runs", dbformat="ram", random_state=1).sample(500)
    effect, cost = np.array(model.asked).T
    print("seen:", name, "spread of the normal:", effect.std().round(2), "mean of the lognormal:", cost.mean().round(2))
    assert (effect.std() > 2 and cost.mean() > 15) if name == "lhs" else (effect.std() < 1.2 and cost.mean() < 3), "behaviour changed"
PYTHON
grep "^seen" "$place/said"
