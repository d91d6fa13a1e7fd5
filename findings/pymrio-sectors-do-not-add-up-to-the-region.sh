#!/usr/bin/env bash
# pymrio 0.7.0: `D_cba` holds the footprint of a region by sector, `D_cba_reg` that of the region; the sum of the first is
# not the second, because only the second counts what households emit themselves (`F_Y`). In pymrio's own test table the water
# footprint of reg1 is 27.2 million by sector and 86.4 million as a region.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "pymrio==0.7.0" "pandas==3.1.1" "numpy==2.4.6"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import pymrio

table = pymrio.load_test().calc_all()
emissions = table.emissions
row = ("emission_type2", "water")
sectors = emissions.D_cba.loc[row, "reg1"].sum()
region = emissions.D_cba_reg.loc[row, "reg1"]
households = emissions.F_Y.loc[row, "reg1"].sum()
print("sum over sectors:", round(sectors), "region:", round(region), "households:", round(households))
assert region > 3 * sectors and abs(sectors + households - region) < 1, "behaviour changed"
PYTHON
