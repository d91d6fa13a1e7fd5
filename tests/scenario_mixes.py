"""What tests of scenarios share: an own mix to start from, and short ways to compile and to read a dial."""

import numpy as np

from scenarios.compile import compile_schedule, dial
from scenarios.library import load_future
from scenarios.mix_format import Mix
from scenarios.run_dates import run_dates
from simulation.dials import DIALS
from simulation.schedule import Schedule
from simulation.vocabulary import QUARTERS

LUCK = [(u, v) for u in (0.01, 0.3, 0.5, 0.7, 0.9, 0.99) for v in (0.1, 0.9)]
NONE_LEFT = [name for name in DIALS if not name.endswith("_scope")]

OWN = """
format: 1
id: own
extends: reference-2020
name: {en: Own, nl: Eigen}
description: {en: An own mix., nl: Een eigen mix.}
sources: [own]
"""


def compiled(mix: Mix, future: str = "ex-ante-2020", u: float = 0.5, v: float = 0.1) -> Schedule:
    view = load_future(future)
    return compile_schedule(mix, view, run_dates(view, mix, u, v, 0.1))


def law_dial(schedule: Schedule, law: str, name: str, variant: int = 0) -> np.ndarray:
    if law not in schedule.laws.identifiers:
        return np.zeros(QUARTERS)
    return dial(schedule, f"law_{schedule.laws.identifiers.index(law)}_{name}", variant)
