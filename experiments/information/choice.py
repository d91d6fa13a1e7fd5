"""What information is worth for one choice: everything, each parameter, groups of them, and measurements."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from experiments.information.result import ChoiceFound, Worth
from experiments.information.value import PERMUTATIONS, partial_information, perfect_information


def known_points(outcomes: Any, data: Mapping[str, Any]) -> Any:
    """(n,) points in which all outcomes (n, R, D) and all data are finite."""
    known = np.isfinite(outcomes).all(axis=(1, 2))
    for found in data.values():
        known &= np.isfinite(found).all(axis=1)
    return known


def choice(
    mixes: Sequence[str],
    outcomes: Any,
    inputs: Mapping[str, Any],
    groups: Mapping[str, tuple[str, ...]],
    data: Mapping[str, Any],
    seed: int = 1,
    permutations: int = PERMUTATIONS,
) -> ChoiceFound:
    """The value of information for one choice.

    mixes: D names; outcomes: (n, R, D), larger is better; inputs: name -> (n,); groups: names of inputs by group;
    data: measurement -> (n, parts). A point with an outcome or data that are not finite is left out. Raises
    ValueError when fewer than FEWEST_POINTS are left.
    """
    known = known_points(outcomes, data)
    outcomes = outcomes[known]
    perfect = perfect_information(outcomes, seed)
    expected = outcomes.mean(axis=1)
    second = int(np.argsort(-expected.mean(axis=0), kind="stable")[1])
    difference = outcomes[:, :, perfect.best] - outcomes[:, :, second]
    total = difference.mean(axis=1).var()
    luck = float(min(1.0, difference.var(axis=1, ddof=1).mean() / outcomes.shape[1] / total)) if total > 0 else 0.0
    parameters, sets, measurements = dict[str, Worth](), dict[str, Worth](), dict[str, Worth]()
    if perfect.worth.uncorrected > 1e-12 * max(1.0, float(np.abs(expected).max())):

        def worth(given: Mapping[str, Any], result: Any) -> dict[str, Worth]:
            # a part is never worth more than the whole: where the whole is not told from nothing, no part is
            return {
                name: each.model_copy(update={"differs": each.differs and perfect.worth.differs})
                for name, each in partial_information(given, result, seed, permutations).items()
            }

        parameters = worth({key: column[known][:, None] for key, column in inputs.items()}, expected)
        grouped = {key: np.stack([inputs[i][known] for i in members], axis=1) for key, members in groups.items()}
        sets = worth(grouped, expected)
        measurements = worth({key: found[known] for key, found in data.items()}, outcomes[:, 1:].mean(axis=1))
    sure = [name for name, found in measurements.items() if found.differs]
    return ChoiceFound(
        best=mixes[perfect.best],
        points=int(known.sum()),
        luck_share=luck,
        chances_best=dict(zip(mixes, perfect.chances, strict=True)),
        perfect=perfect.worth,
        parameters=parameters,
        groups=sets,
        measurements=measurements,
        best_measurement=max(sure, key=lambda name: measurements[name].gain.value, default=None),
    )
