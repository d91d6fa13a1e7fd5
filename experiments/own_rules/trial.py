"""`check` of a file of rules: run twice for a moment beside the shipped rules, to see what it changes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from experiments.own_rules.drivers import CompiledDriver, MesaDriver
from experiments.own_rules.model import OwnModel, load_own
from experiments.prepare import Experiment, prepare
from experiments.settings import CompareSettings
from scenarios.library import list_mixes
from simulation.state import EURO_SCALE, FIRMS, GOVERNMENT_ACCOUNTS, SUPPLIER, WORK
from simulation.vocabulary import QUARTERS, quarter_name

#: Firms of the trial, and quarters that own rules have to show what they do.
TRIAL_FIRMS, TRIAL_QUARTERS = 200, 2
_COLUMNS: tuple[str, ...] = (*(FIRMS.names or ()), *(WORK.names or ()))
#: Run when no instrument of the file names another mix.
_MIX = "mix-1"


@dataclass(frozen=True)
class CheckedRules:
    """What a file of rules did in a mix from 2012 until the end of quarter `until`, beside the shipped rules.

    changed: number of firms of which a column differs, by column; suppliers: columns of suppliers that differ;
    spent: euro by government account, more than by the shipped rules; not_repeated: columns that differ between two
    runs of the file.
    """

    file: Path
    classes: tuple[str, ...]
    mix: str
    until: str
    firms: int
    changed: dict[str, int]
    suppliers: tuple[str, ...]
    spent: dict[str, float]
    not_repeated: tuple[str, ...]


def check_rules(path: Path) -> CheckedRules:
    """Try a file of rules. Raises InputProblem for whatever a run would be refused for.

    Quarters before the first instrument begins are run too; two follow after the last one has begun.
    """
    own = load_own(str(path))
    settings = CompareSettings(
        mixes=(_mix_of(own),), draws=1, firms=TRIAL_FIRMS, prior=True, model=str(path), last_year=2035
    )
    experiment = prepare(settings)
    mix = next(reversed(experiment.mixes))
    begins = max((kind.starts() for kind in own.acting(mix)), default=0)
    until = min(begins + TRIAL_QUARTERS, QUARTERS)
    shipped = _after(CompiledDriver(), experiment, mix, until)
    first, second = (_after(MesaDriver(own), experiment, mix, until) for _n in range(2))
    accounts = (first.world.shared["government"] - shipped.world.shared["government"])[0] / EURO_SCALE
    accounts = accounts + (first.accounts - shipped.accounts)[:, :-1].sum(axis=0) / EURO_SCALE
    changed = {name: _differing(first, shipped, name) for name in _COLUMNS}
    return CheckedRules(
        path,
        tuple(kind.__name__ for kind in (own.firm_class, *own.instruments) if kind is not None),
        mix,
        quarter_name(until - 1),
        experiment.firms,
        dict(sorted(((n, c) for n, c in changed.items() if c), key=lambda pair: -pair[1])),
        tuple(n for n in SUPPLIER.names or () if not _same(first.world.suppliers[n], shipped.world.suppliers[n])),
        {n: float(a) for n, a in zip(GOVERNMENT_ACCOUNTS, accounts, strict=True) if a},
        tuple(name for name in _COLUMNS if _differing(first, second, name)),
    )


def _mix_of(own: OwnModel) -> str:
    named = [name for kind in own.instruments for name in kind.mixes if name in list_mixes()]
    return named[0] if named else _MIX


def _after(driver: Any, experiment: Experiment, mix: str, until: int) -> Any:
    run = driver.start(experiment, mix, 0)
    run.look_back()
    run.advance(experiment.policy(mix, 0), until)
    return run


def _differing(one: Any, other: Any, name: str) -> int:
    """Number of firms in which a column differs."""
    a, b = (run.world.column(name, TRIAL_FIRMS) for run in (one, other))
    return int(np.count_nonzero((a != b).reshape(-1, a.shape[-1]).any(axis=0)))


def _same(a: Any, b: Any) -> bool:
    return bool(np.array_equal(a, b))
