#!/usr/bin/env bash
# agentpy 0.1.5: the value with which a single run is made of a range is its default, unless that default is 0: then it is the minimum. A tax
# from -0.2 to 0.2 with default 0 runs with -0.2, and a list of values 5, 0 with default 0 runs with 5. No warning; a default of
# 0.01 is kept.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "agentpy==0.1.5" "SALib==1.6.0" "numpy==2.4.6" "scipy==1.18.1" "pandas==3.1.1"
"$place/env/bin/python" - <<'PYTHON'
import warnings

import agentpy


class Market(agentpy.Model):
    def end(self):
        self.report("tax", self.p.tax)


def ran_with(tax):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return float(Market({"tax": tax, "steps": 1}).run(display=False).reporters["tax"].iloc[0])


seen = {"default 0": ran_with(agentpy.Range(-0.2, 0.2, vdef=0)), "default 0.01": ran_with(agentpy.Range(-0.2, 0.2, vdef=0.01)),
        "whole, default 0": ran_with(agentpy.IntRange(-2, 2, vdef=0)), "values 5, 0, default 0": ran_with(agentpy.Values(5, 0, vdef=0))}
print("ran with:", seen)
assert list(seen.values()) == [-0.2, 0.01, -2, 5], "behaviour changed"
PYTHON
