#!/usr/bin/env bash
# samplics 0.6.1: a systematic sample of 60 of 100 firms is always the first 60 of the list, whatever the seed, and says that each firm has
# the same chance; of 90 of 100 the last ten are never asked. The step, 100 / 60, is cut to 1, and the list ends before it was walked.
# Of 20 of 100, where the step is whole, all firms are drawn about as often.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "samplics==0.6.1" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1" "polars==2.1.0"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from samplics.sampling import SampleSelection
from samplics.utils.types import SelectMethod

FIRMS, TIMES = 100, 300


def drawn(size):
    """How often each firm is in a sample of `size`."""
    selection = SampleSelection(method=SelectMethod.sys, strat=False, wr=False)
    return sum(selection.select(samp_unit=np.arange(FIRMS), samp_size=size)[0].astype(int) for _ in range(TIMES))


np.random.seed(1)
sixty, ninety, twenty = drawn(60), drawn(90), drawn(20)
print("60 of 100: first 60", set(sixty[:60].tolist()), "last 40", set(sixty[60:].tolist()), "of", TIMES, "samples")
print("90 of 100: first 90", set(ninety[:90].tolist()), "last 10", set(ninety[90:].tolist()))
print("20 of 100: between", twenty.min(), "and", twenty.max(), "times, 60 is right")
assert twenty.min() > 30 and twenty.max() < 90, "behaviour changed"
assert set(sixty[:60]) == set(ninety[:90]) == {TIMES} and not sixty[60:].any() and not ninety[90:].any(), "behaviour changed"
PYTHON
