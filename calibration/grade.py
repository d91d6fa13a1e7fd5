"""The evidence grade of results: what their spread rests on, and whether the order of the mixes is robust.

Two axes for every main indicator (docs/indicators.md, "Evidence grade"): the share of the variance of a mix's
difference with the baseline that comes from parameters graded measured, estimated and assumed, with the dates of
law and luck apart; and whether the order of the mixes stays the same under each structural variant. Computed once
with the posterior and stored beside it.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from calibration.grade_file import CellGrade, Chief, Grade, Order
from calibration.grade_order import order_of, structural_variants
from experiments import defaults
from experiments.each import Check, each
from experiments.fingerprints import behaviour_fingerprint
from experiments.posterior import load_posterior
from experiments.prepare import Experiment, prepare
from experiments.runner import blocks_of, run_blocks
from experiments.settings import CompareSettings
from experiments.variance_shares import FEWEST, Runs, in_tenths, variance_shares
from scenarios.library import fingerprint, list_mixes
from simulation.indicators import GROUPS, INDICATORS
from simulation.parameters import registry
from simulation.problems import InputProblem
from simulation.vocabulary import GRADES, QUARTERS

GRADED_YEAR = 2030
GRADED_GROUPS = ("goal90", "goal90_started_laggard", "all", "small")
GRADED_INDICATORS = (
    "practice",
    "endorsement",
    "reported",
    "paper_gap",
    "stage_laggard",
    "stage_peloton",
    "stage_leader",
    "basic_practice",
    "five_elements",
    "burden_share_turnover",
    "government_cost_eur",
    "playing_field_world",
    "chain_risk_index",
)
#: Below this part of the variance of all parameters together, a parameter is not named as a chief one.
_CHIEF = 0.05
#: From this share of dates and luck on, parameters round to nothing.
_NEARLY_ALL = 0.95

type Progress = Callable[[int], None]


def runs_needed(draws: int, variant_draws: int | None = None) -> int:
    """How many draws `compute_grade` runs: what its `progress` adds up to."""
    return 3 * draws + _of_variants(draws, variant_draws) * len(structural_variants())


def _of_variants(draws: int, variant_draws: int | None) -> int:
    """An order asks fewer draws than shares of a variance."""
    return variant_draws or max(1, draws // 2)


def compute_grade(
    draws: int = 400,
    firms: int = 1400,
    workers: int = 1,
    progress: Progress | None = None,
    prior: bool = False,
    posterior: Path | None = None,
    mixes: Sequence[str] | None = None,
    variant_draws: int | None = None,
    seed: int = 1,
) -> Grade:
    """Grade the shipped mixes against the default baseline in the default future.

    draws: parameter draws, each run three times: with other dates of law and other luck, and with the same dates
    and other luck; firms: agents; prior: the uncalibrated ranges instead of the posterior; posterior: its folder,
    None for the shipped one; mixes: only these shipped mixes (the four of 2020 are always among them);
    variant_draws: draws per structural variant, half of `draws` when not given. `progress` is called with 1 for
    each of `runs_needed` runs. The result does not depend on `workers`. Raises InputProblem, and Stopped when
    interrupted.
    """
    per_variant = _of_variants(draws, variant_draws)
    if draws < FEWEST or not 1 <= per_variant <= draws:
        raise InputProblem("--draws: found {found}; allowed: {low} or more", found=draws, low=FEWEST)
    wanted = list_mixes() if mixes is None else {*mixes, *defaults.MIXES}
    chosen = tuple(name for name in list_mixes() if name in wanted and name != defaults.BASELINE)
    settings = CompareSettings(
        mixes=chosen,
        draws=3 * draws,
        firms=firms,
        first_year=GRADED_YEAR,
        last_year=GRADED_YEAR,
        seed=seed,
        prior=prior,
        posterior="" if posterior is None else str(posterior),
    )
    experiment = prepare(settings, like={draw: draw % draws for draw in range(3 * draws)})
    for draw in range(draws):  # the third run of a draw has the dates of the first
        experiment.branches[2 * draws + draw] = experiment.branches[draw]
        for dates in experiment.dates.values():
            dates[2 * draws + draw] = dates[draw]
    values = _values(experiment, workers, progress)
    results = _results(experiment, values, draws, workers)
    orders = _orders(settings, values[:per_variant], list(experiment.mixes), workers, progress)
    return Grade(
        prior=prior,
        posterior="" if prior else load_posterior(posterior).fingerprint,
        behaviour=behaviour_fingerprint(),
        future=settings.future,
        baseline=settings.baseline,
        year=GRADED_YEAR,
        draws=draws,
        variant_draws=per_variant,
        firms=firms,
        seed=seed,
        mixes={name: fingerprint(mix) for name, mix in experiment.mixes.items()},
        variants=[f"{table}: {name}" for variant in structural_variants() for table, name in variant.items()],
        results=results,
        orders=orders,
    )


def _values(experiment: Experiment, workers: int, progress: Progress | None) -> Any:
    """(draws, mixes, GRADED_GROUPS, GRADED_INDICATORS); NaN for a draw that failed."""
    columns = [INDICATORS.index(name) for name in GRADED_INDICATORS]
    rows = [GROUPS.index(name) for name in GRADED_GROUPS]
    result = np.full((experiment.settings.draws, len(experiment.mixes), len(rows), len(columns)), np.nan)

    def keep(_block: int, found: dict[int, Any], _failures: dict[int, str]) -> None:
        for draw, table in found.items():
            result[draw] = table[:, 0][:, rows][:, :, columns]

    run_blocks(experiment, range(len(blocks_of(experiment.settings.draws))), keep, workers, progress)
    return result


def _results(
    experiment: Experiment, values: Any, draws: int, workers: int
) -> dict[str, dict[str, dict[str, CellGrade]]]:
    """By mix, indicator and group: where the variance of the difference with the baseline comes from."""
    names = [p.name for p in registry().values() if p.is_uncertain]
    grades = [registry()[name].grade for name in names]
    inputs = np.array([_quantiles(experiment.parameters[draw], names) for draw in range(draws)])
    dates = experiment.dates[next(iter(experiment.mixes))]
    events = np.array(
        [[_never_last(dates[draw].eu_proposal), _never_last(dates[draw].wzk_in_force)] for draw in range(2 * draws)]
    ).reshape(2, draws, 2)

    def of_mix(position: int, _check: Check) -> dict[str, dict[str, CellGrade]]:
        difference = (values[:, position] - values[:, 0]).reshape(3, draws, -1)
        found = variance_shares(inputs, grades, Runs(difference[0], difference[1], difference[2], events))
        cells: dict[str, dict[str, CellGrade]] = {indicator: {} for indicator in GRADED_INDICATORS}
        for k in range(difference.shape[2]):
            if np.isfinite(difference[:, :, k]).any():
                group, indicator = divmod(k, len(GRADED_INDICATORS))
                shares = {grade: found.groups[grade][k] if grade in found.groups else 0.0 for grade in GRADES}
                shares |= {"dates": found.events[k], "luck": found.luck[k]}
                single = {name: float(share) for name, share in zip(names, found.single[k], strict=True)}
                cell = _cell(shares, float(found.explained[k]), single)
                cells[GRADED_INDICATORS[indicator]][GRADED_GROUPS[group]] = cell
        return cells

    found = each(of_mix, range(1, len(experiment.mixes)), workers)
    return dict(zip(list(experiment.mixes)[1:], found, strict=True))


def _quantiles(parameters: Any, names: list[str]) -> list[float]:
    """Where each parameter lies between the ends of its prior, 0 to 1, on the scale of the prior."""
    result: list[float] = []
    for name in names:
        known, value = registry()[name], float(parameters[name][0])
        if known.kind == "loguniform":
            result.append(float(np.log(value / known.low) / np.log(known.high / known.low)))
        else:
            result.append((value - known.low) / (known.high - known.low))
    return result


def _never_last(quarter: int | None) -> int:
    return QUARTERS if quarter is None else quarter


def _cell(shares: Mapping[str, float], explained: float, single: Mapping[str, float]) -> CellGrade:
    apart = shares["dates"] + shares["luck"]
    if apart >= _NEARLY_ALL:  # the regression finds nothing, and there is next to nothing to find
        shares = {name: 0.0 if np.isnan(share) else share for name, share in shares.items()}
    if not np.isfinite(list(shares.values())).all():
        return CellGrade(None, None, None, ())
    if np.isnan(explained):
        explained, single = 0.0, {}
    known = sum(single.values())
    chief = tuple(
        Chief(name, registry()[name].grade, round(single[name], 3))
        for name in sorted(single, key=lambda name: -single[name])[:3]
        if single[name] >= _CHIEF * known > 0.0
    )
    exact = {name: round(float(share), 3) for name, share in shares.items()}
    percent = dict(zip(shares, in_tenths(list(shares.values())), strict=True))
    return CellGrade(percent, exact, round(explained, 3), chief)


def _orders(
    settings: CompareSettings, values: Any, mixes: list[str], workers: int, progress: Progress | None
) -> dict[str, dict[str, Order]]:
    """By indicator and group: the order of baseline and mixes of 2020, and what each structural variant reverses."""
    compared = [defaults.BASELINE, *defaults.MIXES]
    usual = values[:, [mixes.index(name) for name in compared]]
    others: list[Any] = []
    for variant in structural_variants():
        changed = CompareSettings(
            mixes=defaults.MIXES,
            draws=len(usual),
            firms=settings.firms,
            first_year=GRADED_YEAR,
            last_year=GRADED_YEAR,
            seed=settings.seed,
            variants=variant,
            prior=settings.prior,
            posterior=settings.posterior,
        )
        others.append(_values(prepare(changed), workers, progress))
    result: dict[str, dict[str, Order]] = {}
    for i, indicator in enumerate(GRADED_INDICATORS):
        for g, group in enumerate(GRADED_GROUPS):
            if np.isfinite(usual[:, :, g, i]).any():
                found = order_of(compared, usual[:, :, g, i], [other[:, :, g, i] for other in others])
                result.setdefault(indicator, {})[group] = found
    return result
