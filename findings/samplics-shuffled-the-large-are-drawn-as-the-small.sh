#!/usr/bin/env bash
# samplics 0.6.1: systematic sampling with chances in proportion to size (pps_sys) draws a firm of 15 in 75% of samples and one of 1 in 5%, as it
# should. With shuffle=True all ten are drawn in about 30%, while the chances beside them go on saying 5% to 75%: what was
# drawn of the shuffled list is shuffled once more and then read as if it had never been.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "samplics==0.6.1" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1" "polars==2.1.0"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from samplics.sampling import SampleSelection
from samplics.utils.types import SelectMethod

SIZES, TIMES = np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 15.0]), 500


def drawn(shuffle):
    """Share of samples in which the firm of each size is, and the chance said of it, both from the table that is given back."""
    selection, seen, said = SampleSelection(method=SelectMethod.pps_sys, strat=False, wr=False), dict.fromkeys(SIZES, 0), {}
    for _ in range(TIMES):
        table = selection.select(samp_unit=np.arange(len(SIZES)), samp_size=3, mos=SIZES, shuffle=shuffle, to_dataframe=True)
        for size, chance, taken in zip(table["_mos"], table["_probs"], table["_sample"], strict=True):
            seen[size] += bool(taken)
            said[size] = round(float(chance), 2)
    return {size: count / TIMES for size, count in seen.items()}, said


np.random.seed(1)
(plain, said), (shuffled, said_too) = drawn(False), drawn(True)
print("said:    ", list(said.values()), list(said_too[size] for size in SIZES))
print("plain:   ", [round(share, 2) for share in plain.values()])
print("shuffled:", [round(share, 2) for share in shuffled.values()])
assert said == said_too and all(abs(plain[size] - said[size]) < 0.07 for size in SIZES), "behaviour changed"
assert all(abs(share - 0.3) < 0.08 for share in shuffled.values()), "behaviour changed"
PYTHON
