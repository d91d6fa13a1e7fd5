#!/usr/bin/env bash
# pyam 4.0.0: where one region has no value for a year, `aggregate_region` gives the sum of the others for that year, without a
# word about it: the world total halves in 2050 although nothing falls anywhere.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "pyam-iamc==4.0.0" "pandas==3.1.1" "numpy==2.4.6"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import logging
import warnings

import numpy as np
import pandas as pd
import pyam

rows = [["model", "scenario", region, "Emissions|CO2", "Mt CO2/yr", 10.0, 10.0, last]
        for region, last in (("A", 10.0), ("B", np.nan))]
data = pyam.IamDataFrame(pd.DataFrame(rows, columns=["model", "scenario", "region", "variable", "unit", 2020, 2030, 2050]))
said = []
handler = logging.Handler()
handler.emit = lambda record: said.append(record.getMessage())
logging.getLogger().addHandler(handler)
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    world = data.aggregate_region("Emissions|CO2", region="World").data
told = [each for each in told if "PDEP-8" not in str(each.message)]  # pandas, of a keyword
total = dict(zip(world["year"], world["value"]))
print("world:", total, "warnings:", len(told), said)
assert total == {2020: 20.0, 2030: 20.0, 2050: 10.0} and not told and not said, "behaviour changed"
PYTHON
