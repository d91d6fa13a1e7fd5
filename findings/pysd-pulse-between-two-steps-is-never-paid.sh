#!/usr/bin/env bash
# PySD 3.14.3 (XMILE): a single PULSE that starts in the first half of a step is never given, without a warning. A subsidy of
# 100, paid once with steps of a quarter of a year: of 100 start dates from year 1 to 5.95 it is 100 in 60 and 0 in 40; with
# steps of 0.2 in other years. Right is 100 for every date, so a sweep over start dates finds effects that are the step's.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "pysd==3.14.3" "numpy==2.4.6" "pandas==3.1.1" "scipy==1.18.1"
cd "$place"
"$place/env/bin/python" - <<'PYTHON'
import warnings
from collections import Counter
from pathlib import Path

import pysd

NAMES = "http" + "://docs.oasis-open.org/xmile/ns/XMILE/v1.0"  # the name of the format, no address that is read
MODEL = f"""<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="{NAMES}"><header><vendor>a</vendor><product version="1.0">b</product><name>subsidy</name></header>
<sim_specs method="Euler" time_units="Years"><start>0</start><stop>8</stop><dt>0.25</dt></sim_specs>
<model><variables>
<stock name="paid"><eqn>0</eqn><inflow>subsidy</inflow></stock>
<flow name="subsidy"><eqn>PULSE(100, start)</eqn></flow><aux name="start"><eqn>1</eqn></aux>
</variables></model></xmile>"""
Path("subsidy.xmile").write_text(MODEL)
model = pysd.read_xmile("subsidy.xmile")
dates = [round(1 + 0.05 * number, 2) for number in range(100)]
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    paid = {date: float(model.run(params={"start": date})["paid"].iloc[-1]) for date in dates}
    longer = {date: float(model.run(params={"start": date, "time_step": 0.2})["paid"].iloc[-1]) for date in (1.1, 1.3)}
told = [str(each.message) for each in told if "PDEP-8" not in str(each.message)]  # pandas, of a keyword
print("paid from 1 to 1.25:", {date: paid[date] for date in dates[:6]}, "all dates:", Counter(paid.values()), "told:", told)
print("steps of 0.2:", longer)
assert paid[1.0] == 100 and paid[1.05] == 0 and paid[1.15] == 100, "behaviour changed"
assert Counter(paid.values()) == {100.0: 60, 0.0: 40} and not told, "behaviour changed"
PYTHON
