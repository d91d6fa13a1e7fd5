#!/usr/bin/env bash
# typst 0.15.2 with the standard ua-1 (accessible PDF) accepts a table without header cells: the file holds no TH element,
# although a reader of tables by ear needs one. SmartMix writes `table.header` itself, and a test looks for it.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/python" -m pip install -q --disable-pip-version-check "typst==0.15.2" "pypdf==6.4.0"
"$place/env/bin/python" - "$place" <<'PYTHON'
import sys
from pathlib import Path

import pypdf
import typst


def kinds(node, found):
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, dict):
        if "/S" in node:
            found.add(str(node["/S"]))
        kinds(node.get("/K", []), found)
    elif isinstance(node, list):
        for child in node:
            kinds(child, found)
    return found


head = '#set document(title: "t", date: none)\n#set text(lang: "nl")\n= Kop\n'
said = {}
for name, table in (("plain", "#table(columns: 2, [naam], [getal], [a], [1])"),
                    ("headed", "#table(columns: 2, table.header([naam], [getal]), [a], [1])")):
    source = Path(sys.argv[1]) / f"{name}.typ"
    source.write_text(head + table, encoding="utf-8")
    pdf = source.with_suffix(".pdf")
    pdf.write_bytes(typst.compile(str(source), pdf_standards="ua-1"))
    said[name] = kinds(pypdf.PdfReader(pdf).trailer["/Root"]["/StructTreeRoot"], set())
print({name: sorted(found) for name, found in said.items()})
assert "/TH" in said["headed"] and "/TH" not in said["plain"] and "/TD" in said["plain"], "behaviour changed"
PYTHON
