#!/usr/bin/env bash
# weightipy 0.4.2: with a total, a group whose weight was right before it was scaled (exactly 1) stays at 1 while the others are
# scaled. Of 100 firms 50 are small and half should be: asked for a total of 1,000, the small ones weigh 50 of 1,050 (5 %), where 500
# of 1,000 is right. Without a total the weights are right; nothing is said.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "weightipy==0.4.2" "pandas==3.1.1" "numpy==2.4.6" "scipy==1.18.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import pandas as pd
import weightipy

firms = pd.DataFrame({"size": ["small"] * 50 + ["medium"] * 25 + ["large"] * 25})


def weighed(total):
    """Sum of the weights of each size where half should be small, 30 % medium and 20 % large."""
    scheme = weightipy.Rim("size", total=total)
    scheme.set_targets([{"size": {"small": 50, "medium": 30, "large": 20}}])
    return weightipy.weight(firms, scheme).groupby(firms["size"]).sum().round(6).to_dict()


with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    plain, scaled = weighed(0), weighed(1000)
told = [str(each.message) for each in told]
right = {size: 10 * weight for size, weight in plain.items()}
print("without a total:", plain, "right for 1,000:", right, "seen:", scaled, "sum:", sum(scaled.values()), "told:", told)
assert plain == {"large": 20, "medium": 30, "small": 50} and not told, "behaviour changed"
assert scaled == {"large": 400, "medium": 600, "small": 50}, "behaviour changed"
PYTHON
