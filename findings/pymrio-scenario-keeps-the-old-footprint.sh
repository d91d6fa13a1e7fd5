#!/usr/bin/env bash
# pymrio 0.7.0: after final demand was doubled for a scenario, `calc_all()` leaves every footprint as it was: it fills what
# is missing and says nothing of what is out of date. Right is twice as much (the coefficients are the same), which a fresh copy
# of the table gives.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "pymrio==0.7.0" "pandas==3.1.1" "numpy==2.4.6"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import pymrio

table = pymrio.load_test().calc_all()
before = table.emissions.D_cba.sum().sum()
table.Y = 2 * table.Y
table.calc_all()
after = table.emissions.D_cba.sum().sum()
fresh = pymrio.load_test().calc_all()
demand, emissions = 2 * fresh.Y, fresh.emissions
right = (emissions.S.to_numpy() @ fresh.L.to_numpy() @ demand.to_numpy()).sum()
print("before:", round(before), "after calc_all:", round(after), "right:", round(right))
assert after == before and abs(right / before - 2) < 0.01, "behaviour changed"
PYTHON
