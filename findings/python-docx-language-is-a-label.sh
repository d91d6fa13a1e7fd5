#!/usr/bin/env bash
# python-docx 1.2.0: `core_properties.language` is a label of the file only. Set to nl-NL, the text keeps en-US from the
# template, so that a Dutch report is spell-checked, hyphenated and read aloud as English. SmartMix sets `w:lang` of the styles.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --python "$place/env" "python-docx==1.2.0"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import io
import re
import zipfile

import docx

document = docx.Document()
document.core_properties.language = "nl-NL"
document.add_paragraph("Gepaste zorgvuldigheid in de keten.")
written = io.BytesIO()
document.save(written)
parts = zipfile.ZipFile(written)
label = re.findall(r"<dc:language>([^<]*)", parts.read("docProps/core.xml").decode())
text = re.findall(r'<w:lang w:val="([^"]*)"', parts.read("word/styles.xml").decode() + parts.read("word/document.xml").decode())
print("label of the file:", label, "language of the text:", text)
assert "nl-NL" in label and set(text) == {"en-US"}, "behaviour changed"
PYTHON
