#!/usr/bin/env bash
# pysdmx 1.21.0 gives all that it reads from SDMX-CSV as text, after it was read as numbers: the NACE codes 01.1 and 01.10, a group and
# a class, both become the text 1.1, which is neither, and a code 1E5 becomes 100000.0. With one more row, of a section with a
# letter, all codes stay as they are.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "pysdmx==1.21.0" "pandas==3.1.1" "pyarrow==25.0.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

from pysdmx.io import read_sdmx


def read(codes):
    """The codes of SDMX-CSV 1.0 with a row for each."""
    rows = [f"OUR:FIRMS(1.0),{code},2026,{30 + place}" for place, code in enumerate(codes)]
    message = read_sdmx("\n".join(["DATAFLOW,ACTIVITY,TIME_PERIOD,OBS_VALUE", *rows]) + "\n")
    return message.data[0]


with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    short, large, whole = read(["01.1", "01.10", "01.2"]), read(["1E4", "1E5"]), read(["01.1", "01.10", "01.2", "C"])
found = [table.data["ACTIVITY"].tolist() for table in (short, large, whole)]
print("codes:", found, "type:", short.data["ACTIVITY"].dtype, "told:", [str(each.message) for each in told])
assert found[2] == ["01.1", "01.10", "01.2", "C"] and all(isinstance(code, str) for code in found[0]), "behaviour changed"
assert found[0] == ["1.1", "1.1", "1.2"] and found[1] == ["10000.0", "100000.0"] and not told, "behaviour changed"
PYTHON
