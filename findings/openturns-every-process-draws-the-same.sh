#!/usr/bin/env bash
# OpenTURNS 1.27: a process that sets no seed starts from the same one each time. Samples of several processes (workers,
# jobs on a cluster, runs of a day) are therefore not independent but identical, and adding them up gains nothing.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "openturns==1.27.post1" "numpy==2.4.6"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import subprocess
import sys

import numpy as np

draw = "import openturns as ot; print(ot.Normal(1).getSample(1000).computeMean()[0])"
plain = "import numpy as np; print(np.random.default_rng().normal(size=1000).mean())"
means = {name: [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
                for _ in range(3)] for name, code in (("OpenTURNS", draw), ("NumPy", plain))}
print(means)
assert np.ptp(means["OpenTURNS"]) == 0 and np.ptp(means["NumPy"]) > 0, "behaviour changed"
PYTHON
