"""Can the method be trusted? Simulation-based calibration on the bank, and whole repeats to known truths.

Leaving one out: simulations of the bank play what was measured, and their true parameters are known.
Repeats: the whole calibration, sequential part included, for a few of them. Stored in the run folder
(`check/`) as it goes, and resumed.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from calibration.adjustment import Bank
from calibration.read_results import as_quantiles, read_results
from calibration.simulation_based import Ranks, leave_one_out, summarise
from calibration.workflow import Calibration, Watching, refine
from experiments.each import Workers
from experiments.files import write_text

#: Pseudo-observations per stored file.
_BATCH = 25
#: Fewer simulations near a pseudo-observation do not carry a regression on all facts.
_FEWEST_NEAR = 200


def check_method(calibration: Calibration, folder: Path, workers: Workers, watching: Watching) -> None:
    """Write `ranks.csv`, `coverage.csv`, `result_coverage.csv` and `repeats.csv`; workers change nothing in them."""
    watching.stage("leaving one out", {})
    ranks, chosen = one_left_out(calibration, folder, workers, watching)
    _write(folder / "ranks.csv", rank_table(calibration.kept, ranks))
    _write(folder / "coverage.csv", coverage_table(calibration.kept, ranks))
    watching.stage("reading results", {})
    _write(folder / "result_coverage.csv", coverage_table(*results_left_out(calibration, folder, workers, watching)))
    frames: list[Any] = []
    for number in range(1, calibration.settings.repeats + 1):
        watching.stage("repeating", {"number": number, "of": calibration.settings.repeats})
        frames.append(repeat(calibration, int(chosen[number - 1]), number, folder, workers, watching))
        _write(folder / "repeats.csv", pd.concat(frames))


def _write(path: Path, frame: Any) -> None:
    write_text(path, frame.to_csv(index=False, lineterminator="\n", float_format="%.6g"))


def one_left_out(calibration: Calibration, folder: Path, workers: Workers, watching: Watching) -> tuple[Ranks, Any]:
    """Ranks for pseudo-observations spread evenly over the bank, and which simulations these are."""
    settings = calibration.settings
    bank = calibration.bank.asked(calibration.kept, calibration.simulator.fitted, settings.distance)
    count = min(settings.pseudo_observations, len(bank.quantiles))
    chosen = np.linspace(0, len(bank.quantiles) - 1, count).astype(np.int64)
    place = folder / "check" / "one-left-out"
    return leave_one_out(bank, chosen, settings.nearest, _BATCH, place, workers, watching.advance), chosen


def results_left_out(
    calibration: Calibration, folder: Path, workers: Workers, watching: Watching
) -> tuple[tuple[str, ...], Ranks]:
    """The same for results that users read, on the first simulations of the bank; names of the results, and ranks.

    Each result is one more unknown, as a quantile of its own prior. Kept in `check/results.csv`.
    """
    settings, kept = calibration.settings, folder / "check" / "results.csv"
    count = min(settings.read_candidates, len(calibration.bank.quantiles))
    if not kept.is_file():
        names, values = read_results(count, workers, watching.advance)
        _write(kept, pd.DataFrame(values, columns=list(names)))
    table = pd.read_csv(kept)
    measured = calibration.bank.measured[:count, : calibration.simulator.fitted]
    bank = Bank(as_quantiles(table.to_numpy()), measured, settings.distance)
    near = min(max(settings.nearest * count // settings.simulations, _FEWEST_NEAR), count // 2)
    chosen = np.linspace(0, count - 1, min(settings.pseudo_observations, count)).astype(np.int64)
    place = folder / "check" / "results-left-out"
    return tuple(table.columns), leave_one_out(bank, chosen, near, _BATCH, place, workers, watching.advance)


def rank_table(kept: tuple[str, ...], ranks: Ranks) -> Any:
    """One row per pseudo-observation and parameter: rank of the truth (0 to 1) and share of spread removed."""
    count = len(ranks.ranks)
    return pd.DataFrame(
        {
            "pseudo_observation": np.repeat(np.arange(count), len(kept)),
            "parameter": list(kept) * count,
            "rank": ranks.ranks.reshape(-1),
            "spread_removed": ranks.spread_removed.reshape(-1),
        }
    )


def coverage_table(kept: tuple[str, ...], ranks: Ranks) -> Any:
    """One row per parameter: share of 50 and 90% ranges that hold the truth, with 95% intervals of chance."""
    return pd.DataFrame(
        [
            {
                "parameter": name,
                "covered50": c.covered50,
                "covered50_low": c.interval50[0],
                "covered50_high": c.interval50[1],
                "covered90": c.covered90,
                "covered90_low": c.interval90[0],
                "covered90_high": c.interval90[1],
                "p_value": c.p_value,
                "spread_removed": c.spread_removed,
                "too_narrow": c.too_narrow(),
            }
            for name, c in zip(kept, summarise(ranks), strict=True)
        ]
    )


def repeat(
    calibration: Calibration, truth: int, number: int, folder: Path, workers: Workers, watching: Watching
) -> Any:
    """One whole calibration to a simulation of the bank: where the truth lies in the sequential answer."""
    settings, simulator = calibration.settings, calibration.simulator
    settings = replace(settings, particles=max(settings.repeat_particles, len(calibration.kept) + 1))
    others = np.delete(np.arange(len(calibration.bank.quantiles)), truth)
    stored = type(calibration.bank)(
        calibration.bank.names,
        calibration.bank.quantiles[others],
        calibration.bank.expected[others],
        calibration.bank.measured[others],
    )
    observed = calibration.bank.measured[truth, : simulator.fitted]
    columns = [calibration.bank.names.index(name) for name in calibration.kept]
    true = calibration.bank.quantiles[truth, columns].astype(np.float64)
    place = folder / "check" / f"repeat-{number}"
    sequence = refine(settings, simulator, stored, calibration.kept, observed, place, number, workers, watching)
    answer = sequence.posterior()
    return pd.DataFrame(
        {
            "repeat": number,
            "parameter": list(calibration.kept),
            "true_quantile": true,
            "rank": answer.rank(true),
            "mean": answer.mean(),
            "spread": answer.spread(),
            "simulations": sequence.simulations(),
            "generations": len(sequence.generations),
        }
    )
