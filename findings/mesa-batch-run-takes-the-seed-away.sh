#!/usr/bin/env bash
# Mesa 3.5.1: `batch_run` hands a model `seed=None` where none was asked, which takes the place of the seed that the model has
# as its own default. A model that always gives the same number by itself gives another one in each batch, and nothing that
# would repeat it stands in the results.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --python "$place/env" "mesa==3.5.1" "networkx==3.7" "numpy==2.4.6" "pandas==3.1.1"
"$place/env/bin/python" -W ignore - <<'PYTHON'
import mesa


class Lottery(mesa.Model):
    def __init__(self, firms=1, seed=42):
        super().__init__(seed=seed)
        self.drawn = self.random.random()
        self.datacollector = mesa.DataCollector({"drawn": "drawn"})

    def step(self):
        self.datacollector.collect(self)


alone = [Lottery().drawn for _ in range(2)]
rows = [mesa.batch_run(Lottery, {"firms": [1]}, iterations=1, max_steps=1, display_progress=False)[0] for _ in range(2)]
print("alone:", alone, "in batches:", [row["drawn"] for row in rows], "seeds told:", [row.get("seed") for row in rows])
assert alone[0] == alone[1] and rows[0]["drawn"] != rows[1]["drawn"] != alone[0], "behaviour changed"
assert all(row.get("seed") is None for row in rows), "behaviour changed"
PYTHON
