#!/usr/bin/env bash
# Babel 2.19.0: `parse_decimal` in Dutch takes the point for a separator of thousands wherever it stands, so that 0.5 is read
# as 5 and 12.5 as 125, without a word; only `strict=True` refuses. SmartMix reads `0,5` and refuses what it cannot read.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "Babel==2.19.0"
"$place/env/bin/python" -W ignore - <<'PYTHON'
from babel.numbers import NumberFormatError, parse_decimal

read = {text: str(parse_decimal(text, locale="nl_NL")) for text in ("0.5", "12.5", "3.14", "0,5", "1.250")}
try:
    refused = str(parse_decimal("0.5", locale="nl_NL", strict=True))
except NumberFormatError as error:
    refused = type(error).__name__
print(read, "strict:", refused)
assert read == {"0.5": "5", "12.5": "125", "3.14": "314", "0,5": "0.5", "1.250": "1250"}, "behaviour changed"
assert refused == "NumberFormatError", "behaviour changed"
PYTHON
