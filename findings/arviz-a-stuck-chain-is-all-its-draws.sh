#!/usr/bin/env bash
# ArviZ 1.3.0: four chains that never moved and stand at one value count as 4,000 independent draws: the effective sample
# size is the number of draws, which passes any rule such as "at least 400", and R-hat is not a number, which passes "not above
# 1.01". Chains stuck at four different values count as 4.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "arviz==1.3.0" "numpy==2.4.6" "scipy==1.18.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import arviz as az
import numpy as np

same = np.full((4, 1000), 0.3)
apart = same + np.arange(4)[:, None]
size, hat = float(az.ess(same)), float(az.rhat(same))
print("stuck at one value:", size, hat, "stuck at four values:", float(az.ess(apart)), float(az.rhat(apart)))
assert size == 4000 and not hat > 1.01 and az.ess(apart) < 10, "behaviour changed"
PYTHON
