#!/usr/bin/env bash
# openpyxl 3.1.5: opening a workbook, changing one cell and saving it keeps the chart but drops its alternative text, the
# text box beside it (where a caveat stands) and sparklines, without a warning. Written here with XlsxWriter 3.3.1. SmartMix writes
# a workbook in one go with XlsxWriter; openpyxl only reads, in tests.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --python "$place/env" "openpyxl==3.1.5" "XlsxWriter==3.3.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import io
import warnings
import zipfile

import openpyxl
import xlsxwriter


def holds(stream):
    parts = zipfile.ZipFile(stream)
    text = "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if name.endswith(".xml"))
    return {"chart": "barChart" in text, "alternative text": "Share per year" in text,
            "text box": "exploration" in text, "sparkline": "sparkline" in text}


written = io.BytesIO()
book = xlsxwriter.Workbook(written, {"in_memory": True})
sheet = book.add_worksheet("data")
sheet.write_column(0, 0, [0.5, 0.25])
chart = book.add_chart({"type": "column"})
chart.add_series({"values": "=data!$A$1:$A$2"})
sheet.insert_chart("D2", chart, {"description": "Share per year"})
sheet.insert_textbox("D20", "exploration, not a forecast")
sheet.add_sparkline("B1", {"range": "data!A1:A2"})
book.close()
saved = io.BytesIO()
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    again = openpyxl.load_workbook(written)
    again["data"]["A1"] = 0.6
    again.save(saved)
before, after = holds(written), holds(saved)
print("written:", before, "saved again:", after, "warnings:", [str(each.message) for each in told])
assert all(before.values()) and after["chart"], "behaviour changed"
assert not (after["alternative text"] or after["text box"] or after["sparkline"]), "behaviour changed"
PYTHON
