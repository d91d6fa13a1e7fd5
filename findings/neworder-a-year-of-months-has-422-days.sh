#!/usr/bin/env bash
# neworder 1.7.2: a model in steps of a month from 1 January 2025 sees twelve steps of together 365 days. From 31 January it sees thirteen, of
# together 422: after February each step begins on the 28th (documented), but its length is counted up to the 31st. What is paid
# or happens by the length of the step comes out 16% too high.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "neworder==1.7.2" "numpy==2.5.5" "pandas==3.1.1"
"$place/env/bin/python" - <<'PYTHON'
from datetime import date

import neworder
from dateutil.relativedelta import relativedelta


class Years(neworder.Model):
    """Adds up how long its steps are said to be."""

    def __init__(self, start):
        super().__init__(neworder.CalendarTimeline(start, relativedelta(months=1), end=start.replace(year=2026)))
        self.begins, self.days = [], []

    def step(self):
        self.begins.append(self.timeline.time.isoformat())
        self.days.append(round(365 * self.timeline.dt))


found = {}
for day in (1, 31):
    model = Years(date(2025, 1, day))
    assert neworder.run(model)
    found[day] = model.days
    print("from", model.begins[0], "steps:", len(model.days), "days:", model.days, "together:", sum(model.days), "begins:", model.begins[1:4])
assert (len(found[1]), sum(found[1])) == (12, 365), "behaviour changed"
assert (len(found[31]), sum(found[31])) == (13, 422), "behaviour changed"
PYTHON
