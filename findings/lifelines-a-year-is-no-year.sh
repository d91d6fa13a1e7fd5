#!/usr/bin/env bash
# lifelines 0.30.3: a firm that complied on 1 January 2026 with a law of 1 January 2025 took 0 years, and one that took all of February 0 months;
# from 1 January 2025 to 1 January 2026 are 11 months. Days are divided by the mean length of a year or a month and cut off,
# though the answer is of numbers with a point. A survival curve in years then falls before it has begun.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "lifelines==0.30.3" "numpy==2.5.5" "pandas==2.3.3" "scipy==1.18.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

from lifelines import KaplanMeierFitter
from lifelines.utils import datetimes_to_durations

begins = ["2025-01-01", "2025-02-01", "2024-01-01", "2023-01-01"]
ends = ["2026-01-01", "2025-03-01", "2025-01-01", "2026-01-01"]
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    found = {unit: datetimes_to_durations(begins, ends, freq=unit)[0] for unit in "DMY"}
    alive = KaplanMeierFitter().fit(*datetimes_to_durations(begins, ends, freq="Y")).predict(0.0)
told = [str(each.message) for each in told if "lifelines" in str(each.filename)]
print({unit: times.tolist() for unit, times in found.items()}, "type:", found["Y"].dtype, "share not yet at the start:", alive, "told:", told)
assert found["D"].tolist() == [365, 28, 366, 1096] and found["Y"].dtype == float and not told, "behaviour changed"
assert found["M"].tolist() == [11, 0, 12, 36] and found["Y"].tolist() == [0, 0, 1, 3] and alive == 0.5, "behaviour changed"
PYTHON
