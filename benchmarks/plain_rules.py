"""The formulas of `simulation.rules` as ordinary Python functions, with `math.exp`.

A formula is written once; here it is taken as the plain function that it was before compiling, so that the
plain model and the compiled one cannot drift apart in a formula. The quarter around the formulas (who does
what when, with which loops and sums) is written anew in `plain_mesa` and `plain_firm`.
"""

import math
from types import FunctionType, ModuleType, SimpleNamespace

from simulation.rules import (
    awareness,
    chain,
    commitment,
    cost,
    embedding,
    exposure,
    instruments,
    maturity,
    motives,
    requirements,
    statements,
    supervision,
)


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


def _plain(module: ModuleType) -> SimpleNamespace:
    """The module's compiled functions as the Python functions that they were made from."""
    names = {**vars(module), "logistic": _logistic}
    compiled = {name: f.py_func for name, f in vars(module).items() if hasattr(f, "py_func")}
    names |= {name: FunctionType(f.__code__, names, name) for name, f in compiled.items() if name != "logistic"}
    return SimpleNamespace(**{name: names[name] for name in compiled})


AWARENESS, CHAIN, COMMITMENT, COST = map(_plain, (awareness, chain, commitment, cost))
EMBEDDING, EXPOSURE, INSTRUMENTS = map(_plain, (embedding, exposure, instruments))
MATURITY, MOTIVES, SUPERVISION = map(_plain, (maturity, motives, supervision))
REQUIREMENTS, STATEMENTS = map(_plain, (requirements, statements))
