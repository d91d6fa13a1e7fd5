"""The bank: simulations of the prior, stored once and asked many times."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from calibration.adjustment import Bank
from calibration.batches import Columns, read_batches, run_batches
from calibration.candidate import Simulator, prior_candidates
from calibration.screening import places, uncertain_parameters
from calibration.settings import CalibrationSettings
from experiments.each import Workers


@dataclass(frozen=True)
class StoredBank:
    """All simulations of the prior: candidate i has parameter draw i and replication i.

    names (D): uncertain parameters; quantiles (n, D) float32; expected, measured (n, K): before and after
    measurement error, in the order of the simulator's facts.
    """

    names: tuple[str, ...]
    quantiles: Any
    expected: Any
    measured: Any

    def asked(self, kept: tuple[str, ...], fitted: int, distance: str) -> Bank:
        """The bank for inference on the parameters `kept`, from the `fitted` first facts."""
        columns = [self.names.index(name) for name in kept]
        return Bank(self.quantiles[:, columns].astype(np.float64), self.measured[:, :fitted], distance)


def fill_bank(
    settings: CalibrationSettings,
    simulator: Simulator,
    folder: Path,
    workers: Workers,
    progress: Callable[[int], None] | None = None,
) -> StoredBank:
    """Simulate what is missing of the bank in `<folder>/bank` and read it all. Raises Stopped when interrupted."""
    names = uncertain_parameters()
    columns = places(names)
    size, total = settings.bank_batch, settings.simulations

    def rows(batch: int) -> int:
        return min(size, total - batch * size)

    def work(batch: int) -> Columns:
        numbers = range(batch * size, batch * size + rows(batch))
        quantiles = prior_candidates(numbers.start, len(numbers))
        expected = np.array([simulator.simulate(row, number) for row, number in zip(quantiles, numbers, strict=True)])
        return {
            "quantiles": quantiles[:, columns].astype(np.float32),
            "expected": expected,
            "measured": simulator.measured(expected, numbers),
        }

    batches = range(-(-total // size))
    run_batches(batches, work, folder / "bank", rows, workers, progress)
    stored = read_batches(folder / "bank", batches)
    return StoredBank(names, stored["quantiles"], stored["expected"], stored["measured"])
