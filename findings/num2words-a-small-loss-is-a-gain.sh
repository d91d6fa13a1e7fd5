#!/usr/bin/env bash
# num2words 0.5.14: a number between -1 and 0 loses its minus in words: -0.5 is "nul komma vijf" in Dutch and "zero point five" in
# English, as 0.5 is. At -1.5 the minus is there, and as an amount in euro -0.50 has it too.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" --no-deps "num2words==0.5.14"
"$place/env/bin/python" - <<'PYTHON'
import warnings
from decimal import Decimal

from num2words import num2words

with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    words = {number: num2words(number, lang="nl") for number in (0.5, -0.5, -0.05, -1.5)}
    exact, english = num2words(Decimal("-0.5"), lang="nl"), num2words(-0.5, lang="en")
    money = num2words(-0.5, lang="nl", to="currency", currency="EUR")
print(words, "exact:", exact, "English:", english, "as money:", money, "told:", len(told))
assert words[-0.5] == words[0.5] == exact == "nul komma vijf" and words[-0.05] == "nul komma nul vijf", "behaviour changed"
assert words[-1.5] == "min één komma vijf" and english == "zero point five" and not told, "behaviour changed"
assert money == "min nul euro, vijftig cent", "behaviour changed"
PYTHON
