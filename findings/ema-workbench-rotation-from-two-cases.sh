#!/usr/bin/env bash
# EMA Workbench 3.0.0 with pandas 3.1.1: `pca_preprocess`, the rotation before PRIM, asks for a y of zeros and ones. Whole numbers are read as
# labels of rows: the rotation comes from the first two of 600 cases alone, each counted hundreds of times, and not from the cases of
# interest. These lie in a band along a + b = 1: as true and false the first axis found is along that band (0.7, -0.7), as 0 and 1
# across it (0.72, 0.69), which is the line between the first two cases, neither of them of interest.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "ema-workbench==3.0.0" "scikit-learn==1.9.1" "numpy==2.4.6" "scipy==1.18.1" "pandas==3.1.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pandas as pd
from ema_workbench.analysis.prim import pca_preprocess

luck = np.random.default_rng(23)
cases = pd.DataFrame(luck.random((600, 2)), columns=["a", "b"])
band = ((cases["a"] + cases["b"] - 1).abs() < 0.2).to_numpy()


def first_axis(table, interest):
    axis = np.real(pca_preprocess(table, interest)[1].to_numpy()[:, 0])
    return (axis * np.sign(axis[0])).round(2).tolist()


apart = cases.iloc[1] - cases.iloc[0]
line = (apart / cases.std(ddof=0)).to_numpy()
line = (line / np.linalg.norm(line) * np.sign(line[0])).round(2).tolist()
flags, numbers = first_axis(cases, band), first_axis(cases, band.astype(int))
other = first_axis(cases.iloc[2:].reset_index(drop=True), band[2:].astype(int))
print("true and false:", flags, "0 and 1:", numbers, "line from case 0 to case 1:", line, "without these two:", other)
assert np.allclose(flags, [0.71, -0.71], atol=0.05) and not band[:2].any(), "behaviour changed"
assert np.allclose(numbers, line, atol=0.02) and not np.allclose(numbers, flags, atol=0.1) and other != numbers, "behaviour changed"
PYTHON
