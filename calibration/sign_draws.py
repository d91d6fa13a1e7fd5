"""How often signs hold, and what results are: every comparison of signs run on draws of the prior or a posterior."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from calibration.signs import SHIPPED, ReadResult, Sign, Signs, load_signs, mix_place
from experiments.each import Check, Workers, taking
from experiments.prepare import Experiment, prepare
from experiments.runner import run_draw
from experiments.settings import CompareSettings
from simulation.indicators import GROUPS, INDICATORS


@dataclass(frozen=True, slots=True)
class SignShare:
    """How often a sign holds.

    probability: share of the draws in which it is defined, None where there is none; defined: their number;
    claims: the share per claim, () where it was read back.
    """

    probability: float | None
    defined: int
    claims: tuple[float | None, ...] = field(default=(), compare=False)


def claim_values(
    draws: int,
    firms: int | str,
    prior: bool,
    workers: Workers,
    progress: Callable[[int], None] | None = None,
    *,
    posterior: str = "",
    seed: int = 1,
    signs: Signs | None = None,
    path: Path = SHIPPED,
) -> dict[str, Any]:
    """The values (draws, claims) of every sign and result, by id; NaN where undefined.

    prior: draw from the prior, else from the posterior in the folder `posterior` ('' for the shipped one);
    draw d is the same as in any comparison with this seed. `progress` is called with 1 for each draw of a
    comparison. Raises InputProblem when the posterior is missing or does not fit, Stopped on
    KeyboardInterrupt.
    """
    chosen = signs or load_signs()
    values: dict[str, Any] = {}
    for comparison in chosen.comparisons:
        mine = [one for one in chosen.claimed() if one.comparison == comparison]
        if not mine:
            continue
        settings = _settings(chosen, comparison, mine, draws, firms, seed, path)
        experiment = prepare(_drawn_from(settings, prior, posterior))
        values |= _values(experiment, mine, workers, progress)
    return values


def work_of_signs(draws: int, signs: Signs | None = None) -> int:
    """How many times `claim_values` calls its progress."""
    chosen = signs or load_signs()
    return draws * len({one.comparison for one in chosen.claimed()})


def _settings(
    signs: Signs, comparison: str, mine: list[Sign | ReadResult], draws: int, firms: int | str, seed: int, path: Path
) -> dict[str, Any]:
    baseline, *others = (mix_place(name, path) for name in signs.mixes_of(comparison))
    terms = [term for one in mine for term in one.terms()]
    return {
        "mixes": tuple(others),
        "baseline": baseline,
        "future": signs.comparisons[comparison].future,
        "draws": draws,
        "firms": firms,
        "seed": seed,
        "first_year": min(term.year for term in terms),
        "last_year": max(term.until or term.year for term in terms),
    }


def _drawn_from(settings: dict[str, Any], prior: bool, posterior: str) -> CompareSettings:
    return CompareSettings(**settings, prior=prior, posterior="" if prior else posterior)


def _values(
    experiment: Experiment, mine: list[Sign | ReadResult], workers: Workers, progress: Callable[[int], None] | None
) -> dict[str, Any]:
    """By id: (draws, claims)."""
    draws = experiment.settings.draws
    result = {this.id: np.full((draws, len(this.claims)), np.nan) for this in mine}

    mixes, first = list(experiment.mixes), experiment.settings.first_year

    def one(item: tuple[Experiment, int], check: Check) -> dict[str, list[float]]:
        table = run_draw(*item, check)

        def look(mix: str, indicator: str, group: str, year: int) -> float:
            place = mixes.index(mix), year - first, GROUPS.index(group), INDICATORS.index(indicator)
            return float(table[place])

        return {this.id: [claim.value(look) for claim in this.claims] for this in mine}

    with taking(one, ((experiment.only(draw), draw) for draw in range(draws)), workers) as done:
        for draw, found in done:
            for name, values in found.items():
                result[name][draw] = values
            if progress:
                progress(1)
    return result


def share_of(values: Any) -> SignShare:
    """How often a sign holds, from (draws, claims): a draw in which any claim is undefined is left out."""
    defined = values[~np.isnan(values).any(axis=1)]
    if not len(defined):
        return SignShare(None, 0, (None,) * values.shape[1])
    holds = defined > 0
    return SignShare(float(holds.all(axis=1).mean()), len(defined), tuple(float(share) for share in holds.mean(axis=0)))
