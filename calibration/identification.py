"""What does the evidence pin down? Prior beside posterior, what is left together, what pulls apart.

Written into the run folder of a calibration as tidy files: `identification.csv`, `correlations.csv`,
`pulls.csv` and `agreement.csv`.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from calibration.adjustment import WeightedDraws, logit
from calibration.observation_parameters import load_observation_parameters
from calibration.screening import uncertain_parameters
from calibration.workflow import Calibration
from experiments.files import write_text
from simulation.parameters import registry, values_at

_PRIOR_SPREAD = 1 / np.sqrt(12)  # of a quantile


def write_identification(calibration: Calibration, folder: Path) -> None:
    """All tables of what the evidence pins down."""
    for name, frame in {
        "identification": identification(calibration),
        "correlations": correlations(calibration),
        "pulls": pulls(calibration),
        "agreement": agreement(calibration),
        "generations": generations(calibration),
    }.items():
        write_text(folder / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n", float_format="%.6g"))


def identification(calibration: Calibration) -> Any:
    """One row per uncertain parameter: its prior range, its posterior 5, 50 and 95 points, what was removed.

    `spread_removed`: 1 - posterior / prior standard deviation of its quantile (0 for those left at their
    prior); `strongest_fact` and `effect`: of the screening; values in the parameter's own unit.
    """
    rows: list[dict[str, Any]] = []
    draws = calibration.draws
    observing = {one.name: one for one in load_observation_parameters()}
    for name in uncertain_parameters():
        index = calibration.screening.names.index(name)
        if name in observing:
            parameter, (low, high) = observing[name], observing[name].ends
        else:
            parameter = registry()[name]
            low, high = parameter.low, parameter.high
        effects = calibration.screening.effects[index]
        row: dict[str, Any] = {
            "parameter": name,
            "of": "observation" if name in observing else "rules",
            "grade": parameter.grade,
            "calibrated": name in calibration.kept,
            "prior_low": low,
            "prior_high": high,
            "unit": parameter.unit,
            "effect": float(effects.max()),
            "strongest_fact": calibration.screening.facts[int(effects.argmax())] if effects.max() > 0 else "",
        }
        quantiles = draws[:, calibration.kept.index(name)] if name in calibration.kept else None
        for percent in (5, 50, 95):
            at = percent / 100 if quantiles is None else float(np.quantile(quantiles, percent / 100))
            row[f"p{percent:02d}"] = observing[name].at(at) if name in observing else _value(name, at)
        row["spread_removed"] = 0.0 if quantiles is None else float(1 - quantiles.std() / _PRIOR_SPREAD)
        rows.append(row)
    return pd.DataFrame(rows)


def _value(name: str, quantile: float) -> float:
    """The parameter's value at one quantile of its prior."""
    every = np.full(len(registry()), 0.5)
    every[list(registry()).index(name)] = quantile
    return float(values_at(every)[name][0])


def correlations(calibration: Calibration) -> Any:
    """Rank correlations left among calibrated parameters in the posterior, strongest first.

    Draws are taken with repetition: copies share the mean of their ranks, or their order would count as a tie.
    """
    ranks = rankdata(calibration.draws, axis=0)
    matrix = np.corrcoef(ranks, rowvar=False)
    rows = [
        {"parameter": a, "with": b, "rank_correlation": float(matrix[i, j])}
        for i, a in enumerate(calibration.kept)
        for j, b in enumerate(calibration.kept)
        if i < j
    ]
    return pd.DataFrame(rows).sort_values("rank_correlation", key=np.abs, ascending=False, kind="stable")


def pulls(calibration: Calibration) -> Any:
    """How each fact pulls on each parameter, and against which other facts.

    The bank's answer with all facts less its answer without one, in posterior standard deviations (on
    logits). `against`: the fact whose pulls point most the other way, `tension` the cosine between the two.
    """
    simulator, kept = calibration.simulator, calibration.kept
    facts = simulator.names[: simulator.fitted]
    bank = calibration.bank.asked(kept, simulator.fitted, calibration.settings.distance)
    observed = simulator.observed[: simulator.fitted]
    whole = bank.posterior(observed, calibration.settings.nearest)
    spread = _logit_spread(whole)
    moved = np.empty((len(facts), len(kept)))
    for left_out in range(len(facts)):
        others = [k for k in range(len(facts)) if k != left_out]
        columns = [calibration.bank.names.index(name) for name in kept]
        less = type(bank)(
            calibration.bank.quantiles[:, columns].astype(np.float64),
            calibration.bank.measured[:, others],
            calibration.settings.distance,
        )
        without = less.posterior(observed[others], calibration.settings.nearest)
        moved[left_out] = (_logit_mean(whole) - _logit_mean(without)) / spread
    length = np.sqrt((moved**2).sum(axis=1))
    cosine = moved @ moved.T / np.outer(length, length)
    np.fill_diagonal(cosine, 1.0)
    rows: list[dict[str, Any]] = []
    for k, fact in enumerate(facts):
        other = int(cosine[k].argmin())
        for d in np.argsort(-np.abs(moved[k]), kind="stable")[:5]:
            rows.append(
                {
                    "fact": fact,
                    "parameter": kept[d],
                    "pull": float(moved[k, d]),
                    "strength": float(length[k]),
                    "against": facts[other],
                    "tension": float(cosine[k, other]),
                }
            )
    return pd.DataFrame(rows)


def _logit_mean(posterior: WeightedDraws) -> Any:
    return posterior.weights @ logit(posterior.draws)


def _logit_spread(posterior: WeightedDraws) -> Any:
    return np.sqrt(posterior.weights @ (logit(posterior.draws) - _logit_mean(posterior)) ** 2)


def agreement(calibration: Calibration) -> Any:
    """The sequential answer beside the bank's: mean and spread of each parameter's quantile, and how far apart.

    `apart`: difference of means in prior standard deviations.
    """
    bank, refined = calibration.bank_answer, calibration.sequence_answer
    return pd.DataFrame(
        {
            "parameter": list(calibration.kept),
            "bank_mean": bank.mean(),
            "bank_spread": bank.spread(),
            "sequential_mean": refined.mean(),
            "sequential_spread": refined.spread(),
            "apart": (refined.mean() - bank.mean()) / _PRIOR_SPREAD,
        }
    )


def generations(calibration: Calibration) -> Any:
    """How the sequential run went: power of the likelihood, simulations, share of steps taken, distinct particles."""
    return pd.DataFrame(
        [
            {
                "generation": index,
                "power": g.power,
                "simulations": g.simulations,
                "acceptance": g.acceptance(),
                "distinct": g.distinct(),
                "surprise": float(g.surprises.sum(axis=1).mean()),
            }
            for index, g in enumerate(calibration.sequence.generations, 1)
        ]
    )
