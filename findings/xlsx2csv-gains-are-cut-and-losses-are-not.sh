#!/usr/bin/env bash
# Where XlsxWriter 3.3.1 meets xlsx2csv 0.8.6: a number without a format is cut to six decimals when it is above zero and left whole
# when it is below, so a gain and an equal loss no longer add up to 0; a chance of 0.00000049 becomes 0. A share with the format 0.0%
# is written as 0.125 and with 0% as 13%, in one column.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "XlsxWriter==3.3.1" "xlsx2csv==0.8.6"
cd "$place"
"$place/env/bin/python" - <<'PYTHON'
import csv
import warnings

import xlsxwriter
from xlsx2csv import Xlsx2csv

numbers = [0.123456789, -0.123456789, 0.00000049, -0.00000049]
with xlsxwriter.Workbook("numbers.xlsx") as book:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, numbers)
    for column, code in enumerate(("0.0%", "0%", "0.00%")):
        sheet.write_number(1, column, 0.125, book.add_format({"num_format": code}))
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    Xlsx2csv("numbers.xlsx").convert("numbers.csv")
plain, shares = list(csv.reader(open("numbers.csv", newline="")))
print("written:", numbers, "read:", plain, "shares of 0.125:", shares, "told:", len(told))
assert plain == ["0.123457", "-0.123456789", "0", "-4.9E-07"] and not told, "behaviour changed"
assert shares[:3] == ["0.125", "13%", "12.50%"], "behaviour changed"
PYTHON
