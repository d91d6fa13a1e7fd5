#!/usr/bin/env bash
# SPOTPY 1.6.7: of its likelihoods, each of which says that maximising it leads to the best model, three have the sign turned round. Of ten
# simulations that are the observations times 1.0 to 1.9 they score the one that is 90% too high best, and a perfect fit lowest
# or nearly so; a search or chain that maximises them moves away from the data. Its plain logLikelihood prefers 1.0.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "spotpy==1.6.7" "numpy==2.4.6" "scipy==1.18.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from spotpy import likelihoods

observed = np.random.default_rng(1).gamma(2, 5, 50)
factors = [round(1 + step / 10, 1) for step in range(10)]
turned = ("gaussianLikelihoodHomoHeteroDataError", "LikelihoodAR1WithC", "SkewedStudentLikelihoodHomoscedastic")
for name in ("logLikelihood", *turned):
    score = getattr(likelihoods, name)
    scores = [float(score(list(observed), list(observed * factor))) for factor in factors]
    said = " ".join(score.__doc__.split())
    print(name, "best:", factors[int(np.argmax(scores))], "score of a perfect fit:", round(scores[0], 2), "of the best:", round(max(scores), 2))
    assert "Maximizing the likelihood value guides to the best model" in said, "behaviour changed"
    assert factors[int(np.argmax(scores))] == (1.9 if name in turned else 1.0), "behaviour changed"
PYTHON
