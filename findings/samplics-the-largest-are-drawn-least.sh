#!/usr/bin/env bash
# samplics 0.6.1: of ten firms three are drawn with chances in proportion to their size by the method of Hanurav and Vijayan (pps_hv). It says
# that the largest has a chance of 0.75 and the third smallest one of 0.15; drawn are the largest in 13% of samples and the third
# smallest in 69%. Weighed by the chances that are said, the ten firms are counted as 16. Brewer's method, asked the same, keeps
# its word.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "samplics==0.6.1" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1" "polars==2.1.0"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from samplics.sampling import SampleSelection
from samplics.utils.types import SelectMethod

SIZES, TIMES = np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 15.0]), 3000


def drawn(method):
    """The chances said, the shares of samples in which each firm is, and the mean estimate of how many firms there are."""
    selection, seen, counted = SampleSelection(method=method, strat=False, wr=False), np.zeros(len(SIZES)), 0.0
    for _ in range(TIMES):
        sample, _hits, said = selection.select(samp_unit=np.arange(len(SIZES)), samp_size=3, mos=SIZES)
        seen += sample
        counted += (1 / said)[sample.astype(bool)].sum()
    return said, seen / TIMES, counted / TIMES


np.random.seed(1)
said, brewer, right = drawn(SelectMethod.pps_brewer)
_same, hanurav, wrong = drawn(SelectMethod.pps_hv)
print("said:   ", said.round(2), "\nBrewer: ", brewer.round(2), "firms, by their weights:", round(right, 1))
print("Hanurav:", hanurav.round(2), "firms, by their weights:", round(wrong, 1), "of", len(SIZES))
assert np.abs(brewer - said).max() < 0.04 and abs(right - 10) < 0.6, "behaviour changed"
assert abs(said[-1] - 0.75) < 1e-9 and 0.09 < hanurav[-1] < 0.18 and 0.63 < hanurav[2] < 0.75 and wrong > 14, "behaviour changed"
PYTHON
