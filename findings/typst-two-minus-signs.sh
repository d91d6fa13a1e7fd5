#!/usr/bin/env bash
# typst 0.15.2 shows the number -3.5 with a minus sign (U+2212) and the text "-3.5" with a hyphen: two columns of one table,
# one passed as numbers and one as text, look different and only one is found by a search for "-3.5".
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/python" -m pip install -q --disable-pip-version-check "typst==0.15.2" "pypdf==6.4.0"
"$place/env/bin/python" - "$place" <<'PYTHON'
import sys
from pathlib import Path

import pypdf
import typst

source = Path(sys.argv[1]) / "minus.typ"
source.write_text('#(-3.5) #"-3.5"\n', encoding="utf-8")
pdf = source.with_suffix(".pdf")
pdf.write_bytes(typst.compile(str(source)))
text = pypdf.PdfReader(pdf).pages[0].extract_text()
print([hex(ord(sign)) for sign in text if not sign.isdigit() and sign not in ". \n"], text)
assert "\u22123.5" in text and "-3.5" in text, "behaviour changed"
PYTHON
