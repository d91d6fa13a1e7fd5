"""The second process of a cold start: compile the quarter for the types that every run has, and keep it.

Run by `simulation.ahead` as `python -m simulation.compile_quarter`.
"""

import gc
from typing import Any

import numpy as np
from numba import typeof

from simulation.driver import advance
from simulation.parameters import PARAMETERS
from simulation.quarter.record import Record
from simulation.run import policy_of
from simulation.schedule import empty_schedule
from simulation.state import GOVERNMENT_ACCOUNTS, TRAITS, empty_world


def arguments() -> tuple[Any, ...]:
    """What `advance` is called with, in a world without firms."""
    parameters: Any = np.zeros(1, PARAMETERS)
    policy = policy_of(empty_schedule(), parameters)
    accounts = np.zeros((1, len(GOVERNMENT_ACCOUNTS) + 1), np.int64)
    numbers = (0, 0, 0, 0, 0)  # seed, replication, firms, first, until
    return (empty_world(1, 1), np.zeros(1, TRAITS), policy, parameters, *numbers, Record.of(1, 1), accounts)


if __name__ == "__main__":
    gc.disable()  # the process is short and ends: a twentieth of its time
    compiled: Any = advance
    compiled.compile(tuple(typeof(one) for one in arguments()))
