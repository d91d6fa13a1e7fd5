#!/usr/bin/env bash
# pyrepo-mcda 0.1.15: five rankings of three mixes, in three of which A stands above B and above C. Copeland's rule counts such duels and puts A
# first; `copeland` puts B first. It adds up places, and its wins less losses always order as Borda's points do.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "pyrepo-mcda==0.1.15" "numpy==2.5.5" "pandas==3.1.1" "scipy==1.18.1"
"$place/env/bin/python" - <<'PYTHON'
import numpy as np
from pyrepo_mcda.compromise_rankings import copeland

places = np.array([[1, 1, 1, 3, 3], [2, 2, 2, 1, 1], [3, 3, 3, 2, 2]])  # of A, B and C in five rankings
above = (places[:, None, :] < places[None, :, :]).sum(axis=2)  # rankings in which one stands above another
duels = (above > above.T).sum(axis=1) - (above < above.T).sum(axis=1)
found, borda = copeland(places), places.sum(axis=1)
print("won less lost duels of A, B, C:", duels.tolist(), "sums of places:", borda.tolist(), "seen:", found.tolist())
assert duels.tolist() == [2, 0, -2], "behaviour changed"
assert found.tolist() == [2, 1, 3] == (borda.argsort().argsort() + 1).tolist(), "behaviour changed"
rng = np.random.default_rng(1)
for _ in range(50):
    some = np.array([rng.permutation(4) + 1 for _ in range(5)]).T
    sums = some.sum(axis=1)
    assert copeland(some).tolist() == [len({low for low in sums if low < each}) + 1 for each in sums], "behaviour changed"
PYTHON
