#!/usr/bin/env bash
# EMA Workbench 3.0.0 with platypus-opt 1.4.1: `robust_optimize` gives every candidate of a generation the same score: the
# robustness function gets the outcomes of all candidates together (1,000 in place of the 10 of one), so the search chooses
# at random. Lowest mean regret is at a share of 0.3; found with three seeds: 0.21, 0.50 and 0.55. Plain `optimize` finds it.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "ema-workbench==3.0.0" "platypus-opt==1.4.1" "numpy==2.4.6" "scipy==1.18.1" "pandas==3.1.1" "scikit-learn==1.9.1"
cd "$place"
"$place/env/bin/python" -W ignore - 2>"$place/progress" <<'PYTHON' || { cat "$place/progress"; exit 1; }
import numpy as np
from ema_workbench import Model, RealParameter, ScalarOutcome
from ema_workbench.em_framework.evaluators import SequentialEvaluator
from ema_workbench.em_framework.samplers import MonteCarloSampler

given, scores = set(), set()


def mean(values):
    given.add(len(values))
    scores.add(float(np.mean(values)))
    return float(np.mean(values))


model = Model("subsidy", function=lambda share=0.0, luck=0.0: {"regret": (share - 0.3) ** 2 + luck})
model.uncertainties, model.levers = [RealParameter("luck", 0, 1)], [RealParameter("share", 0, 1)]
model.outcomes = [ScalarOutcome("regret", kind=ScalarOutcome.MINIMIZE)]
goal = ScalarOutcome("mean regret", kind=ScalarOutcome.MINIMIZE, variable_name="regret", function=mean)
futures = MonteCarloSampler().generate_samples(model.uncertainties, 10, rng=1)
robust, plain = [], []
for seed in (1, 2, 3):
    search = {"nfe": 1000, "epsilons": [1e-4], "rng": seed, "directory": "."}
    with SequentialEvaluator(model) as evaluator:
        found, _ = evaluator.robust_optimize([goal], scenarios=futures, filename=f"robust{seed}", **search)
        usual, _ = evaluator.optimize(filename=f"plain{seed}", **search)
    robust.append(round(float(found["share"].iloc[0]), 2))
    plain.append(round(float(usual["share"].iloc[0]), 2))
print("robust:", robust, "plain:", plain, "outcomes per score:", given, "candidates: 3,000, scores:", len(scores))
assert given == {1000} and len(scores) == 30, "behaviour changed"
assert max(abs(share - 0.3) for share in robust) > 0.1 > max(abs(share - 0.3) for share in plain), "behaviour changed"
PYTHON
