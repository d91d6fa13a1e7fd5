"""What the posterior says of the observation: thresholds and offsets, row by row beside the draws of the parameters.

`observation.parquet` in the folder of a posterior has a column per observation parameter that was inferred and a row
per draw, as `draws.parquet`: quantiles of their priors, float32. Only validation reads it; mixes need no observer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from calibration.observation_parameters import load_observation_parameters
from experiments.files import whole_file
from simulation.problems import InputProblem

FILE = "observation.parquet"


@dataclass(frozen=True)
class ObservationDraws:
    """names (M,) in the order of the columns; quantiles (n, M); places (M,) among all observation parameters."""

    names: tuple[str, ...]
    quantiles: Any
    places: Any


def write_observation(folder: Path, names: Sequence[str], quantiles: Any) -> None:
    """Write the file, whole or not at all. quantiles: (n, M)."""
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.table({name: pa.array(np.float32(quantiles[:, place])) for place, name in enumerate(names)})
    with whole_file(folder / FILE) as temporary:
        pq.write_table(table, temporary, compression="zstd")


def read_observation(folder: Path, rows: int) -> ObservationDraws:
    """The file of a posterior of so many draws.

    Raises InputProblem for one that is missing, damaged, or of other parameters or draws.
    """
    known = [one.name for one in load_observation_parameters()]
    try:
        with pq.ParquetFile(folder / FILE) as stream:
            table = stream.read()
        names = tuple(table.column_names)
        quantiles = np.array([table[name].to_numpy() for name in names]).T if names else np.empty((rows, 0))
        places = np.array([known.index(name) for name in names], np.int64)
        if len(quantiles) != rows or not ((quantiles > 0) & (quantiles < 1)).all():
            raise ValueError
    except (OSError, ValueError, pa.ArrowException) as error:
        raise InputProblem(
            "{file}: damaged, cannot be read as part of a posterior; make it again with 'smartmix calibrate --ship', "
            "or run with --prior",
            file=folder / FILE,
        ) from error
    return ObservationDraws(names, quantiles, places)
