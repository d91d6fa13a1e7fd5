"""What the compiled world consists of, for the type checker: it finds a misspelt column, parameter or sum.

`python -m simulation.columns` writes `world.py` and `drawn.py`, from the records of `simulation.state`, the
registry of parameters and `indicators.yaml`. Numba reads none of it but the places of `Sum` and `Reach`.
"""

from simulation.columns.arrays import Flags, Floats, Integers, Records
from simulation.columns.drawn import Parameters
from simulation.columns.world import Firms, Quarter, Reach, Shared, Sum, SupplierRecord, Tally, Traits, Work

__all__ = [
    "Firms",
    "Flags",
    "Floats",
    "Integers",
    "Parameters",
    "Quarter",
    "Reach",
    "Records",
    "Shared",
    "Sum",
    "SupplierRecord",
    "Tally",
    "Traits",
    "Work",
]
