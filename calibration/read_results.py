"""Results that users read, worked out for simulations of the bank: effects of laws, and Shapley values of a mix.

A simulation of the bank has its parameters from the prior, and a result in 2030 is a function of these and of luck.
Taken as one more unknown, its posterior can be tested as those of the parameters are (calibration/simulation_based.py).
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.stats import rankdata

from calibration.candidate import CALIBRATION_SEED
from calibration.sign_draws import claim_values, work_of_signs
from calibration.signs import Signs, load_signs
from experiments.each import Workers
from experiments.settings import CompareSettings
from experiments.synergy.question import SynergyQuestion
from experiments.synergy.runs import find_synergy


def read_results(
    candidates: int,
    workers: Workers,
    progress: Callable[[int], None] | None = None,
    *,
    firms: int | str | None = None,
    signs: Signs | None = None,
) -> tuple[tuple[str, ...], Any]:
    """Names (F,) and values (candidates, F) of the results of the first simulations of the bank.

    firms: agents, by default those of the signs. Draw d of a comparison with the seed of the calibration has the
    parameters of candidate d. Raises Stopped on KeyboardInterrupt.
    """
    known = signs or load_signs()
    sample, shared = firms or known.firms.value, known.shares
    only = known.model_copy(update={"signs": []})
    effects = claim_values(candidates, sample, True, workers, progress, seed=CALIBRATION_SEED, signs=only)
    settings = CompareSettings(
        mixes=(shared.mix,),
        baseline=shared.baseline,
        future=shared.future,
        draws=candidates,
        firms=sample,
        seed=CALIBRATION_SEED,
        prior=True,
    )
    runs = find_synergy(
        SynergyQuestion(settings, tuple(shared.indicators), shared.year, shared.elements), workers, progress
    )
    columns = {name: values[:, 0] for name, values in effects.items()}
    for indicator in shared.indicators:
        place = runs.column(indicator, shared.group)
        columns |= {
            f"share-{element}-{indicator}": values[:, place] for element, values in runs.effects.shapley.items()
        }
    return tuple(columns), np.stack(list(columns.values()), axis=1)


def work_of_results(candidates: int) -> int:
    """How many times `read_results` calls its progress."""
    return candidates + work_of_signs(candidates, load_signs().model_copy(update={"signs": []}))


def as_quantiles(values: Any) -> Any:
    """Values (n, F) as quantiles of their own prior, strictly between 0 and 1; equal ones share the middle."""
    return (rankdata(values, axis=0) - 0.5) / len(values)
