#!/usr/bin/env bash
# numba 0.68.1: a cached function that calls a compiled function of another module goes on giving the old answer after
# that other module was edited; its cache looks at the file of the caller only, also with NUMBA_CACHE_DIR set. SmartMix
# names its cache folder by a hash of all sources.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/python" -m pip install -q --disable-pip-version-check "numba==0.68.1"
mkdir "$place/code"; cd "$place/code"
export NUMBA_CACHE_DIR="$place/cache"
printf 'from numba import njit\n\n\n@njit\ndef rule(x):\n    return x + 1.0\n' > rules.py
printf 'from numba import njit\n\nfrom rules import rule\n\n\n@njit(cache=True)\ndef step(x):\n    return rule(x)\n' > world.py
before=$("$place/env/bin/python" -c 'import world; print(world.step(1.0))')
sleep 1.1
printf 'from numba import njit\n\n\n@njit\ndef rule(x):\n    return x + 100.0\n' > rules.py
after=$("$place/env/bin/python" -c 'import world; print(world.step(1.0))')
fresh=$(NUMBA_CACHE_DIR="$place/other" "$place/env/bin/python" -c 'import world; print(world.step(1.0))')
echo "before the edit: $before, after it: $after, with an empty cache: $fresh"
[ "$before" = 2.0 ] && [ "$after" = 2.0 ] && [ "$fresh" = 101.0 ] || { echo "behaviour changed"; exit 1; }
