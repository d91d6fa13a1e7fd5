#!/usr/bin/env bash
# numba 0.68.1: a function that only another compiled function calls is turned into machine code of its own all the same,
# with two entries for callers from outside, and once for each whole number that stands in a call: here four times 182
# lines of assembly that nobody can reach, beside 287 that run.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "numba==0.68.1" "numpy==2.4.6"
cat > "$place/helpers.py" <<'PYTHON'
import numba
import numpy as np


@numba.njit
def step(values, number):
    return values[number] * 0.5


@numba.njit
def all_steps(values):
    return step(values, 0) + step(values, 1) + step(values, 2) + step(values, 3)


assert all_steps(np.ones(4)) == 2.0
versions = [str(kinds[1]) for kinds in step.signatures]
texts = list(step.inspect_asm().values())
used = next(iter(all_steps.inspect_asm().values()))
print("versions of the helper:", versions)
print("lines of each:", [len(text.splitlines()) for text in texts], "of what is run:", len(used.splitlines()))
assert versions == [f"Literal[int]({number})" for number in range(4)], "behaviour changed"
assert all("cpython" in text and "cfunc." in text for text in texts), "behaviour changed"
assert not any("call" in line and "step" in line for line in used.splitlines()), "what runs calls a helper"
PYTHON
"$place/env/bin/python" -W ignore "$place/helpers.py"
