"""What a calibration found, as its run folder holds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.integrity import finished, readable
from experiments.posterior_files import read_posterior
from experiments.told import told

#: Tables that every finished calibration has, and those of `--check` and `--ship`.
NEEDED = ("screening", "identification", "correlations", "pulls", "agreement", "generations")
OPTIONAL = ("ranks", "coverage", "result_coverage", "repeats", "ceilings")


@dataclass(frozen=True, eq=False)
class CalibrationResult:
    """A finished calibration.

    kept (D): calibrated parameters; draws (n, D): quantiles of their priors, rows that weigh the same; simulations: how
    many each stage took; settings: what was asked; folder: its run folder, with `posterior/`.
    """

    folder: Path
    kept: tuple[str, ...]
    draws: Any
    simulations: dict[str, int]
    settings: dict[str, Any]

    def __repr__(self) -> str:
        """A few lines, without its draws."""
        parameters, draws = len(self.kept), len(self.draws)
        simulations = sum(self.simulations.values())
        return told(self, [], self.folder, parameters=parameters, draws=draws, simulations=simulations)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Its tables by name, six digits that count; `draws` has a row per draw of the posterior, as quantiles.

        Raises InputProblem for a damaged folder.
        """
        files = {name: self.folder / f"{name}.csv" for name in (*NEEDED, *OPTIONAL)}
        wanted = {name: file for name, file in files.items() if name in NEEDED or file.is_file()}
        with readable(self.folder):
            found = {name: pd.read_csv(file) for name, file in wanted.items()}
        return found | {"draws": pd.DataFrame(self.draws, columns=list(self.kept))}

    def __iter__(self) -> "Iterator[CalibrationResult | Path]":
        """Itself and its folder, for scripts that take both apart."""
        yield from (self, self.folder)


def load_calibration(folder: Path) -> CalibrationResult:
    """The calibration in a finished run folder. Raises InputProblem when it is not one, or damaged."""
    manifest, posterior = finished(folder), read_posterior(folder / "posterior")
    with readable(folder):
        simulations, settings = dict(manifest["simulations"]), dict(manifest["settings"])
    return CalibrationResult(folder, posterior.names, posterior.quantiles, simulations, settings)
