#!/usr/bin/env bash
# formulas 1.3.4 (Excel formulas in Python): the number of a text with a comma for thousands is taken for a day. VALUE("1,234") is
# 85,469, the first of January 2134, where Excel has 1,234; "1,234.5" is that day too and "1,999" is in the year 2899. Texts without a
# comma are read right.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "formulas==1.3.4" "numpy==2.4.6" "scipy==1.18.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings
from datetime import date, timedelta

import formulas


def value(text):
    """What VALUE makes of a text."""
    return formulas.Parser().ast(f'=VALUE("{text}")')[1].compile()().tolist()


with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    seen = {text: value(text) for text in ("1234", "1234.5", "1,234", "1,234.5", "1,999")}
days = {text: str(date(1899, 12, 30) + timedelta(seen[text])) for text in ("1,234", "1,999")}
told = [str(each.message) for each in told if each.category is not SyntaxWarning]  # of a package that it imports
print("seen:", seen, "as days:", days, "told:", told)
assert seen["1234"] == 1234 and seen["1234.5"] == 1234.5 and not told, "behaviour changed"
assert seen["1,234"] == seen["1,234.5"] == 85469 and seen["1,999"] == 364880, "behaviour changed"
assert days == {"1,234": "2134-01-01", "1,999": "2899-01-01"}, "behaviour changed"
PYTHON
